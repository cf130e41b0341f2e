/* mw-ladder-page.c: the last page of the connect dialog: the check ladder running live, and what to do when
 * it stops
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-ladder-page.h"

#include <glib/gi18n-lib.h>

#include "mw-address.h"
#include "mw-admin-dialog.h"
#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-auth-prompt-view.h"
#include "mw-certificate-page.h"
#include "mw-certificate-words.h"
#include "mw-network-watch.h"
#include "mw-new-keyring.h"
#include "mw-scroll-to.h"
#include "mw-step-row.h"

struct _MwLadderPage
{
  AdwNavigationPage parent_instance;

  MwLadder *ladder;           /* or … */
  MwExploration *exploration; /* … this */
  MwDraft *draft;
  MwAdvice *advice;
  MwCertificate *refused;

  GtkListBox *steps;
  MwAuthPromptView *prompt;
  GtkLabel *status;
  GtkWidget *failure;
  MwAdviceView *advice_view;
  GtkWidget *waits;
  GtkWidget *certificate;
  AdwActionRow *fingerprint;
  AdwActionRow *issuer;
  GtkButton *action;
  GtkButton *again;
  GtkButton *form;
  GtkWidget *administrator;
  GtkWidget *bar; /* of these: */
  GtkWidget *done;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (MwLadderPage, mw_ladder_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_TO_FORM,
  SIGNAL_SWITCH,
  SIGNAL_AGAIN,
  SIGNAL_FINISH,
  SIGNAL_CANCEL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
to_form (MwLadderPage *self)
{
  gboolean names_field = self->advice && self->advice->action == MW_ADVICE_CHECK_FIELD;

  g_signal_emit (self, signals[SIGNAL_TO_FORM], 0, names_field ? self->advice->field : NULL,
                 names_field ? self->advice->title : NULL);
}

static void
again (MwLadderPage *self)
{
  g_signal_emit (self, signals[SIGNAL_AGAIN], 0);
}

/* One try for a change, and only while the page is there to see it. */
static void
on_network_changed (MwLadderPage *self)
{
  if (!mw_network_watch_is_lost (FALSE))
    again (self);
}

static void
wait_for_network (MwLadderPage *self, gboolean waits)
{
  MwNetworkWatch *watch = mw_network_watch_get_default ();

  g_signal_handlers_disconnect_by_func (watch, on_network_changed, self);
  gtk_widget_set_visible (self->waits, waits);
  if (waits)
    g_signal_connect_object (watch, "changed", G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
}

static void
mw_ladder_page_hidden (AdwNavigationPage *page)
{
  wait_for_network (MW_LADDER_PAGE (page), FALSE);
}

static void
finish (MwLadderPage *self)
{
  g_signal_emit (self, signals[SIGNAL_FINISH], 0);
}

static void
show_admin_dialog (MwLadderPage *self)
{
  adw_dialog_present (ADW_DIALOG (mw_admin_dialog_new (self->draft)), GTK_WIDGET (self));
}

static void
cancel (MwLadderPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
}

static void
act (MwLadderPage *self)
{
  mw_ladder_page_act (self);
}

static void
set_css_class (GtkWidget *widget, const char *css_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static MwCertificate *
dup_certificate (MwLadderPage *self)
{
  return self->ladder ? mw_ladder_dup_certificate (self->ladder)
                      : mw_exploration_dup_certificate (self->exploration);
}

/* The certificate that was refused: the facts, and a page of its own before exactly this one is trusted. */
static void
fill_certificate (MwLadderPage *self)
{
  g_autofree char *issuer = NULL;

  g_clear_pointer (&self->refused, mw_certificate_free);
  if (self->advice->action == MW_ADVICE_TRUST_CERTIFICATE)
    self->refused = dup_certificate (self);
  gtk_widget_set_visible (self->certificate, self->refused != NULL);
  if (self->refused == NULL)
    return;
  issuer = mw_certificate_dup_issuer (self->refused);
  adw_action_row_set_subtitle (self->fingerprint,
                               self->refused->fingerprint ? self->refused->fingerprint : "");
  adw_action_row_set_subtitle (self->issuer, issuer ? issuer : "");
}

static void
trusted (MwLadderPage *self, MwCertificatePage *page)
{
  mw_draft_set_certificate (self->draft, mw_certificate_page_get_certificate (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "navigation.pop", NULL);
  again (self);
}

static void
show_certificate (MwLadderPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_autofree char *address = mw_draft_dup_address (self->draft);
  g_autofree char *host = mw_address_dup_host (address);
  MwCertificatePage *page = mw_certificate_page_new (self->refused, host != NULL ? host : _ ("the server"));

  g_signal_connect_object (page, "trusted", G_CALLBACK (trusted), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
}

static void
mw_ladder_page_dispose (GObject *object)
{
  MwLadderPage *self = MW_LADDER_PAGE (object);

  g_clear_object (&self->ladder);
  g_clear_object (&self->exploration);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->advice, mw_advice_free);
  g_clear_pointer (&self->refused, mw_certificate_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_LADDER_PAGE);
  G_OBJECT_CLASS (mw_ladder_page_parent_class)->dispose (object);
}

static void
mw_ladder_page_class_init (MwLadderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_ladder_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = mw_ladder_page_hidden;
  signals[SIGNAL_TO_FORM] = g_signal_new ("to-form", MW_TYPE_LADDER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * MwLadderPage::switch-sign-in:
   * @sign_in: id of the sign-in that helps
   *
   * Back to the form, with that.
   */
  signals[SIGNAL_SWITCH] = g_signal_new ("switch-sign-in", MW_TYPE_LADDER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_AGAIN] = g_signal_new ("again", MW_TYPE_LADDER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_FINISH] = g_signal_new ("finish", MW_TYPE_LADDER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCEL] = g_signal_new ("cancel", MW_TYPE_LADDER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  g_type_ensure (MW_TYPE_AUTH_PROMPT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-ladder-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, steps);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, prompt);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, status);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, failure);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, waits);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, certificate);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, issuer);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, action);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, again);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, form);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, administrator);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, bar);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, done);
  gtk_widget_class_bind_template_child (widget_class, MwLadderPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, act);
  gtk_widget_class_bind_template_callback (widget_class, again);
  gtk_widget_class_bind_template_callback (widget_class, to_form);
  gtk_widget_class_bind_template_callback (widget_class, finish);
  gtk_widget_class_bind_template_callback (widget_class, show_admin_dialog);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
}

