/* mw-mapping-page.c: what each column is made of, and what of the records is not used
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-mapping-page.h"

#include <glib/gi18n-lib.h>

#include "mw-list-top.h"
#include "mw-mapping-count.h"
#include "mw-mapping-items.h"
#include "mw-mapping-row.h"
#include "mw-text.h"
#include "mw-wording.h"

/* Milliseconds between what is said of the progress. */
#define TICK 200

struct _MwMappingPage
{
  AdwBin parent_instance;

  MwConnection *connection;
  MwReading *reading;
  MwMappingCount *count; /* the newest */
  DexFuture *counting;
  gboolean is_counting;
  GListStore *columns; /* of MwMappingItem, like the next */
  GListStore *unused;
  guint ticking;
  gboolean was_left; /* while it was counted */
  gboolean is_refused;
  GtkCustomFilter *filter;
  GtkNoSelection *selection;

  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *progress;
  GtkButton *count_button;
};

G_DEFINE_FINAL_TYPE (MwMappingPage, mw_mapping_page, ADW_TYPE_BIN)

static void
show_state (MwMappingPage *self)
{
  gboolean has_all = g_list_model_get_n_items (G_LIST_MODEL (self->columns)) > 0;
  gboolean has_any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_any ? "list" : has_all ? "nothing" : "counting");
}

static void
take_items (GListStore *store, GPtrArray *items)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

/* What was counted, or how far it is. */
static void
show_progress (MwMappingPage *self)
{
  g_autofree char *all = mw_wording_number (self->count->n_records);
  g_autofree char *done = mw_wording_number ((guint) g_atomic_int_get (&self->count->n_done));
  g_autofree char *refusal = mw_mapping_items_dup_refusal (self->connection, self->reading);
  g_autofree char *text = NULL;
  const char *button = NULL;

  if (refusal != NULL)
    text = g_steal_pointer (&refusal);
  else if (self->is_counting)
    {
      /* Translators: how many records were looked at, and how many there are */
      text = g_strdup_printf (_ ("Counting: %s of %s records"), done, all);
      button = _ ("Cancel");
    }
  else if (self->count->columns == NULL || (self->count->fields == NULL && self->count->set != NULL))
    {
      text = g_strdup (_ ("Not counted"));
      button = _ ("Count");
    }
  else if (self->count->n_records == 0)
    text = g_strdup (_ ("There is no record to count in"));
  else if (self->count->fields != NULL && self->count->fields->is_cut)
    text = g_strdup_printf (ngettext ("Counted in %s record. It has more fields than can be shown",
                                      "Counted in all %s records. They have more fields than can be shown",
                                      self->count->n_records),
                            all);
  else
    text = g_strdup_printf (
      ngettext ("Counted in %s record", "Counted in all %s records", self->count->n_records), all);
  gtk_label_set_text (self->progress, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count_button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->count_button, button);
}

static gboolean
on_tick (gpointer data)
{
  show_progress (data);
  return G_SOURCE_CONTINUE;
}

static void
stop (MwMappingPage *self)
{
  MwMappingCount *dropped = self->count;

  g_clear_handle_id (&self->ticking, g_source_remove);
  dex_clear (&self->counting);
  if (self->is_counting && dropped != NULL)
    {
      self->count = mw_mapping_count_new_again (dropped);
      mw_mapping_count_unref (dropped);
    }
  self->is_counting = FALSE;
}

static DexFuture *
on_columns (DexFuture *future, gpointer data)
{
  MwMappingPage *self = data;

  /* How much there is nobody knows. */
  if (!self->is_refused)
    mw_mapping_items_count_columns (G_LIST_MODEL (self->columns), self->count);
  mw_list_top_changed (self->list);
  return mw_mapping_count_fields (self->count);
}

static DexFuture *
on_fields (DexFuture *future, gpointer data)
{
  MwMappingPage *self = data;
  g_autoptr (GPtrArray) unused = mw_mapping_items_new_unused (self->connection, self->reading, self->count);

  mw_mapping_items_note_never_sent (G_LIST_MODEL (self->columns), self->connection, self->reading,
                                    self->count);
  take_items (self->unused, unused);
  return dex_ref (future);
}

