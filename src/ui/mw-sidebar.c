/* mw-sidebar.c: all connections with their entities
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sidebar.h"

#include "mw-connection-group.h"

struct _MwSidebar
{
  AdwBin parent_instance;

  GtkBox *box;
  GListModel *connections;
};

G_DEFINE_FINAL_TYPE (MwSidebar, mw_sidebar, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_chosen (MwSidebar *self, MwEntity *entity, MwConnectionGroup *group)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, mw_connection_group_get_connection (group), entity);
}

/* Groups that stay keep their widgets, and with them the focus. */
static void
on_items_changed (MwSidebar *self, guint position, guint n_removed, guint n_added)
{
  GtkWidget *before = NULL;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  for (guint i = 0; i < position && child; i++)
    {
      before = child;
      child = gtk_widget_get_next_sibling (child);
    }
  for (guint i = 0; i < n_removed && child; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (self->box, child);
      child = next;
    }
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (self->connections, position + i);
      MwConnectionGroup *group = mw_connection_group_new (connection);

      g_signal_connect_object (group, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (self->box, GTK_WIDGET (group), before);
      before = GTK_WIDGET (group);
    }
}

static void
mw_sidebar_dispose (GObject *object)
{
  MwSidebar *self = MW_SIDEBAR (object);

  if (self->connections)
    g_signal_handlers_disconnect_by_data (self->connections, self);
  g_clear_object (&self->connections);
  G_OBJECT_CLASS (mw_sidebar_parent_class)->dispose (object);
}

static void
mw_sidebar_class_init (MwSidebarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_sidebar_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, MW_TYPE_CONNECTION, MW_TYPE_ENTITY);
}

static void
mw_sidebar_init (MwSidebar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * mw_sidebar_set_connections:
 * @self: the sidebar
 * @connections: list of #MwConnection that may change; set once
 */
void
mw_sidebar_set_connections (MwSidebar *self, GListModel *connections)
{
  g_return_if_fail (self->connections == NULL);

  self->connections = g_object_ref (connections);
  g_signal_connect_swapped (connections, "items-changed", G_CALLBACK (on_items_changed), self);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (connections));
}

/**
 * mw_sidebar_select:
 * @self: the sidebar
 * @connection: (nullable): what is shown of
 * @entity: (nullable): whose records; %NULL: all about the connection
 */
void
mw_sidebar_select (MwSidebar *self, MwConnection *connection, MwEntity *entity)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      MwConnectionGroup *group = MW_CONNECTION_GROUP (child);

      gboolean is_it = mw_connection_group_get_connection (group) == connection;

      mw_connection_group_select (group, is_it ? entity : NULL, is_it && entity == NULL);
    }
}
