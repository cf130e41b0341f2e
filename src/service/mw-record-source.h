/* mw-record-source.h: anything the unified API can serve: a generated plant, or a connection's own tables
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * MwRecordQuery:
 *
 * @page counts from 1. Filters as Makini writes them: filter[field], filter[field:gt] …
 */
typedef struct
{
  guint page;
  guint per_page;
  const char *sort_field; /* or NULL */
  gboolean sort_descending;
  gboolean match_any; /* filterMatch=any */
  struct
  {
    const char *field;
    const char *operation; /* "", contains, startsWith, gt, gteq, lt, lted */
    const char *value;
  } *filters;
  guint n_filters;
} MwRecordQuery;

#define MW_TYPE_RECORD_PAGE (mw_record_page_get_type ())

/* One page: JSON texts of the records, and how many match in all. Boxed, atomically reference-counted. */
typedef struct
{
  GPtrArray *records; /* (element-type utf8) */
  guint64 total;
} MwRecordPage;

GType mw_record_page_get_type (void);
MwRecordPage *mw_record_page_new (GPtrArray *records, guint64 total);
MwRecordPage *mw_record_page_ref (MwRecordPage *self);
void mw_record_page_unref (MwRecordPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRecordPage, mw_record_page_unref)

#define MW_TYPE_RECORD_SOURCE (mw_record_source_get_type ())
G_DECLARE_INTERFACE (MwRecordSource, mw_record_source, MW, RECORD_SOURCE, GObject)

/**
 * MwRecordSourceInterface:
 * @describe: JSON object of /api/integrations/current
 * @list_collections: "eam/work-orders", "erp/purchase-orders" … NULL-terminated
 * @query: a page of one collection: resolves to MwRecordPage, rejects with G_IO_ERROR_NOT_FOUND for an
 * unknown one
 * @list_raw_tables: names of the tables before normalization
 * @query_raw: a page of one raw table
 *
 * Called on the service's thread; what computes goes to the work pool.
 */
struct _MwRecordSourceInterface
{
  GTypeInterface parent_iface;

  char *(*describe) (MwRecordSource *self);
  char **(*list_collections) (MwRecordSource *self);
  DexFuture *(*query) (MwRecordSource *self, const char *collection, const MwRecordQuery *query);
  char **(*list_raw_tables) (MwRecordSource *self);
  DexFuture *(*query_raw) (MwRecordSource *self, const char *table, const MwRecordQuery *query);
};

char *mw_record_source_describe (MwRecordSource *self);
char **mw_record_source_list_collections (MwRecordSource *self);
DexFuture *mw_record_source_query (MwRecordSource *self,
                                   const char *collection,
                                   const MwRecordQuery *query) G_GNUC_WARN_UNUSED_RESULT;
char **mw_record_source_list_raw_tables (MwRecordSource *self);
DexFuture *mw_record_source_query_raw (MwRecordSource *self,
                                       const char *table,
                                       const MwRecordQuery *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
