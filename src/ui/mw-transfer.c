/* mw-transfer.c: Export Connections… and Import Connections… of the main menu
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-transfer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-advice-dialog.h"
#include "mw-application.h"
#include "mw-connection-transfer.h"
#include "mw-text.h"

#define MAX_CHARACTERS 4000

/* Names and addresses are long words: they are broken anywhere. */
static void
tell (GtkWidget *parent, const char *title, const char *text)
{
  g_autofree char *safe = mw_text_for_block (text, strlen (text), MAX_CHARACTERS);
  AdwDialog *dialog = adw_alert_dialog_new (title, NULL);
  GtkWidget *label = gtk_label_new (safe);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), label);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, parent);
}

static void
tell_error (GtkWidget *parent, const GError *error)
{
  g_autoptr (MwAdvice) advice = mw_advice_new (error, NULL, NULL);

  adw_dialog_present (ADW_DIALOG (mw_advice_dialog_new (advice, NULL)), parent);
}

static DexFuture *
on_exported (DexFuture *future, gpointer parent)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    tell (
      parent, _ ("Connections Exported"),
      _ ("The file holds no passwords, keys and tokens. On the other computer choose “Import Connections…”, "
         "and sign in to each there."));
  else
    tell_error (parent, error);
  return dex_future_new_true ();
}

/**
 * mw_transfer_export:
 * @parent: what the dialog stands above
 * @engine: whose connections
 * @file: where to; replaced, as whoever chose it was asked
 *
 * Writes all connections without what is secret, and says so.
 */
void
mw_transfer_export (GtkWidget *parent, MwEngine *engine, GFile *file)
{
  dex_future_disown (
    dex_future_finally (mw_connection_transfer_export (engine, g_file_peek_path (file), TRUE), on_exported,
                        g_object_ref (parent), g_object_unref));
}

static DexFuture *
on_imported (DexFuture *future, gpointer parent)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value != NULL)
    {
      g_autofree char *text = g_strjoinv ("\n\n", g_value_get_boxed (value));

      tell (parent, _ ("Connections Imported"),
            *text != '\0' ? text : _ ("There are no connections in this file."));
    }
  else
    tell_error (parent, error);
  return dex_future_new_true ();
}

/**
 * mw_transfer_import:
 * @parent: what the dialog stands above
 * @engine: takes the connections over
 * @file: from where
 *
 * Takes over what is not there yet, and says of each connection what became of it.
 */
void
mw_transfer_import (GtkWidget *parent, MwEngine *engine, GFile *file)
{
  dex_future_disown (dex_future_finally (mw_connection_transfer_import (engine, g_file_peek_path (file)),
                                         on_imported, g_object_ref (parent), g_object_unref));
}

static MwEngine *
get_engine (GtkWidget *window)
{
  return mw_application_get_engine (MW_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))));
}

static void
on_save_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    mw_transfer_export (window, get_engine (window), file);
}

static void
action_export_connections (GtkWidget *window, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Export Connections"));
  gtk_file_dialog_set_initial_name (dialog, "millwright-connections.json");
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, on_save_chosen, g_object_ref (window));
}

static void
on_open_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    mw_transfer_import (window, get_engine (window), file);
}

static void
action_import_connections (GtkWidget *window, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Import Connections"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (window), NULL, on_open_chosen, g_object_ref (window));
}

void
mw_transfer_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-connections", NULL, action_export_connections);
  gtk_widget_class_install_action (widget_class, "win.import-connections", NULL, action_import_connections);
}
