/* mw-notices.h: what a read left out or changed, gathered and said in sentences
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-field-gap.h"
#include "mw-model.h"
#include "mw-sink.h"

G_BEGIN_DECLS

/* The notices of one entity. Not thread-safe: its owner locks. */
typedef struct _MwNotices MwNotices;

MwNotices *mw_notices_new (void);
void mw_notices_free (MwNotices *self);
void mw_notices_add (MwNotices *self, const MwNotice *notice);
char **mw_notices_dup_fields_not_offered (MwNotices *self);
char **mw_notices_dup_sets_not_readable (MwNotices *self);
MwFieldGap *mw_notices_find_gap (MwNotices *self, const char *field);
const char *mw_notices_get_counted_set (MwNotices *self);
/* @n_sent: how many records came, for "announced 12 and sent 10". */
void mw_notices_add_sentences (MwNotices *self, MwEntity *entity, guint64 n_sent, GStrvBuilder *sentences);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwNotices, mw_notices_free)

G_END_DECLS
