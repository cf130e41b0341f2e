/* mw-sort-values.c: the values of some rows in one column, in their order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Numbers and dates are 64 bits and some bits more, and where these are not enough their texts decide. Other
 * texts get a key each, once for all rows that have it. */

#include "mw-sort-values.h"

#include <string.h>

#include "mw-date-key.h"
#include "mw-number-key.h"
#include "mw-sort-items.h"
#include "mw-text-table.h"

/* Rows between two looks at the cancellable; a key takes less than a microsecond, or two. */
#define ROWS_PER_LOOK 4096
/* In the rest of an item: only the text says it all. */
#define INEXACT 0x80000000u

typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_DATE,
  KIND_ENUM,
  KIND_PLAIN, /* by its bytes */
} Kind;

/* The text of a row that is sorted as one. */
typedef struct
{
  guint32 row;
  guint32 text;
} Place;

struct _MwSortValues
{
  const MwField *field;
  Kind kind;
  const char *const *texts; /* of the rows */
  guint n_rows;
  GArray *items;    /* of MwSortItem: numbers or dates, by row; when sorted, one of each value */
  guint n_numbers;  /* how many different ones */
  guint32 *numbers; /* by row: which of them, G_MAXUINT32: it is none */
  MwTextTable *table;
  MwTextKeys *words;
  GArray *keys;   /* of MwSortKey, by text */
  GArray *places; /* of Place */
  GCancellable *cancellable;
  MwSortItem *of_texts; /* one of each different key, sorted */
  guint n_texts;        /* how many different ones */
  guint32 *numbers_of_texts;
};

static Kind
kind_of_field (const MwField *field)
{
  if (mw_field_is_number (field))
    return KIND_NUMBER;
  switch (field != NULL ? field->type : MW_FIELD_TYPE_TEXT)
    {
    case MW_FIELD_TYPE_DATE:
    case MW_FIELD_TYPE_DATETIME:
      return KIND_DATE;
    case MW_FIELD_TYPE_ENUM:
      return KIND_ENUM;
    case MW_FIELD_TYPE_BOOLEAN:
      return KIND_PLAIN;
    case MW_FIELD_TYPE_TEXT:
    case MW_FIELD_TYPE_LONG_TEXT:
    case MW_FIELD_TYPE_CODE:
    case MW_FIELD_TYPE_EMAIL:
    case MW_FIELD_TYPE_PHONE:
    case MW_FIELD_TYPE_URL:
    case MW_FIELD_TYPE_JSON:
    default:
      return KIND_TEXT;
    }
}

static gboolean
has_texts_only (const MwSortValues *self)
{
  return self->kind != KIND_NUMBER && self->kind != KIND_DATE;
}

/* FALSE: it is none of the column's type. */
static gboolean
get_item (const MwSortValues *self, const char *text, MwSortItem *item)
{
  MwNumberKey number;
  gboolean is_exact;

  if (self->kind == KIND_NUMBER)
    {
      if (!mw_number_key_init (&number, text))
        return FALSE;
      is_exact = mw_number_key_squeeze (&number, &item->head, &item->rest);
    }
  else
    {
      item->rest = 0;
      if (!mw_date_key_init (text, &item->head, &is_exact))
        return FALSE;
    }
  if (!is_exact)
    item->rest |= INEXACT;
  return TRUE;
}

static int
compare_texts_of_items (const MwSortValues *self, const char *a, const char *b)
{
  MwNumberKey a_key, b_key;

  if (self->kind == KIND_DATE)
    return mw_date_key_compare (a, b);
  mw_number_key_init (&a_key, a);
  mw_number_key_init (&b_key, b);
  return mw_number_key_compare (&a_key, a, &b_key, b);
}

static int
compare_items (const MwSortValues *self, const MwSortItem *a, const char *a_text, const MwSortItem *b)
{
  if (a->head != b->head)
    return a->head < b->head ? -1 : 1;
  if (((a->rest | b->rest) & INEXACT) != 0)
    return compare_texts_of_items (self, a_text, self->texts[b->id]);
  return a->rest < b->rest ? -1 : a->rest > b->rest;
}

