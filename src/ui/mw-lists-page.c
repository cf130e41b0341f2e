/* mw-lists-page.c: a page of the connect dialog: which list of a system is which of our kinds of records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-lists-page.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-list-items.h"
#include "mw-main-fiber.h"
#include "mw-pick-row.h"
#include "mw-proposal-reason.h"
#include "mw-text.h"

/* What is chosen for one kind of records. */
typedef struct
{
  MwListsPage *page;
  MwEntity *entity;
  MwPickRow *row;       /* of the list box */
  MwProposal *proposal; /* or NULL: not here, or not known yet */
  gboolean is_own;      /* the user picked it */
  DexFuture *run;       /* looks at the list; dropping it cancels */
} Choice;

struct _MwListsPage
{
  AdwNavigationPage parent_instance;

  MwExploration *exploration;
  GPtrArray *choices; /* (element-type Choice): in the model's order */
  DexFuture *adding;

  GtkLabel *intro;
  GtkListBox *rows;
  AdwPreferencesGroup *more_group;
  AdwEntryRow *more;
  MwAdviceView *advice_view;
  GtkLabel *why;
  GtkButton *go_on;
};

G_DEFINE_FINAL_TYPE (MwListsPage, mw_lists_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_GO_ON,
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  dex_clear (&choice->run);
  g_clear_pointer (&choice->proposal, mw_proposal_unref);
  g_clear_object (&choice->entity);
  g_free (choice);
}

/* Why the button cannot be pressed; NULL: it can. */
static char *
dup_obstacle (MwListsPage *self)
{
  gboolean any = FALSE;

  if (self->adding)
    return g_strdup (_ ("The new list is being read."));
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = self->choices->pdata[i];

      if (choice->run)
        return g_strdup_printf (_ ("%s: the first records are being read."),
                                mw_entity_get_title (choice->entity));
      if (mw_pick_row_get_mark (choice->row) == MW_PICK_MARK_WRONG)
        return g_strdup_printf (_ ("%s: this list cannot be used. Pick another one, or “Not here”."),
                                mw_entity_get_title (choice->entity));
      any = any || choice->proposal;
    }
  return any ? NULL : g_strdup (_ ("Pick at least one list."));
}

static void
update (MwListsPage *self)
{
  g_autofree char *obstacle = dup_obstacle (self);

  gtk_label_set_text (self->why, obstacle ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), obstacle != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->go_on), obstacle == NULL);
}

static void
show_proposal (Choice *choice)
{
  g_autofree char *reason = NULL;
  g_autofree char *count = NULL;
  g_autofree char *note = NULL;
  gboolean is_unsure;

  if (!choice->proposal)
    {
      mw_pick_row_set_note (choice->row, MW_PICK_MARK_NONE, NULL);
      return;
    }
  reason = mw_proposal_dup_reason (choice->proposal);
  count = mw_list_items_dup_count (choice->proposal->list);
  note = g_strjoin (" · ", count, reason, NULL);
  is_unsure = !choice->is_own && mw_proposal_get_confidence (choice->proposal) == MW_CONFIDENCE_GUESS;
  mw_pick_row_set_note (choice->row, is_unsure ? MW_PICK_MARK_UNSURE : MW_PICK_MARK_NONE, note);
}

static void
set_proposal (Choice *choice, MwProposal *proposal)
{
  g_clear_pointer (&choice->proposal, mw_proposal_unref);
  choice->proposal = proposal ? mw_proposal_ref (proposal) : NULL;
}

