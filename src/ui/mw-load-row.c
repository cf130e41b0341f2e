/* mw-load-row.c: one list that can be loaded: how much of it, and what that costs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-load-row.h"

#include <glib/gi18n-lib.h>

#include "mw-advice.h"
#include "mw-missing-right.h"
#include "mw-cost.h"
#include "mw-scope-default.h"
#include "mw-scope-popover.h"

struct _MwLoadRow
{
  AdwActionRow parent_instance;

  MwConnection *connection;
  MwEntity *entity;
  MwScope scope;
  gboolean is_decided; /* by the user, or by what it costs */
  gboolean is_counted;

  GtkMenuButton *button;
  GtkLabel *label;
  MwScopePopover *popover;
};

G_DEFINE_FINAL_TYPE (MwLoadRow, mw_load_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_scope (MwLoadRow *self, const MwScope *scope)
{
  g_autofree char *label = mw_scope_dup_label (scope);
  /* Translators: for screen readers; “Purchase orders”, then “Ordered since 1 January 2026” */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), mw_entity_get_title (self->entity), label);

  self->scope = *scope;
  self->is_counted = FALSE;
  gtk_label_set_text (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  mw_scope_popover_set_scope (self->popover, scope);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Counting…"));
}

static void
on_applied (MwLoadRow *self)
{
  MwScope scope;

  if (!mw_scope_popover_get_scope (self->popover, &scope) || mw_scope_equal (&scope, &self->scope))
    return;
  self->is_decided = TRUE;
  set_scope (self, &scope);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What is large is not loaded in full unless the user wants that. */
static void
show_estimate (MwLoadRow *self, const MwEstimate *estimate)
{
  g_autofree char *text = mw_cost_dup_text (estimate);

  if (!self->is_decided)
    {
      const MwScope wanted = mw_scope_default (self->connection, self->entity, estimate);

      self->is_decided = TRUE;
      if (!mw_scope_equal (&wanted, &self->scope))
        {
          set_scope (self, &wanted);
          return;
        }
    }
  self->is_counted = TRUE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

/* A list that this login may not read, or that is not there, is left out; the sentence says what would help.
 */
static gboolean
leave_out (MwLoadRow *self, const GError *error)
{
  MwSystem *system = mw_connection_get_system (self->connection);
  gboolean is_forbidden = g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  g_autoptr (MwAdvice) advice = mw_advice_new (error, system, mw_connection_get_address (self->connection));
  g_autofree char *right = NULL;

  if (is_forbidden)
    right = mw_missing_right_dup_sentence (system, mw_connection_get_variant (self->connection),
                                           self->entity);
  self->is_counted = TRUE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), right != NULL ? right : advice->title);
  return is_forbidden || g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED);
}

static DexFuture *
on_counted (DexFuture *future, gpointer data)
{
  MwLoadRow *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value != NULL)
    {
      show_estimate (self, g_value_get_boxed (value));
      return dex_future_new_true ();
    }
  if (!leave_out (self, error))
    return dex_ref (future);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  return dex_future_new_true ();
}

static void
mw_load_row_dispose (GObject *object)
{
  MwLoadRow *self = MW_LOAD_ROW (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->entity);
  G_OBJECT_CLASS (mw_load_row_parent_class)->dispose (object);
}

static void
mw_load_row_class_init (MwLoadRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_load_row_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MW_TYPE_LOAD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
mw_load_row_init (MwLoadRow *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_max_width_chars (self->label, 16);
  gtk_label_set_xalign (self->label, 1);
  gtk_label_set_justify (self->label, GTK_JUSTIFY_RIGHT);
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * mw_load_row_new:
 * @connection: where the list is
 * @entity: what it is of
 *
 * Returns: (transfer floating): the row, with the scope that holds; nothing is counted yet
 */
MwLoadRow *
mw_load_row_new (MwConnection *connection, MwEntity *entity)
{
  MwLoadRow *self = g_object_new (MW_TYPE_LOAD_ROW, NULL);
  const MwScope scope = mw_connection_get_scope (connection, entity);

  self->connection = g_object_ref (connection);
  self->entity = g_object_ref (entity);
  self->is_decided = scope.kind != MW_SCOPE_EVERYTHING;
  self->popover = mw_scope_popover_new (connection, entity);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), mw_entity_get_title (entity));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self),
                             gtk_image_new_from_icon_name (mw_entity_get_icon_name (entity)));
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  g_signal_connect_object (self->popover, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
  set_scope (self, &scope);
  return self;
}

/**
 * mw_load_row_get_entity:
 * @self: the row
 *
 * Returns: (transfer none): what the list is of
 */
MwEntity *
mw_load_row_get_entity (MwLoadRow *self)
{
  return self->entity;
}

/**
 * mw_load_row_get_scope:
 * @self: the row
 *
 * Returns: how much of it is to be loaded
 */
MwScope
mw_load_row_get_scope (MwLoadRow *self)
{
  return self->scope;
}

/**
 * mw_load_row_is_open:
 * @self: the row
 *
 * Returns: whether its scope was not counted yet
 */
gboolean
mw_load_row_is_open (MwLoadRow *self)
{
  return !self->is_counted;
}

/**
 * mw_load_row_count:
 * @self: the row
 *
 * Counts what its scope costs.
 *
 * Returns: (transfer full): resolves to %TRUE, also when this list alone cannot be read; rejects with what
 * stops all of them
 */
DexFuture *
mw_load_row_count (MwLoadRow *self)
{
  return dex_future_finally (mw_connection_estimate (self->connection, self->entity, &self->scope),
                             on_counted, g_object_ref (self), g_object_unref);
}

/**
 * mw_load_row_give_up:
 * @self: the row
 *
 * Says so where it was not counted.
 */
void
mw_load_row_give_up (MwLoadRow *self)
{
  if (self->is_counted)
    return;
  self->is_counted = TRUE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Not counted"));
}
