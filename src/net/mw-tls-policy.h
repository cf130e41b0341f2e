/* mw-tls-policy.h: which peer of a TLS connection is trusted with a request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-certificate.h"

G_BEGIN_DECLS

/* Atomically reference-counted and immutable but for the certificate it refused last. */
typedef struct _MwTlsPolicy MwTlsPolicy;

/* @pin: trust exactly this certificate, with no other problems than @accepted; NULL: what the system trusts.
 */
MwTlsPolicy *mw_tls_policy_new (GTlsCertificate *pin, MwCertificateProblems accepted);
MwTlsPolicy *mw_tls_policy_ref (MwTlsPolicy *self);
void mw_tls_policy_unref (MwTlsPolicy *self);
GTlsCertificate *mw_tls_policy_get_pin (MwTlsPolicy *self); /* or NULL */
MwCertificateProblems mw_tls_policy_get_accepted (MwTlsPolicy *self);
/* For accept-certificate: @errors are those of the system's check. NULL when it is trusted nevertheless, else
 * why not: a MwTransportError without the name of the host. */
GError *mw_tls_policy_judge (MwTlsPolicy *self, GTlsCertificate *peer, GTlsCertificateFlags errors);
/* For a connection whose handshake is over, before anything is sent: NULL when all is well, else why not. */
GError *mw_tls_policy_check (MwTlsPolicy *self, GTlsCertificate *peer, GTlsProtocolVersion version);
MwCertificate *mw_tls_policy_dup_refused (MwTlsPolicy *self); /* or NULL */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTlsPolicy, mw_tls_policy_unref)

G_END_DECLS
