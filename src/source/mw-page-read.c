/* mw-page-read.c: what is done with one answer of a set, on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-page-read.h"

#include "mw-detail-read.h"
#include "mw-reply.h"
#include "mw-source.h"
#include "mw-work.h"

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

/* What becomes of one page until it is delivered. */
typedef struct
{
  GBytes *bytes;
  GArray *ranges;       /* of MwJsonRange */
  MwChunkBuilder *raw;  /* NULL: the sink does not want them */
  MwChunkBuilder *rows; /* the context's, or NULL */
} MwPageWork;

static void
mw_page_work_clear (MwPageWork *work)
{
  g_clear_pointer (&work->ranges, g_array_unref);
  g_clear_pointer (&work->raw, mw_chunk_builder_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwPageWork, mw_page_work_clear)

static MwJson *
parse_record (GBytes *bytes, const MwJsonRange *range, GError **error)
{
  return mw_json_parse ((const char *) g_bytes_get_data (bytes, NULL) + range->offset, range->length, error);
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
add_beside (MwSetRead *self, yyjson_val *sent, guint number)
{
  GPtrArray *others = self->context->beside;

  for (guint i = 0; i < others->len; i++)
    {
      MwBeside *beside = others->pdata[i];
      yyjson_val *record = mw_mapping_begin_record (beside->mapping, self->set, sent);

      mw_mapping_add_record (beside->mapping, record, self->number, number, beside->rows);
    }
}

static void
store_record (MwSetRead *self,
              MwPageWork *work,
              const MwJsonRange *range,
              yyjson_val *sent,
              yyjson_val *record,
              MwSlice key)
{
  MwReadContext *context = self->context;
  guint number = mw_set_records_add (self->records, sent, self->number, work->raw);

  g_array_append_val (work->ranges, *range);
  if (self->is_lookup && key.text != NULL)
    mw_mapping_add_lookup (context->mapping, self->set->id, key.text, record);
  if (work->rows != NULL)
    {
      mw_mapping_add_record (context->mapping, record, self->number, number, work->rows);
      add_beside (self, sent, number);
    }
  remember_parent (self, record);
}

static void
take_record (MwSetRead *self, MwPageWork *work, const MwJsonRange *range, yyjson_val *sent)
{
  MwReadContext *context = self->context;
  yyjson_val *record = mw_mapping_begin_record (context->mapping, self->set, sent);
  MwSlice key = mw_mapping_get_key (context->mapping, self->set->key, record);
  MwSlice identity = key;
  g_autofree char *of_turn = NULL;

  if (self->is_repeated && key.text != NULL)
    {
      of_turn = mw_read_scope_dup_key (context->scope, key.text);
      identity = (MwSlice) { of_turn, strlen (of_turn) };
    }
  if (!mw_set_records_admit (self->records, identity))
    return;
  if (self->details != NULL)
    mw_detail_page_add (self->details, key.text, self->set->key, record, &context->variant->dialect, range);
  else
    store_record (self, work, range, sent, record, key);
}

static gboolean
take_records (MwSetRead *self,
              MwPageWork *work,
              const MwJsonScan *scan,
              GCancellable *cancellable,
              GError **error)
{
  const char *text = g_bytes_get_data (work->bytes, NULL);
  guint n_records;
  const MwJsonRange *ranges = mw_json_scan_get_records (scan, &n_records);

  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr (MwJson) parsed = NULL;
      yyjson_val *record = mw_json_scan_parse_record (scan, text, i, &parsed, error);

      if (record == NULL ||
          (i % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        return FALSE;
      take_record (self, work, &ranges[i], record);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* The number that stands in the answer itself, where the file says so; -1: it does not. */
static gint64
find_total (MwSetRead *self, const MwPage *page)
{
  const MwJsonPath *path = self->set->list->total;
  const char *text = path != NULL ? mw_json_peek_text (mw_json_path_get (path, page->envelope, NULL), NULL)
                                  : NULL;

  if (self->set->paging.style == MW_PAGING_RANGE && path == NULL)
    return mw_pager_parse_total (page->range);
  return text != NULL && g_ascii_isdigit (*text) ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static void
take_total (MwSetRead *self, const MwPage *page)
{
  MwReadContext *context = self->context;
  gint64 total = find_total (self, page);

  if (total < 0)
    return;
  mw_pager_set_total (self->pager, total);
  if (self->announced >= 0)
    return;
  self->announced = total;
  mw_sink_begin_set (context->sink, self->set->id, self->set->title, self->first_record + self->announced);
  if (self->is_primary && context->source->each == NULL && context->source->where == NULL &&
      !mw_read_scope_filters_here (context->scope) && mw_read_scope_get_n_turns (context->scope) == 1)
    mw_sink_begin (context->sink, context->entity, self->announced);
}

static void
notice_dropped_fields (MwSetRead *self)
{
  const char *const *dropped = mw_field_plan_get_dropped (self->plan);

  for (; dropped[self->n_fields_noticed] != NULL; self->n_fields_noticed++)
    {
      const char *field = dropped[self->n_fields_noticed];
      g_auto (GStrv) empty = mw_field_plan_dup_empty_fields (self->plan, field);
      MwNotice notice = {
        .kind = MW_NOTICE_FIELD_NOT_OFFERED,
        .set = self->set->id,
        .subject = field,
        .fields = (const char *const *) empty,
      };

      /* A field with another name in this version is not missed. */
      if (empty[0] != NULL)
        mw_sink_notice (self->context->sink, self->context->entity, &notice);
    }
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
deliver (MwSetRead *self, MwPageWork *work)
{
  g_autoptr (MwChunk) raw = NULL;
  MwRawPage page;

  if (work->ranges->len == 0)
    return;
  if (work->raw != NULL)
    raw = mw_chunk_builder_finish (work->raw);
  page = (MwRawPage) {
    .bytes = work->bytes,
    .records = &g_array_index (work->ranges, MwJsonRange, 0),
    .n_records = work->ranges->len,
    .rows = raw,
    .columns = raw != NULL ? mw_set_records_get_columns (self->records) : NULL,
    .fetched_at = g_get_real_time (),
  };
  mw_sink_raw_page (self->context->sink, self->number, &page);
  self->context->n_rows += deliver_rows (self->context, self->context->entity, self->context->scope,
                                         work->rows);
  if (work->rows != NULL)
    deliver_beside (self->context);
}

static void
keep (MwSetRead *self, MwPageWork *work, guint first)
{
  MwKeptPage *page = g_new0 (MwKeptPage, 1);

  if (self->kept->len == 0)
    g_ptr_array_set_free_func (self->kept, (GDestroyNotify) mw_kept_page_free);
  page->bytes = g_bytes_ref (work->bytes);
  page->ranges = g_array_ref (work->ranges);
  page->first = first;
  g_ptr_array_add (self->kept, page);
}

static gboolean
fail_loop (MwSetRead *self, GError **error)
{
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP, "%s: the same page came again after %u records",
               self->set->title, mw_set_records_get_n_records (self->records));
  return FALSE;
}

/* What a keyset goes on from: the key of the last record of the page, taken or not. */
static char *
dup_last_key (MwSetRead *self, MwPageWork *work, const MwJsonScan *scan, guint n_records)
{
  const MwPaging *paging = &self->set->paging;
  const MwExpression *key = paging->key != NULL ? paging->key : self->set->key;
  g_autoptr (MwJson) parsed = NULL;
  yyjson_val *record;

  if (paging->style != MW_PAGING_KEYSET || n_records == 0)
    return NULL;
  record = mw_json_scan_parse_record (scan, g_bytes_get_data (work->bytes, NULL), n_records - 1, &parsed,
                                      NULL);
  record = mw_mapping_begin_record (self->context->mapping, self->set, record);
  return g_strdup (mw_mapping_get_key (self->context->mapping, key, record).text);
}

static gboolean
advance (MwSetRead *self, const MwPage *page, guint n_taken, GError **error)
{
  if (!mw_pager_advance (self->pager, page, &self->more, error))
    return FALSE;
  return !self->more || page->n_records == 0 || n_taken > 0 || fail_loop (self, error);
}

static gboolean
take_page (MwSetRead *self,
           MwPageWork *work,
           MwReply *reply,
           MwResponse *response,
           GCancellable *cancellable,
           GError **error)
{
  guint n_records, first = mw_set_records_get_n_records (self->records);
  g_autofree char *last_key = NULL;
  MwPage page = {
    .envelope = mw_json_get_root (reply->document),
    .links = mw_response_get_header (response, "Link"),
    .range = mw_response_get_header (response, "Content-Range"),
    .status = mw_response_get_status (response),
  };
  gboolean advanced;
  guint n_taken;

  mw_json_scan_get_records (reply->scan, &n_records);
  if (n_records > 0 && !mw_set_records_add_body (self->records, work->bytes))
    return fail_loop (self, error);
  page.n_records = n_records;
  take_total (self, &page);
  if (!take_records (self, work, reply->scan, cancellable, error))
    return FALSE;
  self->n_duplicate_keys += mw_json_scan_get_n_duplicate_keys (reply->scan);
  last_key = dup_last_key (self, work, reply->scan, n_records);
  page.last_key = last_key;
  n_taken = self->details != NULL ? mw_detail_page_get_n (self->details) : work->ranges->len;
  advanced = advance (self, &page, n_taken, error);
  if (!advanced && n_taken == 0)
    return FALSE;
  notice_dropped_fields (self);
  if (self->kept != NULL)
    keep (self, work, first);
  deliver (self, work);
  return advanced;
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
begin_rows (MwReadContext *context, MwPageWork *work)
{
  begin_builder (&context->rows, context->entity);
  work->rows = context->rows;
  for (guint i = 0; i < context->beside->len; i++)
    {
      MwBeside *beside = context->beside->pdata[i];

      begin_builder (&beside->rows, beside->entity);
    }
}

static void
begin_work (MwSetRead *self, MwPageWork *work)
{
  work->ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  if (mw_sink_wants_raw_rows (self->context->sink))
    work->raw = mw_chunk_builder_new (mw_set_records_get_n_columns (self->records));
  if (self->is_primary && self->kept == NULL)
    begin_rows (self->context, work);
}

/**
 * mw_page_read:
 * @data: the #MwSetRead
 * @response: the answer with the next page
 *
 * Scans, checks and maps a page, and gives it to the sink. Runs on the work pool.
 *
 * Returns: %FALSE with a #MwSourceError; pages delivered before stay
 */
gboolean
mw_page_read (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  MwReadContext *context = self->context;
  g_auto (MwReply) reply = { .keys = self->keys };
  g_auto (MwPageWork) work = { .bytes = mw_response_get_body (response) };

  if (!(self->set->may_be_one ? mw_reply_read_one : mw_reply_read) (
        &reply, context->variant, self->set->title, response, self->set->list->records, cancellable, error))
    {
      g_free (self->unknown_field);
      self->unknown_field = g_steal_pointer (&reply.unknown_field);
      return FALSE;
    }
  g_set_str (&self->page_uri, mw_response_get_uri (response));
  if (self->first_uri == NULL)
    self->first_uri = g_strdup (self->page_uri);
  g_clear_pointer (&self->details, mw_detail_page_free);
  if (self->set->detail != NULL)
    self->details = mw_detail_page_new (work.bytes);
  begin_work (self, &work);
  return take_page (self, &work, &reply, response, cancellable, error);
}

/**
 * mw_page_deliver_details:
 * @data: the #MwSetRead
 *
 * Maps the whole records of a page, as far as they were there, and gives them to the sink. Runs on the work
 * pool.
 */
gboolean
mw_page_deliver_details (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  g_autoptr (MwDetailPage) details = g_steal_pointer (&self->details);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  g_autoptr (GBytes) bytes = mw_detail_page_join (details, ranges);
  g_auto (MwPageWork) work = { .bytes = bytes };
  guint first = mw_set_records_get_n_records (self->records);

  begin_work (self, &work);
  for (guint i = 0; i < ranges->len; i++)
    {
      const MwJsonRange *range = &g_array_index (ranges, MwJsonRange, i);
      g_autoptr (MwJson) parsed = parse_record (bytes, range, error);
      yyjson_val *record;

      if (parsed == NULL ||
          (i % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        return FALSE;
      record = mw_mapping_begin_record (self->context->mapping, self->set, mw_json_get_root (parsed));
      store_record (self, &work, range, mw_json_get_root (parsed), record,
                    mw_mapping_get_key (self->context->mapping, self->set->key, record));
    }
  self->n_details_missing += mw_detail_page_get_n_missing (details);
  if (self->kept != NULL)
    keep (self, &work, first);
  deliver (self, &work);
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
      mw_mapping_add_record (context->mapping, record, self->number, page->first + i, rows);
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
 * @data: the #MwSetRead
 *
 * Makes the rows of a set that looks into itself, once all of it was read. Runs on the work pool.
 */
gboolean
mw_page_map_kept (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;

  for (guint i = 0; i < self->kept->len; i++)
    if (!map_kept_page (self, g_ptr_array_index (self->kept, i), cancellable, error))
      return FALSE;
  return TRUE;
}
