/* mw-session-memory.c: secrets kept for this session only, in the memory of this process
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-memory.h"

static GMutex memory_lock;
static GHashTable *memory; /* id → MwSecrets */

/**
 * mw_session_memory_set:
 * @id: the connection's random id
 * @secrets: (nullable): what to keep, %NULL to forget
 */
void
mw_session_memory_set (const char *id, MwSecrets *secrets)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&memory_lock);

  if (memory == NULL)
    memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mw_secrets_unref);
  if (secrets != NULL)
    g_hash_table_replace (memory, g_strdup (id), mw_secrets_ref (secrets));
  else
    g_hash_table_remove (memory, id);
}

/**
 * mw_session_memory_dup:
 *
 * Returns: (transfer full) (nullable): what is kept for @id
 */
MwSecrets *
mw_session_memory_dup (const char *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&memory_lock);
  MwSecrets *secrets = memory != NULL ? g_hash_table_lookup (memory, id) : NULL;

  return secrets != NULL ? mw_secrets_ref (secrets) : NULL;
}
