/* mw-detail-read.h: the whole records of a page whose list has only a part of each
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-record-keys.h"
#include "mw-set-read.h"

G_BEGIN_DECLS

/* The new records of a page of a list, and what was read of each since. */
typedef struct _MwDetailPage MwDetailPage;

MwDetailPage *mw_detail_page_new (GBytes *bytes);
void mw_detail_page_free (MwDetailPage *self);
/* On the work pool: takes a record of the list; without a key it stays as it stands there. */
void mw_detail_page_add (MwDetailPage *self,
                         const char *key,
                         const MwExpression *expression,
                         yyjson_val *record,
                         const MwJsonDialect *dialect,
                         const MwJsonRange *range);
guint mw_detail_page_get_n (const MwDetailPage *self);
/* How many of them were not there when they were asked for. */
guint mw_detail_page_get_n_missing (const MwDetailPage *self);
/* All of them in one text, each as it was sent; @ranges (of MwJsonRange) says where. */
GBytes *mw_detail_page_join (MwDetailPage *self, GArray *ranges);

/* On a fiber: asks for the records of @read's page. */
gboolean mw_detail_read (MwSetRead *read, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwDetailPage, mw_detail_page_free)

G_END_DECLS
