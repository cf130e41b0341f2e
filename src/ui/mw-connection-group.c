/* mw-connection-group.c: one connection in the sidebar: its name, health and marks, and a row for each of its
 * entities
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-connection-group.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-connection-token.h"
#include "mw-describe-dialog.h"
#include "mw-describe-group.h"
#include "mw-now.h"
#include "mw-token-life.h"
#include "mw-wording.h"

/* A day comes while the window is open, too. */
#define LOOK_SECONDS 3600

struct _MwConnectionGroup
{
  GtkBox parent_instance;

  MwConnection *connection;
  MwEntity *shown; /* whose records the window shows; NULL: none of them */

  GtkWidget *head;
  GtkLabel *label;
  GtkLabel *address;
  GtkImage *health_icon;
  GtkLabel *health;
  GtkWidget *colour;
  GtkWidget *test_mark;
  GtkWidget *demo_mark;
  GtkWidget *plain_mark;
  GtkWidget *session_mark;
  GtkWidget *life_mark;
  GtkLabel *life;
  GtkMenuButton *menu;
  GtkListBox *entities;

  gboolean waits;
  guint looking;
};

G_DEFINE_FINAL_TYPE (MwConnectionGroup, mw_connection_group, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The label counts; a screen reader hears it once, when the wait begins. */
static void
update_wait (MwConnectionGroup *self)
{
  g_autofree char *text = mw_wording_health (self->connection, g_get_real_time ());
  gboolean waits = mw_connection_get_resumes_at (self->connection) > 0;

  gtk_label_set_text (self->health, text);
  if (waits && !self->waits)
    mw_announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  self->waits = waits;
}

static void
update_health (MwConnectionGroup *self)
{
  mw_health_show (mw_connection_get_health (self->connection), self->health_icon);
  update_wait (self);
}

static void
update_life (MwConnectionGroup *self)
{
  MwTokenLife life = { 0 };
  g_autofree char *mark = mw_connection_get_token_life (self->connection, &life)
                            ? mw_token_life_dup_mark (&life, mw_now ())
                            : NULL;

  gtk_label_set_text (self->life, mark != NULL ? mark : "");
  gtk_widget_set_visible (self->life_mark, mark != NULL);
}

static gboolean
look (gpointer data)
{
  update_life (data);
  return G_SOURCE_CONTINUE;
}

static void
update_place (MwConnectionGroup *self)
{
  gtk_widget_set_visible (self->session_mark, !mw_connection_is_lasting (self->connection));
}

static void
update_label (MwConnectionGroup *self)
{
  const char *label = mw_connection_get_label (self->connection);
  g_autofree char *name = mw_connection_dup_name (self->connection);
  /* Translators: tooltip of a menu button; %s is the name of a connection */
  g_autofree char *tooltip = g_strdup_printf (_ ("Menu of %s"), label);

  gtk_label_set_text (self->label, label);
  gtk_widget_set_visible (self->test_mark,
                          mw_connection_get_environment (self->connection) == MW_ENVIRONMENT_TEST);
  mw_describe_group_show_colour (self->colour, mw_connection_get_colour (self->connection));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entities), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GMenuModel *
create_menu (MwConnectionGroup *self)
{
  const char *id = mw_connection_get_id (self->connection);
  const struct
  {
    const char *title;
    const char *action;
  } items[] = {
    { _ ("C_onnection Details"), "win.connection" },
    { _ ("_Check"), "win.check" },
    { _ ("_Sign In Again…"), "win.sign-in-again" },
    { _ ("_Disconnect…"), "win.disconnect" },
  };
  g_autoptr (GPtrArray) choices = mw_connection_dup_choices (self->connection);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = g_ptr_array_index (choices, i);
      /* Translators: of a menu; %s is what can be chosen: “Company” */
      g_autofree char *title = g_strdup_printf (_ ("Choose %s…"), choice->title);
      g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

      g_menu_item_set_action_and_target (item, "win.choose", "(ss)", id, choice->id);
      g_menu_append_item (menu, item);
    }
  g_menu_append (menu, _ ("_Name and Environment…"), "connection.describe");
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (items[i].title, NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s", id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
action_describe (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (ADW_DIALOG (mw_describe_dialog_new (MW_CONNECTION_GROUP (widget)->connection)), widget);
}

static GtkWidget *
create_row (MwEntity *entity)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (mw_entity_get_icon_name (entity));
  GtkWidget *label = gtk_label_new (mw_entity_get_title (entity));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mw_entity_get_title (entity), -1);
  g_object_set_data_full (G_OBJECT (row), "entity", g_object_ref (entity), g_object_unref);
  return row;
}

