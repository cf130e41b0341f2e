/* mw-receipt-sink.c: passes on what a load brings, and counts it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-receipt-sink.h"

struct _MwReceiptSink
{
  GObject parent_instance;

  MwReceipt *receipt;
  MwSink *sink;
  char *list; /* id of the set that the rows are made of */
  int number; /* of that, -1: not announced */
};

static void mw_receipt_sink_iface_init (MwSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwReceiptSink,
                               mw_receipt_sink,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, mw_receipt_sink_iface_init))

static void
mw_receipt_sink_finalize (GObject *object)
{
  MwReceiptSink *self = MW_RECEIPT_SINK (object);

  g_clear_object (&self->receipt);
  g_clear_object (&self->sink);
  g_free (self->list);
  G_OBJECT_CLASS (mw_receipt_sink_parent_class)->finalize (object);
}

static void
mw_receipt_sink_class_init (MwReceiptSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_receipt_sink_finalize;
}

static void
mw_receipt_sink_init (MwReceiptSink *self)
{
  self->number = -1;
}

static void
begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
  MwReceiptSink *self = MW_RECEIPT_SINK (sink);

  if (entity == mw_receipt_get_entity (self->receipt) && expected >= 0)
    mw_receipt_announce (self->receipt, expected);
  mw_sink_begin (self->sink, entity, expected);
}

static guint
begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  MwReceiptSink *self = MW_RECEIPT_SINK (sink);
  guint number = mw_sink_begin_set (self->sink, set_id, title, expected);

  if (g_strcmp0 (set_id, self->list) == 0)
    self->number = (int) number;
  return number;
}

static void
raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
  MwReceiptSink *self = MW_RECEIPT_SINK (sink);

  if ((int) set == self->number)
    mw_receipt_add_page (self->receipt, page);
  mw_sink_raw_page (self->sink, set, page);
}

static void
changed_page (MwSink *sink, guint set, const MwRawPage *page)
{
  mw_sink_changed_page (MW_RECEIPT_SINK (sink)->sink, set, page);
}

static void
rows (MwSink *sink, MwEntity *entity, MwChunk *chunk)
{
  MwReceiptSink *self = MW_RECEIPT_SINK (sink);

  if (entity == mw_receipt_get_entity (self->receipt))
    mw_receipt_add_rows (self->receipt, chunk);
  mw_sink_rows (self->sink, entity, chunk);
}

static void
notice (MwSink *sink, MwEntity *entity, const MwNotice *notice)
{
  MwReceiptSink *self = MW_RECEIPT_SINK (sink);

  if (notice->kind == MW_NOTICE_DUPLICATES_REMOVED && g_strcmp0 (notice->set, self->list) == 0)
    mw_receipt_add_duplicates (self->receipt, notice->count);
  mw_sink_notice (self->sink, entity, notice);
}

static gboolean
wants_raw_rows (MwSink *sink)
{
  return mw_sink_wants_raw_rows (MW_RECEIPT_SINK (sink)->sink);
}

static gboolean
keeps_keys (MwSink *sink)
{
  return mw_sink_keeps_keys (MW_RECEIPT_SINK (sink)->sink);
}

static void
mark (MwSink *sink, guint set, const MwSetMark *mark)
{
  mw_sink_mark (MW_RECEIPT_SINK (sink)->sink, set, mark);
}

static void
mw_receipt_sink_iface_init (MwSinkInterface *iface)
{
  iface->begin = begin;
  iface->begin_set = begin_set;
  iface->raw_page = raw_page;
  iface->changed_page = changed_page;
  iface->rows = rows;
  iface->notice = notice;
  iface->wants_raw_rows = wants_raw_rows;
  iface->keeps_keys = keeps_keys;
  iface->mark = mark;
}

/**
 * mw_receipt_sink_new:
 * @receipt: where it is counted
 * @sink: who keeps it
 *
 * Returns: (transfer full): a sink before @sink
 */
MwReceiptSink *
mw_receipt_sink_new (MwReceipt *receipt, MwSink *sink)
{
  MwReceiptSink *self = g_object_new (MW_TYPE_RECEIPT_SINK, NULL);

  self->receipt = g_object_ref (receipt);
  self->sink = g_object_ref (sink);
  return self;
}

/**
 * mw_receipt_sink_set_list:
 * @list: id of the set that the rows are made of; others are looked up, and do not count
 *
 * To be called before anything is read.
 */
void
mw_receipt_sink_set_list (MwReceiptSink *self, const char *list)
{
  g_set_str (&self->list, list);
}
