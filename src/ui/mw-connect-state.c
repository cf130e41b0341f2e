/* mw-connect-state.c: where the connect dialog stands, and what may follow
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-connect-state.h"

#define B(state) (1u << MW_CONNECT_##state)

/* For each state those that may follow it. Whatever is not here is a mistake of ours: see the header for what
 * leads there. */
static const struct
{
  const char *name;
  guint next;
} states[MW_N_CONNECT_STATES] = {
  [MW_CONNECT_IDLE] = { "idle", B (READY) },
  [MW_CONNECT_READY] = { "ready", B (IDLE) | B (BUSY) | B (CHOOSING) },
  [MW_CONNECT_BUSY] = { "busy", B (IDLE) | B (READY) | B (CHOOSING) | B (ERROR) | B (DONE) },
  [MW_CONNECT_CHOOSING] = { "choosing", B (IDLE) | B (READY) | B (BUSY) },
  [MW_CONNECT_ERROR] = { "error", B (IDLE) | B (READY) | B (BUSY) | B (CHOOSING) },
  [MW_CONNECT_DONE] = { "done", 0 },
};

/**
 * mw_connect_state_may_become:
 * @from: where it stands
 * @to: where it would go
 *
 * Returns: whether that change is allowed
 */
gboolean
mw_connect_state_may_become (MwConnectState from, MwConnectState to)
{
  return from == to || (states[from].next & (1u << to)) != 0;
}

/**
 * mw_connect_state_get_closing:
 * @state: where it stands
 * @is_typed: whether the user has typed something that would be lost
 *
 * Returns: what Escape and the close button do then
 */
MwConnectClosing
mw_connect_state_get_closing (MwConnectState state, gboolean is_typed)
{
  switch (state)
    {
    case MW_CONNECT_BUSY:
      return MW_CONNECT_CANCELS;
    case MW_CONNECT_DONE:
      return MW_CONNECT_CLOSES;
    case MW_CONNECT_IDLE:
    case MW_CONNECT_READY:
    case MW_CONNECT_CHOOSING:
    case MW_CONNECT_ERROR:
    case MW_N_CONNECT_STATES:
    default:
      return is_typed ? MW_CONNECT_ASKS : MW_CONNECT_CLOSES;
    }
}

const char *
mw_connect_state_get_name (MwConnectState state)
{
  return states[state].name;
}
