/* mw-qr.h: a text as a QR code (ISO/IEC 18004), to be seen by a phone
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Light modules that must be around it. */
#define MW_QR_QUIET 4

typedef struct _MwQr MwQr;

MwQr *mw_qr_new (const char *text);
void mw_qr_free (MwQr *self);
guint mw_qr_get_width (MwQr *self); /* modules, without the quiet ones */
gboolean mw_qr_is_dark (MwQr *self, guint x, guint y);
char *mw_qr_dup_lines (MwQr *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwQr, mw_qr_free)

G_END_DECLS
