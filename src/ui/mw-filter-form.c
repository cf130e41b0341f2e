/* mw-filter-form.c: asks what a filter on one column is to let through
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-filter-form.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "mw-day-button.h"
#include "mw-decimal.h"
#include "mw-filter-words.h"
#include "mw-text.h"
#include "mw-value-counts.h"
#include "mw-wording.h"
#include "mw-work.h"

typedef struct
{
  MwRowFilterKind kind;
  MwRowPeriod period;
} Way;

struct _MwFilterForm
{
  GtkBox parent_instance;

  MwColumn *column;
  GArray *ways; /* of Way, as @how lists them */
  GtkDropDown *how;
  GtkStack *stack;
  GtkBox *checks;
  GPtrArray *ids; /* of the check buttons of @checks, in order */
  MwValueCounts *counts;
  DexFuture *counting;
  GtkEntry *words;
  GtkGrid *between;
  GtkEntry *from;
  GtkEntry *to;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (MwFilterForm, mw_filter_form, GTK_TYPE_BOX)

static const char *
get_way_title (const Way *way)
{
  switch (way->kind)
    {
    case MW_ROW_FILTER_ONE_OF:
      return _ ("Is One Of");
    case MW_ROW_FILTER_DATES:
      return mw_filter_get_period_title (way->period);
    case MW_ROW_FILTER_NUMBERS:
      return _ ("Number Between");
    case MW_ROW_FILTER_CONTAINS:
      return _ ("Contains");
    case MW_ROW_FILTER_EMPTY:
      return _ ("Is Empty");
    case MW_ROW_FILTER_FILLED:
      return _ ("Is Not Empty");
    case MW_ROW_FILTER_PROBLEM:
    case MW_N_ROW_FILTER_KINDS:
    default:
      return _ ("Has a Problem");
    }
}

static void
add_way (MwFilterForm *self, MwRowFilterKind kind, MwRowPeriod period)
{
  Way way = { kind, period };

  g_array_append_val (self->ways, way);
}

static void
find_ways (MwFilterForm *self, const MwField *field)
{
  if (field && (field->type == MW_FIELD_TYPE_ENUM || field->type == MW_FIELD_TYPE_BOOLEAN))
    add_way (self, MW_ROW_FILTER_ONE_OF, MW_ROW_PERIOD_DAYS);
  else if (field && (field->type == MW_FIELD_TYPE_DATE || field->type == MW_FIELD_TYPE_DATETIME))
    {
      for (guint i = MW_ROW_PERIOD_DAYS + 1; i < MW_N_ROW_PERIODS; i++)
        add_way (self, MW_ROW_FILTER_DATES, (MwRowPeriod) i);
      add_way (self, MW_ROW_FILTER_DATES, MW_ROW_PERIOD_DAYS);
    }
  else if (!mw_field_is_number (field))
    add_way (self, MW_ROW_FILTER_CONTAINS, MW_ROW_PERIOD_DAYS);
  /* Of what a system sent nobody knows the type. */
  if (!field || mw_field_is_number (field))
    add_way (self, MW_ROW_FILTER_NUMBERS, MW_ROW_PERIOD_DAYS);
  add_way (self, MW_ROW_FILTER_EMPTY, MW_ROW_PERIOD_DAYS);
  add_way (self, MW_ROW_FILTER_FILLED, MW_ROW_PERIOD_DAYS);
  if (field)
    add_way (self, MW_ROW_FILTER_PROBLEM, MW_ROW_PERIOD_DAYS);
}

static const Way *
get_way (MwFilterForm *self)
{
  return &g_array_index (self->ways, Way, MIN (gtk_drop_down_get_selected (self->how), self->ways->len - 1));
}

static gboolean
asks_for_days (const Way *way)
{
  return way->kind == MW_ROW_FILTER_DATES && way->period == MW_ROW_PERIOD_DAYS;
}

static void
on_how (MwFilterForm *self)
{
  const Way *way = get_way (self);
  const char *page = "nothing";

  if (way->kind == MW_ROW_FILTER_ONE_OF)
    page = "checks";
  else if (way->kind == MW_ROW_FILTER_CONTAINS)
    page = "words";
  else if (way->kind == MW_ROW_FILTER_NUMBERS || asks_for_days (way))
    page = "between";
  for (int row = 0; row < 2; row++)
    gtk_widget_set_visible (gtk_grid_get_child_at (self->between, 2, row), asks_for_days (way));
  gtk_entry_set_placeholder_text (self->from, asks_for_days (way) ? "2026-01-01" : NULL);
  gtk_entry_set_placeholder_text (self->to, asks_for_days (way) ? "2026-12-31" : NULL);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
}

