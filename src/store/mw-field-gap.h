/* mw-field-gap.h: why a read left a field of all rows empty
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-sink.h"

G_BEGIN_DECLS

/**
 * MwFieldGap:
 * @set: (nullable): id of the list that was asked
 * @subject: (nullable): what it did not give: the list itself as the system names it, or one field of it
 * @is_whole_set: whether that is the list
 * @reason: of a list, why
 *
 * Immutable, atomically reference-counted.
 */
typedef struct
{
  char *set;
  char *subject;
  gboolean is_whole_set;
  MwNoticeReason reason;
} MwFieldGap;

/* Of a notice of the kinds FIELD_NOT_OFFERED and SET_NOT_READABLE. */
MwFieldGap *mw_field_gap_new (const MwNotice *notice);
MwFieldGap *mw_field_gap_ref (MwFieldGap *self);
void mw_field_gap_unref (MwFieldGap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFieldGap, mw_field_gap_unref)

G_END_DECLS
