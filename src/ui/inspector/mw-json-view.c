/* mw-json-view.c: a record as it was sent: opened and closed branch by branch, searched, copied from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-json-view.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-json-copy.h"
#include "mw-json-row-view.h"
#include "mw-json-search.h"
#include "mw-long-value.h"
#include "mw-wording.h"

/* Of the lit values, whose branches are opened. */
#define MAX_REVEALED 12

struct _MwJsonView
{
  AdwBin parent_instance;

  DexFuture *reading;
  DexFuture *searching;
  DexFuture *copying;
  MwJsonTree *tree;
  GHashTable *lit;    /* as soon as there is a tree */
  char *wanted;       /* to be selected then */
  MwJsonFinds *finds; /* NULL: nothing is searched for */
  guint find;         /* which one is shown */
  GtkSingleSelection *selection;
  GtkWidget *popover;

  GtkBox *box;
  GMenuModel *menu;
  GtkSearchEntry *search;
  GtkLabel *count;
  GtkWidget *steps;
  GtkStack *stack;
  AdwStatusPage *failed;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (MwJsonView, mw_json_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static MwJsonRow *
get_selected (MwJsonView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
update_actions (MwJsonView *self)
{
  static const char *const of_row[] = { "record.copy-value", "record.copy-path", "record.copy-branch" };
  static const char *const of_finds[] = { "record.next-match", "record.previous-match" };

  MwJsonRow *row = get_selected (self);
  g_autoptr (GBytes) whole = row ? mw_json_row_dup_long (row) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.show-value", whole != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (of_row); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_row[i], row != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (of_finds); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_finds[i],
                                   self->finds && self->finds->numbers->len > 0);
}

static void
on_selected (MwJsonView *self)
{
  update_actions (self);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

/* @focus: the user went there, and goes on from there. */
static void
go_to (MwJsonView *self, guint position, gboolean focus)
{
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (self->list, position,
                             GTK_LIST_SCROLL_SELECT | (focus ? GTK_LIST_SCROLL_FOCUS : 0), NULL);
}

static void
show_wanted (MwJsonView *self)
{
  g_autofree char *wanted = self->tree ? g_steal_pointer (&self->wanted) : NULL;

  if (wanted)
    go_to (self, mw_json_tree_reveal (self->tree, wanted), TRUE);
}

static void
show_lit (MwJsonView *self)
{
  GHashTableIter iter;
  gpointer place;

  if (!self->tree)
    return;
  mw_json_tree_set_lit (self->tree, self->lit);
  if (!self->lit)
    return;
  g_hash_table_iter_init (&iter, self->lit);
  for (guint i = 0; i < MAX_REVEALED && g_hash_table_iter_next (&iter, &place, NULL); i++)
    mw_json_tree_reveal (self->tree, place);
}

static void
show_find (MwJsonView *self)
{
  MwJsonDocument *document = mw_json_tree_get_document (self->tree);
  guint number = g_array_index (self->finds->numbers, guint, self->find);

  go_to (self, mw_json_tree_reveal_value (self->tree, mw_json_document_get_value (document, number)), FALSE);
}

static void
show_count (MwJsonView *self)
{
  guint n_finds = self->finds ? self->finds->numbers->len : 0;
  g_autofree char *at = mw_wording_number (self->find + 1);
  g_autofree char *all = mw_wording_number (n_finds);
  /* Translators: which match is shown, and how many there are */
  g_autofree char *text = n_finds > 0 ? g_strdup_printf (_ ("%s of %s"), at, all) : g_strdup (_ ("No match"));

  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), self->finds != NULL);
  gtk_widget_set_visible (self->steps, n_finds > 0);
  update_actions (self);
  if (self->finds)
    mw_announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
on_searched (DexFuture *future, gpointer data)
{
  MwJsonView *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value)
    {
      self->finds = g_value_dup_boxed (value);
      self->find = 0;
      if (self->finds->numbers->len > 0)
        show_find (self);
      show_count (self);
    }
  return dex_ref (future);
}

static void
on_search_changed (MwJsonView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  dex_clear (&self->searching);
  g_clear_pointer (&self->finds, mw_json_finds_unref);
  show_count (self);
  if (self->tree && text[strspn (text, " \t")] != '\0')
    self->searching = dex_future_then (mw_json_search (mw_json_tree_get_document (self->tree), text),
                                       on_searched, self, NULL);
}

/* From the last to the first, and back. */
static void
step (MwJsonView *self, int by)
{
  guint n_finds = self->finds ? self->finds->numbers->len : 0;

  if (n_finds == 0)
    return;
  self->find = by > 0 ? (self->find + 1) % n_finds : (self->find + n_finds - 1) % n_finds;
  show_find (self);
  show_count (self);
}

static void
on_next (MwJsonView *self)
{
  step (self, 1);
}

static void
on_previous (MwJsonView *self)
{
  step (self, -1);
}

static void
action_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (MW_JSON_VIEW (widget), g_str_equal (name, "record.next-match") ? 1 : -1);
}

