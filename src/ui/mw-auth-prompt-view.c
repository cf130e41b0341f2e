/* mw-auth-prompt-view.c: what the person must do to sign in: the page that was opened, the code to type there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-auth-prompt-view.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-copy-row.h"
#include "mw-qr-paintable.h"

struct _MwAuthPromptView
{
  GtkBox parent_instance;

  MwAuthPrompt *prompt;

  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *failure;
  GtkLabel *code;
  GtkWidget *code_box;
  GtkPicture *qr;
  GtkLabel *time_left;
  guint ticking; /* of the time that is left, or 0 */
  MwCopyRow *address;
  GtkWidget *paste_expander;
  AdwEntryRow *pasted;
  GtkWidget *go_on;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (MwAuthPromptView, mw_auth_prompt_view, GTK_TYPE_BOX)

enum
{
  SIGNAL_CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A browser that could not be started leaves the address to copy. */
static void
on_opened (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (MwAuthPromptView) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, &error))
    {
      g_debug ("No browser was opened: %s", error->message);
      if (self->failure != NULL)
        gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
    }
}

static void
open_page (MwAuthPromptView *self)
{
  g_autoptr (GtkUriLauncher) launcher = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->prompt == NULL || mw_auth_prompt_get_uri (self->prompt) == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  launcher = gtk_uri_launcher_new (mw_auth_prompt_get_uri (self->prompt));
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_opened,
                           g_object_ref (self));
}

static void
copy_code (MwAuthPromptView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->code));
  mw_announce (self, _ ("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_pasted_changed (MwAuthPromptView *self)
{
  gtk_widget_set_sensitive (self->go_on, *gtk_editable_get_text (GTK_EDITABLE (self->pasted)) != '\0');
}

static void
go_on (MwAuthPromptView *self)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->pasted));

  if (self->prompt != NULL && *address != '\0')
    mw_auth_prompt_answer (self->prompt, address);
}

static void
cancel (MwAuthPromptView *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static const char *
get_title (MwAuthPromptKind kind)
{
  return kind == MW_AUTH_PROMPT_CODE ? _ ("Type this code on the page") : _ ("Waiting for your browser…");
}

static const char *
get_text (MwAuthPromptKind kind)
{
  switch (kind)
    {
    case MW_AUTH_PROMPT_BROWSER:
      return _ (
        "Sign in on the page that has opened. Millwright goes on by itself when you have finished there.");
    case MW_AUTH_PROMPT_PASTE:
      return _ (
        "Sign in on the page that has opened. At the end the browser shows a page that it cannot load: "
        "copy its whole address, and paste it below.");
    case MW_AUTH_PROMPT_CODE:
      return _ ("Point the camera of a phone at the picture, or open the page on any device. Millwright goes "
                "on by itself "
                "when you have finished there.");
    case MW_AUTH_PROMPT_NOTHING:
    default:
      return "";
    }
}

static gboolean
show_time_left (gpointer data)
{
  MwAuthPromptView *self = data;
  gint64 ends_at = self->prompt != NULL ? mw_auth_prompt_get_ends_at (self->prompt) : 0;
  gint64 seconds = MAX (ends_at - g_get_real_time (), 0) / G_USEC_PER_SEC;
  g_autofree char *text = g_strdup_printf (
    /* Translators: minutes and seconds */
    _ ("Valid for %d:%02d more"), (int) (seconds / 60), (int) (seconds % 60));

  gtk_label_set_text (self->time_left, text);
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), TRUE);
  return G_SOURCE_CONTINUE;
}

static void
show_code (MwAuthPromptView *self, gboolean is_code)
{
  g_autoptr (GdkPaintable) picture = is_code ? mw_qr_paintable_new (mw_auth_prompt_get_uri (self->prompt))
                                             : NULL;

  g_clear_handle_id (&self->ticking, g_source_remove);
  gtk_label_set_text (self->code, is_code ? mw_auth_prompt_get_code (self->prompt) : "");
  gtk_widget_set_visible (self->code_box, is_code);
  gtk_picture_set_paintable (self->qr, picture);
  gtk_widget_set_visible (GTK_WIDGET (self->qr), picture != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), FALSE);
  if (!is_code || mw_auth_prompt_get_ends_at (self->prompt) <= 0)
    return;
  show_time_left (self);
  self->ticking = g_timeout_add_seconds (1, show_time_left, self);
}

