/* mw-record-source.c: anything the unified API can serve: a generated plant, or a connection's own tables
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-record-source.h"

G_DEFINE_INTERFACE (MwRecordSource, mw_record_source, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (MwRecordPage, mw_record_page, mw_record_page_ref, mw_record_page_unref)

static void
mw_record_source_default_init (MwRecordSourceInterface *iface)
{
}

/**
 * mw_record_page_new:
 * @records: (element-type utf8) (transfer full): JSON texts of the records
 * @total: how many records match in all, on every page
 *
 * Returns: (transfer full): one page of a collection
 */
MwRecordPage *
mw_record_page_new (GPtrArray *records, guint64 total)
{
  MwRecordPage *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_atomic_rc_box_new0 (MwRecordPage);
  self->records = records;
  self->total = total;

  return self;
}

/**
 * mw_record_page_ref:
 * @self: a page
 *
 * Returns: (transfer full): the same page
 */
MwRecordPage *
mw_record_page_ref (MwRecordPage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
mw_record_page_clear (gpointer data)
{
  MwRecordPage *self = data;

  g_clear_pointer (&self->records, g_ptr_array_unref);
}

/**
 * mw_record_page_unref:
 * @self: (transfer full): a page
 */
void
mw_record_page_unref (MwRecordPage *self)
{
  g_atomic_rc_box_release_full (self, mw_record_page_clear);
}

/**
 * mw_record_source_describe:
 * @self: a source
 *
 * Returns: (transfer full): the JSON object that /api/integrations/current answers
 */
char *
mw_record_source_describe (MwRecordSource *self)
{
  g_return_val_if_fail (MW_IS_RECORD_SOURCE (self), NULL);

  return MW_RECORD_SOURCE_GET_IFACE (self)->describe (self);
}

/**
 * mw_record_source_list_collections:
 * @self: a source
 *
 * Returns: (transfer full): the unified collections, as in "erp/purchase-orders"
 */
char **
mw_record_source_list_collections (MwRecordSource *self)
{
  g_return_val_if_fail (MW_IS_RECORD_SOURCE (self), NULL);

  return MW_RECORD_SOURCE_GET_IFACE (self)->list_collections (self);
}

/**
 * mw_record_source_query:
 * @self: a source
 * @collection: one of mw_record_source_list_collections()
 * @query: page, filters and order; only looked at during the call
 *
 * Returns: (transfer full): a future that resolves to a #MwRecordPage or rejects: %G_IO_ERROR_NOT_FOUND for
 * an unknown collection, %G_IO_ERROR_INVALID_ARGUMENT for a filter or field it cannot use
 */
DexFuture *
mw_record_source_query (MwRecordSource *self, const char *collection, const MwRecordQuery *query)
{
  g_return_val_if_fail (MW_IS_RECORD_SOURCE (self), NULL);
  g_return_val_if_fail (collection != NULL && query != NULL, NULL);

  return MW_RECORD_SOURCE_GET_IFACE (self)->query (self, collection, query);
}

/**
 * mw_record_source_list_raw_tables:
 * @self: a source
 *
 * Returns: (transfer full): the names of the tables before normalization
 */
char **
mw_record_source_list_raw_tables (MwRecordSource *self)
{
  g_return_val_if_fail (MW_IS_RECORD_SOURCE (self), NULL);

  return MW_RECORD_SOURCE_GET_IFACE (self)->list_raw_tables (self);
}

/**
 * mw_record_source_query_raw:
 * @self: a source
 * @table: one of mw_record_source_list_raw_tables()
 * @query: page, filters and order; only looked at during the call
 *
 * Returns: (transfer full): as mw_record_source_query()
 */
DexFuture *
mw_record_source_query_raw (MwRecordSource *self, const char *table, const MwRecordQuery *query)
{
  g_return_val_if_fail (MW_IS_RECORD_SOURCE (self), NULL);
  g_return_val_if_fail (table != NULL && query != NULL, NULL);

  return MW_RECORD_SOURCE_GET_IFACE (self)->query_raw (self, table, query);
}
