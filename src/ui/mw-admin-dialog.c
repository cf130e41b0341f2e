/* mw-admin-dialog.c: what to hand to an administrator: to read, print, copy and save
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-admin-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-admin-sheet.h"
#include "mw-sheet-print.h"

struct _MwAdminDialog
{
  AdwDialog parent_instance;

  GPtrArray *sheet; /* of MwSheetLine */
  char *name;       /* of the system */

  AdwToastOverlay *toasts;
  GtkBox *lines;
};

G_DEFINE_FINAL_TYPE (MwAdminDialog, mw_admin_dialog, ADW_TYPE_DIALOG)

static void
say (MwAdminDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_copy (MwAdminDialog *self)
{
  g_autofree char *text = mw_admin_sheet_dup_text (self->sheet);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  say (self, _ ("Copied"));
}

static void
on_written (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (MwAdminDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (file), result, NULL, &error))
    say (self, _ ("Saved"));
  else
    say (self, _ ("It could not be saved there. Choose another place."));
}

static void
on_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (MwAdminDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file != NULL)
    mw_admin_dialog_save (self, file);
}

static GtkWindow *
get_window (MwAdminDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_save (MwAdminDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  /* Translators: the name of a file, without its ending; %s is the name of a system */
  g_autofree char *title = g_strdup_printf (_ ("%s for the administrator"), self->name);
  g_autofree char *name = g_strconcat (g_strdelimit (title, "/", '-'), ".html", NULL);

  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, get_window (self), NULL, on_chosen, g_object_ref (self));
}

static void
on_print (MwAdminDialog *self)
{
  g_autoptr (GtkPrintOperation) operation = mw_sheet_print_new (self->sheet);

  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, get_window (self), NULL) ==
      GTK_PRINT_OPERATION_RESULT_ERROR)
    say (self, _ ("It could not be printed. Save it instead, and print the file."));
}

static void
append (MwAdminDialog *self, const MwSheetLine *line)
{
  static const char *const classes[] = {
    [MW_SHEET_TITLE] = "title-2", [MW_SHEET_HEADING] = "heading", [MW_SHEET_TEXT] = "body",
    [MW_SHEET_POINT] = "body",    [MW_SHEET_MORE] = "dimmed",
  };
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *point = line->kind == MW_SHEET_POINT ? g_strconcat ("• ", line->text, NULL) : NULL;

  gtk_label_set_text (GTK_LABEL (label), point != NULL ? point : line->text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_add_css_class (label, classes[line->kind]);
  if (line->kind == MW_SHEET_HEADING)
    gtk_widget_set_margin_top (label, 15);
  if (line->kind == MW_SHEET_MORE)
    gtk_widget_set_margin_start (label, 12);
  gtk_box_append (self->lines, label);
}

static void
mw_admin_dialog_dispose (GObject *object)
{
  MwAdminDialog *self = MW_ADMIN_DIALOG (object);

  g_clear_pointer (&self->sheet, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_ADMIN_DIALOG);
  G_OBJECT_CLASS (mw_admin_dialog_parent_class)->dispose (object);
}

static void
mw_admin_dialog_class_init (MwAdminDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_admin_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-admin-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwAdminDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, MwAdminDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
}

static void
mw_admin_dialog_init (MwAdminDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_admin_dialog_new:
 * @draft: what is being connected
 *
 * Returns: (transfer floating): the page for whoever administers that system, as far as the chosen sign-in
 * needs one
 */
MwAdminDialog *
mw_admin_dialog_new (MwDraft *draft)
{
  MwAdminDialog *self = g_object_new (MW_TYPE_ADMIN_DIALOG, NULL);
  g_autofree char *address = mw_draft_dup_address (draft);

  self->name = g_strdup (mw_system_get_name (mw_draft_get_system (draft)));
  self->sheet = mw_admin_sheet_new (mw_draft_get_system (draft), mw_draft_get_sign_in (draft), address);
  for (guint i = 0; i < self->sheet->len; i++)
    append (self, self->sheet->pdata[i]);
  return self;
}

/**
 * mw_admin_dialog_save:
 * @self: the dialog
 * @file: where to
 *
 * Saves the page as plain text when the name ends in “.txt”, else as HTML, and says so.
 */
void
mw_admin_dialog_save (MwAdminDialog *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = name != NULL && g_str_has_suffix (name, ".txt")
                            ? mw_admin_sheet_dup_text (self->sheet)
                            : mw_admin_sheet_dup_html (self->sheet);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written,
                                       g_object_ref (self));
}
