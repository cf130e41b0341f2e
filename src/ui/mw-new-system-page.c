/* mw-new-system-page.c: a page of the connect dialog: the name of a system that the user has put together,
 * and what its file will do
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-new-system-page.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-consent-view.h"
#include "mw-file-row.h"
#include "mw-shown-path.h"
#include "mw-user-files.h"

struct _MwNewSystemPage
{
  AdwNavigationPage parent_instance;

  MwExploration *exploration;
  GPtrArray *proposals;
  MwSystem *made; /* by this page before: its file is replaced */
  gboolean filling;
  gboolean has_own_name; /* the user typed one */
  DexFuture *run;        /* dropping it cancels */

  AdwEntryRow *name;
  AdwActionRow *file;
  GtkLabel *name_error;
  MwAdviceView *advice_view;
  MwConsentView *consent_view;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (MwNewSystemPage, mw_new_system_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_INSTALLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_name (MwNewSystemPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

/* What is wrong with the name; NULL: nothing. */
static char *
dup_problem (MwNewSystemPage *self)
{
  g_autofree char *name = dup_name (self);

  if (*name == '\0')
    return g_strdup (_ ("Give it a name: that of the system, as people in your company call it."));
  if (mw_exploration_is_name_used (self->exploration, name, self->made))
    return g_strdup_printf (_ ("There is a system called “%s” already. Choose another name."), name);
  return NULL;
}

static void
show_problem (MwNewSystemPage *self, const char *problem)
{
  gtk_label_set_text (self->name_error, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->name_error), problem != NULL);
  if (problem)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_STATE_INVALID,
                               problem ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_file (MwNewSystemPage *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *id = self->made ? g_strdup (mw_system_get_id (self->made))
                                   : mw_exploration_dup_id (self->exploration, name);
  g_autofree char *directory = mw_user_files_dup_directory ();
  g_autofree char *file = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (directory, file, NULL);
  g_autofree char *shown = mw_shown_path_dup (path);

  adw_action_row_set_subtitle (self->file, shown);
}

static void
on_name_changed (MwNewSystemPage *self)
{
  g_autofree char *problem = NULL;

  if (self->filling || !self->exploration)
    return;
  self->has_own_name = TRUE;
  problem = dup_problem (self);
  show_problem (self, problem);
  show_file (self);
}

static void
show_error (MwNewSystemPage *self, const GError *error)
{
  g_autoptr (MwAdvice) advice = mw_exploration_dup_advice (self->exploration, error);

  mw_advice_view_set (self->advice_view, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), TRUE);
  mw_announce (self, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static DexFuture *
on_previewed (DexFuture *future, gpointer data)
{
  MwNewSystemPage *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value)
    {
      g_autoptr (MwSystemConsent) consent = mw_system_consent_new (g_value_get_object (value));

      mw_consent_view_set (self->consent_view, consent);
    }
  else
    show_error (self, error);
  gtk_widget_set_visible (GTK_WIDGET (self->consent_view), value != NULL);
  gtk_widget_set_sensitive (self->save, value != NULL);
  return dex_future_new_true ();
}

static DexFuture *
on_installed (DexFuture *future, gpointer data)
{
  MwNewSystemPage *self = data;
  g_autoptr (MwNewSystemPage) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  gtk_widget_set_sensitive (self->save, TRUE);
  if (value)
    {
      g_autofree char *name = dup_name (self);
      g_autoptr (MwLadder) ladder = g_value_dup_object (value);

      mw_draft_set_label (mw_ladder_get_draft (ladder), name);
      g_set_object (&self->made, mw_draft_get_system (mw_ladder_get_draft (ladder)));
      g_signal_emit (self, signals[SIGNAL_INSTALLED], 0, ladder);
    }
  else
    show_error (self, error);
  return dex_future_new_true ();
}

static void
mw_new_system_page_dispose (GObject *object)
{
  MwNewSystemPage *self = MW_NEW_SYSTEM_PAGE (object);

  dex_clear (&self->run);
  g_clear_object (&self->exploration);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_object (&self->made);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_NEW_SYSTEM_PAGE);
  G_OBJECT_CLASS (mw_new_system_page_parent_class)->dispose (object);
}

static void
mw_new_system_page_class_init (MwNewSystemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_new_system_page_dispose;
  signals[SIGNAL_INSTALLED] = g_signal_new ("installed", MW_TYPE_NEW_SYSTEM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 1, MW_TYPE_LADDER);
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  g_type_ensure (MW_TYPE_CONSENT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-new-system-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwNewSystemPage, name);
  gtk_widget_class_bind_template_child (widget_class, MwNewSystemPage, file);
  gtk_widget_class_bind_template_child (widget_class, MwNewSystemPage, name_error);
  gtk_widget_class_bind_template_child (widget_class, MwNewSystemPage, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwNewSystemPage, consent_view);
  gtk_widget_class_bind_template_child (widget_class, MwNewSystemPage, save);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, mw_new_system_page_save);
}

static void
mw_new_system_page_init (MwNewSystemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "OData service erp.example.com", or with a number when that is used. */
static void
propose_name (MwNewSystemPage *self)
{
  const char *label = mw_exploration_get_label (self->exploration);
  g_autofree char *name = g_strdup (label);

  for (guint i = 2; mw_exploration_is_name_used (self->exploration, name, self->made); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", label, i);
    }
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  self->filling = FALSE;
}

/**
 * mw_new_system_page_fill:
 * @self: the page
 * @exploration: one that has run
 * @proposals: (element-type MwProposal): which list is which
 *
 * Proposes a name, and shows what the file will do.
 */
void
mw_new_system_page_fill (MwNewSystemPage *self, MwExploration *exploration, GPtrArray *proposals)
{
  g_autofree char *name = NULL;

  g_set_object (&self->exploration, exploration);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  self->proposals = g_ptr_array_ref (proposals);
  if (!self->has_own_name)
    propose_name (self);
  show_file (self);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), FALSE);
  gtk_widget_set_sensitive (self->save, FALSE);
  name = dup_name (self);
  dex_clear (&self->run);
  self->run = dex_future_finally (mw_exploration_preview (exploration, proposals, name), on_previewed, self,
                                  NULL);
}

void
mw_new_system_page_clear (MwNewSystemPage *self)
{
  dex_clear (&self->run);
  g_clear_object (&self->exploration);
  g_clear_object (&self->made);
  self->has_own_name = FALSE;
  show_problem (self, NULL);
}

/**
 * mw_new_system_page_save:
 * @self: the page
 *
 * Writes the file, or says what is wrong with the name.
 */
void
mw_new_system_page_save (MwNewSystemPage *self)
{
  g_autofree char *problem = dup_problem (self);
  g_autofree char *name = dup_name (self);

  show_problem (self, problem);
  if (problem)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      mw_announce (self, problem, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      return;
    }
  if (!gtk_widget_get_sensitive (self->save))
    return;
  gtk_widget_set_sensitive (self->save, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), FALSE);
  dex_clear (&self->run);
  self->run = dex_future_finally (
    mw_exploration_install (self->exploration, self->proposals, name, self->made), on_installed, self, NULL);
}

/**
 * mw_new_system_page_type:
 * @self: the page
 * @name: what to type
 */
void
mw_new_system_page_type (MwNewSystemPage *self, const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

/**
 * mw_new_system_page_get_error:
 * @self: the page
 *
 * Returns: (nullable): what stands below the name
 */
const char *
mw_new_system_page_get_error (MwNewSystemPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->name_error)) ? gtk_label_get_text (self->name_error)
                                                                : NULL;
}
