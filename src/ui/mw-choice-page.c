/* mw-choice-page.c: a page of the connect dialog: which company, site … a connection is for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-choice-page.h"

#include <glib/gi18n-lib.h>

#include "mw-connection-file.h"
#include "mw-text.h"

/* Fewer rows are seen at a glance. */
#define ROWS_TO_SEARCH 12
#define TITLE_LENGTH   200

struct _MwChoicePage
{
  AdwNavigationPage parent_instance;

  char *choice; /* id */
  char *title;
  MwChosen *rows;
  DexPromise *answer;
  GPtrArray *buttons; /* (element-type GtkCheckButton): one a row, in order */
  GtkCheckButton *all;
  char *wanted; /* folded search, or NULL */

  GtkWidget *search_clamp;
  GtkSearchEntry *search;
  GtkLabel *help;
  GtkListBox *list;
  GtkWidget *go_on;
};

G_DEFINE_FINAL_TYPE (MwChoicePage, mw_choice_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_all (MwChoicePage *self)
{
  return self->all != NULL && gtk_check_button_get_active (self->all);
}

static void
update (MwChoicePage *self)
{
  gboolean any = is_all (self);

  for (guint i = 0; i < self->buttons->len && !any; i++)
    any = gtk_check_button_get_active (g_ptr_array_index (self->buttons, i));
  gtk_widget_set_sensitive (self->go_on, any);
}

/* Either all of them, whatever comes later, or those that are named. */
static void
on_all_toggled (MwChoicePage *self)
{
  for (guint i = 0; is_all (self) && i < self->buttons->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->buttons, i), FALSE);
  update (self);
}

static void
on_row_toggled (MwChoicePage *self, GtkCheckButton *button)
{
  if (self->all != NULL && gtk_check_button_get_active (button))
    gtk_check_button_set_active (self->all, FALSE);
  update (self);
}

/* What the system sent is a name, not markup, and may be of any length. */
static char *
dup_shown (const char *text)
{
  return text != NULL ? mw_text_for_cell (text, strlen (text), TITLE_LENGTH) : NULL;
}

static GtkCheckButton *
append_row (MwChoicePage *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *shown = dup_shown (title);
  g_autofree char *below = dup_shown (subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  if (below != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->list, row);
  return GTK_CHECK_BUTTON (button);
}

static void
fill (MwChoicePage *self, const MwChoice *choice)
{
  guint n_rows = mw_chosen_get_n_values (self->rows, self->choice);

  if (choice->all)
    {
      self->all = append_row (self, _ ("All"), NULL);
      gtk_check_button_set_active (self->all, TRUE);
      g_signal_connect_object (self->all, "toggled", G_CALLBACK (on_all_toggled), self, G_CONNECT_SWAPPED);
    }
  for (guint i = 0; i < n_rows; i++)
    {
      const MwChosenValue *value = mw_chosen_get_value (self->rows, self->choice, i);
      g_autofree char *subtitle = g_strjoin (value->code && value->currency ? " · " : "",
                                             value->code ? value->code : "",
                                             value->currency ? value->currency : "", NULL);
      GtkCheckButton *button = append_row (self, value->label, *subtitle ? subtitle : NULL);

      if (!choice->several)
        gtk_check_button_set_group (button, self->all ? self->all
                                            : i > 0   ? g_ptr_array_index (self->buttons, 0)
                                                      : NULL);
      g_ptr_array_add (self->buttons, button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_row_toggled), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (self->search_clamp, n_rows > ROWS_TO_SEARCH);
  update (self);
}

static gboolean
fits_search (GtkListBoxRow *row, gpointer data)
{
  MwChoicePage *self = data;
  g_autofree char *title = NULL;
  const char *below = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));

  if (self->wanted == NULL)
    return TRUE;
  title = g_strconcat (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), " ",
                       below != NULL ? below : "", NULL);
  return g_str_match_string (self->wanted, title, TRUE);
}

