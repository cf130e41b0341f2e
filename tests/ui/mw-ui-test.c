/* mw-ui-test.c: drives the real window in a test: start it, wait, find widgets, take screenshots
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mw-connection-file.h"
#include "mw-demo-plant.h"
#include "mw-form-page.h"

static char *home;

static gboolean
variant_has (const char *word)
{
  const char *variant = g_getenv ("MW_SCREENSHOT_VARIANT");

  return variant != NULL && strstr (variant, word) != NULL;
}

int
mw_ui_test_init (int *argc, char ***argv)
{
  static const char *const folders[] = { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
                                         "XDG_STATE_HOME" };
  g_autofree char *keyring = NULL;

  home = g_dir_make_tmp ("mw-ui-XXXXXX", NULL);
  g_assert_nonnull (home);
  keyring = g_build_filename (home, "keyring", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (home, folders[i], NULL);

      g_mkdir (folder, 0700);
      g_setenv (folders[i], folder, TRUE);
    }
  g_setenv ("HOME", home, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  /* No bus: each test has an application of its own, and a second one in a process cannot be exported. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  /* As on a machine without an accessibility bus: GTK 4.18's context there cannot announce anything. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GDK_DEBUG", "no-portals", FALSE);
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      mw_test_remove_tree (home);
      return 0;
    }
  if (variant_has ("contrast"))
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  adw_init ();
  dex_init ();
  if (variant_has ("rtl"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (variant_has ("dark"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  /* Each frame of an animation is drawn by the processor here, and every screenshot would wait for its end.
   */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  return -1;
}

int
mw_ui_test_run (void)
{
  int code = g_test_run ();

  mw_test_remove_tree (home);
  return code;
}

MwUiTest *
mw_ui_test_start (void)
{
  MwUiTest *self = g_new0 (MwUiTest, 1);
  g_autoptr (GError) error = NULL;

  self->engine = mw_engine_new ();
  mw_engine_set_builtin (self->engine, mw_demo_plant_resolve, NULL);
  self->application = mw_application_new (self->engine);
  g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (self->application));
  self->window = MW_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  g_assert_nonnull (self->window);
  if (variant_has ("narrow"))
    gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 700);
  else
    gtk_window_set_default_size (GTK_WINDOW (self->window), 1200, 800);
  mw_ui_wait (
    g_strcmp0 (gtk_stack_get_visible_child_name (mw_ui_child (self->window, "stack")), "starting") != 0);
  mw_ui_settle ();
  return self;
}

void
mw_ui_test_stop (MwUiTest *self)
{
  MwRecordsPage *page = NULL;

  /* With everything in it: a page that keeps a reference to itself would keep its records too. */
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  if (mw_window_get_records_page (self->window))
    page = MW_RECORDS_PAGE (mw_window_get_records_page (self->window));
  if (page)
    g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (self->window));
  mw_ui_wait (self->window == NULL && page == NULL);
  g_object_unref (self->engine);
  /* The application stays: one that did not go through g_application_run() complains when it goes. */
  g_free (self);
}

void
mw_ui_settle (void)
{
  for (guint i = 0; i < 200 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
mw_ui_step (gint64 deadline, const char *what, const char *place)
{
  guint source = g_timeout_add (20, wake_up, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (g_get_monotonic_time () > deadline)
    g_error ("%s: waited for %s in vain", place, what);
}

gboolean
mw_ui_await (DexFuture *future)
{
  gboolean resolved;

  mw_ui_wait (!dex_future_is_pending (future));
  resolved = dex_future_is_resolved (future);
  dex_unref (future);
  return resolved;
}

gpointer
mw_ui_child (gpointer widget, const char *id)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), id);

  if (!child)
    g_error ("%s has no child %s", G_OBJECT_TYPE_NAME (widget), id);
  return child;
}

static gboolean
says (GtkWidget *widget, const char *words)
{
  static const char *const properties[] = { "label", "title", "tooltip-text" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), properties[i]);
      g_autofree char *text = NULL;
      g_auto (GStrv) parts = NULL;
      g_autofree char *plain = NULL;

      if (!pspec || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, properties[i], &text, NULL);
      parts = text ? g_strsplit (text, "_", -1) : NULL;
      plain = parts ? g_strjoinv ("", parts) : NULL;
      if (g_strcmp0 (plain, words) == 0)
        return TRUE;
    }
  return FALSE;
}

gpointer
mw_ui_find (gpointer root, GType type, const char *words)
{
  GtkWidget *widget = root;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (!words || says (widget, words)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = mw_ui_find (child, type, words);

      if (found)
        return found;
    }
  return NULL;
}

guint
mw_ui_count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += mw_ui_count_widgets (child);
  return n;
}

guint
mw_ui_count_accessibles (GtkAccessible *parent)
{
  g_autoptr (GtkAccessible) child = gtk_accessible_get_first_accessible_child (parent);
  guint n = 0;

  while (child)
    {
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (child);

      n += 1 + mw_ui_count_accessibles (child);
      g_object_unref (child);
      child = next;
    }
  return n;
}

