/* mw-page-read.h: what is done with one answer of a set, on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* Reads @response as the next page of the #MwSetRead @data and delivers it whole, or not at all. */
gboolean mw_page_read (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error);
/* Delivers the records of a page of the #MwSetRead @data whose details were read. */
gboolean mw_page_deliver_details (gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