static DexFuture *
on_proposed (DexFuture *future, gpointer data)
{
  Choice *choice = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  dex_clear (&choice->run);
  if (value)
    {
      set_proposal (choice, g_value_get_boxed (value));
      show_proposal (choice);
    }
  else
    {
      g_autoptr (MwAdvice) advice = mw_exploration_dup_advice (choice->page->exploration, error);

      mw_pick_row_set_note (choice->row, MW_PICK_MARK_WRONG, advice->title);
      mw_announce (choice->page, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  update (choice->page);
  return dex_future_new_true ();
}

static void
on_picked (Choice *choice)
{
  MwListsPage *self = choice->page;
  const char *id = mw_pick_row_get_id (choice->row);
  MwSurveyList *list = id ? mw_survey_find_list (mw_exploration_get_survey (self->exploration), id) : NULL;

  dex_clear (&choice->run);
  choice->is_own = TRUE;
  set_proposal (choice, NULL);
  show_proposal (choice);
  if (list)
    {
      mw_pick_row_set_note (choice->row, MW_PICK_MARK_BUSY, _ ("Its first records are being read…"));
      choice->run = dex_future_finally (mw_exploration_propose (self->exploration, choice->entity, list),
                                        on_proposed, choice, NULL);
    }
  update (self);
}

static void
add_choices (MwListsPage *self, MwModel *model)
{
  for (guint i = self->choices->len; i < mw_model_get_n_entities (model); i++)
    {
      Choice *choice = g_new0 (Choice, 1);

      choice->page = self;
      choice->entity = g_object_ref (mw_model_get_entity (model, i));
      choice->row = mw_pick_row_new (mw_entity_get_title (choice->entity));
      g_signal_connect_swapped (choice->row, "picked", G_CALLBACK (on_picked), choice);
      gtk_list_box_append (self->rows, GTK_WIDGET (choice->row));
      g_ptr_array_add (self->choices, choice);
    }
}

typedef struct
{
  MwListsPage *page;
  MwExploration *exploration;
} Fill;

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  g_object_unref (fill->page);
  g_object_unref (fill->exploration);
  g_free (fill);
}

static MwProposal *
find_proposal (GPtrArray *proposals, MwEntity *entity)
{
  for (guint i = 0; i < proposals->len; i++)
    if (((MwProposal *) proposals->pdata[i])->entity == entity)
      return proposals->pdata[i];
  return NULL;
}

/* Fields that the user has picked for the same list before. */
static void
keep_fields (const MwProposal *before, MwProposal *now)
{
  if (before == now || !g_str_equal (before->list->id, now->list->id))
    return;
  for (guint i = 0; i < mw_entity_get_n_fields (now->entity); i++)
    {
      MwSurveyField *field = before->fields[i]
                               ? mw_survey_list_find_field (now->list, before->fields[i]->path)
                               : NULL;

      if (field != now->fields[i] && (field || !before->fields[i]))
        mw_proposal_set_field (now, i, field);
    }
}

/* What the user picked before stands, where it is still there; else what is proposed. */
static MwProposal *
decide (Fill *fill, Choice *choice, GPtrArray *chosen, MwMainFiber *fiber)
{
  MwProposal *proposed = find_proposal (chosen, choice->entity);
  const char *id = choice->proposal ? choice->proposal->list->id : NULL;
  MwSurveyList *list;
  MwProposal *own;

  if (!choice->is_own || (proposed && g_strcmp0 (proposed->list->id, id) == 0))
    return proposed ? mw_proposal_ref (proposed) : NULL;
  if (!id)
    return NULL;
  list = mw_survey_find_list (mw_exploration_get_survey (fill->exploration), id);
  own = list
          ? dex_await_boxed (
              mw_main_until (mw_exploration_propose (fill->exploration, choice->entity, list), fiber), NULL)
          : NULL;
  choice->is_own = own != NULL;
  return own || !proposed ? own : mw_proposal_ref (proposed);
}

static gboolean
fill_choice (Fill *fill,
             Choice *choice,
             GPtrArray *chosen,
             MwListItems *items,
             MwMainFiber *fiber,
             GError **error)
{
  g_autoptr (GPtrArray) ranked = dex_await_boxed (
    mw_main_until (mw_exploration_rank (fill->exploration, choice->entity), fiber), error);
  g_autoptr (MwProposal) proposal = NULL;
  g_autoptr (GListModel) model = NULL;

  if (!ranked)
    return FALSE;
  dex_clear (&choice->run);
  proposal = decide (fill, choice, chosen, fiber);
  if (proposal && choice->proposal)
    keep_fields (choice->proposal, proposal);
  set_proposal (choice, proposal);
  model = mw_list_items_dup_model (items, ranked);
  mw_pick_row_set_items (choice->row, model, proposal ? proposal->list->id : NULL);
  show_proposal (choice);
  return TRUE;
}

static void
show_intro (MwListsPage *self, MwSurvey *survey, guint n_proposed)
{
  guint n_lists = mw_survey_get_n_lists (survey);
  g_autofree char *found = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u list was found.", "%u lists were found.", n_lists), n_lists);
  g_autofree char *text = g_strjoin (
    " ", found,
    n_proposed > 0
      ? _ (
          "Look at what Millwright proposes, and change what is not right. What the system does not have, or "
          "you do not need, is “Not here”.")
      : _ ("None of them looks like one that Millwright knows. Pick those that you know."),
    NULL);

  gtk_label_set_text (self->intro, text);
}

static DexFuture *
fill_fiber (MwMainFiber *fiber, gpointer data)
{
  Fill *fill = data;
  MwListsPage *self = fill->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwListItems) items = NULL;
  g_autoptr (GPtrArray)
    chosen = dex_await_boxed (mw_main_until (mw_exploration_choose (fill->exploration), fiber), &error);

  if (!chosen)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_set_object (&self->exploration, fill->exploration);
  items = mw_list_items_new (mw_exploration_get_survey (fill->exploration));
  add_choices (self, mw_survey_get_model (mw_exploration_get_survey (fill->exploration)));
  for (guint i = 0; i < self->choices->len; i++)
    if (!fill_choice (fill, self->choices->pdata[i], chosen, items, fiber, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  gtk_widget_set_visible (GTK_WIDGET (self->more_group),
                          mw_exploration_get_addresses (fill->exploration) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), FALSE);
  show_intro (self, mw_exploration_get_survey (fill->exploration), chosen->len);
  update (self);
  return dex_future_new_true ();
}

static void
show_advice (MwListsPage *self, const GError *error)
{
  g_autoptr (MwAdvice) advice = mw_exploration_dup_advice (self->exploration, error);

  mw_advice_view_set (self->advice_view, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "error");
  mw_announce (self, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static DexFuture *
on_added (DexFuture *future, gpointer data)
{
  MwListsPage *self = data;
  g_autoptr (GError) error = NULL;

  dex_clear (&self->adding);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rows), TRUE);
  gtk_editable_set_editable (GTK_EDITABLE (self->more), TRUE);
  if (dex_future_get_value (future, &error))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->more), "");
      /* An empty one has nothing to apply, which the row does not know. */
      adw_entry_row_set_show_apply_button (self->more, FALSE);
      adw_entry_row_set_show_apply_button (self->more, TRUE);
      mw_announce (self, gtk_label_get_text (self->intro), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else
    show_advice (self, error);
  update (self);
  return dex_future_new_true ();
}