static void
show (MwAuthPromptView *self)
{
  MwAuthPromptKind kind = mw_auth_prompt_get_kind (self->prompt);
  gboolean is_code = kind == MW_AUTH_PROMPT_CODE;

  gtk_widget_set_visible (GTK_WIDGET (self), kind != MW_AUTH_PROMPT_NOTHING);
  show_code (self, is_code);
  if (kind == MW_AUTH_PROMPT_NOTHING)
    return;
  gtk_label_set_text (self->title, get_title (kind));
  gtk_label_set_text (self->text, get_text (kind));
  mw_copy_row_set_text (self->address, is_code ? mw_auth_prompt_get_page (self->prompt)
                                               : mw_auth_prompt_get_uri (self->prompt));
  gtk_editable_set_text (GTK_EDITABLE (self->pasted), "");
  gtk_widget_set_visible (self->paste_expander, !is_code);
  gtk_expander_set_expanded (GTK_EXPANDER (self->paste_expander), kind == MW_AUTH_PROMPT_PASTE);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  mw_announce (self, is_code ? mw_auth_prompt_get_code (self->prompt) : get_title (kind),
               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  /* A code may be typed on another device; there this window's own page would only be in the way. */
  if (!is_code)
    open_page (self);
}

static void
mw_auth_prompt_view_dispose (GObject *object)
{
  MwAuthPromptView *self = MW_AUTH_PROMPT_VIEW (object);

  g_clear_handle_id (&self->ticking, g_source_remove);
  if (self->prompt != NULL)
    g_signal_handlers_disconnect_by_func (self->prompt, show, self);
  g_clear_object (&self->prompt);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_AUTH_PROMPT_VIEW);
  G_OBJECT_CLASS (mw_auth_prompt_view_parent_class)->dispose (object);
}

static void
mw_auth_prompt_view_class_init (MwAuthPromptViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_auth_prompt_view_dispose;
  /**
   * MwAuthPromptView::cancelled:
   *
   * The person gives up; the sign-in is the owner's to end.
   */
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", MW_TYPE_AUTH_PROMPT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (MW_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-auth-prompt-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, title);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, text);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, failure);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, code);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, code_box);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, qr);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, time_left);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, address);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, paste_expander);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, pasted);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, go_on);
  gtk_widget_class_bind_template_child (widget_class, MwAuthPromptView, cancel);
  gtk_widget_class_bind_template_callback (widget_class, open_page);
  gtk_widget_class_bind_template_callback (widget_class, copy_code);
  gtk_widget_class_bind_template_callback (widget_class, on_pasted_changed);
  gtk_widget_class_bind_template_callback (widget_class, go_on);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
}

static void
mw_auth_prompt_view_init (MwAuthPromptView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_auth_prompt_view_set_prompt:
 * @self: the view
 * @prompt: (nullable): of a sign-in that begins
 */
void
mw_auth_prompt_view_set_prompt (MwAuthPromptView *self, MwAuthPrompt *prompt)
{
  if (self->prompt != NULL)
    g_signal_handlers_disconnect_by_func (self->prompt, show, self);
  g_clear_handle_id (&self->ticking, g_source_remove);
  g_set_object (&self->prompt, prompt);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (prompt == NULL)
    return;
  g_signal_connect_swapped (prompt, "changed", G_CALLBACK (show), self);
  if (mw_auth_prompt_get_kind (prompt) != MW_AUTH_PROMPT_NOTHING)
    show (self);
}

/**
 * mw_auth_prompt_view_hide_cancel:
 * @self: the view
 *
 * For where the owner has a way out that is always in sight: two of them make people think.
 */
void
mw_auth_prompt_view_hide_cancel (MwAuthPromptView *self)
{
  gtk_widget_set_visible (self->cancel, FALSE);
}
