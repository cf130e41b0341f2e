/* mw-pick-row.c: one of ours, and which of theirs it is: a drop-down with a search, and a note
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-pick-row.h"

#include <glib/gi18n-lib.h>

/* Fewer are seen at a glance. */
#define ITEMS_TO_SEARCH 10
/* Of what is picked: so many characters are always seen, however long the note beside it. */
#define LEAST_WIDTH  16
#define LISTED_WIDTH 24

struct _MwPickRow
{
  AdwComboRow parent_instance;

  GListModel *items; /* all there are to pick from; the drop-down has them once it was opened */
  gboolean filling;
  MwPickMark mark;
  GtkWidget *stack; /* of the marks; in the row as long as there is one */
};

G_DEFINE_FINAL_TYPE (MwPickRow, mw_pick_row, ADW_TYPE_COMBO_ROW)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *name;
  const char *icon;
  const char *css_class;
  const char *words;
} marks[] = {
  [MW_PICK_MARK_NONE] = { "none", NULL, NULL, NULL },
  [MW_PICK_MARK_UNSURE] = { "unsure", "dialog-question-symbolic", "warning", N_ ("Please check") },
  [MW_PICK_MARK_WRONG] = { "wrong", "dialog-error-symbolic", "error", N_ ("This cannot stay so") },
  [MW_PICK_MARK_BUSY] = { "busy", NULL, NULL, N_ ("Its records are being read") },
};

/* A combo row tells assistive technology only what it is called, not what is picked. */
static void
say_picked (MwPickRow *self)
{
  MwPickItem *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  /* Translators: read out for a row: what it is called, and what is picked there */
  g_autofree char *spoken = item ? g_strdup_printf (_ ("%s: %s"), title, mw_pick_item_get_title (item))
                                 : g_strdup (title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
on_selected (MwPickRow *self)
{
  say_picked (self);
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_PICKED], 0);
}

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* 0 for an unknown one. */
static guint
find (GListModel *items, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (MwPickItem) item = g_list_model_get_item (items, i);

      if (g_strcmp0 (mw_pick_item_get_id (item), id) == 0)
        return i;
    }
  return 0;
}

static void
show_items (MwPickRow *self, GListModel *items, guint position)
{
  self->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), items);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
  self->filling = FALSE;
  say_picked (self);
}

static void
load_items (MwPickRow *self)
{
  g_autofree char *id = g_strdup (mw_pick_row_get_id (self));

  if (self->items && adw_combo_row_get_model (ADW_COMBO_ROW (self)) != self->items)
    show_items (self, self->items, find (self->items, id));
}

/* A drop-down makes widgets for 200 of its items as soon as it has them: too many for a page of rows. */
static void
mw_pick_row_activate (AdwActionRow *row)
{
  load_items (MW_PICK_ROW (row));
  ADW_ACTION_ROW_CLASS (mw_pick_row_parent_class)->activate (row);
}

static void
on_setup_picked (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = create_label (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_picked (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const char *title = mw_pick_item_get_title (gtk_list_item_get_item (item));

  gtk_label_set_text (label, title);
  gtk_label_set_width_chars (label, (int) MIN (g_utf8_strlen (title, -1), LEAST_WIDTH));
}

/* In the list: the title, what is known of it, and a mark at the one that is picked. */
static void
on_setup_listed (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *image = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), create_label (NULL));
  gtk_label_set_width_chars (GTK_LABEL (gtk_widget_get_first_child (box)), LISTED_WIDTH);
  gtk_box_append (GTK_BOX (box), create_label ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dimmed");
  gtk_box_append (GTK_BOX (line), box);
  gtk_box_append (GTK_BOX (line), image);
  gtk_list_item_set_child (item, line);
}

static void
update_check (GtkListItem *item, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *line = gtk_list_item_get_child (item);
  gboolean is_picked = adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (item);

  gtk_widget_set_opacity (gtk_widget_get_last_child (line), is_picked ? 1 : 0);
}

static void
on_row_selected (AdwComboRow *row, GParamSpec *pspec, GtkListItem *item)
{
  update_check (item, NULL, row);
}

static void
on_bind_listed (MwPickRow *self, GtkListItem *item)
{
  MwPickItem *of = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_last_child (box);
  const char *text = mw_pick_item_get_detail (of);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), mw_pick_item_get_title (of));
  gtk_label_set_text (GTK_LABEL (detail), text ? text : "");
  gtk_widget_set_visible (detail, text != NULL);
  g_signal_connect_object (self, "notify::selected-item", G_CALLBACK (on_row_selected), item, 0);
  update_check (item, NULL, ADW_COMBO_ROW (self));
}

static void
on_unbind_listed (MwPickRow *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (self, on_row_selected, item);
}

static GtkListItemFactory *
create_list_factory (MwPickRow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_listed), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_listed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_listed), self, G_CONNECT_SWAPPED);
  return factory;
}

