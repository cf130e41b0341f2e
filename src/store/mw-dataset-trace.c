/* mw-dataset-trace.c: where the values of a row of a dataset came from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-dataset-trace.h"

#include <string.h>

#include "mw-read-scope.h"
#include "mw-trace-own.h"

typedef struct
{
  MwDataset *dataset;
  char *turn; /* what stands before keys in the part of its sets that the row is of; "" when they have none */
} Finding;

/* Of a set that is read in parts each key has the part before it (mw_read_scope_dup_key()). */
static gboolean
is_key (const char *found, gsize length, const char *turn, const char *key)
{
  gsize turn_length = strlen (turn);
  gsize key_length = strlen (key);

  if (length == key_length && memcmp (found, key, length) == 0)
    return TRUE;
  return turn_length > 0 && length == turn_length + key_length && memcmp (found, turn, turn_length) == 0 &&
         memcmp (found + turn_length, key, key_length) == 0;
}

/* The first of several with one identity counts, as for the lookups of a read. */
static GBytes *
find_record (const char *set_id, const char *key, gpointer data)
{
  const Finding *finding = data;
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (finding->dataset, set_id);
  guint n_records = set != NULL ? mw_raw_set_get_n_records (set) : 0;

  for (guint i = 0; i < n_records; i++)
    {
      gsize length;
      const char *found = mw_raw_set_peek_key (set, i, &length);

      if (found != NULL && is_key (found, length, finding->turn, key))
        return mw_raw_set_dup_record (set, i, NULL);
    }
  return NULL;
}

static char *
dup_turn (MwRawSet *set, guint record)
{
  gsize length;
  const char *key = mw_raw_set_peek_key (set, record, &length);
  const char *end = key != NULL ? memchr (key, MW_READ_SCOPE_TURN_END, length) : NULL;

  return end != NULL ? g_strndup (key, (gsize) (end + 1 - key)) : g_strdup ("");
}

/**
 * mw_dataset_find_turn:
 * @origin: of a row
 *
 * Returns: in which turn of the reader its record came. Any thread.
 */
guint
mw_dataset_find_turn (MwDataset *self, const MwRowOrigin *origin)
{
  g_autoptr (MwRawSet) set = mw_dataset_dup_raw_set (self, origin->set);
  guint n_before = 0;
  MwSetMark mark;
  MwRawPage page;
  guint turn;

  for (turn = 0; set != NULL && mw_raw_set_get_mark (set, turn, &mark); turn++)
    for (guint i = 0; mw_raw_set_get_page (set, turn, i, &page); i++)
      {
        n_before += page.n_records;
        if (origin->record < n_before)
          return turn;
      }
  return turn;
}

/* What the user made columns of stands in the row's own record. */
static void
add_own (MwDataset *self, MwTrace *trace, const MwTraceTask *task)
{
  const char *entity = mw_entity_get_id (task->source->entity);
  g_autoptr (MwCustomFields) custom = mw_dataset_dup_custom_fields (self);
  gsize length;
  const char *text = g_bytes_get_data (task->record, &length);
  g_autoptr (MwJson) record = mw_custom_fields_get_n (custom, entity) > 0 ? mw_json_parse (text, length, NULL)
                                                                          : NULL;
  const MwCustomField *field;

  for (guint i = 0; record != NULL && (field = mw_custom_fields_get (custom, entity, i)) != NULL; i++)
    mw_trace_own_add (trace, field->title,
                      mw_custom_path_dup_pointers (field->path, mw_json_get_root (record), task->child));
}

/**
 * mw_dataset_trace:
 * @task: how the rows were mapped; its record, child and find are not looked at
 * @origin: of the row
 *
 * Returns: (transfer full) (nullable): what each field of the row was made of. Any thread; blocks
 */
MwTrace *
mw_dataset_trace (MwDataset *self, const MwTraceTask *task, const MwRowOrigin *origin, GError **error)
{
  g_autoptr (MwRawSet) set = mw_dataset_dup_raw_set (self, origin->set);
  g_autoptr (GBytes) record = set != NULL && origin->record < mw_raw_set_get_n_records (set)
                                ? mw_raw_set_dup_record (set, origin->record, NULL)
                                : NULL;
  Finding finding = { self, NULL };
  g_autofree char *turn = NULL;
  MwTraceTask own = *task;
  MwTrace *trace;

  if (record == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the record is not there");
      return NULL;
    }
  finding.turn = turn = dup_turn (set, origin->record);
  own.record = record;
  own.child = origin->child;
  own.find = find_record;
  own.data = &finding;
  trace = mw_trace_new (&own, error);
  if (trace != NULL)
    add_own (self, trace, &own);
  return trace;
}
