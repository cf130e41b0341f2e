/* mw-link-diagnosis.c: what a link knows about a sign-in that does not hold any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include <glib/gi18n-lib.h>

#include "mw-diagnosis.h"
#include "mw-foreign-sign-in.h"
#include "mw-moved.h"

/* From there on a clock is wrong, and not only a little: most servers take five minutes. */
#define CLOCK_OFF (5 * 60 * G_USEC_PER_SEC)
/* Who says more than that means something else than a wait. */
#define MAX_WAIT G_TIME_SPAN_DAY

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

/* What is refused may be so for its date only where a date is signed. */
static gboolean
is_dated (const MwSignIn *sign_in, const GError *error)
{
  if (sign_in->kind != MW_SIGN_IN_OAUTH1 &&
      (sign_in->kind != MW_SIGN_IN_OAUTH2 || sign_in->oauth2.assertion == NULL))
    return FALSE;
  return g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT) ||
         (error->domain == MW_AUTH_ERROR &&
          (error->code == MW_AUTH_ERROR_REFUSED || error->code == MW_AUTH_ERROR_EXPIRED ||
           error->code == MW_AUTH_ERROR_CLIENT || error->code == MW_AUTH_ERROR_SERVER));
}

static char *
dup_amount (gint64 microseconds)
{
  int minutes = (int) MIN (microseconds / G_USEC_PER_SEC / 60, G_MAXINT);
  int hours = (minutes + 30) / 60;
  int days = (hours + 12) / 24;

  if (minutes < 90)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), minutes);
  if (hours < 48)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) hours), hours);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
}

static GError *
recognise_clock (MwLink *self, const GError *error)
{
  gint64 offset = self->transport != NULL ? mw_transport_get_clock_offset (self->transport) : 0;
  g_autofree char *amount = NULL;

  if (ABS (offset) < CLOCK_OFF || !is_dated (self->sign_in, error))
    return NULL;
  amount = dup_amount (ABS (offset));
  return g_error_new_literal (MW_DIAGNOSIS, MW_DIAGNOSIS_CLOCK, amount);
}

/* After too many wrong passwords: how long the system asks to wait. */
static GError *
recognise_wait (MwLink *self, const GError *error, MwStrangeAnswer *answer)
{
  gint64 wait;

  if (!g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_TOO_MANY) || answer == NULL)
    return NULL;
  wait = mw_transport_find_wait (self->transport, answer->head);
  if (wait <= 0 || wait > MAX_WAIT)
    return NULL;
  return g_error_new (MW_DIAGNOSIS, MW_DIAGNOSIS_LOCKED_OUT, "%" G_GINT64_FORMAT,
                      (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/**
 * mw_link_recognise:
 * @self: a link
 * @error: how something ended
 *
 * Returns: (transfer full): @error; or where another sign-in is wanted there, one of the domain
 * %MW_FOREIGN_SIGN_IN; or %MW_DIAGNOSIS_CLOCK, where what is signed is dated by a clock that is off; or
 * %MW_DIAGNOSIS_LOCKED_OUT, where the system says how long it accepts no sign-in
 */
GError *
mw_link_recognise (MwLink *self, const GError *error)
{
  g_autoptr (MwStrangeAnswer)
    answer = self->transport != NULL ? mw_transport_dup_strange_answer (self->transport) : NULL;
  GError *recognised = mw_foreign_sign_in_recognise (error, answer);

  if (recognised == NULL)
    recognised = recognise_wait (self, error, answer);
  if (recognised == NULL)
    recognised = recognise_clock (self, error);
  return recognised != NULL ? recognised : g_error_copy (error);
}

/* By which address of the form the request went that was answered so. */
static GError *
recognise_moved (MwLink *self, const GError *error, const MwStrangeAnswer *answer)
{
  g_autofree char *address = mw_link_dup_address (self);
  GError *moved = mw_moved_recognise (error, answer, address, 0);
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (self->system, &n_fields);

  for (guint i = 0; i < n_fields && moved == NULL; i++)
    if (fields[i].kind == MW_FORM_FIELD_URL)
      {
        g_autofree char *typed = mw_variables_dup_text (self->file->settings, fields[i].id);

        moved = mw_moved_recognise (error, answer, typed, (int) i + 1);
      }
  return moved;
}

/**
 * mw_link_recognise_connecting:
 * @self: a link that somebody connects
 * @error: how something ended
 *
 * Returns: (transfer full): as mw_link_recognise(); or where the server sends everybody elsewhere, one of the
 * domain %MW_MOVED
 */
GError *
mw_link_recognise_connecting (MwLink *self, const GError *error)
{
  g_autoptr (MwStrangeAnswer)
    answer = self->transport != NULL ? mw_transport_dup_strange_answer (self->transport) : NULL;
  g_autoptr (GError) recognised = mw_link_recognise (self, error);
  GError *moved = recognise_moved (self, recognised, answer);

  return moved != NULL ? moved : g_steal_pointer (&recognised);
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

  if (recognised->domain != error->domain)
    return g_steal_pointer (&recognised);
  if (!mw_diagnosis_is_needed (error) || self->diagnosis < 0)
    return g_error_copy (error);
  return g_error_new_literal (MW_DIAGNOSIS, self->diagnosis, error->message);
}
