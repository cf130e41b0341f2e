/* mw-page-read.c: what is done with one answer of a set, on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-page-read.h"

#include <string.h>

#include "mw-field-why.h"
#include "mw-detail-read.h"
#include "mw-page-deliver.h"
#include "mw-reply.h"
#include "mw-since.h"
#include "mw-source.h"
#include "mw-work.h"

/* How many records go by between two looks at the cancellable: far less than 50 ms. */
#define RECORDS_PER_CHECK 64

/* A record that has come, whole. */
static void
take_whole (MwSetRead *self,
            MwPageWork *work,
            const MwJsonRange *range,
            yyjson_val *sent,
            yyjson_val *record,
            MwSlice key,
            MwSlice identity)
{
  mw_set_read_take_moment (self, record);
  if (self->update == NULL)
    {
      mw_page_work_store (work, range, sent, record, key, identity);
      return;
    }
  mw_set_update_add (self->update, identity,
                     (const char *) g_bytes_get_data (work->bytes, NULL) + range->offset, range->length);
  g_array_append_val (work->ranges, *range);
}

/* Records of this reading, against those that come twice. */
static MwSetRecords *
get_seen (MwSetRead *self)
{
  return self->update != NULL ? mw_set_update_get_records (self->update) : self->records;
}

static gboolean
is_leaving (MwSetRead *self)
{
  return self->update != NULL && mw_set_update_is_leaving (self->update);
}

/* What was interrupted goes on with the page that came last: where its records do not stand there any more,
 * others may have gone over the place behind it. */
static void
check_anchor (MwSetRead *self, MwSlice identity)
{
  const char *expected;

  if (self->anchor == NULL || self->n_anchored >= self->anchor->len)
    return;
  expected = self->anchor->pdata[self->n_anchored++];
  self->has_moved |= identity.text == NULL || strlen (expected) != identity.length ||
                     memcmp (expected, identity.text, identity.length) != 0;
}

static gboolean
end_anchor (MwSetRead *self, GError **error)
{
  if (self->anchor == NULL)
    return TRUE;
  self->has_moved |= self->n_anchored < self->anchor->len;
  g_clear_pointer (&self->anchor, g_ptr_array_unref);
  if (self->has_moved)
    g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP,
                 "%s: the list has moved since it was interrupted", self->set->title);
  return !self->has_moved;
}

