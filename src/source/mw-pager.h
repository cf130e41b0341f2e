/* mw-pager.h: which page comes next, and when the last one was read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

#define MW_PAGER_MAX_PAGES 100000
/* A server that goes on and on without a record. */
#define MW_PAGER_MAX_EMPTY 100

/**
 * MwPage:
 * @n_records: before duplicates were removed
 * @envelope: (nullable): the members beside the list
 * @links: (nullable): the Link headers
 * @range: (nullable): the Content-Range header
 * @status: of the answer
 * @last_key: (nullable): key of the last record, for a keyset
 *
 * What an answer says about where it stands in its list.
 */
typedef struct
{
  guint n_records;
  yyjson_val *envelope;
  const char *links;
  const char *range;
  guint status;
  const char *last_key;
} MwPage;

typedef struct _MwPager MwPager;

MwPager *mw_pager_new (const MwPaging *paging);
void mw_pager_free (MwPager *self);
/* Sets the places of @paging for a first page of @size records. */
void mw_pager_fill_first (const MwPaging *paging, guint size, MwVariables *variables);
/* Sets the places of the paging for the page to read now. */
void mw_pager_fill (MwPager *self, MwVariables *variables);
/* The address the server gave for the page to read now, or NULL: then the set's own request is used. */
const char *mw_pager_get_link (MwPager *self);
/* What the answer tells about all of the list, -1: nothing. */
void mw_pager_set_total (MwPager *self, gint64 total);
/* What is behind the slash of a Content-Range; -1 when it does not say. */
gint64 mw_pager_parse_total (const char *range);
/* Goes on after @page. @more says whether there is another one. MW_SOURCE_ERROR_LOOP when the server leads in
 * a circle, MW_SOURCE_ERROR_SHAPE when it says that there is more and not where. */
gboolean mw_pager_advance (MwPager *self, const MwPage *page, gboolean *more, GError **error);

/* Where it is, as members of an object; and there again: FALSE when that is not of such a pager. */
void mw_pager_add_place (MwPager *self, JsonBuilder *builder);
gboolean mw_pager_take_place (MwPager *self, JsonObject *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwPager, mw_pager_free)

G_END_DECLS
