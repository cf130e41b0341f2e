/* mw-setup-flow.c: leads from the form of a general interface to a system file of the user's, page by page
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-setup-flow.h"

#include "mw-fields-page.h"

struct _MwSetupFlow
{
  GObject parent_instance;

  MwEngine *engine;
  MwDraft *draft;
  MwSetupPages pages;
  MwExploration *running;  /* that runs, or stopped */
  MwExploration *explored; /* that the lists page shows */
  MwListAddresses *added;  /* more than the form says, or NULL */
  char *typed;             /* the addresses in the form that @added belongs to */
  gboolean is_current;     /* the form is as it was when it was explored */
  GPtrArray *proposals;    /* (element-type MwProposal) */
  DexFuture *run;          /* dropping it cancels */
  MwSetupState state;
};

G_DEFINE_FINAL_TYPE (MwSetupFlow, mw_setup_flow, G_TYPE_OBJECT)

enum
{
  SIGNAL_STATE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (MwSetupFlow *self, MwSetupState state)
{
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

/* In the place of the steps, which are no page to go back to; and of the lists that were there before. */
static void
show_lists (MwSetupFlow *self)
{
  g_autoptr (GListModel) stack = adw_navigation_view_get_navigation_stack (self->pages.view);
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (stack); i++)
    {
      g_autoptr (AdwNavigationPage) page = g_list_model_get_item (stack, i);

      if (page == ADW_NAVIGATION_PAGE (self->pages.lists))
        break;
      if (page != ADW_NAVIGATION_PAGE (self->pages.ladder))
        g_ptr_array_add (pages, page);
    }
  g_ptr_array_add (pages, self->pages.lists);
  adw_navigation_view_replace (self->pages.view, (AdwNavigationPage **) pages->pdata, (int) pages->len);
}

static void
set_added (MwSetupFlow *self, const MwListAddresses *addresses)
{
  g_clear_pointer (&self->added, mw_list_addresses_free);
  self->added = addresses ? mw_list_addresses_copy (addresses) : NULL;
}

static DexFuture *
on_explored (DexFuture *future, gpointer data)
{
  MwSetupFlow *self = data;
  g_autoptr (GError) error = NULL;

  if (!dex_future_get_value (future, &error))
    {
      mw_ladder_page_show_error (self->pages.ladder, error);
      set_state (self, MW_SETUP_FAILED);
      return dex_future_new_true ();
    }
  g_set_object (&self->explored, self->running);
  self->is_current = TRUE;
  show_lists (self);
  set_state (self, MW_SETUP_CHOOSING);
  return dex_future_new_true ();
}

static DexFuture *
fill_lists (DexFuture *future, gpointer data)
{
  MwSetupFlow *self = data;

  return mw_lists_page_fill (self->pages.lists, self->running);
}

static char *
dup_typed (MwSetupFlow *self)
{
  const char *field = mw_system_get_address_field (mw_draft_get_system (self->draft));
  const char *address = field ? mw_draft_get_value (self->draft, field) : NULL;
  const char *lists = mw_draft_get_value (self->draft, MW_EXPLORATION_LISTS);

  return g_strjoin ("\n", address ? address : "", lists ? lists : "", NULL);
}

/* Lists that were added stay, until another address is typed. */
static void
keep_added (MwSetupFlow *self)
{
  g_autofree char *typed = dup_typed (self);

  if (g_strcmp0 (self->typed, typed) != 0)
    g_clear_pointer (&self->added, mw_list_addresses_free);
  g_set_str (&self->typed, typed);
}

static void
explore (MwSetupFlow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages.view);
  DexFuture *run;

  dex_clear (&self->run);
  g_clear_object (&self->running);
  self->running = mw_exploration_new (self->engine, self->draft);
  keep_added (self);
  if (self->added)
    mw_exploration_set_addresses (self->running, self->added);
  run = mw_exploration_run (self->running);
  mw_ladder_page_show_exploring (self->pages.ladder, self->running, self->draft);
  if (page != ADW_NAVIGATION_PAGE (self->pages.ladder))
    adw_navigation_view_push (self->pages.view, ADW_NAVIGATION_PAGE (self->pages.ladder));
  set_state (self, MW_SETUP_EXPLORING);
  self->run = dex_future_finally (dex_future_then (run, fill_lists, self, NULL), on_explored, self, NULL);
}

