/* mw-tls-policy.c: which peer of a TLS connection is trusted with a request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-tls-policy.h"

#include "mw-transport.h"

struct _MwTlsPolicy
{
  gatomicrefcount ref_count;
  GTlsCertificate *pin;
  MwCertificateProblems accepted; /* of the pin */
  GMutex mutex;
  MwCertificate *refused;
};

MwTlsPolicy *
mw_tls_policy_new (GTlsCertificate *pin, MwCertificateProblems accepted)
{
  MwTlsPolicy *self = g_new0 (MwTlsPolicy, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->pin = pin ? g_object_ref (pin) : NULL;
  self->accepted = accepted & MW_CERTIFICATE_ACCEPTABLE;
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
  g_clear_pointer (&self->refused, mw_certificate_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
remember (MwTlsPolicy *self, GTlsCertificate *peer, MwCertificateProblems problems)
{
  MwCertificate *refused = mw_certificate_new (peer, problems, self->pin);

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->refused, mw_certificate_free);
  self->refused = refused;
  g_mutex_unlock (&self->mutex);
}

GTlsCertificate *
mw_tls_policy_get_pin (MwTlsPolicy *self)
{
  return self->pin;
}

MwCertificateProblems
mw_tls_policy_get_accepted (MwTlsPolicy *self)
{
  return self->accepted;
}

/* Another one than was trusted: the new one of the same server, or somebody in between. */
static GError *
new_change (MwTlsPolicy *self, GTlsCertificate *peer)
{
  g_autofree char *trusted = mw_certificate_dup_fingerprint (self->pin);
  g_autofree char *shown = peer != NULL ? mw_certificate_dup_fingerprint (peer) : NULL;

  return g_error_new (
    MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED,
    "its certificate is not the one that was trusted for this connection. Trusted: %s; now: %s",
    trusted != NULL ? trusted : "?", shown != NULL ? shown : "none");
}

/**
 * mw_tls_policy_judge:
 * @self: a policy
 * @peer: the certificate that was shown
 * @errors: what the system's check found
 *
 * A pinned certificate is the one the user compared and trusted, with what was wrong with it then. What has
 * become wrong since, such as that its time is over, is asked about again.
 *
 * Returns: (transfer full) (nullable): %NULL when it is trusted, else why not
 */
GError *
mw_tls_policy_judge (MwTlsPolicy *self, GTlsCertificate *peer, GTlsCertificateFlags errors)
{
  MwCertificateProblems problems = mw_certificate_find_problems (errors);
  gboolean is_pin = self->pin != NULL && g_tls_certificate_is_same (self->pin, peer);
  g_autofree char *reason = NULL;

  if (is_pin && (problems & ~self->accepted) == 0)
    return NULL;
  remember (self, peer, problems);
  if (self->pin != NULL && !is_pin)
    return new_change (self, peer);
  reason = mw_certificate_describe_problems (is_pin ? problems & ~self->accepted : problems);
  return g_error_new (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS, is_pin ? "%s since it was trusted" : "%s",
                      reason);
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
GError *
mw_tls_policy_check (MwTlsPolicy *self, GTlsCertificate *peer, GTlsProtocolVersion version)
{
  if (version < G_TLS_PROTOCOL_VERSION_TLS_1_2 || version >= G_TLS_PROTOCOL_VERSION_DTLS_1_0)
    return g_error_new_literal (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_OLD_TLS,
                                "it speaks no TLS 1.2 or newer, and older versions are not secure");
  if (self->pin == NULL || (peer != NULL && g_tls_certificate_is_same (self->pin, peer)))
    return NULL;
  if (peer != NULL)
    remember (self, peer, 0);
  return new_change (self, peer);
}

/* Returns: (transfer full) (nullable) */
MwCertificate *
mw_tls_policy_dup_refused (MwTlsPolicy *self)
{
  MwCertificate *refused;

  g_mutex_lock (&self->mutex);
  refused = self->refused ? mw_certificate_copy (self->refused) : NULL;
  g_mutex_unlock (&self->mutex);
  return refused;
}
