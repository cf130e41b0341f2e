/* mw-list-addresses.c: pasted addresses of lists: what they begin with together, and the rest of each
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-list-addresses.h"

#include <gio/gio.h>
#include <string.h>

#include "mw-address.h"
#include "mw-connection-file.h"
#include "mw-redact.h"

/* Parameters that hold a key, as they are compared: small letters only. What is written into a file must not
 * hold one. */
static const char *const key_names[] = { "key",
                                         "apikey",
                                         "apitoken",
                                         "token",
                                         "accesstoken",
                                         "authtoken",
                                         "accesskey",
                                         "secret",
                                         "clientsecret",
                                         "password",
                                         "passwd",
                                         "pwd",
                                         "sig",
                                         "signature",
                                         "auth",
                                         "authkey",
                                         "authorization",
                                         "session",
                                         "sessionid",
                                         "jwt",
                                         "subscriptionkey",
                                         "userkey",
                                         NULL };
/* Parameters that say where a page begins: with one of them the records before it would be missing. */
static const char *const position_names[] = { "page",       "pagenumber", "offset", "skip",
                                              "start",      "startat",    "cursor", "pagetoken",
                                              "limitstart", "startindex", NULL };

void
mw_list_addresses_free (MwListAddresses *self)
{
  g_free (self->base);
  g_strfreev (self->lists);
  g_free (self);
}

MwListAddresses *
mw_list_addresses_copy (const MwListAddresses *self)
{
  MwListAddresses *copy = g_new0 (MwListAddresses, 1);

  copy->base = g_strdup (self->base);
  copy->lists = g_strdupv (self->lists);
  return copy;
}

/* "X-Api_Key" → "xapikey" */
static char *
fold_name (const char *name)
{
  GString *folded = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (folded, g_ascii_tolower (*p));
  return g_string_free_and_steal (folded);
}

static char *
dup_parameter_name (const char *parameter)
{
  g_autofree char *name = g_strndup (parameter, strcspn (parameter, "="));
  g_autofree char *plain = g_uri_unescape_string (name, NULL);

  return fold_name (plain != NULL ? plain : name);
}

/* "a=1&page=2" → "a=1"; %FALSE when a key stands in it. */
static gboolean
clean_query (const char *query, char **clean, GError **error)
{
  g_auto (GStrv) parameters = g_strsplit (query, "&", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      g_autofree char *name = dup_parameter_name (parameters[i]);

      if (g_strv_contains (key_names, name))
        {
          g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_KEY_IN_ADDRESS, "%.*s",
                       (int) MIN (strcspn (parameters[i], "="), 60), parameters[i]);
          return FALSE;
        }
      if (*parameters[i] != '\0' && !g_strv_contains (position_names, name))
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? "&" : "", parameters[i]);
    }
  *clean = g_string_free_and_steal (g_steal_pointer (&kept));
  return TRUE;
}

/* "https://host/v1/orders?a=1": completed, without what must not stay. */
static char *
dup_whole (const char *typed, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (typed, "?", 2);
  g_autofree char *address = mw_address_complete (parts[0] != NULL ? parts[0] : "", TRUE);
  g_autofree char *query = NULL;

  if (mw_address_has_user (typed) || !mw_address_is_valid (address))
    {
      g_autofree char *safe = mw_redact_uri (typed);

      g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_LIST, safe);
      return NULL;
    }
  if (parts[0] == NULL || parts[1] == NULL)
    return g_steal_pointer (&address);
  g_strdelimit (parts[1], "#", '\0');
  if (!clean_query (g_strstrip (parts[1]), &query, error))
    return NULL;
  return *query != '\0' ? g_strconcat (address, "?", query, NULL) : g_steal_pointer (&address);
}

/* Where the path of @address ends. */
static gsize
get_path_end (const char *address)
{
  return strcspn (address, "?");
}

/* Where the host of @address ends. */
static gsize
get_host_end (const char *address)
{
  const char *host = strstr (address, "://") + 3;

  return (gsize) (host - address) + strcspn (host, "/?");
}