static void
mw_ladder_page_init (MwLadderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mw_auth_prompt_view_hide_cancel (self->prompt);
}

/* Below the steps, however many there are: the way out while it runs, the way on when it is done. */
static void
show_bar (MwLadderPage *self, gboolean cancel, gboolean done)
{
  gtk_widget_set_visible (self->bar, cancel || done);
  gtk_widget_set_visible (self->cancel, cancel);
  gtk_widget_set_visible (self->done, done);
}

static void
show_steps (MwLadderPage *self, GListModel *steps, MwDraft *draft, const char *status)
{
  g_set_object (&self->draft, draft);
  g_clear_pointer (&self->advice, mw_advice_free);
  mw_step_row_bind_list (self->steps, steps);
  mw_auth_prompt_view_set_prompt (self->prompt, self->ladder ? mw_ladder_get_prompt (self->ladder)
                                                             : mw_exploration_get_prompt (self->exploration));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 mw_system_get_name (mw_draft_get_system (draft)));
  gtk_label_set_text (self->status, status);
  wait_for_network (self, FALSE);
  gtk_widget_set_visible (self->failure, FALSE);
  show_bar (self, TRUE, FALSE);
}

/**
 * mw_ladder_page_show_running:
 * @self: the page
 * @ladder: the ladder that was started
 * @draft: what it runs with; answers of the user go into it
 *
 * Follows the steps of @ladder.
 */
void
mw_ladder_page_show_running (MwLadderPage *self, MwLadder *ladder, MwDraft *draft)
{
  g_autofree char *status = g_strdup_printf (_ ("Connecting to %s…"),
                                             mw_system_get_name (mw_draft_get_system (draft)));

  g_set_object (&self->ladder, ladder);
  g_clear_object (&self->exploration);
  show_steps (self, mw_ladder_get_steps (ladder), draft, status);
}

/**
 * mw_ladder_page_show_exploring:
 * @self: the page
 * @exploration: the exploration that was started
 * @draft: what it runs with; answers of the user go into it
 *
 * Follows the steps of @exploration.
 */
void
mw_ladder_page_show_exploring (MwLadderPage *self, MwExploration *exploration, MwDraft *draft)
{
  g_set_object (&self->exploration, exploration);
  g_clear_object (&self->ladder);
  show_steps (self, mw_exploration_get_steps (exploration), draft, _ ("Looking for its lists…"));
}

/**
 * mw_ladder_page_show_error:
 * @self: the page
 * @error: why the ladder stopped
 *
 * Says what happened, who can fix it and what to do next.
 */
