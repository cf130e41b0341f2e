/* mw-changes.c: what is different between two reads of the same entity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-changes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many records go by between two looks at the cancellable: far less than 50 ms. */
#define RECORDS_PER_CHECK 1024

/* What a record is found by: its key, or all of it when it has none. */
typedef struct
{
  const char *text;
  gsize length;
  guint record;
  gboolean is_key;
} Identity;

static guint
identity_hash (gconstpointer data)
{
  const Identity *identity = data;
  guint hash = identity->is_key;

  for (gsize i = 0; i < identity->length; i++)
    hash = hash * 33 + (guchar) identity->text[i];
  return hash;
}

static gboolean
identity_equal (gconstpointer one, gconstpointer other)
{
  const Identity *a = one, *b = other;

  return a->is_key == b->is_key && a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

static Identity
get_identity (MwRawSet *set, guint record)
{
  Identity identity = { .record = record, .is_key = TRUE };

  identity.text = mw_raw_set_peek_key (set, record, &identity.length);
  if (identity.text == NULL)
    {
      identity.is_key = FALSE;
      identity.text = mw_raw_set_peek_record (set, record, &identity.length);
    }
  return identity;
}

static gboolean
is_stopped (guint record, GCancellable *cancellable, GError **error)
{
  return record % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Records by identity; the first of two that are the same. */
static GHashTable *
index_records (MwRawSet *set, Identity *identities, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) index = g_hash_table_new (identity_hash, identity_equal);

  for (guint i = 0; i < mw_raw_set_get_n_records (set); i++)
    {
      if (is_stopped (i, cancellable, error))
        return NULL;
      identities[i] = get_identity (set, i);
      if (!g_hash_table_contains (index, &identities[i]))
        g_hash_table_add (index, &identities[i]);
    }
  return g_steal_pointer (&index);
}

static gboolean
is_same (MwRawSet *before, guint record_before, MwRawSet *after, guint record)
{
  gsize length_before, length;
  const char *bytes_before = mw_raw_set_peek_record (before, record_before, &length_before);
  const char *bytes = mw_raw_set_peek_record (after, record, &length);

  /* Pages that were taken over as they are share their memory. */
  return length == length_before && (bytes == bytes_before || memcmp (bytes, bytes_before, length) == 0);
}

/* Counts into @changes. */
static gboolean
compare_sets (MwRawSet *before,
              MwRawSet *after,
              MwChanges *changes,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree Identity *identities = g_new (Identity, mw_raw_set_get_n_records (before) + 1);
  g_autoptr (GHashTable) index = index_records (before, identities, cancellable, error);
  guint n_found = 0;

  if (index == NULL)
    return FALSE;
  for (guint i = 0; i < mw_raw_set_get_n_records (after); i++)
    {
      const Identity identity = get_identity (after, i);
      const Identity *found = g_hash_table_lookup (index, &identity);

      if (is_stopped (i, cancellable, error))
        return FALSE;
      if (found == NULL)
        {
          changes->n_new++;
          continue;
        }
      n_found++;
      changes->n_changed += !is_same (before, found->record, after, i);
    }
  changes->n_gone = mw_raw_set_get_n_records (before) - MIN (n_found, mw_raw_set_get_n_records (before));
  return TRUE;
}

/* A set that only one of them has counts as empty in the other. */
static gboolean
compare_set (MwDataset *before,
             MwDataset *after,
             const char *set_id,
             MwChanges *changes,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (MwRawSet) old = mw_dataset_find_raw_set (before, set_id);
  g_autoptr (MwRawSet) new = mw_dataset_find_raw_set (after, set_id);

  *changes = (MwChanges) { 0 };
  if (old != NULL && new != NULL)
    return compare_sets (old, new, changes, cancellable, error);
  changes->n_new = new != NULL ? mw_raw_set_get_n_records (new) : 0;
  changes->n_gone = old != NULL ? mw_raw_set_get_n_records (old) : 0;
  return TRUE;
}

/**
 * mw_changes_find:
 * @before: an earlier read
 * @after: a later one of the same entity
 * @set_id: the set that the entity is made of
 * @lookups: (nullable) (array zero-terminated=1): sets that its rows look into
 * @changes: (out caller-allocates): what is different
 *
 * Records are the same when their bytes are. Runs on the work pool; both reads have ended.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
mw_changes_find (MwDataset *before,
                 MwDataset *after,
                 const char *set_id,
                 const char *const *lookups,
                 MwChanges *changes,
                 GCancellable *cancellable,
                 GError **error)
{
  gboolean differ = FALSE;

  if (!compare_set (before, after, set_id, changes, cancellable, error))
    return FALSE;
  for (guint i = 0; lookups != NULL && lookups[i] != NULL && !differ; i++)
    {
      MwChanges of_set;

      if (g_str_equal (lookups[i], set_id))
        continue;
      if (!compare_set (before, after, lookups[i], &of_set, cancellable, error))
        return FALSE;
      differ = !mw_changes_is_none (&of_set);
    }
  changes->others_differ = differ;
  return TRUE;
}

gboolean
mw_changes_is_none (const MwChanges *self)
{
  return self->n_changed == 0 && self->n_new == 0 && self->n_gone == 0 && !self->others_differ;
}

/**
 * mw_changes_dup_text:
 *
 * A record that is not there any more was deleted, archived or given to another company: that nobody tells.
 *
 * Returns: (transfer full): for people, translated: "3 changed, 2 new, 1 no longer there", or "nothing
 * changed"
 */
char *
mw_changes_dup_text (const MwChanges *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (self->n_changed > 0)
    /* Translators: a part of "3 changed, 2 new, 1 no longer there": of records since they were read last */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%u changed"), self->n_changed));
  if (self->n_new > 0)
    /* Translators: a part of "3 changed, 2 new, 1 no longer there" */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%u new"), self->n_new));
  if (self->n_gone > 0)
    /* Translators: a part of "3 changed, 2 new, 1 no longer there" */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%u no longer there"), self->n_gone));
  if (parts->len == 0)
    g_ptr_array_add (
      parts, g_strdup (self->others_differ ? _ ("what they refer to changed") : _ ("nothing changed")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}
