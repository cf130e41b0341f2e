/* mw-reading.c: one read of one entity, while it runs and afterwards
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-reading-private.h"

#include "mw-main-fiber.h"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N_ROWS,
  PROP_EXPECTED,
  PROP_DATASET,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MwReading, mw_reading, G_TYPE_OBJECT)

static void
mw_reading_finalize (GObject *object)
{
  MwReading *self = MW_READING (object);

  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_object (&self->model);
  g_clear_object (&self->entity);
  g_clear_object (&self->link);
  g_clear_object (&self->table);
  g_clear_object (&self->dataset);
  g_clear_object (&self->interrupted);
  g_clear_object (&self->kept);
  g_clear_error (&self->error);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  g_clear_pointer (&self->base_beside, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, mw_chosen_unref);
  dex_clear (&self->running);
  dex_clear (&self->filling);
  dex_clear (&self->end);
  G_OBJECT_CLASS (mw_reading_parent_class)->finalize (object);
}

static void
mw_reading_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  MwReading *self = MW_READING (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_N_ROWS:
      g_value_set_uint (value, self->n_rows);
      break;
    case PROP_EXPECTED:
      g_value_set_int64 (value, self->expected);
      break;
    case PROP_DATASET:
      g_value_set_object (value, self->dataset);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
mw_reading_class_init (MwReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = mw_reading_finalize;
  object_class->get_property = mw_reading_get_property;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, MW_READING_WAITING, MW_READING_FAILED,
                                        MW_READING_WAITING, flags);
  props[PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_EXPECTED] = g_param_spec_int64 ("expected", NULL, NULL, -1, G_MAXINT64, -1, flags);
  props[PROP_DATASET] = g_param_spec_object ("dataset", NULL, NULL, MW_TYPE_DATASET, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mw_reading_init (MwReading *self)
{
  self->expected = -1;
  self->end = dex_promise_new ();
}

void
mw_reading_set_state (MwReading *self, MwReadingState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static gboolean
is_running (MwReading *self)
{
  return self->state == MW_READING_WAITING || self->state == MW_READING_RUNNING;
}

/* The table already tells at most once a turn of the loop. How much a refresh brings nobody knows before. */
static void
table_grew (MwReading *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (self->table);
  guint n_rows = mw_generation_get_n_rows (generation);
  gint64 expected = self->is_refresh && is_running (self) ? -1 : mw_table_get_expected (self->table);

  g_object_freeze_notify (G_OBJECT (self));
  if (n_rows != self->n_rows)
    {
      self->n_rows = n_rows;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ROWS]);
    }
  if (expected != self->expected)
    {
      self->expected = expected;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPECTED]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_dataset (MwReading *self, MwDataset *dataset)
{
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_set_object (&self->dataset, dataset);
  g_set_object (&self->table, mw_dataset_get_table (dataset, self->entity));
  g_signal_connect_swapped (self->table, "notify::generation", G_CALLBACK (table_grew), self);
}

void
mw_reading_take_dataset (MwReading *self, MwDataset *dataset)
{
  set_dataset (self, dataset);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DATASET]);
}

/* Rows of an earlier time are shown: from now on it is a refresh of them. */
void
mw_reading_take_kept (MwReading *self, gint64 as_of)
{
  self->is_refresh = TRUE;
  self->is_complete = TRUE;
  self->finished_at = as_of;
  table_grew (self);
}

void
mw_reading_finish (MwReading *self, GError *error)
{
  MwReadingState state = MW_READING_DONE;

  /* What a refresh that failed shows is as old as before; so does what nobody asked the system for. */
  if (self->how != MW_READING_KEPT && (error == NULL || !self->is_refresh))
    self->finished_at = g_get_real_time ();
  self->is_complete |= error == NULL;
  self->error = error;
  if (error != NULL)
    state = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? MW_READING_CANCELLED
                                                                      : MW_READING_FAILED;
  g_object_freeze_notify (G_OBJECT (self));
  mw_reading_set_state (self, state);
  table_grew (self);
  g_object_thaw_notify (G_OBJECT (self));
  if (error == NULL)
    dex_promise_resolve_boolean (self->end, TRUE);
  else
    dex_promise_reject (self->end, g_error_copy (error));
}

