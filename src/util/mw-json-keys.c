/* mw-json-keys.c: the keys that records have, learned while they are read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-keys-private.h"

#include <string.h>

#include "mw-json-shape.h"

/* More than the records of a set have. Objects whose keys are data (identities, days) would fill any memory.
 */
#define MAX_KEYS    4096
#define FIRST_SLOTS 256

static void
key_free (gpointer data)
{
  MwJsonKey *key = data;

  g_free (key->text);
  g_free (key);
}

static MwJsonKey *
add_key (MwJsonKeys *self, MwJsonKey *context)
{
  MwJsonKey *key = g_new0 (MwJsonKey, 1);

  key->context = context;
  g_ptr_array_add (self->all, key);
  return key;
}

/**
 * mw_json_keys_new:
 *
 * Returns: (transfer full): no keys yet
 */
MwJsonKeys *
mw_json_keys_new (void)
{
  MwJsonKeys *self = g_new0 (MwJsonKeys, 1);
  MwJsonList root = { .size = 1 };

  g_atomic_ref_count_init (&self->ref_count);
  /* What a server sends must not be able to choose its collisions. */
  self->seed = ((guint64) g_random_int () << 32) | g_random_int ();
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (MwJsonKey *, self->n_slots);
  self->all = g_ptr_array_new_with_free_func (key_free);
  root.elements = add_key (self, NULL);
  self->lists = g_array_new (FALSE, FALSE, sizeof (MwJsonList));
  g_array_append_val (self->lists, root);
  return self;
}

/**
 * mw_json_keys_ref:
 *
 * Returns: (transfer full): @self. Thread-safe.
 */
MwJsonKeys *
mw_json_keys_ref (MwJsonKeys *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * mw_json_keys_unref:
 */
void
mw_json_keys_unref (MwJsonKeys *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->all);
  g_array_unref (self->lists);
  g_free (self->slots);
  g_free (self);
}

static guint64
hash_in (const MwJsonKeys *self, const MwJsonKey *context, const char *text, gsize length)
{
  return mw_json_hash_key (self->seed ^ (guint64) (guintptr) context, text, length);
}

/* The place of that key, or the free one that it gets. */
static MwJsonKey **
find_slot (const MwJsonKeys *self, guint64 hash, const MwJsonKey *context, const char *text, gsize length)
{
  guint slot = (guint) hash & (self->n_slots - 1);
  const MwJsonKey *key;

  while ((key = self->slots[slot]) != NULL &&
         (key->hash != hash || key->context != context || key->length != length ||
          memcmp (key->text, text, length) != 0))
    slot = (slot + 1) & (self->n_slots - 1);
  return &self->slots[slot];
}

static void
grow (MwJsonKeys *self)
{
  g_autofree MwJsonKey **old = g_steal_pointer (&self->slots);
  guint n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (MwJsonKey *, self->n_slots);
  for (guint i = 0; i < n_old; i++)
    if (old[i] != NULL)
      *find_slot (self, old[i]->hash, old[i]->context, old[i]->text, old[i]->length) = old[i];
}

/* Whether the text stands in JSON as it is. */
static gboolean
is_plain (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 || text[i] == '"' || text[i] == '\\')
      return FALSE;
  return TRUE;
}

MwJsonKey *
mw_json_keys_get (MwJsonKeys *self, MwJsonKey *context, const char *text, gsize length)
{
  guint64 hash = hash_in (self, context, text, length);
  MwJsonKey **slot = find_slot (self, hash, context, text, length);
  MwJsonKey *key = *slot;

  if (key != NULL || self->all->len >= MAX_KEYS)
    return key;
  if (self->all->len >= self->n_slots / 2)
    {
      grow (self);
      slot = find_slot (self, hash, context, text, length);
    }
  key = *slot = add_key (self, context);
  key->hash = hash;
  key->length = length;
  key->text = g_malloc (length + 1);
  memcpy (key->text, text, length);
  key->text[length] = '\0';
  key->tag = (uint64_t) length << YYJSON_TAG_BIT | YYJSON_TYPE_STR |
             (is_plain (text, length) ? YYJSON_SUBTYPE_NOESC : YYJSON_SUBTYPE_NONE);
  return key;
}

