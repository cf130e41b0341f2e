/* mw-certificate.h: which certificate is trusted, and what a refused one looks like to a person
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *mw_certificate_dup_pem (GTlsCertificate *certificate);
char *mw_certificate_dup_fingerprint (GTlsCertificate *certificate); /* SHA-256, "AA:BB:…" */
char *mw_certificate_dup_issuer (GTlsCertificate *certificate);
/* Why it is not trusted, in English, for the details of an error. */
char *mw_certificate_describe_errors (GTlsCertificateFlags errors);

G_END_DECLS
