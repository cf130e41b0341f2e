/* mw-receipt-sink.h: passes on what a load brings, and counts it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-receipt.h"

G_BEGIN_DECLS

#define MW_TYPE_RECEIPT_SINK (mw_receipt_sink_get_type ())
G_DECLARE_FINAL_TYPE (MwReceiptSink, mw_receipt_sink, MW, RECEIPT_SINK, GObject)

MwReceiptSink *mw_receipt_sink_new (MwReceipt *receipt, MwSink *sink);
void mw_receipt_sink_set_list (MwReceiptSink *self, const char *list);

G_END_DECLS
