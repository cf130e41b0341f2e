/* mw-test-home.h: a home of its own for a test: data folder, keyring file and the made-up system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-test-tree.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Called before anything else: libsecret and GLib read these once. @with_catalog: the real systems instead of
 * the made-up one. */
static inline char *
mw_test_home_new (gboolean with_catalog)
{
  g_autofree char *home = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (home, "keyring", NULL);
  g_autofree char *data = g_build_filename (home, "data", NULL);
  g_autofree char *model = g_build_filename (data, "model", NULL);
  g_autofree char *systems = g_build_filename (data, "systems", NULL);
  g_autofree char *real_model = g_build_filename (g_getenv ("MILLWRIGHT_DATA_DIR"), "model", NULL);
  g_autofree char *pages = g_build_filename (data, "sign-in-pages.json", NULL);
  g_autofree char *real_pages = g_build_filename (g_getenv ("MILLWRIGHT_DATA_DIR"), "sign-in-pages.json",
                                                  NULL);
  g_autofree char *made_up = g_test_build_filename (G_TEST_DIST, "connection", "systems", NULL);

  g_assert_nonnull (home);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  if (!with_catalog)
    {
      g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
      g_assert_cmpint (symlink (real_model, model), ==, 0);
      g_assert_cmpint (symlink (made_up, systems), ==, 0);
      g_assert_cmpint (symlink (real_pages, pages), ==, 0);
      g_setenv ("MILLWRIGHT_DATA_DIR", data, TRUE);
    }
  return g_steal_pointer (&home);
}

/* Nothing below @path but the keyring holds @text. */
static inline void
mw_test_assert_nowhere (const char *path, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *contents = NULL;
  const char *name;
  gsize length;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!g_str_equal (name, "keyring"))
        mw_test_assert_nowhere (child, text);
    }
  if (dir == NULL && g_file_get_contents (path, &contents, &length, NULL))
    g_assert_null (g_strstr_len (contents, (gssize) length, text));
}