static void
set_clipboard (MwJsonView *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  mw_announce (self, _ ("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static DexFuture *
on_copied (DexFuture *future, gpointer data)
{
  const GValue *value = dex_future_get_value (future, NULL);

  if (value)
    set_clipboard (data, g_bytes_get_data (g_value_get_boxed (value), NULL));
  return dex_ref (future);
}

static void
copy_row (MwJsonView *self, MwJsonRow *row, gboolean as_json)
{
  dex_clear (&self->copying);
  self->copying = dex_future_then (
    mw_json_copy (mw_json_tree_get_document (self->tree), mw_json_row_get_place (row), as_json), on_copied,
    self, NULL);
}

static void
action_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwJsonView *self = MW_JSON_VIEW (widget);
  MwJsonRow *row = get_selected (self);

  if (!row)
    return;
  if (g_str_equal (name, "record.copy-path"))
    {
      set_clipboard (self, mw_json_row_get_pointer (row));
      return;
    }
  copy_row (self, row, g_str_equal (name, "record.copy-branch"));
}

/* FALSE: the row shows all of it. */
static gboolean
show_value (MwJsonView *self, MwJsonRow *row)
{
  g_autofree char *title = mw_json_row_dup_key (row);
  g_autoptr (GBytes) text = mw_json_row_dup_long (row);

  if (text)
    adw_dialog_present (ADW_DIALOG (mw_long_value_new (title, text)), GTK_WIDGET (self));
  return text != NULL;
}

static void
action_show_value (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_value (MW_JSON_VIEW (widget), get_selected (MW_JSON_VIEW (widget)));
}

static void
on_activate (MwJsonView *self, guint position)
{
  g_autoptr (MwJsonRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), position);

  if (show_value (self, row))
    return;
  if (!mw_json_tree_set_open (self->tree, position, TRUE))
    mw_json_tree_set_open (self->tree, position, FALSE);
}

static void
pop_up (MwJsonView *self, GtkWidget *widget, double x, double y)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (widget, GTK_WIDGET (self->box), &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                 &point))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_row_menu (GtkListItem *item, double x, double y, GtkWidget *view)
{
  MwJsonView *self = MW_JSON_VIEW (gtk_widget_get_ancestor (view, MW_TYPE_JSON_VIEW));

  go_to (self, gtk_list_item_get_position (item), TRUE);
  pop_up (self, view, x, y);
}

static void
action_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwJsonView *self = MW_JSON_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (get_selected (self) && focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    pop_up (self, focus, gtk_widget_get_width (focus) / 2.0, gtk_widget_get_height (focus));
}

static void
on_row_toggle (GtkListItem *item, GtkWidget *view)
{
  on_activate (MW_JSON_VIEW (gtk_widget_get_ancestor (view, MW_TYPE_JSON_VIEW)),
               gtk_list_item_get_position (item));
}

/* As in any tree: into a branch and out of it. */
static gboolean
on_key (MwJsonView *self, guint key, guint code, GdkModifierType state)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  MwJsonRow *row = get_selected (self);

  if (!row || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == (is_rtl ? GDK_KEY_Left : GDK_KEY_Right) || key == GDK_KEY_plus || key == GDK_KEY_KP_Add)
    {
      if (!mw_json_tree_set_open (self->tree, position, TRUE) && mw_json_row_get_is_open (row))
        go_to (self, position + 1, TRUE);
      return GDK_EVENT_STOP;
    }
  if (key == (is_rtl ? GDK_KEY_Right : GDK_KEY_Left) || key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)
    {
      if (!mw_json_tree_set_open (self->tree, position, FALSE))
        go_to (self, mw_json_tree_find_parent (self->tree, position), TRUE);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
speak (GtkListItem *item)
{
  g_autofree char *spoken = mw_json_row_view_dup_spoken (MW_JSON_ROW_VIEW (gtk_list_item_get_child (item)));

  gtk_list_item_set_accessible_label (item, spoken);
}

static void
setup_row (MwJsonView *self, GtkListItem *item)
{
  MwJsonRowView *view = mw_json_row_view_new ();

  g_signal_connect_object (view, "toggle", G_CALLBACK (on_row_toggle), item, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "menu", G_CALLBACK (on_row_menu), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, GTK_WIDGET (view));
}

static void
bind_row (MwJsonView *self, GtkListItem *item)
{
  MwJsonRow *row = gtk_list_item_get_item (item);

  mw_json_row_view_set_row (MW_JSON_ROW_VIEW (gtk_list_item_get_child (item)), self->tree, row);
  g_signal_connect_object (row, "notify::is-open", G_CALLBACK (speak), item, G_CONNECT_SWAPPED);
  speak (item);
}

static void
unbind_row (MwJsonView *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), speak, item);
  mw_json_row_view_set_row (MW_JSON_ROW_VIEW (gtk_list_item_get_child (item)), NULL, NULL);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  MwJsonView *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (!value)
    {
      /* Translators: %s is the reason, as the program that reads JSON says it */
      g_autofree char *why = g_strdup_printf (
        _ ("What the system sent cannot be read: %s. Copy gives all of it."), error->message);

      adw_status_page_set_description (self->failed, why);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return dex_ref (future);
    }
  self->tree = mw_json_tree_new (g_value_get_boxed (value));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->tree));
  gtk_stack_set_visible_child_name (self->stack, "rows");
  show_lit (self);
  show_wanted (self);
  on_search_changed (self);
  return dex_ref (future);
}

