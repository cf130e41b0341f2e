/* mw-trace.c: where the values of one row came from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-trace.h"

#include <string.h>

#include "mw-field-check.h"
#include "mw-json-pointer.h"
#include "mw-source.h"
#include "mw-trace-chosen.h"
#include "mw-trace-own.h"
#include "mw-trace-private.h"
#include "mw-trace-words.h"

/* A looked-up record may be looked up by what was looked up. */
#define MAX_ROUNDS 6

G_DEFINE_BOXED_TYPE (MwTrace, mw_trace, mw_trace_ref, mw_trace_unref)

static void
address_free (gpointer data)
{
  MwTraceAddress *address = data;

  g_free (address->pointer);
  g_free (address);
}

static void
record_free (gpointer data)
{
  MwTraceRecord *record = data;

  g_free (record->set);
  g_free (record->key);
  g_bytes_unref (record->bytes);
  g_free (record);
}

void
mw_trace_parent_clear (MwTraceParent *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->key, g_free);
}

static void
trace_clear (gpointer data)
{
  MwTrace *self = data;

  for (guint i = 0; i < self->n_fields; i++)
    {
      g_free (self->fields[i].value);
      g_free (self->fields[i].problem);
      g_free (self->fields[i].words);
      g_clear_pointer (&self->fields[i].addresses, g_ptr_array_unref);
    }
  g_free (self->fields);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_ptr_array_unref);
}

