/* mw-trace-load.c: the records that a value may have come from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-trace-private.h"

#include "mw-record-pivot.h"

void
mw_trace_loaded_free (gpointer data)
{
  MwTraceLoaded *loaded = data;

  mw_json_unref (loaded->json);
  g_free (loaded->key);
  g_bytes_unref (loaded->bytes);
  g_clear_pointer (&loaded->places, mw_variables_unref);
  g_free (loaded);
}

MwTraceLoaded *
mw_trace_work_load (MwTraceWork *work, const MwSetSource *set, const char *key, GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  MwJson *json = mw_json_parse (text, length, error);
  MwTraceLoaded *loaded;

  if (json == NULL)
    return NULL;
  loaded = g_new0 (MwTraceLoaded, 1);
  loaded->set = set;
  loaded->json = json;
  loaded->root = mw_json_get_root (json);
  loaded->key = g_strdup (key);
  loaded->bytes = g_bytes_ref (bytes);
  loaded->parent = MW_TRACE_NO_PARENT;
  if (set->pivot != NULL)
    loaded->root = mw_record_pivot (loaded->root, set->pivot, &work->task->variant->dialect, work->scratch);
  g_ptr_array_add (work->loaded, loaded);
  return loaded;
}

MwEvaluation
mw_trace_work_begin_evaluation (MwTraceWork *work,
                                const MwTraceLoaded *loaded,
                                yyjson_val *record,
                                const MwHolder *holder)
{
  return (MwEvaluation) {
    .system = work->task->system,
    .variant = work->task->variant,
    .address = work->task->address,
    .lookups = work->lookups,
    .scratch = work->scratch,
    .places = loaded->places != NULL ? loaded->places : work->task->places,
    .record = record,
    .holder = holder,
    .tracer = &work->tracer,
  };
}

static MwTraceLoaded *
find_same (MwTraceWork *work, const MwSetSource *set, const char *key, guint *number)
{
  for (*number = 0; *number < work->loaded->len; (*number)++)
    {
      MwTraceLoaded *loaded = work->loaded->pdata[*number];

      if (loaded->set == set && loaded->key != NULL && g_str_equal (loaded->key, key))
        return loaded;
    }
  return NULL;
}

static void
set_place (MwTraceWork *work,
           MwTraceLoaded *parent,
           const char *name,
           const MwExpression *expression,
           MwVariables *places)
{
  MwEvaluation evaluation = mw_trace_work_begin_evaluation (work, parent, parent->root, NULL);
  MwSlice value = mw_evaluation_get_text (&evaluation, expression, FALSE);
  g_autofree char *text = value.text != NULL ? g_strndup (value.text, value.length) : NULL;

  if (text != NULL)
    mw_variables_set_text (places, name, text);
}

/* What the map may say about the record for which the list of @loaded was asked for. */
void
mw_trace_work_load_parent (MwTraceWork *work, MwTraceLoaded *loaded, const MwTraceParent *found)
{
  const MwSetOf *of = loaded->set->of;
  const MwSetSource *set = of != NULL ? mw_system_find_set (work->task->system, work->task->variant, of->set)
                                      : NULL;
  g_autoptr (MwVariables) places = NULL;
  MwTraceLoaded *parent = NULL;
  guint number = MW_TRACE_NO_PARENT;

  if (set == NULL || found->bytes == NULL)
    return;
  if (found->key != NULL)
    parent = find_same (work, set, found->key, &number);
  if (parent == NULL)
    {
      number = work->loaded->len;
      parent = mw_trace_work_load (work, set, found->key, found->bytes, NULL);
    }
  if (parent == NULL)
    return;
  places = mw_variables_new (work->task->places);
  set_place (work, parent, "parent", of->key, places);
  for (guint i = 0; i < of->n_values; i++)
    set_place (work, parent, of->values[i].place, of->values[i].value, places);
  loaded->parent = number;
  loaded->places = g_steal_pointer (&places);
}

/* What a lookup led to; loads it when it is asked for first. */
MwTraceLoaded *
mw_trace_work_find (MwTraceWork *work, const MwTracedLookup *traced, guint *number)
{
  const char *set_id = traced->lookup->text;
  const MwSetSource *set;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (MwTraceParent) parent = { NULL };
  MwTraceLoaded *loaded;

  for (*number = 1; *number < work->loaded->len; (*number)++)
    {
      loaded = work->loaded->pdata[*number];
      if (g_str_equal (loaded->set->id, set_id) && g_strcmp0 (loaded->key, traced->key) == 0)
        return loaded;
    }
  name = g_strconcat (set_id, "\n", traced->key, NULL);
  if (g_hash_table_contains (work->missing, name))
    return NULL;
  set = mw_system_find_set (work->task->system, work->task->variant, set_id);
  bytes = set != NULL ? work->task->find (set_id, traced->key, &parent, work->task->data) : NULL;
  loaded = bytes != NULL ? mw_trace_work_load (work, set, traced->key, bytes, NULL) : NULL;
  if (loaded == NULL)
    {
      g_hash_table_add (work->missing, g_steal_pointer (&name));
      return NULL;
    }
  mw_trace_work_load_parent (work, loaded, &parent);
  return loaded;
}

/* Loads what was looked up, and gives it to the tables, which may look further. */
void
mw_trace_work_load_lookups (MwTraceWork *work)
{
  g_autoptr (GPtrArray) traced = mw_tracer_take_lookups (&work->tracer);

  for (guint i = 0; i < traced->len; i++)
    {
      guint number;
      MwTraceLoaded *loaded = mw_trace_work_find (work, traced->pdata[i], &number);
      MwEvaluation evaluation;

      if (loaded == NULL || loaded->is_added)
        continue;
      loaded->is_added = TRUE;
      work->n_new++;
      evaluation = mw_trace_work_begin_evaluation (work, loaded, loaded->root, NULL);
      mw_lookups_add (work->lookups, loaded->set->id, loaded->key, &evaluation);
    }
}
