/* mw-export-dialog.c: writes the rows of a grid to a CSV file: what goes in, where to, how far it is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-column.h"
#include "mw-csv-export.h"
#include "mw-main-fiber.h"
#include "mw-sandbox-words.h"
#include "mw-whose.h"
#include "mw-wording.h"

#define PROGRESS_INTERVAL 100 /* ms */
#define LOOK_INTERVAL     50  /* ms */

struct _MwExportDialog
{
  AdwDialog parent_instance;

  MwConnection *connection;
  MwReading *reading;
  MwGrid *grid;
  char *title;
  GFile *file;
  MwCsvExport *export;
  DexFuture *run; /* dropping it cancels */
  DexFuture *choosing;
  guint progress_source;

  GtkStack *stack;
  GtkLabel *whose;
  GtkLabel *summary;
  GtkLabel *sandbox;
  AdwSwitchRow *shown_only;
  AdwSwitchRow *guard;
  GtkLabel *doing;
  GtkProgressBar *progress;
  MwAdviceView *advice_view;
};

G_DEFINE_FINAL_TYPE (MwExportDialog, mw_export_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_loading (MwExportDialog *self)
{
  MwReadingState state = mw_reading_get_state (self->reading);

  return state == MW_READING_WAITING || state == MW_READING_RUNNING;
}

/* Says what will be in the file before anything is written. */
static void
update_summary (MwExportDialog *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (mw_grid_get_table (self->grid));
  g_autofree char *n_all = mw_wording_number (mw_generation_get_n_rows (generation));
  g_autofree char *n_shown = mw_wording_number (
    g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self->grid))));
  const char *search = mw_grid_get_search (self->grid);
  GString *text = g_string_new (NULL);

  if (mw_grid_get_filters (self->grid))
    /* Translators: rows that are shown, rows there are */
    g_string_append_printf (text, _ ("The file gets %s of %s rows: those that pass the filters%s."), n_shown,
                            n_all, search && *search ? _ (" and match the search") : "");
  else if (search && *search)
    /* Translators: rows that are found, rows there are, what is searched for */
    g_string_append_printf (text, _ ("The file gets %s of %s rows: those that match “%s”."), n_shown, n_all,
                            search);
  else if (is_loading (self))
    g_string_append (
      text, _ ("The file gets all rows. They are still loading: the export waits for the last one."));
  else
    g_string_append_printf (text, _ ("The file gets all %s rows."), n_all);
  g_string_append_c (text, ' ');
  if (mw_grid_is_narrowed (self->grid) && is_loading (self))
    g_string_append_printf (text, "%s ", _ ("More may still load: the export waits for the last one."));
  g_string_append (text, _ ("Numbers and dates are written exactly as they are stored."));
  gtk_label_set_text (self->summary, text->str);
  g_string_free (text, TRUE);
}

