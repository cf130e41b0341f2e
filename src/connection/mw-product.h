/* mw-product.h: is what answers there the product the user chose?
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session.h"

G_BEGIN_DECLS

DexFuture *mw_product_probe (const MwVariant *variant,
                             MwTransport *transport,
                             MwVariables *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
