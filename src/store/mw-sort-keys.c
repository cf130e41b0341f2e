/* mw-sort-keys.c: what the rows of one column compare by, made once and kept while the table grows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sort-keys.h"

#include <string.h>

#include "mw-generation-private.h"
#include "mw-model.h"
#include "mw-number-key.h"

/* Texts that agree so far stay in the order of the system: a key of a whole document would only cost memory.
 */
#define MAX_TEXT 512
/* Rows between two looks at the cancellable; a collation key takes some microseconds. */
#define ROWS_PER_LOOK 512
#define SHORT_RUN     12
/* Rows that sort in well under 50 ms. */
#define SORT_PER_LOOK 8192
#define HEAD_LENGTH   8

typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_DATE,
  KIND_ENUM,
  KIND_PLAIN, /* by its bytes */
} Kind;

/* Whatever the direction: values, then what is none of the column's type, then nothing. */
typedef enum
{
  RANK_VALUE,
  RANK_OTHER,
  RANK_NULL,
} Rank;

typedef struct
{
  Rank rank;
  union
  {
    MwNumberKey number;
    struct
    {
      guint64 head; /* the first bytes, comparing as they do */
      gsize rest;   /* where in the arena the others are */
    } text;
  };
} Key;

struct _MwSortKeys
{
  guint column;
  Kind kind;
  const MwField *field;
  MwGeneration *generation; /* of which all rows have keys; NULL at first */
  GArray *keys;
  GString *arena;     /* a GByteArray ends at 4 GB */
  GHashTable *titles; /* enum id → Key, made once each */
  const MwSortKeys *next;
  gboolean next_descending;
};

static void
key_set_text (MwSortKeys *self, Key *key, const char *text, gsize length)
{
  guchar head[HEAD_LENGTH] = { 0 };

  memcpy (head, text, MIN (length, HEAD_LENGTH));
  memcpy (&key->text.head, head, HEAD_LENGTH);
  key->text.head = GUINT64_FROM_BE (key->text.head);
  if (length > HEAD_LENGTH)
    {
      key->text.rest = self->arena->len;
      g_string_append_len (self->arena, text + HEAD_LENGTH, length - HEAD_LENGTH);
      g_string_append_c (self->arena, '\0');
    }
  else
    key->text.rest = 0;
}

static void
key_set_collated (MwSortKeys *self, Key *key, const char *text, gsize length)
{
  g_autofree char *collated = NULL;

  if (length > MAX_TEXT)
    length = g_utf8_find_prev_char (text, text + MAX_TEXT + 1) - text;
  if (!g_utf8_validate_len (text, length, NULL))
    {
      key_set_text (self, key, text, length);
      return;
    }
  collated = g_utf8_collate_key (text, length);
  key_set_text (self, key, collated, strlen (collated));
}

static const char *
enum_title (const MwField *field, const char *id)
{
  for (guint i = 0; i < field->n_values; i++)
    if (g_str_equal (field->values[i].id, id))
      return field->values[i].title;
  return id;
}

static void
key_set_enum (MwSortKeys *self, Key *key, const char *id)
{
  const Key *known = g_hash_table_lookup (self->titles, id);
  const char *title;

  if (known == NULL)
    {
      title = enum_title (self->field, id);
      key_set_collated (self, key, title, strlen (title));
      g_hash_table_insert (self->titles, g_strdup (id), g_memdup2 (key, sizeof *key));
      return;
    }
  *key = *known;
}

/* "2026-11-22", "2026-11-22T13:05:00.5", "2026-11-22T13:05:00Z": the text orders as the calendar does, once
 * the Z that would stand behind a fraction's point, and zeros that say nothing, are gone. */
static gboolean
key_set_date (MwSortKeys *self, Key *key, const char *text, gsize length)
{
  if (length < 10 || text[4] != '-' || text[7] != '-' || !g_ascii_isdigit (text[0]) ||
      !g_ascii_isdigit (text[9]))
    return FALSE;
  if (text[length - 1] == 'Z')
    length--;
  if (memchr (text, '.', length) != NULL)
    {
      while (text[length - 1] == '0')
        length--;
      if (text[length - 1] == '.')
        length--;
    }
  key_set_text (self, key, text, length);
  return TRUE;
}

static void
key_init (MwSortKeys *self, Key *key, const char *text, gsize length)
{
  memset (key, 0, sizeof *key);
  if (text == NULL)
    {
      key->rank = RANK_NULL;
      return;
    }
  key->rank = RANK_VALUE;
  switch (self->kind)
    {
    case KIND_NUMBER:
      if (mw_number_key_init (&key->number, text))
        return;
      break;
    case KIND_DATE:
      if (key_set_date (self, key, text, length))
        return;
      break;
    case KIND_ENUM:
      key_set_enum (self, key, text);
      return;
    case KIND_PLAIN:
      key_set_text (self, key, text, length);
      return;
    case KIND_TEXT:
    default:
      key_set_collated (self, key, text, length);
      return;
    }
  key->rank = RANK_OTHER;
  key_set_collated (self, key, text, length);
}

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

