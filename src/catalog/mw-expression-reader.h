/* mw-expression-reader.h: expressions and conditions as members of a file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-expression.h"
#include "mw-file-reader.h"

G_BEGIN_DECLS

/* Add what they read to *@out even when they fail, so that it is freed with the whole. */
gboolean mw_expression_read (MwFileReader *reader, JsonNode *node, MwExpression **out);
gboolean mw_condition_read (MwFileReader *reader, JsonNode *node, MwCondition **out);
/* Counts and bounds nesting: FALSE when it is too deep or too much. */
gboolean mw_expression_begin (MwFileReader *reader);
void mw_expression_end (MwFileReader *reader);
/* Of lists: what becomes of the members of such an expression. */
gboolean mw_read_own_path (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_read_own_list_path (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_read_element_condition (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_check_elements (MwFileReader *r, JsonNode *node, gpointer target);
gboolean mw_check_counted (MwFileReader *r, JsonNode *node, gpointer target);
gboolean mw_check_pick (MwFileReader *r, JsonNode *node, gpointer target);
/* For tables: the field is a MwExpression * or MwCondition * of the struct's own. */
gboolean mw_read_own_expression (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_read_own_condition (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
/* The same, kept with the file. */
gboolean mw_read_kept_expression (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
/* The same, of one that is made of a record alone. */
gboolean mw_read_record_expression (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_read_kept_condition (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);

G_END_DECLS
