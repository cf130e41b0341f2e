/* mw-state.c: what a system says about itself, which people should know before they look at its records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-state.h"

#include "mw-reply.h"
#include "mw-source.h"

typedef struct
{
  const MwVariant *variant;
  const char *text;
} Asked;

static void
asked_clear (gpointer data)
{
}

static gboolean
read_answer (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;
  const MwState *state = asked->variant->state;
  g_auto (MwReply) reply = { NULL };

  if (!mw_reply_read (&reply, asked->variant, state->request->path, response, NULL, cancellable, error))
    return FALSE;
  for (guint i = 0; asked->text == NULL && i < state->n_says; i++)
    if (mw_answer_match (state->says[i].when, state->says[i].n_when, mw_response_get_status (response),
                         mw_json_get_root (reply.document), NULL) != NULL)
      asked->text = state->says[i].text;
  return TRUE;
}

/**
 * mw_state_ask:
 * @variant: may name such a request
 * @variables: what is known of the read that comes
 * @text: (out): the sentence whose rule the answer fits, or %NULL
 *
 * Asks for the state of the system (of a service: whether it is still copying records). No answer is no
 * sentence, but for one that also stops the read. To be called on a fiber.
 *
 * Returns: %FALSE with a %MW_SOURCE_ERROR_SIGNED_OUT
 */
gboolean
mw_state_ask (const MwConversation *conversation,
              const MwVariant *variant,
              MwVariables *variables,
              const char **text,
              GError **error)
{
  Asked *asked;
  GError *reason = NULL;
  gboolean goes_on = TRUE;

  *text = NULL;
  if (variant->state == NULL)
    return TRUE;
  asked = g_atomic_rc_box_new0 (Asked);
  asked->variant = variant;
  if (mw_exchange (conversation, &(MwPurpose) { .kind = MW_PURPOSE_STATE }, variant->state->request,
                   variables, read_answer, asked, asked_clear, &reason))
    *text = asked->text;
  else if (g_error_matches (reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      goes_on = FALSE;
    }
  g_clear_error (&reason);
  g_atomic_rc_box_release_full (asked, asked_clear);
  return goes_on;
}
