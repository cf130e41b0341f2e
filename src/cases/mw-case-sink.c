/* mw-case-sink.c: keeps what a case read, and each notice as a line that is the same in every language
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-sink.h"

struct _MwCaseSink
{
  GObject parent_instance;
  MwDataset *dataset;
  GString *notices;
};

static void mw_case_sink_sink_init (MwSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwCaseSink,
                               mw_case_sink,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, mw_case_sink_sink_init))

static MwSink *
get_inner (MwSink *sink)
{
  return MW_SINK (MW_CASE_SINK (sink)->dataset);
}

static void
mw_case_sink_begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
  mw_sink_begin (get_inner (sink), entity, expected);
}

static guint
mw_case_sink_begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  return mw_sink_begin_set (get_inner (sink), set_id, title, expected);
}

static void
mw_case_sink_raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
  mw_sink_raw_page (get_inner (sink), set, page);
}

static void
mw_case_sink_rows (MwSink *sink, MwEntity *entity, MwChunk *rows)
{
  mw_sink_rows (get_inner (sink), entity, rows);
}

static void
mw_case_sink_notice (MwSink *sink, MwEntity *entity, const MwNotice *notice)
{
  MwCaseSink *self = MW_CASE_SINK (sink);
  g_autofree char *line = mw_notice_dup_line (notice);

  mw_sink_notice (get_inner (sink), entity, notice);
  g_string_append_printf (self->notices, "%s\n", line);
}

static gboolean
mw_case_sink_keeps_keys (MwSink *sink)
{
  return mw_sink_keeps_keys (get_inner (sink));
}

static void
mw_case_sink_mark (MwSink *sink, guint set, const MwSetMark *mark)
{
  mw_sink_mark (get_inner (sink), set, mark);
}

static void
mw_case_sink_sink_init (MwSinkInterface *iface)
{
  iface->begin = mw_case_sink_begin;
  iface->begin_set = mw_case_sink_begin_set;
  iface->raw_page = mw_case_sink_raw_page;
  iface->rows = mw_case_sink_rows;
  iface->notice = mw_case_sink_notice;
  iface->keeps_keys = mw_case_sink_keeps_keys;
  iface->mark = mw_case_sink_mark;
}

static void
mw_case_sink_finalize (GObject *object)
{
  MwCaseSink *self = MW_CASE_SINK (object);

  g_clear_object (&self->dataset);
  g_string_free (self->notices, TRUE);
  G_OBJECT_CLASS (mw_case_sink_parent_class)->finalize (object);
}

static void
mw_case_sink_class_init (MwCaseSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_case_sink_finalize;
}

static void
mw_case_sink_init (MwCaseSink *self)
{
  self->notices = g_string_new (NULL);
}

MwCaseSink *
mw_case_sink_new (MwModel *model)
{
  MwCaseSink *self = g_object_new (MW_TYPE_CASE_SINK, NULL);

  self->dataset = mw_dataset_new (model);
  return self;
}

MwDataset *
mw_case_sink_get_dataset (MwCaseSink *self)
{
  return self->dataset;
}

const char *
mw_case_sink_get_notices (MwCaseSink *self)
{
  return self->notices->str;
}
