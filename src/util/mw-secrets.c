/* mw-secrets.c: secret strings in memory, wiped when the last owner lets go
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secrets.h"

#include <string.h>

#include "mw-redact.h"

struct _MwSecrets
{
  gatomicrefcount ref_count;
  GHashTable *values;
  char *mark; /* or NULL */
};

G_DEFINE_BOXED_TYPE (MwSecrets, mw_secrets, mw_secrets_ref, mw_secrets_unref)

static void
wipe_and_free (gpointer value)
{
  explicit_bzero (value, strlen (value));
  g_free (value);
}

/**
 * mw_secrets_new:
 *
 * Returns: (transfer full): an empty set
 */
MwSecrets *
mw_secrets_new (void)
{
  MwSecrets *self = g_new0 (MwSecrets, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe_and_free);
  return self;
}

/**
 * mw_secrets_copy:
 *
 * Returns: (transfer full): a set of its own with the same values, for whoever wants to change some
 */
MwSecrets *
mw_secrets_copy (MwSecrets *self)
{
  MwSecrets *copy = mw_secrets_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_replace (copy->values, g_strdup (name), g_strdup (value));
  return copy;
}

/**
 * mw_secrets_ref:
 *
 * Returns: (transfer full): @self. Thread-safe.
 */
MwSecrets *
mw_secrets_ref (MwSecrets *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * mw_secrets_unref:
 *
 * Lets go of @self; the last owner wipes the values from memory.
 */
void
mw_secrets_unref (MwSecrets *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->values);
  g_free (self->mark);
  g_free (self);
}

/**
 * mw_secrets_set:
 * @name: for example "password"
 * @value: (nullable): %NULL removes it
 *
 * Keeps @value under @name and hides it from all logs and messages of this process from now on. Only the one
 * owner that builds @self may call this.
 */
void
mw_secrets_set (MwSecrets *self, const char *name, const char *value)
{
  if (value == NULL)
    {
      g_hash_table_remove (self->values, name);
      return;
    }
  mw_redact_add_secret (value);
  g_hash_table_replace (self->values, g_strdup (name), g_strdup (value));
}

/**
 * mw_secrets_get:
 *
 * Returns: (nullable): the value of @name, borrowed from @self
 */
const char *
mw_secrets_get (MwSecrets *self, const char *name)
{
  return g_hash_table_lookup (self->values, name);
}

/**
 * mw_secrets_is_empty:
 *
 * Returns: whether there is nothing to keep
 */
gboolean
mw_secrets_is_empty (MwSecrets *self)
{
  return g_hash_table_size (self->values) == 0;
}

/**
 * mw_secrets_equal:
 * @a: (nullable): secrets
 * @b: (nullable): others
 *
 * Returns: whether they have the same names with the same values
 */
gboolean
mw_secrets_equal (MwSecrets *a, MwSecrets *b)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (a == NULL || b == NULL)
    return a == b;
  if (g_hash_table_size (a->values) != g_hash_table_size (b->values))
    return FALSE;
  g_hash_table_iter_init (&iter, a->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (mw_secrets_get (b, name), mw_secrets_get (a, name)) != 0)
      return FALSE;
  return TRUE;
}

/**
 * mw_secrets_dup_names:
 *
 * Returns: (transfer full): the names, sorted, ending with %NULL
 */
char **
mw_secrets_dup_names (MwSecrets *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->values), (GCompareFunc) strcmp);

  for (GList *l = keys; l != NULL; l = l->next)
    g_strv_builder_add (names, l->data);
  return g_strv_builder_end (names);
}

/**
 * mw_secrets_get_mark:
 *
 * Returns: (nullable): which storing they are of
 */
const char *
mw_secrets_get_mark (MwSecrets *self)
{
  return self->mark;
}

/**
 * mw_secrets_set_mark:
 * @mark: a random id
 *
 * Says which storing they are of. Only the one owner that builds @self may call this.
 */
void
mw_secrets_set_mark (MwSecrets *self, const char *mark)
{
  g_set_str (&self->mark, mark);
}
