/* mw-setup-flow.h: leads from the form of a general interface to a system file of the user's, page by page
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-ladder-page.h"
#include "mw-lists-page.h"
#include "mw-new-system-page.h"

G_BEGIN_DECLS

/**
 * MwSetupState:
 * @MW_SETUP_IDLE: the form
 * @MW_SETUP_EXPLORING: it signs in and looks for lists; going back cancels
 * @MW_SETUP_FAILED: that stopped, and the page says what to do
 * @MW_SETUP_CHOOSING: which list is which, which field is which, what it is called
 */
typedef enum
{
  MW_SETUP_IDLE,
  MW_SETUP_EXPLORING,
  MW_SETUP_FAILED,
  MW_SETUP_CHOOSING,
} MwSetupState;

/* The pages that it leads through; all of them live as long as the flow. */
typedef struct
{
  AdwNavigationView *view;
  MwLadderPage *ladder;
  MwListsPage *lists;
  MwNewSystemPage *end;
} MwSetupPages;

/**
 * MwSetupFlow::state-changed:
 *
 * Ask mw_setup_flow_get_state().
 */
#define MW_TYPE_SETUP_FLOW (mw_setup_flow_get_type ())
G_DECLARE_FINAL_TYPE (MwSetupFlow, mw_setup_flow, MW, SETUP_FLOW, GObject)

MwSetupFlow *mw_setup_flow_new (MwEngine *engine, MwDraft *draft, const MwSetupPages *pages);
/* Looks for the lists; when the form is as it was, goes on with those that were found. */
void mw_setup_flow_start (MwSetupFlow *self);
/* The same once more, with what the user agreed to. */
void mw_setup_flow_again (MwSetupFlow *self);
/* The form has changed. */
void mw_setup_flow_forget (MwSetupFlow *self);
/* The user went back from the page where it runs. */
void mw_setup_flow_stop (MwSetupFlow *self);
MwSetupState mw_setup_flow_get_state (MwSetupFlow *self);

G_END_DECLS
