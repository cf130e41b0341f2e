/* mw-address.c: the address of a system as people paste it, made into one that a program can use
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-address.h"

#include <gio/gio.h>
#include <string.h>

#include "mw-text.h"

static GUri *
parse (const char *address)
{
  GUri *uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (uri != NULL && (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'))
    g_clear_pointer (&uri, g_uri_unref);
  return uri;
}

static char *
with_scheme (const char *typed)
{
  g_autofree char *text = mw_text_strip (typed, "\"'<>");

  if (*text == '\0' || strstr (text, "://") != NULL)
    return g_steal_pointer (&text);
  return g_strconcat ("https://", g_str_has_prefix (text, "//") ? text + 2 : text, NULL);
}

/**
 * mw_address_complete:
 * @typed: what was typed or pasted
 * @keep_path: whether this system's address has a path of its own
 *
 * Takes blanks and quotes away, adds https:// where no scheme was typed, and cuts user info, query, fragment
 * and (unless
 * @keep_path) the path, since people paste the address of the page they look at. What is no address at all is
 * given back as it is, for mw_address_is_valid() to refuse.
 *
 * Returns: (transfer full): the address, without a slash at its end
 */
char *
mw_address_complete (const char *typed, gboolean keep_path)
{
  g_autofree char *text = with_scheme (typed);
  g_autofree char *path = NULL;
  g_autofree char *host = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GUri) uri = parse (text);
  gsize length;

  if (uri == NULL)
    return g_steal_pointer (&text);
  path = keep_path ? g_strdup (g_uri_get_path (uri)) : g_strdup ("");
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  address = g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri), path,
                        NULL, NULL);
  length = strlen (address);
  while (length > 0 && address[length - 1] == '/')
    address[--length] = '\0';
  return g_steal_pointer (&address);
}

/**
 * mw_address_has_path:
 * @address: (nullable): an address, such as a form field's example
 *
 * Returns: whether it has a path below the host
 */
gboolean
mw_address_has_path (const char *address)
{
  g_autofree char *text = address != NULL ? with_scheme (address) : NULL;
  g_autoptr (GUri) uri = parse (text);

  return uri != NULL && strlen (g_uri_get_path (uri)) > 1;
}

/**
 * mw_address_has_user:
 * @typed: what was typed
 *
 * Returns: whether a user name or password stands in it (user:password@host)
 */
gboolean
mw_address_has_user (const char *typed)
{
  g_autofree char *text = with_scheme (typed);
  g_autoptr (GUri) uri = parse (text);

  return uri != NULL && g_uri_get_userinfo (uri) != NULL;
}

/**
 * mw_address_is_valid:
 * @address: (nullable): a completed address
 *
 * Returns: whether it is an http or https address of a host
 */
gboolean
mw_address_is_valid (const char *address)
{
  g_autoptr (GUri) uri = parse (address);
  const char *host;

  if (uri == NULL)
    return FALSE;
  if (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return FALSE;
  host = g_uri_get_host (uri);
  return strpbrk (host, " \t%,;\\") == NULL && g_uri_get_port (uri) != 0;
}

/**
 * mw_address_is_plain:
 * @address: (nullable): a completed address
 *
 * Returns: whether it is http to another machine: readable on the way
 */
gboolean
mw_address_is_plain (const char *address)
{
  g_autoptr (GUri) uri = parse (address);

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "http") && !mw_address_is_local (address);
}

/**
 * mw_address_is_local:
 * @address: (nullable): a completed address
 *
 * Returns: whether it names this machine's loopback (127.0.0.0/8, ::1, localhost: RFC 6761 6.3)
 */
gboolean
mw_address_is_local (const char *address)
{
  g_autoptr (GUri) uri = parse (address);
  g_autoptr (GInetAddress) ip = NULL;

  if (uri == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (g_uri_get_host (uri), "localhost") == 0)
    return TRUE;
  ip = g_inet_address_new_from_string (g_uri_get_host (uri));
  return ip != NULL && g_inet_address_get_is_loopback (ip);
}

/* RFC 1918, RFC 3927; 100.64.0.0/10 (RFC 6598) is the inside of a provider's network. */
static gboolean
is_inside_ipv4 (const guint8 *bytes)
{
  g_autoptr (GInetAddress) ip = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV4);

  return g_inet_address_get_is_loopback (ip) || g_inet_address_get_is_site_local (ip) ||
         g_inet_address_get_is_link_local (ip) || bytes[0] == 0 ||
         (bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40);
}

static gboolean
is_inside_number (GInetAddress *ip)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff }; /* RFC 4291 2.5.5.2 */
  const guint8 *bytes = g_inet_address_to_bytes (ip);

  if (g_inet_address_get_family (ip) == G_SOCKET_FAMILY_IPV4)
    return is_inside_ipv4 (bytes);
  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    return is_inside_ipv4 (bytes + sizeof mapped);
  return g_inet_address_get_is_any (ip) || g_inet_address_get_is_loopback (ip) ||
         g_inet_address_get_is_link_local (ip) || (bytes[0] & 0xfe) == 0xfc; /* RFC 4193 */
}

/* Names that no public name server knows: RFC 6762 (local), RFC 8375 (home.arpa), ICANN's internal, and those
 * that RFC 6762 appendix G and ICANN's list of collisions name as used inside of companies; below localhost
 * (RFC 6761 6.3); and the odd numbers that programs take for an address (127.1, 0x7f.1, 2130706433). */
static gboolean
is_inside_name (const char *host)
{
  static const char *const ends[] = { ".local",     ".internal",  ".intranet", ".intra",       ".corp",
                                      ".lan",       ".home",      ".private",  ".localdomain", ".ad",
                                      ".home.arpa", ".localhost", NULL };
  g_autofree char *small = g_ascii_strdown (host, -1);
  gsize length = strlen (small);

  if (length > 0 && small[length - 1] == '.')
    small[length - 1] = '\0';
  if (strchr (small, '.') == NULL || g_ascii_isdigit (strrchr (small, '.')[1]))
    return TRUE;
  for (guint i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (small, ends[i]))
      return TRUE;
  return FALSE;
}

/**
 * mw_address_is_private:
 * @address: (nullable): a completed address
 *
 * Returns: whether its host can be reached from inside of a company's or a home's own network only (RFC 1918,
 * RFC 3927, RFC 4193, RFC 6598; names that no public name server knows); not what mw_address_is_local() knows
 */
gboolean
mw_address_is_private (const char *address)
{
  g_autoptr (GUri) uri = parse (address);
  g_autoptr (GInetAddress) ip = NULL;

  if (uri == NULL || mw_address_is_local (address))
    return FALSE;
  ip = g_inet_address_new_from_string (g_uri_get_host (uri));
  return ip != NULL ? is_inside_number (ip) : is_inside_name (g_uri_get_host (uri));
}

/**
 * mw_address_dup_host:
 * @address: (nullable): a completed address
 *
 * Returns: (transfer full) (nullable): "erp.example.com", with the port where one stands in the address
 */
char *
mw_address_dup_host (const char *address)
{
  g_autoptr (GUri) uri = parse (address);

  if (uri == NULL)
    return NULL;
  return g_uri_get_port (uri) > 0 ? g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri))
                                  : g_strdup (g_uri_get_host (uri));
}
