/* mw-detail-read.c: the whole records of a page whose list has only a part of each
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-detail-read.h"

#include <string.h>

#include "mw-reply.h"
#include "mw-source.h"

/* A record of the list, and where its text stands that is kept. */
typedef struct
{
  GBytes *bytes;
  MwJsonRange range;
  int key; /* its number among the keys, -1: it has none and is not asked for */
} Entry;

struct _MwDetailPage
{
  GBytes *bytes;   /* of the list */
  GArray *entries; /* of Entry, in the list's order */
  GArray *asked;   /* guint: entries with a key, in the order of @keys */
  MwRecordKeys *keys;
  guint first; /* key that is asked for now, */
  guint n;     /* and how many from it on */
  guint n_missing;
};

static void
entry_clear (gpointer data)
{
  g_bytes_unref (((Entry *) data)->bytes);
}

MwDetailPage *
mw_detail_page_new (GBytes *bytes)
{
  MwDetailPage *self = g_new0 (MwDetailPage, 1);

  self->bytes = g_bytes_ref (bytes);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->asked = g_array_new (FALSE, FALSE, sizeof (guint));
  self->keys = mw_record_keys_new ();
  return self;
}

void
mw_detail_page_free (MwDetailPage *self)
{
  g_bytes_unref (self->bytes);
  g_array_unref (self->entries);
  g_array_unref (self->asked);
  mw_record_keys_free (self->keys);
  g_free (self);
}

void
mw_detail_page_add (MwDetailPage *self,
                    const char *key,
                    const MwExpression *expression,
                    yyjson_val *record,
                    const MwJsonDialect *dialect,
                    const MwJsonRange *range)
{
  Entry entry = { g_bytes_ref (self->bytes), *range, key != NULL ? (int) self->asked->len : -1 };
  guint number = self->entries->len;

  g_array_append_val (self->entries, entry);
  if (key == NULL)
    return;
  mw_record_keys_add (self->keys, key, expression, record, dialect);
  g_array_append_val (self->asked, number);
}

guint
mw_detail_page_get_n (const MwDetailPage *self)
{
  return self->entries->len;
}

guint
mw_detail_page_get_n_missing (const MwDetailPage *self)
{
  return self->n_missing;
}

GBytes *
mw_detail_page_join (MwDetailPage *self, GArray *ranges)
{
  g_autoptr (GString) text = g_string_new ("[");
  gsize length;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      const char *bytes = g_bytes_get_data (entry->bytes, NULL);
      MwJsonRange range;

      if (i > 0)
        g_string_append (text, ",\n");
      range = (MwJsonRange) { text->len, entry->range.length };
      g_string_append_len (text, bytes + entry->range.offset, entry->range.length);
      g_array_append_val (ranges, range);
    }
  g_string_append_c (text, ']');
  length = text->len;
  return g_bytes_new_take (g_string_free_and_steal (g_steal_pointer (&text)), length);
}

static void
take (MwDetailPage *self, guint key, GBytes *bytes, const MwJsonRange *range)
{
  Entry *entry = &g_array_index (self->entries, Entry, g_array_index (self->asked, guint, key));

  g_bytes_unref (entry->bytes);
  entry->bytes = g_bytes_ref (bytes);
  entry->range = *range;
}

/* Each record of the answer goes to the one of the list with its key. */
static gboolean
take_batch (MwSetRead *read, MwReply *reply, GBytes *bytes, GError **error)
{
  MwDetailPage *self = read->details;
  const char *text = g_bytes_get_data (bytes, NULL);
  g_autofree gboolean *seen = g_new0 (gboolean, self->n);
  guint n_records, n_seen = 0;
  const MwJsonRange *ranges = mw_json_scan_get_records (reply->scan, &n_records);

  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr (MwJson) parsed = NULL;
      yyjson_val *record = mw_json_scan_parse_record (reply->scan, text, i, &parsed, error);
      const char *key;
      int found;

      if (record == NULL)
        return FALSE;
      record = mw_mapping_begin_record (read->context->mapping, read->set, record);
      key = mw_mapping_get_key (read->context->mapping, read->set->key, record).text;
      found = key != NULL ? mw_record_keys_find (self->keys, key, self->first, self->n) : -1;
      if (found < 0 || seen[found - self->first])
        continue;
      seen[found - self->first] = TRUE;
      n_seen++;
      take (self, found, bytes, &ranges[i]);
    }
  self->n_missing += self->n - n_seen;
  return TRUE;
}

static gboolean
take_one (MwSetRead *read, MwReply *reply, GBytes *bytes, GError **error)
{
  guint n_records;
  const MwJsonRange *ranges = mw_json_scan_get_records (reply->scan, &n_records);

  /* A filter by the key answers a list of one, or of none. */
  if (n_records == 1)
    take (read->details, read->details->first, bytes, ranges);
  else if (n_records == 0)
    read->details->n_missing++;
  else
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "%s: %u records where one was asked for",
                   read->set->title, n_records);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_answer (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  MwSetRead *read = data;
  const MwDetail *detail = read->set->detail;
  GBytes *bytes = mw_response_get_body (response);
  g_auto (MwReply) reply = { NULL };

  if (detail->batch == 0)
    return mw_reply_read_one (&reply, read->context->variant, read->set->title, response,
                              detail->request->records, cancellable, error) &&
           take_one (read, &reply, bytes, error);
  return mw_reply_read (&reply, read->context->variant, read->set->title, response, detail->request->records,
                        cancellable, error) &&
         take_batch (read, &reply, bytes, error);
}

static gboolean
ask (MwSetRead *read, GError **error)
{
  MwReadContext *context = read->context;
  g_autoptr (MwVariables) variables = mw_set_read_new_variables (read, error);

  if (variables == NULL)
    return FALSE;
  mw_record_keys_fill (read->details->keys, "record", read->details->first, read->details->n, variables);
  return mw_exchange (&context->conversation, &(MwPurpose) { MW_PURPOSE_RECORDS, read->name, read->n_pages },
                      read->set->detail->request, variables, read_answer, read, mw_set_read_clear, error);
}

/**
 * mw_detail_read:
 * @read: a set whose page of the list was read
 *
 * Asks for each new record of the page, or for several at once. One that is not there any more stays as it
 * stands in the list. To be called on a fiber.
 *
 * Returns: %FALSE with what stopped it
 */
gboolean
mw_detail_read (MwSetRead *read, GError **error)
{
  MwDetailPage *self = read->details;
  guint step = MAX (read->set->detail->batch, 1);
  guint n_keys = mw_record_keys_get_n (self->keys);

  for (self->first = 0; self->first < n_keys; self->first += step)
    {
      GError *reason = NULL;

      self->n = MIN (step, n_keys - self->first);
      if (ask (read, &reason))
        continue;
      /* An address for many that is not there is wrong; one for a single record may be gone since. */
      if (step > 1 || !g_error_matches (reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED))
        {
          g_propagate_error (error, reason);
          return FALSE;
        }
      self->n_missing += self->n;
      g_error_free (reason);
    }
  return TRUE;
}
