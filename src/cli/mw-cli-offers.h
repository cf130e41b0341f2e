/* mw-cli-offers.h: tells which values a system offers for a field of its form
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cli-command.h"

G_BEGIN_DECLS

/* Of a field that has `offers`, once the address is known. Says what there is; a single one fills an empty
 * field that must not stay so. */
void mw_cli_offer (MwCliCall *call, MwDraft *draft, const MwFormField *field);

G_END_DECLS
