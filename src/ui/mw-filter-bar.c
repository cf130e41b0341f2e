/* mw-filter-bar.c: the filters of a grid as chips, and a button for more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-filter-popover.h"
#include "mw-filter-words.h"
#include "mw-wording.h"

#define CHIP_CHARS 36

struct _MwFilterBar
{
  AdwBin parent_instance;

  MwGrid *grid;
  GPtrArray *chips; /* of GtkWidget, in the order of the filters */
  AdwWrapBox *box;
  GtkMenuButton *add;
  MwFilterPopover *popover;
  guint edited;         /* place of the filter that is changed; G_MAXUINT: a new one */
  gboolean is_awaiting; /* rows that fit the filters, to tell how many there are */
};

G_DEFINE_FINAL_TYPE (MwFilterBar, mw_filter_bar, ADW_TYPE_BIN)

static MwRowFilter *
get_filter (MwFilterBar *self, guint place)
{
  GPtrArray *filters = self->grid ? mw_grid_get_filters (self->grid) : NULL;

  return filters && place < filters->len ? filters->pdata[place] : NULL;
}

static GPtrArray *
dup_filters (MwFilterBar *self)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);

  for (guint i = 0; get_filter (self, i); i++)
    g_ptr_array_add (filters, mw_row_filter_ref (get_filter (self, i)));
  return filters;
}

static void
set_filters (MwFilterBar *self, GPtrArray *filters)
{
  self->is_awaiting = TRUE;
  mw_grid_set_filters (self->grid, filters);
}

static guint
get_place (MwFilterBar *self, GtkWidget *button)
{
  guint place = G_MAXUINT;

  return g_ptr_array_find (self->chips, gtk_widget_get_parent (button), &place) ? place : G_MAXUINT;
}

static void
on_remove (MwFilterBar *self, GtkWidget *button)
{
  g_autoptr (GPtrArray) filters = dup_filters (self);
  guint place = get_place (self, button);

  if (place >= filters->len)
    return;
  g_ptr_array_remove_index (filters, place);
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
  set_filters (self, filters);
}

static void
on_edit (MwFilterBar *self, GtkWidget *button)
{
  guint place = get_place (self, button);
  MwRowFilter *filter = get_filter (self, place);
  MwColumn *column = filter && filter->column ? mw_grid_find_column (self->grid, filter->column) : NULL;

  if (!column)
    return;
  gtk_popover_popup (GTK_POPOVER (self->popover));
  mw_filter_popover_show_column (self->popover, column, filter);
  self->edited = place;
}

static void
on_chosen (MwFilterBar *self, MwRowFilter *filter)
{
  g_autoptr (GPtrArray) filters = self->grid ? dup_filters (self) : NULL;

  if (!filters)
    return;
  /* The same again says nothing new. */
  for (guint i = 0; i < filters->len; i++)
    if (mw_row_filter_equal (filters->pdata[i], filter))
      return;
  if (self->edited < filters->len)
    g_ptr_array_remove_index (filters, self->edited);
  g_ptr_array_insert (filters, self->edited <= filters->len ? (int) self->edited : -1,
                      mw_row_filter_ref (filter));
  self->edited = G_MAXUINT;
  set_filters (self, filters);
}

/* The button was clicked, and no chip. */
static void
on_shown (MwFilterBar *self)
{
  self->edited = G_MAXUINT;
  mw_filter_popover_show_columns (self->popover);
}

static GtkWidget *
new_chip (MwFilterBar *self, const MwRowFilter *filter)
{
  MwColumn *column = filter->column ? mw_grid_find_column (self->grid, filter->column) : NULL;
  g_autofree char *words = mw_filter_dup_words (filter, column);
  g_autofree char *removal = g_strdup_printf (_ ("Remove the filter “%s”"), words);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *edit = gtk_button_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (chip, "linked");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHIP_CHARS);
  gtk_button_set_child (GTK_BUTTON (edit), label);
  gtk_widget_set_tooltip_text (edit, words);
  gtk_widget_set_tooltip_text (remove, removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
  g_signal_connect_object (edit, "clicked", G_CALLBACK (on_edit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (chip), edit);
  gtk_box_append (GTK_BOX (chip), remove);
  return chip;
}

static void
update_chips (MwFilterBar *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    adw_wrap_box_remove (self->box, self->chips->pdata[i]);
  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; get_filter (self, i); i++)
    {
      GtkWidget *chip = new_chip (self, get_filter (self, i));

      adw_wrap_box_insert_child_after (self->box, chip, i > 0 ? self->chips->pdata[i - 1] : NULL);
      g_ptr_array_add (self->chips, chip);
    }
  gtk_menu_button_set_label (self->add, self->chips->len > 0 ? _ ("Add F_ilter") : _ ("F_ilter"));
}

