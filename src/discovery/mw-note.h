/* mw-note.h: notes for people in the files that are written
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-confidence.h"

G_BEGIN_DECLS

/* "guess: why"; @why may be NULL. */
void mw_note_add (JsonObject *notes, const char *name, MwConfidence confidence, const char *why);

G_END_DECLS