static void
forget (MwJsonView *self)
{
  dex_clear (&self->reading);
  dex_clear (&self->searching);
  dex_clear (&self->copying);
  g_clear_pointer (&self->finds, mw_json_finds_unref);
  g_clear_pointer (&self->lit, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_free);
}

/* The template's only child is the bin's, which unparents it. */
static void
mw_json_view_dispose (GObject *object)
{
  MwJsonView *self = MW_JSON_VIEW (object);

  forget (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  G_OBJECT_CLASS (mw_json_view_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "record.copy-value", NULL, action_copy);
  gtk_widget_class_install_action (widget_class, "record.copy-path", NULL, action_copy);
  gtk_widget_class_install_action (widget_class, "record.copy-branch", NULL, action_copy);
  gtk_widget_class_install_action (widget_class, "record.show-value", NULL, action_show_value);
  gtk_widget_class_install_action (widget_class, "record.next-match", NULL, action_step);
  gtk_widget_class_install_action (widget_class, "record.previous-match", NULL, action_step);
  gtk_widget_class_install_action (widget_class, "record.menu", NULL, action_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "record.copy-value", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "record.copy-path", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, GDK_CONTROL_MASK, "record.copy-branch", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "record.next-match", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "record.previous-match", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "record.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "record.menu", NULL);
}

static void
mw_json_view_class_init (MwJsonViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_json_view_dispose;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", MW_TYPE_JSON_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
  add_keys (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-json-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, box);
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, menu);
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, search);
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, count);
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, steps);
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, stack);
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, failed);
  gtk_widget_class_bind_template_child (widget_class, MwJsonView, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, setup_row);
  gtk_widget_class_bind_template_callback (widget_class, bind_row);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row);
}

static void
mw_json_view_init (MwJsonView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->list));
  /* Before the list moves its cursor. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  self->popover = gtk_popover_menu_new_from_model (self->menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->box));
  update_actions (self);
}

/**
 * mw_json_view_set_record:
 * @self: the view
 * @record: (nullable): the exact bytes of a record
 *
 * Reads and shows it; nothing is selected and lit.
 */
void
mw_json_view_set_record (MwJsonView *self, GBytes *record)
{
  forget (self);
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->tree);
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, record ? "loading" : "nothing");
  if (record)
    self->reading = dex_future_finally (mw_json_document_new (record), on_read, self, NULL);
}

/**
 * mw_json_view_get_selected:
 * @self: the view
 *
 * Returns: (nullable): where the selected value stands (RFC 6901)
 */
const char *
mw_json_view_get_selected (MwJsonView *self)
{
  MwJsonRow *row = get_selected (self);

  return row ? mw_json_row_get_pointer (row) : NULL;
}

/**
 * mw_json_view_select:
 * @self: the view
 * @pointer: where a value stands
 *
 * Opens the branches that it is in, selects it and goes there, as soon as the record has been read.
 */
void
mw_json_view_select (MwJsonView *self, const char *pointer)
{
  g_set_str (&self->wanted, pointer);
  show_wanted (self);
}

/**
 * mw_json_view_set_lit:
 * @self: the view
 * @places: (transfer full) (nullable): a set of pointers
 *
 * Lights what stands there.
 */
void
mw_json_view_set_lit (MwJsonView *self, GHashTable *places)
{
  g_clear_pointer (&self->lit, g_hash_table_unref);
  self->lit = places;
  show_lit (self);
}

/**
 * mw_json_view_copy_all:
 * @self: the view
 *
 * Copies the record to the byte, as a worker makes text of it.
 *
 * Returns: %FALSE when it was not read: it may be no JSON
 */
gboolean
mw_json_view_copy_all (MwJsonView *self)
{
  g_autoptr (MwJsonRow) row = self->tree ? g_list_model_get_item (G_LIST_MODEL (self->tree), 0) : NULL;

  if (!row)
    return FALSE;
  copy_row (self, row, TRUE);
  return TRUE;
}

/**
 * mw_json_view_get_tree:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): the rows; %NULL as long as the record is read
 */
MwJsonTree *
mw_json_view_get_tree (MwJsonView *self)
{
  return self->tree;
}