MwJsonKey *
mw_json_keys_get_element (MwJsonKeys *self, MwJsonKey *key)
{
  if (key->element == NULL && self->all->len < MAX_KEYS)
    key->element = add_key (self, key);
  return key->element;
}

void
mw_json_key_learn (MwJsonKey *self, const char *token, gsize length)
{
  self->token_length = 0;
  if (length > sizeof self->token || memchr (token, '\\', length) != NULL)
    return;
  memcpy (self->token, token, length);
  self->token_length = (guint) length;
}

static MwJsonList *
get_list (const MwJsonKeys *self, guint list)
{
  return &g_array_index (self->lists, MwJsonList, list);
}

static MwJsonKey *
follow (MwJsonKeys *self, guint list, const MwJsonPath *path, guint n_steps)
{
  MwJsonKey *key = get_list (self, list)->elements;

  for (guint i = 0; i < n_steps && key != NULL; i++)
    {
      const char *text = mw_json_path_get_key (path, i);

      key = text != NULL ? mw_json_keys_get (self, key, text, strlen (text)) : NULL;
    }
  return n_steps > 0 ? key : NULL;
}

/**
 * mw_json_keys_want:
 * @list: 0: the path starts at the record; else at the elements of that list
 * @path: a path
 * @n_steps: of how many of its steps the value is wanted
 *
 * To be called before anything is read.
 *
 * Returns: the place of the value in rows, the same one whenever it is asked for; 0 when there can be none
 */
guint
mw_json_keys_want (MwJsonKeys *self, guint list, const MwJsonPath *path, guint n_steps)
{
  MwJsonKey *key = follow (self, list, path, n_steps);

  if (key != NULL && key->place == 0)
    key->place = get_list (self, list)->size++;
  return key != NULL ? key->place : 0;
}

/**
 * mw_json_keys_add_list:
 * @path: where the list stands in the record
 * @wrapper: (nullable): key of an object that may stand there and hold the list
 *
 * To be called before anything is read.
 *
 * Returns: its number, the same one whenever it is asked for; 0 when its elements can have no rows
 */
guint
mw_json_keys_add_list (MwJsonKeys *self, const MwJsonPath *path, const char *wrapper)
{
  MwJsonKey *key = follow (self, 0, path, mw_json_path_get_n_steps (path));
  MwJsonKey *wrapped = key != NULL && wrapper != NULL
                         ? mw_json_keys_get (self, key, wrapper, strlen (wrapper))
                         : NULL;
  MwJsonKey *elements = key != NULL ? mw_json_keys_get_element (self, key) : NULL;
  MwJsonList list = { .elements = elements, .size = 1 };

  if (elements == NULL || key->list > 0)
    return key != NULL ? key->list : 0;
  /* Three places in a row; the key may have had one of its own. */
  list.place = get_list (self, 0)->size;
  get_list (self, 0)->size += 3;
  key->list = self->lists->len;
  if (wrapped != NULL)
    {
      wrapped->list = key->list;
      wrapped->element = elements;
    }
  g_array_append_val (self->lists, list);
  return key->list;
}

/**
 * mw_json_keys_find_list:
 * @list: from mw_json_keys_add_list()
 * @record: what was found of a record
 * @n: (out): how many elements it has
 *
 * Returns: (nullable): the array; %NULL when the record has none
 */
yyjson_val *
mw_json_keys_find_list (const MwJsonKeys *self, guint list, const MwJsonFound *record, guint *n)
{
  guint place = get_list (self, list)->place;

  *n = record->row[place + 2];
  return mw_json_found_get (record, place);
}

/**
 * mw_json_keys_find_element:
 * @number: of the element, less than how many there are
 *
 * Returns: what was found of that element
 */
MwJsonFound
mw_json_keys_find_element (const MwJsonKeys *self, guint list, const MwJsonFound *record, guint number)
{
  const MwJsonList *known = get_list (self, list);
  gsize first = record->row[known->place + 1];

  return (MwJsonFound) { record->values, record->rows, record->rows + first + (gsize) number * known->size };
}
