/* mw-reading-explain.c: why the values of a row are what they are
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-reading-explain.h"

#include <glib/gi18n-lib.h>

#include "mw-link-private.h"
#include "mw-reading-private.h"
#include "mw-work.h"

#define ROWS_BETWEEN_LOOKS 65536

typedef struct
{
  MwLink *link; /* keeps system and variant */
  MwDataset *dataset;
  MwRowOrigin origin;
  MwTraceTask task;
  char *address;
  MwGeneration *rows; /* among which the one with that record is to be found; NULL: the origin is known */
  MwChosen *chosen;
  MwChosenValue *organization;
  MwTrace *trace;
} Explaining;

static void
explaining_clear (gpointer data)
{
  Explaining *explaining = data;

  g_object_unref (explaining->link);
  g_object_unref (explaining->dataset);
  g_free (explaining->address);
  g_clear_pointer (&explaining->chosen, mw_chosen_unref);
  g_clear_pointer (&explaining->organization, mw_chosen_value_free);
  g_clear_pointer (&explaining->task.places, mw_variables_unref);
  g_clear_pointer (&explaining->rows, mw_generation_unref);
  g_clear_pointer (&explaining->trace, mw_trace_unref);
}

static void
explaining_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, explaining_clear);
}

/* The row of the wanted line; where there is none, another one of the same record. */
static gboolean
find_row (Explaining *explaining, GCancellable *cancellable, GError **error)
{
  guint n_rows = mw_generation_get_n_rows (explaining->rows);
  int wanted = explaining->origin.child;
  gboolean is_found = FALSE;

  for (guint i = 0; i < n_rows; i++)
    {
      const MwRowOrigin *origin = mw_generation_get_origin (explaining->rows, i);

      if (i % ROWS_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (origin->set != explaining->origin.set || origin->record != explaining->origin.record)
        continue;
      if (!is_found || origin->child == wanted)
        explaining->origin.child = origin->child;
      is_found = TRUE;
      if (origin->child == wanted)
        break;
    }
  if (!is_found)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no row was made of the record");
  return is_found;
}

static gboolean
explain (gpointer data, GCancellable *cancellable, GError **error)
{
  Explaining *explaining = data;

  if (explaining->rows != NULL && !find_row (explaining, cancellable, error))
    return FALSE;
  explaining->trace = mw_dataset_trace (explaining->dataset, &explaining->task, &explaining->origin, error);
  return explaining->trace != NULL;
}

static DexFuture *
on_explained (DexFuture *future, gpointer data)
{
  return dex_future_new_take_boxed (MW_TYPE_TRACE, mw_trace_ref (((Explaining *) data)->trace));
}

/* NULL: the system has no such records. */
static Explaining *
explaining_new (MwReading *self, MwDataset *dataset, const MwRowOrigin *origin)
{
  const MwEntitySource *source = mw_reading_find_source (self);
  Explaining *explaining;

  if (source == NULL)
    return NULL;
  explaining = g_atomic_rc_box_new0 (Explaining);
  explaining->link = g_object_ref (self->link);
  explaining->dataset = g_object_ref (dataset);
  explaining->origin = *origin;
  explaining->address = mw_link_dup_map_address (self->link);
  explaining->chosen = mw_chosen_ref (mw_link_get_chosen (self->link));
  explaining->organization = mw_link_dup_organization (self->link, self->entity,
                                                       mw_dataset_find_turn (dataset, origin));
  explaining->task = (MwTraceTask) {
    .system = mw_link_get_system (self->link),
    .variant = mw_link_get_variant (self->link),
    .source = source,
    .address = explaining->address,
    .places = mw_link_dup_places (self->link, self->entity, mw_dataset_find_turn (dataset, origin)),
    .chosen = explaining->chosen,
    .organization = explaining->organization,
  };
  if (explaining->task.places == NULL)
    explaining->task.places = mw_link_dup_kept_places (self->link, self->entity, dataset,
                                                       mw_dataset_find_turn (dataset, origin));
  return explaining;
}

static DexFuture *
run (Explaining *explaining)
{
  if (explaining == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "the system has no such records");
  return dex_future_then (
    mw_work_run ("explain", explain, g_atomic_rc_box_acquire (explaining), explaining_release), on_explained,
    explaining, explaining_release);
}

/**
 * mw_reading_explain:
 * @self: a reading
 * @dataset: its own, or the one that is still shown of the reading before
 * @origin: of the row
 *
 * Maps the record of the row once more, as it is mapped now, on the work pool.
 *
 * Returns: (transfer full): resolves to a #MwTrace; rejects when the record is not there, or not as the map
 * wants it
 */
DexFuture *
mw_reading_explain (MwReading *self, MwDataset *dataset, const MwRowOrigin *origin)
{
  return run (explaining_new (self, dataset, origin));
}

/* By the number that origins have. */
static gboolean
find_set (MwDataset *dataset, MwRawSet *wanted, guint *number)
{
  for (*number = 0;; (*number)++)
    {
      g_autoptr (MwRawSet) set = mw_dataset_dup_raw_set (dataset, *number);

      if (set == NULL || set == wanted)
        return set != NULL;
    }
}

/**
 * mw_reading_explain_record:
 * @self: a reading
 * @dataset: its own, or the one that is still shown of the reading before
 * @set: a raw set of @dataset
 * @record: number of one of its records
 * @child: of which line of the record, where it became several rows; -1: any
 *
 * Finds the row that was made of the record, and maps it once more, on the work pool. Where it is a row for
 * each line, one of them is explained: what stands outside of the lines is the same for all.
 *
 * Returns: (transfer full): resolves to a #MwTrace; rejects as mw_reading_explain() does, and when the record
 * did not become a row
 */
DexFuture *
mw_reading_explain_record (MwReading *self, MwDataset *dataset, MwRawSet *set, guint record, int child)
{
  MwRowOrigin origin = { .record = record, .child = child };
  guint number;
  Explaining *explaining;

  if (!find_set (dataset, set, &number))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the set is not there");
  origin.set = number;
  explaining = explaining_new (self, dataset, &origin);
  if (explaining != NULL)
    explaining->rows = mw_table_dup_generation (mw_dataset_get_table (dataset, self->entity));
  return run (explaining);
}

/**
 * mw_reading_explain_dup_problem:
 * @error: what mw_reading_explain() rejected with
 *
 * Returns: (transfer full): a sentence for people
 */
char *
mw_reading_explain_dup_problem (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup (
      _ ("Where this value came from is not known: the record that it was made from is no longer "
         "there. Load again to read it anew."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return g_strdup (
      _ ("Not a row of this table: this record is only looked up for other records, or is left out."));
  if (g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE))
    return g_strdup (
      _ ("Where this value came from is not known: the record has changed, and this line is no "
         "longer in it. Load again to read it anew."));
  /* Translators: %s is the reason, as the program that reads JSON says it */
  return g_strdup_printf (
    _ ("Where this value came from is not known: the record cannot be read (%s). Load again "
       "to read it anew."),
    error->message);
}
