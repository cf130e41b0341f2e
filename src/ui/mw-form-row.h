/* mw-form-row.h: one field of a system's form: the entry, an example, help, and what is wrong with it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-system.h"

G_BEGIN_DECLS

/**
 * MwFormRow::changed:
 *
 * The user typed.
 */
/**
 * MwFormRow::focused:
 *
 * The keyboard focus came into the field.
 */
/**
 * MwFormRow::rested:
 *
 * After typing the user stopped for a moment, or left the field: time to say what is wrong with it.
 */
/**
 * MwFormRow::settled:
 *
 * The user left the field after typing, or pasted something and paused: time to make of it what is meant.
 */
/**
 * MwFormRow::asked:
 *
 * The user wants to know which values the system has.
 */
#define MW_TYPE_FORM_ROW (mw_form_row_get_type ())
G_DECLARE_FINAL_TYPE (MwFormRow, mw_form_row, MW, FORM_ROW, GtkBox)

MwFormRow *mw_form_row_new (const MwFormField *field, const char *value);
const MwFormField *mw_form_row_get_field (MwFormRow *self);
const char *mw_form_row_get_text (MwFormRow *self);
void mw_form_row_set_text (MwFormRow *self, const char *text);
/* Of a key of several lines: its text from a file. */
void mw_form_row_open (MwFormRow *self, GFile *file);
/* What became of what was typed (@text NULL: it stays), and the sentences about it (NULL: none). */
void mw_form_row_settle (MwFormRow *self, const char *text, const char *note);
const char *mw_form_row_get_note (MwFormRow *self);
/* Marks the field with @message (NULL: all well). */
void mw_form_row_set_error (MwFormRow *self, const char *message);
const char *mw_form_row_get_error (MwFormRow *self);
/* Of a field with `offers`: lets the user choose one of these (NULL: none are known). */
void mw_form_row_set_offered (MwFormRow *self, const char *const *values);
void mw_form_row_focus (MwFormRow *self);

G_END_DECLS