/* @column: a position in the table that will be sorted; one that is not there yet holds only nulls. */
MwSortKeys *
mw_sort_keys_new (guint column)
{
  MwSortKeys *self = g_new0 (MwSortKeys, 1);

  self->column = column;
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->arena = g_string_new (NULL);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* Position 0: the rest of a text that has none. */
  g_string_append_c (self->arena, '\0');
  return self;
}

void
mw_sort_keys_free (MwSortKeys *self)
{
  g_clear_pointer (&self->generation, mw_generation_unref);
  g_array_unref (self->keys);
  g_string_free (self->arena, TRUE);
  g_hash_table_unref (self->titles);
  g_free (self);
}

guint
mw_sort_keys_get_column (const MwSortKeys *self)
{
  return self->column;
}

void
mw_sort_keys_set_next (MwSortKeys *self, const MwSortKeys *next, gboolean descending)
{
  self->next = next;
  self->next_descending = descending;
}

gboolean
mw_sort_keys_extend (MwSortKeys *self, MwGeneration *generation, GCancellable *cancellable, GError **error)
{
  const MwTableColumn *column = mw_generation_get_column (generation, self->column);
  guint n_rows = mw_generation_get_n_rows (generation);

  if (column != NULL && self->field == NULL)
    {
      self->field = column->field;
      self->kind = kind_of_field (self->field);
    }
  for (guint row = self->keys->len; row < n_rows; row++)
    {
      gsize length;
      const char *text = mw_generation_get_cell (generation, row, self->column, &length);
      Key key;

      if (row % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      key_init (self, &key, text, length);
      g_array_append_val (self->keys, key);
    }
  mw_generation_ref (generation);
  g_clear_pointer (&self->generation, mw_generation_unref);
  self->generation = generation;
  return TRUE;
}

static int
compare_values (const MwSortKeys *self, const Key *a, guint32 a_row, const Key *b, guint32 b_row)
{
  if (self->kind == KIND_NUMBER && a->rank == RANK_VALUE)
    return mw_number_key_compare (
      &a->number, mw_generation_get_cell (self->generation, a_row, self->column, NULL), &b->number,
      mw_generation_get_cell (self->generation, b_row, self->column, NULL));
  if (a->text.head != b->text.head)
    return a->text.head < b->text.head ? -1 : 1;
  return strcmp (self->arena->str + a->text.rest, self->arena->str + b->text.rest);
}

static int
compare_rows (const MwSortKeys *self, guint32 a_row, guint32 b_row, gboolean descending)
{
  const Key *a = &g_array_index (self->keys, Key, a_row);
  const Key *b = &g_array_index (self->keys, Key, b_row);
  int order;

  if (a->rank != b->rank)
    return a->rank < b->rank ? -1 : 1;
  order = a->rank == RANK_NULL ? 0 : compare_values (self, a, a_row, b, b_row);
  if (order == 0 && self->next != NULL)
    return compare_rows (self->next, a_row, b_row, self->next_descending);
  return descending ? -order : order;
}

void
mw_sort_keys_merge (const MwSortKeys *self,
                    const guint32 *a,
                    guint n_a,
                    const guint32 *b,
                    guint n_b,
                    gboolean descending,
                    guint32 *merged)
{
  while (n_a > 0 && n_b > 0)
    {
      if (compare_rows (self, *a, *b, descending) <= 0)
        {
          *merged++ = *a++;
          n_a--;
        }
      else
        {
          *merged++ = *b++;
          n_b--;
        }
    }
  memmove (merged, a, n_a * sizeof *a);
  memmove (merged + n_a, b, n_b * sizeof *b);
}

static gboolean
sort_run (const MwSortKeys *self,
          guint32 *rows,
          guint32 *spare,
          guint n_rows,
          gboolean descending,
          GCancellable *cancellable,
          GError **error)
{
  guint half = n_rows / 2;

  if (n_rows <= SHORT_RUN)
    {
      for (guint i = 1; i < n_rows; i++)
        {
          guint32 row = rows[i];
          guint j = i;

          for (; j > 0 && compare_rows (self, rows[j - 1], row, descending) > 0; j--)
            rows[j] = rows[j - 1];
          rows[j] = row;
        }
      return TRUE;
    }
  if (n_rows > SORT_PER_LOOK && g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!sort_run (self, rows, spare, half, descending, cancellable, error) ||
      !sort_run (self, rows + half, spare, n_rows - half, descending, cancellable, error))
    return FALSE;
  if (compare_rows (self, rows[half - 1], rows[half], descending) <= 0)
    return TRUE;
  memcpy (spare, rows, half * sizeof *rows);
  /* The second half is read where it lies: what is merged never overtakes it. */
  mw_sort_keys_merge (self, spare, half, rows + half, n_rows - half, descending, rows);
  return TRUE;
}

gboolean
mw_sort_keys_sort (const MwSortKeys *self,
                   guint32 *rows,
                   guint n_rows,
                   gboolean descending,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree guint32 *spare = g_new (guint32, n_rows / 2 + 1);

  return sort_run (self, rows, spare, n_rows, descending, cancellable, error);
}
