/* mw-copy-row.c: a text that is needed elsewhere, with a button that copies it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-copy-row.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"

struct _MwCopyRow
{
  AdwActionRow parent_instance;

  char *text;
};

G_DEFINE_FINAL_TYPE (MwCopyRow, mw_copy_row, ADW_TYPE_ACTION_ROW)

static void
copy (MwCopyRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  mw_announce (self, _ ("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
mw_copy_row_finalize (GObject *object)
{
  g_free (MW_COPY_ROW (object)->text);
  G_OBJECT_CLASS (mw_copy_row_parent_class)->finalize (object);
}

static void
mw_copy_row_class_init (MwCopyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_copy_row_finalize;
}

static void
mw_copy_row_init (MwCopyRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (copy), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
}

/**
 * mw_copy_row_set_text:
 * @self: the row
 * @text: what is shown and copied
 */
void
mw_copy_row_set_text (MwCopyRow *self, const char *text)
{
  g_set_str (&self->text, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}
