/* mw-tls-policy.c: which peer of a TLS connection is trusted with a request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-tls-policy.h"

#include "mw-certificate.h"

struct _MwTlsPolicy
{
  gatomicrefcount ref_count;
  GTlsCertificate *pin;
  GMutex mutex;
  GTlsCertificate *refused;
};

MwTlsPolicy *
mw_tls_policy_new (GTlsCertificate *pin)
{
  MwTlsPolicy *self = g_new0 (MwTlsPolicy, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->pin = pin ? g_object_ref (pin) : NULL;
  return self;
}

MwTlsPolicy *
mw_tls_policy_ref (MwTlsPolicy *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_tls_policy_unref (MwTlsPolicy *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->pin);
  g_clear_object (&self->refused);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
remember (MwTlsPolicy *self, GTlsCertificate *peer)
{
  g_mutex_lock (&self->mutex);
  g_set_object (&self->refused, peer);
  g_mutex_unlock (&self->mutex);
}

GTlsCertificate *
mw_tls_policy_get_pin (MwTlsPolicy *self)
{
  return self->pin;
}

/**
 * mw_tls_policy_judge:
 * @self: a policy
 * @peer: the certificate that was shown
 * @errors: what the system's check found
 *
 * A pinned certificate is the one the user compared and trusted: it is taken whatever the system thinks of
 * it.
 *
 * Returns: (transfer full) (nullable): %NULL when it is trusted, else why not
 */
char *
mw_tls_policy_judge (MwTlsPolicy *self, GTlsCertificate *peer, GTlsCertificateFlags errors)
{
  if (self->pin && g_tls_certificate_is_same (self->pin, peer))
    return NULL;
  remember (self, peer);
  return self->pin ? g_strdup ("its certificate is not the one that was trusted for this connection")
                   : mw_certificate_describe_errors (errors);
}

/**
 * mw_tls_policy_check:
 * @self: a policy
 * @peer: (nullable): the certificate of the connection
 * @version: the protocol that was agreed on
 *
 * accept-certificate is only asked about certificates that the system does not trust, so a valid one in the
 * place of the pinned one must be noticed here. GnuTLS as Debian configures it still agrees to TLS 1.0
 * and 1.1 (RFC 8996 forbids them), and an environment variable is the only way to tell it otherwise, so that
 * is looked at here, too.
 *
 * Returns: (transfer full) (nullable): %NULL when all is well, else why not
 */
char *
mw_tls_policy_check (MwTlsPolicy *self, GTlsCertificate *peer, GTlsProtocolVersion version)
{
  if (version < G_TLS_PROTOCOL_VERSION_TLS_1_2 || version >= G_TLS_PROTOCOL_VERSION_DTLS_1_0)
    return g_strdup ("it speaks no TLS 1.2 or newer, and older versions are not secure");
  if (self->pin && (peer == NULL || !g_tls_certificate_is_same (self->pin, peer)))
    {
      if (peer)
        remember (self, peer);
      return g_strdup ("its certificate is not the one that was trusted for this connection");
    }
  return NULL;
}

/* Returns: (transfer full) (nullable) */
GTlsCertificate *
mw_tls_policy_dup_refused (MwTlsPolicy *self)
{
  GTlsCertificate *refused;

  g_mutex_lock (&self->mutex);
  refused = self->refused ? g_object_ref (self->refused) : NULL;
  g_mutex_unlock (&self->mutex);
  return refused;
}
