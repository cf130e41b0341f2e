/* mw-rule-words.h: how a value is made, in words that name what it is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chosen.h"

G_BEGIN_DECLS

/**
 * MwRuleWords:
 * @system: a system
 * @variant: of the connection
 * @source: how the rows of an entity are made
 * @chosen: (nullable): what the user chose at connecting
 *
 * What the words of a rule name.
 */
typedef struct
{
  MwSystem *system;
  const MwVariant *variant;
  const MwEntitySource *source;
  const MwChosen *chosen;
} MwRuleWords;

/* "looked up in the list “Vendors” by “vendorNumber”: “name”"; one line that is safe for Pango. */
char *mw_rule_words_dup (const MwRuleWords *self, const MwExpression *expression, const MwField *field);
/* Where the company that was chosen fills @field when the record does not say it; NULL: it does not. */
char *mw_rule_words_dup_chosen (const MwRuleWords *self, const MwField *field);
/* Of a field that is made of nothing: that the system does not offer it and why, or that nobody knows. */
char *mw_rule_words_dup_missing (const MwRuleWords *self, guint field);

G_END_DECLS
