/* mw-connect-dialog.c: the dialog that connects a system: choose it, fill in its form, watch the check
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-connect-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-choice-page.h"
#include "mw-consent-page.h"
#include "mw-form-page.h"
#include "mw-ladder-page.h"
#include "mw-lists-page.h"
#include "mw-load-page.h"
#include "mw-new-system-page.h"
#include "mw-recent-systems.h"
#include "mw-setup-flow.h"
#include "mw-system-page.h"

struct _MwConnectDialog
{
  AdwDialog parent_instance;

  MwEngine *engine;
  GHashTable *drafts;       /* MwSystem * → MwDraft: of each system that was looked at */
  MwDraft *draft;           /* of the one that is shown; the table's, or NULL */
  MwSetupFlow *flow;        /* of a general interface, or NULL */
  MwConnection *connection; /* of DONE */
  DexFuture *run;           /* of BUSY; dropping it cancels */
  MwConnectState state;
  MwSystem *asked; /* on the consent page */

  AdwNavigationView *view;
  MwSystemPage *system_page;
  MwConsentPage *consent_page;
  MwFormPage *form_page;
  MwListsPage *lists_page;
  MwNewSystemPage *new_system_page;
  MwLadderPage *ladder_page;
  MwLoadPage *load_page;
};

G_DEFINE_FINAL_TYPE (MwConnectDialog, mw_connect_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_CONNECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The only place where the state changes; what Escape does follows from it. */
static void
set_state (MwConnectDialog *self, MwConnectState state)
{
  MwConnectClosing closing;

  g_warn_if_fail (mw_connect_state_may_become (self->state, state));
  self->state = state;
  closing = mw_connect_state_get_closing (state, mw_form_page_is_typed (self->form_page));
  adw_dialog_set_can_close (ADW_DIALOG (self), closing == MW_CONNECT_CLOSES);
}

static void
update_form_state (MwConnectDialog *self)
{
  if (self->state != MW_CONNECT_DONE)
    set_state (self,
               self->draft && mw_form_page_is_ready (self->form_page) ? MW_CONNECT_READY : MW_CONNECT_IDLE);
}

static void
finish (MwConnectDialog *self)
{
  g_autoptr (MwConnectDialog) hold = g_object_ref (self);
  g_autoptr (MwConnection) connection = g_steal_pointer (&self->connection);

  adw_dialog_force_close (ADW_DIALOG (self));
  if (connection)
    g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, connection);
}

/* The demo plant is small, and nobody waits for it. */
static void
go_on (MwConnectDialog *self)
{
  if (mw_system_get_builtin (mw_connection_get_system (self->connection)) != NULL)
    {
      finish (self);
      return;
    }
  mw_load_page_set_connection (self->load_page, self->connection);
  adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (self->load_page));
}

static DexFuture *
on_ladder_ended (DexFuture *future, gpointer data)
{
  MwConnectDialog *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (!value)
    {
      set_state (self, MW_CONNECT_ERROR);
      mw_ladder_page_show_error (self->ladder_page, error);
      return dex_future_new_true ();
    }
  set_state (self, MW_CONNECT_DONE);
  g_set_object (&self->connection, g_value_get_object (value));
  mw_recent_systems_add (mw_connection_get_system (self->connection));
  if (!mw_ladder_page_show_done (self->ladder_page))
    go_on (self);
  return dex_future_new_true ();
}

/* When the answer is there, the steps are shown again. */
static DexFuture *
on_answered (DexFuture *future, gpointer data)
{
  MwConnectDialog *self = data;

  adw_navigation_view_pop_to_page (self->view, ADW_NAVIGATION_PAGE (self->ladder_page));
  return dex_ref (future);
}

/* A #MwChooseFunc: a page behind the steps. */
static DexFuture *
ask_choice (const MwChoice *choice, MwChosen *rows, gpointer data)
{
  MwConnectDialog *self = data;
  MwChoicePage *page = mw_choice_page_new (choice, rows);
  DexFuture *answer = mw_choice_page_wait (page);

  adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (page));
  return dex_future_then (answer, on_answered, self, NULL);
}

static void
climb (MwConnectDialog *self, MwLadder *ladder)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->view);

  dex_clear (&self->run);
  set_state (self, MW_CONNECT_BUSY);
  mw_ladder_set_choose (ladder, ask_choice, self);
  mw_ladder_page_show_running (self->ladder_page, ladder, mw_ladder_get_draft (ladder));
  if (page != ADW_NAVIGATION_PAGE (self->ladder_page))
    adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (self->ladder_page));
  self->run = dex_future_finally (mw_ladder_run (ladder), on_ladder_ended, self, NULL);
}