static gboolean
update_progress (gpointer data)
{
  MwExportDialog *self = data;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  guint done = 0, total = 0;

  if (!self->export)
    {
      gint64 expected = mw_reading_get_expected (self->reading);

      done = mw_reading_get_n_rows (self->reading);
      total = expected > 0 ? (guint) MIN (expected, G_MAXUINT) : 0;
      count = mw_wording_count (done, expected);
      /* Translators: %s is "1,200 of 5,000" */
      text = g_strdup_printf (_ ("Loading %s…"), count);
    }
  else
    {
      mw_csv_export_get_progress (self->export, &done, &total);
      count = mw_wording_count (done, total);
      /* Translators: %s is "1,200 of 5,000" */
      text = g_strdup_printf (_ ("Writing row %s…"), count);
    }
  gtk_label_set_text (self->doing, text);
  if (total)
    gtk_progress_bar_set_fraction (self->progress, MIN (1.0, (double) done / total));
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
stop (MwExportDialog *self)
{
  dex_clear (&self->run);
  dex_clear (&self->choosing);
  g_clear_handle_id (&self->progress_source, g_source_remove);
}

static MwCsvExport *
create_export (MwExportDialog *self)
{
  g_autofree guint32 *rows = NULL;
  guint n_rows = 0;
  g_autoptr (MwGeneration) generation = mw_view_dup_snapshot (mw_grid_get_view (self->grid), &rows, &n_rows);
  MwCsvExport *export = mw_csv_export_new (generation, rows, n_rows);

  if (adw_switch_row_get_active (self->shown_only))
    {
      g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
      GListModel *all = mw_grid_get_columns (self->grid);

      for (guint i = 0; i < g_list_model_get_n_items (all); i++)
        {
          g_autoptr (MwColumn) column = g_list_model_get_item (all, i);
          guint index = mw_column_get_index (column);

          if (mw_column_get_visible (column))
            g_array_append_val (columns, index);
        }
      mw_csv_export_set_columns (export, (gconstpointer) columns->data, columns->len);
    }
  mw_csv_export_set_formula_guard (export, adw_switch_row_get_active (self->guard));
  return export;
}

/* A view takes up the last page a moment after the reading has ended; with an order or a filter it computes
 * it first. */
static gboolean
is_complete (MwExportDialog *self)
{
  g_autoptr (MwGeneration) newest = mw_table_dup_generation (mw_grid_get_table (self->grid));

  return !mw_grid_is_searching (self->grid) &&
         mw_view_get_generation (mw_grid_get_view (self->grid)) == newest;
}

/* What failed or was stopped before is exported as far as it was loaded: the summary says how far that is. */
static DexFuture *
write_fiber (MwMainFiber *fiber, gpointer data)
{
  MwExportDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (is_loading (self) && !dex_await (mw_main_until (mw_reading_wait (self->reading), fiber), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  while (!is_complete (self))
    {
      dex_await (mw_main_until (dex_timeout_new_msec (LOOK_INTERVAL), fiber), &error);
      if (!g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_clear_error (&error);
    }
  self->export = create_export (self);
  return mw_csv_export_write_file (self->export, self->file);
}

static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  MwExportDialog *self = data;
  g_autoptr (MwExportDialog) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  guint done, total;

  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (!dex_future_get_value (future, &error))
    {
      g_autoptr (MwAdvice) advice = mw_advice_new (error, mw_connection_get_system (self->connection),
                                                   mw_connection_get_address (self->connection));

      mw_advice_view_set (self->advice_view, advice);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      mw_announce (self, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      return dex_future_new_true ();
    }
  mw_csv_export_get_progress (self->export, &done, &total);
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_EXPORTED], 0, self->file, total);
  return dex_future_new_true ();
}

static DexFuture *
on_chosen (DexFuture *future, gpointer data)
{
  MwExportDialog *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value)
    mw_export_dialog_start (self, g_value_get_object (value));
  return dex_ref (future);
}

static void
on_save_finished (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error);

  if (file)
    dex_promise_resolve_object (promise, file);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static void
on_choose (MwExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *name = mw_export_dialog_dup_file_name (self);
  DexPromise *promise = dex_promise_new_cancellable ();

  gtk_file_filter_set_name (filter, _ ("Comma-separated values (CSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Export to CSV"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        dex_promise_get_cancellable (promise), on_save_finished, dex_ref (promise));
  dex_clear (&self->choosing);
  self->choosing = dex_future_then (DEX_FUTURE (promise), on_chosen, self, NULL);
}

static void
on_cancel (MwExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
mw_export_dialog_dispose (GObject *object)
{
  MwExportDialog *self = MW_EXPORT_DIALOG (object);

  stop (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->reading);
  g_clear_object (&self->grid);
  g_clear_object (&self->file);
  g_clear_object (&self->export);
  g_clear_pointer (&self->title, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_EXPORT_DIALOG);
  G_OBJECT_CLASS (mw_export_dialog_parent_class)->dispose (object);
}

static void
mw_export_dialog_class_init (MwExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_export_dialog_dispose;
  signals[SIGNAL_EXPORTED] = g_signal_new ("exported", MW_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_UINT);
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, whose);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, sandbox);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, shown_only);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, guard);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, doing);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, MwExportDialog, advice_view);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, stop);
}

static void
mw_export_dialog_init (MwExportDialog *self)
{
  g_autofree char *sandbox = mw_sandbox_dup_words (MW_SANDBOX_SAVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->sandbox, sandbox != NULL ? sandbox : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sandbox), sandbox != NULL);
}

/**
 * mw_export_dialog_set_grid:
 * @self: the dialog
 * @grid: what shows the rows now
 *
 * Exports the rows of another grid, which came while the dialog was open.
 */
void
mw_export_dialog_set_grid (MwExportDialog *self, MwGrid *grid)
{
  if (self->grid)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  g_set_object (&self->grid, grid);
  g_signal_connect_object (grid, "changed", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  update_summary (self);
}

/**
 * mw_export_dialog_new:
 * @connection: whose rows they are
 * @reading: what fills the grid: the export waits for its end
 * @grid: the rows, in the order and with the filter that is shown
 * @title: what they are: "Purchase orders"
 *
 * Returns: (transfer floating): the dialog, asking for the choices
 */
MwExportDialog *
mw_export_dialog_new (MwConnection *connection, MwReading *reading, MwGrid *grid, const char *title)
{
  MwExportDialog *self = g_object_new (MW_TYPE_EXPORT_DIALOG, NULL);
  g_autofree char *whose = NULL;

  self->connection = g_object_ref (connection);
  self->reading = g_object_ref (reading);
  self->title = g_strdup (title);
  whose = mw_whose_dup_line (connection, mw_reading_get_entity (reading));
  gtk_label_set_text (self->whose, whose);
  mw_export_dialog_set_grid (self, grid);
  return self;
}

/**
 * mw_export_dialog_dup_file_name:
 * @self: the dialog
 *
 * Returns: (transfer full): whose records the file has, which of them, and of what day:
 * "Acme S/4HANA Purchase orders open only 2026-11-22.csv"
 */
char *
mw_export_dialog_dup_file_name (MwExportDialog *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = mw_whose_dup_file_name (self->connection, mw_reading_get_entity (self->reading),
                                                  self->title);

  return g_strdup_printf ("%s %s.csv", name, date);
}

/**
 * mw_export_dialog_start:
 * @self: the dialog
 * @file: where to
 *
 * Waits until everything is loaded, then writes. Closing the dialog stops it, and the old file stays as it
 * was.
 */
void
mw_export_dialog_start (MwExportDialog *self, GFile *file)
{
  stop (self);
  g_set_object (&self->file, file);
  g_clear_object (&self->export);
  gtk_stack_set_visible_child_name (self->stack, "running");
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL, update_progress, self);
  update_progress (self);
  self->run = mw_main_fiber_spawn (write_fiber, g_object_ref (self), g_object_unref);
  self->run = dex_future_finally (self->run, on_ended, self, NULL);
}