static void
on_search_changed (MwChoicePage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_set_str (&self->wanted, *text ? text : NULL);
  gtk_list_box_invalidate_filter (self->list);
}

static void
on_go_on (MwChoicePage *self)
{
  g_autoptr (MwChosen) answer = mw_chosen_new ();
  g_autoptr (DexPromise) promise = g_steal_pointer (&self->answer);

  if (promise == NULL)
    return;
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->buttons, i)))
      mw_chosen_add (answer, self->choice, mw_chosen_get_value (self->rows, self->choice, i));
  if (is_all (self))
    mw_chosen_set_all (answer, self->choice);
  dex_promise_resolve_boxed (promise, MW_TYPE_CHOSEN, mw_chosen_ref (answer));
}

/* Back, the swipe, or the dialog was closed. */
static void
on_left (MwChoicePage *self)
{
  g_autoptr (DexPromise) promise = g_steal_pointer (&self->answer);

  if (promise != NULL)
    dex_promise_reject (
      promise, g_error_new_literal (MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_CHOSEN, self->title));
}

static void
mw_choice_page_dispose (GObject *object)
{
  MwChoicePage *self = MW_CHOICE_PAGE (object);

  on_left (self);
  g_clear_pointer (&self->rows, mw_chosen_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->choice, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CHOICE_PAGE);
  G_OBJECT_CLASS (mw_choice_page_parent_class)->dispose (object);
}

static void
mw_choice_page_class_init (MwChoicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_choice_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-choice-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwChoicePage, search_clamp);
  gtk_widget_class_bind_template_child (widget_class, MwChoicePage, search);
  gtk_widget_class_bind_template_child (widget_class, MwChoicePage, help);
  gtk_widget_class_bind_template_child (widget_class, MwChoicePage, list);
  gtk_widget_class_bind_template_child (widget_class, MwChoicePage, go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_left);
}

static void
mw_choice_page_init (MwChoicePage *self)
{
  self->answer = dex_promise_new ();
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, fits_search, self, NULL);
}

/**
 * mw_choice_page_new:
 * @choice: what is to be chosen
 * @rows: out of these
 *
 * Returns: (transfer floating): the page; all are chosen where that is possible, else none
 */
MwChoicePage *
mw_choice_page_new (const MwChoice *choice, MwChosen *rows)
{
  MwChoicePage *self = g_object_new (MW_TYPE_CHOICE_PAGE, "title", choice->title, NULL);

  self->choice = g_strdup (choice->id);
  self->title = g_strdup (choice->title);
  self->rows = mw_chosen_ref (rows);
  gtk_label_set_label (self->help, choice->help != NULL ? choice->help : "");
  gtk_widget_set_visible (GTK_WIDGET (self->help), choice->help != NULL);
  fill (self, choice);
  return self;
}

/**
 * mw_choice_page_select:
 * @self: the page
 * @chosen: what was chosen before
 *
 * Preselects that, as far as it can still be chosen.
 */
void
mw_choice_page_select (MwChoicePage *self, MwChosen *chosen)
{
  if (mw_chosen_is_all (chosen, self->choice))
    {
      if (self->all != NULL)
        gtk_check_button_set_active (self->all, TRUE);
      return;
    }
  for (guint i = 0; i < self->buttons->len; i++)
    {
      const MwChosenValue *value = mw_chosen_get_value (self->rows, self->choice, i);

      if (mw_chosen_find_value (chosen, self->choice, value->value) != NULL)
        gtk_check_button_set_active (g_ptr_array_index (self->buttons, i), TRUE);
    }
}

/**
 * mw_choice_page_wait:
 * @self: the page
 *
 * Returns: (transfer full): resolves to a #MwChosen in which the choice is made
 */
DexFuture *
mw_choice_page_wait (MwChoicePage *self)
{
  return DEX_FUTURE (dex_ref (self->answer));
}
