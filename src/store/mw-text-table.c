/* mw-text-table.c: gives the same texts the same number
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A GHashTable of a million texts takes several times as long. */

#include "mw-text-table.h"

#include <string.h>

#define FIRST_SLOTS 1024
#define MULTIPLIER  G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

typedef struct
{
  const char *text;
  guint32 length;
  guint32 hash;
} Text;

struct _MwTextTable
{
  guint64 seed;
  Text *texts;
  guint n_texts;
  guint capacity;
  guint32 *slots; /* number + 1; twice as many as texts at least */
  guint n_slots;  /* a power of two */
};

MwTextTable *
mw_text_table_new (void)
{
  MwTextTable *self = g_new0 (MwTextTable, 1);

  /* Nobody who sends texts can know which ones collide. */
  self->seed = (guint64) g_random_int () << 32 | g_random_int ();
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint32, self->n_slots);
  return self;
}

void
mw_text_table_free (MwTextTable *self)
{
  g_free (self->texts);
  g_free (self->slots);
  g_free (self);
}

static guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * MULTIPLIER;
  return hash ^ hash >> 32;
}

static guint32
get_hash (const MwTextTable *self, const char *text, gsize length)
{
  guint64 hash = self->seed ^ length;
  guint64 word;

  for (; length >= sizeof word; text += sizeof word, length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      hash = mix (hash, word);
    }
  word = 0;
  memcpy (&word, text, length);
  return (guint32) mix (mix (hash, word), self->seed);
}

static void
grow (MwTextTable *self)
{
  self->n_slots *= 2;
  g_free (self->slots);
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint i = 0; i < self->n_texts; i++)
    {
      guint slot = self->texts[i].hash & (self->n_slots - 1);

      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = i + 1;
    }
}

guint32
mw_text_table_add (MwTextTable *self, const char *text)
{
  gsize length = strlen (text);
  guint32 hash = get_hash (self, text, length);
  guint slot = hash & (self->n_slots - 1);

  for (; self->slots[slot] != 0; slot = (slot + 1) & (self->n_slots - 1))
    {
      const Text *known = &self->texts[self->slots[slot] - 1];

      if (known->hash == hash && known->length == (guint32) length && memcmp (known->text, text, length) == 0)
        return self->slots[slot] - 1;
    }
  if (self->n_texts == self->capacity)
    {
      self->capacity = MAX (FIRST_SLOTS, 2 * self->capacity);
      self->texts = g_renew (Text, self->texts, self->capacity);
    }
  self->texts[self->n_texts] = (Text) { text, (guint32) length, hash };
  self->slots[slot] = ++self->n_texts;
  if (2 * self->n_texts > self->n_slots)
    grow (self);
  return self->n_texts - 1;
}
