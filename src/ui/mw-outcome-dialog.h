/* mw-outcome-dialog.h: what became of a token, told to a person
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-token-outcome.h"

G_BEGIN_DECLS

/* @heading: translated, a few words. */
AdwDialog *mw_outcome_dialog_new (const char *heading, const MwTokenOutcome *outcome);

G_END_DECLS
