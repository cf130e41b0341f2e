/* mw-moved.h: a server that sends everybody to another address
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-transport.h"

G_BEGIN_DECLS

/* The message is the address to use instead. The code: 0: of that of the system; n: of the one in the form
 * field number n, from 1 on. */
#define MW_MOVED (mw_moved_quark ())
GQuark mw_moved_quark (void);

GError *
mw_moved_recognise (const GError *error, const MwStrangeAnswer *answer, const char *address, int code);
/* Where the system is, when the request for @asked led to @target; NULL where nobody may be sent to. */
char *mw_moved_dup_address (const char *address, const char *asked, const char *target);

G_END_DECLS
