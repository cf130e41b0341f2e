/* mw-describe-group.c: what a connection is called, whether it is a test system, and its colour
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-describe-group.h"

#include <glib/gi18n-lib.h>

struct _MwDescribeGroup
{
  AdwPreferencesGroup parent_instance;

  MwConnection *connection;

  AdwEntryRow *name;
  AdwComboRow *environment;
  AdwComboRow *colour;
};

G_DEFINE_FINAL_TYPE (MwDescribeGroup, mw_describe_group, ADW_TYPE_PREFERENCES_GROUP)

static AdwComboRow *
append_choice (MwDescribeGroup *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_COMBO_ROW (row);
}

static void
append_title (AdwComboRow *row, const char *title)
{
  gtk_string_list_append (GTK_STRING_LIST (adw_combo_row_get_model (row)), title);
}

static void
mw_describe_group_dispose (GObject *object)
{
  g_clear_object (&MW_DESCRIBE_GROUP (object)->connection);
  G_OBJECT_CLASS (mw_describe_group_parent_class)->dispose (object);
}

static void
mw_describe_group_class_init (MwDescribeGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_describe_group_dispose;
}

static void
mw_describe_group_init (MwDescribeGroup *self)
{
  self->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("_Name"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->name), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->name));
  self->environment = append_choice (self, _ ("_Environment"),
                                     _ ("A test system is marked wherever it appears"));
  append_title (self->environment, mw_environment_get_title (MW_ENVIRONMENT_PRODUCTION));
  append_title (self->environment, mw_environment_get_title (MW_ENVIRONMENT_TEST));
  self->colour = append_choice (self, _ ("C_olour"), NULL);
  for (guint i = 0; i < MW_N_COLOURS; i++)
    append_title (self->colour, mw_colour_get_title ((MwColour) i));
}

/**
 * mw_describe_group_set_connection:
 * @self: the group
 * @connection: what is described
 */
void
mw_describe_group_set_connection (MwDescribeGroup *self, MwConnection *connection)
{
  g_set_object (&self->connection, connection);
  gtk_editable_set_text (GTK_EDITABLE (self->name), mw_connection_get_label (connection));
  adw_combo_row_set_selected (self->environment, (guint) mw_connection_get_environment (connection));
  adw_combo_row_set_selected (self->colour, (guint) mw_connection_get_colour (connection));
}

/**
 * mw_describe_group_apply:
 * @self: the group
 *
 * Describes the connection as it is shown; without a name it keeps the one it has.
 */
void
mw_describe_group_apply (MwDescribeGroup *self)
{
  mw_connection_describe (self->connection, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                          (MwEnvironment) adw_combo_row_get_selected (self->environment),
                          (MwColour) adw_combo_row_get_selected (self->colour));
}

/* Of style.css; NULL: none. */
static const char *
get_css_class (MwColour colour)
{
  static const char *const classes[MW_N_COLOURS] = {
    [MW_COLOUR_BLUE] = "mw-blue",     [MW_COLOUR_GREEN] = "mw-green", [MW_COLOUR_YELLOW] = "mw-yellow",
    [MW_COLOUR_ORANGE] = "mw-orange", [MW_COLOUR_RED] = "mw-red",     [MW_COLOUR_PURPLE] = "mw-purple",
  };

  return classes[colour];
}

/**
 * mw_describe_group_show_colour:
 * @dot: a widget of the class "mw-dot"
 * @colour: of a connection
 *
 * Gives the dot that colour, and hides it for none.
 */
void
mw_describe_group_show_colour (GtkWidget *dot, MwColour colour)
{
  for (guint i = 0; i < MW_N_COLOURS; i++)
    if (get_css_class ((MwColour) i) != NULL)
      gtk_widget_remove_css_class (dot, get_css_class ((MwColour) i));
  if (colour != MW_COLOUR_NONE)
    gtk_widget_add_css_class (dot, get_css_class (colour));
  gtk_widget_set_visible (dot, colour != MW_COLOUR_NONE);
}
