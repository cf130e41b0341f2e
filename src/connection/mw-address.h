/* mw-address.h: the address of a system as people paste it, made into one that a program can use
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mw_address_complete (const char *typed, gboolean keep_path);
gboolean mw_address_has_path (const char *address);
gboolean mw_address_has_user (const char *typed);
gboolean mw_address_is_valid (const char *address);
gboolean mw_address_is_plain (const char *address);
gboolean mw_address_is_local (const char *address);
gboolean mw_address_is_private (const char *address);
char *mw_address_dup_host (const char *address);

G_END_DECLS