/* The address without its last part; NULL for that of a server. */
static char *
dup_parent (const char *address)
{
  g_autofree char *path = g_strndup (address, get_path_end (address));
  char *slash = strrchr (path, '/');

  if (slash == NULL || slash < path + get_host_end (path))
    return NULL;
  return g_strndup (path, (gsize) (slash - path));
}

static gboolean
begins_with (const char *address, const char *base)
{
  gsize length = strlen (base);

  return strncmp (address, base, length) == 0 && address[length] == '/' && address[length + 1] != '\0';
}

/* The longest that both begin with; NULL when they are of two servers. */
static char *
dup_common (const char *base, const char *address)
{
  g_autofree char *common = g_strdup (base);

  while (common != NULL && !begins_with (address, common))
    {
      char *parent = dup_parent (common);

      g_free (common);
      common = parent;
    }
  return g_steal_pointer (&common);
}

/* @wholes: (element-type utf8): the addresses; @base: (nullable): what they may begin with already. */
static MwListAddresses *
split (GPtrArray *wholes, const char *base, GError **error)
{
  g_autofree char *common = g_strdup (base);
  MwListAddresses *self;

  for (guint i = 0; i < wholes->len; i++)
    {
      const char *whole = wholes->pdata[i];
      g_autofree char *parent = dup_parent (whole);
      g_autofree char *shared = NULL;

      if (parent == NULL)
        {
          g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_LIST, whole);
          return NULL;
        }
      shared = dup_common (common != NULL ? common : parent, whole);
      if (shared == NULL)
        {
          g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_OTHER_SERVER, whole);
          return NULL;
        }
      g_free (common);
      common = g_steal_pointer (&shared);
    }
  self = g_new0 (MwListAddresses, 1);
  self->lists = g_new0 (char *, wholes->len + 1);
  for (guint i = 0; i < wholes->len; i++)
    self->lists[i] = g_strdup ((char *) wholes->pdata[i] + strlen (common) + 1);
  self->base = g_steal_pointer (&common);
  return self;
}

static gboolean
add_whole (GPtrArray *wholes, const char *typed, GError **error)
{
  char *whole = dup_whole (typed, error);

  if (whole == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (wholes, whole, g_str_equal, NULL))
    g_free (whole);
  else
    g_ptr_array_add (wholes, whole);
  return TRUE;
}

/**
 * mw_list_addresses_new:
 * @address: as typed: of one list; or, with @lists, what stands before them
 * @lists: (nullable): as typed: several with commas or blanks between, each whole or what stands behind
 *   @address
 *
 * Parameters that say where a page begins are left out: all pages are read.
 *
 * Returns: (transfer full) (nullable): the addresses; %NULL with %MW_CONNECTION_ERROR_NO_LIST (it is the
 * address of a server), %MW_CONNECTION_ERROR_OTHER_SERVER or %MW_CONNECTION_ERROR_KEY_IN_ADDRESS
 */
MwListAddresses *
mw_list_addresses_new (const char *address, const char *lists, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (lists != NULL ? lists : "", ",; \t\r\n", -1);
  g_autoptr (GPtrArray) wholes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *base = mw_address_complete (address, TRUE);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = strstr (parts[i], "://") != NULL ? parts[i] : parts[i] + strspn (parts[i], "/");
      g_autofree char *typed = part == parts[i] && strstr (part, "://") != NULL
                                 ? g_strdup (part)
                                 : g_strconcat (base, "/", part, NULL);

      if (*part != '\0' && !add_whole (wholes, typed, error))
        return NULL;
    }
  if (wholes->len > 0)
    return split (wholes, base, error);
  return add_whole (wholes, address, error) ? split (wholes, NULL, error) : NULL;
}

/**
 * mw_list_addresses_add:
 * @self: addresses
 * @address: one more, as typed
 *
 * Returns: (transfer full) (nullable): all of them; %NULL as mw_list_addresses_new() has it
 */
MwListAddresses *
mw_list_addresses_add (const MwListAddresses *self, const char *address, GError **error)
{
  g_autoptr (GPtrArray) wholes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->lists[i] != NULL; i++)
    g_ptr_array_add (wholes, g_strconcat (self->base, "/", self->lists[i], NULL));
  return add_whole (wholes, address, error) ? split (wholes, self->base, error) : NULL;
}
