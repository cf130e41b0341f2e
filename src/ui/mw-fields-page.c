/* mw-fields-page.c: a page of the connect dialog: which field of a list is which of our columns
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-fields-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-date.h"
#include "mw-pick-row.h"
#include "mw-proposal-reason.h"
#include "mw-text.h"

#define MAX_SAMPLES   2 /* of a field, that are shown */
#define SAMPLE_LENGTH 40

struct _MwFieldsPage
{
  AdwNavigationPage parent_instance;

  MwProposal *proposal;
  guint position;
  GListStore *items; /* of the list's fields */
  GPtrArray *rows;   /* (element-type MwPickRow) (nullable): by position of the entity's field */

  AdwWindowTitle *heading;
  GtkLabel *intro;
  AdwPreferencesGroup *first;
  AdwPreferencesGroup *more;
  GtkWidget *show_rest;
  GtkWidget *why;
  GtkWidget *end;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (MwFieldsPage, mw_fields_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_NEXT,
  SIGNAL_END,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Where in the entity a row's field stands. */
static GQuark
position_quark (void)
{
  return g_quark_from_static_string ("mw-fields-page-position");
}

/* The text of an enumeration as the system sends it comes with it; lists and fields of the company's own are
 * no one field. */
static gboolean
is_picked_for (MwEntity *entity, guint position)
{
  const MwField *field = mw_entity_get_field (entity, position);

  if (field->type == MW_FIELD_TYPE_JSON)
    return FALSE;
  return field->pair < 0 || !g_str_has_suffix (field->id, "_raw") ||
         mw_entity_get_field (entity, (guint) field->pair)->type != MW_FIELD_TYPE_ENUM;
}

/* What OData 2 sends is no date for people. */
static char *
dup_sample (const char *sample)
{
  g_autofree char *day = g_str_has_prefix (sample, "/Date(") ? mw_date_normalize (sample, MW_DATE_DAY, NULL)
                                                             : NULL;
  const char *text = day ? day : sample;

  return mw_text_for_cell (text, strlen (text), SAMPLE_LENGTH);
}

/* "4500000012 · 4500000013", or NULL. */
static char *
dup_samples (const MwSurveyField *field)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (field->samples->len, MAX_SAMPLES); i++)
    {
      g_autofree char *safe = dup_sample (field->samples->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", safe);
    }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static GListStore *
create_items (MwSurveyList *list)
{
  GListStore *items = g_list_store_new (MW_TYPE_PICK_ITEM);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (all, mw_pick_item_new (_ ("Not there"), NULL, NULL));
  for (guint i = 0; i < list->fields->len; i++)
    {
      const MwSurveyField *field = list->fields->pdata[i];
      g_autofree char *samples = dup_samples (field);
      gboolean is_named = field->label && !g_str_equal (field->label, field->path);
      const char *path = is_named ? field->path : NULL;
      g_autofree char *detail = samples ? g_strjoin (path ? " · " : "", path ? path : "", samples, NULL)
                                        : g_strdup (path);

      g_ptr_array_add (all, mw_pick_item_new (is_named ? field->label : field->path, detail, field->path));
    }
  g_list_store_splice (items, 0, 0, all->pdata, all->len);
  return items;
}

/* Below the title: what stands in the first records, and what somebody should look at. */
static void
show_note (MwFieldsPage *self, MwPickRow *row, guint position)
{
  const MwField *field = mw_entity_get_field (self->proposal->entity, position);
  const MwSurveyField *from = self->proposal->fields[position];
  g_autofree char *samples = from ? dup_samples (from) : NULL;
  g_autofree char *reason = NULL;
  g_autofree char *note = NULL;

  if (!from)
    {
      mw_pick_row_set_note (row, MW_PICK_MARK_NONE, field->description);
      return;
    }
  if (mw_proposal_get_field_confidence (self->proposal, position) == MW_CONFIDENCE_GUESS)
    reason = mw_proposal_dup_field_reason (self->proposal, position);
  note = g_strjoin (samples && reason ? "\n" : "", samples ? samples : "", reason ? reason : "", NULL);
  mw_pick_row_set_note (row, reason ? MW_PICK_MARK_UNSURE : MW_PICK_MARK_NONE,
                        *note ? note : _ ("Empty in the first records"));
}

static guint
count_unsure (MwFieldsPage *self)
{
  guint n_unsure = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (self->rows->pdata[i] && mw_pick_row_get_mark (self->rows->pdata[i]) == MW_PICK_MARK_UNSURE)
      n_unsure++;
  return n_unsure;
}

static void
update (MwFieldsPage *self)
{
  guint n_unsure = count_unsure (self);
  guint n_sampled = self->proposal->list->n_sampled;
  gboolean any = self->proposal->n_mapped > 0;
  const char *keyless = self->proposal->list->parent || self->proposal->list->keys[0]
                          ? NULL
                          : _ ("No field of this list tells two records apart: those that are alike in "
                               "everything become one row.");
  g_autofree char *sampled = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "The values below are from the first record of “%s”.",
                 "The values below are from the first %2$u records of “%1$s”.", n_sampled),
    self->proposal->list->title, n_sampled);
  g_autofree char *unsure = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Please look at %u column with a question mark.",
                 "Please look at %u columns with a question mark.", n_unsure),
    n_unsure);
  g_autofree char *text = g_strjoin (
    " ",
    n_sampled > 0 ? sampled : _ ("No record of this list was seen: only the names of its fields are known."),
    n_unsure > 0 ? unsure : keyless, n_unsure > 0 ? keyless : NULL, NULL);

  gtk_label_set_text (self->intro, text);
  gtk_widget_set_visible (self->why, !any);
  gtk_widget_set_sensitive (self->next, any);
  gtk_widget_set_sensitive (self->end, any);
}

