/* mw-raw-set.c: the records of one list as the system sent them, byte for byte
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-raw-set.h"

typedef struct
{
  GBytes *bytes;
  MwJsonRange *records;
  MwChunk *keys; /* or NULL */
  guint n_records;
  guint first; /* number of its first record in the set */
  gint64 fetched_at;
  char *place; /* or NULL */
} Page;

/* One turn of the reader. */
typedef struct
{
  MwSetMark mark;
  char *fields; /* the mark's, like the next */
  char *places;
  guint first_page;
  guint n_pages;
} Turn;

struct _MwRawSet
{
  GObject parent_instance;
  char *id;
  char *title;
  MwTable *table;
  guint n_columns; /* the writer's */
  GMutex mutex;    /* everything below */
  GArray *pages;
  GArray *turns;   /* those that have ended */
  GArray *changed; /* of Page: of the turn that has not */
  guint n_records;
};

G_DEFINE_FINAL_TYPE (MwRawSet, mw_raw_set, G_TYPE_OBJECT)

static void
page_clear (gpointer data)
{
  Page *page = data;

  g_bytes_unref (page->bytes);
  g_free (page->records);
  g_clear_pointer (&page->keys, mw_chunk_unref);
  g_free (page->place);
}

static void
turn_clear (gpointer data)
{
  g_free (((Turn *) data)->fields);
  g_free (((Turn *) data)->places);
}

static void
mw_raw_set_finalize (GObject *object)
{
  MwRawSet *self = MW_RAW_SET (object);

  g_clear_object (&self->table);
  g_clear_pointer (&self->pages, g_array_unref);
  g_clear_pointer (&self->turns, g_array_unref);
  g_clear_pointer (&self->changed, g_array_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->id);
  g_free (self->title);
  G_OBJECT_CLASS (mw_raw_set_parent_class)->finalize (object);
}

static void
mw_raw_set_class_init (MwRawSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_raw_set_finalize;
}

static void
mw_raw_set_init (MwRawSet *self)
{
  g_mutex_init (&self->mutex);
  self->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  g_array_set_clear_func (self->pages, page_clear);
  self->turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  g_array_set_clear_func (self->turns, turn_clear);
  self->changed = g_array_new (FALSE, FALSE, sizeof (Page));
  g_array_set_clear_func (self->changed, page_clear);
}

/**
 * mw_raw_set_new:
 * @id: id of the set, as the system file names it
 * @title: what people call it
 *
 * Returns: (transfer full): a set without records
 */
MwRawSet *
mw_raw_set_new (const char *id, const char *title)
{
  MwRawSet *self = g_object_new (MW_TYPE_RAW_SET, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title != NULL ? title : id);
  self->table = mw_table_new (self->id, self->title);
  return self;
}

const char *
mw_raw_set_get_id (MwRawSet *self)
{
  return self->id;
}

const char *
mw_raw_set_get_title (MwRawSet *self)
{
  return self->title;
}

/**
 * mw_raw_set_get_table:
 *
 * Returns: (transfer none): one row a record, one column a key, texts as sent
 */
MwTable *
mw_raw_set_get_table (MwRawSet *self)
{
  return self->table;
}

/**
 * mw_raw_set_get_n_records:
 *
 * Returns: how many records came so far, over all pages. Any thread.
 */
guint
mw_raw_set_get_n_records (MwRawSet *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_records;
}

/* With the mutex held. NULL past the last record. */
static const Page *
find_page (MwRawSet *self, guint record)
{
  guint low = 0;
  guint high = self->pages->len;

  if (record >= self->n_records)
    return NULL;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->pages, Page, middle).first <= record)
        low = middle;
      else
        high = middle;
    }
  return &g_array_index (self->pages, Page, low);
}

/**
 * mw_raw_set_dup_record:
 * @record: its number in the set, counted over all pages
 * @fetched_at: (out) (optional): microseconds since 1970
 *
 * Returns: (transfer full) (nullable): the exact bytes of the record, which share the memory of its page;
 * %NULL past the last one. Any thread.
 */
