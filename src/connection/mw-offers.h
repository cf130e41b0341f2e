/* mw-offers.h: which values a form field may have, asked of the system without a sign-in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"

G_BEGIN_DECLS

/* Of a field with `offers`: resolves to the values (G_TYPE_STRV); empty: the system does not tell. */
DexFuture *mw_offers_ask (MwEngine *engine, MwDraft *draft, const char *field) G_GNUC_WARN_UNUSED_RESULT;
/* "Odoo offers: erp, small", or that it does not tell and who knows it. @values may be NULL. */
char *mw_offers_describe (MwSystem *system, const MwFormField *field, const char *const *values);

G_END_DECLS
