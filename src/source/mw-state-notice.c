/* mw-state-notice.c: how a system is, in the words of its file, for those who look at its records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-state-notice.h"

#include "mw-state.h"
#include "mw-work.h"

/* How the system is, in the words of its file. */
typedef struct
{
  MwReadContext *context;
  const char *text;
} StateNotice;

static void
state_notice_free (gpointer data)
{
  StateNotice *state = data;

  mw_read_context_release (state->context);
  g_free (state);
}

static gboolean
notice_state (gpointer data, GCancellable *cancellable, GError **error)
{
  StateNotice *state = data;
  const MwNotice notice = { .kind = MW_NOTICE_STATE, .message = state->text };

  mw_sink_notice (state->context->sink, state->context->entity, &notice);
  return TRUE;
}

/**
 * mw_state_notice_ask:
 * @context: the read of an entity
 * @set: its primary set
 *
 * Asks how the system is, where its file says how, and tells the sink. To be called on a fiber.
 *
 * Returns: %FALSE with what stops the read
 */
gboolean
mw_state_notice_ask (MwReadContext *context, const MwSetSource *set, GError **error)
{
  g_autoptr (MwVariables) variables = NULL;
  StateNotice *state;
  const char *text;

  if (context->variant->state == NULL)
    return TRUE;
  variables = mw_read_scope_new_variables (context->scope, set, error);
  if (variables == NULL || !mw_state_ask (&context->conversation, context->variant, variables, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  state = g_new0 (StateNotice, 1);
  state->context = g_atomic_rc_box_acquire (context);
  state->text = text;
  return dex_await (
    mw_fiber_until (context->conversation.fiber,
                    mw_work_run ("state of the system", notice_state, state, state_notice_free)),
    error);
}
