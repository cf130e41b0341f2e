/* mw-json-keys.c: counts keys that stand twice in an object, while a text is scanned
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-keys.h"

#include <string.h>

typedef struct
{
  const char *start; /* between the quotes, as sent */
  const char *end;
  guint64 hash; /* of the unescaped text */
  gboolean escaped;
} Key;

struct _MwJsonKeys
{
  guint64 seed;
  GArray *keys;    /* Key: those of all open objects, innermost last */
  GArray *objects; /* guint: where the keys of each open object start */
  GArray *table;   /* guint: the hash table of the object that closes, 0 is free */
  GString *scratch[2];
};

/**
 * mw_json_keys_new:
 *
 * Returns: (transfer full): a counter for one text
 */
MwJsonKeys *
mw_json_keys_new (void)
{
  MwJsonKeys *self = g_new0 (MwJsonKeys, 1);

  /* What a server sends must not be able to choose its collisions. */
  self->seed = ((guint64) g_random_int () << 32) | g_random_int ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->objects = g_array_new (FALSE, FALSE, sizeof (guint));
  self->table = g_array_new (FALSE, TRUE, sizeof (guint));
  self->scratch[0] = g_string_new (NULL);
  self->scratch[1] = g_string_new (NULL);
  return self;
}

/**
 * mw_json_keys_free:
 */
void
mw_json_keys_free (MwJsonKeys *self)
{
  g_array_unref (self->keys);
  g_array_unref (self->objects);
  g_array_unref (self->table);
  g_string_free (self->scratch[0], TRUE);
  g_string_free (self->scratch[1], TRUE);
  g_free (self);
}

static gunichar
read_hex_unit (const char *p)
{
  gunichar unit = 0;

  for (int i = 0; i < 4; i++)
    unit = unit * 16 + (gunichar) g_ascii_xdigit_value (p[i]);
  return unit;
}

/* The lexer has checked every escape and both halves of each surrogate pair. */
static void
unescape (const char *start, const char *end, GString *text)
{
  static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";

  g_string_truncate (text, 0);
  for (const char *p = start; p < end; p++)
    {
      gunichar unit;

      if (*p != '\\')
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
      if (*p != 'u')
        {
          g_string_append_c (text, meanings[strchr (escapes, *p) - escapes]);
          continue;
        }
      unit = read_hex_unit (p + 1);
      p += 4;
      if (unit >= 0xD800 && unit <= 0xDBFF)
        {
          unit = 0x10000 + ((unit - 0xD800) << 10) + (read_hex_unit (p + 3) - 0xDC00);
          p += 6;
        }
      if (unit == 0)
        g_string_append_c (text, '\0');
      else
        g_string_append_unichar (text, unit);
    }
}

/**
 * mw_json_key_equals:
 * @start: behind the first quote
 * @end: at the last quote
 * @escaped: whether a backslash stands between them
 *
 * Returns: whether the key, unescaped, is @text
 */
gboolean
mw_json_key_equals (const char *start, const char *end, gboolean escaped, const char *text, gsize length)
{
  g_autoptr (GString) plain = NULL;

  if (!escaped)
    return (gsize) (end - start) == length && memcmp (start, text, length) == 0;
  plain = g_string_new (NULL);
  unescape (start, end, plain);
  return plain->len == length && memcmp (plain->str, text, length) == 0;
}

static guint64
hash_bytes (guint64 seed, const char *text, gsize length)
{
  guint64 hash = seed;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return hash ^ (hash >> 32);
}

/**
 * mw_json_keys_open:
 *
 * An object starts.
 */
void
mw_json_keys_open (MwJsonKeys *self)
{
  g_array_append_val (self->objects, self->keys->len);
}

/**
 * mw_json_keys_add:
 * @start: behind the first quote; the text must stay until the object is closed
 * @end: at the last quote
 * @escaped: whether a backslash stands between them
 *
 * A key of the innermost open object.
 */
void
mw_json_keys_add (MwJsonKeys *self, const char *start, const char *end, gboolean escaped)
{
  Key key = { start, end, 0, escaped };

  if (escaped)
    {
      unescape (start, end, self->scratch[0]);
      key.hash = hash_bytes (self->seed, self->scratch[0]->str, self->scratch[0]->len);
    }
  else
    key.hash = hash_bytes (self->seed, start, (gsize) (end - start));
  g_array_append_val (self->keys, key);
}

static gboolean
same_key (MwJsonKeys *self, const Key *a, const Key *b)
{
  if (a->hash != b->hash)
    return FALSE;
  if (!a->escaped)
    return mw_json_key_equals (b->start, b->end, b->escaped, a->start, (gsize) (a->end - a->start));
  unescape (a->start, a->end, self->scratch[1]);
  return mw_json_key_equals (b->start, b->end, b->escaped, self->scratch[1]->str, self->scratch[1]->len);
}

/**
 * mw_json_keys_close:
 *
 * The innermost open object ends.
 *
 * Returns: how many of its keys stood in it before
 */
guint
mw_json_keys_close (MwJsonKeys *self)
{
  guint first = g_array_index (self->objects, guint, self->objects->len - 1);
  guint n_keys = self->keys->len - first;
  const Key *keys = &g_array_index (self->keys, Key, first);
  guint n_duplicates = 0;
  guint size = 8;
  guint *table;

  while (size < 2 * n_keys)
    size *= 2;
  g_array_set_size (self->table, 0);
  g_array_set_size (self->table, size);
  table = (gpointer) self->table->data;

  for (guint i = 0; i < n_keys; i++)
    {
      guint slot = (guint) keys[i].hash & (size - 1);

      while (table[slot] != 0 && !same_key (self, &keys[i], &keys[table[slot] - 1]))
        slot = (slot + 1) & (size - 1);
      if (table[slot] != 0)
        n_duplicates++;
      else
        table[slot] = i + 1;
    }

  g_array_set_size (self->keys, first);
  g_array_set_size (self->objects, self->objects->len - 1);
  return n_duplicates;
}
