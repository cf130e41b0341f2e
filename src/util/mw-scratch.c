/* mw-scratch.c: memory for texts that live until the next record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-scratch.h"

#include <string.h>

/* A record's texts mostly fit into one. */
#define BLOCK     16384
#define ALIGNMENT 16

struct _MwScratch
{
  char *block; /* BLOCK bytes, kept when everything is given back */
  gsize used;
  GPtrArray *others; /* blocks of what did not fit in */
};

/**
 * mw_scratch_new:
 *
 * Returns: (transfer full): empty scratch memory
 */
MwScratch *
mw_scratch_new (void)
{
  MwScratch *self = g_new0 (MwScratch, 1);

  self->block = g_malloc (BLOCK);
  self->others = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * mw_scratch_free:
 */
void
mw_scratch_free (MwScratch *self)
{
  g_free (self->block);
  g_ptr_array_unref (self->others);
  g_free (self);
}

/**
 * mw_scratch_reset:
 *
 * Gives back everything that was taken.
 */
void
mw_scratch_reset (MwScratch *self)
{
  self->used = 0;
  if (self->others->len > 0)
    g_ptr_array_set_size (self->others, 0);
}

/**
 * mw_scratch_take:
 *
 * Returns: (transfer none): @size bytes
 */
char *
mw_scratch_take (MwScratch *self, gsize size)
{
  char *taken = self->block + self->used;

  if (size > BLOCK - self->used)
    {
      taken = g_malloc (size);
      g_ptr_array_add (self->others, taken);
      return taken;
    }
  self->used += size;
  return taken;
}

/**
 * mw_scratch_take_aligned:
 *
 * Returns: (transfer none): @size bytes, where any struct may lie
 */
gpointer
mw_scratch_take_aligned (MwScratch *self, gsize size)
{
  self->used = MIN ((self->used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, BLOCK);
  return mw_scratch_take (self, size);
}

/**
 * mw_scratch_copy:
 *
 * Returns: a copy of @text in @self
 */
MwSlice
mw_scratch_copy (MwScratch *self, const char *text, gsize length)
{
  char *copy = mw_scratch_take (self, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return (MwSlice) { copy, length };
}

/**
 * mw_scratch_adopt:
 * @text: (nullable) (transfer full): a text
 *
 * Returns: @text as long as @self keeps it
 */
MwSlice
mw_scratch_adopt (MwScratch *self, char *text)
{
  if (text == NULL)
    return MW_SLICE_NULL;
  g_ptr_array_add (self->others, text);
  return (MwSlice) { text, strlen (text) };
}

/**
 * mw_slice_equal:
 *
 * Returns: whether @slice is @text, byte for byte; null is no text
 */
gboolean
mw_slice_equal (MwSlice slice, const char *text)
{
  return slice.text != NULL && strlen (text) == slice.length && memcmp (slice.text, text, slice.length) == 0;
}

/**
 * mw_slice_is_one_of:
 * @texts: ends with %NULL
 *
 * Returns: whether @slice is one of @texts
 */
gboolean
mw_slice_is_one_of (MwSlice slice, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    if (mw_slice_equal (slice, texts[i]))
      return TRUE;
  return FALSE;
}
