/* mw-activity-page.c: what a connection asked its system, and what each load brought
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-activity-page.h"

#include <glib/gi18n-lib.h>

#include "mw-activity-item.h"
#include "mw-activity-row.h"
#include "mw-activity-text.h"
#include "mw-list-top.h"

/* The log is told nothing of who looks at it: it is looked at while it is seen. */
#define LOOK_EVERY 1

struct _MwActivityPage
{
  AdwBin parent_instance;

  MwConnection *connection;
  GListStore *loads; /* of MwActivityItem, like the next; the newest first */
  GListStore *requests;
  GtkCustomFilter *filter;
  GtkNoSelection *selection;
  guint64 last_serial;
  guint source;

  AdwToastOverlay *toasts;
  GtkToggleButton *only_problems;
  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (MwActivityPage, mw_activity_page, ADW_TYPE_BIN)

static void
update_loads (MwActivityPage *self)
{
  GListModel *receipts = mw_connection_get_receipts (self->connection);
  guint n_receipts = g_list_model_get_n_items (receipts);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->loads));

  for (guint i = 0; i < n_receipts; i++)
    {
      g_autoptr (MwReceipt) receipt = g_list_model_get_item (receipts, i);
      g_autoptr (MwActivityItem) item = mw_activity_item_new_for_load (receipt);
      g_autoptr (MwActivityItem) shown = i < n_shown ? g_list_model_get_item (G_LIST_MODEL (self->loads), i)
                                                     : NULL;

      if (shown == NULL)
        g_list_store_append (self->loads, item);
      else if (!mw_activity_item_equal (item, shown))
        g_list_store_splice (self->loads, i, 1, (gpointer *) &item, 1);
    }
  if (n_shown > n_receipts)
    g_list_store_splice (self->loads, n_receipts, n_shown - n_receipts, NULL, 0);
}

/* A log that begins anew is another one. */
static void
update_requests (MwActivityPage *self)
{
  g_autoptr (GPtrArray) log = mw_connection_dup_log (self->connection);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  const MwRequestLogEntry *last = log->len > 0 ? log->pdata[log->len - 1] : NULL;
  guint n_shown;

  if (last == NULL || last->serial < self->last_serial)
    {
      g_list_store_remove_all (self->requests);
      self->last_serial = 0;
    }
  for (guint i = log->len; i > 0; i--)
    {
      const MwRequestLogEntry *entry = log->pdata[i - 1];

      if (entry->serial <= self->last_serial)
        break;
      g_ptr_array_add (added, mw_activity_item_new_for_request (entry));
    }
  if (added->len > 0)
    g_list_store_splice (self->requests, 0, 0, added->pdata, added->len);
  n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->requests));
  if (n_shown > log->len)
    g_list_store_splice (self->requests, log->len, n_shown - log->len, NULL, 0);
  self->last_serial = last != NULL ? last->serial : 0;
}

static guint
get_n_shown (MwActivityPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static void
update (MwActivityPage *self)
{
  update_loads (self);
  update_requests (self);
  gtk_stack_set_visible_child_name (self->stack, get_n_shown (self) > 0 ? "list"
                                                 : gtk_toggle_button_get_active (self->only_problems)
                                                   ? "good"
                                                   : "empty");
}

static gboolean
on_time (gpointer data)
{
  update (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_wanted (gpointer item, gpointer data)
{
  MwActivityPage *self = data;

  return !gtk_toggle_button_get_active (self->only_problems) || !mw_activity_item_is_good (item);
}

static void
on_only_problems (MwActivityPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
on_copy (MwActivityPage *self)
{
  g_autofree char *text = mw_activity_dup_text (self->connection);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Copied")));
}

static void
on_row_setup (MwActivityPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, GTK_WIDGET (mw_activity_row_new ()));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_row_bind (MwActivityPage *self, GtkListItem *item)
{
  MwActivityItem *shown = gtk_list_item_get_item (item);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", mw_activity_item_get_title (shown),
                                            mw_activity_item_get_result (shown),
                                            mw_activity_item_get_detail (shown));

  mw_activity_row_set_item (MW_ACTIVITY_ROW (gtk_list_item_get_child (item)), shown);
  gtk_list_item_set_accessible_label (item, label);
}

static void
on_header_setup (MwActivityPage *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
on_header_bind (MwActivityPage *self, GtkListHeader *header)
{
  MwActivityItem *first = gtk_list_header_get_item (header);

  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      mw_activity_item_is_load (first) ? _ ("Loads") : _ ("Requests"));
}

static GtkListItemFactory *
factory_new (MwActivityPage *self, GCallback setup, GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, self, G_CONNECT_SWAPPED);
  return factory;
}

static void
mw_activity_page_map (GtkWidget *widget)
{
  MwActivityPage *self = MW_ACTIVITY_PAGE (widget);

  GTK_WIDGET_CLASS (mw_activity_page_parent_class)->map (widget);
  if (self->connection == NULL)
    return;
  update (self);
  if (self->source == 0)
    self->source = g_timeout_add_seconds (LOOK_EVERY, on_time, self);
}

static void
mw_activity_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&MW_ACTIVITY_PAGE (widget)->source, g_source_remove);
  GTK_WIDGET_CLASS (mw_activity_page_parent_class)->unmap (widget);
}

/* The template's only child is the bin's, which unparents it. */
static void
mw_activity_page_dispose (GObject *object)
{
  MwActivityPage *self = MW_ACTIVITY_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->connection);
  g_clear_object (&self->loads);
  g_clear_object (&self->requests);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (mw_activity_page_parent_class)->dispose (object);
}

static void
mw_activity_page_class_init (MwActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_activity_page_dispose;
  widget_class->map = mw_activity_page_map;
  widget_class->unmap = mw_activity_page_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwActivityPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, MwActivityPage, only_problems);
  gtk_widget_class_bind_template_child (widget_class, MwActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MwActivityPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_only_problems);
}

static void
mw_activity_page_init (MwActivityPage *self)
{
  g_autoptr (GListStore) sections = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkListItemFactory)
    rows = factory_new (self, G_CALLBACK (on_row_setup), G_CALLBACK (on_row_bind));
  g_autoptr (GtkListItemFactory)
    headers = factory_new (self, G_CALLBACK (on_header_setup), G_CALLBACK (on_header_bind));
  GtkFlattenListModel *all;
  GtkFilterListModel *wanted;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->loads = g_list_store_new (MW_TYPE_ACTIVITY_ITEM);
  self->requests = g_list_store_new (MW_TYPE_ACTIVITY_ITEM);
  g_list_store_append (sections, self->loads);
  g_list_store_append (sections, self->requests);
  self->filter = gtk_custom_filter_new (is_wanted, self, NULL);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&sections)));
  wanted = gtk_filter_list_model_new (G_LIST_MODEL (all), GTK_FILTER (self->filter));
  self->selection = gtk_no_selection_new (G_LIST_MODEL (wanted));
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headers);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  mw_list_top_keep (self->list);
}

/**
 * mw_activity_page_set_connection:
 * @self: the page
 * @connection: whose activity it shows, as long as it is seen
 */
void
mw_activity_page_set_connection (MwActivityPage *self, MwConnection *connection)
{
  g_set_object (&self->connection, connection);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}
