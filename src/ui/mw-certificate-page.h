/* mw-certificate-page.h: a page that shows a certificate that is not trusted, and asks whether to trust it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-certificate.h"

G_BEGIN_DECLS

/**
 * MwCertificatePage:
 *
 * Signal `trusted`: the user has compared the fingerprint and trusts this certificate, for this connection.
 */
#define MW_TYPE_CERTIFICATE_PAGE (mw_certificate_page_get_type ())
G_DECLARE_FINAL_TYPE (MwCertificatePage, mw_certificate_page, MW, CERTIFICATE_PAGE, AdwNavigationPage)

/* @host: whom it was shown by. */
MwCertificatePage *mw_certificate_page_new (const MwCertificate *certificate, const char *host);
const MwCertificate *mw_certificate_page_get_certificate (MwCertificatePage *self);

G_END_DECLS
