/* mw-connection-custom.c: columns that the user made of fields of the records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include "mw-main-fiber.h"
#include "mw-reading-private.h"

static MwCustomColumns *
get_columns (MwConnection *self)
{
  return mw_link_get_file (mw_connection_get_link (self))->custom;
}

/**
 * mw_connection_get_custom_fields:
 * @self: a connection
 *
 * Returns: (transfer none): the columns of the user's, of all entities
 */
MwCustomFields *
mw_connection_get_custom_fields (MwConnection *self)
{
  return mw_custom_columns_get_fields (get_columns (self));
}

/**
 * mw_connection_dup_custom_problems:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 *
 * Returns: (transfer full): a sentence for each entry of its file that is kept there and cannot be shown
 */
char **
mw_connection_dup_custom_problems (MwConnection *self, MwEntity *entity)
{
  return mw_custom_columns_dup_problems (get_columns (self), mw_entity_get_id (entity));
}

typedef struct
{
  MwConnection *connection;
  MwCustomColumns *before;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->connection);
  mw_custom_columns_free (change->before);
  g_free (change);
}

/* Written first: a column that is gone at the next start was none. */
static DexFuture *
change_fiber (MwMainFiber *fiber, gpointer data)
{
  Change *change = data;
  g_autoptr (GPtrArray) filling = g_ptr_array_new_with_free_func (dex_unref);
  GError *error = NULL;
  GHashTableIter iter;
  gpointer reading;

  if (!dex_await (mw_connection_save (change->connection), &error))
    {
      mw_custom_columns_take (get_columns (change->connection), change->before);
      return dex_future_new_for_error (error);
    }
  g_hash_table_iter_init (&iter, mw_connection_get_readings (change->connection));
  while (g_hash_table_iter_next (&iter, NULL, &reading))
    g_ptr_array_add (filling, mw_reading_fill_soon (reading));
  for (guint i = 0; i < filling->len; i++)
    dex_await (mw_main_until (dex_ref (filling->pdata[i]), fiber), NULL);
  return dex_future_new_true ();
}

static Change *
change_new (MwConnection *self)
{
  Change *change = g_new0 (Change, 1);

  change->connection = g_object_ref (self);
  change->before = mw_custom_columns_new ();
  mw_custom_columns_take (change->before, get_columns (self));
  return change;
}

static DexFuture *
end_change (Change *change, gboolean ok, GError *error)
{
  if (ok)
    return mw_main_fiber_spawn (change_fiber, change, change_free);
  change_free (change);
  return dex_future_new_for_error (error);
}

/**
 * mw_connection_add_custom_field:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 * @path: see #MwCustomPath
 * @title: (nullable): what its header says; %NULL: the last part of its path
 *
 * Stores a column, and fills it from the records that are there: nothing is asked for.
 *
 * Returns: (transfer full): resolves to %TRUE when it is there; rejects with a sentence for people
 */
DexFuture *
mw_connection_add_custom_field (MwConnection *self, MwEntity *entity, const char *path, const char *title)
{
  Change *change = change_new (self);
  GError *error = NULL;
  gboolean ok = mw_custom_columns_add_field (get_columns (self), mw_entity_get_id (entity), path, title,
                                             &error);

  return end_change (change, ok, error);
}

/**
 * mw_connection_rename_custom_field:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 * @path: of one of its columns
 * @title: (nullable): what its header says from now on; %NULL or empty: the last part of its path
 *
 * Returns: (transfer full): resolves to %TRUE when it is called so; rejects with a sentence for people
 */
DexFuture *
mw_connection_rename_custom_field (MwConnection *self, MwEntity *entity, const char *path, const char *title)
{
  Change *change = change_new (self);
  GError *error = NULL;
  gboolean ok = mw_custom_columns_rename_field (get_columns (self), mw_entity_get_id (entity), path, title,
                                                &error);

  return end_change (change, ok, error);
}

/**
 * mw_connection_remove_custom_field:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 * @path: of one of its columns
 *
 * Returns: (transfer full): resolves to %TRUE when it is gone; rejects with a sentence for people
 */
DexFuture *
mw_connection_remove_custom_field (MwConnection *self, MwEntity *entity, const char *path)
{
  Change *change = change_new (self);
  GError *error = NULL;
  gboolean ok = mw_custom_columns_remove_field (get_columns (self), mw_entity_get_id (entity), path, &error);

  return end_change (change, ok, error);
}
