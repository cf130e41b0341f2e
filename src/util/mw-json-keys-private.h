/* mw-json-keys-private.h: one known key, for those who read with it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-keys.h"

G_BEGIN_DECLS

/* Most keys with their quotes and the colon, and room to compare beyond. */
#define MW_JSON_TOKEN_SIZE 48

typedef struct _MwJsonKey MwJsonKey;

/**
 * MwJsonKey:
 * @token: the key as it was sent last, from its quote to the value behind it
 * @token_length: 0: not known, longer, or with escapes
 * @tag: of a string of yyjson
 * @seen: the number of the object that had it last
 * @next: the key that followed it
 * @first: the first key of the object that is its value
 * @context: the key whose value, or the value of whose elements, is the object that it stands in
 * @element: stands for the elements of the array that is its value
 * @place: of its value in the row of the record, or element, that it stands in; 0: it is not wanted
 * @list: number of the list that is its value; 0: its elements have no rows
 *
 * A key at one place of the records.
 */
struct _MwJsonKey
{
  char token[MW_JSON_TOKEN_SIZE];
  guint token_length;
  guint place;
  char *text;
  uint64_t tag;
  guint64 seen;
  MwJsonKey *next;
  MwJsonKey *first;
  MwJsonKey *context;
  MwJsonKey *element;
  gsize length;
  guint64 hash;
  guint list;
};

/* A list whose elements have rows. */
typedef struct
{
  MwJsonKey *elements;
  guint size; /* of a row; the first place is that of the element itself */
  guint
    place; /* in the row of the record: of the list, of the first of its rows, and of how many there are */
} MwJsonList;

/**
 * MwJsonKeys:
 * @all: (element-type MwJsonKey): the first one stands for a record itself
 * @slots: all but those without a text, by hash
 * @n_slots: a power of two
 * @lists: (element-type MwJsonList): the first one stands for the record itself
 * @n_objects: how many objects were read: each has a number
 */
struct _MwJsonKeys
{
  gatomicrefcount ref_count;
  GPtrArray *all;
  MwJsonKey **slots;
  guint n_slots;
  guint64 seed;
  GArray *lists;
  guint64 n_objects;
};

/* That key of @context, made when it is new; NULL when so many are known that no more are learned. */
MwJsonKey *mw_json_keys_get (MwJsonKeys *self, MwJsonKey *context, const char *text, gsize length);
/* What stands for the elements of the array that is the value of @key; or NULL, as above. */
MwJsonKey *mw_json_keys_get_element (MwJsonKeys *self, MwJsonKey *key);
/* The key was sent as this. */
void mw_json_key_learn (MwJsonKey *self, const char *token, gsize length);

G_END_DECLS
