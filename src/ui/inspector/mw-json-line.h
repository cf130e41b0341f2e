/* mw-json-line.h: one line of a record as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MwJsonLine:
 * @lit: (property): whether a value that is being looked at was made of it
 */
#define MW_TYPE_JSON_LINE (mw_json_line_get_type ())
G_DECLARE_FINAL_TYPE (MwJsonLine, mw_json_line, MW, JSON_LINE, GObject)

/* Takes both. @pointer: which value of the record it shows (RFC 6901). */
MwJsonLine *mw_json_line_new (char *text, char *pointer);
const char *mw_json_line_get_text (MwJsonLine *self);
const char *mw_json_line_get_pointer (MwJsonLine *self);
gboolean mw_json_line_get_lit (MwJsonLine *self);
void mw_json_line_set_lit (MwJsonLine *self, gboolean lit);

G_END_DECLS
