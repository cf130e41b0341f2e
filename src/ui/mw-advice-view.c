/* mw-advice-view.c: shows an advice: what happened, who can fix it, what to do next, and the technical
 * details folded away
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-advice-view.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-text.h"

#define MAX_DETAILS 4000

struct _MwAdviceView
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *body;
  GtkLabel *countdown;
  GtkExpander *details_expander;
  GtkLabel *details;
  gint64 wait_until; /* microseconds since 1970 */
  guint tick;        /* source, or 0 */
};

G_DEFINE_FINAL_TYPE (MwAdviceView, mw_advice_view, GTK_TYPE_BOX)

/* Sentence, next step and details: whoever it is sent to sees what the person saw. */
static void
on_copy (MwAdviceView *self)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n\n%s\n", gtk_label_get_text (self->title),
                                           gtk_label_get_text (self->body),
                                           gtk_label_get_text (self->details));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  mw_announce (self, _ ("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
mw_advice_view_dispose (GObject *object)
{
  g_clear_handle_id (&MW_ADVICE_VIEW (object)->tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_ADVICE_VIEW);
  G_OBJECT_CLASS (mw_advice_view_parent_class)->dispose (object);
}

static void
mw_advice_view_class_init (MwAdviceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_advice_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-advice-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwAdviceView, title);
  gtk_widget_class_bind_template_child (widget_class, MwAdviceView, body);
  gtk_widget_class_bind_template_child (widget_class, MwAdviceView, countdown);
  gtk_widget_class_bind_template_child (widget_class, MwAdviceView, details_expander);
  gtk_widget_class_bind_template_child (widget_class, MwAdviceView, details);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
mw_advice_view_init (MwAdviceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Rounded up: nothing is over at 0:00 before it is. */
static gboolean
count_down (gpointer data)
{
  MwAdviceView *self = data;
  gint64 seconds = (self->wait_until - g_get_real_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  if (seconds <= 0)
    {
      gtk_label_set_text (self->countdown, _ ("It can be tried again now."));
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }
  /* Translators: a countdown: minutes, seconds */
  text = g_strdup_printf (_ ("It can be tried again in %d:%02d"), (int) (seconds / 60), (int) (seconds % 60));
  gtk_label_set_text (self->countdown, text);
  return G_SOURCE_CONTINUE;
}

static void
set_wait (MwAdviceView *self, gint64 wait_until)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  self->wait_until = wait_until;
  gtk_widget_set_visible (GTK_WIDGET (self->countdown), wait_until > 0);
  if (wait_until > 0 && count_down (self))
    self->tick = g_timeout_add_seconds (1, count_down, self);
}

/**
 * mw_advice_view_set:
 * @self: the view
 * @advice: what to show; its texts are copied
 *
 * Shows @advice and folds its details away. The details hold words of the system, so they are made safe for
 * Pango.
 */
void
mw_advice_view_set (MwAdviceView *self, const MwAdvice *advice)
{
  gboolean has_details = advice->details && *advice->details;

  gtk_label_set_text (self->title, advice->title ? advice->title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), advice->title != NULL);
  gtk_label_set_text (self->body, advice->body ? advice->body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body), advice->body && *advice->body);
  set_wait (self, advice->wait_until);
  gtk_expander_set_expanded (self->details_expander, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->details_expander), has_details);
  if (has_details)
    {
      g_autofree char *details = mw_text_for_block (advice->details, strlen (advice->details), MAX_DETAILS);
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (advice->told_at / G_USEC_PER_SEC);
      g_autofree char *moment = at ? g_date_time_format (at, "%Y-%m-%d %H:%M:%S %:z") : g_strdup ("");
      g_autofree char *text = g_strconcat (details, "\n", moment, NULL);

      gtk_label_set_text (self->details, text);
    }
}

/**
 * mw_advice_dup_action_label:
 * @advice: an advice
 * @system: (nullable): whose form fields the advice may name
 *
 * Returns: (transfer full) (nullable): the words of the button that does what @advice says
 */
char *
mw_advice_dup_action_label (const MwAdvice *advice, MwSystem *system)
{
  const MwFormField *field;

  switch (advice->action)
    {
    case MW_ADVICE_CHECK_FIELD:
      field = system && advice->field ? mw_system_find_form_field (system, advice->field) : NULL;
      /* Translators: a button; %s is the label of a form field: Go to "Server address" */
      return field ? g_strdup_printf (_ ("Go to “%s”"), field->label) : g_strdup (_ ("Back to the form"));
    case MW_ADVICE_TRY_AGAIN:
      return g_strdup (_ ("Try Again"));
    case MW_ADVICE_SIGN_IN_AGAIN:
      return g_strdup (_ ("Sign In Again…"));
    case MW_ADVICE_TRUST_CERTIFICATE:
      return g_strdup (_ ("Trust This Certificate…"));
    case MW_ADVICE_ALLOW_PLAIN:
      return g_strdup (_ ("Connect Without Encryption"));
    case MW_ADVICE_SESSION_ONLY:
      return g_strdup (_ ("Keep for This Session Only"));
    case MW_ADVICE_CHOOSE_FILE:
      return g_strdup (_ ("Choose Another File…"));
    case MW_ADVICE_SWITCH:
      /* Translators: a button; %s is a way to sign in: Switch to “API key” */
      return g_strdup_printf (_ ("Switch to “%s”"), advice->sign_in->title);
    case MW_ADVICE_USE_ADDRESS:
      return g_strdup (_ ("Use This Address"));
    case MW_ADVICE_ALLOW_FILE:
      return g_strdup (_ ("Look at the File…"));
    case MW_ADVICE_SET_ASIDE:
      return g_strdup (_ ("Begin a New Keyring"));
    case MW_ADVICE_NONE:
    default:
      return NULL;
    }
}
