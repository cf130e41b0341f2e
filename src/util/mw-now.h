/* mw-now.h: what time it is; a test says it itself
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds since 1970. For what happens on a day; who waits for something looks at the monotonic clock.
 */
gint64 mw_now (void);
/* From now on it is @moment; 0: what the computer's clock says. */
void mw_now_set_for_test (gint64 moment);

G_END_DECLS
