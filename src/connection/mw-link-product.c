/* mw-link-product.c: what answers at the end of a link, and so in which variant it is asked
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include "mw-main-fiber.h"
#include "mw-product.h"

typedef struct
{
  MwLink *link;
  DexFuture *transport;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  dex_clear (&call->transport);
  g_object_unref (call->link);
  g_free (call);
}

static MwProduct *
probe (MwLink *self, const MwSignIn *sign_in, MwTransport *transport, MwMainFiber *fiber, GError **error)
{
  return dex_await_boxed (mw_main_until (mw_product_probe (mw_link_get_system (self), sign_in, transport,
                                                           mw_link_get_file (self)->settings),
                                         fiber),
                          error);
}

/* What answers may be what the sign-in's counterpart is for; the link then signs in like that. */
static MwProduct *
probe_instead (MwLink *self, MwTransport *transport, MwMainFiber *fiber)
{
  const char *id = mw_link_get_sign_in (self)->instead;
  const MwSignIn *other = id != NULL ? mw_system_find_sign_in (mw_link_get_system (self), id) : NULL;
  MwProduct *product = other != NULL ? probe (self, other, transport, fiber, NULL) : NULL;

  if (product != NULL)
    mw_link_set_sign_in (self, other);
  return product;
}

static DexFuture *
find_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  MwLink *self = call->link;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwProduct) product = NULL;
  g_autoptr (GError) error = NULL;

  transport = dex_await_object (mw_main_until (g_steal_pointer (&call->transport), fiber), &error);
  if (transport != NULL)
    product = probe (self, mw_link_get_sign_in (self), transport, fiber, &error);
  if (g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT) &&
      (product = probe_instead (self, transport, fiber)) != NULL)
    g_clear_error (&error);
  if (product == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  mw_link_set_variant (self, product->variant);
  mw_link_take_version (self, product->version);
  return dex_future_new_take_string (g_steal_pointer (&product->version));
}

/**
 * mw_link_find_product:
 * @self: a link to a system with a probe
 *
 * Asks what answers there. No secret is sent.
 *
 * Returns: (transfer full): resolves to the version, rejects with %MW_AUTH_ERROR_NOT_THIS_PRODUCT when it is
 * none that the system's file knows
 */
DexFuture *
mw_link_find_product (MwLink *self)
{
  Call *call = g_new0 (Call, 1);

  call->link = g_object_ref (self);
  call->transport = mw_link_reach (self);
  return mw_main_fiber_spawn (find_fiber, call, call_free);
}