static DexFuture *
on_counted (DexFuture *future, gpointer data)
{
  MwMappingPage *self = data;

  g_clear_handle_id (&self->ticking, g_source_remove);
  self->is_counting = FALSE;
  show_progress (self);
  show_state (self);
  return dex_ref (future);
}

static void
start (MwMappingPage *self)
{
  DexFuture *future;

  stop (self);
  future = dex_future_then (mw_mapping_count_columns (self->count), on_columns, self, NULL);
  future = dex_future_then (future, on_fields, self, NULL);
  self->is_counting = TRUE;
  self->ticking = g_timeout_add (TICK, on_tick, self);
  self->counting = dex_future_finally (future, on_counted, self, NULL);
  show_progress (self);
}

static void
on_count_clicked (MwMappingPage *self)
{
  if (!self->is_counting)
    {
      start (self);
      return;
    }
  stop (self);
  show_progress (self);
}

static MwMappingCount *
new_count (MwMappingPage *self)
{
  MwDataset *dataset = mw_reading_get_dataset (self->reading);
  MwEntity *entity = mw_reading_get_entity (self->reading);
  MwSystem *system = mw_connection_get_system (self->connection);
  const MwVariant *variant = mw_connection_get_variant (self->connection);
  const MwEntitySource *source = mw_system_find_entity (system, variant, entity);
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (dataset, entity));
  g_autoptr (MwRawSet) set = source != NULL ? mw_dataset_find_raw_set (dataset, source->set) : NULL;

  return mw_mapping_count_new (rows, set, system, variant, source);
}

/* Nothing is counted that nobody looks at, and nothing twice: a column that the user adds is made of the same
 * records. */
