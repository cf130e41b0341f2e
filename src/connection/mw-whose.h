/* mw-whose.h: whose records they are, and which of them: what a number of records is never without
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

/* "Acme S/4HANA · ACME DE · ordered since 1 January 2026 · anna"; translated, safe for Pango. */
char *mw_whose_dup_line (MwConnection *connection, MwEntity *entity);
/* For the name of a file: "Acme S/4HANA ACME DE Purchase orders ordered since 1 January 2026". */
char *mw_whose_dup_file_name (MwConnection *connection, MwEntity *entity, const char *title);

G_END_DECLS
