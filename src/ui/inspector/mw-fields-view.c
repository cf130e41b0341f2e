/* mw-fields-view.c: the fields of one row, in groups, and where the value of one came from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-fields-view.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-custom-fields.h"
#include "mw-json-pointer.h"
#include "mw-list-top.h"
#include "mw-long-value.h"
#include "mw-origin-view.h"

#define MAX_FIELDS 2000

struct _MwFieldsView
{
  AdwBin parent_instance;

  MwRow *row;
  GListModel *columns;
  MwEntity *entity; /* what the row is; NULL: as it was sent */
  MwTrace *trace;   /* NULL: not known */
  MwEntity *traced; /* what @trace is about */
  char *problem;    /* why it is not known; NULL: it may come */
  guint n_problems;
  guint top;         /* source that shows the first heading */
  GListStore *store; /* of MwInspectorField */
  GtkSortListModel *sections;
  GtkSingleSelection *selection;
  GtkListItemFactory *headers;

  GtkListView *list;
  MwOriginView *origin;
  GtkCheckButton *show_empty;
};

G_DEFINE_FINAL_TYPE (MwFieldsView, mw_fields_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A column of a raw set is a key of the record; one of the user's own is a place in it, or below a list of
 * it. */
static char *
dup_pointer (MwInspectorField *field)
{
  const char *path = mw_custom_field_get_path (mw_inspector_field_get_id (field));
  g_autoptr (GString) pointer = g_string_new (NULL);

  if (path)
    return g_strndup (path, strstr (path, "/~[") ? (gsize) (strstr (path, "/~[") - path) : strlen (path));
  mw_json_pointer_append (pointer, mw_inspector_field_get_id (field),
                          strlen (mw_inspector_field_get_id (field)));
  return g_string_free_and_steal (g_steal_pointer (&pointer));
}

static void
show_origin (MwFieldsView *self)
{
  MwInspectorField *field = mw_fields_view_get_selected (self);
  guint index = field ? mw_inspector_field_get_index (field) : 0;

  if (!field || (!self->trace && !self->problem))
    {
      mw_origin_view_clear (self->origin);
      return;
    }
  if (!self->trace)
    mw_origin_view_show_problem (self->origin, mw_inspector_field_get_title (field), self->problem);
  else if (self->entity && index < self->trace->n_fields)
    mw_origin_view_show_field (self->origin, self->trace, self->traced, index);
  else
    {
      g_autofree char *pointer = dup_pointer (field);

      if (self->entity)
        mw_origin_view_show_own (self->origin, mw_inspector_field_get_title (field), pointer);
      else
        mw_origin_view_show_place (self->origin, self->trace, self->traced, 0, pointer);
    }
  mw_announce (self, mw_origin_view_get_text (self->origin), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_selected (MwFieldsView *self)
{
  show_origin (self);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
on_chosen (MwFieldsView *self, guint record, const char *pointer)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, record, pointer);
}

static void
fill (MwFieldsView *self)
{
  gboolean show_empty = gtk_check_button_get_active (self->show_empty);
  guint n_columns = self->columns ? g_list_model_get_n_items (self->columns) : 0;
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_empty = 0;
  g_autofree char *label = NULL;

  self->n_problems = 0;
  for (guint i = 0; self->row && i < MIN (n_columns, MAX_FIELDS); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (self->columns, i);
      g_autoptr (MwInspectorField) field = mw_inspector_field_new (self->row, column);
      gboolean is_empty = mw_inspector_field_is_empty (field);

      n_empty += is_empty;
      self->n_problems += mw_inspector_field_has_problem (field);
      if (!is_empty || show_empty)
        g_ptr_array_add (shown, g_steal_pointer (&field));
    }
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), shown->pdata,
                       shown->len);
  gtk_list_view_set_header_factory (
    self->list, self->entity && mw_entity_get_n_groups (self->entity) > 0 ? self->headers : NULL);
  label = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Show %u _empty field", "Show %u _empty fields", n_empty), n_empty);
  gtk_check_button_set_label (self->show_empty, label);
  gtk_widget_set_visible (GTK_WIDGET (self->show_empty), n_empty > 0);
}

