/* mw-mapping-page.c: what each column is made of, and what of the records is not used
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-mapping-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-field-standing.h"
#include "mw-json-pointer.h"
#include "mw-mapping-count.h"
#include "mw-mapping-item.h"
#include "mw-mapping-row.h"
#include "mw-text.h"
#include "mw-trace-words.h"
#include "mw-trace.h"
#include "mw-used-paths.h"

struct _MwMappingPage
{
  AdwBin parent_instance;

  MwConnection *connection;
  MwReading *reading;
  MwMappingCount *count; /* the newest; complete when @counting has resolved */
  DexFuture *counting;
  GListStore *columns; /* of MwMappingItem, like the next */
  GListStore *unused;
  GtkCustomFilter *filter;
  GtkNoSelection *selection;

  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (MwMappingPage, mw_mapping_page, ADW_TYPE_BIN)

static const MwEntitySource *
find_source (MwMappingPage *self)
{
  return mw_system_find_entity (mw_connection_get_system (self->connection),
                                mw_connection_get_variant (self->connection),
                                mw_reading_get_entity (self->reading));
}

static MwMappingItem *
new_column (MwMappingPage *self, const MwEntitySource *source, guint number)
{
  MwSystem *system = mw_connection_get_system (self->connection);
  const MwField *field = mw_entity_get_field (source->entity, number);
  gboolean is_sent;
  const MwExpression *made_by = mw_trace_find_expression (source, number, &is_sent);
  const MwExpression *expression = is_sent ? made_by->of[0] : made_by;
  guint n_rows = mw_generation_get_n_rows (self->count->normalized_rows);
  g_autoptr (MwFieldGap)
    gap = mw_dataset_dup_field_gap (mw_reading_get_dataset (self->reading), source->entity, field->id);
  g_autofree char *paths = expression != NULL ? mw_used_paths_dup_text (expression) : NULL;
  g_autofree char *rule = mw_field_standing_dup_words (system, mw_connection_get_variant (self->connection),
                                                       source, number, gap);

  if (rule == NULL)
    rule = mw_trace_words_dup_rule (system, expression);
  return mw_mapping_item_new (field->title, paths, rule,
                              expression != NULL ? &self->count->normalized->counts[number] : NULL, n_rows);
}

/* Behind those of the model. */
static MwMappingItem *
new_custom_column (MwMappingPage *self, guint number)
{
  const MwTableColumn *column = mw_generation_get_column (self->count->normalized_rows, number);
  const char *path = mw_custom_field_get_path (column->id);
  g_autoptr (MwCustomPath) parsed = path != NULL ? mw_custom_path_parse (path, NULL) : NULL;
  g_autofree char *shown = parsed != NULL ? mw_custom_path_dup_shown (parsed) : NULL;
  MwMappingItem *item = mw_mapping_item_new (
    column->title, shown, _ ("Your own column: as the system sent it"),
    &self->count->normalized->counts[number], mw_generation_get_n_rows (self->count->normalized_rows));

  mw_mapping_item_set_custom (item, path, TRUE);
  return item;
}

static void
fill_columns (MwMappingPage *self, const MwEntitySource *source)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_fields = MIN (mw_entity_get_n_fields (source->entity),
                        mw_generation_get_n_columns (self->count->normalized_rows));

  for (guint i = 0; i < n_fields; i++)
    g_ptr_array_add (items, new_column (self, source, i));
  for (guint i = mw_entity_get_n_fields (source->entity);
       i < mw_generation_get_n_columns (self->count->normalized_rows); i++)
    g_ptr_array_add (items, new_custom_column (self, i));
  g_list_store_splice (self->columns, 0, g_list_model_get_n_items (G_LIST_MODEL (self->columns)),
                       items->pdata, items->len);
}