static MwReading *
reading_new (MwModel *model, MwEntity *entity, MwLink *link, MwDataset *dataset, MwReading *base)
{
  MwReading *self = g_object_new (MW_TYPE_READING, NULL);

  self->model = g_object_ref (model);
  self->entity = g_object_ref (entity);
  self->link = g_object_ref (link);
  self->variant = mw_link_get_variant (link);
  self->chosen = mw_chosen_ref (mw_link_get_chosen (link));
  self->scope = mw_link_get_scope (link, entity);
  self->kept = mw_kept_new (link, model, entity, base != NULL ? base->kept : NULL);
  set_dataset (self, dataset);
  return self;
}

/* Whether what is read now is what it was. */
static gboolean
is_of_same (MwReading *self)
{
  const MwScope scope = mw_link_get_scope (self->link, self->entity);

  return self->variant == mw_link_get_variant (self->link) && mw_scope_equal (&self->scope, &scope) &&
         mw_chosen_equal (self->chosen, mw_link_get_chosen (self->link)) &&
         mw_reading_find_source (self) != NULL;
}

/* What was interrupted goes on. */
static void
go_on_from (MwReading *self, MwReading *before)
{
  if (!is_of_same (before))
    return;
  g_set_object (&self->interrupted, before->interrupted);
  self->interrupted_at = before->interrupted_at;
}

/**
 * mw_reading_new_beside:
 * @self: a reading
 * @entity: another entity
 *
 * Orders and their lines often come in one list: after the orders the lines are there, and are not asked for
 * again.
 *
 * Returns: (transfer full) (nullable): a reading that is done; %NULL when @self is not, or has not just the
 * rows of @entity that are wanted
 */
MwReading *
mw_reading_new_beside (MwReading *self, MwEntity *entity)
{
  MwReading *beside;
  const MwScope scope = mw_link_get_scope (self->link, entity);

  if (self->state != MW_READING_DONE || scope.kind != MW_SCOPE_EVERYTHING || !mw_reading_is_base (self) ||
      !g_ptr_array_find (self->beside, entity, NULL))
    return NULL;
  beside = reading_new (self->model, entity, self->link, self->dataset, self);
  beside->beside = g_ptr_array_new_with_free_func (g_object_unref);
  beside->variant = self->variant;
  mw_reading_finish (beside, NULL);
  beside->finished_at = self->finished_at;
  dex_future_disown (mw_reading_fill_soon (beside));
  return beside;
}

static void
start (MwReading *self)
{
  self->beside = mw_link_dup_beside (self->link, self->entity);
  self->running = mw_main_fiber_spawn (mw_reading_run, g_object_ref (self), g_object_unref);
}

/**
 * mw_reading_new:
 * @model: the model
 * @entity: what to read
 * @link: where from
 * @before: (nullable): the last one, which has brought nothing whole
 * @how: what of it
 *
 * Starts reading; what is kept on this computer is shown first.
 *
 * Returns: (transfer full): the reading, already on its way
 */
MwReading *
mw_reading_new (MwModel *model, MwEntity *entity, MwLink *link, MwReading *before, MwReadingHow how)
{
  g_autoptr (MwDataset) dataset = mw_reading_new_dataset (model, entity, link);
  MwReading *self = reading_new (model, entity, link, dataset, before);

  if (before != NULL)
    go_on_from (self, before);
  self->how = how;
  start (self);
  return self;
}

/**
 * mw_reading_new_refresh:
 * @base: a reading for which mw_reading_is_base() holds
 * @whole: whether everything is read anew; otherwise what was changed since, as far as the system tells
 *
 * Starts reading. Until everything has come the dataset is that of @base, and it stays when this fails.
 *
 * Returns: (transfer full): the reading, already on its way
 */
MwReading *
mw_reading_new_refresh (MwReading *base, gboolean whole)
{
  MwReading *self = reading_new (base->model, base->entity, base->link, base->dataset, base);

  self->is_refresh = TRUE;
  self->how = whole ? MW_READING_WHOLE : MW_READING_CHANGES;
  self->is_outdated = base->is_outdated;
  go_on_from (self, base);
  self->base_beside = g_ptr_array_ref (base->beside);
  self->is_complete = TRUE;
  self->finished_at = base->finished_at;
  table_grew (self);
  start (self);
  return self;
}

/**
 * mw_reading_is_base:
 * @self: a reading
 *
 * Returns: whether its dataset is a whole reading of what would be read now: by the same variant of the
 * system, of the same choices and scope
 */
gboolean
mw_reading_is_base (MwReading *self)
{
  return self->is_complete && is_of_same (self);
}

/**
 * mw_reading_is_bringing:
 * @self: a reading
 * @whole: whether everything is to be compared
 *
 * Returns: whether it still runs, nobody has cancelled it, and what it brings is what such a refresh would
 * bring now
 */
