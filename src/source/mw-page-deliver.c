/* mw-page-deliver.c: records on their way to the sink: raw, as what others look into, as rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-page-deliver.h"

#include <string.h>

#include "mw-set-place.h"
#include "mw-since.h"

/* How many records go by between two looks at the cancellable: far less than 50 ms. */
#define RECORDS_PER_CHECK 64

typedef struct
{
  GBytes *bytes;
  GArray *ranges; /* of MwJsonRange: the records that were taken */
  guint first;    /* number of the first one in its set */
} MwKeptPage;

static void
mw_kept_page_free (MwKeptPage *page)
{
  g_bytes_unref (page->bytes);
  g_array_unref (page->ranges);
  g_free (page);
}

/* A builder is used again, unless a page that failed half-way has left rows in it. */
static void
begin_builder (MwChunkBuilder **rows, MwEntity *entity)
{
  if (*rows != NULL && mw_chunk_builder_get_n_rows (*rows) > 0)
    g_clear_pointer (rows, mw_chunk_builder_free);
  if (*rows == NULL)
    *rows = mw_chunk_builder_new (mw_entity_get_n_fields (entity));
}

static void
begin_rows (MwPageWork *self)
{
  MwReadContext *context = self->read->context;

  begin_builder (&context->rows, context->entity);
  self->rows = context->rows;
  for (guint i = 0; i < context->beside->len; i++)
    {
      MwBeside *beside = context->beside->pdata[i];

      begin_builder (&beside->rows, beside->entity);
    }
}

/**
 * mw_page_work_init:
 * @read: the set
 * @bytes: what the records lie in; outlives @self
 */
void
mw_page_work_init (MwPageWork *self, MwSetRead *read, GBytes *bytes)
{
  *self = (MwPageWork) {
    .read = read,
    .bytes = bytes,
    .ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange)),
    .first = mw_set_records_get_n_records (read->records),
    .fetched_at = g_get_real_time (),
  };
  self->raw = mw_sink_wants_raw_rows (read->context->sink);
  if (read->keeps_keys)
    self->keys = mw_chunk_builder_new (1);
  if (read->is_primary && read->kept == NULL)
    begin_rows (self);
}

void
mw_page_work_clear (MwPageWork *self)
{
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->keys, mw_chunk_builder_free);
}

/**
 * mw_set_read_get_identity:
 * @key: (nullable): of a record
 * @of_turn: (out): keeps what is given; freed with g_free()
 *
 * Returns: what tells the record from all others of its set
 */
MwSlice
mw_set_read_get_identity (MwSetRead *read, MwSlice key, char **of_turn)
{
  *of_turn = NULL;
  if (!read->is_repeated || key.text == NULL)
    return key;
  *of_turn = mw_read_scope_dup_key (read->context->scope, key.text);
  return (MwSlice) { *of_turn, strlen (*of_turn) };
}

/* What sets need that are read for this record. */
static void
remember_parent (MwSetRead *self, yyjson_val *record)
{
  MwReadContext *context = self->context;
  GHashTableIter iter;
  gpointer child, keys;

  g_hash_table_iter_init (&iter, context->parents);
  while (g_hash_table_iter_next (&iter, &child, &keys))
    {
      const MwSetOf *of = ((const MwSetSource *) child)->of;
      const char *key;

      if (!g_str_equal (of->set, self->set->id))
        continue;
      key = mw_mapping_get_key (context->mapping, of->key, record).text;
      if (key == NULL || *key == '\0')
        continue;
      mw_record_keys_add (keys, key, of->key, record, &context->variant->dialect);
      for (guint i = 0; i < of->n_values; i++)
        mw_record_keys_add_value (keys,
                                  mw_mapping_get_key (context->mapping, of->values[i].value, record).text);
    }
}

/* The rows of other entities that are made of the same record. */
static void
add_beside (MwSetRead *self, yyjson_val *sent, const MwJsonFound *found, guint number)
{
  GPtrArray *others = self->context->beside;

  for (guint i = 0; i < others->len; i++)
    {
      MwBeside *beside = others->pdata[i];
      yyjson_val *record = mw_mapping_begin_record (beside->mapping, self->set, sent);

      mw_mapping_add_record (beside->mapping, record, found, self->number, number, beside->rows);
    }
}

