/* mw-receipt.h: what one load brought, counted while it comes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-sink.h"
#include "mw-tally.h"

G_BEGIN_DECLS

typedef enum
{
  MW_RECEIPT_RUNNING,
  MW_RECEIPT_DONE,
  MW_RECEIPT_STOPPED, /* by the user */
  MW_RECEIPT_FAILED,
} MwReceiptState;

/**
 * MwReceiptFacts:
 * @is_update: only what was changed was asked for
 * @n_received: records of its list that came
 * @n_rows: rows of the entity that there are afterwards
 * @expected: how many the system says there are, -1: it does not say
 * @n_duplicates: records that came twice and were taken once
 * @n_problems: values that could not be understood, in all rows
 *
 * Times in microseconds; @started_at since 1970.
 */
typedef struct
{
  MwReceiptState state;
  gboolean is_update;
  gint64 started_at;
  gint64 duration;
  guint64 n_received;
  guint64 n_rows;
  gint64 expected;
  guint64 n_duplicates;
  guint64 n_problems;
  MwTallyCounts asked;
} MwReceiptFacts;

#define MW_TYPE_RECEIPT (mw_receipt_get_type ())
G_DECLARE_FINAL_TYPE (MwReceipt, mw_receipt, MW, RECEIPT, GObject)

MwReceipt *mw_receipt_new (MwEntity *entity, gboolean is_update);
MwEntity *mw_receipt_get_entity (MwReceipt *self);
MwTally *mw_receipt_get_tally (MwReceipt *self);
/* Any thread. */
void mw_receipt_announce (MwReceipt *self, gint64 expected);
void mw_receipt_add_page (MwReceipt *self, const MwRawPage *page);
void mw_receipt_add_rows (MwReceipt *self, const MwChunk *rows);
void mw_receipt_add_duplicates (MwReceipt *self, guint64 n_duplicates);
void mw_receipt_end (MwReceipt *self, const GError *error);
void mw_receipt_get (MwReceipt *self, MwReceiptFacts *facts);

G_END_DECLS
