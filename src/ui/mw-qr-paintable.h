/* mw-qr-paintable.h: draws a QR code, crisp at every size, dark on light whatever the theme
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MW_TYPE_QR_PAINTABLE (mw_qr_paintable_get_type ())
G_DECLARE_FINAL_TYPE (MwQrPaintable, mw_qr_paintable, MW, QR_PAINTABLE, GObject)

/* NULL when @text is too long for one. */
GdkPaintable *mw_qr_paintable_new (const char *text);

G_END_DECLS
