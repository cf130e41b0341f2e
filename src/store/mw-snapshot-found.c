/* mw-snapshot-found.c: what a reader gave to a sink, out of bytes again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-chunk-bytes.h"
#include "mw-snapshot-step.h"

void
mw_snapshot_found_clear (MwSnapshotFound *self)
{
  g_clear_pointer (&self->entity, g_free);
  g_clear_pointer (&self->fields, g_strfreev);
  g_clear_pointer (&self->set_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->records, g_free);
  g_clear_pointer (&self->chunk, mw_chunk_unref);
  g_clear_pointer (&self->columns, g_strfreev);
  g_clear_pointer (&self->mark_fields, g_free);
  g_clear_pointer (&self->mark_places, g_free);
  g_clear_pointer (&self->place, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->notice_texts); i++)
    g_clear_pointer (&self->notice_texts[i], g_free);
}

/* Each thing takes a byte at least. */
static guint
unpack_count (MwUnpacking *bytes)
{
  return mw_unpack_uint (bytes, (guint) MIN ((gsize) (bytes->end - bytes->at), G_MAXINT));
}

static GStrv
unpack_texts (MwUnpacking *bytes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = unpack_count (bytes);

  if (n == 0)
    return NULL;
  for (guint i = 1; i < n && !bytes->failed; i++)
    {
      char *text = mw_unpack_text (bytes);

      if (text != NULL)
        g_strv_builder_take (builder, text);
      else
        bytes->failed = TRUE;
    }
  return g_strv_builder_end (builder);
}

static void
unpack_records (MwSnapshotFound *self, MwUnpacking *bytes, gsize page_size)
{
  gint64 end = 0;

  self->n_records = unpack_count (bytes);
  self->records = g_new0 (MwJsonRange, self->n_records);
  for (guint i = 0; i < self->n_records && !bytes->failed; i++)
    {
      gint64 distance = mw_unpack_signed (bytes);
      gint64 offset = end + CLAMP (distance, -end, (gint64) page_size);
      guint64 length = mw_unpack_number (bytes);

      if (offset < 0 || (guint64) offset > page_size || length > page_size - (guint64) offset)
        {
          bytes->failed = TRUE;
          return;
        }
      self->records[i] = (MwJsonRange) { (gsize) offset, (gsize) length };
      end = offset + (gint64) length;
    }
}

static void
unpack_page (MwSnapshotFound *self, MwUnpacking *bytes, gsize page_size)
{
  self->set = mw_unpack_uint (bytes, G_MAXUINT);
  self->fetched_at = mw_unpack_signed (bytes);
  self->place = mw_unpack_text (bytes);
  self->columns = unpack_texts (bytes);
  unpack_records (self, bytes, page_size);
  if (mw_unpack_number (bytes) == 0)
    return;
  self->chunk = mw_chunk_unpack (bytes);
  bytes->failed |= self->chunk == NULL || mw_chunk_get_n_rows (self->chunk) != self->n_records;
}

static void
unpack_notice (MwSnapshotFound *self, MwUnpacking *bytes)
{
  self->entity = mw_unpack_text (bytes);
  self->notice.kind = (MwNoticeKind) mw_unpack_uint (bytes, MW_NOTICE_STATE);
  self->notice.set = self->notice_texts[0] = mw_unpack_text (bytes);
  self->notice.subject = self->notice_texts[1] = mw_unpack_text (bytes);
  self->notice.count = mw_unpack_number (bytes);
  if (mw_notice_has_reason (&self->notice))
    self->notice.reason = (MwNoticeReason) mw_unpack_uint (bytes, MW_NOTICE_REASON_NOT_OFFERED);
  else
    self->notice.of = mw_unpack_number (bytes);
  self->notice.message = self->notice_texts[2] = mw_unpack_text (bytes);
  self->fields = unpack_texts (bytes);
  self->notice.fields = (const char *const *) self->fields;
}

static void
unpack_mark (MwSnapshotFound *self, MwUnpacking *bytes)
{
  self->set = mw_unpack_uint (bytes, G_MAXUINT);
  self->mark.watermark = mw_unpack_signed (bytes);
  self->mark.fields = self->mark_fields = mw_unpack_text (bytes);
  self->mark.compared_at = mw_unpack_signed (bytes);
  self->mark.n_updates = mw_unpack_uint (bytes, G_MAXUINT);
  self->mark.n_unsent = mw_unpack_signed (bytes);
  /* The first of them had none. */
  if (!mw_unpacking_is_done (bytes))
    self->mark.places = self->mark_places = mw_unpack_text (bytes);
}

/**
 * mw_snapshot_found_unpack:
 * @self: (out caller-allocates): what was found; to be cleared either way
 *
 * Returns: whether @data is what mw_snapshot_step_pack() has left of such a step
 */
gboolean
mw_snapshot_found_unpack (MwSnapshotFound *self,
                          MwSnapshotStepKind kind,
                          gconstpointer data,
                          gsize length,
                          gsize page_size)
{
  MwUnpacking bytes = mw_unpacking_new (data, length);

  *self = (MwSnapshotFound) { NULL };
  switch (kind)
    {
    case MW_SNAPSHOT_STEP_BEGIN:
      self->entity = mw_unpack_text (&bytes);
      self->expected = mw_unpack_signed (&bytes);
      self->fields = unpack_texts (&bytes);
      return self->entity != NULL && self->fields != NULL && mw_unpacking_is_done (&bytes);
    case MW_SNAPSHOT_STEP_SET:
      self->set_id = mw_unpack_text (&bytes);
      self->title = mw_unpack_text (&bytes);
      self->expected = mw_unpack_signed (&bytes);
      return self->set_id != NULL && mw_unpacking_is_done (&bytes);
    case MW_SNAPSHOT_STEP_PAGE:
    case MW_SNAPSHOT_STEP_CHANGED:
      unpack_page (self, &bytes, page_size);
      return mw_unpacking_is_done (&bytes);
    case MW_SNAPSHOT_STEP_ROWS:
      self->entity = mw_unpack_text (&bytes);
      self->chunk = mw_chunk_unpack (&bytes);
      return self->entity != NULL && self->chunk != NULL && mw_unpacking_is_done (&bytes);
    case MW_SNAPSHOT_STEP_NOTICE:
      unpack_notice (self, &bytes);
      return mw_unpacking_is_done (&bytes);
    case MW_SNAPSHOT_STEP_MARK:
      unpack_mark (self, &bytes);
      return mw_unpacking_is_done (&bytes);
    default:
      return FALSE;
    }
}
