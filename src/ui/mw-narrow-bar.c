/* mw-narrow-bar.c: what of a system is loaded: a button for each choice, and one for the scope
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-narrow-bar.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"
#include "mw-scope-popover.h"
#include "mw-text.h"

#define MAX_LABEL   200
#define LABEL_CHARS 28

struct _MwNarrowBar
{
  AdwBin parent_instance;

  MwConnection *connection;
  MwEntity *entity;
  GPtrArray *choices; /* of MwChoice: what the buttons are for, in order */
  DexFuture *saving;

  AdwWrapBox *box;
  GPtrArray *choice_labels; /* of GtkLabel, in the order of @choices */
  GtkMenuButton *scope_button;
  GtkLabel *scope_label;
  MwScopePopover *popover;
};

G_DEFINE_FINAL_TYPE (MwNarrowBar, mw_narrow_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_NARROWED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkLabel *
new_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  return GTK_LABEL (label);
}

/* What is cut off stands in the tooltip. */
static void
set_words (GtkLabel *label, GtkWidget *button, const char *words, const char *action)
{
  g_autofree char *shown = mw_text_for_cell (words, strlen (words), MAX_LABEL);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", shown, action);

  gtk_label_set_text (label, shown);
  gtk_widget_set_tooltip_text (button, tooltip);
}

static void
update_choices (MwNarrowBar *self)
{
  MwChosen *chosen = mw_connection_get_chosen (self->connection);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const MwChoice *choice = self->choices->pdata[i];
      GtkLabel *label = self->choice_labels->pdata[i];
      GtkWidget *button = gtk_widget_get_parent (GTK_WIDGET (label));
      g_autofree char *title = mw_choosing_dup_title (chosen, choice->id);
      /* Translators: a choice and what was chosen: "Company: ACME DE" */
      g_autofree char *words = g_strdup_printf (_ ("%s: %s"), choice->title,
                                                title != NULL ? title : _ ("not chosen"));

      set_words (label, button, words, _ ("Choose Again"));
      /* Where there was nothing to choose. */
      gtk_widget_set_visible (button, title != NULL || !choice->optional);
    }
}

static void
update_scope (MwNarrowBar *self)
{
  const MwScope scope = mw_connection_get_scope (self->connection, self->entity);
  g_autofree char *words = mw_scope_dup_label (&scope);

  mw_scope_popover_set_scope (self->popover, &scope);
  set_words (self->scope_label, GTK_WIDGET (self->scope_button), words, _ ("Change What Is Loaded"));
}

static DexFuture *
on_not_saved (DexFuture *future, gpointer data)
{
  MwNarrowBar *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwAdvice) advice = NULL;

  dex_future_get_value (future, &error);
  advice = mw_advice_new (error, mw_connection_get_system (self->connection),
                          mw_connection_get_address (self->connection));
  adw_dialog_present (ADW_DIALOG (mw_advice_dialog_new (advice, mw_connection_get_system (self->connection))),
                      GTK_WIDGET (self));
  return dex_future_new_true ();
}

static void
on_applied (MwNarrowBar *self)
{
  const MwScope before = mw_connection_get_scope (self->connection, self->entity);
  MwScope scope;

  if (!mw_scope_popover_get_scope (self->popover, &scope) || mw_scope_equal (&before, &scope))
    return;
  dex_clear (&self->saving);
  self->saving = dex_future_catch (mw_connection_set_scope (self->connection, self->entity, &scope),
                                   on_not_saved, self, NULL);
  update_scope (self);
  g_signal_emit (self, signals[SIGNAL_NARROWED], 0);
}

static void
append_choice (MwNarrowBar *self, const MwChoice *choice)
{
  GtkWidget *button = gtk_button_new ();
  GtkLabel *label = new_label ();

  gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (label));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", mw_connection_get_id (self->connection),
                                    choice->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.choose");
  adw_wrap_box_append (self->box, button);
  g_ptr_array_add (self->choice_labels, label);
}

static void
mw_narrow_bar_dispose (GObject *object)
{
  MwNarrowBar *self = MW_NARROW_BAR (object);

  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  dex_clear (&self->saving);
  g_clear_object (&self->connection);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->choice_labels, g_ptr_array_unref);
  G_OBJECT_CLASS (mw_narrow_bar_parent_class)->dispose (object);
}

static void
mw_narrow_bar_class_init (MwNarrowBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_narrow_bar_dispose;
  signals[SIGNAL_NARROWED] = g_signal_new ("narrowed", MW_TYPE_NARROW_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
}

static void
mw_narrow_bar_init (MwNarrowBar *self)
{
  self->choice_labels = g_ptr_array_new ();
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * mw_narrow_bar_set_entity:
 * @self: the bar
 * @connection: where the records are
 * @entity: which records
 */
void
mw_narrow_bar_set_entity (MwNarrowBar *self, MwConnection *connection, MwEntity *entity)
{
  g_return_if_fail (self->connection == NULL);

  self->connection = g_object_ref (connection);
  self->entity = g_object_ref (entity);
  self->choices = mw_connection_dup_choices (connection);
  for (guint i = 0; i < self->choices->len; i++)
    append_choice (self, self->choices->pdata[i]);
  self->popover = mw_scope_popover_new (connection, entity);
  self->scope_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->scope_label = new_label ();
  gtk_menu_button_set_child (self->scope_button, GTK_WIDGET (self->scope_label));
  gtk_menu_button_set_always_show_arrow (self->scope_button, TRUE);
  gtk_menu_button_set_popover (self->scope_button, GTK_WIDGET (self->popover));
  adw_wrap_box_append (self->box, GTK_WIDGET (self->scope_button));
  g_signal_connect_object (self->popover, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (connection, "notify::chosen", G_CALLBACK (update_choices), self);
  /* Another window may have narrowed it. */
  g_signal_connect_swapped (connection, "read", G_CALLBACK (update_scope), self);
  update_choices (self);
  update_scope (self);
}
