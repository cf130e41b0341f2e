/* mw-product.h: is what answers there the product the user chose?
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session.h"

G_BEGIN_DECLS

/* What answers there. */
#define MW_TYPE_PRODUCT (mw_product_get_type ())

typedef struct
{
  char *version;            /* may be empty */
  const MwVariant *variant; /* the system's */
} MwProduct;

GType mw_product_get_type (void);
void mw_product_free (MwProduct *self);
/* Resolves to a MwProduct. */
DexFuture *mw_product_probe (MwSystem *system,
                             const MwSignIn *sign_in,
                             MwTransport *transport,
                             MwVariables *settings) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwProduct, mw_product_free)

G_END_DECLS
