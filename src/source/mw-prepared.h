/* mw-prepared.h: what was asked once after signing in, kept for the session
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-request-template.h"

G_BEGIN_DECLS

/* Any thread. */
typedef struct _MwPrepared MwPrepared;

MwPrepared *mw_prepared_new (void);
MwPrepared *mw_prepared_ref (MwPrepared *self);
void mw_prepared_unref (MwPrepared *self);
/* What was kept under @key (which prepare, asked with which values), or NULL. */
MwVariables *mw_prepared_dup (MwPrepared *self, const char *key);
/* @variables must not change afterwards. */
void mw_prepared_keep (MwPrepared *self, const char *key, MwVariables *variables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwPrepared, mw_prepared_unref)

G_END_DECLS
