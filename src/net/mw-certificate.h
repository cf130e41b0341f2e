/* mw-certificate.h: what the certificate of a server says, and what is wrong with it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MwCertificateProblems:
 * @MW_CERTIFICATE_UNKNOWN_AUTHORITY: nobody this computer trusts has signed it
 * @MW_CERTIFICATE_OTHER_HOST: it is for another host name
 * @MW_CERTIFICATE_NOT_YET_VALID: its time has not begun
 * @MW_CERTIFICATE_EXPIRED: its time is over
 * @MW_CERTIFICATE_UNSAFE: it was revoked, its algorithm is broken, or it cannot be checked: nobody may trust
 * it
 */
typedef enum
{
  MW_CERTIFICATE_UNKNOWN_AUTHORITY = 1 << 0,
  MW_CERTIFICATE_OTHER_HOST = 1 << 1,
  MW_CERTIFICATE_NOT_YET_VALID = 1 << 2,
  MW_CERTIFICATE_EXPIRED = 1 << 3,
  MW_CERTIFICATE_UNSAFE = 1 << 4,
} MwCertificateProblems;

/* What a person may accept after comparing the fingerprint. */
#define MW_CERTIFICATE_ACCEPTABLE                                                                            \
  (MW_CERTIFICATE_UNKNOWN_AUTHORITY | MW_CERTIFICATE_OTHER_HOST | MW_CERTIFICATE_NOT_YET_VALID |             \
   MW_CERTIFICATE_EXPIRED)

/* All texts but @pem and the fingerprints are the server's own words. */
typedef struct
{
  char *pem;
  char *fingerprint; /* SHA-256, "AA:BB:…" */
  char *subject;     /* or NULL, as the following */
  char *issuer;
  char *names; /* hosts it is for, with commas between them */
  GDateTime *valid_from;
  GDateTime *valid_until;
  MwCertificateProblems problems;
  char *trusted; /* the fingerprint of the one that was trusted, when this is another; or NULL */
} MwCertificate;

#define MW_TYPE_CERTIFICATE (mw_certificate_get_type ())
GType mw_certificate_get_type (void);
/* @trusted: the one that is trusted for the connection, or NULL. */
MwCertificate *
mw_certificate_new (GTlsCertificate *certificate, MwCertificateProblems problems, GTlsCertificate *trusted);
MwCertificate *mw_certificate_copy (const MwCertificate *self);
void mw_certificate_free (MwCertificate *self);
/* Whether a person may trust it for one connection. */
gboolean mw_certificate_may_be_trusted (const MwCertificate *self);
MwCertificateProblems mw_certificate_find_problems (GTlsCertificateFlags errors);
char *mw_certificate_dup_fingerprint (GTlsCertificate *certificate);
/* Why it is not trusted, in English, for the details of an error. */
char *mw_certificate_describe_problems (MwCertificateProblems problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCertificate, mw_certificate_free)

G_END_DECLS
