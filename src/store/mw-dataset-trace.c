/* mw-dataset-trace.c: where the values of a row of a dataset came from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-dataset-trace.h"

#include <string.h>

#include "mw-mapping.h"
#include "mw-read-scope.h"
#include "mw-set-place.h"
#include "mw-trace-own.h"

typedef struct
{
  MwDataset *dataset;
  const MwTraceTask *task;
  char *turn; /* what stands before keys in the part of its sets that the row is of; "" when they have none */
} Finding;

/* Where the reading of its set stood when it came. */
static gboolean
find_page (MwRawSet *set, guint record, guint *turn, MwRawPage *page)
{
  guint n_before = 0;
  MwSetMark mark;

  for (*turn = 0;; (*turn)++)
    {
      for (guint i = 0; mw_raw_set_get_page (set, *turn, i, page); i++)
        {
          n_before += page->n_records;
          if (record < n_before)
            return TRUE;
        }
      /* The last one may be on its way. */
      if (!mw_raw_set_get_mark (set, *turn, &mark))
        return FALSE;
    }
}

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

static char *
dup_key (const char *found, gsize length, const char *turn)
{
  gsize turn_length = strlen (turn);

  if (turn_length > 0 && length > turn_length && memcmp (found, turn, turn_length) == 0)
    return g_strndup (found + turn_length, length - turn_length);
  return g_strndup (found, length);
}

static gboolean
is_parent (const Finding *finding, const MwSetSource *set, MwMapping *mapping, GBytes *bytes, const char *key)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (MwJson) json = mw_json_parse (text, length, NULL);
  yyjson_val *record;
  MwSlice found;

  if (json == NULL)
    return FALSE;
  record = mw_mapping_begin_record (
    mapping, mw_system_find_set (finding->task->system, finding->task->variant, set->of->set),
    mw_json_get_root (json));
  found = mw_mapping_get_key (mapping, set->of->key, record);
  return found.text != NULL && mw_slice_equal (found, key);
}

/* For which record of another set that one was read: by what was sent then, so it is looked for in all. */
static void
find_parent (const Finding *finding, MwRawSet *raw, guint record, MwTraceParent *parent)
{
  const MwTraceTask *task = finding->task;
  const MwSetSource *set = mw_system_find_set (task->system, task->variant, mw_raw_set_get_id (raw));
  g_autoptr (MwRawSet) parents = NULL;
  g_autoptr (MwMapping) mapping = NULL;
  g_autofree char *key = NULL;
  MwRawPage page;
  guint turn;

  if (set == NULL || set->of == NULL || !find_page (raw, record, &turn, &page))
    return;
  key = mw_set_place_dup_parent (page.place, set->of);
  parents = key != NULL ? mw_dataset_find_raw_set (finding->dataset, set->of->set) : NULL;
  mapping = mw_mapping_new (task->system, task->variant, task->source, NULL, task->address);
  for (guint i = 0; parents != NULL && i < mw_raw_set_get_n_records (parents); i++)
    {
      g_autoptr (GBytes) bytes = mw_raw_set_dup_record (parents, i, NULL);
      gsize length;
      const char *found = mw_raw_set_peek_key (parents, i, &length);

      if (!is_parent (finding, set, mapping, bytes, key))
        continue;
      parent->bytes = g_steal_pointer (&bytes);
      parent->key = found != NULL ? dup_key (found, length, finding->turn) : NULL;
      return;
    }
}

/* The first of several with one identity counts, as for the lookups of a read. */
static GBytes *
find_record (const char *set_id, const char *key, MwTraceParent *parent, gpointer data)
{
  const Finding *finding = data;
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (finding->dataset, set_id);
  guint n_records = set != NULL ? mw_raw_set_get_n_records (set) : 0;

  for (guint i = 0; i < n_records; i++)
    {
      gsize length;
      const char *found = mw_raw_set_peek_key (set, i, &length);

      if (found == NULL || !is_key (found, length, finding->turn, key))
        continue;
      find_parent (finding, set, i, parent);
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
  MwRawPage page;
  guint turn = 0;

  if (set != NULL)
    find_page (set, origin->record, &turn, &page);
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
  Finding finding = { self, task, NULL };
  g_auto (MwTraceParent) parent = { NULL };
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
  find_parent (&finding, set, origin->record, &parent);
  own.parent = parent;
  own.find = find_record;
  own.data = &finding;
  trace = mw_trace_new (&own, error);
  if (trace != NULL)
    add_own (self, trace, &own);
  return trace;
}
