/* mw-cli-climb.c: runs a ladder in the terminal
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-climb.h"

#include "mw-cli-auth-prompt.h"
#include "mw-cli-form.h"
#include "mw-cli-choose.h"
#include "mw-cli-offers.h"
#include "mw-cli-steps.h"

static gboolean
trust (MwCliCall *call, MwDraft *draft, MwLadder *ladder)
{
  g_autoptr (MwCertificate) certificate = mw_ladder_dup_certificate (ladder);

  if (!mw_cli_trusts (call, certificate))
    return FALSE;
  mw_draft_set_certificate (draft, certificate);
  return TRUE;
}

/* What the system does not know may be misspelt: it may tell what there is. */
static void
offer (MwCliCall *call, MwLadder *ladder, const GError *error)
{
  MwDraft *draft = mw_ladder_get_draft (ladder);
  const MwFormField *field = g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_UNKNOWN)
                               ? mw_system_find_form_field (mw_draft_get_system (draft), error->message)
                               : NULL;

  if (field != NULL)
    mw_cli_offer (call, draft, field);
}

/**
 * mw_cli_climb:
 * @call: the call
 * @draft: (nullable): the form, filled in
 * @first: (nullable): the ladder to begin with
 * @error: what went wrong
 *
 * Runs the ladder, its steps told on standard error; once again when the user trusts the certificate.
 *
 * Returns: (transfer full): the new connection
 */
MwConnection *
mw_cli_climb (MwCliCall *call, MwDraft *draft, MwLadder *first, GError **error)
{
  for (guint attempt = 0;; attempt++)
    {
      g_autoptr (MwLadder) ladder = first != NULL ? g_object_ref (first)
                                                  : mw_ladder_new (call->engine, draft);
      g_autoptr (GError) local_error = NULL;
      MwConnection *connection;

      mw_cli_steps_follow (mw_ladder_get_steps (ladder), stderr);
      mw_ladder_set_choose (ladder, mw_cli_choose_at_connect, NULL);
      mw_cli_auth_prompt_follow (mw_ladder_get_prompt (ladder));
      connection = dex_await_object (mw_main_until (mw_ladder_run (ladder), call->fiber), &local_error);
      if (connection != NULL)
        return connection;
      if (attempt > 0 || draft == NULL ||
          !g_error_matches (local_error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS) ||
          !trust (call, draft, ladder))
        {
          offer (call, ladder, local_error);
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
}
