/* mw-tally.c: how much was asked and answered while something was read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-tally.h"

struct _MwTally
{
  GMutex mutex;
  MwTallyCounts counts;
  char *list; /* whose pages are counted, by the subject of what is asked */
};

/**
 * mw_tally_new:
 *
 * Returns: (transfer full): a tally of nothing
 */
MwTally *
mw_tally_new (void)
{
  MwTally *self = g_atomic_rc_box_new0 (MwTally);

  g_mutex_init (&self->mutex);
  return self;
}

MwTally *
mw_tally_ref (MwTally *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  MwTally *self = data;

  g_free (self->list);
  g_mutex_clear (&self->mutex);
}

void
mw_tally_unref (MwTally *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * mw_tally_set_list:
 * @list: subject of the purposes that are pages of what is read; others are looked up
 */
void
mw_tally_set_list (MwTally *self, const char *list)
{
  g_mutex_lock (&self->mutex);
  g_set_str (&self->list, list);
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_tally_add_answer:
 * @purpose: what was asked for
 * @n_bytes: how long the answer is, decoded
 */
void
mw_tally_add_answer (MwTally *self, const MwPurpose *purpose, gsize n_bytes)
{
  g_mutex_lock (&self->mutex);
  self->counts.n_requests++;
  self->counts.n_pages += purpose->kind == MW_PURPOSE_PAGE && g_strcmp0 (purpose->subject, self->list) == 0;
  self->counts.n_bytes += n_bytes;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_tally_get:
 * @counts: (out caller-allocates): what was counted so far
 */
void
mw_tally_get (MwTally *self, MwTallyCounts *counts)
{
  g_mutex_lock (&self->mutex);
  *counts = self->counts;
  g_mutex_unlock (&self->mutex);
}
