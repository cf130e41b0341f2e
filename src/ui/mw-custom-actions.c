/* mw-custom-actions.c: fields of the records as columns of the user's own: added, and removed again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-custom-actions.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"

#define MAX_SHOWN 80 /* characters of a title */

typedef struct
{
  MwWindow *window;
  MwConnection *connection;
  char *path;
  char *title; /* safe for Pango */
  gboolean is_added;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->window);
  g_object_unref (change->connection);
  g_free (change->path);
  g_free (change->title);
  g_free (change);
}

static void
say (MwWindow *window, char *text, const char *undo, const char *action, const char *path)
{
  g_autofree char *owned = text;
  AdwToast *toast = adw_toast_new (text);

  if (action)
    {
      adw_toast_set_button_label (toast, undo);
      adw_toast_set_action_name (toast, action);
      adw_toast_set_action_target (toast, "s", path);
    }
  mw_window_take_toast (window, toast);
}

static DexFuture *
on_changed (DexFuture *future, gpointer data)
{
  Change *change = data;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (error && error->domain == MW_CUSTOM_ERROR)
    say (change->window, g_strdup (error->message), NULL, NULL, NULL);
  else if (error)
    {
      g_autoptr (MwAdvice) advice = mw_connection_dup_advice (change->connection, error);

      say (change->window, g_strdup (advice->title), NULL, NULL, NULL);
    }
  else if (change->is_added)
    say (change->window, g_strdup_printf (_ ("“%s” is a column now"), change->title), _ ("_Undo"),
         "win.remove-column", change->path);
  else
    say (change->window, g_strdup_printf (_ ("“%s” is no column any more"), change->title), _ ("_Undo"),
         "win.add-column", change->path);
  return dex_future_new_true ();
}

/* What it is called while it is one; else what it would be called. */
static char *
dup_title (MwConnection *connection, MwEntity *entity, const char *path)
{
  const MwCustomField *field = mw_custom_fields_find (mw_connection_get_custom_fields (connection),
                                                      mw_entity_get_id (entity), path);
  g_autoptr (MwCustomPath) parsed = field ? NULL : mw_custom_path_parse (path, NULL);
  g_autofree char *title = field    ? g_strdup (field->title)
                           : parsed ? mw_custom_path_dup_title (parsed)
                                    : g_strdup (path);

  return mw_text_for_cell (title, strlen (title), MAX_SHOWN);
}

static void
change (GtkWidget *widget, const char *path, gboolean is_added)
{
  MwRecordsPage *page = mw_window_get_records_page (MW_WINDOW (widget));
  MwConnection *connection = page ? mw_records_page_get_connection (page) : NULL;
  MwEntity *entity = page ? mw_records_page_get_entity (page) : NULL;
  Change *change;
  DexFuture *future;

  if (!page)
    return;
  change = g_new0 (Change, 1);
  change->window = g_object_ref (MW_WINDOW (widget));
  change->connection = g_object_ref (connection);
  change->path = g_strdup (path);
  change->title = dup_title (connection, entity, path);
  change->is_added = is_added;
  future = is_added ? mw_connection_add_custom_field (connection, entity, path, NULL)
                    : mw_connection_remove_custom_field (connection, entity, path);
  dex_future_disown (dex_future_finally (future, on_changed, change, change_free));
}

static void
action_add (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change (widget, g_variant_get_string (parameter, NULL), TRUE);
}

static void
action_remove (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change (widget, g_variant_get_string (parameter, NULL), FALSE);
}

/**
 * mw_custom_actions_install:
 * @widget_class: of the main window
 */
void
mw_custom_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-column", "s", action_add);
  gtk_widget_class_install_action (widget_class, "win.remove-column", "s", action_remove);
}
