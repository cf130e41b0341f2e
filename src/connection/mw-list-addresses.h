/* mw-list-addresses.h: pasted addresses of lists: what they begin with together, and the rest of each
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MwListAddresses:
 * @base: what all of them begin with: the address of the connection, without a slash at its end
 * @lists: the rest of each: "orders?status=open"
 */
typedef struct
{
  char *base;
  char **lists;
} MwListAddresses;

/* @address: of one list, or what stands before @lists; @lists: several with commas between, whole or not, or
 * NULL. */
MwListAddresses *mw_list_addresses_new (const char *address, const char *lists, GError **error);
/* The same with one more; NULL with why it cannot be. */
MwListAddresses *mw_list_addresses_add (const MwListAddresses *self, const char *address, GError **error);
MwListAddresses *mw_list_addresses_copy (const MwListAddresses *self);
void mw_list_addresses_free (MwListAddresses *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwListAddresses, mw_list_addresses_free)

G_END_DECLS
