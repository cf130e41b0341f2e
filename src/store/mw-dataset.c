/* mw-dataset.c: what was read from one connection: normalized tables and the raw sets they were made from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-dataset-private.h"

#include "mw-notices.h"

G_DEFINE_FINAL_TYPE_WITH_CODE (MwDataset,
                               mw_dataset,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, mw_dataset_sink_init)
                                 G_IMPLEMENT_INTERFACE (MW_TYPE_HELD, mw_dataset_held_init))

static guint changed_signal;

/* Sets are numbered in the order they came and never go, so the list is behind by some at its end at most. */
static void
mw_dataset_changed_on_main (GObject *object)
{
  MwDataset *self = MW_DATASET (object);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown_sets));

  g_mutex_lock (&self->mutex);
  for (guint i = shown; i < self->raw_sets->len; i++)
    g_ptr_array_add (added, g_object_ref (self->raw_sets->pdata[i]));
  g_mutex_unlock (&self->mutex);
  if (added->len > 0)
    g_list_store_splice (self->shown_sets, shown, 0, added->pdata, added->len);
  g_signal_emit (self, changed_signal, 0);
}

static void
mw_dataset_finalize (GObject *object)
{
  MwDataset *self = MW_DATASET (object);

  g_clear_pointer (&self->changed, mw_main_call_unref);
  g_clear_pointer (&self->custom, mw_custom_fields_unref);
  g_clear_pointer (&self->tables, g_hash_table_unref);
  g_clear_pointer (&self->unfilled, g_hash_table_unref);
  g_clear_pointer (&self->notices, g_hash_table_unref);
  g_clear_pointer (&self->raw_sets, g_ptr_array_unref);
  g_clear_object (&self->shown_sets);
  g_clear_object (&self->model);
  g_clear_object (&self->next);
  g_mutex_clear (&self->writing);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (mw_dataset_parent_class)->finalize (object);
}

