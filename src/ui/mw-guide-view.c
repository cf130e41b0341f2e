/* mw-guide-view.c: beside a form: what one needs, how to get what is asked for, and what cannot work
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-guide-view.h"

#include <glib/gi18n-lib.h>

#include "mw-scroll-to.h"

typedef struct
{
  const char *field; /* of the system file, or NULL */
  char *title;       /* numbered */
  GtkWidget *box;
} Step;

struct _MwGuideView
{
  GtkBox parent_instance;

  GArray *steps; /* of Step */
  int current;   /* -1: none */
};

G_DEFINE_FINAL_TYPE (MwGuideView, mw_guide_view, GTK_TYPE_BOX)

static void
clear_step (gpointer data)
{
  g_free (((Step *) data)->title);
}

static void
mw_guide_view_dispose (GObject *object)
{
  g_clear_pointer (&MW_GUIDE_VIEW (object)->steps, g_array_unref);
  G_OBJECT_CLASS (mw_guide_view_parent_class)->dispose (object);
}

static void
mw_guide_view_class_init (MwGuideViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_guide_view_dispose;
}

static void
mw_guide_view_init (MwGuideView *self)
{
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (self->steps, clear_step);
  self->current = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

static void
append (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  if (g_str_equal (css_class, "body"))
    {
      /* Selectable so that a menu path can be copied, but not a stop for the Tab key between the fields. */
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_set_can_focus (label, FALSE);
    }
  gtk_box_append (box, label);
}

/* What belongs together, a little apart from the rest. */
static GtkBox *
append_block (MwGuideView *self)
{
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (block, "mw-guide");
  gtk_box_append (GTK_BOX (self), block);
  return GTK_BOX (block);
}

static void
append_heading (MwGuideView *self, const char *text)
{
  append (append_block (self), text, "title-4");
}

static gboolean
append_needs (MwGuideView *self, MwSystem *system, const MwSignIn *sign_in)
{
  guint n_needs;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);
  gboolean any = FALSE;

  for (guint i = 0; i < n_needs; i++)
    {
      GtkBox *block;

      if (!mw_need_is_for (&needs[i], sign_in))
        continue;
      if (!any)
        append_heading (self, _ ("What You Need"));
      any = TRUE;
      block = append_block (self);
      if (needs[i].edition != NULL)
        append (block, needs[i].edition, "heading");
      append (block, needs[i].text, "body");
      if (needs[i].minutes > 0)
        {
          g_autofree char *time = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Takes about %u minute.",
                                                                "Takes about %u minutes.", needs[i].minutes),
                                                   needs[i].minutes);

          append (block, time, "dimmed");
        }
    }
  return any;
}

/* Much of it is done by somebody else: the page around the guide has the action. */
static void
append_button (MwGuideView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("For Your _Administrator…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "form.administrator");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_start (button, 12);
  gtk_widget_set_tooltip_text (button, _ ("What somebody else must set up, to print or to send"));
  gtk_box_append (GTK_BOX (self), button);
}

/* The steps to the fields that are asked for. */
static void
append_steps (MwGuideView *self, MwSystem *system, const MwSignIn *sign_in)
{
  guint n_steps;
  const MwGuideStep *steps = mw_system_get_guide (system, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    {
      Step step = { .field = steps[i].field };
      GtkBox *block;

      if (!mw_system_has_step (system, &steps[i], sign_in))
        continue;
      if (self->steps->len == 0)
        append_heading (self, _ ("Step by Step"));
      block = append_block (self);
      step.box = GTK_WIDGET (block);
      step.title = g_strdup_printf (_ ("%u. %s"), self->steps->len + 1, steps[i].title);
      append (block, step.title, "heading");
      append (block, steps[i].text, "body");
      g_array_append_val (self->steps, step);
    }
}

/* They stood in the list of systems already: here with the vendor's page. */
static gboolean
append_dead_ends (MwGuideView *self, MwSystem *system)
{
  guint n_dead_ends;
  const MwDeadEnd *dead_ends = mw_system_get_dead_ends (system, &n_dead_ends);

  if (n_dead_ends > 0)
    append_heading (self, _ ("What Does Not Work"));
  for (guint i = 0; i < n_dead_ends; i++)
    {
      GtkBox *block = append_block (self);
      GtkWidget *link;

      if (dead_ends[i].edition != NULL)
        append (block, dead_ends[i].edition, "heading");
      append (block, dead_ends[i].text, "body");
      link = gtk_link_button_new_with_label (dead_ends[i].page, _ ("What the vendor says"));
      gtk_widget_set_halign (link, GTK_ALIGN_START);
      gtk_widget_add_css_class (link, "mw-inline");
      gtk_box_append (block, link);
    }
  return n_dead_ends > 0;
}

/**
 * mw_guide_view_set_sign_in:
 * @self: the guide
 * @system: what is connected
 * @sign_in: (nullable): how
 *
 * Shows what one needs for that sign-in, the steps to the fields it asks for, and what cannot work.
 *
 * Returns: whether there is anything to say
 */
gboolean
mw_guide_view_set_sign_in (MwGuideView *self, MwSystem *system, const MwSignIn *sign_in)
{
  GtkWidget *child;
  gboolean any;

  self->current = -1;
  g_array_set_size (self->steps, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  any = append_needs (self, system, sign_in);
  append_button (self);
  append_steps (self, system, sign_in);
  any |= append_dead_ends (self, system);
  return any || self->steps->len > 0;
}

/**
 * mw_guide_view_show_field:
 * @self: the guide
 * @field: (nullable): id of the form field that has the focus
 *
 * Marks the step that explains the field, and scrolls to it.
 *
 * Returns: (nullable): the title of that step, %NULL when there is none
 */
const char *
mw_guide_view_show_field (MwGuideView *self, const char *field)
{
  self->current = -1;
  for (guint i = 0; i < self->steps->len; i++)
    {
      Step *step = &g_array_index (self->steps, Step, i);

      if (self->current < 0 && field != NULL && g_strcmp0 (step->field, field) == 0)
        {
          self->current = (int) i;
          gtk_widget_add_css_class (step->box, "mw-current");
          mw_scroll_to (step->box);
        }
      else
        {
          gtk_widget_remove_css_class (step->box, "mw-current");
        }
    }
  return mw_guide_view_get_current (self);
}

/**
 * mw_guide_view_get_current:
 * @self: the guide
 *
 * Returns: (nullable): the title of the step that is marked
 */
const char *
mw_guide_view_get_current (MwGuideView *self)
{
  return self->current < 0 ? NULL : g_array_index (self->steps, Step, self->current).title;
}