static int
compare_items_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const MwSortValues *self = data;

  /* Then the sort has an end soon. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return 0;
  return compare_items (self, a, self->texts[((const MwSortItem *) a)->id], b);
}

/* What people see of an enum is its title. */
static const char *
get_shown (const MwSortValues *self, const char *text)
{
  const MwFieldValue *value = self->kind == KIND_ENUM ? mw_field_find_value (self->field, text) : NULL;

  return value != NULL ? value->title : text;
}

static MwSortKey
add_key (MwSortValues *self, const char *text)
{
  MwSortKey key;

  key.begin = mw_text_keys_add (self->words, get_shown (self, text), self->kind != KIND_PLAIN, &key.n_words);
  return key;
}

static void
add_text (MwSortValues *self, guint32 row, const char *text)
{
  Place place = { row, mw_text_table_add (self->table, text) };

  if (place.text == self->keys->len)
    {
      MwSortKey key = add_key (self, text);

      g_array_append_val (self->keys, key);
    }
  g_array_append_val (self->places, place);
}

static gboolean
add_rows (MwSortValues *self, GCancellable *cancellable, GError **error)
{
  const char *before = NULL;
  gboolean only_texts = has_texts_only (self);
  gboolean was_item = FALSE; /* and no text */

  for (guint row = 0; row < self->n_rows; row++)
    {
      const char *text = self->texts[row];
      MwSortItem item;

      if (row % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (text == NULL)
        continue;
      /* Rows of one record share their texts. */
      if (text == before && was_item)
        {
          item = g_array_index (self->items, MwSortItem, self->items->len - 1);
          item.id = row;
          g_array_append_val (self->items, item);
        }
      else if (text == before)
        {
          Place place = { row, g_array_index (self->places, Place, self->places->len - 1).text };

          g_array_append_val (self->places, place);
        }
      else
        {
          was_item = !only_texts && get_item (self, text, &item);
          item.id = row;
          if (was_item)
            g_array_append_val (self->items, item);
          else
            add_text (self, row, text);
          before = text;
        }
    }
  return TRUE;
}

/* Those that agree in 64 bits. */
static void
sort_equal_heads (MwSortValues *self)
{
  MwSortItem *items = (MwSortItem *) (gpointer) self->items->data;
  guint n = self->items->len;

  for (guint begin = 0, end; begin < n; begin = end)
    {
      gboolean differ = FALSE;

      for (end = begin + 1; end < n && items[end].head == items[begin].head; end++)
        differ |= items[end].rest != items[begin].rest;
      if (differ || (end - begin > 1 && (items[begin].rest & INEXACT) != 0))
        g_sort_array (items + begin, end - begin, sizeof *items, compare_items_cb, self);
    }
}

static gboolean
sort_numbers (MwSortValues *self, GCancellable *cancellable, GError **error)
{
  MwSortItem *items = (MwSortItem *) (gpointer) self->items->data;

  if (!mw_sort_items (items, self->items->len, cancellable, error))
    return FALSE;
  sort_equal_heads (self);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self->numbers = g_new (guint32, (gsize) self->n_rows + 1);
  memset (self->numbers, 0xff, (gsize) self->n_rows * sizeof *self->numbers);
  for (guint i = 0; i < self->items->len; i++)
    {
      guint32 row = items[i].id;

      if (self->n_numbers == 0 ||
          compare_items (self, &items[i], self->texts[row], &items[self->n_numbers - 1]) != 0)
        items[self->n_numbers++] = items[i];
      self->numbers[row] = self->n_numbers - 1;
    }
  return TRUE;
}

static int
compare_keys (const MwSortValues *self, guint32 a, guint32 b)
{
  const MwSortKey *a_key = &g_array_index (self->keys, MwSortKey, a);
  const MwSortKey *b_key = &g_array_index (self->keys, MwSortKey, b);

  return mw_sort_keys_compare (mw_text_keys_get (self->words, a_key->begin), a_key->n_words,
                               mw_text_keys_get (self->words, b_key->begin), b_key->n_words);
}

static gboolean
sort_texts (MwSortValues *self, GCancellable *cancellable, GError **error)
{
  guint n = self->keys->len;
  MwSortItem *items = self->of_texts = g_new (MwSortItem, (gsize) n + 1);

  for (guint i = 0; i < n; i++)
    {
      const MwSortKey *key = &g_array_index (self->keys, MwSortKey, i);

      items[i] = (MwSortItem) {
        .head = key->n_words > 0 ? *mw_text_keys_get (self->words, key->begin) : 0,
        .id = i,
      };
    }
  if (!mw_sort_items_by_keys (items, n, (const MwSortKey *) (gpointer) self->keys->data, self->words,
                              cancellable, error))
    return FALSE;
  self->numbers_of_texts = g_new (guint32, (gsize) n + 1);
  for (guint i = 0; i < n; i++)
    {
      guint32 text = items[i].id;

      if (self->n_texts == 0 || compare_keys (self, items[self->n_texts - 1].id, text) != 0)
        items[self->n_texts++] = items[i];
      self->numbers_of_texts[text] = self->n_texts - 1;
    }
  return TRUE;
}

MwSortValues *
mw_sort_values_new (const MwField *field,
                    const char *const *texts,
                    guint n_texts,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (MwSortValues) self = g_new0 (MwSortValues, 1);

  self->field = field;
  self->kind = kind_of_field (field);
  self->texts = texts;
  self->n_rows = n_texts;
  self->cancellable = cancellable;
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (MwSortItem), has_texts_only (self) ? 0 : n_texts);
  self->table = mw_text_table_new ();
  self->words = mw_text_keys_new ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (MwSortKey));
  self->places = g_array_sized_new (FALSE, FALSE, sizeof (Place), has_texts_only (self) ? n_texts : 0);
  if (!add_rows (self, cancellable, error) || !sort_numbers (self, cancellable, error) ||
      !sort_texts (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
mw_sort_values_free (MwSortValues *self)
{
  g_array_unref (self->items);
  g_free (self->numbers);
  mw_text_table_free (self->table);
  mw_text_keys_free (self->words);
  g_array_unref (self->keys);
  g_array_unref (self->places);
  g_free (self->of_texts);
  g_free (self->numbers_of_texts);
  g_free (self);
}

/* Where the values of a column are texts, those are its values; else they are the others. */
static gboolean
is_of_texts (const MwSortValues *self, MwSortZone zone)
{
  return has_texts_only (self) == (zone == MW_SORT_ZONE_VALUES);
}

guint
mw_sort_values_get_n (const MwSortValues *self, MwSortZone zone)
{
  return is_of_texts (self, zone) ? self->n_texts : self->n_numbers;
}

int
mw_sort_values_compare (MwSortValues *self, MwSortZone zone, guint nth, const char *text)
{
  MwSortItem item;
  MwSortKey key, other;
  int order;

  if (!is_of_texts (self, zone))
    {
      const MwSortItem *own = &g_array_index (self->items, MwSortItem, nth);

      get_item (self, text, &item);
      return -compare_items (self, &item, text, own);
    }
  other = add_key (self, text);
  key = g_array_index (self->keys, MwSortKey, self->of_texts[nth].id);
  order = mw_sort_keys_compare (mw_text_keys_get (self->words, key.begin), key.n_words,
                                mw_text_keys_get (self->words, other.begin), other.n_words);
  mw_text_keys_cut (self->words, other.begin);
  return order;
}

void
mw_sort_values_fill (const MwSortValues *self,
                     const guint32 *ranks_of_values,
                     const guint32 *ranks_of_others,
                     guint32 rank_of_null,
                     guint32 *ranks)
{
  const guint32 *of_texts = has_texts_only (self) ? ranks_of_values : ranks_of_others;

  for (guint row = 0; row < self->n_rows; row++)
    ranks[row] = self->numbers[row] != G_MAXUINT32 ? ranks_of_values[self->numbers[row]] : rank_of_null;
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      ranks[place->row] = of_texts[self->numbers_of_texts[place->text]];
    }
}