MwTrace *
mw_trace_ref (MwTrace *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_trace_unref (MwTrace *self)
{
  g_atomic_rc_box_release_full (self, trace_clear);
}

static void
work_clear (MwTraceWork *work)
{
  mw_lookups_free (work->lookups);
  mw_tracer_clear (&work->tracer);
  g_ptr_array_unref (work->loaded);
  mw_scratch_free (work->scratch);
  g_hash_table_unref (work->missing);
  g_hash_table_unref (work->pointers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwTraceWork, work_clear)

/* Texts of one document lie at places of their own, also in a record that was put together of its values. */
static gconstpointer
get_identity (yyjson_val *value)
{
  return yyjson_is_str (value) || yyjson_is_raw (value) ? (gconstpointer) value->uni.str
                                                        : (gconstpointer) value;
}

static void
add_addresses (MwTraceWork *work, MwTraceField *field, guint record)
{
  for (guint i = 0; i < work->tracer.values->len; i++)
    {
      gconstpointer identity = get_identity (work->tracer.values->pdata[i]);
      MwTraceAddress *address = g_new0 (MwTraceAddress, 1);

      address->record = record;
      /* Until the documents are looked through. */
      address->pointer = (char *) identity;
      g_hash_table_insert (work->pointers, (gpointer) identity, NULL);
      g_ptr_array_add (field->addresses, address);
    }
}

static void add_all (MwTraceWork *work, MwTraceField *field, guint number, guint depth);

/* Of the record for which the list was asked for. */
static void
add_places (MwTraceWork *work, MwTraceField *field, const MwTraceLoaded *loaded, GPtrArray *places)
{
  const MwSetOf *of = loaded->set->of;
  MwTraceLoaded *parent = loaded->parent != MW_TRACE_NO_PARENT ? work->loaded->pdata[loaded->parent] : NULL;

  for (guint i = 0; parent != NULL && i < places->len; i++)
    {
      const char *name = places->pdata[i];
      const MwExpression *expression = g_str_equal (name, "parent") ? of->key : NULL;
      MwEvaluation evaluation = mw_trace_work_begin_evaluation (work, parent, parent->root, NULL);

      for (guint n = 0; n < of->n_values && expression == NULL; n++)
        if (g_str_equal (of->values[n].place, name))
          expression = of->values[n].value;
      if (expression == NULL)
        continue;
      mw_tracer_reset (&work->tracer);
      mw_evaluation_get_text (&evaluation, expression, FALSE);
      add_addresses (work, field, loaded->parent);
    }
}

static void
add_looked_up (MwTraceWork *work, MwTraceField *field, GPtrArray *lookups, guint depth)
{
  for (guint i = 0; i < lookups->len; i++)
    {
      const MwTracedLookup *traced = lookups->pdata[i];
      guint number;
      MwTraceLoaded *loaded = mw_trace_work_find (work, traced, &number);
      MwEvaluation evaluation;

      if (loaded == NULL)
        continue;
      evaluation = mw_trace_work_begin_evaluation (work, loaded, loaded->root, NULL);
      mw_tracer_reset (&work->tracer);
      mw_evaluation_get_text (&evaluation, traced->lookup->of[1], FALSE);
      add_all (work, field, number, depth + 1);
    }
}

/* What the tracer has seen of a record, and what that led to. */
static void
add_all (MwTraceWork *work, MwTraceField *field, guint number, guint depth)
{
  g_autoptr (GPtrArray) places = mw_tracer_take_places (&work->tracer);
  g_autoptr (GPtrArray) lookups = mw_tracer_take_lookups (&work->tracer);

  add_addresses (work, field, number);
  add_places (work, field, work->loaded->pdata[number], places);
  if (depth <= MAX_ROUNDS)
    add_looked_up (work, field, lookups, depth);
}

static gboolean
is_table (const MwExpression *expression)
{
  return expression->kind == MW_EXPRESSION_ENUM || expression->kind == MW_EXPRESSION_MAP;
}

/**
 * mw_trace_find_expression:
 * @source: how an entity's rows are made
 * @field: number of a field
 * @is_sent: (out): whether it is the column beside an enum that has the system's own text, about which the
 * map says nothing of its own
 *
 * Returns: (nullable): what makes the field, or the enum beside it; %NULL when nothing does
 */
const MwExpression *
mw_trace_find_expression (const MwEntitySource *source, guint field, gboolean *is_sent)
{
  int pair = mw_entity_get_field (source->entity, field)->pair;

  *is_sent = source->map[field] == NULL && pair >= 0 && source->map[pair] != NULL &&
             source->map[pair]->kind == MW_EXPRESSION_ENUM;
  return *is_sent ? source->map[pair] : source->map[field];
}

static MwRuleWords
get_about (MwTraceWork *work)
{
  return (MwRuleWords) { work->task->system, work->task->variant, work->task->source, work->task->chosen };
}

static void
trace_field (MwTraceWork *work,
             yyjson_val *record,
             const MwHolder *holder,
             guint column,
             MwTraceField *result)
{
  const MwEntitySource *source = work->task->source;
  const MwField *field = mw_entity_get_field (source->entity, column);
  gboolean is_sent;
  const MwExpression *expression = mw_trace_find_expression (source, column, &is_sent);
  MwEvaluation evaluation = mw_trace_work_begin_evaluation (work, work->loaded->pdata[0], record, holder);
  const char *problem = NULL;
  g_autofree char *sent = NULL;
  const MwRuleWords about = get_about (work);
  MwSlice text;

  if (expression == NULL)
    {
      result->words = mw_rule_words_dup_missing (&about, column);
      return;
    }
  mw_tracer_reset (&work->tracer);
  if (is_table (expression))
    {
      text = mw_evaluation_get_source (&evaluation, expression);
      sent = text.text != NULL ? g_strndup (text.text, text.length) : NULL;
      if (!is_sent)
        text = mw_evaluation_translate (&evaluation, expression, text);
    }
  else
    text = mw_evaluation_get_text (&evaluation, expression, field->type == MW_FIELD_TYPE_BOOLEAN);
  if (!is_sent)
    text = mw_field_check (field, text, work->scratch, &problem);
  if (evaluation.problem != NULL)
    problem = evaluation.problem;
  result->is_mapped = TRUE;
  result->value = text.text != NULL ? g_strndup (text.text, text.length) : NULL;
  result->problem = g_strdup (problem);
  result->words = mw_trace_words_dup (&about, is_sent ? expression->of[0] : expression, field, sent,
                                      result->value);
  add_all (work, result, 0, 0);
}

/* The record that the row stands on, and what holds it; NULL when it is not there. */
static yyjson_val *
find_row (MwTraceWork *work, MwHolder *holder)
{
  MwTraceLoaded *own = work->loaded->pdata[0];
  MwEvaluation evaluation = mw_trace_work_begin_evaluation (work, own, own->root, NULL);

  *holder = (MwHolder) { own->root, NULL, NULL };
  if (work->task->source->each == NULL)
    return own->root;
  return yyjson_arr_get (mw_evaluation_get_value (&evaluation, work->task->source->each),
                         (gsize) MAX (work->task->child, 0));
}

/* Until nothing more is looked up. */
static void
load_all (MwTraceWork *work, yyjson_val *record, const MwHolder *holder)
{
  const MwEntitySource *source = work->task->source;
  guint n_fields = mw_entity_get_n_fields (source->entity);

  work->tracer.keeps_all = TRUE;
  work->n_new = 1;
  for (guint round = 0; round < MAX_ROUNDS && work->n_new > 0; round++)
    {
      work->n_new = 0;
      mw_tracer_reset (&work->tracer);
      for (guint i = 0; i < n_fields; i++)
        {
          MwEvaluation evaluation = mw_trace_work_begin_evaluation (work, work->loaded->pdata[0], record,
                                                                    holder);

          if (source->map[i] != NULL)
            mw_evaluation_get_text (&evaluation, source->map[i], FALSE);
        }
      mw_trace_work_load_lookups (work);
    }
  work->tracer.keeps_all = FALSE;
}

static void
note_pointer (MwTraceWork *work, yyjson_val *value, GString *pointer)
{
  gconstpointer identity = get_identity (value);
  gpointer known;

  if (g_hash_table_lookup_extended (work->pointers, identity, NULL, &known) && known == NULL)
    g_hash_table_insert (work->pointers, (gpointer) identity, g_strdup (pointer->str));
}

static void
find_pointers (MwTraceWork *work, yyjson_val *value, GString *pointer)
{
  gsize length = pointer->len;
  gsize i, max;
  yyjson_val *key, *child;

  note_pointer (work, value, pointer);
  if (yyjson_is_obj (value))
    {
      yyjson_obj_foreach (value, i, max, key, child)
      {
        mw_json_pointer_append (pointer, yyjson_get_str (key), yyjson_get_len (key));
        find_pointers (work, child, pointer);
        g_string_truncate (pointer, length);
      }
    }
  else if (yyjson_is_arr (value))
    {
      yyjson_arr_foreach (value, i, max, child)
      {
        g_string_append_printf (pointer, "/%" G_GSIZE_FORMAT, i);
        find_pointers (work, child, pointer);
        g_string_truncate (pointer, length);
      }
    }
}

static gboolean
has_address (GPtrArray *addresses, guint end, const MwTraceAddress *address)
{
  for (guint i = 0; i < end; i++)
    {
      const MwTraceAddress *other = addresses->pdata[i];

      if (other->record == address->record && g_strcmp0 (other->pointer, address->pointer) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What was made on the way stands in no document. */
static void
write_pointers (MwTraceWork *work, MwTraceField *field)
{
  guint n_kept = 0;

  for (guint i = 0; i < field->addresses->len; i++)
    {
      MwTraceAddress *address = field->addresses->pdata[i];

      address->pointer = g_strdup (g_hash_table_lookup (work->pointers, address->pointer));
      if (address->pointer == NULL || has_address (field->addresses, n_kept, address))
        address_free (address);
      else
        field->addresses->pdata[n_kept++] = address;
    }
  g_ptr_array_set_free_func (field->addresses, NULL);
  g_ptr_array_set_size (field->addresses, (int) n_kept);
  g_ptr_array_set_free_func (field->addresses, address_free);
}

static void
find_all_pointers (MwTraceWork *work)
{
  g_autoptr (GString) pointer = g_string_new (NULL);

  for (guint i = 0; i < work->loaded->len; i++)
    find_pointers (work, mw_json_get_root (((MwTraceLoaded *) work->loaded->pdata[i])->json), pointer);
}

static GPtrArray *
take_records (MwTraceWork *work)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (record_free);

  for (guint i = 0; i < work->loaded->len; i++)
    {
      const MwTraceLoaded *loaded = work->loaded->pdata[i];
      MwTraceRecord *record = g_new0 (MwTraceRecord, 1);

      record->set = g_strdup (loaded->set->id);
      record->key = g_strdup (loaded->key);
      record->bytes = g_bytes_ref (loaded->bytes);
      g_ptr_array_add (records, record);
    }
  return records;
}

/**
 * mw_trace_new:
 * @task: which record, and how it was mapped
 *
 * Maps the record once more, and notes what each field was made of. Blocks: for the work pool.
 *
 * Returns: (transfer full) (nullable): the trace; %NULL when the record is no JSON or has no such line
 */
MwTrace *
mw_trace_new (const MwTraceTask *task, GError **error)
{
  const MwEntitySource *source = task->source;
  const MwSetSource *set = mw_system_find_set (task->system, task->variant, source->set);
  guint n_fields = mw_entity_get_n_fields (source->entity);
  g_auto (MwTraceWork) work = { .task = task };
  MwTrace *self;
  MwHolder holder;
  yyjson_val *record;

  work.lookups = mw_lookups_new (source, n_fields);
  work.scratch = mw_scratch_new ();
  mw_tracer_init (&work.tracer);
  work.loaded = g_ptr_array_new_with_free_func (mw_trace_loaded_free);
  work.missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.pointers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (set == NULL || mw_trace_work_load (&work, set, NULL, task->record, error) == NULL)
    return NULL;
  mw_trace_work_load_parent (&work, work.loaded->pdata[0], &task->parent);
  record = find_row (&work, &holder);
  if (record == NULL)
    {
      g_set_error_literal (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "the record has no such line");
      return NULL;
    }
  load_all (&work, record, source->each != NULL ? &holder : NULL);

  self = g_atomic_rc_box_new0 (MwTrace);
  self->n_fields = n_fields;
  self->is_partial = set->of != NULL &&
                     ((MwTraceLoaded *) work.loaded->pdata[0])->parent == MW_TRACE_NO_PARENT;
  self->fields = g_new0 (MwTraceField, n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      self->fields[i].addresses = g_ptr_array_new_with_free_func (address_free);
      trace_field (&work, record, source->each != NULL ? &holder : NULL, i, &self->fields[i]);
    }
  find_all_pointers (&work);
  for (guint i = 0; i < n_fields; i++)
    write_pointers (&work, &self->fields[i]);
  mw_trace_chosen_fill (task, self->fields);
  self->records = take_records (&work);
  self->own = mw_trace_own_new_list ();
  return self;
}

/**
 * mw_trace_uses:
 * @field: number of a field
 * @record: number of a record of the trace
 * @pointer: a place in it
 *
 * Returns: whether the field was made of what stands there
 */
gboolean
mw_trace_uses (MwTrace *self, guint field, guint record, const char *pointer)
{
  const GPtrArray *addresses = self->fields[field].addresses;

  for (guint i = 0; i < addresses->len; i++)
    {
      const MwTraceAddress *address = addresses->pdata[i];

      if (address->record == record && mw_json_pointer_is_within (pointer, address->pointer))
        return TRUE;
    }
  return FALSE;
}

/**
 * mw_trace_uses_part:
 * @field: number of a field
 * @record: number of a record of the trace
 * @pointer: a place in it
 *
 * Returns: whether the field was made of something that stands in there
 */
gboolean
mw_trace_uses_part (MwTrace *self, guint field, guint record, const char *pointer)
{
  const GPtrArray *addresses = self->fields[field].addresses;

  for (guint i = 0; i < addresses->len; i++)
    {
      const MwTraceAddress *address = addresses->pdata[i];

      if (address->record == record && mw_json_pointer_is_within (address->pointer, pointer))
        return TRUE;
    }
  return FALSE;
}

/**
 * mw_trace_dup_places:
 * @field: number of a field
 * @record: number of a record of the trace
 *
 * For who asks mw_trace_uses() of many places of one field.
 *
 * Returns: (transfer full): a set of pointers, which @self keeps: what the field was made of in that record
 */
GHashTable *
mw_trace_dup_places (MwTrace *self, guint field, guint record)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);
  const GPtrArray *addresses = self->fields[field].addresses;

  for (guint i = 0; i < addresses->len; i++)
    {
      const MwTraceAddress *address = addresses->pdata[i];

      if (address->record == record)
        g_hash_table_add (places, address->pointer);
    }
  return places;
}