static void
use_factories (MwPickRow *self)
{
  g_autoptr (GtkListItemFactory) picked = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) listed = create_list_factory (self);
  g_autoptr (GtkExpression) words = gtk_property_expression_new (MW_TYPE_PICK_ITEM, NULL, "words");

  g_signal_connect (picked, "setup", G_CALLBACK (on_setup_picked), NULL);
  g_signal_connect (picked, "bind", G_CALLBACK (on_bind_picked), NULL);
  adw_combo_row_set_expression (ADW_COMBO_ROW (self), words);
  adw_combo_row_set_factory (ADW_COMBO_ROW (self), picked);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), listed);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (self), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
}

static void
create_marks (MwPickRow *self)
{
  self->stack = g_object_ref_sink (gtk_stack_new ());
  gtk_widget_set_valign (self->stack, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      GtkWidget *mark = i == MW_PICK_MARK_BUSY ? adw_spinner_new () : gtk_image_new ();

      if (marks[i].icon)
        gtk_image_set_from_icon_name (GTK_IMAGE (mark), marks[i].icon);
      if (marks[i].css_class)
        gtk_widget_add_css_class (mark, marks[i].css_class);
      if (marks[i].words)
        gtk_widget_set_tooltip_text (mark, _ (marks[i].words));
      gtk_stack_add_named (GTK_STACK (self->stack), mark, marks[i].name);
    }
}

static void
mw_pick_row_dispose (GObject *object)
{
  g_clear_object (&MW_PICK_ROW (object)->stack);
  g_clear_object (&MW_PICK_ROW (object)->items);
  G_OBJECT_CLASS (mw_pick_row_parent_class)->dispose (object);
}

static void
mw_pick_row_class_init (MwPickRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_pick_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = mw_pick_row_activate;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", MW_TYPE_PICK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
mw_pick_row_init (MwPickRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  use_factories (self);
  create_marks (self);
  /* The labels of the row, in the place of which stands what is said here. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
}

/**
 * mw_pick_row_new:
 * @title: what of ours it is
 *
 * Returns: (transfer floating): a row without items
 */
MwPickRow *
mw_pick_row_new (const char *title)
{
  return g_object_new (MW_TYPE_PICK_ROW, "title", title, NULL);
}

/**
 * mw_pick_row_set_items:
 * @self: the row
 * @items: of #MwPickItem; rows may share them
 * @id: (nullable): of the one that is picked; for an unknown one it is the first
 *
 * Nothing is emitted.
 */
void
mw_pick_row_set_items (MwPickRow *self, GListModel *items, const char *id)
{
  g_autoptr (GListStore) first = g_list_store_new (MW_TYPE_PICK_ITEM);
  guint n_items = g_list_model_get_n_items (items);
  guint position = find (items, id);

  g_set_object (&self->items, items);
  /* Two of them: a row with one has nothing to open. */
  for (guint i = 0; i < MIN (n_items, 2); i++)
    {
      g_autoptr (MwPickItem) item = g_list_model_get_item (items, (position + i) % n_items);

      g_list_store_append (first, item);
    }
  show_items (self, G_LIST_MODEL (first), 0);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self), n_items > ITEMS_TO_SEARCH);
}

/**
 * mw_pick_row_get_id:
 * @self: the row
 *
 * Returns: (nullable): the id of what is picked
 */
const char *
mw_pick_row_get_id (MwPickRow *self)
{
  MwPickItem *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));

  return item ? mw_pick_item_get_id (item) : NULL;
}

/**
 * mw_pick_row_pick:
 * @self: the row
 * @id: (nullable): of one of its items
 *
 * Picks it as the user does.
 */
void
mw_pick_row_pick (MwPickRow *self, const char *id)
{
  load_items (self);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find (self->items, id));
}

static void
show_mark (MwPickRow *self, MwPickMark mark)
{
  gboolean is_there = gtk_widget_get_parent (self->stack) != NULL;

  self->mark = mark;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), marks[mark].name);
  if (mark != MW_PICK_MARK_NONE && !is_there)
    adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->stack);
  else if (mark == MW_PICK_MARK_NONE && is_there)
    adw_action_row_remove (ADW_ACTION_ROW (self), self->stack);
}

/**
 * mw_pick_row_set_note:
 * @self: the row
 * @mark: how it stands
 * @note: (nullable): a sentence below the title
 *
 * The mark is said in words too, for those who do not see it.
 */
void
mw_pick_row_set_note (MwPickRow *self, MwPickMark mark, const char *note)
{
  g_autofree char *spoken = NULL;

  show_mark (self, mark);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), note ? note : "");
  spoken = marks[mark].words ? g_strjoin (". ", _ (marks[mark].words), note, NULL)
                             : g_strdup (note ? note : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

/**
 * mw_pick_row_get_mark:
 * @self: the row
 *
 * Returns: how it stands
 */
MwPickMark
mw_pick_row_get_mark (MwPickRow *self)
{
  return self->mark;
}