/* What was said of what stood there before. */
static void
hide_error (MwFilterForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
}

static void
add_check (MwFilterForm *self, const char *id, const char *title)
{
  GtkWidget *check = gtk_check_button_new_with_label (title);

  gtk_box_append (self->checks, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (hide_error), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->ids, g_strdup (id));
}

static void
add_checks (MwFilterForm *self, const MwField *field)
{
  if (!field)
    return;
  if (field->type == MW_FIELD_TYPE_BOOLEAN)
    {
      add_check (self, "true", _ ("Yes"));
      add_check (self, "false", _ ("No"));
    }
  for (guint i = 0; i < field->n_values; i++)
    add_check (self, field->values[i].id, field->values[i].title);
  if (self->ids->len > 0)
    add_check (self, "", _ ("Empty"));
}

/* The form holds the future, and lets go of it when it goes. */
static DexFuture *
on_counted (DexFuture *future, gpointer data)
{
  MwFilterForm *self = data;
  GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->checks));

  for (guint i = 0; dex_future_is_resolved (future) && check && i < self->ids->len; i++)
    {
      g_autofree char *number = mw_wording_number (mw_value_counts_get (self->counts, self->ids->pdata[i]));
      const char *title = gtk_check_button_get_label (GTK_CHECK_BUTTON (check));
      /* Translators: a value, and how many records have it: "Open (385)" */
      g_autofree char *label = g_strdup_printf (_ ("%s (%s)"), title, number);

      gtk_check_button_set_label (GTK_CHECK_BUTTON (check), label);
      check = gtk_widget_get_next_sibling (check);
    }
  return dex_ref (future);
}

static void
count_values (MwFilterForm *self, MwGeneration *rows)
{
  self->counts = mw_value_counts_new (rows, mw_column_get_id (self->column));
  self->counting = dex_future_finally (
    mw_work_run ("count", mw_value_counts_run, mw_value_counts_ref (self->counts), mw_value_counts_unref),
    on_counted, self, NULL);
}

static GtkEntry *
new_entry (GtkGrid *grid, int row, const char *title)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, entry, 1, row, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (mw_day_button_new (GTK_EDITABLE (entry))), 2, row, 1, 1);
  return GTK_ENTRY (entry);
}

static void
build (MwFilterForm *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->between = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->between, 6);
  gtk_grid_set_column_spacing (self->between, 9);
  self->from = new_entry (self->between, 0, _ ("_From"));
  self->to = new_entry (self->between, 1, _ ("_To"));
  self->words = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_activates_default (self->words, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->words), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->words), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Words"),
                                  -1);
  self->checks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->checks));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "nothing");
  gtk_stack_add_named (self->stack, scrolled, "checks");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->words), "words");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->between), "between");
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_max_width_chars (self->error, 30);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
}

static void
show_filter (MwFilterForm *self, const MwRowFilter *filter)
{
  GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->checks));

  for (guint i = 0; i < self->ways->len; i++)
    {
      const Way *way = &g_array_index (self->ways, Way, i);

      if (way->kind == filter->kind && way->period == filter->period)
        gtk_drop_down_set_selected (self->how, i);
    }
  if (filter->kind == MW_ROW_FILTER_CONTAINS)
    gtk_editable_set_text (GTK_EDITABLE (self->words), filter->values[0]);
  else if (filter->kind != MW_ROW_FILTER_ONE_OF && g_strv_length (filter->values) == 2)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->from), filter->values[0]);
      gtk_editable_set_text (GTK_EDITABLE (self->to), filter->values[1]);
    }
  for (guint i = 0; filter->kind == MW_ROW_FILTER_ONE_OF && check && i < self->ids->len; i++)
    {
      gtk_check_button_set_active (
        GTK_CHECK_BUTTON (check),
        g_strv_contains ((const char *const *) filter->values, self->ids->pdata[i]));
      check = gtk_widget_get_next_sibling (check);
    }
}