void
mw_ladder_page_show_error (MwLadderPage *self, const GError *error)
{
  MwSystem *system = mw_draft_get_system (self->draft);
  g_autofree char *label = NULL;
  gboolean is_consent;
  guint n_fields;

  mw_auth_prompt_view_set_prompt (self->prompt, NULL);
  g_clear_pointer (&self->advice, mw_advice_free);
  show_bar (self, FALSE, FALSE);
  self->advice = mw_advice_new_for_draft (error, self->draft);
  mw_advice_view_set (self->advice_view, self->advice);
  wait_for_network (self, self->advice->waits_for_network);
  fill_certificate (self);

  label = mw_advice_dup_action_label (self->advice, system);
  if (self->advice->action == MW_ADVICE_SIGN_IN_AGAIN)
    g_set_str (&label, _ ("Back to the form"));
  gtk_widget_set_visible (GTK_WIDGET (self->action), label != NULL);
  if (label)
    gtk_button_set_label (self->action, label);
  /* What was refused is typed anew before it is sent again. */
  gtk_widget_set_visible (GTK_WIDGET (self->again), self->advice->action != MW_ADVICE_TRY_AGAIN &&
                                                      mw_draft_get_refusal (self->draft) == NULL);
  mw_system_get_form (system, &n_fields);
  gtk_widget_set_visible (GTK_WIDGET (self->form), n_fields > 0 &&
                                                     self->advice->action != MW_ADVICE_CHECK_FIELD &&
                                                     self->advice->action != MW_ADVICE_SIGN_IN_AGAIN);

  /* Of a name that is not known or a cable that is out there is nothing to set up. */
  gtk_widget_set_visible (self->administrator, n_fields > 0 && error->domain != MW_TRANSPORT_ERROR);

  /* What lowers the guard is never the button that Enter presses. */
  is_consent = self->advice->action == MW_ADVICE_TRUST_CERTIFICATE ||
               self->advice->action == MW_ADVICE_ALLOW_PLAIN;
  set_css_class (GTK_WIDGET (self->action), "suggested-action", !is_consent);
  set_css_class (GTK_WIDGET (self->action), "destructive-action", is_consent);
  set_css_class (GTK_WIDGET (self->form), "suggested-action", is_consent);

  gtk_label_set_text (self->status, _ ("Not connected"));
  gtk_widget_set_visible (self->failure, TRUE);
  if (is_consent)
    gtk_widget_grab_focus (GTK_WIDGET (self->form));
  else
    gtk_widget_grab_focus (label ? GTK_WIDGET (self->action) : GTK_WIDGET (self->again));
  mw_announce (self, self->advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * mw_ladder_page_show_done:
 * @self: the page
 *
 * Returns: whether a step ended with a warning that the user should read before going on
 */
gboolean
mw_ladder_page_show_done (MwLadderPage *self)
{
  GListModel *steps = mw_ladder_get_steps (self->ladder);
  g_autofree char *status = NULL;
  guint n_warnings = 0;
  gboolean warned;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      if (mw_ladder_step_get_state (step) == MW_STEP_WARNING && n_warnings++ == 0)
        mw_scroll_to (GTK_WIDGET (gtk_list_box_get_row_at_index (self->steps, (int) i)));
    }
  warned = n_warnings > 0;
  status = warned ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Connected, with %u warning",
                                                  "Connected, with %u warnings", n_warnings),
                                     n_warnings)
                  : g_strdup (_ ("Connected"));
  gtk_label_set_text (self->status, status);
  gtk_widget_set_visible (self->failure, FALSE);
  show_bar (self, FALSE, warned);
  if (warned)
    gtk_widget_grab_focus (self->done);
  mw_announce (self, status, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return warned;
}

/**
 * mw_ladder_page_get_draft:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): what it runs with, the user's answers in it
 */
MwDraft *
mw_ladder_page_get_draft (MwLadderPage *self)
{
  return self->draft;
}

/**
 * mw_ladder_page_get_advice:
 * @self: the page
 *
 * Returns: (nullable): the advice that is shown
 */
const MwAdvice *
mw_ladder_page_get_advice (MwLadderPage *self)
{
  return self->advice;
}

/**
 * mw_ladder_page_act:
 * @self: the page
 *
 * Does what the advice says.
 *
 * Returns: %FALSE when the advice names no action
 */
gboolean
mw_ladder_page_act (MwLadderPage *self)
{
  if (!self->advice)
    return FALSE;
  switch (self->advice->action)
    {
    case MW_ADVICE_CHECK_FIELD:
    case MW_ADVICE_SIGN_IN_AGAIN:
      to_form (self);
      return TRUE;
    case MW_ADVICE_SWITCH:
      g_signal_emit (self, signals[SIGNAL_SWITCH], 0, self->advice->sign_in->id);
      return TRUE;
    case MW_ADVICE_TRUST_CERTIFICATE:
      if (!self->refused)
        return FALSE;
      show_certificate (self);
      return TRUE;
    case MW_ADVICE_ALLOW_PLAIN:
      mw_draft_set_allow_plain (self->draft, TRUE);
      break;
    case MW_ADVICE_USE_ADDRESS:
      mw_draft_set_value (self->draft, self->advice->field, self->advice->address);
      break;
    case MW_ADVICE_SESSION_ONLY:
      mw_draft_set_store (self->draft, mw_secret_stores_get_session ());
      break;
    case MW_ADVICE_SET_ASIDE:
      mw_new_keyring_begin (GTK_WIDGET (self), G_CALLBACK (again), self);
      return TRUE;
    case MW_ADVICE_TRY_AGAIN:
      break;
    case MW_ADVICE_NONE:
    case MW_ADVICE_CHOOSE_FILE:
    default:
      return FALSE;
    }
  again (self);
  return TRUE;
}