static void
mw_dataset_class_init (MwDatasetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_dataset_finalize;

  /**
   * MwDataset::changed:
   *
   * A table, a raw set or a notice was added. On the main context, at most once a turn.
   */
  changed_signal = g_signal_new ("changed", MW_TYPE_DATASET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
mw_dataset_init (MwDataset *self)
{
  g_mutex_init (&self->writing);
  g_mutex_init (&self->mutex);
  self->changed = mw_main_call_new (G_OBJECT (self), mw_dataset_changed_on_main);
  self->shown_sets = g_list_store_new (MW_TYPE_RAW_SET);
  self->custom = mw_custom_fields_new ();
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->unfilled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mw_notices_free);
  self->raw_sets = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * mw_dataset_new:
 * @model: (nullable): the model of the entities that will be read; kept, because tables point to its fields
 *
 * Returns: (transfer full): an empty dataset
 */
MwDataset *
mw_dataset_new (MwModel *model)
{
  MwDataset *self = g_object_new (MW_TYPE_DATASET, NULL);

  g_set_object (&self->model, model);
  return self;
}

/**
 * mw_dataset_set_custom_fields:
 * @self: a dataset that nothing was written to
 * @custom: columns of the user's
 *
 * Tables get them behind those of the model.
 */
void
mw_dataset_set_custom_fields (MwDataset *self, MwCustomFields *custom)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  mw_custom_fields_ref (custom);
  mw_custom_fields_unref (self->custom);
  self->custom = custom;
}

MwCustomFields *
mw_dataset_dup_custom_fields (MwDataset *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return mw_custom_fields_ref (self->custom);
}

MwTable *
mw_dataset_new_table (MwEntity *entity, MwCustomFields *custom)
{
  const MwCustomField *own;
  MwTable *table = mw_table_new (mw_entity_get_id (entity), mw_entity_get_title (entity));

  for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
    {
      const MwField *field = mw_entity_get_field (entity, i);

      mw_table_add_column (table, field->id, field->title, field);
    }
  for (guint i = 0; (own = mw_custom_fields_get (custom, mw_entity_get_id (entity), i)) != NULL; i++)
    mw_table_add_column (table, own->id, own->title, NULL);
  /* A table may outlive its dataset: the fields that its columns point to must not go before it. */
  g_object_set_data_full (G_OBJECT (table), MW_DATASET_ENTITY, g_object_ref (entity), g_object_unref);
  return table;
}

/**
 * mw_dataset_get_table:
 *
 * Returns: (transfer none): the table of @entity, with a column for each of its fields; made when it is asked
 * for first. Any thread.
 */
MwTable *
mw_dataset_get_table (MwDataset *self, MwEntity *entity)
{
  MwTable *table;
  gboolean added = FALSE;

  g_mutex_lock (&self->mutex);
  table = g_hash_table_lookup (self->tables, mw_entity_get_id (entity));
  if (table == NULL)
    {
      table = mw_dataset_new_table (entity, self->custom);
      g_hash_table_insert (self->tables, g_strdup (mw_entity_get_id (entity)), table);
      added = TRUE;
    }
  g_mutex_unlock (&self->mutex);
  if (added)
    mw_main_call_soon (self->changed);
  return table;
}

/**
 * mw_dataset_get_raw_sets:
 *
 * Returns: (transfer none): a list of #MwRawSet, in the order of their numbers; it changes on the main
 * context, a moment after the reader announced a set
 */
GListModel *
mw_dataset_get_raw_sets (MwDataset *self)
{
  return G_LIST_MODEL (self->shown_sets);
}

MwRawSet *
mw_dataset_peek_raw_set (MwDataset *self, const char *id, guint *number)
{
  for (guint i = 0; i < self->raw_sets->len; i++)
    if (g_str_equal (mw_raw_set_get_id (self->raw_sets->pdata[i]), id))
      {
        *number = i;
        return self->raw_sets->pdata[i];
      }
  return NULL;
}

/**
 * mw_dataset_find_raw_set:
 * @id: id of the set, as the system file names it
 *
 * Returns: (transfer full) (nullable): the set, if it was announced. Any thread.
 */
MwRawSet *
mw_dataset_find_raw_set (MwDataset *self, const char *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint number;
  MwRawSet *set = mw_dataset_peek_raw_set (self, id, &number);

  return set != NULL ? g_object_ref (set) : NULL;
}

/**
 * mw_dataset_dup_raw_set:
 * @number: as in #MwRowOrigin
 *
 * Returns: (transfer full) (nullable): the set with that number. Any thread.
 */
MwRawSet *
mw_dataset_dup_raw_set (MwDataset *self, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return number < self->raw_sets->len ? g_object_ref (self->raw_sets->pdata[number]) : NULL;
}

/**
 * mw_dataset_dup_latest:
 * @self: a dataset
 *
 * Returns: (transfer full): @self; or what mw_dataset_continue() made of it, the last one. Any thread.
 */
MwDataset *
mw_dataset_dup_latest (MwDataset *self)
{
  MwDataset *latest = g_object_ref (self);

  for (;;)
    {
      MwDataset *next;

      g_mutex_lock (&latest->mutex);
      next = latest->next != NULL ? g_object_ref (latest->next) : NULL;
      g_mutex_unlock (&latest->mutex);
      if (next == NULL)
        return latest;
      g_object_unref (latest);
      latest = next;
    }
}

/* With the mutex held. A record may become many rows, so records are counted in the raw set where one is
 * named. */
static guint64
count_sent (MwDataset *self, MwNotices *notices, MwEntity *entity)
{
  const char *set_id = mw_notices_get_counted_set (notices);
  guint number;
  MwRawSet *set = set_id != NULL ? mw_dataset_peek_raw_set (self, set_id, &number) : NULL;
  MwTable *table = g_hash_table_lookup (self->tables, mw_entity_get_id (entity));
  g_autoptr (MwGeneration) generation = NULL;

  if (set != NULL)
    return mw_raw_set_get_n_records (set);
  if (table == NULL)
    return 0;
  generation = mw_table_dup_generation (table);
  return mw_generation_get_n_rows (generation);
}

/**
 * mw_dataset_dup_notices:
 * @entity: the entity that was read
 *
 * Returns: (transfer full): sentences for people, translated and fit to be shown, about what is missing in
 * the table of
 *   @entity or was removed from it; empty when nothing is. Any thread.
 */
char **
mw_dataset_dup_notices (MwDataset *self, MwEntity *entity)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_autoptr (MwDataset) latest = mw_dataset_dup_latest (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&latest->mutex);
  const char *keys[] = { mw_entity_get_id (entity), "" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      MwNotices *notices = g_hash_table_lookup (latest->notices, keys[i]);

      if (notices != NULL)
        mw_notices_add_sentences (notices, entity, count_sent (latest, notices, entity), sentences);
    }
  return g_strv_builder_end (sentences);
}

/**
 * mw_dataset_dup_fields_not_offered:
 *
 * Returns: (transfer full): the fields that the system does not know or does not give to this login, as it
 * named them, each once. Any thread.
 */
char **
mw_dataset_dup_fields_not_offered (MwDataset *self, MwEntity *entity)
{
  g_autoptr (MwDataset) latest = mw_dataset_dup_latest (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&latest->mutex);
  MwNotices *notices = g_hash_table_lookup (latest->notices, mw_entity_get_id (entity));

  return notices != NULL ? mw_notices_dup_fields_not_offered (notices) : g_new0 (char *, 1);
}

/**
 * mw_dataset_dup_sets_not_readable:
 *
 * Returns: (transfer full): ids of the lists that @entity is made of too, and that the system does not have
 * or does not give to this login. Any thread.
 */
