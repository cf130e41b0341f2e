/* mw-json-shape.c: what yyjson lets through: depth, and keys that stand twice in an object
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-shape.h"

#include <string.h>

/* Of the table before it grows: two kilobytes stay in the processor's nearest memory. */
#define FIRST_SLOTS 256

/* One key of the object whose number @object is; slots of other objects are free. */
typedef struct
{
  guint32 object;
  guint32 key; /* how many values it stands behind the object */
} Slot;

struct _MwJsonShape
{
  guint64 seed;
  Slot *slots;
  guint n_slots; /* a power of two */
  guint32 object;
  guint n_duplicates;
};

/**
 * mw_json_shape_new:
 *
 * Returns: (transfer full): a counter
 */
MwJsonShape *
mw_json_shape_new (void)
{
  MwJsonShape *self = g_new0 (MwJsonShape, 1);

  /* What a server sends must not be able to choose its collisions. */
  self->seed = ((guint64) g_random_int () << 32) | g_random_int ();
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

/**
 * mw_json_shape_free:
 */
void
mw_json_shape_free (MwJsonShape *self)
{
  g_free (self->slots);
  g_free (self);
}

/* Makes room for @n_keys keys of another object. */
static void
begin_object (MwJsonShape *self, gsize n_keys)
{
  guint n_slots = self->n_slots;

  while (n_slots < 2 * n_keys)
    n_slots *= 2;
  if (n_slots == self->n_slots && self->object < G_MAXUINT32)
    {
      self->object++;
      return;
    }
  g_free (self->slots);
  self->slots = g_new0 (Slot, n_slots);
  self->n_slots = n_slots;
  self->object = 1;
}

/**
 * mw_json_hash_key:
 * @seed: a random number that nobody else knows
 *
 * Returns: a number for @text
 */
guint64
mw_json_hash_key (guint64 seed, const char *text, gsize length)
{
  guint64 hash = seed ^ length;
  guint64 word;

  for (; length >= sizeof word; text += sizeof word, length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 29;
    }
  word = 0;
  for (gsize i = 0; i < length; i++)
    word = word << 8 | (guchar) text[i];
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return hash ^ (hash >> 32);
}

static gboolean
same_key (yyjson_val *a, yyjson_val *b)
{
  gsize length = unsafe_yyjson_get_len (a);

  return unsafe_yyjson_get_len (b) == length &&
         memcmp (unsafe_yyjson_get_str (a), unsafe_yyjson_get_str (b), length) == 0;
}

static void
add_object (MwJsonShape *self, yyjson_val *object)
{
  gsize n_keys = unsafe_yyjson_get_len (object);
  yyjson_val *key = unsafe_yyjson_get_first (object);

  if (n_keys < 2)
    return;
  begin_object (self, n_keys);
  for (gsize i = 0; i < n_keys; i++, key = unsafe_yyjson_get_next (key + 1))
    {
      guint slot = (guint) mw_json_hash_key (self->seed, unsafe_yyjson_get_str (key),
                                             unsafe_yyjson_get_len (key)) &
                   (self->n_slots - 1);

      while (self->slots[slot].object == self->object && !same_key (object + self->slots[slot].key, key))
        slot = (slot + 1) & (self->n_slots - 1);
      if (self->slots[slot].object == self->object)
        self->n_duplicates++;
      else
        self->slots[slot] = (Slot) { self->object, (guint32) (key - object) };
    }
}

/* The values of a document lie one behind the other, those of a container behind it. @self may be NULL. */
static gboolean
walk (MwJsonShape *self, yyjson_val *root, gsize n_values, guint max_depth)
{
  yyjson_val *ends[MW_JSON_MAX_DEPTH];
  guint depth = 0;

  for (yyjson_val *value = root; value < root + n_values; value++)
    {
      if (!unsafe_yyjson_is_ctn (value))
        continue;
      while (depth > 0 && value >= ends[depth - 1])
        depth--;
      if (depth == max_depth)
        return FALSE;
      ends[depth++] = unsafe_yyjson_get_next (value);
      if (self != NULL && unsafe_yyjson_is_obj (value))
        add_object (self, value);
    }
  return TRUE;
}

/**
 * mw_json_shape_add:
 * @root: the outermost value of a document
 * @n_values: how many values the document has, keys included
 * @max_depth: at most %MW_JSON_MAX_DEPTH
 *
 * Goes through a document without recursion.
 *
 * Returns: %FALSE when it is nested deeper than @max_depth
 */
gboolean
mw_json_shape_add (MwJsonShape *self, yyjson_val *root, gsize n_values, guint max_depth)
{
  return walk (self, root, n_values, max_depth);
}

/**
 * mw_json_shape_get_n_duplicate_keys:
 *
 * Returns: how many keys of all objects that were added stood in their object before
 */
guint
mw_json_shape_get_n_duplicate_keys (const MwJsonShape *self)
{
  return self->n_duplicates;
}

/**
 * mw_json_shape_is_deeper:
 * @max_depth: at most %MW_JSON_MAX_DEPTH
 *
 * Returns: whether a document is nested deeper than @max_depth
 */
gboolean
mw_json_shape_is_deeper (yyjson_val *root, gsize n_values, guint max_depth)
{
  return !walk (NULL, root, n_values, max_depth);
}
