/* mw-link-diagnosis.c: what a link knows about a sign-in that does not hold any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include "mw-diagnosis.h"
#include "mw-foreign-sign-in.h"

/**
 * mw_link_find_diagnosis:
 * @self: a link
 * @session: the session that was used
 * @error: (nullable): how it went
 * @may_check: whether something else was asked than the sign-in's own check
 * @fiber: of the fiber
 *
 * Remembers why the sign-in does not hold. Where nothing else explains it, the sign-in's own check is asked
 * once: a read, no login.
 *
 * Returns: whether the session goes on: only what was asked for is not permitted
 */
gboolean
mw_link_find_diagnosis (MwLink *self,
                        MwSession *session,
                        const GError *error,
                        gboolean may_check,
                        MwMainFiber *fiber)
{
  MwDiagnosisFacts facts = { 0 };

  if (!mw_diagnosis_is_needed (error))
    {
      self->diagnosis = error == NULL ? -1 : self->diagnosis;
      return FALSE;
    }
  facts.has_token = mw_session_has_proof (session);
  facts.expires_at = mw_session_get_expires_at (session);
  facts.now = g_get_real_time ();
  facts.renewal = mw_session_get_renewal_end (session);
  if (may_check && self->sign_in->check != NULL && mw_diagnosis_find (&facts) == MW_DIAGNOSIS_REVOKED)
    facts.check_holds = dex_await (mw_main_until (mw_session_check (session), fiber), NULL);
  self->diagnosis = (int) mw_diagnosis_find (&facts);
  return self->diagnosis == MW_DIAGNOSIS_PERMISSION;
}

/**
 * mw_link_recognise:
 * @self: a link
 * @error: how something ended
 *
 * Returns: (transfer full): @error, or where another sign-in is wanted there, one of the domain
 * %MW_FOREIGN_SIGN_IN
 */
GError *
mw_link_recognise (MwLink *self, const GError *error)
{
  g_autoptr (MwStrangeAnswer)
    answer = self->transport != NULL ? mw_transport_dup_strange_answer (self->transport) : NULL;
  GError *foreign = mw_foreign_sign_in_recognise (error, answer);

  return foreign != NULL ? foreign : g_error_copy (error);
}

/**
 * mw_link_diagnose:
 * @self: a link
 * @error: how something ended
 *
 * Returns: (transfer full): @error; or one of the domain %MW_FOREIGN_SIGN_IN where another sign-in is wanted
 * there; or where it says only that the sign-in does not hold, one of the domain %MW_DIAGNOSIS that says why
 */
GError *
mw_link_diagnose (MwLink *self, const GError *error)
{
  g_autoptr (GError) recognised = mw_link_recognise (self, error);

  if (recognised->domain == MW_FOREIGN_SIGN_IN)
    return g_steal_pointer (&recognised);
  if (!mw_diagnosis_is_needed (error) || self->diagnosis < 0)
    return g_error_copy (error);
  return g_error_new_literal (MW_DIAGNOSIS, self->diagnosis, error->message);
}
