/* mw-new-keyring.c: a new keyring in the place of one that is damaged
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-new-keyring.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"

typedef struct
{
  GWeakRef parent;
  GWeakRef object;
  GCallback done;
} Begin;

static void
begin_free (gpointer data)
{
  Begin *begin = data;

  g_weak_ref_clear (&begin->parent);
  g_weak_ref_clear (&begin->object);
  g_free (begin);
}

static void
call_done (GCallback done, gpointer object)
{
  ((void (*) (gpointer)) done) (object);
}

/* Where the old one is stands nowhere else afterwards. */
static void
tell (const char *name, Begin *begin, GtkWidget *parent, gpointer object)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("A New Keyring Begins"), NULL);
  GtkWidget *label = gtk_label_new (NULL);
  /* Translators: %s is the path of a file */
  g_autofree char *text = g_strdup_printf (_ ("The damaged one is kept as %s"), name);

  /* Bodies of such dialogs wrap between words only, and a path may have none. */
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), label);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "continue", _ ("_Continue"));
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "continue");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "continue");
  g_signal_connect_object (dialog, "response", begin->done, object, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, parent);
}

static DexFuture *
on_begun (DexFuture *future, gpointer data)
{
  Begin *begin = data;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&begin->parent);
  g_autoptr (GObject) object = g_weak_ref_get (&begin->object);
  g_autoptr (GError) error = NULL;
  const GValue *name = dex_future_get_value (future, &error);

  if (parent == NULL || object == NULL)
    return dex_ref (future);
  if (name == NULL)
    {
      g_autoptr (MwAdvice) advice = mw_advice_new (error, NULL, NULL);

      adw_dialog_present (ADW_DIALOG (mw_advice_dialog_new (advice, NULL)), parent);
    }
  else if (*g_value_get_string (name) != '\0')
    tell (g_value_get_string (name), begin, parent, object);
  else /* another program was faster */
    call_done (begin->done, object);
  return dex_ref (future);
}

/**
 * mw_new_keyring_begin:
 * @parent: over which it is said
 * @done: (scope async): called with @object as its only argument
 * @object: an object
 *
 * Sets the damaged file aside and says where it is now, or why that cannot be done.
 */
void
mw_new_keyring_begin (GtkWidget *parent, GCallback done, gpointer object)
{
  Begin *begin = g_new0 (Begin, 1);

  g_weak_ref_init (&begin->parent, parent);
  g_weak_ref_init (&begin->object, object);
  begin->done = done;
  dex_future_disown (dex_future_finally (mw_secret_store_set_aside (mw_secret_stores_get_lasting ()),
                                         on_begun, begin, begin_free));
}
