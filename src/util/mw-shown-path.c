/* mw-shown-path.c: where a file is, as people know it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-shown-path.h"

#include <string.h>
#include <sys/xattr.h>

/* A file that was chosen through a portal is seen in a folder of the portal's, which has a random name and
 * says nothing; where it really is stands in an attribute (xdg-desktop-portal, document-portal-fuse.c). */
#define PORTAL_FOLDER "doc"
#define IN_FLATPAK    "/run/flatpak/doc/" /* what a link in the runtime folder leads to */
#define HOST_PATH     "user.document-portal.host-path"
#define MAX_PATH      4096

static gboolean
is_of_portal (const char *path)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), PORTAL_FOLDER, "", NULL);

  return g_str_has_prefix (path, folder) || g_str_has_prefix (path, IN_FLATPAK);
}

/* Of a file that is not there yet the folder has it. */
static char *
dup_host_path (const char *path)
{
  char host[MAX_PATH + 1];
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  gssize length = getxattr (path, HOST_PATH, host, MAX_PATH);

  if (length > 0)
    return g_strndup (host, (gsize) length);
  name = g_path_get_basename (path);
  folder = g_path_get_dirname (path);
  length = getxattr (folder, HOST_PATH, host, MAX_PATH);
  if (length <= 0)
    return g_steal_pointer (&name);
  host[length] = '\0';
  return g_build_filename (host, name, NULL);
}

/**
 * mw_shown_path_dup:
 * @path: of a file
 *
 * Returns: (transfer full): where it is, with the home folder as “~”; of a file that a portal gave where it
 *   really is, or only its name when the portal does not say
 */
char *
mw_shown_path_dup (const char *path)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);
  g_autofree char *host = is_of_portal (path) ? dup_host_path (path) : g_strdup (path);

  return g_str_has_prefix (host, home) && host[length] == '/' ? g_strconcat ("~", host + length, NULL)
                                                              : g_filename_display_name (host);
}
