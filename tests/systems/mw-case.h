/* mw-case.h: the cases of one system: tests/systems/<id>/cases.json
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *system;
  char *folder;     /* tests/systems/<id> */
  JsonObject *root; /* NULL when there is no such folder */
  GPtrArray *cases; /* (element-type JsonObject) */
} MwCases;

/* Reads and checks the file; what is wrong with it is added to @problems (element-type utf8). A system
 * without a folder has no cases. */
MwCases *mw_cases_load (const char *system, GPtrArray *problems);
void mw_cases_free (MwCases *self);
/* Whether a case says that it covers @kind, for @entity (NULL: any). */
gboolean mw_cases_cover (MwCases *self, const char *kind, const char *entity);
/* Whether a page is the vendor's own published example. */
gboolean mw_cases_have_published_page (MwCases *self);
/* Why there is no such page, when the file says so. Free it. */
char *mw_cases_dup_no_page_reason (MwCases *self);
/* The texts of an answer: a page of the folder, or JSON that stands in the case; {address} in it becomes
 * @address. */
char *mw_cases_dup_answer (MwCases *self, JsonNode *answer, const char *address, GError **error);
/* Member @name of @object as text (numbers too), or NULL. */
char *mw_case_dup_text (JsonObject *object, const char *name);
/* Member @name of @object, an object, or NULL. */
JsonObject *mw_case_get_object (JsonObject *object, const char *name);
JsonArray *mw_case_get_list (JsonObject *object, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCases, mw_cases_free)

G_END_DECLS
