/* mw-state-notice.h: how a system is, in the words of its file, for those who look at its records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

gboolean mw_state_notice_ask (MwReadContext *context, const MwSetSource *set, GError **error);

G_END_DECLS