static void
run (MwConnectDialog *self)
{
  g_autoptr (MwLadder) ladder = NULL;

  if (self->flow)
    {
      mw_setup_flow_start (self->flow);
      return;
    }
  ladder = mw_ladder_new (self->engine, self->draft);
  climb (self, ladder);
}

static gboolean
is_exploring (MwConnectDialog *self)
{
  MwSetupState state = self->flow ? mw_setup_flow_get_state (self->flow) : MW_SETUP_IDLE;

  return state == MW_SETUP_EXPLORING || state == MW_SETUP_FAILED;
}

static void
on_again (MwConnectDialog *self)
{
  g_autoptr (MwLadder) ladder = NULL;

  if (is_exploring (self))
    {
      mw_setup_flow_again (self->flow);
      return;
    }
  mw_form_page_take_values (self->form_page);
  ladder = mw_ladder_new (self->engine, mw_ladder_page_get_draft (self->ladder_page));
  climb (self, ladder);
}

static void
on_cancel (MwConnectDialog *self)
{
  adw_navigation_view_pop (self->view);
}

static void
on_flow_changed (MwConnectDialog *self)
{
  static const MwConnectState states[] = {
    [MW_SETUP_EXPLORING] = MW_CONNECT_BUSY,
    [MW_SETUP_FAILED] = MW_CONNECT_ERROR,
    [MW_SETUP_CHOOSING] = MW_CONNECT_CHOOSING,
  };
  MwSetupState state = mw_setup_flow_get_state (self->flow);

  if (state == MW_SETUP_IDLE)
    update_form_state (self);
  else
    set_state (self, states[state]);
}

static void
on_form_changed (MwConnectDialog *self)
{
  if (self->flow)
    mw_setup_flow_forget (self->flow);
  update_form_state (self);
}

static void
on_to_form (MwConnectDialog *self, const char *field, const char *message)
{
  if (!adw_navigation_view_pop_to_page (self->view, ADW_NAVIGATION_PAGE (self->form_page)))
    adw_navigation_view_pop (self->view);
  if (message)
    mw_form_page_show_error (self->form_page, field, message);
}

/* Everything that was typed is still there. */
static void
on_switch_sign_in (MwConnectDialog *self, const char *id)
{
  on_to_form (self, NULL, NULL);
  mw_form_page_choose_sign_in (self->form_page, id);
}

/* Also when the user goes back with the button, the swipe or Alt+Left. A connection that exists is not
 * undone. */
static void
on_popped (MwConnectDialog *self, AdwNavigationPage *page)
{
  if (page == ADW_NAVIGATION_PAGE (self->lists_page))
    update_form_state (self);
  if (page != ADW_NAVIGATION_PAGE (self->ladder_page))
    return;
  dex_clear (&self->run);
  if (self->state == MW_CONNECT_DONE)
    finish (self);
  else if (is_exploring (self))
    mw_setup_flow_stop (self->flow);
  else if (self->flow)
    set_state (self, MW_CONNECT_CHOOSING);
  else
    update_form_state (self);
}

static void
on_close_answered (AdwAlertDialog *question, const char *answer, gpointer data)
{
  if (g_str_equal (answer, "close"))
    adw_dialog_force_close (ADW_DIALOG (data));
}

static void
ask_to_close (MwConnectDialog *self)
{
  AdwDialog *question = adw_alert_dialog_new (_ ("Close Without Connecting?"),
                                              _ ("What you typed is not kept."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "stay", _ ("_Go On Typing"), "close",
                                  _ ("_Close"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "stay");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "stay");
  adw_alert_dialog_set_prefer_wide_layout (ADW_ALERT_DIALOG (question), TRUE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "close", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (question, "response", G_CALLBACK (on_close_answered), self, G_CONNECT_DEFAULT);
  adw_dialog_present (question, GTK_WIDGET (self));
}

/* Escape or the close button while it would lose something or stop what runs: then back to the page that
 * started it. */
static void
on_close_attempt (MwConnectDialog *self)
{
  AdwNavigationPage *before = adw_navigation_view_get_previous_page (self->view,
                                                                     ADW_NAVIGATION_PAGE (self->ladder_page));

  if (self->state == MW_CONNECT_BUSY && before != NULL)
    adw_navigation_view_pop_to_page (self->view, before);
  else
    ask_to_close (self);
}

static void
on_closed (MwConnectDialog *self)
{
  g_autoptr (MwConnection) connection = g_steal_pointer (&self->connection);

  dex_clear (&self->run);
  if (self->flow)
    mw_setup_flow_stop (self->flow);
  if (connection)
    mw_load_page_take (self->load_page);
  if (connection)
    g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, connection);
}

static void
on_allowed (MwConnectDialog *self)
{
  g_autoptr (MwSystem) system = g_steal_pointer (&self->asked);

  adw_navigation_view_pop_to_page (self->view, ADW_NAVIGATION_PAGE (self->system_page));
  mw_connect_dialog_choose (self, system);
}

static void
mw_connect_dialog_dispose (GObject *object)
{
  MwConnectDialog *self = MW_CONNECT_DIALOG (object);

  dex_clear (&self->run);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_object (&self->flow);
  g_clear_object (&self->asked);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CONNECT_DIALOG);
  G_OBJECT_CLASS (mw_connect_dialog_parent_class)->dispose (object);
}

