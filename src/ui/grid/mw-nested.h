/* mw-nested.h: lists and objects in a cell, in a few words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mw_nested_dup_summary (const char *text, gsize length);

G_END_DECLS
