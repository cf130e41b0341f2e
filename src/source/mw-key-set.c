/* mw-key-set.c: the identities of a million records in little memory
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Most keys end with a number that counts: 4711, PO-2026-00042. Sixty-four of them share an entry: what
 * stands before, how many digits there are and the number without its last six bits are its name, those six
 * bits choose a bit of it. Other keys take an entry each. Names are kept as 128 bits of a hash that is
 * another one in every process: two of a million names are the same with a chance of one in 10^26. */

#include "mw-key-set.h"

#include <string.h>

#define FIRST_ENTRIES 64
/* Any number of so many digits fits into 64 bits. */
#define MAX_DIGITS 18

typedef struct
{
  guint64 name[2];
  guint64 members; /* 0: the entry is free */
} Entry;

struct _MwKeySet
{
  guint64 seeds[2];
  Entry *entries;
  gsize n_entries; /* a power of two */
  gsize n_used;
};

static guint64
random_odd (void)
{
  return ((guint64) g_random_int () << 32 | g_random_int ()) | 1;
}

/**
 * mw_key_set_new:
 *
 * Returns: (transfer full): an empty set
 */
MwKeySet *
mw_key_set_new (void)
{
  MwKeySet *self = g_new0 (MwKeySet, 1);

  self->seeds[0] = random_odd ();
  self->seeds[1] = random_odd ();
  self->n_entries = FIRST_ENTRIES;
  self->entries = g_new0 (Entry, self->n_entries);
  return self;
}

/**
 * mw_key_set_free:
 */
void
mw_key_set_free (MwKeySet *self)
{
  g_free (self->entries);
  g_free (self);
}

static guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0xD6E8FEB86659FD93);
  return hash ^ (hash >> 32);
}

static void
hash_text (const char *text, gsize length, guint64 name[2])
{
  guint64 word;

  for (; length >= sizeof word; text += sizeof word, length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      name[0] = mix (name[0], word);
      name[1] = mix (name[1], word + name[0]);
    }
  word = length;
  for (gsize i = 0; i < length; i++)
    word = word << 8 | (guchar) text[i];
  name[0] = mix (name[0], word);
  name[1] = mix (name[1], word + name[0]);
}

/* The entry of that name, or the free one that it gets. */
static Entry *
find (const MwKeySet *self, const guint64 name[2])
{
  gsize slot = name[0] & (self->n_entries - 1);

  while (self->entries[slot].members != 0 &&
         (self->entries[slot].name[0] != name[0] || self->entries[slot].name[1] != name[1]))
    slot = (slot + 1) & (self->n_entries - 1);
  return &self->entries[slot];
}

static void
grow (MwKeySet *self)
{
  g_autofree Entry *old = g_steal_pointer (&self->entries);
  gsize n_old = self->n_entries;

  self->n_entries *= 2;
  self->entries = g_new0 (Entry, self->n_entries);
  for (gsize i = 0; i < n_old; i++)
    if (old[i].members != 0)
      *find (self, old[i].name) = old[i];
}

/**
 * mw_key_set_add:
 * @key: identity of a record
 * @length: bytes of @key
 *
 * Returns: whether it was not in the set
 */
gboolean
mw_key_set_add (MwKeySet *self, const char *key, gsize length)
{
  guint64 name[2] = { self->seeds[0], self->seeds[1] };
  guint64 number = 0, member;
  gsize n_digits = 0;
  Entry *entry;

  while (n_digits < MIN (length, MAX_DIGITS) && g_ascii_isdigit (key[length - n_digits - 1]))
    n_digits++;
  for (gsize i = length - n_digits; i < length; i++)
    number = number * 10 + (guint64) (key[i] - '0');
  hash_text (key, length - n_digits, name);
  name[0] = mix (name[0], number >> 6);
  name[1] = mix (name[1], (number >> 6) + name[0] + n_digits * self->seeds[1]);
  member = G_GUINT64_CONSTANT (1) << (number & 63);

  entry = find (self, name);
  if (entry->members == 0)
    {
      if (++self->n_used > self->n_entries / 4 * 3)
        {
          grow (self);
          entry = find (self, name);
        }
      entry->name[0] = name[0];
      entry->name[1] = name[1];
    }
  else if ((entry->members & member) != 0)
    return FALSE;
  entry->members |= member;
  return TRUE;
}

/**
 * mw_key_set_get_size:
 *
 * Returns: bytes of memory that the set takes
 */
gsize
mw_key_set_get_size (const MwKeySet *self)
{
  return sizeof *self + self->n_entries * sizeof *self->entries;
}
