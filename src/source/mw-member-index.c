/* mw-member-index.c: the members of a record that are wanted, found in one walk through it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-member-index.h"

#include <string.h>

/* Records of one set mostly have the same keys in the same order: what stood at a place is looked at first.
 */
#define MAX_PLACES 128
#define MAX_LENGTH 40
#define UNWANTED   -1

typedef struct
{
  char key[MAX_LENGTH];
  gsize length;
  int number; /* among the wanted ones, or UNWANTED */
} Place;

typedef struct
{
  char *key;
  gsize length;
  yyjson_val *value;
} Wanted;

struct _MwMemberIndex
{
  GArray *wanted; /* Wanted */
  Place places[MAX_PLACES];
  guint n_places;
};

static void
wanted_clear (gpointer data)
{
  g_free (((Wanted *) data)->key);
}

/**
 * mw_member_index_new:
 *
 * Returns: (transfer full): an index of nothing. For one thread at a time.
 */
MwMemberIndex *
mw_member_index_new (void)
{
  MwMemberIndex *self = g_new0 (MwMemberIndex, 1);

  self->wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_array_set_clear_func (self->wanted, wanted_clear);
  return self;
}

/**
 * mw_member_index_free:
 */
void
mw_member_index_free (MwMemberIndex *self)
{
  g_array_unref (self->wanted);
  g_free (self);
}

static int
find (const MwMemberIndex *self, const char *key, gsize length)
{
  const Wanted *wanted = (gconstpointer) self->wanted->data;

  for (guint i = 0; i < self->wanted->len; i++)
    if (wanted[i].length == length && memcmp (wanted[i].key, key, length) == 0)
      return (int) i;
  return UNWANTED;
}

/**
 * mw_member_index_add:
 *
 * Returns: the number of @key
 */
guint
mw_member_index_add (MwMemberIndex *self, const char *key)
{
  Wanted wanted = { NULL, strlen (key), NULL };
  int number = find (self, key, wanted.length);

  if (number != UNWANTED)
    return (guint) number;
  wanted.key = g_strdup (key);
  g_array_append_val (self->wanted, wanted);
  self->n_places = 0;
  return self->wanted->len - 1;
}

static int
find_at (MwMemberIndex *self, guint position, yyjson_val *key)
{
  const char *text = unsafe_yyjson_get_str (key);
  gsize length = unsafe_yyjson_get_len (key);
  Place *place;

  if (position >= MAX_PLACES || position > self->n_places || length > MAX_LENGTH)
    return find (self, text, length);
  place = &self->places[position];
  if (position < self->n_places && place->length == length && memcmp (place->key, text, length) == 0)
    return place->number;
  memcpy (place->key, text, length);
  place->length = length;
  place->number = find (self, text, length);
  self->n_places = MAX (self->n_places, position + 1);
  return place->number;
}

/**
 * mw_member_index_read:
 * @object: (nullable): a record
 *
 * Walks once through @object.
 */
void
mw_member_index_read (MwMemberIndex *self, yyjson_val *object)
{
  Wanted *wanted = (gpointer) self->wanted->data;
  yyjson_val *key;
  yyjson_obj_iter iter;
  guint position = 0;

  for (guint i = 0; i < self->wanted->len; i++)
    wanted[i].value = NULL;
  if (self->wanted->len == 0 || !yyjson_obj_iter_init (object, &iter))
    return;
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      int number = find_at (self, position++, key);

      if (number != UNWANTED && wanted[number].value == NULL)
        wanted[number].value = yyjson_obj_iter_get_val (key);
    }
}

/**
 * mw_member_index_get:
 * @number: from mw_member_index_add()
 *
 * Returns: (transfer none) (nullable): the member of the object that was read last
 */
yyjson_val *
mw_member_index_get (const MwMemberIndex *self, guint number)
{
  return g_array_index (self->wanted, Wanted, number).value;
}