static void
mw_connect_dialog_class_init (MwConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_connect_dialog_dispose;
  signals[SIGNAL_CONNECTED] = g_signal_new ("connected", MW_TYPE_CONNECT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 1, MW_TYPE_CONNECTION);

  g_type_ensure (MW_TYPE_SYSTEM_PAGE);
  g_type_ensure (MW_TYPE_CONSENT_PAGE);
  g_type_ensure (MW_TYPE_FORM_PAGE);
  g_type_ensure (MW_TYPE_LISTS_PAGE);
  g_type_ensure (MW_TYPE_NEW_SYSTEM_PAGE);
  g_type_ensure (MW_TYPE_LADDER_PAGE);
  g_type_ensure (MW_TYPE_LOAD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, view);
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, system_page);
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, consent_page);
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, form_page);
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, lists_page);
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, new_system_page);
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, ladder_page);
  gtk_widget_class_bind_template_child (widget_class, MwConnectDialog, load_page);
  gtk_widget_class_bind_template_callback (widget_class, mw_connect_dialog_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed);
  gtk_widget_class_bind_template_callback (widget_class, run);
  gtk_widget_class_bind_template_callback (widget_class, climb);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, finish);
  gtk_widget_class_bind_template_callback (widget_class, go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_to_form);
  gtk_widget_class_bind_template_callback (widget_class, on_switch_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_popped);
  gtk_widget_class_bind_template_callback (widget_class, on_allowed);
  gtk_widget_class_bind_template_callback (widget_class, on_close_attempt);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
}

static void
mw_connect_dialog_init (MwConnectDialog *self)
{
  self->drafts = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_connect_dialog_new:
 * @engine: a loaded engine
 *
 * Returns: (transfer floating): the dialog, with the list of systems
 */
MwConnectDialog *
mw_connect_dialog_new (MwEngine *engine)
{
  MwConnectDialog *self = g_object_new (MW_TYPE_CONNECT_DIALOG, NULL);

  self->engine = g_object_ref (engine);
  mw_system_page_set_engine (self->system_page, engine);
  return self;
}

static void
use_draft (MwConnectDialog *self, MwSystem *system)
{
  const MwSetupPages pages = { self->view, self->ladder_page, self->lists_page, self->new_system_page };

  g_clear_object (&self->flow);
  self->draft = g_hash_table_lookup (self->drafts, system);
  if (self->draft == NULL)
    {
      self->draft = mw_draft_new (system);
      g_hash_table_insert (self->drafts, g_object_ref (system), self->draft);
    }
  if (mw_system_is_general (system))
    {
      self->flow = mw_setup_flow_new (self->engine, self->draft, &pages);
      g_signal_connect_object (self->flow, "state-changed", G_CALLBACK (on_flow_changed), self,
                               G_CONNECT_SWAPPED);
    }
  mw_form_page_set_draft (self->form_page, self->draft, self->engine);
}

/**
 * mw_connect_dialog_choose:
 * @self: the dialog
 * @system: what to connect
 *
 * Goes to the form of @system. One that asks for nothing, as the demo plant, is connected at once. What was
 * typed for that system before is still there, whatever was looked at in between. A system of a file of the
 * user's that was not allowed yet is asked about first; of a general interface the lists are looked for
 * before it is connected.
 */
void
mw_connect_dialog_choose (MwConnectDialog *self, MwSystem *system)
{
  guint n_fields;

  if (!mw_system_is_allowed (system))
    {
      g_set_object (&self->asked, system);
      mw_consent_page_set_system (self->consent_page, self->engine, system);
      adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (self->consent_page));
      return;
    }
  if (!self->draft || mw_draft_get_system (self->draft) != system)
    use_draft (self, system);
  mw_system_get_form (system, &n_fields);
  update_form_state (self);
  if (n_fields > 0)
    adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (self->form_page));
  else
    run (self);
}

/**
 * mw_connect_dialog_get_state:
 * @self: the dialog
 *
 * Returns: where it stands
 */
MwConnectState
mw_connect_dialog_get_state (MwConnectDialog *self)
{
  return self->state;
}
