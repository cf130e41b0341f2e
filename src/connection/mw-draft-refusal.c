/* mw-draft-refusal.c: what a system refused is not sent again before something else is typed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-draft-private.h"

#include "mw-foreign-sign-in.h"
#include "mw-session.h"

/* Whether it is what was typed, and nothing else, that decides: not a person in the browser, nor a clock. */
static gboolean
sends_what_was_typed (const MwSignIn *sign_in)
{
  switch (sign_in->kind)
    {
    case MW_SIGN_IN_HEADERS:
    case MW_SIGN_IN_LOGIN:
      return TRUE;
    case MW_SIGN_IN_OAUTH2:
      return sign_in->oauth2.assertion == NULL &&
             sign_in->oauth2.grant != MW_OAUTH_GRANT_AUTHORIZATION_CODE &&
             sign_in->oauth2.grant != MW_OAUTH_GRANT_DEVICE_CODE;
    case MW_SIGN_IN_OAUTH1:
    default:
      return FALSE;
    }
}

/**
 * mw_draft_note_refusal:
 * @self: a draft
 * @link: what it was sent with
 * @error: how that ended
 *
 * Keeps it when it is the answer to what was typed.
 */
void
mw_draft_note_refusal (MwDraft *self, MwLink *link, const GError *error)
{
  g_autoptr (GError) recognised = NULL;
  const MwSignInPage *page;

  if (!g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED) ||
      !sends_what_was_typed (mw_link_get_sign_in (link)))
    return;
  recognised = mw_link_recognise (link, error);
  page = mw_foreign_sign_in_get_page (recognised);
  /* What the network does not let through was refused by nobody. */
  if (page == NULL || page->wants->trouble != MW_SIGN_IN_TROUBLE_NETWORK)
    mw_draft_set_refusal (self, recognised);
}
