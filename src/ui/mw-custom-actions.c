/* mw-custom-actions.c: fields of the records as columns of the user's own: added, renamed, and removed again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-custom-actions.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"

#define MAX_SHOWN  80 /* characters of a title, in a sentence */
#define LAST_TOAST "mw-custom-toast"
#define MAX_TYPED  200 /* and as it is typed */

typedef enum
{
  ADD,
  RENAME,
  REMOVE,
} Kind;

typedef struct
{
  GWeakRef window; /* what is said there does not keep it */
  MwConnection *connection;
  MwEntity *entity;
  char *path;
  char *title; /* safe for Pango */
  char *own;   /* what is stored as its title; or NULL: as its path says */
  Kind kind;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_weak_ref_clear (&change->window);
  g_object_unref (change->connection);
  g_object_unref (change->entity);
  g_free (change->path);
  g_free (change->title);
  g_free (change->own);
  g_free (change);
}

static void change_begin (Change *change);

static Change *
copy_change (const Change *change)
{
  g_autoptr (MwWindow) window = g_weak_ref_get ((GWeakRef *) &change->window);
  Change *copy = g_new0 (Change, 1);

  g_weak_ref_init (&copy->window, window);
  copy->connection = g_object_ref (change->connection);
  copy->entity = g_object_ref (change->entity);
  copy->path = g_strdup (change->path);
  copy->title = g_strdup (change->title);
  copy->own = g_strdup (change->own);
  copy->kind = change->kind;
  return copy;
}

/* Of the column that it was done to, whatever is shown now. */
static void
on_undo (AdwToast *toast, Change *done)
{
  Change *change = copy_change (done);

  change->kind = done->kind == ADD ? REMOVE : ADD;
  change_begin (change);
}

static void
closure_free (gpointer change, GClosure *closure)
{
  change_free (change);
}

static void
last_free (gpointer last)
{
  g_weak_ref_clear (last);
  g_free (last);
}

/* What was said before of a column is over. @undoes: whether it can be taken back. */
static void
say (Change *change, char *text, gboolean undoes)
{
  g_autofree char *owned = text;
  g_autoptr (MwWindow) window = g_weak_ref_get (&change->window);
  GWeakRef *last = window ? g_object_get_data (G_OBJECT (window), LAST_TOAST) : NULL;
  g_autoptr (AdwToast) before = last ? g_weak_ref_get (last) : NULL;
  AdwToast *toast;

  if (!window)
    return;
  if (before)
    adw_toast_dismiss (before);
  toast = adw_toast_new (text);
  if (undoes)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo), copy_change (change),
                             closure_free, G_CONNECT_DEFAULT);
    }
  last = g_new (GWeakRef, 1);
  g_weak_ref_init (last, toast);
  g_object_set_data_full (G_OBJECT (window), LAST_TOAST, last, last_free);
  mw_window_take_toast (window, toast);
}

static DexFuture *
on_changed (DexFuture *future, gpointer data)
{
  Change *change = data;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (error && error->domain == MW_CUSTOM_ERROR)
    say (change, g_strdup (error->message), FALSE);
  else if (error)
    {
      g_autoptr (MwAdvice) advice = mw_connection_dup_advice (change->connection, error);

      say (change, g_strdup (advice->title), FALSE);
    }
  else if (change->kind == RENAME)
    say (change, g_strdup_printf (_ ("It is called “%s” now"), change->title), FALSE);
  else if (change->kind == ADD)
    say (change, g_strdup_printf (_ ("“%s” is a column now"), change->title), TRUE);
  else
    say (change, g_strdup_printf (_ ("“%s” is no column any more"), change->title), TRUE);
  return dex_future_new_true ();
}

/* What it is called while it is one; else what it would be called. */
static void
find_title (Change *change)
{
  const MwCustomField *field = mw_custom_fields_find (mw_connection_get_custom_fields (change->connection),
                                                      mw_entity_get_id (change->entity), change->path);
  g_autoptr (MwCustomPath) parsed = field ? NULL : mw_custom_path_parse (change->path, NULL);
  g_autofree char *title = field    ? g_strdup (field->title)
                           : parsed ? mw_custom_path_dup_title (parsed)
                                    : g_strdup (change->path);

  change->title = mw_text_for_cell (title, strlen (title), MAX_SHOWN);
  change->own = field ? g_strdup (field->title) : NULL;
}

