/* test-shown-path.c: where a file is, as people know it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-shown-path.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/xattr.h>

#include "mw-test-tree.h"

static char *folder;

static void
assert_shown (const char *path, const char *expected)
{
  g_autofree char *shown = mw_shown_path_dup (path);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_home (void)
{
  g_autofree char *inside = g_build_filename (folder, "Documents", "orders.csv", NULL);
  g_autofree char *beside = g_strconcat (folder, "-other/orders.csv", NULL);

  assert_shown (inside, "~/Documents/orders.csv");
  assert_shown (beside, beside);
  assert_shown ("/srv/orders.csv", "/srv/orders.csv");
}

/* The name of the portal's folder is no place that anybody knows. */
static void
test_portal (void)
{
  g_autofree char *of_document = g_build_filename (folder, "doc", "a1b2c3d4", NULL);
  g_autofree char *path = g_build_filename (of_document, "orders.csv", NULL);
  g_autofree char *host = g_build_filename (folder, "Finance", NULL);

  g_assert_cmpint (g_mkdir_with_parents (of_document, 0700), ==, 0);
  assert_shown (path, "orders.csv");
  assert_shown ("/run/flatpak/doc/a1b2c3d4/orders.csv", "orders.csv");
  if (setxattr (of_document, "user.document-portal.host-path", host, strlen (host), 0) != 0)
    {
      /* A file system without such attributes: then the portal has none either. */
      g_assert_cmpint (errno, ==, ENOTSUP);
      g_test_message ("attributes of files are not to be had in %s", folder);
      return;
    }
  assert_shown (path, "~/Finance/orders.csv");
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (setxattr (path, "user.document-portal.host-path", "/srv/o.csv", 10, 0), ==, 0);
  assert_shown (path, "/srv/o.csv");
}

int
main (int argc, char *argv[])
{
  int result;

  folder = g_dir_make_tmp ("mw-shown-path-XXXXXX", NULL);
  g_setenv ("HOME", folder, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shown-path/home", test_home);
  g_test_add_func ("/shown-path/portal", test_portal);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  g_free (folder);
  return result;
}
