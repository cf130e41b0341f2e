/* mw-sandbox.c: whether this process runs in a Flatpak's sandbox, and what it can reach from there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sandbox.h"

#include <string.h>
#include <sys/stat.h>

#include "mw-config.h"

/* flatpak-metadata(5), “.flatpak-info”: the sandbox is described in a file at its root. A test gives another
 * root. */
#define ROOT_VARIABLE "MILLWRIGHT_SANDBOX_ROOT"
#define INFO          ".flatpak-info"
/* `flatpak run` puts this there when the computer has a p11-kit with a server, beside the server's socket:
 * the trusted authorities are then those of the computer. GnuTLS in the GNOME runtime asks p11-kit. */
#define AUTHORITIES "etc/pkcs11/modules/p11-kit-trust.module"

typedef struct
{
  gboolean is_inside;
  gboolean shares_network;
  gboolean sees_authorities;
  gboolean sees_tmp;
  char *root;
  char *command;
} Sandbox;

static gboolean
has_word (GKeyFile *info, const char *key, const char *word)
{
  g_auto (GStrv) words = g_key_file_get_string_list (info, "Context", key, NULL, NULL);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], word))
      return TRUE;
  return FALSE;
}

static Sandbox *
look (void)
{
  const char *given = g_getenv (ROOT_VARIABLE);
  Sandbox *self = g_new0 (Sandbox, 1);
  g_autoptr (GKeyFile) info = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autofree char *authorities = NULL;
  g_autofree char *name = NULL;

  self->root = g_strdup (given != NULL ? given : "/");
  path = g_build_filename (self->root, INFO, NULL);
  self->is_inside = g_key_file_load_from_file (info, path, G_KEY_FILE_NONE, NULL);
  if (!self->is_inside)
    {
      self->shares_network = self->sees_authorities = TRUE;
      self->command = g_strdup ("millwright");
      return self;
    }
  authorities = g_build_filename (self->root, AUTHORITIES, NULL);
  name = g_key_file_get_string (info, "Application", "name", NULL);
  self->shares_network = has_word (info, "shared", "network");
  self->sees_authorities = g_file_test (authorities, G_FILE_TEST_EXISTS);
  self->sees_tmp = has_word (info, "filesystems", "/tmp");
  self->command = g_strdup_printf ("flatpak run --command=millwright %s", name != NULL ? name : MW_APP_ID);
  return self;
}

static const Sandbox *
get (void)
{
  static Sandbox *sandbox;

  if (g_once_init_enter_pointer (&sandbox))
    g_once_init_leave_pointer (&sandbox, look ());
  return sandbox;
}

gboolean
mw_sandbox_is_inside (void)
{
  return get ()->is_inside;
}

/**
 * mw_sandbox_shares_network:
 *
 * A VPN of the computer is a part of its network, so there is none of the sandbox's own.
 *
 * Returns: whether the network can be used; a person may have taken that right away
 */
gboolean
mw_sandbox_shares_network (void)
{
  return get ()->shares_network;
}

/**
 * mw_sandbox_sees_authorities:
 *
 * Returns: whether the authorities that this computer trusts, a company's own among them, are trusted here;
 *   otherwise those are that came with the runtime
 */
gboolean
mw_sandbox_sees_authorities (void)
{
  return get ()->sees_authorities;
}

/**
 * mw_sandbox_get_command:
 *
 * Returns: (transfer none): what stands in the place of “millwright” in a command that people type
 */
const char *
mw_sandbox_get_command (void)
{
  return get ()->command;
}

/**
 * mw_sandbox_would_lose:
 * @path: of a file that is to be written
 *
 * In the sandbox a folder that was not given to it is one in its own memory, the home folder too: a file is
 * written there without an error, and is gone when the process ends. /tmp is one that people do not find.
 *
 * Returns: whether nobody would see the file outside
 */
gboolean
mw_sandbox_would_lose (const char *path)
{
  const Sandbox *self = get ();
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);
  struct stat root, there;

  /* A pipe or a device is where it is. */
  if (!self->is_inside || (stat (whole, &there) == 0 && !S_ISREG (there.st_mode)))
    return FALSE;
  if (g_str_has_prefix (whole, "/tmp/") && !self->sees_tmp)
    return TRUE;
  /* A folder that is not there is none that was given. */
  return stat (self->root, &root) != 0 || stat (folder, &there) != 0 || root.st_dev == there.st_dev;
}
