/* mw-connection-read.c: the readings of a connection, and how they follow each other
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include "mw-reading-private.h"

static void reading_changed (MwConnection *self, GParamSpec *spec, MwReading *reading);

static void
let_go (MwConnection *self, MwReading *reading)
{
  g_signal_handlers_disconnect_by_func (reading, reading_changed, self);
  mw_reading_cancel (reading);
}

/**
 * mw_connection_stop:
 * @self: a connection
 *
 * Cancels what still runs.
 */
void
mw_connection_stop (MwConnection *self)
{
  GHashTableIter iter;
  gpointer reading;

  g_hash_table_iter_init (&iter, mw_connection_get_readings (self));
  while (g_hash_table_iter_next (&iter, NULL, &reading))
    let_go (self, reading);
}

static MwReading *
find_reading (MwConnection *self, MwEntity *entity)
{
  return g_hash_table_lookup (mw_connection_get_readings (self), mw_entity_get_id (entity));
}

/* In the place of the one before, which is cancelled if it still runs. */
static void
take_reading (MwConnection *self, MwReading *reading)
{
  MwEntity *entity = mw_reading_get_entity (reading);
  MwReading *old = find_reading (self, entity);

  if (old != NULL)
    let_go (self, old);
  g_hash_table_replace (mw_connection_get_readings (self), g_strdup (mw_entity_get_id (entity)), reading);
  mw_connection_pulse_begin (mw_connection_get_pulse (self));
  mw_connection_tell_read (self, entity);
}

void
mw_connection_forget_reading (MwConnection *self, MwEntity *entity)
{
  MwReading *reading = find_reading (self, entity);

  if (reading == NULL)
    return;
  let_go (self, reading);
  g_hash_table_remove (mw_connection_get_readings (self), mw_entity_get_id (entity));
}

void
mw_connection_forget_readings (MwConnection *self)
{
  mw_connection_stop (self);
  g_hash_table_remove_all (mw_connection_get_readings (self));
  g_object_notify (G_OBJECT (self), "chosen");
}

/* Orders that were refreshed bring their lines along: readings that were made beside the one before. */
static void
renew_beside (MwConnection *self, MwReading *reading)
{
  MwDataset *before = g_object_get_data (G_OBJECT (reading), "mw-before");
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (self);

  for (guint i = 0; before != NULL && i < entities->len; i++)
    {
      MwReading *other = find_reading (self, entities->pdata[i]);
      MwReading *beside;

      if (other == NULL || other == reading ||
          !mw_dataset_has_records_of (mw_reading_get_dataset (other), before))
        continue;
      beside = mw_reading_new_beside (reading, entities->pdata[i]);
      if (beside != NULL)
        take_reading (self, beside);
    }
}

static void
reading_changed (MwConnection *self, GParamSpec *spec, MwReading *reading)
{
  MwReadingState state = mw_reading_get_state (reading);

  if (state == MW_READING_DONE || state == MW_READING_FAILED)
    mw_connection_take_health (self, mw_reading_get_error (reading));
  if (state == MW_READING_DONE)
    renew_beside (self, reading);
  /* A whole system's records are kept no longer than somebody looks at them. */
  if (state != MW_READING_WAITING && state != MW_READING_RUNNING)
    g_object_set_data (G_OBJECT (reading), "mw-before", NULL);
}

/* What was read with another entity need not be read again. */
static MwReading *
take_beside (MwConnection *self, MwEntity *entity)
{
  GHashTableIter iter;
  gpointer other;
  MwReading *reading = NULL;

  g_hash_table_iter_init (&iter, mw_connection_get_readings (self));
  while (reading == NULL && g_hash_table_iter_next (&iter, NULL, &other))
    reading = mw_reading_new_beside (other, entity);
  if (reading != NULL)
    take_reading (self, reading);
  return reading;
}

/**
 * mw_connection_read:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 *
 * Returns: (transfer none): the reading of @entity, started on the first call, the same one later
 */
MwReading *
mw_connection_read (MwConnection *self, MwEntity *entity)
{
  MwReading *reading = find_reading (self, entity);

  if (reading == NULL)
    reading = take_beside (self, entity);
  return reading != NULL ? reading : mw_connection_refresh (self, entity);
}

static MwReading *
refresh (MwConnection *self, MwEntity *entity, gboolean whole)
{
  MwReading *old = find_reading (self, entity);
  MwReading *reading;

  dex_future_disown (mw_connection_catch_up (self));
  /* Two windows that want the same have it asked for once. */
  if (old != NULL && mw_reading_is_bringing (old, whole))
    return old;
  if (old != NULL && mw_reading_is_base (old))
    {
      reading = mw_reading_new_refresh (old, whole);
      g_object_set_data_full (G_OBJECT (reading), "mw-before", g_object_ref (mw_reading_get_dataset (old)),
                              g_object_unref);
    }
  else
    reading = mw_reading_new (mw_connection_get_model (self), entity, mw_connection_get_link (self), old,
                              whole ? MW_READING_WHOLE : MW_READING_CHANGES);
  g_signal_connect_object (reading, "notify::state", G_CALLBACK (reading_changed), self, G_CONNECT_SWAPPED);
  take_reading (self, reading);
  return reading;
}

/**
 * mw_connection_refresh:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 *
 * Brings @entity up to date: with what was changed since, where the system tells that, else by reading
 * everything. What was read before is shown until all has come, and stays when it fails. Where nothing whole
 * was read before, it is read. One that still runs brings it too, and is not begun again.
 *
 * Returns: (transfer none): the reading
 */
MwReading *
mw_connection_refresh (MwConnection *self, MwEntity *entity)
{
  return refresh (self, entity, FALSE);
}

/**
 * mw_connection_reconcile:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 *
 * Refreshes @entity by reading everything and comparing it: nobody tells what was deleted, and not every
 * system tells all that was changed. A reading that brings less and still runs is cancelled.
 *
 * Returns: (transfer none): the reading; mw_reading_get_compared_at() is its date when it is done
 */
MwReading *
mw_connection_reconcile (MwConnection *self, MwEntity *entity)
{
  return refresh (self, entity, TRUE);
}

/**
 * mw_connection_read_kept:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 *
 * Nothing is sent: it works without a network, and without a token.
 *
 * Returns: (transfer full): a reading of what is kept on this computer; mw_reading_get_finished_at() is how
 * old it is. It rejects with %MW_CONNECTION_ERROR_NOTHING_KEPT when nothing is.
 */
MwReading *
mw_connection_read_kept (MwConnection *self, MwEntity *entity)
{
  return mw_reading_new (mw_connection_get_model (self), entity, mw_connection_get_link (self), NULL,
                         MW_READING_KEPT);
}

/**
 * mw_connection_keep_nothing:
 * @self: a connection
 *
 * In this run of the program what is read is neither shown again nor kept: for who wants some rows only, or
 * another part of them than usual.
 */
void
mw_connection_keep_nothing (MwConnection *self)
{
  mw_link_keep_nothing (mw_connection_get_link (self));
}
