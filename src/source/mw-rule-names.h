/* mw-rule-names.h: what people know a list, a choice or a place of a rule by
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-rule-words.h"

G_BEGIN_DECLS

char *mw_rule_name_dup_quoted (const char *text);
/* As the windows call it, else as the system does; quoted. */
char *mw_rule_name_dup_list (const MwRuleWords *about, const char *id);
char *mw_rule_name_dup_chosen (const MwRuleWords *about, const MwChoice *choice);
/* @parts: (element-type utf8): takes @part, once. */
void mw_rule_name_add (GPtrArray *parts, char *part);
/* Where the values of the {places} of a constant come from. */
void mw_rule_name_add_places (const MwRuleWords *about, const char *text, GPtrArray *parts);

G_END_DECLS