char **
mw_dataset_dup_sets_not_readable (MwDataset *self, MwEntity *entity)
{
  g_autoptr (MwDataset) latest = mw_dataset_dup_latest (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&latest->mutex);
  MwNotices *notices = g_hash_table_lookup (latest->notices, mw_entity_get_id (entity));

  return notices != NULL ? mw_notices_dup_sets_not_readable (notices) : g_new0 (char *, 1);
}

/**
 * mw_dataset_dup_field_gap:
 * @field: id of a field of @entity
 *
 * Returns: (transfer full) (nullable): why the read left it empty in all rows. Any thread.
 */
MwFieldGap *
mw_dataset_dup_field_gap (MwDataset *self, MwEntity *entity, const char *field)
{
  g_autoptr (MwDataset) latest = mw_dataset_dup_latest (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&latest->mutex);
  MwNotices *notices = g_hash_table_lookup (latest->notices, mw_entity_get_id (entity));
  MwFieldGap *gap = notices != NULL ? mw_notices_find_gap (notices, field) : NULL;

  return gap != NULL ? mw_field_gap_ref (gap) : NULL;
}

/**
 * mw_dataset_get_compared_at:
 * @set_id: id of a set
 *
 * Returns: microseconds since 1970: what was deleted before is not in the dataset; 0 when the set was not
 * read
 */
gint64
mw_dataset_get_compared_at (MwDataset *self, const char *set_id)
{
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (self, set_id);
  gint64 compared_at = 0;
  MwSetMark mark;

  for (guint turn = 0; set != NULL && mw_raw_set_get_mark (set, turn, &mark); turn++)
    compared_at = turn == 0 ? mark.compared_at : MIN (compared_at, mark.compared_at);
  return compared_at;
}

/**
 * mw_dataset_has_records_of:
 * @other: (nullable): a dataset
 *
 * Returns: whether both are of one read: the same records, whatever columns the tables have
 */
gboolean
mw_dataset_has_records_of (MwDataset *self, MwDataset *other)
{
  g_autoptr (MwRawSet) set = NULL;
  g_autoptr (MwRawSet) of_other = NULL;

  if (self == other || other == NULL)
    return self == other;
  set = mw_dataset_dup_raw_set (self, 0);
  of_other = mw_dataset_dup_raw_set (other, 0);
  return set != NULL && set == of_other;
}

/**
 * mw_dataset_count_records:
 *
 * Returns: how many records there are in all sets, with those that were changed and are not in them yet. Any
 * thread.
 */
guint64
mw_dataset_count_records (MwDataset *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint64 n = 0;

  for (guint i = 0; i < self->raw_sets->len; i++)
    n += mw_raw_set_count_kept (self->raw_sets->pdata[i]);
  return n;
}

/* With both datasets read to their end. */
static gboolean
has_turns_of (MwDataset *self, MwDataset *from)
{
  for (guint i = 0; i < from->raw_sets->len; i++)
    {
      MwRawSet *later = from->raw_sets->pdata[i];
      g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (self, mw_raw_set_get_id (later));

      if (set == NULL || !mw_raw_set_has_turns_of (set, later))
        return FALSE;
    }
  return TRUE;
}

static void
take_notices (MwDataset *self, MwDataset *from)
{
  GHashTable *notices;

  g_mutex_lock (&from->mutex);
  notices = g_steal_pointer (&from->notices);
  from->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mw_notices_free);
  g_mutex_unlock (&from->mutex);
  g_mutex_lock (&self->mutex);
  g_hash_table_unref (self->notices);
  self->notices = notices;
  g_mutex_unlock (&self->mutex);
}

void
mw_dataset_share_notices (MwDataset *self, MwDataset *from)
{
  GHashTable *notices;

  g_mutex_lock (&from->mutex);
  notices = g_hash_table_ref (from->notices);
  g_mutex_unlock (&from->mutex);
  g_mutex_lock (&self->mutex);
  g_hash_table_unref (self->notices);
  self->notices = notices;
  g_mutex_unlock (&self->mutex);
  mw_main_call_soon (self->changed);
}

/**
 * mw_dataset_take_over:
 * @from: a later read of the same entity, not used any more, whose records are the same
 *
 * So tables and rows stay, whoever looks at them.
 *
 * Returns: %FALSE when @from was read in other parts, or with other fields: then it takes nothing
 */
gboolean
mw_dataset_take_over (MwDataset *self, MwDataset *from)
{
  if (!has_turns_of (self, from))
    return FALSE;
  for (guint i = 0; i < from->raw_sets->len; i++)
    {
      MwRawSet *later = from->raw_sets->pdata[i];
      g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (self, mw_raw_set_get_id (later));

      mw_raw_set_take_marks (set, later);
    }
  take_notices (self, from);
  mw_main_call_soon (self->changed);
  return TRUE;
}
