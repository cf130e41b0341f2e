/* mw-request-reader.h: requests, paging and answer rules as members of a file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-file-reader.h"
#include "mw-system.h"

G_BEGIN_DECLS

extern const MwShape mw_request_shape;
extern const MwShape mw_paging_shape;

/* A request with one more member: where its answer says the version of the product. */
gboolean
mw_read_probe (MwFileReader *r, JsonNode *node, const MwRequestTemplate **request, MwJsonPath **version);
/* MwJsonPath **, NULL-terminated: from a path, or a list of them. */
gboolean mw_read_path_or_paths (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);

/* For tables: arrays of MwRequestHeader, and count; from an object of texts. */
gboolean mw_read_pairs (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
/* Array of MwAnswerRule, and count; from a list of rules or one rule. */
gboolean mw_read_rules (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_read_rule_array (MwFileReader *r,
                             JsonNode *node,
                             gpointer target,
                             const MwMember *m); /* GArray *, the same */
/* JsonNode *, from a text or a list without places: what {order} becomes. */
gboolean mw_read_order (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
/* MwVariables *, from an object of any values. */
gboolean mw_read_variables (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);

G_END_DECLS