AdwDialog *
mw_ui_dialog (MwUiTest *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

void
mw_ui_click (gpointer root, const char *words)
{
  GtkWidget *button;

  mw_ui_wait ((button = mw_ui_find (root, GTK_TYPE_BUTTON, words)) != NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

MwConnectDialog *
mw_ui_connect (MwUiTest *self, const char *system, const char *url, const char *password)
{
  const char *const values[][2] = {
    { "url", url }, { "database", "acme" }, { "user", "anna@example.com" }, { "password", password }
  };
  MwConnectDialog *dialog = mw_connect_dialog_new (self->engine);
  MwFormPage *form = mw_ui_child (dialog, "form_page");

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
  mw_connect_dialog_choose (dialog, mw_catalog_find (mw_engine_get_catalog (self->engine), system));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (mw_form_page_get_text (form, values[i][0]) != NULL)
      mw_form_page_type (form, values[i][0], values[i][1]);
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_READY);
  mw_ui_settle ();
  mw_ui_click (dialog, "Connect");
  return dialog;
}

MwRecordsPage *
mw_ui_open_demo (MwUiTest *self)
{
  MwRecordsPage *page;

  mw_ui_click (self->window, "Try the Demo Plant");
  mw_ui_wait (mw_window_get_records_page (self->window) != NULL && mw_ui_dialog (self) == NULL);
  page = mw_window_get_records_page (self->window);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  return page;
}

void
mw_ui_load (MwUiTest *self)
{
  mw_ui_wait (mw_ui_dialog (self) != NULL);
  mw_ui_click (mw_ui_dialog (self), "Load");
  mw_ui_wait (mw_ui_dialog (self) == NULL);
}

GtkWidget *
mw_ui_grid (MwRecordsPage *page)
{
  return GTK_WIDGET (mw_grid_get_grid_view (mw_records_page_get_grid (page)));
}

static GskRenderNode *
snapshot (GdkPaintable *paintable)
{
  GtkSnapshot *result = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, result, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  return gtk_snapshot_free_to_node (result);
}

static gboolean
has (const char *contents, gsize length, const char *text)
{
  return memmem (contents, length, text, strlen (text)) != NULL;
}

/* Whatever is on the screen: the files of records that are kept have nothing of it in clear. */
static void
check_kept_files (void)
{
  static const char *const texts[] = { "SQLite format 3", "BSTNR", "450000000", "\"data\":[" };
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if ((!strstr (name, ".records") && !strstr (name, ".passing")) || g_str_has_suffix (name, "-shm") ||
          !g_file_get_contents (path, &contents, &length, NULL))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        g_assert_false (has (contents, length, texts[i]));
    }
}

void
mw_ui_shot_on (GtkNative *native, GtkWidget *widget, const char *name)
{
  const char *directory = g_getenv ("MW_SCREENSHOT_DIR");
  const char *variant = g_getenv ("MW_SCREENSHOT_VARIANT");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC * 6 / 10;
  int width, height;

  check_kept_files ();
  if (!directory)
    return;
  while (g_get_monotonic_time () < until)
    mw_ui_step (G_MAXINT64, "", "");
  /* Empty as long as a frame is on its way. */
  paintable = gtk_widget_paintable_new (widget);
  mw_ui_wait ((node = snapshot (paintable)) != NULL);
  width = gdk_paintable_get_intrinsic_width (paintable);
  height = gdk_paintable_get_intrinsic_height (paintable);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_mkdir_with_parents (directory, 0755);
  file = g_strdup_printf ("%s-%s.png", variant ? variant : "light-wide", name);
  path = g_build_filename (directory, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
mw_ui_show_content (MwUiTest *self)
{
  adw_navigation_split_view_set_show_content (mw_ui_child (self->window, "split"), TRUE);
}

void
mw_ui_shot (MwUiTest *self, const char *name)
{
  mw_ui_shot_of (self, self->window, name);
}

void
mw_ui_shot_of (MwUiTest *self, gpointer widget, const char *name)
{
  mw_ui_shot_on (GTK_NATIVE (self->window), widget, name);
}

void
mw_ui_test_use_test_systems (void)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "test-files", NULL);
  g_autofree char *model = g_build_filename (data, "model", NULL);
  g_autofree char *systems = g_build_filename (data, "systems", NULL);
  g_autofree char *real_model = g_build_filename (g_getenv ("MILLWRIGHT_DATA_DIR"), "model", NULL);
  g_autofree char *pages = g_build_filename (data, "sign-in-pages.json", NULL);
  g_autofree char *real_pages = g_build_filename (g_getenv ("MILLWRIGHT_DATA_DIR"), "sign-in-pages.json",
                                                  NULL);
  g_autofree char *test_systems = g_test_build_filename (G_TEST_DIST, "connection", "systems", NULL);

  g_assert_cmpint (g_mkdir_with_parents (data, 0700), ==, 0);
  g_assert_cmpint (symlink (real_model, model), ==, 0);
  g_assert_cmpint (symlink (test_systems, systems), ==, 0);
  g_assert_cmpint (symlink (real_pages, pages), ==, 0);
  g_setenv ("MILLWRIGHT_DATA_DIR", data, TRUE);
}
