/* mw-link-header.h: the next page in a Link header (RFC 8288)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The target of the first link with rel=next; NULL when there is none. @header: several are joined with ",".
 */
char *mw_link_header_dup_next (const char *header);

G_END_DECLS