/* Who cannot see the rows hears how many are left. */
static void
on_changed (MwFilterBar *self)
{
  guint n_rows = mw_generation_get_n_rows (mw_view_get_generation (mw_grid_get_view (self->grid)));
  g_autofree char *n_all = NULL;
  g_autofree char *n_shown = NULL;
  g_autofree char *text = NULL;

  if (!self->is_awaiting || mw_grid_is_searching (self->grid))
    return;
  self->is_awaiting = FALSE;
  n_all = mw_wording_number (n_rows);
  n_shown = mw_wording_number (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self->grid))));
  text = g_strdup_printf (_ ("%s of %s"), n_shown, n_all);
  mw_announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
unwatch (MwFilterBar *self)
{
  if (self->grid)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  g_clear_object (&self->grid);
}

static void
mw_filter_bar_dispose (GObject *object)
{
  MwFilterBar *self = MW_FILTER_BAR (object);

  unwatch (self);
  g_clear_pointer (&self->chips, g_ptr_array_unref);
  G_OBJECT_CLASS (mw_filter_bar_parent_class)->dispose (object);
}

static void
mw_filter_bar_class_init (MwFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_filter_bar_dispose;
}

static void
mw_filter_bar_init (MwFilterBar *self)
{
  self->edited = G_MAXUINT;
  self->chips = g_ptr_array_new ();
  self->popover = g_object_new (MW_TYPE_FILTER_POPOVER, NULL);
  self->add = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_use_underline (self->add, TRUE);
  gtk_menu_button_set_label (self->add, _ ("F_ilter"));
  gtk_menu_button_set_popover (self->add, GTK_WIDGET (self->popover));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add), _ ("Show only some records (Ctrl+Shift+F)"));
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_wrap_box_append (self->box, GTK_WIDGET (self->add));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filters"),
                                  -1);
}

/**
 * mw_filter_bar_set_grid:
 * @self: the bar
 * @grid: (nullable): what is filtered
 * @is_raw: whether its records stand there as they were sent: they have no problems then
 */
void
mw_filter_bar_set_grid (MwFilterBar *self, MwGrid *grid, gboolean is_raw)
{
  gtk_widget_set_visible (GTK_WIDGET (self), grid != NULL);
  if (self->grid == grid)
    return;
  unwatch (self);
  self->is_awaiting = FALSE;
  gtk_menu_button_popdown (self->add);
  if (grid)
    {
      self->grid = g_object_ref (grid);
      g_signal_connect_object (grid, "arranged", G_CALLBACK (update_chips), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (grid, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
  mw_filter_popover_set_grid (self->popover, grid, grid && !is_raw);
  update_chips (self);
}

/**
 * mw_filter_bar_open:
 * @self: the bar
 * @column: (nullable): id of the column to filter by; %NULL to choose
 */
void
mw_filter_bar_open (MwFilterBar *self, const char *column)
{
  MwColumn *found = self->grid && column ? mw_grid_find_column (self->grid, column) : NULL;

  if (!self->grid)
    return;
  gtk_menu_button_popup (self->add);
  if (found)
    mw_filter_popover_show_column (self->popover, found, NULL);
}

/**
 * mw_filter_bar_clear:
 * @self: the bar
 *
 * Shows all records again, as far as no search hides them.
 *
 * Returns: whether there was a filter
 */
gboolean
mw_filter_bar_clear (MwFilterBar *self)
{
  if (!self->grid || !mw_grid_get_filters (self->grid))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
  set_filters (self, NULL);
  return TRUE;
}