/* A list somewhere else on the same server: the address of all of them becomes another one. */
static void
on_moved (MwSetupFlow *self, const MwListAddresses *addresses)
{
  set_added (self, addresses);
  explore (self);
}

static void
show_end (MwSetupFlow *self)
{
  mw_new_system_page_fill (self->pages.end, self->explored, self->proposals);
  adw_navigation_view_push (self->pages.view, ADW_NAVIGATION_PAGE (self->pages.end));
}

static void on_next (MwSetupFlow *self, MwFieldsPage *page);

static void
show_fields (MwSetupFlow *self, guint position)
{
  MwFieldsPage *page;

  if (position >= self->proposals->len)
    {
      show_end (self);
      return;
    }
  page = mw_fields_page_new (self->proposals->pdata[position], position, self->proposals->len);
  g_signal_connect_object (page, "next", G_CALLBACK (on_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "end", G_CALLBACK (show_end), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages.view, ADW_NAVIGATION_PAGE (page));
}

static void
on_next (MwSetupFlow *self, MwFieldsPage *page)
{
  show_fields (self, mw_fields_page_get_position (page) + 1);
}

static void
on_lists_chosen (MwSetupFlow *self)
{
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  self->proposals = mw_lists_page_dup_proposals (self->pages.lists);
  show_fields (self, 0);
}

static void
mw_setup_flow_dispose (GObject *object)
{
  MwSetupFlow *self = MW_SETUP_FLOW (object);

  dex_clear (&self->run);
  g_clear_object (&self->engine);
  g_clear_object (&self->draft);
  g_clear_object (&self->running);
  g_clear_object (&self->explored);
  g_clear_pointer (&self->added, mw_list_addresses_free);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_pointer (&self->typed, g_free);
  G_OBJECT_CLASS (mw_setup_flow_parent_class)->dispose (object);
}

static void
mw_setup_flow_class_init (MwSetupFlowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_setup_flow_dispose;
  signals[SIGNAL_STATE_CHANGED] = g_signal_new ("state-changed", MW_TYPE_SETUP_FLOW, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mw_setup_flow_init (MwSetupFlow *self)
{
}

/**
 * mw_setup_flow_new:
 * @engine: a loaded engine
 * @draft: of a general interface; the form fills it in
 * @pages: the pages
 *
 * Returns: (transfer full): a flow that stands at the form
 */
MwSetupFlow *
mw_setup_flow_new (MwEngine *engine, MwDraft *draft, const MwSetupPages *pages)
{
  MwSetupFlow *self = g_object_new (MW_TYPE_SETUP_FLOW, NULL);

  self->engine = g_object_ref (engine);
  self->draft = g_object_ref (draft);
  self->pages = *pages;
  mw_lists_page_clear (pages->lists);
  mw_new_system_page_clear (pages->end);
  g_signal_connect_object (pages->lists, "go-on", G_CALLBACK (on_lists_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pages->lists, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * mw_setup_flow_start:
 * @self: the flow
 *
 * Signs in and looks for the lists. Where the form is as it was before, nothing is sent again.
 */
void
mw_setup_flow_start (MwSetupFlow *self)
{
  if (!self->is_current)
    {
      explore (self);
      return;
    }
  show_lists (self);
  set_state (self, MW_SETUP_CHOOSING);
}

void
mw_setup_flow_again (MwSetupFlow *self)
{
  explore (self);
}

/**
 * mw_setup_flow_forget:
 * @self: the flow
 *
 * What was found is of another form. What the user picked stands, as far as it is found again.
 */
void
mw_setup_flow_forget (MwSetupFlow *self)
{
  if (self->explored)
    set_added (self, mw_exploration_get_addresses (self->explored));
  self->is_current = FALSE;
}

/**
 * mw_setup_flow_stop:
 * @self: the flow
 *
 * Cancels what runs.
 */
void
mw_setup_flow_stop (MwSetupFlow *self)
{
  gboolean was_running = self->state == MW_SETUP_EXPLORING || self->state == MW_SETUP_FAILED;

  dex_clear (&self->run);
  if (was_running)
    set_state (self, self->explored && self->is_current ? MW_SETUP_CHOOSING : MW_SETUP_IDLE);
}

MwSetupState
mw_setup_flow_get_state (MwSetupFlow *self)
{
  return self->state;
}
