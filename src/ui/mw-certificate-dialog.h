/* mw-certificate-dialog.h: the certificate that a kept connection did not accept, and whether to trust it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwCertificateDialog::trusted:
 *
 * The user has compared the fingerprint; the connection trusts this certificate now.
 */
#define MW_TYPE_CERTIFICATE_DIALOG (mw_certificate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwCertificateDialog, mw_certificate_dialog, MW, CERTIFICATE_DIALOG, AdwDialog)

/* NULL: no certificate of @connection was refused. */
MwCertificateDialog *mw_certificate_dialog_new (MwConnection *connection);
MwConnection *mw_certificate_dialog_get_connection (MwCertificateDialog *self);

G_END_DECLS