void
mw_page_work_store (MwPageWork *self,
                    const MwJsonRange *range,
                    yyjson_val *sent,
                    yyjson_val *record,
                    MwSlice key,
                    MwSlice identity)
{
  MwSetRead *read = self->read;
  MwReadContext *context = read->context;
  guint number = mw_set_records_add (read->records, sent, self->raw);

  g_array_append_val (self->ranges, *range);
  if (self->keys != NULL)
    {
      mw_chunk_builder_begin_row (self->keys, NULL);
      mw_chunk_builder_set_cell (self->keys, 0, identity.text, (gssize) identity.length);
      read->is_keyless |= identity.text == NULL;
    }
  if (read->is_lookup && key.text != NULL)
    mw_mapping_add_lookup (context->mapping, read->set->id, key.text, record);
  if (self->rows != NULL)
    {
      /* A record that was turned around has other values. */
      const MwJsonFound *found = record == sent ? self->found : NULL;

      mw_mapping_add_record (context->mapping, record, found, read->number, number, self->rows);
      add_beside (read, sent, found, number);
    }
  remember_parent (read, record);
}

/* Rows of one entity; answers how many. */
static guint
deliver_rows (MwReadContext *context, MwEntity *entity, MwReadScope *scope, MwChunkBuilder *builder)
{
  g_autoptr (MwChunk) rows = NULL;

  if (builder == NULL || mw_chunk_builder_get_n_rows (builder) == 0)
    return 0;
  rows = mw_read_scope_finish_rows (scope, mw_chunk_builder_finish (builder));
  if (mw_chunk_get_n_rows (rows) > 0)
    mw_sink_rows (context->sink, entity, rows);
  return mw_chunk_get_n_rows (rows);
}

static void
deliver_beside (MwReadContext *context)
{
  for (guint i = 0; i < context->beside->len; i++)
    {
      MwBeside *beside = context->beside->pdata[i];

      beside->n_rows += deliver_rows (context, beside->entity, beside->scope, beside->rows);
    }
}

static void
keep (MwPageWork *self)
{
  MwKeptPage *page = g_new0 (MwKeptPage, 1);
  GPtrArray *kept = self->read->kept;

  if (kept->len == 0)
    g_ptr_array_set_free_func (kept, (GDestroyNotify) mw_kept_page_free);
  page->bytes = g_bytes_ref (self->bytes);
  page->ranges = g_array_ref (self->ranges);
  page->first = self->first;
  g_ptr_array_add (kept, page);
}

/**
 * mw_page_work_deliver:
 *
 * Gives the records that were stored to the sink, with their rows. Nothing more is stored afterwards.
 */
void
mw_page_work_deliver (MwPageWork *self)
{
  MwSetRead *read = self->read;
  MwReadContext *context = read->context;
  MwRawColumns *columns = mw_set_records_get_columns (read->records);
  g_autoptr (MwChunk) raw = NULL;
  g_autoptr (MwChunk) keys = NULL;
  g_autofree char *place = NULL;
  MwRawPage page;

  if (self->ranges->len == 0)
    return;
  if (!self->is_again)
    place = mw_set_place_dup (read);
  if (read->kept != NULL)
    keep (self);
  if (self->raw)
    raw = mw_raw_columns_new_rows (columns, self->bytes, self->ranges, read->number, self->first);
  if (self->keys != NULL)
    keys = mw_chunk_builder_finish (self->keys);
  page = (MwRawPage) {
    .bytes = self->bytes,
    .records = &g_array_index (self->ranges, MwJsonRange, 0),
    .n_records = self->ranges->len,
    .rows = raw,
    .keys = keys,
    .columns = raw != NULL ? mw_raw_columns_get_names (columns) : NULL,
    .fetched_at = self->fetched_at,
    .place = self->is_again ? self->place : place,
  };
  mw_sink_raw_page (context->sink, read->number, &page);
  context->n_rows += deliver_rows (context, context->entity, context->scope, self->rows);
  if (self->rows != NULL)
    deliver_beside (context);
}

/**
 * mw_page_work_deliver_changed:
 *
 * Gives the records that were changed to the sink, to be gone on from. Where the set stands is behind them.
 */
