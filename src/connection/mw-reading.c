/* mw-reading.c: one read of one entity, while it runs and afterwards
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-reading-private.h"

#include "mw-main-fiber.h"

struct _MwReading
{
  GObject parent_instance;

  MwEntity *entity;
  MwLink *link;
  MwDataset *dataset;
  MwTable *table;
  MwReadingState state;
  guint n_rows;
  gint64 expected;
  GError *error;
  gint64 finished_at;
  GPtrArray *beside;  /* (element-type MwEntity): what else is read with it */
  DexFuture *running; /* dropped to cancel */
  DexPromise *end;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N_ROWS,
  PROP_EXPECTED,
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
  g_clear_object (&self->entity);
  g_clear_object (&self->link);
  g_clear_object (&self->table);
  g_clear_object (&self->dataset);
  g_clear_error (&self->error);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  dex_clear (&self->running);
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
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mw_reading_init (MwReading *self)
{
  self->expected = -1;
  self->end = dex_promise_new ();
}

static void
set_state (MwReading *self, MwReadingState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* The table already tells at most once a turn of the loop. */
static void
table_grew (MwReading *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (self->table);
  guint n_rows = mw_generation_get_n_rows (generation);
  gint64 expected = mw_table_get_expected (self->table);

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
finish (MwReading *self, GError *error)
{
  table_grew (self);
  self->finished_at = g_get_real_time ();
  if (error == NULL)
    {
      set_state (self, MW_READING_DONE);
      dex_promise_resolve_boolean (self->end, TRUE);
      return;
    }
  self->error = error;
  set_state (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? MW_READING_CANCELLED
                                                                             : MW_READING_FAILED);
  dex_promise_reject (self->end, g_error_copy (error));
}

static DexFuture *
reading_fiber (MwMainFiber *fiber, gpointer data)
{
  MwReading *self = data;
  GError *error = NULL;

  if (dex_await (mw_main_until (mw_link_open (self->link), fiber), &error))
    {
      set_state (self, MW_READING_RUNNING);
      dex_await (mw_main_until (mw_link_read (self->link, self->entity, MW_SINK (self->dataset)), fiber),
                 &error);
    }
  finish (self, error);
  return dex_future_new_true ();
}

/**
 * mw_reading_new_beside:
 * @self: a reading
 * @entity: another entity
 *
 * Orders and their lines often come in one list: after the orders the lines are there, and are not asked for
 * again.
 *
 * Returns: (transfer full) (nullable): a reading that is done; %NULL when @self is not, or has no rows of
 * @entity
 */
MwReading *
mw_reading_new_beside (MwReading *self, MwEntity *entity)
{
  MwReading *beside;

  if (self->state != MW_READING_DONE || !g_ptr_array_find (self->beside, entity, NULL))
    return NULL;
  beside = g_object_new (MW_TYPE_READING, NULL);
  beside->entity = g_object_ref (entity);
  beside->link = g_object_ref (self->link);
  beside->dataset = g_object_ref (self->dataset);
  beside->table = g_object_ref (mw_dataset_get_table (beside->dataset, entity));
  beside->beside = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (beside->table, "notify::generation", G_CALLBACK (table_grew), beside);
  finish (beside, NULL);
  beside->finished_at = self->finished_at;
  return beside;
}

/**
 * mw_reading_new:
 * @model: the model
 * @entity: what to read
 * @link: where from
 *
 * Starts reading.
 *
 * Returns: (transfer full): the reading, already on its way
 */
MwReading *
mw_reading_new (MwModel *model, MwEntity *entity, MwLink *link)
{
  MwReading *self = g_object_new (MW_TYPE_READING, NULL);

  self->entity = g_object_ref (entity);
  self->link = g_object_ref (link);
  self->dataset = mw_dataset_new (model);
  self->beside = mw_link_dup_beside (link, entity);
  self->table = g_object_ref (mw_dataset_get_table (self->dataset, entity));
  g_signal_connect_swapped (self->table, "notify::generation", G_CALLBACK (table_grew), self);
  self->running = mw_main_fiber_spawn (reading_fiber, g_object_ref (self), g_object_unref);
  return self;
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
 * Returns: microseconds since 1970; 0 while it runs
 */
gint64
mw_reading_get_finished_at (MwReading *self)
{
  return self->finished_at;
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
