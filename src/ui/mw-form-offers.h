/* mw-form-offers.h: shows in the rows of a form which values the system offers for them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"
#include "mw-form-row.h"

G_BEGIN_DECLS

typedef struct _MwFormOffers MwFormOffers;

MwFormOffers *mw_form_offers_new (MwEngine *engine);
/* Nothing that was asked for comes any more. */
void mw_form_offers_free (MwFormOffers *self);
/* Of a field with `offers`: the address in @draft is asked, without anything secret. A single value fills an
 * empty row. */
void mw_form_offers_ask (MwFormOffers *self, MwDraft *draft, MwFormRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFormOffers, mw_form_offers_free)

G_END_DECLS
