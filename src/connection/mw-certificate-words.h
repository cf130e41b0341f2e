/* mw-certificate-words.h: what a certificate says and what is wrong with it, for people
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-certificate.h"

G_BEGIN_DECLS

char *mw_certificate_dup_reason (const MwCertificate *self);   /* translated sentences */
char *mw_certificate_dup_validity (const MwCertificate *self); /* translated, or NULL */
char *mw_certificate_dup_owner (const MwCertificate *self);    /* for whom it is, fit to be shown, or NULL */
char *mw_certificate_dup_issuer (const MwCertificate *self);   /* the same of who signed it */

G_END_DECLS