static void
mw_filter_form_dispose (GObject *object)
{
  MwFilterForm *self = MW_FILTER_FORM (object);

  dex_clear (&self->counting);
  g_clear_pointer (&self->counts, mw_value_counts_unref);
  g_clear_object (&self->column);
  g_clear_pointer (&self->ways, g_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  G_OBJECT_CLASS (mw_filter_form_parent_class)->dispose (object);
}

static void
mw_filter_form_class_init (MwFilterFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_filter_form_dispose;
}

static void
mw_filter_form_init (MwFilterForm *self)
{
  self->ways = g_array_new (FALSE, FALSE, sizeof (Way));
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  build (self);
}

/**
 * mw_filter_form_new:
 * @column: what to filter by
 * @rows: in which its values are counted
 * @filter: (nullable): what it shows at first
 *
 * Returns: (transfer floating): the form
 */
MwFilterForm *
mw_filter_form_new (MwColumn *column, MwGeneration *rows, const MwRowFilter *filter)
{
  MwFilterForm *self = g_object_new (MW_TYPE_FILTER_FORM, NULL);
  const MwField *field = mw_column_get_field (column);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->column = g_object_ref (column);
  find_ways (self, field);
  add_checks (self, field);
  if (self->ids->len > 0)
    count_values (self, rows);
  for (guint i = 0; i < self->ways->len; i++)
    gtk_string_list_append (titles, get_way_title (&g_array_index (self->ways, Way, i)));
  self->how = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (titles)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->how), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind of filter"), -1);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->how));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->error));
  g_signal_connect_object (self->how, "notify::selected", G_CALLBACK (on_how), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->words, "changed", G_CALLBACK (hide_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from, "changed", G_CALLBACK (hide_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to, "changed", G_CALLBACK (hide_error), self, G_CONNECT_SWAPPED);
  if (filter)
    show_filter (self, filter);
  on_how (self);
  return self;
}

static char *
dup_typed (GtkEntry *entry)
{
  return mw_text_strip (gtk_editable_get_text (GTK_EDITABLE (entry)), NULL);
}

/* As it is stored, or as people here write it: "1.204,50". NULL: no number. */
static char *
dup_number (GtkEntry *entry)
{
  g_autofree char *typed = dup_typed (entry);
  const struct lconv *here = localeconv ();
  char decimal = here->decimal_point[0] ? here->decimal_point[0] : '.';

  if (!*typed || (decimal == '.' && mw_decimal_is_valid (typed)))
    return g_steal_pointer (&typed);
  return mw_decimal_from_written (typed, decimal, *here->thousands_sep ? here->thousands_sep : NULL);
}

static char **
dup_checked (MwFilterForm *self)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->checks));

  for (guint i = 0; check && i < self->ids->len; i++)
    {
      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        g_strv_builder_add (values, self->ids->pdata[i]);
      check = gtk_widget_get_next_sibling (check);
    }
  return g_strv_builder_end (values);
}

static char **
dup_values (MwFilterForm *self, const Way *way)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  gboolean days = asks_for_days (way);

  if (way->kind == MW_ROW_FILTER_ONE_OF)
    return dup_checked (self);
  if (way->kind == MW_ROW_FILTER_CONTAINS)
    g_strv_builder_take (values, dup_typed (self->words));
  else if (days || way->kind == MW_ROW_FILTER_NUMBERS)
    {
      g_autofree char *from = days ? dup_typed (self->from) : dup_number (self->from);
      g_autofree char *to = days ? dup_typed (self->to) : dup_number (self->to);

      if (!from || !to)
        return NULL;
      g_strv_builder_add (values, from);
      g_strv_builder_add (values, to);
    }
  return g_strv_builder_end (values);
}

static const char *
get_error (const Way *way)
{
  if (way->kind == MW_ROW_FILTER_ONE_OF)
    return _ ("Choose at least one.");
  if (way->kind == MW_ROW_FILTER_CONTAINS)
    return _ ("Type what it must contain.");
  if (asks_for_days (way))
    return _ ("Type at least one day as year, month and day: 2026-01-31.");
  return _ ("Type at least one number.");
}

/**
 * mw_filter_form_dup_filter:
 * @self: the form
 *
 * Returns: (transfer full) (nullable): the filter; %NULL when something is missing, which the form then says
 */
MwRowFilter *
mw_filter_form_dup_filter (MwFilterForm *self)
{
  const Way *way = get_way (self);
  g_auto (GStrv) values = dup_values (self, way);
  MwRowFilter *filter = values ? mw_row_filter_new (way->kind, mw_column_get_id (self->column), way->period,
                                                    (const char *const *) values)
                               : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->error), filter == NULL);
  if (!filter)
    {
      gtk_label_set_text (self->error, get_error (way));
      gtk_accessible_announce (GTK_ACCESSIBLE (self), get_error (way),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  return filter;
}
