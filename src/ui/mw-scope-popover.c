/* mw-scope-popover.c: chooses how much of an entity is read, and says before what that costs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-scope-popover.h"

#include <glib/gi18n-lib.h>

#include "mw-advice.h"
#include "mw-announce.h"
#include "mw-cost.h"

/* In the order that they are shown in. */
static const MwScopeKind kinds[] = { MW_SCOPE_EVERYTHING, MW_SCOPE_OPEN, MW_SCOPE_ORDERED, MW_SCOPE_CHANGED,
                                     MW_SCOPE_NEWEST };

struct _MwScopePopover
{
  GtkPopover parent_instance;

  MwConnection *connection;
  MwEntity *entity;
  MwScope scope;                                 /* shown first */
  GtkCheckButton *buttons[G_N_ELEMENTS (kinds)]; /* NULL for one that makes no sense */
  DexFuture *counting;                           /* dropping it cancels */
  MwScope counted;                               /* what @counting is about */

  GtkLabel *title;
  GtkBox *kinds;
  GtkWidget *day_box;
  GtkEditable *day;
  GtkPopover *calendar_popover;
  GtkCalendar *calendar;
  GtkWidget *spinner;
  GtkLabel *cost;
  GtkWidget *apply;
};

G_DEFINE_FINAL_TYPE (MwScopePopover, mw_scope_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_cost (MwScopePopover *self, const char *text, gboolean is_problem)
{
  if (is_problem)
    gtk_widget_add_css_class (GTK_WIDGET (self->cost), "mw-problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->cost), "mw-problem");
  gtk_label_set_text (self->cost, text);
}

static DexFuture *
on_counted (DexFuture *future, gpointer data)
{
  MwScopePopover *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  gtk_widget_set_visible (self->spinner, FALSE);
  if (value != NULL)
    {
      g_autofree char *text = mw_cost_dup_text (g_value_get_boxed (value));

      set_cost (self, text, FALSE);
      mw_announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
    }
  else
    {
      g_autoptr (MwAdvice) advice = mw_connection_dup_advice_on (self->connection, error, self->entity);

      set_cost (self, advice->title, TRUE);
    }
  return dex_future_new_true ();
}

static void
stop_counting (MwScopePopover *self)
{
  dex_clear (&self->counting);
  gtk_widget_set_visible (self->spinner, FALSE);
}

static void
count (MwScopePopover *self, const MwScope *scope)
{
  if (self->counting != NULL && mw_scope_equal (&self->counted, scope))
    return;
  dex_clear (&self->counting);
  self->counted = *scope;
  gtk_widget_set_visible (self->spinner, TRUE);
  set_cost (self, _ ("Counting…"), FALSE);
  self->counting = dex_future_finally (mw_connection_estimate (self->connection, self->entity, scope),
                                       on_counted, self, NULL);
}

static MwScopeKind
get_kind (MwScopePopover *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (self->buttons[i] != NULL && gtk_check_button_get_active (self->buttons[i]))
      return kinds[i];
  return MW_SCOPE_EVERYTHING;
}

static gboolean
has_day (MwScopeKind kind)
{
  return kind == MW_SCOPE_CHANGED || kind == MW_SCOPE_ORDERED;
}

static void
update (MwScopePopover *self)
{
  MwScope scope;
  gboolean is_valid;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  is_valid = mw_scope_popover_get_scope (self, &scope);
  gtk_widget_set_visible (self->day_box, has_day (get_kind (self)));
  gtk_widget_set_sensitive (self->apply, is_valid);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->day), GTK_ACCESSIBLE_STATE_INVALID,
                               is_valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (is_valid)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->day), "error");
      count (self, &scope);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->day), "error");
  stop_counting (self);
  set_cost (self, _ ("A day is written as year, month and day: 2026-01-31"), TRUE);
}