static void
fill_unused (MwMappingPage *self, const MwEntitySource *source)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) used = mw_used_paths_dup_keys (source);
  const char *entity = mw_entity_get_id (source->entity);
  MwCustomFields *custom = mw_connection_get_custom_fields (self->connection);
  guint n_columns = self->count->raw_rows != NULL ? mw_generation_get_n_columns (self->count->raw_rows) : 0;

  for (guint i = 0; i < n_columns; i++)
    {
      const char *key = mw_generation_get_column (self->count->raw_rows, i)->id;
      g_autoptr (GString) path = g_string_new (NULL);
      MwMappingItem *item;

      mw_json_pointer_append (path, key, strlen (key));
      if (g_hash_table_contains (used, key) || mw_custom_fields_find (custom, entity, path->str) != NULL)
        continue;
      item = mw_mapping_item_new (key, NULL, NULL, &self->count->raw->counts[i],
                                  mw_generation_get_n_rows (self->count->raw_rows));
      mw_mapping_item_set_unused (item);
      mw_mapping_item_set_custom (item, path->str, FALSE);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->unused, 0, g_list_model_get_n_items (G_LIST_MODEL (self->unused)), items->pdata,
                       items->len);
}

static void
show_state (MwMappingPage *self)
{
  gboolean has_all = g_list_model_get_n_items (G_LIST_MODEL (self->columns)) > 0;
  gboolean has_any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_any ? "list" : has_all ? "nothing" : "counting");
}

static DexFuture *
on_counted (DexFuture *future, gpointer data)
{
  MwMappingPage *self = data;
  const MwEntitySource *source = find_source (self);

  if (dex_future_is_resolved (future) && source != NULL)
    {
      fill_columns (self, source);
      fill_unused (self, source);
      show_state (self);
    }
  else
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  return dex_ref (future);
}

static MwGeneration *
dup_raw_rows (MwMappingPage *self)
{
  const MwEntitySource *source = find_source (self);
  g_autoptr (MwRawSet) set = source != NULL
                               ? mw_dataset_find_raw_set (mw_reading_get_dataset (self->reading), source->set)
                               : NULL;

  return set != NULL ? mw_table_dup_generation (mw_raw_set_get_table (set)) : NULL;
}

/* Nothing is counted that nobody looks at, and nothing twice. */
static void
update (MwMappingPage *self)
{
  MwTable *table;
  g_autoptr (MwGeneration) rows = NULL;
  g_autoptr (MwGeneration) raw = NULL;

  if (self->reading == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  table = mw_dataset_get_table (mw_reading_get_dataset (self->reading),
                                mw_reading_get_entity (self->reading));
  rows = mw_table_dup_generation (table);
  raw = dup_raw_rows (self);
  if (self->count != NULL && self->count->normalized_rows == rows && self->count->raw_rows == raw)
    return;
  dex_clear (&self->counting);
  g_clear_pointer (&self->count, mw_mapping_count_unref);
  self->counting = dex_future_finally (mw_mapping_count_run (rows, raw, &self->count), on_counted, self,
                                       NULL);
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
bind_row (MwMappingPage *self, GtkListItem *item)
{
  MwMappingItem *shown = gtk_list_item_get_item (item);
  g_autofree char *label = g_strdup_printf (
    "%s, %s, %s, %s", mw_mapping_item_get_title (shown), mw_mapping_item_get_paths (shown),
    mw_mapping_item_get_rule (shown), mw_mapping_item_get_fill (shown));

  mw_mapping_row_set_item (MW_MAPPING_ROW (gtk_list_item_get_child (item)), shown);
  gtk_list_item_set_accessible_label (item, label);
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
  GTK_WIDGET_CLASS (mw_mapping_page_parent_class)->map (widget);
  update (MW_MAPPING_PAGE (widget));
}

/* The template's only child is the bin's, which unparents it. */
static void
mw_mapping_page_dispose (GObject *object)
{
  MwMappingPage *self = MW_MAPPING_PAGE (object);

  if (self->reading != NULL)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  dex_clear (&self->counting);
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
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-mapping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, search);
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MwMappingPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, setup_row);
  gtk_widget_class_bind_template_callback (widget_class, bind_row);
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
