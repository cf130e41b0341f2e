/* mw-keyring-file.c: libsecret's own encrypted file, looked at before libsecret opens it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring-file.h"

#include "mw-keyring.h"

#include <string.h>

/* The format's first bytes (libsecret, secret-file-collection.c) and what must follow at least: version, salt
 * length and 32 bytes of salt, iterations, time, count. */
static const char keyring_magic[] = "GnomeKeyring\n\r\0\n";
#define KEYRING_MAGIC_LENGTH 16
#define KEYRING_LEAST_LENGTH 64

/**
 * mw_keyring_file_is_used:
 *
 * The choice libsecret makes (secret-backend.c).
 *
 * Returns: whether secrets go into its encrypted file
 */
gboolean
mw_keyring_file_is_used (void)
{
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL)
    return TRUE;
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0;
}

static char *
dup_path (void)
{
  const char *test = g_getenv ("SECRET_FILE_TEST_PATH");

  if (test != NULL)
    return g_strdup (test);
  return g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
}

/**
 * mw_keyring_file_check:
 * @error: set when it gives %FALSE
 *
 * libsecret 0.21 aborts the process on a truncated file (`g_assert (n_data == salt_size)`), so it is never
 * given one.
 *
 * Returns: whether the file is absent or begins as it should
 */
gboolean
mw_keyring_file_check (GError **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return TRUE;
  if (length >= KEYRING_LEAST_LENGTH && memcmp (contents, keyring_magic, KEYRING_MAGIC_LENGTH) == 0)
    return TRUE;
  g_set_error_literal (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_DAMAGED,
                       "The file of the keyring is damaged");
  return FALSE;
}
