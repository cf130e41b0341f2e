/* mw-test-resolver.h: names as a test wants them, so that none leaves this computer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* From now on, for all of the process: no name is known. */
void mw_test_resolver_install (void);
/* Whether every name is that of this computer. */
void mw_test_resolver_set_known (gboolean known);
guint mw_test_resolver_get_n_asked (void);

G_END_DECLS
