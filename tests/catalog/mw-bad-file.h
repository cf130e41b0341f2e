/* mw-bad-file.h: one change of a good system file, and what must be said about it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "mw-catalog-test.h"

typedef struct
{
  const char *name;
  const char *find;
  const char *replace;
  int code;
  const char *key;    /* "" for the whole file */
  const char *reason; /* a part of it */
} BadFile;

#define FORMAT MW_CATALOG_ERROR_FORMAT
#define UNSAFE MW_CATALOG_ERROR_UNSAFE
#define FILE_  MW_CATALOG_ERROR_FILE
#define NEWER  MW_CATALOG_ERROR_NEWER

/* @file: what the text is called: "good.json" */
static inline void
mw_test_bad_file (const char *file, const char *good, const BadFile *bad)
{
  g_autofree char *text = mw_test_replace (good, bad->find, bad->replace);
  g_autofree char *start = g_strdup_printf ("%s: %s%s", file, bad->key, *bad->key != '\0' ? ": " : "");
  const char *const files[] = { file, text, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load (files, &error);

  if (catalog != NULL)
    g_error ("%s: it is not refused", bad->name);
  g_test_message ("%s", error->message);
  g_assert_error (error, MW_CATALOG_ERROR, bad->code);
  if (!g_str_has_prefix (error->message, start) || strstr (error->message, bad->reason) == NULL)
    g_error ("%s: expected “%s…%s”, got “%s”", bad->name, start, bad->reason, error->message);
}
