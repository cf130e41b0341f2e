/* mw-cli-steps.h: the steps of a ladder, told as they end
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stdio.h>

#include "mw-ladder.h"

G_BEGIN_DECLS

/* Until @steps goes. */
void mw_cli_steps_follow (GListModel *steps, FILE *file);

G_END_DECLS