GBytes *
mw_raw_set_dup_record (MwRawSet *self, guint record, gint64 *fetched_at)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const Page *page = find_page (self, record);
  const MwJsonRange *range;

  if (page == NULL)
    return NULL;
  range = &page->records[record - page->first];
  if (fetched_at != NULL)
    *fetched_at = page->fetched_at;
  return g_bytes_new_from_bytes (page->bytes, range->offset, range->length);
}

/**
 * mw_raw_set_peek_record:
 * @record: its number in the set
 * @length: (out): bytes of the record
 *
 * Returns: (nullable): the exact bytes of the record, borrowed from @self; %NULL past the last one. Any
 * thread.
 */
const char *
mw_raw_set_peek_record (MwRawSet *self, guint record, gsize *length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const Page *page = find_page (self, record);

  *length = page != NULL ? page->records[record - page->first].length : 0;
  return page != NULL
           ? (const char *) g_bytes_get_data (page->bytes, NULL) + page->records[record - page->first].offset
           : NULL;
}

/**
 * mw_raw_set_peek_key:
 * @record: its number in the set
 * @length: (out): bytes of the key
 *
 * Returns: (nullable): the identity of the record, borrowed from @self; %NULL when it has none, or when the
 * reader did not tell. Any thread.
 */
const char *
mw_raw_set_peek_key (MwRawSet *self, guint record, gsize *length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const Page *page = find_page (self, record);

  *length = 0;
  return page != NULL && page->keys != NULL ? mw_chunk_get_cell (page->keys, record - page->first, 0, length)
                                            : NULL;
}

/**
 * mw_raw_set_get_mark:
 * @turn: which part of the set
 * @mark: (out caller-allocates): borrowed from @self
 *
 * Returns: %FALSE when that was not read to its end. Any thread.
 */
gboolean
mw_raw_set_get_mark (MwRawSet *self, guint turn, MwSetMark *mark)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (turn >= self->turns->len)
    return FALSE;
  *mark = g_array_index (self->turns, Turn, turn).mark;
  return TRUE;
}

/* With the mutex held: of a turn, also of the one that has not ended. */
static guint
find_first_page (MwRawSet *self, guint turn)
{
  const Turn *before = turn > 0 && turn <= self->turns->len ? &g_array_index (self->turns, Turn, turn - 1)
                                                            : NULL;

  return before != NULL ? before->first_page + before->n_pages : 0;
}

static MwRawPage
borrow (const Page *page)
{
  return (MwRawPage) {
    .bytes = page->bytes,
    .records = page->records,
    .n_records = page->n_records,
    .keys = page->keys,
    .fetched_at = page->fetched_at,
    .place = page->place,
  };
}

/**
 * mw_raw_set_get_page:
 * @turn: which part of the set; the one behind those that have ended is that of the pages since
 * @page: from 0 on
 * @raw_page: (out caller-allocates): the page as it came, without rows; borrowed from @self
 *
 * Returns: %FALSE past the last page of that turn. Any thread.
 */
gboolean
mw_raw_set_get_page (MwRawSet *self, guint turn, guint page, MwRawPage *raw_page)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint first = find_first_page (self, turn);
  guint end = turn < self->turns->len ? find_first_page (self, turn + 1) : self->pages->len;
  const Page *kept;

  if (turn > self->turns->len || page >= end - first)
    return FALSE;
  kept = &g_array_index (self->pages, Page, first + page);
  *raw_page = borrow (kept);
  return TRUE;
}

/**
 * mw_raw_set_get_changed_page:
 * @turn: which part of the set
 * @page: from 0 on
 * @raw_page: (out caller-allocates): the page as it came, without rows and keys; the caller's: it goes here
 * when the turn ends
 *
 * Returns: %FALSE past the last page of what was changed, and when that turn has ended. Any thread.
 */
gboolean
mw_raw_set_get_changed_page (MwRawSet *self, guint turn, guint page, MwRawPage *raw_page)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (turn != self->turns->len || page >= self->changed->len)
    return FALSE;
  *raw_page = borrow (&g_array_index (self->changed, Page, page));
  g_bytes_ref (raw_page->bytes);
  raw_page->records = g_memdup2 (raw_page->records, raw_page->n_records * sizeof *raw_page->records);
  raw_page->place = g_strdup (raw_page->place);
  return TRUE;
}