static DexFuture *
fill_again (DexFuture *future, gpointer data)
{
  MwListsPage *self = data;

  return mw_lists_page_fill (self, self->exploration);
}

static void
on_more (MwListsPage *self)
{
  const MwListAddresses *before = mw_exploration_get_addresses (self->exploration);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwListAddresses)
    addresses = mw_list_addresses_add (before, gtk_editable_get_text (GTK_EDITABLE (self->more)), &error);
  DexFuture *added;

  if (self->adding)
    return;
  if (!addresses)
    {
      show_advice (self, error);
      return;
    }
  if (!g_str_equal (addresses->base, before->base))
    {
      g_signal_emit (self, signals[SIGNAL_MOVED], 0, addresses);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->rows), FALSE);
  /* Not insensitive: it has the focus. */
  gtk_editable_set_editable (GTK_EDITABLE (self->more), FALSE);
  added = dex_future_then (mw_exploration_add_lists (self->exploration, addresses), fill_again, self, NULL);
  self->adding = dex_future_finally (added, on_added, self, NULL);
  update (self);
}

static void
on_more_changed (MwListsPage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->more), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), FALSE);
}

static void
on_go_on (MwListsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_GO_ON], 0);
}

static void
mw_lists_page_dispose (GObject *object)
{
  MwListsPage *self = MW_LISTS_PAGE (object);

  dex_clear (&self->adding);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->exploration);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_LISTS_PAGE);
  G_OBJECT_CLASS (mw_lists_page_parent_class)->dispose (object);
}

static void
mw_lists_page_class_init (MwListsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_lists_page_dispose;
  signals[SIGNAL_GO_ON] = g_signal_new ("go-on", MW_TYPE_LISTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", MW_TYPE_LISTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-lists-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwListsPage, intro);
  gtk_widget_class_bind_template_child (widget_class, MwListsPage, rows);
  gtk_widget_class_bind_template_child (widget_class, MwListsPage, more_group);
  gtk_widget_class_bind_template_child (widget_class, MwListsPage, more);
  gtk_widget_class_bind_template_child (widget_class, MwListsPage, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwListsPage, why);
  gtk_widget_class_bind_template_child (widget_class, MwListsPage, go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_bind_template_callback (widget_class, on_more_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on);
}

static void
mw_lists_page_init (MwListsPage *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_lists_page_fill:
 * @self: the page
 * @exploration: one that has run
 *
 * Proposes a list for each of our kinds of records. What the user picked before is kept, where it is there.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_lists_page_fill (MwListsPage *self, MwExploration *exploration)
{
  Fill *fill = g_new0 (Fill, 1);

  fill->page = g_object_ref (self);
  fill->exploration = g_object_ref (exploration);
  return mw_main_fiber_spawn (fill_fiber, fill, fill_free);
}

void
mw_lists_page_clear (MwListsPage *self)
{
  dex_clear (&self->adding);
  gtk_list_box_remove_all (self->rows);
  g_ptr_array_set_size (self->choices, 0);
  g_clear_object (&self->exploration);
}

/**
 * mw_lists_page_dup_proposals:
 * @self: the page
 *
 * Returns: (transfer container) (element-type MwProposal): what is chosen
 */
GPtrArray *
mw_lists_page_dup_proposals (MwListsPage *self)
{
  GPtrArray *proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_unref);

  for (guint i = 0; i < self->choices->len; i++)
    if (((Choice *) self->choices->pdata[i])->proposal)
      g_ptr_array_add (proposals, mw_proposal_ref (((Choice *) self->choices->pdata[i])->proposal));
  return proposals;
}

/**
 * mw_lists_page_pick:
 * @self: the page
 * @entity: id of one of our kinds of records
 * @list: (nullable): id of a list; %NULL for “Not here”
 *
 * Picks @list, as the user does it.
 */
void
mw_lists_page_pick (MwListsPage *self, const char *entity, const char *list)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = self->choices->pdata[i];

      if (g_str_equal (mw_entity_get_id (choice->entity), entity))
        mw_pick_row_pick (choice->row, list);
    }
}

/**
 * mw_lists_page_add:
 * @self: the page
 * @address: of a list
 *
 * Pastes @address and presses Enter.
 */
void
mw_lists_page_add (MwListsPage *self, const char *address)
{
  gtk_editable_set_text (GTK_EDITABLE (self->more), address);
  on_more (self);
}