static void
take_record (MwSetRead *self, MwPageWork *work, const MwJsonRange *range, yyjson_val *sent)
{
  MwReadContext *context = self->context;
  yyjson_val *record = mw_mapping_begin_record (context->mapping, self->set, sent);
  MwSlice key = mw_mapping_get_key (context->mapping, self->set->key, record);
  g_autofree char *of_turn = NULL;
  MwSlice identity = mw_set_read_get_identity (self, key, &of_turn);

  if (!mw_set_records_admit (get_seen (self), identity))
    return;
  check_anchor (self, identity);
  if (is_leaving (self))
    {
      mw_set_update_add (self->update, identity, NULL, 0);
      g_array_append_val (work->ranges, *range);
    }
  else if (self->details != NULL)
    mw_detail_page_add (self->details, key.text, self->set->key, record, &context->variant->dialect, range);
  else
    take_whole (self, work, range, sent, record, key, identity);
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
      MwJsonFound found;

      if (record == NULL ||
          (i % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        return FALSE;
      work->found = mw_json_scan_get_found (scan, i, &found) ? &found : NULL;
      take_record (self, work, &ranges[i], record);
      work->found = NULL;
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

/* Where an interrupted set goes on, pages would be missing or come twice when it is another one by now. */
static gboolean
check_total (MwSetRead *self, gint64 total, GError **error)
{
  if (self->expected < 0 || total < 0 || total == self->expected)
    return TRUE;
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP,
               "%s: the list has changed since it was interrupted", self->set->title);
  return FALSE;
}

static void
take_total (MwSetRead *self, gint64 total)
{
  MwReadContext *context = self->context;

  if (total < 0)
    return;
  mw_pager_set_total (self->pager, total);
  /* Of the changes that is another number. */
  if (self->announced >= 0 || self->update != NULL)
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
        .reason = mw_field_why_get (self, field),
        .set = self->set->id,
        .subject = field,
        .fields = (const char *const *) empty,
      };

      /* A field with another name in this version is not missed. */
      if (empty[0] != NULL)
        mw_sink_notice (self->context->sink, self->context->entity, &notice);
    }
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
  guint n_records;
  g_autofree char *last_key = NULL;
  MwPage page = {
    .envelope = mw_json_get_root (reply->document),
    .links = mw_response_get_header (response, "Link"),
    .range = mw_response_get_header (response, "Content-Range"),
    .status = mw_response_get_status (response),
  };
  gboolean advanced;
  gint64 total;
  guint n_taken;

  mw_json_scan_get_records (reply->scan, &n_records);
  if (n_records > 0 && !mw_set_records_add_body (get_seen (self), work->bytes))
    return fail_loop (self, error);
  page.n_records = n_records;
  total = find_total (self, &page);
  if (!check_total (self, total, error))
    return FALSE;
  take_total (self, total);
  if (!take_records (self, work, reply->scan, cancellable, error) || !end_anchor (self, error))
    return FALSE;
  self->n_duplicate_keys += mw_json_scan_get_n_duplicate_keys (reply->scan);
  last_key = dup_last_key (self, work, reply->scan, n_records);
  page.last_key = last_key;
  n_taken = self->details != NULL ? mw_detail_page_get_n (self->details) : work->ranges->len;
  advanced = advance (self, &page, n_taken, error);
  if (!advanced && n_taken == 0)
    return FALSE;
  if (!is_leaving (self))
    notice_dropped_fields (self);
  if (self->update == NULL)
    mw_page_work_deliver (work);
  else if (advanced && self->details == NULL)
    mw_page_work_deliver_changed (work);
  return advanced;
}

/* When the first page was asked for, by the server's clock where it tells: its answer says when it was made,
 * and the server may have looked at its records long before. */
static gint64
find_beginning (MwSetRead *self, MwResponse *response)
{
  gint64 answered_at = mw_response_get_date (response);

  return answered_at == 0 ? self->asked_at : answered_at - MAX (g_get_real_time () - self->asked_at, 0);
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
  g_auto (MwPageWork) work = { NULL };

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
  if (self->began_at == MW_SINCE_NONE)
    self->began_at = find_beginning (self, response);
  g_clear_pointer (&self->details, mw_detail_page_free);
  if (self->set->detail != NULL && !is_leaving (self))
    self->details = mw_detail_page_new (mw_response_get_body (response));
  mw_page_work_init (&work, self, mw_response_get_body (response));
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
  MwMapping *mapping = self->context->mapping;
  g_auto (MwPageWork) work = { NULL };

  mw_page_work_init (&work, self, bytes);
  for (guint i = 0; i < ranges->len; i++)
    {
      const MwJsonRange *range = &g_array_index (ranges, MwJsonRange, i);
      g_autoptr (MwJson) parsed = mw_json_parse (
        (const char *) g_bytes_get_data (bytes, NULL) + range->offset, range->length, error);
      g_autofree char *of_turn = NULL;
      yyjson_val *record;
      MwSlice key;

      if (parsed == NULL ||
          (i % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        return FALSE;
      record = mw_mapping_begin_record (mapping, self->set, mw_json_get_root (parsed));
      key = mw_mapping_get_key (mapping, self->set->key, record);
      take_whole (self, &work, range, mw_json_get_root (parsed), record, key,
                  mw_set_read_get_identity (self, key, &of_turn));
    }
  self->n_details_missing += mw_detail_page_get_n_missing (details);
  if (self->update == NULL)
    mw_page_work_deliver (&work);
  else
    mw_page_work_deliver_changed (&work);
  return TRUE;
}