static guint
get_row_position (MwPickRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (row), position_quark ()));
}

static void
on_picked (MwFieldsPage *self, MwPickRow *row)
{
  guint position = get_row_position (row);
  const char *path = mw_pick_row_get_id (row);
  MwSurveyField *field = path ? mw_survey_list_find_field (self->proposal->list, path) : NULL;

  mw_proposal_set_field (self->proposal, position, field);
  show_note (self, row, position);
  update (self);
}

static void
add_row (MwFieldsPage *self, AdwPreferencesGroup *group, guint position)
{
  const MwField *field = mw_entity_get_field (self->proposal->entity, position);
  const MwSurveyField *from = self->proposal->fields[position];
  MwPickRow *row = mw_pick_row_new (field->title);

  g_object_set_qdata (G_OBJECT (row), position_quark (), GUINT_TO_POINTER (position));
  mw_pick_row_set_items (row, G_LIST_MODEL (self->items), from ? from->path : NULL);
  show_note (self, row, position);
  g_signal_connect_object (row, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  self->rows->pdata[position] = row;
}

static void
show_rest (MwFieldsPage *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    if (!self->rows->pdata[i] && is_picked_for (self->proposal->entity, i))
      {
        add_row (self, self->more, i);
        first = first ? first : self->rows->pdata[i];
      }
  gtk_widget_set_visible (GTK_WIDGET (self->more), TRUE);
  gtk_widget_set_visible (self->show_rest, FALSE);
  if (first)
    gtk_widget_grab_focus (first);
}

/* What is shown first and what was found; the others when they are asked for. */
static void
add_rows (MwFieldsPage *self)
{
  MwEntity *entity = self->proposal->entity;
  gboolean any = FALSE;
  gboolean all = TRUE;

  for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
    {
      gboolean is_default = mw_entity_get_field (entity, i)->is_default;

      if (!is_picked_for (entity, i))
        continue;
      if (is_default || self->proposal->fields[i])
        add_row (self, is_default ? self->first : self->more, i);
      all = all && self->rows->pdata[i];
      any = any || (!is_default && self->rows->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more), any);
  gtk_widget_set_visible (self->show_rest, !all);
}

static void
on_next (MwFieldsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

static void
on_end (MwFieldsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_END], 0);
}

static void
mw_fields_page_dispose (GObject *object)
{
  MwFieldsPage *self = MW_FIELDS_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->items);
  g_clear_pointer (&self->proposal, mw_proposal_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_FIELDS_PAGE);
  G_OBJECT_CLASS (mw_fields_page_parent_class)->dispose (object);
}

static void
mw_fields_page_class_init (MwFieldsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_fields_page_dispose;
  signals[SIGNAL_NEXT] = g_signal_new ("next", MW_TYPE_FIELDS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_END] = g_signal_new ("end", MW_TYPE_FIELDS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-fields-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, intro);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, first);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, more);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, show_rest);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, why);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, end);
  gtk_widget_class_bind_template_child (widget_class, MwFieldsPage, next);
  gtk_widget_class_bind_template_callback (widget_class, show_rest);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_end);
}

static void
mw_fields_page_init (MwFieldsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_fields_page_new:
 * @proposal: what is proposed; what the user picks goes into it
 * @position: of the page, from 0
 * @n_pages: how many such pages there are
 *
 * Returns: (transfer floating): a page with a row for each column of the entity
 */
MwFieldsPage *
mw_fields_page_new (MwProposal *proposal, guint position, guint n_pages)
{
  MwFieldsPage *self = g_object_new (MW_TYPE_FIELDS_PAGE, "title", _ ("Which Field Is Which?"), NULL);
  g_autofree char *subtitle = g_strdup_printf (_ ("%s (%u of %u)"), mw_entity_get_title (proposal->entity),
                                               position + 1, n_pages);

  self->proposal = mw_proposal_ref (proposal);
  self->position = position;
  self->items = create_items (proposal->list);
  self->rows = g_ptr_array_new ();
  g_ptr_array_set_size (self->rows, (int) mw_entity_get_n_fields (proposal->entity));
  adw_window_title_set_title (self->heading, _ ("Which Field Is Which?"));
  adw_window_title_set_subtitle (self->heading, subtitle);
  gtk_widget_set_visible (self->end, position + 1 < n_pages);
  add_rows (self);
  update (self);
  return self;
}

guint
mw_fields_page_get_position (MwFieldsPage *self)
{
  return self->position;
}

/**
 * mw_fields_page_get_row:
 * @self: the page
 * @field: id of one of our columns
 *
 * Returns: (transfer none) (nullable): its row; %NULL while it is not shown
 */
GtkWidget *
mw_fields_page_get_row (MwFieldsPage *self, const char *field)
{
  int position = mw_entity_find_field (self->proposal->entity, field);

  return position >= 0 ? self->rows->pdata[position] : NULL;
}

/**
 * mw_fields_page_pick:
 * @self: the page
 * @field: id of one of our columns that is shown
 * @path: (nullable): of a field of the list
 *
 * Picks it, as the user does.
 */
void
mw_fields_page_pick (MwFieldsPage *self, const char *field, const char *path)
{
  GtkWidget *row = mw_fields_page_get_row (self, field);

  g_return_if_fail (row != NULL);
  mw_pick_row_pick (MW_PICK_ROW (row), path);
}
