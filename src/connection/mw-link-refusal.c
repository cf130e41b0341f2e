/* mw-link-refusal.c: what the server refused is not sent again, by no process
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include "mw-diagnosis.h"
#include "mw-refusal.h"

/**
 * mw_link_find_refusal:
 * @self: a link
 * @stored: what is stored of it
 *
 * On a fiber of the main thread. Why it was refused is what a person is told then.
 *
 * Returns: whether the server has refused exactly this
 */
gboolean
mw_link_find_refusal (MwLink *self, MwSecrets *stored)
{
  g_autoptr (MwRefusal) refusal = dex_await_boxed (mw_refusal_find (self->file->id, stored), NULL);

  if (refusal == NULL)
    return FALSE;
  self->diagnosis = (int) refusal->reason;
  return TRUE;
}

/* Reasons for which only new input helps. */
static gboolean
is_final (int diagnosis)
{
  return diagnosis == MW_DIAGNOSIS_EXPIRED || diagnosis == MW_DIAGNOSIS_CREDENTIALS_CHANGED ||
         diagnosis == MW_DIAGNOSIS_REAUTHORIZE || diagnosis == MW_DIAGNOSIS_REVOKED;
}

/**
 * mw_link_note_refusal:
 * @self: a link
 * @session: the session that was used
 * @error: (nullable): how it went, recognised
 *
 * On a fiber of the main thread. What was refused when it was to be renewed is noted where that is done; this
 * is for a token or key of which there is no other. An answer that is not the system's own, or that is for
 * the clock of this computer, says nothing about it.
 */
void
mw_link_note_refusal (MwLink *self, MwSession *session, const GError *error)
{
  g_autoptr (MwSecrets) refused = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_error_matches (error, MW_DIAGNOSIS, MW_DIAGNOSIS_CLOCK))
    {
      g_clear_pointer (&self->refused, mw_secrets_unref);
      dex_await (mw_refusal_forget (self->file->id), NULL);
      return;
    }
  if (!mw_diagnosis_is_needed (error) || !is_final (self->diagnosis) || mw_link_signs_in_alone (self) ||
      mw_session_get_renewal_end (session) != MW_RENEWAL_NOT_TRIED)
    return;
  refused = mw_session_dup_secrets (session);
  if (!dex_await (mw_token_keeper_note_refusal (self->keeper, refused, (MwDiagnosis) self->diagnosis),
                  &reason))
    g_debug ("The refusal could not be noted: %s", reason->message);
}