static void
apply (MwScopePopover *self)
{
  if (!gtk_widget_get_sensitive (self->apply))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

static void
on_day_selected (MwScopePopover *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (self->day, text);
  gtk_popover_popdown (self->calendar_popover);
}

/* Why it is not there, or what it costs. */
static char *
dup_remark (MwScopePopover *self, MwScopeKind kind, MwScopeOffer offer)
{
  const char *system = mw_system_get_name (mw_connection_get_system (self->connection));

  if (offer == MW_SCOPE_OFFER_HERE)
    return g_strdup_printf (
      /* Translators: %s is the name of a system */
      _ ("%s cannot filter that: everything is loaded, and the rest left out here."), system);
  if (kind == MW_SCOPE_NEWEST && offer == MW_SCOPE_OFFER_SYSTEM)
    return g_strdup (_ ("Everything, but what is new comes first: you can stop when you have enough."));
  if (offer != MW_SCOPE_OFFER_NONE)
    return NULL;
  if (kind == MW_SCOPE_OPEN)
    /* Translators: %s is the name of a system */
    return g_strdup_printf (_ ("Not possible: %s does not say which of these are open."), system);
  if (kind == MW_SCOPE_ORDERED)
    /* Translators: %s is the name of a system */
    return g_strdup_printf (_ ("Not possible: %s does not say when these were ordered."), system);
  if (kind == MW_SCOPE_NEWEST)
    /* Translators: %s is the name of a system */
    return g_strdup_printf (_ ("Not possible: %s does not send the newest first."), system);
  /* Translators: %s is the name of a system */
  return g_strdup_printf (_ ("Not possible: %s does not say when these were changed."), system);
}

static const char *
get_title (MwScopeKind kind)
{
  switch (kind)
    {
    case MW_SCOPE_OPEN:
      return _ ("O_pen Ones");
    case MW_SCOPE_ORDERED:
      return _ ("_Ordered Since…");
    case MW_SCOPE_CHANGED:
      return _ ("_Changed Since…");
    case MW_SCOPE_NEWEST:
      return _ ("_Newest First");
    case MW_SCOPE_EVERYTHING:
    default:
      return _ ("_Everything");
    }
}

static GtkCheckButton *
append_kind (MwScopePopover *self, MwScopeKind kind, MwScopeOffer offer)
{
  GtkWidget *button = gtk_check_button_new_with_mnemonic (get_title (kind));
  g_auto (GStrv) parts = g_strsplit (get_title (kind), "_", -1);
  g_autofree char *plain = g_strjoinv (NULL, parts);
  g_autofree char *remark = dup_remark (self, kind, offer);
  GtkWidget *label;

  /* GTK 4.18 takes the mark of the mnemonic into the name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  gtk_widget_set_sensitive (button, offer >= MW_SCOPE_OFFER_HERE);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->buttons[0]);
  gtk_box_append (self->kinds, button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (remark == NULL)
    return GTK_CHECK_BUTTON (button);
  label = gtk_label_new (remark);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 26);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, remark, -1);
  gtk_box_append (self->kinds, label);
  return GTK_CHECK_BUTTON (button);
}

/* Each time it is opened it shows what holds. */
static void
on_map (MwScopePopover *self)
{
  const MwScope last_year = mw_scope_last_year (MW_SCOPE_ORDERED);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == self->scope.kind && self->buttons[i] != NULL)
      {
        gtk_check_button_set_active (self->buttons[i], TRUE);
        gtk_widget_grab_focus (GTK_WIDGET (self->buttons[i]));
      }
  gtk_editable_set_text (self->day, has_day (self->scope.kind) ? self->scope.day : last_year.day);
  update (self);
}

static void
on_unmap (MwScopePopover *self)
{
  stop_counting (self);
}

static void
mw_scope_popover_dispose (GObject *object)
{
  MwScopePopover *self = MW_SCOPE_POPOVER (object);

  dex_clear (&self->counting);
  g_clear_object (&self->connection);
  g_clear_object (&self->entity);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_SCOPE_POPOVER);
  G_OBJECT_CLASS (mw_scope_popover_parent_class)->dispose (object);
}

static void
mw_scope_popover_class_init (MwScopePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_scope_popover_dispose;
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", MW_TYPE_SCOPE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-scope-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, title);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, kinds);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, day_box);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, day);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, calendar_popover);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, spinner);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, cost);
  gtk_widget_class_bind_template_child (widget_class, MwScopePopover, apply);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_map);
  gtk_widget_class_bind_template_callback (widget_class, on_unmap);
}

static void
mw_scope_popover_init (MwScopePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_scope_popover_new:
 * @connection: where the records are
 * @entity: which records
 *
 * Returns: (transfer floating): the popover; it counts while it is open
 */
MwScopePopover *
mw_scope_popover_new (MwConnection *connection, MwEntity *entity)
{
  MwScopePopover *self = g_object_new (MW_TYPE_SCOPE_POPOVER, NULL);
  g_autofree char *title = NULL;

  self->connection = g_object_ref (connection);
  self->entity = g_object_ref (entity);
  /* Translators: %s is "Purchase orders" */
  title = g_strdup_printf (_ ("%s: what is loaded"), mw_entity_get_title (entity));
  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      MwScopeOffer offer = mw_connection_get_offer (connection, entity, kinds[i]);

      if (offer != MW_SCOPE_OFFER_SENSELESS)
        self->buttons[i] = append_kind (self, kinds[i], offer);
    }
  return self;
}

/**
 * mw_scope_popover_set_scope:
 * @self: the popover
 * @scope: what it shows when it is opened next
 */
void
mw_scope_popover_set_scope (MwScopePopover *self, const MwScope *scope)
{
  self->scope = *scope;
}

/**
 * mw_scope_popover_get_scope:
 * @self: the popover
 * @scope: (out): what is chosen
 *
 * Returns: %FALSE while the day is no day
 */
gboolean
mw_scope_popover_get_scope (MwScopePopover *self, MwScope *scope)
{
  MwScopeKind kind = get_kind (self);
  const MwScope without_day = { .kind = kind };
  g_autofree char *day = g_strstrip (g_strdup (gtk_editable_get_text (self->day)));
  g_autofree char *word = mw_scope_to_text (&without_day); /* "ordered:" */
  g_autofree char *text = g_strconcat (word, has_day (kind) ? day : NULL, NULL);

  return mw_scope_parse (text, scope);
}
