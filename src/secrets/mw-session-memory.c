/* mw-session-memory.c: secrets that are gone with this process, on the user's explicit choice
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-memory.h"

#include <glib/gi18n-lib.h>

struct _MwSessionMemory
{
  GObject parent_instance;

  GMutex mutex;
  GHashTable *texts; /* by id */
};

static void implement (MwSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwSessionMemory,
                               mw_session_memory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SECRET_STORE, implement))

static const char *
get_name (MwSecretStore *store)
{
  return "session";
}

static const char *
get_title (MwSecretStore *store)
{
  return _ ("this session only");
}

static const char *
get_place (MwSecretStore *store)
{
  return _ ("In memory only: this connection is gone when Millwright is closed");
}

static gboolean
is_lasting (MwSecretStore *store)
{
  return FALSE;
}

static gboolean
write_text (MwSecretStore *store, const char *id, const char *text, GCancellable *cancellable, GError **error)
{
  MwSessionMemory *self = MW_SESSION_MEMORY (store);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_replace (self->texts, g_strdup (id), g_strdup (text));
  return TRUE;
}

static gboolean
read_text (MwSecretStore *store, const char *id, char **text, GCancellable *cancellable, GError **error)
{
  MwSessionMemory *self = MW_SESSION_MEMORY (store);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *text = g_strdup (g_hash_table_lookup (self->texts, id));
  return TRUE;
}

static gboolean
remove_text (MwSecretStore *store, const char *id, GCancellable *cancellable, GError **error)
{
  MwSessionMemory *self = MW_SESSION_MEMORY (store);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->texts, id);
  return TRUE;
}

static void
implement (MwSecretStoreInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_place = get_place;
  iface->is_lasting = is_lasting;
  iface->write = write_text;
  iface->read = read_text;
  iface->remove = remove_text;
}

static void
mw_session_memory_finalize (GObject *object)
{
  MwSessionMemory *self = MW_SESSION_MEMORY (object);

  g_hash_table_unref (self->texts);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (mw_session_memory_parent_class)->finalize (object);
}

static void
mw_session_memory_class_init (MwSessionMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_session_memory_finalize;
}

static void
mw_session_memory_init (MwSessionMemory *self)
{
  g_mutex_init (&self->mutex);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) mw_secret_store_wipe);
}

/**
 * mw_session_memory_new:
 *
 * Returns: (transfer full): a store without anything in it
 */
MwSecretStore *
mw_session_memory_new (void)
{
  return g_object_new (MW_TYPE_SESSION_MEMORY, NULL);
}
