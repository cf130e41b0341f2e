/* mw-system-page.c: the first page of the connect dialog: the systems there is a file for, searchable
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-system-page.h"

#include <glib/gi18n-lib.h>

struct _MwSystemPage
{
  AdwNavigationPage parent_instance;

  MwCatalog *catalog;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (MwSystemPage, mw_system_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
append_line (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (!text || !*text)
    return;
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  if (!g_str_equal (css_class, "heading"))
    gtk_widget_add_css_class (label, "caption");
  gtk_box_append (box, label);
}

static char *
dup_needs (MwSystem *system)
{
  guint n_needs;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_needs; i++)
    {
      if (!needs[i].text)
        continue;
      if (text->len)
        g_string_append_c (text, ' ');
      if (needs[i].edition)
        g_string_append_printf (text, "%s: ", needs[i].edition);
      g_string_append (text, needs[i].text);
    }
  return g_string_free_and_steal (text);
}

static char *
dup_tier (MwSystem *system)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);
  const MwVariant *variant = n_sign_ins ? mw_system_find_variant (system, sign_ins[0].id) : NULL;

  return mw_system_dup_tier (system, variant, NULL);
}

static void
on_button_clicked (MwSystemPage *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (button), "system"));
}

/* The whole row can be clicked. The button is there for assistive technology, to which GTK does not offer the
 * action of a list row; with the keyboard it would be a second stop for the same thing. */
static GtkWidget *
create_button (MwSystemPage *self, MwSystem *system)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");
  /* Translators: %s is the name of a system */
  g_autofree char *label = g_strdup_printf (_ ("Connect %s"), mw_system_get_name (system));

  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "system", g_object_ref (system), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_button_clicked), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
create_row (MwSystemPage *self, MwSystem *system)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *category = mw_system_dup_category_title (system);
  g_autofree char *through = NULL;
  g_autofree char *tier = dup_tier (system);
  g_autofree char *needs = dup_needs (system);
  g_autofree char *title = NULL;

  gtk_widget_set_margin_top (box, 10);
  gtk_widget_set_margin_bottom (box, 10);
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 12);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (line), box);
  gtk_box_append (GTK_BOX (line), create_button (self, system));
  if (g_strcmp0 (mw_system_get_through (system), mw_system_get_name (system)) != 0 &&
      mw_system_get_through (system))
    through = g_strdup_printf (_ ("through %s"), mw_system_get_through (system));
  title = g_strjoin (" · ", mw_system_get_name (system), category && *category ? category : through,
                     category && *category ? through : NULL, NULL);
  append_line (GTK_BOX (box), title, "heading");
  append_line (GTK_BOX (box), mw_system_get_summary (system), "body");
  append_line (GTK_BOX (box), tier, "dimmed");
  append_line (GTK_BOX (box), needs, "dimmed");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mw_system_get_name (system), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  mw_system_get_summary (system), -1);
  g_object_set_data_full (G_OBJECT (row), "system", g_object_ref (system), g_object_unref);
  return row;
}

static void
fill (MwSystemPage *self)
{
  g_autoptr (GPtrArray) systems = NULL;

  gtk_list_box_remove_all (self->list);
  if (!self->catalog)
    return;
  systems = mw_catalog_search (self->catalog, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  for (guint i = 0; i < systems->len; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (systems, i)));
  gtk_stack_set_visible_child_name (self->stack, systems->len ? "list" : "nothing");
}

static void
on_row_activated (MwSystemPage *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "system"));
}

/* Enter in the search takes the first match of what stands there now: the list follows the typing a moment
 * later. */
static void
on_search_activate (MwSystemPage *self)
{
  GtkListBoxRow *row;

  fill (self);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row)
    on_row_activated (self, row);
}

static void
on_next_match (MwSystemPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
mw_system_page_dispose (GObject *object)
{
  MwSystemPage *self = MW_SYSTEM_PAGE (object);

  g_clear_object (&self->catalog);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_SYSTEM_PAGE);
  G_OBJECT_CLASS (mw_system_page_parent_class)->dispose (object);
}

static void
mw_system_page_class_init (MwSystemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_system_page_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_SYSTEM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, MW_TYPE_SYSTEM);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-system-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, search);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, list);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_next_match);
}

static void
mw_system_page_init (MwSystemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_system_page_set_catalog:
 * @self: the page
 * @catalog: where the systems come from
 *
 * Lists every system of @catalog that fits the search.
 */
void
mw_system_page_set_catalog (MwSystemPage *self, MwCatalog *catalog)
{
  g_set_object (&self->catalog, catalog);
  fill (self);
}
