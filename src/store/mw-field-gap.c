/* mw-field-gap.c: why a read left a field of all rows empty
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-field-gap.h"

/**
 * mw_field_gap_new:
 * @notice: that a field is not offered, or that a list cannot be read
 *
 * Returns: (transfer full): what it says of the fields it names
 */
MwFieldGap *
mw_field_gap_new (const MwNotice *notice)
{
  MwFieldGap *self = g_atomic_rc_box_new0 (MwFieldGap);

  self->set = g_strdup (notice->set);
  self->subject = g_strdup (notice->subject != NULL ? notice->subject : notice->set);
  self->is_whole_set = notice->kind == MW_NOTICE_SET_NOT_READABLE;
  self->reason = notice->reason;
  return self;
}

static void
gap_clear (gpointer data)
{
  MwFieldGap *self = data;

  g_free (self->set);
  g_free (self->subject);
}

MwFieldGap *
mw_field_gap_ref (MwFieldGap *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_field_gap_unref (MwFieldGap *self)
{
  g_atomic_rc_box_release_full (self, gap_clear);
}
