/* mw-pager.h: which page comes next, and when the last one was read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

#define MW_PAGER_MAX_PAGES 100000

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
/* Goes on after a page with @n_records and the members @envelope (may be NULL) beside the list. @more says
 * whether there is another page. MW_SOURCE_ERROR_LOOP when the server leads in a circle. */
gboolean
mw_pager_advance (MwPager *self, guint n_records, yyjson_val *envelope, gboolean *more, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwPager, mw_pager_free)

G_END_DECLS
