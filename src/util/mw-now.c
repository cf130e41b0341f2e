/* mw-now.c: what time it is; a test says it itself
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-now.h"

static gint64 said; /* by a test, before anything runs beside it */

/**
 * mw_now:
 *
 * Returns: the time by the clock of this computer, in microseconds since 1970
 */
gint64
mw_now (void)
{
  return said != 0 ? said : g_get_real_time ();
}

/**
 * mw_now_set_for_test:
 * @moment: what mw_now() says from now on; 0: the clock of the computer again
 *
 * So that a test stands at the edge of a day that counts. Main thread.
 */
void
mw_now_set_for_test (gint64 moment)
{
  said = moment;
}
