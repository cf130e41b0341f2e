/* mw-step-row.c: one step of the check ladder as it runs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-step-row.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"
#include "mw-text.h"

#define MAX_DETAIL 600

struct _MwStepRow
{
  AdwActionRow parent_instance;

  MwLadderStep *step;
  GtkStack *stack;
  GtkImage *image;
  GtkWidget *why;
};

G_DEFINE_FINAL_TYPE (MwStepRow, mw_step_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *icon;
  const char *css_class;
  const char *words;
} state_looks[] = {
  [MW_STEP_WAITING] = { "content-loading-symbolic", "dimmed", N_ ("Waiting") },
  [MW_STEP_RUNNING] = { NULL, NULL, N_ ("Running") },
  [MW_STEP_DONE] = { "object-select-symbolic", "success", N_ ("Done") },
  [MW_STEP_SKIPPED] = { "go-next-symbolic", "dimmed", N_ ("Not needed") },
  [MW_STEP_WARNING] = { "dialog-warning-symbolic", "warning", N_ ("Warning") },
  [MW_STEP_FAILED] = { "dialog-error-symbolic", "error", N_ ("Failed") },
};

static void
update (MwStepRow *self)
{
  MwStepState state = MIN (mw_ladder_step_get_state (self->step), MW_STEP_FAILED);
  const char *detail = mw_ladder_step_get_detail (self->step);
  g_autofree char *safe = detail ? mw_text_for_block (detail, strlen (detail), MAX_DETAIL) : NULL;
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (self->why,
                          state == MW_STEP_WARNING && mw_ladder_step_get_advice (self->step) != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), mw_ladder_step_get_title (self->step));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), safe ? safe : "");
  gtk_stack_set_visible_child_name (self->stack, state == MW_STEP_RUNNING ? "spinner" : "image");
  if (state_looks[state].icon)
    gtk_image_set_from_icon_name (self->image, state_looks[state].icon);
  for (guint i = 0; i < G_N_ELEMENTS (state_looks); i++)
    if (state_looks[i].css_class)
      gtk_widget_remove_css_class (GTK_WIDGET (self->image), state_looks[i].css_class);
  if (state_looks[state].css_class)
    gtk_widget_add_css_class (GTK_WIDGET (self->image), state_looks[state].css_class);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->stack), _ (state_looks[state].words));

  /* Translators: read out for a step of the check: its title, and "Done", "Failed" … */
  spoken = g_strdup_printf (_ ("%s: %s"), mw_ladder_step_get_title (self->step),
                            _ (state_looks[state].words));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_why (MwStepRow *self)
{
  const MwAdvice *advice = mw_ladder_step_get_advice (self->step);

  if (advice != NULL)
    adw_dialog_present (ADW_DIALOG (mw_advice_dialog_new (advice, NULL)), GTK_WIDGET (self));
}

static void
mw_step_row_dispose (GObject *object)
{
  MwStepRow *self = MW_STEP_ROW (object);

  if (self->step)
    g_signal_handlers_disconnect_by_data (self->step, self);
  g_clear_object (&self->step);
  G_OBJECT_CLASS (mw_step_row_parent_class)->dispose (object);
}

static void
mw_step_row_class_init (MwStepRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_step_row_dispose;
}

static void
mw_step_row_init (MwStepRow *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->image = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->stack), GTK_ALIGN_CENTER);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->image), "image");
  gtk_stack_add_named (self->stack, adw_spinner_new (), "spinner");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->stack));
  self->why = gtk_button_new_from_icon_name ("help-about-symbolic");
  gtk_widget_set_valign (self->why, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->why, FALSE);
  gtk_widget_add_css_class (self->why, "flat");
  gtk_widget_set_tooltip_text (self->why, _ ("Why, and What to Do"));
  g_signal_connect_swapped (self->why, "clicked", G_CALLBACK (show_why), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->why);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self), TRUE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  MwStepRow *self = g_object_new (MW_TYPE_STEP_ROW, NULL);

  self->step = g_object_ref (item);
  g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * mw_step_row_bind_list:
 * @list: a list box
 * @steps: a list of #MwLadderStep that may grow
 *
 * Fills @list with a row for each step, which follows the step while it runs.
 */
void
mw_step_row_bind_list (GtkListBox *list, GListModel *steps)
{
  gtk_list_box_bind_model (list, steps, create_row, NULL, NULL);
}

/**
 * mw_step_row_get_icon:
 * @state: of a step
 *
 * Returns: (nullable): the name of its icon, %NULL while it runs
 */
const char *
mw_step_row_get_icon (MwStepState state)
{
  return state_looks[MIN (state, MW_STEP_FAILED)].icon;
}
