/* mw-cases.h: a folder of cases for one system file: cases.json and the pages that it names
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-system.h"

G_BEGIN_DECLS

/**
 * MwCases:
 * @root: what stands in cases.json; %NULL when there is none
 * @cases: (element-type JsonObject): those that can be played
 * @problems: (element-type utf8): what is wrong with the folder
 *
 * The format is described in tests/systems/README.md.
 */
typedef struct
{
  char *folder;
  JsonObject *root;
  GPtrArray *cases;
  GPtrArray *problems;
  GHashTable *pages; /* name → text */
} MwCases;

MwCases *mw_cases_load (const char *folder);
void mw_cases_free (MwCases *self);
GPtrArray *mw_cases_list_missing (MwCases *self, MwModel *model, MwSystem *system);
char *mw_cases_dup_no_page_reason (MwCases *self);
char *mw_cases_dup_answer (MwCases *self, JsonNode *answer, const char *address, GError **error);
/* What stands in a case, or NULL. */
char *mw_case_dup_text (JsonObject *object, const char *name);
char *mw_case_dup_filled (const char *text, const char *address);
JsonObject *mw_case_get_object (JsonObject *object, const char *name);
JsonArray *mw_case_get_list (JsonObject *object, const char *name);
void mw_case_differ (GPtrArray *differences, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCases, mw_cases_free)

G_END_DECLS
