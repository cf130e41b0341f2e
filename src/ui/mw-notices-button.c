/* mw-notices-button.c: a button that shows sentences about what is missing or was removed; unseen without any
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-notices-button.h"

#include <glib/gi18n-lib.h>

struct _MwNoticesButton
{
  AdwBin parent_instance;

  char *shown;

  GtkMenuButton *button;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (MwNoticesButton, mw_notices_button, ADW_TYPE_BIN)

/* The template's only child is the bin's, which unparents it. */
static void
mw_notices_button_finalize (GObject *object)
{
  g_clear_pointer (&MW_NOTICES_BUTTON (object)->shown, g_free);
  G_OBJECT_CLASS (mw_notices_button_parent_class)->finalize (object);
}

static void
mw_notices_button_class_init (MwNoticesButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mw_notices_button_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-notices-button.ui");
  gtk_widget_class_bind_template_child (widget_class, MwNoticesButton, button);
  gtk_widget_class_bind_template_child (widget_class, MwNoticesButton, box);
}

static void
mw_notices_button_init (MwNoticesButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append (MwNoticesButton *self, const char *notice)
{
  GtkWidget *text = gtk_label_new (notice);

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 44);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_box_append (self->box, text);
}

/**
 * mw_notices_button_set:
 * @self: the button
 * @notices: sentences that are safe for Pango
 */
void
mw_notices_button_set (MwNoticesButton *self, const char *const *notices)
{
  g_autofree char *all = g_strjoinv ("\n", (char **) notices);
  guint n_notices = g_strv_length ((char **) notices);
  g_autofree char *label = NULL;
  GtkWidget *child;

  if (!g_set_str (&self->shown, all))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))))
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < n_notices; i++)
    append (self, notices[i]);
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u notice about these records",
                                        "%u notices about these records", n_notices),
                           n_notices);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_widget_set_visible (GTK_WIDGET (self), n_notices > 0);
}