void
mw_page_work_deliver_changed (MwPageWork *self)
{
  MwSetRead *read = self->read;
  g_autofree char *place = NULL;
  MwRawPage page;

  if (self->ranges->len == 0 || !read->keeps_changed)
    return;
  place = mw_set_place_dup (read);
  page = (MwRawPage) {
    .bytes = self->bytes,
    .records = &g_array_index (self->ranges, MwJsonRange, 0),
    .n_records = self->ranges->len,
    .fetched_at = self->fetched_at,
    .place = place,
  };
  mw_sink_changed_page (read->context->sink, read->number, &page);
}

static MwJson *
parse_record (GBytes *bytes, const MwJsonRange *range, GError **error)
{
  return mw_json_parse ((const char *) g_bytes_get_data (bytes, NULL) + range->offset, range->length, error);
}

/* When the record was changed last. One that does not tell could change behind our back. */
void
mw_set_read_take_moment (MwSetRead *self, yyjson_val *record)
{
  const MwMoment *changed = self->set->changed;
  gint64 moment;

  if (!self->keeps_keys || changed == NULL)
    return;
  moment = mw_since_of_text (mw_mapping_get_key (self->context->mapping, changed->of, record).text, changed,
                             self->zone);
  self->is_unstamped |= moment == MW_SINCE_NONE;
  self->newest = MAX (self->newest, moment);
}

gboolean
mw_page_deliver_again (MwSetRead *self, const MwRawPage *run, GCancellable *cancellable, GError **error)
{
  MwMapping *mapping = self->context->mapping;
  g_auto (MwPageWork) work = { NULL };

  mw_page_work_init (&work, self, run->bytes);
  work.fetched_at = run->fetched_at;
  work.is_again = TRUE;
  work.place = run->place;
  for (guint i = 0; i < run->n_records; i++)
    {
      g_autoptr (MwJson) parsed = parse_record (run->bytes, &run->records[i], error);
      g_autofree char *of_turn = NULL;
      yyjson_val *sent, *record;
      MwSlice key, identity;

      if (parsed == NULL ||
          (i % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        return FALSE;
      sent = mw_json_get_root (parsed);
      record = mw_mapping_begin_record (mapping, self->set, sent);
      key = mw_mapping_get_key (mapping, self->set->key, record);
      identity = mw_set_read_get_identity (self, key, &of_turn);
      /* Against those that are still to come. */
      if (self->update == NULL)
        {
          mw_set_records_admit (self->records, identity);
          mw_set_read_take_moment (self, record);
        }
      mw_page_work_store (&work, &run->records[i], sent, record, key, identity);
    }
  mw_page_work_deliver (&work);
  return TRUE;
}

/**
 * mw_page_deliver_update:
 * @read: a #MwSetRead whose changes are merged
 *
 * Makes everything again of the records that are held and those that were changed, as if all of them had been
 * read now: what they look into may have changed too. Runs on the work pool.
 */
gboolean
mw_page_deliver_update (gpointer read, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = read;
  MwRawPage run;

  for (guint i = 0; mw_set_update_get_run (self->update, i, &run); i++)
    if (!mw_page_deliver_again (self, &run, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
map_kept_page (MwSetRead *self, MwKeptPage *page, GCancellable *cancellable, GError **error)
{
  MwReadContext *context = self->context;
  g_autoptr (MwChunkBuilder) rows = mw_chunk_builder_new (mw_entity_get_n_fields (context->entity));

  for (guint i = 0; i < page->ranges->len; i++)
    {
      g_autoptr (MwJson)
        json = parse_record (page->bytes, &g_array_index (page->ranges, MwJsonRange, i), error);
      yyjson_val *record;

      if (json == NULL)
        return FALSE;
      record = mw_mapping_begin_record (context->mapping, self->set, mw_json_get_root (json));
      mw_mapping_add_record (context->mapping, record, NULL, self->number, page->first + i, rows);
      if (i % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  context->n_rows += deliver_rows (context, context->entity, context->scope, rows);
  return TRUE;
}

/**
 * mw_page_map_kept:
 * @read: the #MwSetRead
 *
 * Makes the rows of a set that looks into itself, once all of it was read. Runs on the work pool.
 */
gboolean
mw_page_map_kept (gpointer read, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = read;

  for (guint i = 0; i < self->kept->len; i++)
    if (!map_kept_page (self, g_ptr_array_index (self->kept, i), cancellable, error))
      return FALSE;
  return TRUE;
}
