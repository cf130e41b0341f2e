/* mw-tally.h: how much was asked and answered while something was read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-purpose.h"

G_BEGIN_DECLS

/* Reference-counted; counted from any thread. */
typedef struct _MwTally MwTally;

typedef struct
{
  guint n_requests;
  guint n_pages; /* of the list that is read */
  guint64 n_bytes;
} MwTallyCounts;

MwTally *mw_tally_new (void);
MwTally *mw_tally_ref (MwTally *self);
void mw_tally_unref (MwTally *self);
void mw_tally_set_list (MwTally *self, const char *list);
void mw_tally_add_answer (MwTally *self, const MwPurpose *purpose, gsize n_bytes);
void mw_tally_get (MwTally *self, MwTallyCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTally, mw_tally_unref)

G_END_DECLS
