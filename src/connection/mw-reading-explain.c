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

typedef struct
{
  MwLink *link; /* keeps system and variant */
  MwDataset *dataset;
  MwRowOrigin origin;
  MwTraceTask task;
  char *address;
  MwTrace *trace;
} Explaining;

static void
explaining_clear (gpointer data)
{
  Explaining *explaining = data;

  g_object_unref (explaining->link);
  g_object_unref (explaining->dataset);
  g_free (explaining->address);
  g_clear_pointer (&explaining->task.places, mw_variables_unref);
  g_clear_pointer (&explaining->trace, mw_trace_unref);
}

static void
explaining_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, explaining_clear);
}

static gboolean
explain (gpointer data, GCancellable *cancellable, GError **error)
{
  Explaining *explaining = data;

  explaining->trace = mw_dataset_trace (explaining->dataset, &explaining->task, &explaining->origin, error);
  return explaining->trace != NULL;
}

static DexFuture *
on_explained (DexFuture *future, gpointer data)
{
  Explaining *explaining = data;
  GValue value = G_VALUE_INIT;
  DexFuture *result;

  g_value_init (&value, MW_TYPE_TRACE);
  g_value_set_boxed (&value, explaining->trace);
  result = dex_future_new_for_value (&value);
  g_value_unset (&value);
  return result;
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
  const MwEntitySource *source = mw_reading_find_source (self);
  g_autoptr (MwTransport) transport = NULL;
  Explaining *explaining;

  if (source == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the system has no such records");
  explaining = g_atomic_rc_box_new0 (Explaining);
  explaining->link = g_object_ref (self->link);
  explaining->dataset = g_object_ref (dataset);
  explaining->origin = *origin;
  transport = mw_link_dup_transport (self->link);
  explaining->address = transport != NULL ? g_strdup (mw_transport_get_base_uri (transport))
                                          : mw_link_dup_address (self->link);
  if (explaining->address != NULL && g_str_has_suffix (explaining->address, "/"))
    explaining->address[strlen (explaining->address) - 1] = '\0';
  explaining->task = (MwTraceTask) {
    .system = mw_link_get_system (self->link),
    .variant = mw_link_get_variant (self->link),
    .source = source,
    .address = explaining->address,
    .places = mw_link_dup_places (self->link, self->entity, mw_dataset_find_turn (dataset, origin)),
  };
  return dex_future_then (
    mw_work_run ("explain", explain, g_atomic_rc_box_acquire (explaining), explaining_release), on_explained,
    explaining, explaining_release);
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