static GtkWidget *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_show_all (GtkListItem *item)
{
  MwInspectorField *field = gtk_list_item_get_item (item);
  g_autoptr (GBytes) text = field ? mw_inspector_field_dup_long (field) : NULL;

  if (text)
    adw_dialog_present (ADW_DIALOG (mw_long_value_new (mw_inspector_field_get_title (field), text)),
                        gtk_list_item_get_child (item));
}

static void
setup_field (MwFieldsView *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = append_label (box, "caption");
  GtkWidget *value = append_label (box, "numeric");
  GtkWidget *all = gtk_button_new_with_mnemonic (_ ("Show _All of It"));
  GtkWidget *problem = append_label (box, "caption");

  gtk_widget_add_css_class (title, "dimmed");
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_add_css_class (problem, "warning");
  gtk_widget_set_halign (all, GTK_ALIGN_START);
  gtk_box_insert_child_after (GTK_BOX (box), all, value);
  g_signal_connect_object (all, "clicked", G_CALLBACK (on_show_all), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_field (MwFieldsView *self, GtkListItem *item)
{
  MwInspectorField *field = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *value = gtk_widget_get_next_sibling (title);
  GtkWidget *all = gtk_widget_get_next_sibling (value);
  GtkWidget *problem = gtk_widget_get_next_sibling (all);
  g_autoptr (GBytes) whole = mw_inspector_field_dup_long (field);
  g_autofree char *text = mw_inspector_field_dup_value (field);
  g_autofree char *sent = mw_inspector_field_dup_sent (field);
  g_autofree char *why = mw_inspector_field_dup_problem (field);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (GTK_LABEL (title), mw_inspector_field_get_title (field));
  gtk_label_set_text (GTK_LABEL (value), text);
  gtk_widget_set_tooltip_text (value, sent);
  gtk_widget_set_visible (all, whole != NULL);
  gtk_label_set_text (GTK_LABEL (problem), why ? why : "");
  gtk_widget_set_visible (problem, why != NULL);
  spoken = g_strdup_printf (_ ("%s: %s"), mw_inspector_field_get_title (field), text);
  gtk_list_item_set_accessible_label (item, spoken);
  gtk_list_item_set_accessible_description (item, why ? why : "");
}

static void
setup_header (MwFieldsView *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
bind_header (MwFieldsView *self, GtkListHeader *header)
{
  MwInspectorField *first = gtk_list_header_get_item (header);
  const char *title = self->entity
                        ? mw_entity_get_group_title (self->entity, mw_inspector_field_get_group (first))
                        : NULL;

  /* Translators: above the columns that the user made of fields of the records */
  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)), title ? title : _ ("Added by You"));
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  guint first = mw_inspector_field_get_group ((MwInspectorField *) a);
  guint second = mw_inspector_field_get_group ((MwInspectorField *) b);

  return first < second ? -1 : first > second;
}

/* The template's only child is the bin's, which unparents it. */
static void
mw_fields_view_dispose (GObject *object)
{
  MwFieldsView *self = MW_FIELDS_VIEW (object);

  g_clear_object (&self->row);
  g_clear_object (&self->columns);
  g_clear_object (&self->entity);
  g_clear_object (&self->traced);
  g_clear_pointer (&self->trace, mw_trace_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->headers);
  g_clear_object (&self->selection);
  g_clear_object (&self->sections);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (mw_fields_view_parent_class)->dispose (object);
}

