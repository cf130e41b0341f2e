/* mw-describe-dialog.h: another name, environment or colour for a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

#define MW_TYPE_DESCRIBE_DIALOG (mw_describe_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwDescribeDialog, mw_describe_dialog, MW, DESCRIBE_DIALOG, AdwDialog)

MwDescribeDialog *mw_describe_dialog_new (MwConnection *connection);

G_END_DECLS
