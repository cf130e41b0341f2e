/* mw-catalog-test.h: a folder of system files for one test
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gstdio.h>

#include "mw-catalog.h"

/* The real model: what files refer to. */
static inline MwModel *
mw_test_model (void)
{
  static MwModel *model;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mw_data_dup_path ("model");

  if (model == NULL)
    model = mw_model_load (path, &error);
  g_assert_no_error (error);
  return model;
}

/* The small file that every test starts from. */
static inline char *
mw_test_good (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "catalog", "good.json", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* @text with @find, which must be there once, replaced. */
static inline char *
mw_test_replace (const char *text, const char *find, const char *replace)
{
  const char *at = strstr (text, find);
  g_autofree char *before = NULL;

  if (at == NULL || strstr (at + 1, find) != NULL)
    g_error ("“%s” stands %s in the file", find, at == NULL ? "not" : "more than once");
  before = g_strndup (text, at - text);
  return g_strconcat (before, replace, at + strlen (find), NULL);
}

/* Loads a folder of the files name, text, name, text, …, NULL. */
static inline MwCatalog *
mw_test_load (const char *const *files, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("mw-catalog-XXXXXX", NULL);
  MwCatalog *catalog;

  g_assert_nonnull (folder);
  for (guint i = 0; files[i] != NULL; i += 2)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_assert_true (g_file_set_contents (path, files[i + 1], -1, NULL));
    }
  catalog = mw_catalog_load (folder, mw_test_model (), error);
  for (guint i = 0; files[i] != NULL; i += 2)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  return catalog;
}

static inline MwCatalog *
mw_test_load_one (const char *text, GError **error)
{
  const char *const files[] = { "good.json", text, NULL };

  return mw_test_load (files, error);
}