static void
mw_fields_view_class_init (MwFieldsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_fields_view_dispose;
  g_type_ensure (MW_TYPE_ORIGIN_VIEW);
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", MW_TYPE_FIELDS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_FIELDS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-fields-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwFieldsView, list);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsView, origin);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsView, show_empty);
  gtk_widget_class_bind_template_callback (widget_class, setup_field);
  gtk_widget_class_bind_template_callback (widget_class, bind_field);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, fill);
}

static void
mw_fields_view_init (MwFieldsView *self)
{
  GtkSorter *groups = GTK_SORTER (gtk_custom_sorter_new (compare_groups, NULL, NULL));

  gtk_widget_init_template (GTK_WIDGET (self));
  self->headers = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (self->headers, "setup", G_CALLBACK (setup_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->headers, "bind", G_CALLBACK (bind_header), self, G_CONNECT_SWAPPED);
  self->store = g_list_store_new (MW_TYPE_INSPECTOR_FIELD);
  self->sections = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->store)), NULL);
  gtk_sort_list_model_set_section_sorter (self->sections, groups);
  g_object_unref (groups);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->sections));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  mw_list_top_keep (self->list);
}

static void
select_id (MwFieldsView *self, const char *id)
{
  GListModel *fields = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (MwInspectorField) field = g_list_model_get_item (fields, i);

      if (!g_str_equal (mw_inspector_field_get_id (field), id))
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      return;
    }
}

/**
 * mw_fields_view_set_row:
 * @self: the view
 * @row: (nullable): the row to show
 * @columns: (nullable): its columns, a list of #MwColumn
 * @entity: (nullable): what the row is; %NULL for one of a raw set
 *
 * Shows all fields that have a value; nothing is known of where they came from. The field that was selected
 * stays so: who goes from record to record may look at one field of each.
 */
void
mw_fields_view_set_row (MwFieldsView *self, MwRow *row, GListModel *columns, MwEntity *entity)
{
  MwInspectorField *selected = mw_fields_view_get_selected (self);
  g_autofree char *id = selected ? g_strdup (mw_inspector_field_get_id (selected)) : NULL;

  mw_fields_view_set_trace (self, NULL, NULL, NULL);
  g_set_object (&self->row, row);
  g_set_object (&self->columns, columns);
  g_set_object (&self->entity, entity);
  fill (self);
  if (id)
    select_id (self, id);
}

/**
 * mw_fields_view_set_trace:
 * @self: the view
 * @trace: (nullable): of the row, or of the row that the record became
 * @entity: (nullable): what that row is
 * @problem: (nullable): without @trace: why nothing is known
 */
void
mw_fields_view_set_trace (MwFieldsView *self, MwTrace *trace, MwEntity *entity, const char *problem)
{
  g_clear_pointer (&self->trace, mw_trace_unref);
  self->trace = trace ? mw_trace_ref (trace) : NULL;
  g_set_object (&self->traced, entity);
  g_set_str (&self->problem, problem);
  show_origin (self);
}

/**
 * mw_fields_view_get_selected:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): the selected field
 */
MwInspectorField *
mw_fields_view_get_selected (MwFieldsView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * mw_fields_view_get_n_problems:
 * @self: the view
 *
 * Returns: how many fields of the row have one
 */
guint
mw_fields_view_get_n_problems (MwFieldsView *self)
{
  return self->n_problems;
}

/**
 * mw_fields_view_show_problem:
 * @self: the view
 *
 * Selects the next field with a problem and goes there; behind the last one to the first.
 */
void
mw_fields_view_show_problem (MwFieldsView *self)
{
  GListModel *fields = G_LIST_MODEL (self->selection);
  guint n_fields = g_list_model_get_n_items (fields);
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint start = selected == GTK_INVALID_LIST_POSITION ? 0 : selected + 1;

  for (guint i = 0; i < n_fields; i++)
    {
      guint position = (start + i) % n_fields;
      g_autoptr (MwInspectorField) field = g_list_model_get_item (fields, position);

      if (!mw_inspector_field_has_problem (field))
        continue;
      gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
      return;
    }
}
