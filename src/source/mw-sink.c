/* mw-sink.c: where a read delivers raw pages and normalized rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sink.h"

G_DEFINE_INTERFACE (MwSink, mw_sink, G_TYPE_OBJECT)

static void
mw_sink_default_init (MwSinkInterface *iface)
{
}

gboolean
mw_notice_has_reason (const MwNotice *notice)
{
  return notice->kind == MW_NOTICE_SET_NOT_READABLE || notice->kind == MW_NOTICE_FIELD_NOT_OFFERED;
}

/**
 * mw_notice_dup_line:
 * @notice: a notice
 *
 * Returns: (transfer full): one line that is the same in every language: "field name: a, b", "count set 5";
 * for what people read see mw_dataset_dup_notices()
 */
char *
mw_notice_dup_line (const MwNotice *notice)
{
  static const char *const names[] = { "field",    "duplicates", "keys",     "count", "set",
                                       "put-back", "missing",    "filtered", "state", "not-kept" };
  gboolean is_message = notice->kind == MW_NOTICE_STATE || notice->kind == MW_NOTICE_NOT_KEPT;
  const char *subject = is_message ? notice->message : notice->subject;
  GString *line = g_string_new (names[notice->kind]);

  g_string_append_printf (line, " %s", subject != NULL ? subject : "");
  if (notice->kind != MW_NOTICE_FIELD_NOT_OFFERED && notice->kind != MW_NOTICE_SET_NOT_READABLE &&
      notice->kind != MW_NOTICE_LINK_PUT_BACK && !is_message)
    g_string_append_printf (line, " %" G_GUINT64_FORMAT, notice->count);
  if (notice->kind == MW_NOTICE_FILTERED_HERE)
    g_string_append_printf (line, " of %" G_GUINT64_FORMAT, notice->of);
  for (guint i = 0; notice->fields != NULL && notice->fields[i] != NULL; i++)
    g_string_append_printf (line, "%s %s", i == 0 ? ":" : ",", notice->fields[i]);
  if (mw_notice_has_reason (notice) && notice->reason != MW_NOTICE_REASON_UNKNOWN)
    g_string_append (line, notice->reason == MW_NOTICE_REASON_FORBIDDEN ? " (forbidden)" : " (not offered)");
  return g_string_free_and_steal (line);
}

/**
 * mw_sink_begin:
 * @entity: what the rows will be
 * @expected: number of rows the system announced, -1 when it does not say
 *
 * Starts the rows of @entity, or tells a number that became known later: rows that were delivered stay.
 */
void
mw_sink_begin (MwSink *self, MwEntity *entity, gint64 expected)
{
  g_return_if_fail (MW_IS_SINK (self));

  MW_SINK_GET_IFACE (self)->begin (self, entity, expected);
}

/**
 * mw_sink_begin_set:
 * @set_id: id of the set in the system file
 * @title: the system's own name of the set
 * @expected: number of records the system announced, -1 when it does not say
 *
 * Announces a raw set.
 *
 * Returns: its number in this sink, the same one whenever @set_id is announced again
 */
guint
mw_sink_begin_set (MwSink *self, const char *set_id, const char *title, gint64 expected)
{
  g_return_val_if_fail (MW_IS_SINK (self), 0);

  return MW_SINK_GET_IFACE (self)->begin_set (self, set_id, title, expected);
}

/**
 * mw_sink_raw_page:
 * @set: number of the raw set, from mw_sink_begin_set()
 * @page: one answer; the sink keeps references or copies of what it wants
 *
 * Delivers the next records of a raw set. Their numbers in the set go on from the page before.
 */
void
mw_sink_raw_page (MwSink *self, guint set, const MwRawPage *page)
{
  g_return_if_fail (MW_IS_SINK (self));

  MW_SINK_GET_IFACE (self)->raw_page (self, set, page);
}

/**
 * mw_sink_changed_page:
 * @set: number of the raw set, from mw_sink_begin_set()
 * @page: one answer with records that were changed since an earlier read
 *
 * Delivers what has come of a set that comes out whole later.
 */
void
mw_sink_changed_page (MwSink *self, guint set, const MwRawPage *page)
{
  g_return_if_fail (MW_IS_SINK (self));

  if (MW_SINK_GET_IFACE (self)->changed_page != NULL)
    MW_SINK_GET_IFACE (self)->changed_page (self, set, page);
}

/**
 * mw_sink_rows:
 * @rows: normalized rows, one column for each field of @entity; their origins lie in pages delivered before
 *
 * Delivers rows of @entity.
 */
void
mw_sink_rows (MwSink *self, MwEntity *entity, MwChunk *rows)
{
  g_return_if_fail (MW_IS_SINK (self));

  MW_SINK_GET_IFACE (self)->rows (self, entity, rows);
}

/**
 * mw_sink_notice:
 * @entity: what was being read
 * @notice: valid during the call only
 *
 * Tells something that the user should see and that did not stop the read.
 */
void
mw_sink_notice (MwSink *self, MwEntity *entity, const MwNotice *notice)
{
  g_return_if_fail (MW_IS_SINK (self));

  MW_SINK_GET_IFACE (self)->notice (self, entity, notice);
}

/**
 * mw_sink_wants_raw_rows:
 *
 * Returns: whether raw pages should come with their records as rows, which takes time to make
 */
gboolean
mw_sink_wants_raw_rows (MwSink *self)
{
  g_return_val_if_fail (MW_IS_SINK (self), FALSE);

  return MW_SINK_GET_IFACE (self)->wants_raw_rows == NULL || MW_SINK_GET_IFACE (self)->wants_raw_rows (self);
}

/**
 * mw_sink_keeps_keys:
 *
 * Returns: whether raw pages should come with the identities of their records, and turns end with a mark
 */
gboolean
mw_sink_keeps_keys (MwSink *self)
{
  g_return_val_if_fail (MW_IS_SINK (self), FALSE);

  return MW_SINK_GET_IFACE (self)->keeps_keys != NULL && MW_SINK_GET_IFACE (self)->keeps_keys (self);
}

/**
 * mw_sink_mark:
 * @set: number of a raw set, from mw_sink_begin_set()
 * @mark: (transfer none): what the next read of it goes on from
 *
 * Tells that all of a set has come, or of the part that this turn reads.
 */
void
mw_sink_mark (MwSink *self, guint set, const MwSetMark *mark)
{
  g_return_if_fail (MW_IS_SINK (self) && mark != NULL);

  if (MW_SINK_GET_IFACE (self)->mark != NULL)
    MW_SINK_GET_IFACE (self)->mark (self, set, mark);
}
