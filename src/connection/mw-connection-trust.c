/* mw-connection-trust.c: the one certificate that is trusted for a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

/**
 * mw_connection_dup_certificate:
 * @self: a connection
 *
 * Returns: (transfer full) (nullable): the certificate that was refused last
 */
MwCertificate *
mw_connection_dup_certificate (MwConnection *self)
{
  g_autoptr (MwTransport) transport = mw_link_dup_transport (mw_connection_get_link (self));

  return transport != NULL ? mw_transport_dup_certificate (transport) : NULL;
}

/**
 * mw_connection_trust:
 * @self: a connection
 * @certificate: one whose fingerprint the user compared
 *
 * Exactly that certificate is trusted from now on, with what is wrong with it, and for this connection alone.
 *
 * Returns: (transfer full): resolves to %TRUE when that is stored
 */
DexFuture *
mw_connection_trust (MwConnection *self, const MwCertificate *certificate)
{
  if (!mw_certificate_may_be_trusted (certificate))
    return dex_future_new_reject (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS,
                                  "This certificate cannot be trusted");
  mw_link_trust (mw_connection_get_link (self), certificate);
  return mw_connection_save (self);
}