static void
on_row_activated (MwConnectionGroup *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "entity"));
}

/* The arrow keys go on into the next connection. */
static gboolean
on_keynav_failed (MwConnectionGroup *self, GtkDirectionType direction)
{
  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                                 direction == GTK_DIR_DOWN ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
}

/* Only what is shown is marked: a list box selects each row that the keyboard passes. */
static void
mark_shown (MwConnectionGroup *self)
{
  GtkListBoxRow *shown = NULL, *row;

  for (int i = 0; self->shown && (row = gtk_list_box_get_row_at_index (self->entities, i)); i++)
    if (g_object_get_data (G_OBJECT (row), "entity") == self->shown)
      shown = row;
  if (shown)
    gtk_list_box_select_row (self->entities, shown);
  else
    gtk_list_box_unselect_all (self->entities);
}

static void
mw_connection_group_dispose (GObject *object)
{
  MwConnectionGroup *self = MW_CONNECTION_GROUP (object);

  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_handle_id (&self->looking, g_source_remove);
  g_clear_object (&self->connection);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CONNECTION_GROUP);
  G_OBJECT_CLASS (mw_connection_group_parent_class)->dispose (object);
}

static void
mw_connection_group_class_init (MwConnectionGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_connection_group_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_CONNECTION_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, MW_TYPE_ENTITY);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-connection-group.ui");
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, head);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, label);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, address);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, health_icon);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, health);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, colour);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, test_mark);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, demo_mark);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, plain_mark);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, session_mark);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, life_mark);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, life);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, menu);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionGroup, entities);
  gtk_widget_class_install_action (widget_class, "connection.describe", NULL, action_describe);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_keynav_failed);
}

static void
mw_connection_group_init (MwConnectionGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->entities, "row-selected", G_CALLBACK (mark_shown), self, G_CONNECT_SWAPPED);
}

/**
 * mw_connection_group_new:
 * @connection: a connection
 *
 * Returns: (transfer floating): its part of the sidebar
 */
MwConnectionGroup *
mw_connection_group_new (MwConnection *connection)
{
  MwConnectionGroup *self = g_object_new (MW_TYPE_CONNECTION_GROUP, NULL);
  g_autoptr (GMenuModel) menu = NULL;
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);
  const char *address = mw_connection_get_address (connection);

  self->connection = g_object_ref (connection);
  menu = create_menu (self);
  gtk_menu_button_set_menu_model (self->menu, menu);
  gtk_label_set_text (self->address, address);
  gtk_widget_set_visible (GTK_WIDGET (self->address),
                          g_strcmp0 (address, mw_connection_get_label (connection)) != 0);
  gtk_widget_set_visible (self->demo_mark,
                          mw_system_get_builtin (mw_connection_get_system (connection)) != NULL);
  gtk_widget_set_visible (self->plain_mark, mw_connection_get_is_plain (connection));
  for (guint i = 0; i < entities->len; i++)
    gtk_list_box_append (self->entities, create_row (g_ptr_array_index (entities, i)));
  g_signal_connect_swapped (connection, "notify::health", G_CALLBACK (update_health), self);
  g_signal_connect_swapped (connection, "notify::resumes-at", G_CALLBACK (update_wait), self);
  g_signal_connect_swapped (connection, "notify::label", G_CALLBACK (update_label), self);
  g_signal_connect_swapped (connection, "notify::token-ends-at", G_CALLBACK (update_life), self);
  g_signal_connect_swapped (connection, "notify::place", G_CALLBACK (update_place), self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->head), "s", mw_connection_get_id (connection));
  self->looking = g_timeout_add_seconds (LOOK_SECONDS, look, self);
  update_health (self);
  update_life (self);
  update_place (self);
  update_label (self);
  return self;
}

/**
 * mw_connection_group_get_connection:
 * @self: the group
 *
 * Returns: (transfer none): its connection
 */
MwConnection *
mw_connection_group_get_connection (MwConnectionGroup *self)
{
  return self->connection;
}

/**
 * mw_connection_group_select:
 * @self: the group
 * @entity: (nullable): whose records are shown
 * @is_page: whether all about the connection is shown instead
 */
void
mw_connection_group_select (MwConnectionGroup *self, MwEntity *entity, gboolean is_page)
{
  if (is_page)
    gtk_widget_add_css_class (self->head, "mw-current");
  else
    gtk_widget_remove_css_class (self->head, "mw-current");

  g_set_object (&self->shown, entity);
  mark_shown (self);
}
