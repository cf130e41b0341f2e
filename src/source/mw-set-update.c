/* mw-set-update.c: a set as it was read before, and the records of it that were changed since
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-update.h"

#include <string.h>

#include "mw-since.h"

/* Nobody tells what was deleted, and not every system tells all that was changed: so everything is read again
 * and compared after so many updates, and after so long. */
#define MAX_UPDATES 20
#define MAX_AGE     (24 * G_TIME_SPAN_HOUR)
/* … and where a record may change without saying so. */
#define MAX_UPDATES_INCOMPLETE 5
#define MAX_AGE_INCOMPLETE     (10 * G_TIME_SPAN_MINUTE)

/* Fractions of a second are cut off, and some systems are asked for what is newer only. */
#define LEAST_OVERLAP G_TIME_SPAN_SECOND
/* Clocks on the wall are put back once a year: what they showed then they show again. */
#define CLOCKS_PUT_BACK G_TIME_SPAN_HOUR

/* A changed record. */
typedef struct
{
  GBytes *key;
  gboolean is_placed; /* it stands where its old version stood */
  gboolean is_gone;   /* it was changed once more, and maybe is not in the list any more */
} Entry;

/* Records one after the other: of a held page, or changed ones. */
typedef struct
{
  int page; /* -1: changed ones */
  guint first;
  guint n;
} Run;

struct _MwSetUpdate
{
  MwHeld *held;
  char *set_id;
  guint turn;
  MwSetMark mark; /* the held one */
  const MwMoment *changed;
  MwJsonDialect dialect;

  gboolean is_leaving;
  gboolean is_keyless;
  MwSetRecords *records; /* of this pass */
  GHashTable *left;      /* of GBytes: changed, and maybe not in the list any more */
  GHashTable *places;    /* GBytes → number of the entry + 1 */
  GArray *entries;
  GArray *ranges; /* of MwJsonRange: of the entries in … */
  GString *text;  /* … or, after merging, */
  GBytes *bytes;
  gint64 fetched_at;
  GArray *runs;
  guint n_records;
};

static void
entry_clear (gpointer data)
{
  g_bytes_unref (((Entry *) data)->key);
}

static gboolean
is_due (const MwSetMark *mark, const MwMoment *changed)
{
  gint64 age = g_get_real_time () - mark->compared_at;

  /* A clock that was put back tells nothing. */
  return age < 0 || age > (changed->incomplete ? MAX_AGE_INCOMPLETE : MAX_AGE) ||
         mark->n_updates >= (changed->incomplete ? MAX_UPDATES_INCOMPLETE : MAX_UPDATES);
}

/**
 * mw_set_update_new:
 * @held: an earlier read
 * @set_id: id of the set
 * @turn: which part of it, 0 where it is read in one
 * @changed: how the set tells changes; outlives the result
 *
 * Returns: (transfer full) (nullable): an update without changes yet; %NULL when all must be read
 */
MwSetUpdate *
mw_set_update_new (MwHeld *held,
                   const char *set_id,
                   guint turn,
                   const MwMoment *changed,
                   const MwJsonDialect *dialect)
{
  MwSetUpdate *self;
  MwSetMark mark;

  if (!mw_held_get_mark (held, set_id, turn, &mark) || mark.watermark == MW_SINCE_NONE ||
      is_due (&mark, changed))
    return NULL;
  self = g_new0 (MwSetUpdate, 1);
  self->held = g_object_ref (held);
  self->set_id = g_strdup (set_id);
  self->turn = turn;
  self->mark = mark;
  self->changed = changed;
  self->dialect = *dialect;
  self->left = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->places = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  self->text = g_string_new (NULL);
  return self;
}

void
mw_set_update_free (MwSetUpdate *self)
{
  g_object_unref (self->held);
  g_free (self->set_id);
  g_clear_pointer (&self->records, mw_set_records_free);
  g_hash_table_unref (self->left);
  g_hash_table_unref (self->places);
  g_array_unref (self->entries);
  g_array_unref (self->ranges);
  g_array_unref (self->runs);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

const MwSetMark *
mw_set_update_get_mark (const MwSetUpdate *self)
{
  return &self->mark;
}

gint64
mw_set_update_get_since (const MwSetUpdate *self, gint64 watermark)
{
  gboolean by_local_clock = self->changed->as == MW_SINCE_LOCAL || self->changed->as == MW_SINCE_LOCAL_SPACE;

  return watermark - MAX (self->changed->overlap * G_TIME_SPAN_SECOND, LEAST_OVERLAP) -
         (by_local_clock ? CLOCKS_PUT_BACK : 0);
}

void
mw_set_update_begin_pass (MwSetUpdate *self, gboolean leaving)
{
  self->is_leaving = leaving;
  g_clear_pointer (&self->records, mw_set_records_free);
  self->records = mw_set_records_new (&self->dialect);
}

gboolean
mw_set_update_is_leaving (const MwSetUpdate *self)
{
  return self->is_leaving;
}

MwSetRecords *
mw_set_update_get_records (MwSetUpdate *self)
{
  return self->records;
}

/* A record that was changed meanwhile comes once more: then it is as it is now. */
static Entry *
find_entry (MwSetUpdate *self, GBytes *key)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, key));

  return number > 0 ? &g_array_index (self->entries, Entry, number - 1) : NULL;
}