gboolean
mw_raw_set_has_turns_of (MwRawSet *self, MwRawSet *from)
{
  MwSetMark mark, other;
  guint turn;

  for (turn = 0; mw_raw_set_get_mark (self, turn, &mark) && mw_raw_set_get_mark (from, turn, &other); turn++)
    if (g_strcmp0 (mark.fields, other.fields) != 0)
      return FALSE;
  return !mw_raw_set_get_mark (self, turn, &mark) && !mw_raw_set_get_mark (from, turn, &other);
}

/**
 * mw_raw_set_take_marks:
 * @from: a later read with the same records and turns
 *
 * The pages stay, and so does what was asked for of each record.
 */
void
mw_raw_set_take_marks (MwRawSet *self, MwRawSet *from)
{
  MwSetMark mark;

  for (guint turn = 0; mw_raw_set_get_mark (from, turn, &mark); turn++)
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

      mark.fields = g_array_index (self->turns, Turn, turn).fields;
      g_set_str (&g_array_index (self->turns, Turn, turn).places, mark.places);
      mark.places = g_array_index (self->turns, Turn, turn).places;
      g_array_index (self->turns, Turn, turn).mark = mark;
    }
}

/**
 * mw_raw_set_add_mark:
 * @mark: (transfer none): how the turn ended
 *
 * The pages since the last mark are those of a turn.
 */
void
mw_raw_set_add_mark (MwRawSet *self, const MwSetMark *mark)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Turn turn = {
    .mark = *mark,
    .fields = g_strdup (mark->fields),
    .places = g_strdup (mark->places),
    .first_page = find_first_page (self, self->turns->len),
  };

  turn.mark.fields = turn.fields;
  turn.mark.places = turn.places;
  turn.n_pages = self->pages->len - turn.first_page;
  g_array_append_val (self->turns, turn);
  g_array_set_size (self->changed, 0);
}

static Page
keep (const MwRawPage *page)
{
  return (Page) {
    .bytes = g_bytes_ref (page->bytes),
    .records = g_memdup2 (page->records, page->n_records * sizeof *page->records),
    .keys = page->keys != NULL ? mw_chunk_ref (page->keys) : NULL,
    .n_records = page->n_records,
    .fetched_at = page->fetched_at,
    .place = g_strdup (page->place),
  };
}

/**
 * mw_raw_set_add_changed_page:
 * @page: (transfer none): one answer of the system
 *
 * Keeps it until the turn has ended, for a reader that goes on from there. It is none of the set's pages.
 */
void
mw_raw_set_add_changed_page (MwRawSet *self, const MwRawPage *page)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const Page kept = keep (page);

  g_array_append_val (self->changed, kept);
}

/**
 * mw_raw_set_count_kept:
 *
 * Returns: how many records came so far, those of changed pages too. Any thread.
 */
guint64
mw_raw_set_count_kept (MwRawSet *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint64 n = self->n_records;

  for (guint i = 0; i < self->changed->len; i++)
    n += g_array_index (self->changed, Page, i).n_records;
  return n;
}

/**
 * mw_raw_set_add_page:
 * @page: (transfer none): one answer of the system
 *
 * Keeps the page's bytes, and adds its rows to the table with the columns that are new.
 */
void
mw_raw_set_add_page (MwRawSet *self, const MwRawPage *page)
{
  /* An empty page has no record to find in it; kept, it would only make two pages start at one number. */
  if (page->n_records > 0)
    {
      Page kept = keep (page);

      g_mutex_lock (&self->mutex);
      kept.first = self->n_records;
      self->n_records += kept.n_records;
      g_array_append_val (self->pages, kept);
      g_mutex_unlock (&self->mutex);
    }
  if (page->columns != NULL)
    for (; page->columns[self->n_columns] != NULL; self->n_columns++)
      mw_table_add_column (self->table, page->columns[self->n_columns], page->columns[self->n_columns], NULL);
  if (page->rows != NULL)
    mw_table_append (self->table, page->rows);
}
