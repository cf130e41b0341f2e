/* mw-bench-drain.c: drops what comes, but for the moment of the first rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bench-drain.h"

static void
begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
}

static guint
begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  return 0;
}

static void
raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
}

static void
rows (MwSink *sink, MwEntity *entity, MwChunk *chunk)
{
  MwBenchDrain *self = MW_BENCH_DRAIN (sink);

  if (self->first_rows_at == 0)
    self->first_rows_at = g_get_monotonic_time ();
  self->n_rows += mw_chunk_get_n_rows (chunk);
}

static void
notice (MwSink *sink, MwEntity *entity, const MwNotice *what)
{
}

static gboolean
wants_raw_rows (MwSink *sink)
{
  return FALSE;
}

static void
sink_init (MwSinkInterface *iface)
{
  iface->begin = begin;
  iface->begin_set = begin_set;
  iface->raw_page = raw_page;
  iface->rows = rows;
  iface->notice = notice;
  iface->wants_raw_rows = wants_raw_rows;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MwBenchDrain,
                               mw_bench_drain,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, sink_init))

static void
mw_bench_drain_class_init (MwBenchDrainClass *klass)
{
}

static void
mw_bench_drain_init (MwBenchDrain *self)
{
}

MwBenchDrain *
mw_bench_drain_new (void)
{
  return g_object_new (MW_TYPE_BENCH_DRAIN, NULL);
}