static void
add_left (MwSetUpdate *self, GBytes *key)
{
  Entry *entry = find_entry (self, key);

  if (entry != NULL)
    entry->is_gone = TRUE;
  g_hash_table_add (self->left, key);
}

void
mw_set_update_add (MwSetUpdate *self, MwSlice identity, const char *bytes, gsize length)
{
  const MwJsonRange range = { self->text->len, length };
  g_autoptr (GBytes) key = NULL;
  Entry *entry;

  if (identity.text == NULL)
    {
      self->is_keyless = TRUE;
      return;
    }
  key = g_bytes_new (identity.text, identity.length);
  if (self->is_leaving)
    {
      add_left (self, g_steal_pointer (&key));
      return;
    }
  g_string_append_len (self->text, bytes, (gssize) length);
  g_string_append_c (self->text, '\n');
  self->fetched_at = g_get_real_time ();
  entry = find_entry (self, key);
  if (entry != NULL)
    {
      entry->is_gone = FALSE;
      g_array_index (self->ranges, MwJsonRange, entry - (Entry *) (gpointer) self->entries->data) = range;
      return;
    }
  g_array_append_val (self->ranges, range);
  g_array_append_vals (self->entries, &(const Entry) { .key = key }, 1);
  g_hash_table_replace (self->places, g_steal_pointer (&key), GUINT_TO_POINTER (self->entries->len));
}

gboolean
mw_set_update_has_identities (const MwSetUpdate *self)
{
  return !self->is_keyless;
}

static void
add_run (MwSetUpdate *self, int page, guint record)
{
  Run *last = self->runs->len > 0 ? &g_array_index (self->runs, Run, self->runs->len - 1) : NULL;
  const Run run = { page, record, 1 };

  self->n_records++;
  if (last != NULL && last->page == page && last->first + last->n == record)
    last->n++;
  else
    g_array_append_val (self->runs, run);
}

/* What was read again because of the overlap is mostly the same. */
static gboolean
is_same (MwSetUpdate *self, guint entry, const MwRawPage *page, const MwJsonRange *held)
{
  const MwJsonRange *range = &g_array_index (self->ranges, MwJsonRange, entry);

  return range->length == held->length &&
         memcmp (self->text->str + range->offset,
                 (const char *) g_bytes_get_data (page->bytes, NULL) + held->offset, held->length) == 0;
}

static void
place (MwSetUpdate *self, int number, const MwRawPage *page, guint record)
{
  gsize length = 0;
  const char *key = page->keys != NULL ? mw_chunk_get_cell (page->keys, record, 0, &length) : NULL;
  g_autoptr (GBytes) identity = g_bytes_new_static (key, length);
  guint entry = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, identity));

  if (entry == 0)
    {
      if (!g_hash_table_contains (self->left, identity))
        add_run (self, number, record);
      return;
    }
  entry--;
  g_array_index (self->entries, Entry, entry).is_placed = TRUE;
  if (g_array_index (self->entries, Entry, entry).is_gone)
    return;
  if (is_same (self, entry, page, &page->records[record]))
    add_run (self, number, record);
  else
    add_run (self, -1, entry);
}

/**
 * mw_set_update_merge:
 *
 * Runs on the work pool.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
mw_set_update_merge (MwSetUpdate *self, GCancellable *cancellable, GError **error)
{
  MwRawPage page;
  gsize length = self->text->len;

  for (guint i = 0; mw_held_get_page (self->held, self->set_id, self->turn, i, &page); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint record = 0; record < page.n_records; record++)
        place (self, (int) i, &page, record);
    }
  for (guint i = 0; i < self->entries->len; i++)
    if (!g_array_index (self->entries, Entry, i).is_placed &&
        !g_array_index (self->entries, Entry, i).is_gone)
      add_run (self, -1, i);
  self->bytes = g_bytes_new_take (g_string_free_and_steal (g_steal_pointer (&self->text)), length);
  return TRUE;
}

guint
mw_set_update_get_n_records (const MwSetUpdate *self)
{
  return self->n_records;
}

/**
 * mw_set_update_get_run:
 * @number: from 0 on
 * @run: (out caller-allocates): lives as long as @self
 *
 * Returns: %FALSE past the last one
 */
gboolean
mw_set_update_get_run (const MwSetUpdate *self, guint number, MwRawPage *run)
{
  const Run *records = number < self->runs->len ? &g_array_index (self->runs, Run, number) : NULL;

  if (records == NULL)
    return FALSE;
  if (records->page < 0)
    *run = (MwRawPage) { .bytes = self->bytes,
                         .records = (const MwJsonRange *) (gpointer) self->ranges->data,
                         .fetched_at = self->fetched_at };
  else if (!mw_held_get_page (self->held, self->set_id, self->turn, (guint) records->page, run))
    return FALSE;
  run->records += records->first;
  run->n_records = records->n;
  run->keys = NULL;
  /* It may be a part of that page, and what is behind it comes from here. */
  run->place = NULL;
  return TRUE;
}