static void
update (MwMappingPage *self)
{
  MwMappingCount *before = self->count;
  g_autoptr (GPtrArray) columns = NULL;
  gboolean was_refused = self->is_refused;

  if (self->reading == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->count = new_count (self);
  self->is_refused = mw_mapping_items_is_refused (self->reading);
  if (before != NULL && self->is_refused == was_refused && before->rows == self->count->rows &&
      mw_mapping_count_has_records_of (before, self->count))
    {
      mw_mapping_count_unref (self->count);
      self->count = before;
      return;
    }
  stop (self);
  if (before != NULL && before->fields != NULL && mw_mapping_count_has_records_of (before, self->count))
    self->count->fields = mw_raw_fields_ref (before->fields);
  g_clear_pointer (&before, mw_mapping_count_unref);
  columns = mw_mapping_items_new_columns (self->connection, self->reading, self->count);
  take_items (self->columns, columns);
  show_state (self);
  start (self);
}

static void
on_state (MwMappingPage *self)
{
  MwReadingState state = mw_reading_get_state (self->reading);

  if (state != MW_READING_WAITING && state != MW_READING_RUNNING)
    update (self);
}

static gboolean
matches (gpointer item, gpointer data)
{
  MwMappingPage *self = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return !*text || mw_text_matches (mw_mapping_item_get_title (item), text) ||
         mw_text_matches (mw_mapping_item_get_paths (item), text) ||
         mw_text_matches (mw_mapping_item_get_rule (item), text) ||
         mw_text_matches (mw_mapping_item_get_samples (item), text);
}

static void
on_search_changed (MwMappingPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_state (self);
}

static void
setup_row (MwMappingPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, GTK_WIDGET (mw_mapping_row_new ()));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
show_item (MwMappingItem *shown, GtkListItem *item)
{
  g_autofree char *label = g_strdup_printf (
    "%s, %s, %s, %s", mw_mapping_item_get_title (shown), mw_mapping_item_get_paths (shown),
    mw_mapping_item_get_rule (shown), mw_mapping_item_get_fill (shown));

  mw_mapping_row_set_item (MW_MAPPING_ROW (gtk_list_item_get_child (item)), shown);
  gtk_list_item_set_accessible_label (item, label);
}

static void
bind_row (MwMappingPage *self, GtkListItem *item)
{
  MwMappingItem *shown = gtk_list_item_get_item (item);

  g_signal_connect_object (shown, "changed", G_CALLBACK (show_item), item, 0);
  show_item (shown, item);
}

static void
unbind_row (MwMappingPage *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

static void
setup_header (MwMappingPage *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
bind_header (MwMappingPage *self, GtkListHeader *header)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      mw_mapping_item_is_unused (gtk_list_header_get_item (header))
                        ? _ ("Fields of the system that no column uses")
                        : _ ("Columns, and what they are made of"));
}

static void
mw_mapping_page_map (GtkWidget *widget)
{
  MwMappingPage *self = MW_MAPPING_PAGE (widget);

  GTK_WIDGET_CLASS (mw_mapping_page_parent_class)->map (widget);
  update (self);
  /* What was left off when the tab was left. */
  if (self->was_left && self->count != NULL && !self->is_counting)
    start (self);
  self->was_left = FALSE;
}

static void
mw_mapping_page_unmap (GtkWidget *widget)
{
  MwMappingPage *self = MW_MAPPING_PAGE (widget);

  self->was_left = self->is_counting;
  stop (self);
  GTK_WIDGET_CLASS (mw_mapping_page_parent_class)->unmap (widget);
}

/* The template's only child is the bin's, which unparents it. */
static void
mw_mapping_page_dispose (GObject *object)
{
  MwMappingPage *self = MW_MAPPING_PAGE (object);

  if (self->reading != NULL)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  stop (self);
  g_clear_pointer (&self->count, mw_mapping_count_unref);
  g_clear_object (&self->reading);
  g_clear_object (&self->connection);
  g_clear_object (&self->columns);
  g_clear_object (&self->unused);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (mw_mapping_page_parent_class)->dispose (object);
}

static void
mw_mapping_page_class_init (MwMappingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_mapping_page_dispose;
  widget_class->map = mw_mapping_page_map;
  widget_class->unmap = mw_mapping_page_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-mapping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, search);
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, list);
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, progress);
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, count_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, setup_row);
  gtk_widget_class_bind_template_callback (widget_class, bind_row);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row);
  gtk_widget_class_bind_template_callback (widget_class, on_count_clicked);
  gtk_widget_class_bind_template_callback (widget_class, setup_header);
  gtk_widget_class_bind_template_callback (widget_class, bind_header);
}

static void
mw_mapping_page_init (MwMappingPage *self)
{
  g_autoptr (GListStore) sections = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFlattenListModel *all;
  GtkFilterListModel *wanted;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->columns = g_list_store_new (MW_TYPE_MAPPING_ITEM);
  self->unused = g_list_store_new (MW_TYPE_MAPPING_ITEM);
  g_list_store_append (sections, self->columns);
  g_list_store_append (sections, self->unused);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&sections)));
  wanted = gtk_filter_list_model_new (G_LIST_MODEL (all), GTK_FILTER (self->filter));
  self->selection = gtk_no_selection_new (G_LIST_MODEL (wanted));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  mw_list_top_keep (self->list);
}

/**
 * mw_mapping_page_set_reading:
 * @self: the page
 * @connection: whose system it is
 * @reading: what brought the rows
 */
void
mw_mapping_page_set_reading (MwMappingPage *self, MwConnection *connection, MwReading *reading)
{
  if (self->reading != NULL)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  /* What another list is made of does not stay until this one is counted. */
  if (self->reading != NULL && mw_reading_get_entity (self->reading) != mw_reading_get_entity (reading))
    {
      stop (self);
      g_clear_pointer (&self->count, mw_mapping_count_unref);
      g_list_store_remove_all (self->columns);
      g_list_store_remove_all (self->unused);
      show_state (self);
    }
  g_set_object (&self->connection, connection);
  g_set_object (&self->reading, reading);
  g_signal_connect_object (reading, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::dataset", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  update (self);
}

gboolean
mw_mapping_page_search (MwMappingPage *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self)) && gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
