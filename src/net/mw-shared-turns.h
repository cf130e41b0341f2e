/* mw-shared-turns.h: limits that all processes of one connection keep together
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At most @count turns may begin in any @window (microseconds); 0: no limit. */
typedef struct
{
  guint count;
  gint64 window;
} MwTurnLimit;

#define MW_TURN_LIMITS 2
#define MW_TURN_NOW    0

typedef struct _MwSharedTurns MwSharedTurns;

MwSharedTurns *mw_shared_turns_new (const char *name);
void mw_shared_turns_free (MwSharedTurns *self);
/* Takes a turn: MW_TURN_NOW, and the slot to give back; else when to look again (monotonic time). Any thread;
 * does not wait. Where there is no place for the files, every turn is taken. */
gint64 mw_shared_turns_take (MwSharedTurns *self,
                             const MwTurnLimit *limits,
                             guint concurrent,
                             gint64 now,
                             int *slot);
void mw_shared_turns_give_back (int slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSharedTurns, mw_shared_turns_free)

G_END_DECLS
