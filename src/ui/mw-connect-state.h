/* mw-connect-state.h: where the connect dialog stands, and what may follow
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MwConnectState:
 * @MW_CONNECT_IDLE: no system is chosen, or a field is empty or not well-formed. Leaves to READY as the user
 * types
 * @MW_CONNECT_READY: the form is well-formed (a system without a form is at once). *Connect* leads to BUSY
 * @MW_CONNECT_BUSY: the ladder runs. Back, Escape or closing cancels it and leads to READY; its end to ERROR,
 * DONE or, when it looked for lists, CHOOSING
 * @MW_CONNECT_CHOOSING: of a general interface the lists were found, and the user says which is which. Leads
 * to BUSY or back to READY
 * @MW_CONNECT_ERROR: it stopped, and the page names a field, a person or a wait. The form is as it was typed.
 * Leads to BUSY (try again, with what the user agreed to) or to READY or IDLE (back to the form)
 * @MW_CONNECT_DONE: the connection exists and MwConnectDialog::connected is emitted when the dialog goes.
 * Terminal
 *
 * What was typed, secrets too, is kept from IDLE to DONE for every system that was looked at. Closing:
 *
 * | state | Escape and the close button |
 * |---|---|
 * | IDLE, READY, CHOOSING, ERROR | close; when something was typed, they ask first |
 * | BUSY | cancel what runs and show the form |
 * | DONE | close, with the connection |
 */
typedef enum
{
  MW_CONNECT_IDLE,
  MW_CONNECT_READY,
  MW_CONNECT_BUSY,
  MW_CONNECT_CHOOSING,
  MW_CONNECT_ERROR,
  MW_CONNECT_DONE,
  MW_N_CONNECT_STATES,
} MwConnectState;

/**
 * MwConnectClosing:
 * @MW_CONNECT_CLOSES: at once
 * @MW_CONNECT_ASKS: whether to drop what was typed
 * @MW_CONNECT_CANCELS: what runs; the dialog stays
 *
 * What Escape and the close button do.
 */
typedef enum
{
  MW_CONNECT_CLOSES,
  MW_CONNECT_ASKS,
  MW_CONNECT_CANCELS,
} MwConnectClosing;

/* Whether the table of changes has that one; a state may follow itself. */
gboolean mw_connect_state_may_become (MwConnectState from, MwConnectState to);
MwConnectClosing mw_connect_state_get_closing (MwConnectState state, gboolean is_typed);
/* "ready": for messages of tests. */
const char *mw_connect_state_get_name (MwConnectState state);

G_END_DECLS
