/* mw-snapshot-step.c: what a reader gives to a sink, step by step, as bytes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-snapshot-step.h"

#include "mw-chunk-bytes.h"

static MwSnapshotStep *
step_new (MwSnapshotStepKind kind)
{
  MwSnapshotStep *self = g_new0 (MwSnapshotStep, 1);

  self->kind = kind;
  self->packed = g_byte_array_new ();
  return self;
}

void
mw_snapshot_step_free (MwSnapshotStep *self)
{
  g_byte_array_unref (self->packed);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->chunk, mw_chunk_unref);
  g_free (self->records);
  g_free (self);
}

gsize
mw_snapshot_step_get_size (const MwSnapshotStep *self)
{
  return sizeof *self + self->packed->len + (self->bytes != NULL ? g_bytes_get_size (self->bytes) : 0) +
         self->n_records * sizeof *self->records +
         (self->chunk != NULL ? mw_chunk_get_size (self->chunk) : 0);
}

/* NULL stays NULL. */
static void
pack_texts (GByteArray *bytes, const char *const *texts)
{
  guint n = texts != NULL ? g_strv_length ((char **) texts) : 0;

  mw_pack_number (bytes, texts != NULL ? n + 1 : 0);
  for (guint i = 0; i < n; i++)
    mw_pack_text (bytes, texts[i]);
}

/* Columns of rows are known by their place: so the fields stand there too, for the day they are others. */
MwSnapshotStep *
mw_snapshot_step_new_begin (MwEntity *entity, gint64 expected)
{
  MwSnapshotStep *self = step_new (MW_SNAPSHOT_STEP_BEGIN);
  guint n_fields = mw_entity_get_n_fields (entity);

  mw_pack_text (self->packed, mw_entity_get_id (entity));
  mw_pack_signed (self->packed, expected);
  mw_pack_number (self->packed, n_fields + 1);
  for (guint i = 0; i < n_fields; i++)
    mw_pack_text (self->packed, mw_entity_get_field (entity, i)->id);
  return self;
}

MwSnapshotStep *
mw_snapshot_step_new_set (const char *set_id, const char *title, gint64 expected)
{
  MwSnapshotStep *self = step_new (MW_SNAPSHOT_STEP_SET);

  mw_pack_text (self->packed, set_id);
  mw_pack_text (self->packed, title);
  mw_pack_signed (self->packed, expected);
  return self;
}

MwSnapshotStep *
mw_snapshot_step_new_page (guint set, const MwRawPage *page, guint *n_columns)
{
  MwSnapshotStep *self = step_new (MW_SNAPSHOT_STEP_PAGE);
  guint n_known = page->columns != NULL ? g_strv_length ((char **) page->columns) : 0;

  mw_pack_number (self->packed, set);
  mw_pack_signed (self->packed, page->fetched_at);
  mw_pack_text (self->packed, page->place);
  pack_texts (self->packed, n_known > *n_columns ? page->columns + *n_columns : NULL);
  *n_columns = MAX (*n_columns, n_known);
  self->bytes = g_bytes_ref (page->bytes);
  self->records = g_memdup2 (page->records, page->n_records * sizeof *page->records);
  self->n_records = page->n_records;
  self->chunk = page->keys != NULL ? mw_chunk_ref (page->keys) : NULL;
  return self;
}

MwSnapshotStep *
mw_snapshot_step_new_changed_page (guint set, const MwRawPage *page)
{
  guint n_columns = 0;
  MwSnapshotStep *self = mw_snapshot_step_new_page (set, page, &n_columns);

  self->kind = MW_SNAPSHOT_STEP_CHANGED;
  return self;
}

MwSnapshotStep *
mw_snapshot_step_new_rows (MwEntity *entity, MwChunk *rows)
{
  MwSnapshotStep *self = step_new (MW_SNAPSHOT_STEP_ROWS);

  mw_pack_text (self->packed, mw_entity_get_id (entity));
  self->chunk = mw_chunk_ref (rows);
  return self;
}

MwSnapshotStep *
mw_snapshot_step_new_notice (MwEntity *entity, const MwNotice *notice)
{
  MwSnapshotStep *self = step_new (MW_SNAPSHOT_STEP_NOTICE);

  mw_pack_text (self->packed, entity != NULL ? mw_entity_get_id (entity) : NULL);
  mw_pack_number (self->packed, notice->kind);
  mw_pack_text (self->packed, notice->set);
  mw_pack_text (self->packed, notice->subject);
  mw_pack_number (self->packed, notice->count);
  /* No notice has both. */
  mw_pack_number (self->packed, mw_notice_has_reason (notice) ? notice->reason : notice->of);
  mw_pack_text (self->packed, notice->message);
  pack_texts (self->packed, notice->fields);
  return self;
}

MwSnapshotStep *
mw_snapshot_step_new_mark (guint set, const MwSetMark *mark)
{
  MwSnapshotStep *self = step_new (MW_SNAPSHOT_STEP_MARK);

  mw_pack_number (self->packed, set);
  mw_pack_signed (self->packed, mark->watermark);
  mw_pack_text (self->packed, mark->fields);
  mw_pack_signed (self->packed, mark->compared_at);
  mw_pack_number (self->packed, mark->n_updates);
  mw_pack_signed (self->packed, mark->n_unsent);
  mw_pack_text (self->packed, mark->places);
  return self;
}

/* Records lie one behind the other. */
static void
pack_records (MwSnapshotStep *self)
{
  gsize end = 0;

  mw_pack_number (self->packed, self->n_records);
  for (guint i = 0; i < self->n_records; i++)
    {
      const MwJsonRange *range = &self->records[i];

      mw_pack_signed (self->packed, (gint64) range->offset - (gint64) end);
      mw_pack_number (self->packed, range->length);
      end = range->offset + range->length;
    }
  mw_pack_number (self->packed, self->chunk != NULL);
}

/**
 * mw_snapshot_step_pack:
 *
 * Puts into `packed` what takes long. To be called once, by the writer.
 */
void
mw_snapshot_step_pack (MwSnapshotStep *self)
{
  if (self->kind == MW_SNAPSHOT_STEP_PAGE || self->kind == MW_SNAPSHOT_STEP_CHANGED)
    pack_records (self);
  if (self->chunk != NULL)
    mw_chunk_pack (self->chunk, self->packed);
}
