/* mw-raw-fields.h: every field that the records of a list have, at any depth, how often, and what
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fill-counts.h"
#include "mw-raw-set.h"
#include "mw-record-pivot.h"

G_BEGIN_DECLS

/* Of one list: what is behind them is not looked at, and @is_cut says so. */
#define MW_RAW_FIELDS_MAX 5000

/**
 * MwRawField:
 * @path: where it stands (MwCustomPath): "/vendor/tax_number", "/lines/~[]/note"; "~[.]" in the element that
 * a row is made of
 * @place: the same as maps see it, without what only wraps values or lists and with "~[]" for all elements
 * @is_of_pairs: it stands in no place of its own, but as a pair of name and value
 * @count: in how many records there is something; in how many elements when it is of @each
 * @is_of_element: whether those are counted
 * @may_hold: no record has anything in it, but maps look there for what may be
 */
typedef struct
{
  char *path;
  char *place;
  gboolean is_of_pairs;
  gboolean is_of_element;
  gboolean may_hold;
  MwFillCount count;
} MwRawField;

/* How the records are read; what it points to must live as long as the count runs. */
typedef struct
{
  const MwSetSource *set;
  const MwVariant *variant;
  const MwJsonPath *each; /* the list whose elements rows are made of, or NULL */
} MwRawFieldsShape;

/**
 * MwRawFields:
 * @fields: (element-type MwRawField): in the order in which they came, what stands in each other together
 * @n_records: so many were looked at, all there were
 * @n_elements: and so many elements of @each in them
 * @is_cut: there were more fields than %MW_RAW_FIELDS_MAX
 *
 * Immutable, atomically reference-counted.
 */
typedef struct
{
  GPtrArray *fields;
  guint n_records;
  guint n_elements;
  gboolean is_cut;
} MwRawFields;

/* Blocks. @n_done: how many records were looked at so far, for other threads (g_atomic_int_get()); or NULL.
 * NULL when it was cancelled. */
MwRawFields *mw_raw_fields_new (MwRawSet *set,
                                const MwRawFieldsShape *shape,
                                int *n_done,
                                GCancellable *cancellable,
                                GError **error);
MwRawFields *mw_raw_fields_ref (MwRawFields *self);
void mw_raw_fields_unref (MwRawFields *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRawFields, mw_raw_fields_unref)

G_END_DECLS
