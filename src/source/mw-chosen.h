/* mw-chosen.h: what a user chose after signing in: companies, sites, environments
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/* One row that can be chosen, or was. */
typedef struct
{
  char *value;
  gboolean is_number; /* the system sent a number, and wants it back as one */
  char *label;        /* what people read; never NULL */
  char *code;         /* or NULL, like the rest */
  char *currency;
  char *zone;
} MwChosenValue;

MwChosenValue *mw_chosen_value_copy (const MwChosenValue *self);
void mw_chosen_value_free (MwChosenValue *self);
/* "ACME Germany (DE01)" */
char *mw_chosen_value_dup_title (const MwChosenValue *self);

/* Values by choice. Atomically reference-counted; filled by one thread, then only read. */
#define MW_TYPE_CHOSEN (mw_chosen_get_type ())
typedef struct _MwChosen MwChosen;

GType mw_chosen_get_type (void);
MwChosen *mw_chosen_new (void);
MwChosen *mw_chosen_ref (MwChosen *self);
void mw_chosen_unref (MwChosen *self);
MwChosen *mw_chosen_copy (const MwChosen *self);
gboolean mw_chosen_equal (const MwChosen *a, const MwChosen *b);
/* Takes copies. */
void mw_chosen_add (MwChosen *self, const char *choice, const MwChosenValue *value);
/* All there is; the values that were added tell only what that was. */
void mw_chosen_set_all (MwChosen *self, const char *choice);
/* Nothing is chosen, and need not be: this login may not see what there is. */
void mw_chosen_set_none (MwChosen *self, const char *choice);
gboolean mw_chosen_remove (MwChosen *self, const char *choice);

gboolean mw_chosen_is_made (const MwChosen *self, const char *choice);
gboolean mw_chosen_is_all (const MwChosen *self, const char *choice);
guint mw_chosen_get_n_values (const MwChosen *self, const char *choice);
const MwChosenValue *mw_chosen_get_value (const MwChosen *self, const char *choice, guint position);
const MwChosenValue *mw_chosen_find_value (const MwChosen *self, const char *choice, const char *value);
char **mw_chosen_dup_choices (const MwChosen *self);

/* How often the sets that use the repeated choice are read: once for each value of it. */
guint mw_chosen_get_n_turns (const MwChosen *self, GPtrArray *choices);
/* Sets the places of @choices; of the repeated one the value of that @turn. */
void mw_chosen_fill (const MwChosen *self, GPtrArray *choices, guint turn, MwVariables *variables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwChosenValue, mw_chosen_value_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwChosen, mw_chosen_unref)

G_END_DECLS