/* Of the records that are shown; NULL: there are none. */
static Change *
change_new (MwWindow *window, const char *path, Kind kind)
{
  MwRecordsPage *page = mw_window_get_records_page (window);
  Change *change;

  if (!page)
    return NULL;
  change = g_new0 (Change, 1);
  g_weak_ref_init (&change->window, window);
  change->connection = g_object_ref (mw_records_page_get_connection (page));
  change->entity = g_object_ref (mw_records_page_get_entity (page));
  change->path = g_strdup (path);
  find_title (change);
  change->kind = kind;
  return change;
}

/* Takes @change. */
static void
change_begin (Change *change)
{
  DexFuture *future;

  if (change->kind == ADD)
    future = mw_connection_add_custom_field (change->connection, change->entity, change->path, change->own);
  else if (change->kind == RENAME)
    future = mw_connection_rename_custom_field (change->connection, change->entity, change->path,
                                                change->own);
  else
    future = mw_connection_remove_custom_field (change->connection, change->entity, change->path);
  dex_future_disown (dex_future_finally (future, on_changed, change, change_free));
}

static void
action_add (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Change *change = change_new (MW_WINDOW (widget), g_variant_get_string (parameter, NULL), ADD);

  if (change)
    change_begin (change);
}

static void
action_remove (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Change *change = change_new (MW_WINDOW (widget), g_variant_get_string (parameter, NULL), REMOVE);

  if (change)
    change_begin (change);
}

/* What was typed is not cleared of anything: it is the user's. */
static void
on_renamed (AdwAlertDialog *dialog, const char *response, Change *change)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog)));
  g_autofree char *title = g_strstrip (g_strdup (typed));
  g_autoptr (MwCustomPath) path = mw_custom_path_parse (change->path, NULL);
  g_autofree char *of_path = mw_custom_path_dup_title (path);
  const char *shown = *title ? title : of_path;
  Change *renaming;

  if (!g_str_equal (response, "rename"))
    return;
  renaming = copy_change (change);
  renaming->kind = RENAME;
  g_set_str (&renaming->own, title);
  g_free (renaming->title);
  renaming->title = mw_text_for_cell (shown, strlen (shown), MAX_SHOWN);
  change_begin (renaming);
}

static void
action_rename (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Change *change = change_new (MW_WINDOW (widget), g_variant_get_string (parameter, NULL), RENAME);
  const MwCustomField *field = change ? mw_custom_fields_find (
                                          mw_connection_get_custom_fields (change->connection),
                                          mw_entity_get_id (change->entity), change->path)
                                      : NULL;
  g_autofree char *shown = field ? mw_custom_path_dup_shown (field->path) : NULL;
  g_autofree char *safe = shown ? mw_text_for_cell (shown, strlen (shown), MAX_SHOWN) : NULL;
  g_autofree char *title = field ? mw_custom_path_dup_title (field->path) : NULL;
  g_autofree char *called = title ? mw_text_for_cell (title, strlen (title), MAX_SHOWN) : NULL;
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog;
  GtkWidget *entry;

  if (!field)
    {
      if (change)
        change_free (change);
      return;
    }
  /* Translators: where a value stands in a record, and the last part of that */
  body = g_strdup_printf (_ ("The column shows “%s”. With no title of its own it is called “%s”."), safe,
                          called);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Rename Column"), body));
  entry = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_TYPED);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), field->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Title of the column"), -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "rename", _ ("_Rename"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "rename");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_renamed), change, closure_free,
                         G_CONNECT_DEFAULT);
  adw_dialog_set_focus (ADW_DIALOG (dialog), entry);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
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
  gtk_widget_class_install_action (widget_class, "win.rename-column", "s", action_rename);
}