gboolean
mw_reading_is_bringing (MwReading *self, gboolean whole)
{
  return is_running (self) && self->running != NULL &&
         (self->how == MW_READING_WHOLE || (self->how == MW_READING_CHANGES && !whole)) && is_of_same (self);
}

/**
 * mw_reading_get_entity:
 * @self: a reading
 *
 * Returns: (transfer none): what is read
 */
MwEntity *
mw_reading_get_entity (MwReading *self)
{
  return self->entity;
}

/**
 * mw_reading_get_dataset:
 * @self: a reading
 *
 * Returns: (transfer none): the tables that fill
 */
MwDataset *
mw_reading_get_dataset (MwReading *self)
{
  return self->dataset;
}

/**
 * mw_reading_get_state:
 * @self: a reading
 *
 * Returns: where it stands
 */
MwReadingState
mw_reading_get_state (MwReading *self)
{
  return self->state;
}

/**
 * mw_reading_get_n_rows:
 * @self: a reading
 *
 * Returns: normalized rows so far
 */
guint
mw_reading_get_n_rows (MwReading *self)
{
  return self->n_rows;
}

/**
 * mw_reading_get_expected:
 * @self: a reading
 *
 * Returns: rows that the system announced, or -1
 */
gint64
mw_reading_get_expected (MwReading *self)
{
  return self->expected;
}

/**
 * mw_reading_get_error:
 * @self: a reading
 *
 * Returns: (nullable): why it failed or was cancelled
 */
const GError *
mw_reading_get_error (MwReading *self)
{
  return self->error;
}

/**
 * mw_reading_get_finished_at:
 * @self: a reading
 *
 * Returns: when what is in its dataset was read, microseconds since 1970; 0 while the first reading runs
 */
gint64
mw_reading_get_finished_at (MwReading *self)
{
  return self->finished_at;
}

/**
 * mw_reading_get_compared_at:
 * @self: a reading
 *
 * Returns: when all records were asked for last, microseconds since 1970: what was deleted before is not
 * shown any more; 0 while the first reading runs
 */
gint64
mw_reading_get_compared_at (MwReading *self)
{
  const MwEntitySource *source = mw_reading_find_source (self);

  return self->is_complete && source != NULL ? mw_dataset_get_compared_at (self->dataset, source->set) : 0;
}

/**
 * mw_reading_get_changes:
 * @self: a reading
 *
 * Returns: (nullable): what a refresh has brought, when it is done
 */
const MwChanges *
mw_reading_get_changes (MwReading *self)
{
  return self->has_changes ? &self->changes : NULL;
}

/**
 * mw_reading_dup_changes_text:
 * @self: a reading
 *
 * Returns: (transfer full) (nullable): the same for people: "3 changed, 2 new, 1 no longer there"
 */
char *
mw_reading_dup_changes_text (MwReading *self)
{
  return self->has_changes ? mw_changes_dup_text (&self->changes) : NULL;
}

static gboolean
refers_to (MwEntity *entity, MwEntity *other)
{
  for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
    if (g_strcmp0 (mw_entity_get_field (entity, i)->entity, mw_entity_get_id (other)) == 0)
      return TRUE;
  return FALSE;
}

/**
 * mw_reading_find_lines:
 * @self: a reading
 *
 * Returns: (transfer none) (nullable): an entity that is read along with it, of the same records, and whose
 * rows name the row that they belong to
 */
MwEntity *
mw_reading_find_lines (MwReading *self)
{
  for (guint i = 0; self->beside != NULL && i < self->beside->len; i++)
    if (self->beside->pdata[i] != self->entity && refers_to (self->beside->pdata[i], self->entity) &&
        !refers_to (self->entity, self->beside->pdata[i]))
      return self->beside->pdata[i];
  return NULL;
}

/**
 * mw_reading_cancel:
 * @self: a reading
 *
 * Stops it; what was loaded stays. Does nothing when it has ended.
 */
void
mw_reading_cancel (MwReading *self)
{
  dex_clear (&self->running);
}

/**
 * mw_reading_wait:
 * @self: a reading
 *
 * Returns: (transfer full): resolves to %TRUE at the end, rejects when it failed or was cancelled. Dropping
 * it does not stop the reading.
 */
DexFuture *
mw_reading_wait (MwReading *self)
{
  return dex_future_first (dex_ref (DEX_FUTURE (self->end)), NULL);
}
