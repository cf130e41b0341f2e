/* mw-prepared.c: what was asked once after signing in, kept for the session
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-prepared.h"

struct _MwPrepared
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GHashTable *values; /* key → MwVariables */
};

MwPrepared *
mw_prepared_new (void)
{
  MwPrepared *self = g_new0 (MwPrepared, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mw_variables_unref);
  return self;
}

MwPrepared *
mw_prepared_ref (MwPrepared *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_prepared_unref (MwPrepared *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->values);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

MwVariables *
mw_prepared_dup (MwPrepared *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  MwVariables *variables = g_hash_table_lookup (self->values, key);

  return variables != NULL ? mw_variables_ref (variables) : NULL;
}

void
mw_prepared_keep (MwPrepared *self, const char *key, MwVariables *variables)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_replace (self->values, g_strdup (key), mw_variables_ref (variables));
}
