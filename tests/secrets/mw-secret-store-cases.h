/* mw-secret-store-cases.h: what every store of secrets must do, whatever is behind it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-secret-store.h"

G_BEGIN_DECLS

/* Adds a test for each of them, named "PREFIX/CASE"; @store lives until they have run, and is as it was when
 * each of them ends. */
void mw_secret_store_cases_add (const char *prefix, MwSecretStore *store);

G_END_DECLS
