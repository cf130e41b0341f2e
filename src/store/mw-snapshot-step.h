/* mw-snapshot-step.h: what a reader gives to a sink, step by step, as bytes and back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-packing.h"
#include "mw-sink.h"

G_BEGIN_DECLS

/* As they stand in the file. */
typedef enum
{
  MW_SNAPSHOT_STEP_BEGIN = 1,
  MW_SNAPSHOT_STEP_SET = 2,
  MW_SNAPSHOT_STEP_PAGE = 3,
  MW_SNAPSHOT_STEP_ROWS = 4,
  MW_SNAPSHOT_STEP_NOTICE = 5,
  MW_SNAPSHOT_STEP_MARK = 6,
  MW_SNAPSHOT_STEP_CHANGED = 7,
} MwSnapshotStepKind;

/**
 * MwSnapshotStep:
 * @packed: what stands in the file; of a page and of rows only when mw_snapshot_step_pack() was called
 * @bytes: (nullable): of a page: the answer
 *
 * One call of a sink, as cheap to keep as can be until it is written.
 */
typedef struct
{
  MwSnapshotStepKind kind;
  GByteArray *packed;
  GBytes *bytes;
  MwJsonRange *records;
  guint n_records;
  MwChunk *chunk; /* rows, or keys of a page */
} MwSnapshotStep;

MwSnapshotStep *mw_snapshot_step_new_begin (MwEntity *entity, gint64 expected);
MwSnapshotStep *mw_snapshot_step_new_set (const char *set_id, const char *title, gint64 expected);
/* @n_columns: how many of the set's were there before; afterwards how many are. */
MwSnapshotStep *mw_snapshot_step_new_page (guint set, const MwRawPage *page, guint *n_columns);
MwSnapshotStep *mw_snapshot_step_new_changed_page (guint set, const MwRawPage *page);
MwSnapshotStep *mw_snapshot_step_new_rows (MwEntity *entity, MwChunk *rows);
MwSnapshotStep *mw_snapshot_step_new_notice (MwEntity *entity, const MwNotice *notice);
MwSnapshotStep *mw_snapshot_step_new_mark (guint set, const MwSetMark *mark);
void mw_snapshot_step_free (MwSnapshotStep *self);
/* Bytes of memory that it keeps from being freed. */
gsize mw_snapshot_step_get_size (const MwSnapshotStep *self);
void mw_snapshot_step_pack (MwSnapshotStep *self);

/* What was packed; what is borrowed lives as long as the bytes. All free what they own with
 * mw_snapshot_found_clear(). */
typedef struct
{
  char *entity; /* id, or NULL */
  GStrv fields; /* ids of the columns of rows; of a notice those that stay empty; or NULL */
  gint64 expected;
  guint set;
  char *set_id;
  char *title;
  MwJsonRange *records;
  guint n_records;
  MwChunk *chunk;
  GStrv columns; /* that are new */
  gint64 fetched_at;
  char *place;
  MwNotice notice;
  char *notice_texts[3];
  MwSetMark mark;
  char *mark_fields;
  char *mark_places;
} MwSnapshotFound;

/* FALSE when it is damaged. @page_size: of the page that a step is about. */
gboolean mw_snapshot_found_unpack (MwSnapshotFound *self,
                                   MwSnapshotStepKind kind,
                                   gconstpointer data,
                                   gsize length,
                                   gsize page_size);
void mw_snapshot_found_clear (MwSnapshotFound *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSnapshotStep, mw_snapshot_step_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwSnapshotFound, mw_snapshot_found_clear)

G_END_DECLS
