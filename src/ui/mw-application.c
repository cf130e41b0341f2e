/* mw-application.c: the GTK application
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-application.h"

#include <glib/gi18n-lib.h>

#include "mw-arrangements.h"
#include "mw-rounds.h"
#include "mw-sandbox.h"
#include "mw-ui-resources.h"
#include "mw-window.h"

#define WEBSITE "https://github.com/millwright/millwright"

struct _MwApplication
{
  AdwApplication parent_instance;

  MwEngine *engine;
  DexFuture *loading;
  MwRounds *rounds;
};

G_DEFINE_FINAL_TYPE (MwApplication, mw_application, ADW_TYPE_APPLICATION)

enum
{
  PROP_ENGINE = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* What does not work any more shows before somebody needs it. */
static void
begin_rounds (MwApplication *self)
{
  g_clear_object (&self->rounds);
  self->rounds = mw_rounds_new (self->engine);
  dex_future_disown (mw_rounds_go (self->rounds));
}

static void
show_loaded (MwWindow *window, DexFuture *loading, GtkWindow *like)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (loading, &error))
    mw_window_set_loaded (window, MW_IS_WINDOW (like) ? MW_WINDOW (like) : NULL);
  else
    mw_window_show_error (window, error);
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  MwApplication *self = data;
  GtkWindow *active = gtk_application_get_active_window (data);
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *i = windows; i; i = i->next)
    if (MW_IS_WINDOW (i->data))
      show_loaded (i->data, future, NULL);
  if (active && dex_future_is_resolved (future))
    {
      mw_window_tell_problems (MW_WINDOW (active));
      begin_rounds (self);
    }
  return dex_ref (future);
}

/* The windows show the same connections, and what is read for one is read for all. */
static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MwApplication *self = data;
  GtkWindow *active = gtk_application_get_active_window (data);
  MwWindow *window;

  /* The bus may start the program for this. */
  if (!self->loading)
    {
      g_application_activate (data);
      return;
    }
  window = mw_window_new (self);
  if (!dex_future_is_pending (self->loading))
    show_loaded (window, self->loading, active);
  gtk_window_present (GTK_WINDOW (window));
}

static void
mw_application_activate (GApplication *application)
{
  MwApplication *self = MW_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!window)
    {
      window = GTK_WINDOW (mw_window_new (self));
      dex_clear (&self->loading);
      self->loading = dex_future_finally (
        dex_future_all (mw_engine_load (self->engine), mw_arrangements_load (mw_arrangements_get_default ()),
                        NULL),
        on_loaded, self, NULL);
    }
  gtk_window_present (window);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  /* Through the windows, which keep their size; the one that was used last at the end. */
  for (GList *i = g_list_last (windows); i; i = i->prev)
    gtk_window_close (i->data);
  g_application_quit (data);
}

/* What whoever helps asks first; nothing of the connections. */
static char *
dup_facts (void)
{
  return g_strdup_printf ("%s %s\nGTK %u.%u.%u, libadwaita %u.%u.%u\n%s", MW_APP_ID, MW_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          !mw_sandbox_is_inside ()         ? "no sandbox"
                          : mw_sandbox_sees_authorities () ? "Flatpak, with the computer's authorities"
                                                           : "Flatpak, without the computer's authorities");
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AdwDialog *dialog = adw_about_dialog_new ();
  g_autofree char *facts = dup_facts ();

  /* The bus may start the program for this. */
  if (!gtk_application_get_active_window (data))
    g_application_activate (data);
  adw_about_dialog_set_application_name (ADW_ABOUT_DIALOG (dialog), MW_APP_NAME);
  adw_about_dialog_set_application_icon (ADW_ABOUT_DIALOG (dialog), MW_APP_ID);
  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (dialog), MW_VERSION);
  adw_about_dialog_set_developer_name (ADW_ABOUT_DIALOG (dialog), _ ("The Millwright developers"));
  adw_about_dialog_set_website (ADW_ABOUT_DIALOG (dialog), WEBSITE);
  adw_about_dialog_set_issue_url (ADW_ABOUT_DIALOG (dialog), WEBSITE "/issues");
  adw_about_dialog_set_debug_info (ADW_ABOUT_DIALOG (dialog), facts);
  adw_about_dialog_set_debug_info_filename (ADW_ABOUT_DIALOG (dialog), "millwright.txt");
  adw_about_dialog_set_license_type (ADW_ABOUT_DIALOG (dialog), GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_copyright (ADW_ABOUT_DIALOG (dialog), "© 2026 The Millwright developers");
  adw_about_dialog_set_comments (
    ADW_ABOUT_DIALOG (dialog),
    _ ("Connects a business system and shows its records as tables. It only reads, and it "
       "talks directly to your system."));
  /* Translators: your names, one a line */
  adw_about_dialog_set_translator_credits (ADW_ABOUT_DIALOG (dialog), _ ("translator-credits"));
  adw_dialog_present (dialog, GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
mw_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "new-window", .activate = on_new_window },
    { .name = "quit", .activate = on_quit },
    { .name = "about", .activate = on_about },
  };
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "win.add-system", { "<Control>n" } },
    { "win.search", { "<Control>f" } },
    { "win.export", { "<Control>e" } },
    { "win.refresh", { "F5", "<Control>r" } },
    { "win.toggle-inspector", { "F9" } },
    { "win.open-in-system", { "<Control>o" } },
    { "window.close", { "<Control>w" } },
    { "win.filter", { "<Control><Shift>f" } },
    { "win.previous-record", { "<Alt>Up" } },
    { "win.next-record", { "<Alt>Down" } },
    { "win.open-parent", { "<Alt>Home" } },
    { "app.new-window", { "<Control><Shift>n" } },
  };

  G_APPLICATION_CLASS (mw_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].accels);
  gtk_window_set_default_icon_name (MW_APP_ID);
}

static void
mw_application_shutdown (GApplication *application)
{
  mw_arrangements_flush (mw_arrangements_get_default ());
  G_APPLICATION_CLASS (mw_application_parent_class)->shutdown (application);
}

static void
mw_application_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ENGINE)
    g_value_set_object (value, MW_APPLICATION (object)->engine);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_application_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ENGINE)
    MW_APPLICATION (object)->engine = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_application_dispose (GObject *object)
{
  MwApplication *self = MW_APPLICATION (object);

  dex_clear (&self->loading);
  g_clear_object (&self->rounds);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (mw_application_parent_class)->dispose (object);
}

static void
mw_application_class_init (MwApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->get_property = mw_application_get_property;
  object_class->set_property = mw_application_set_property;
  object_class->dispose = mw_application_dispose;
  application_class->startup = mw_application_startup;
  application_class->shutdown = mw_application_shutdown;
  application_class->activate = mw_application_activate;
  props[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, MW_TYPE_ENGINE,
                                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                              G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  /* By hand: a static library drops the constructor that would do it. */
  mw_ui_register_resource ();
}

static void
mw_application_init (MwApplication *self)
{
}

/**
 * mw_application_new:
 * @engine: not loaded yet: the application does that when it is activated
 *
 * Returns: (transfer full): the application
 */
MwApplication *
mw_application_new (MwEngine *engine)
{
  return g_object_new (MW_TYPE_APPLICATION, "application-id", MW_APP_ID, "resource-base-path",
                       MW_RESOURCE_PATH, "engine", engine, NULL);
}

/**
 * mw_application_get_engine:
 * @self: the application
 *
 * Returns: (transfer none): what the windows work with
 */
MwEngine *
mw_application_get_engine (MwApplication *self)
{
  return self->engine;
}
