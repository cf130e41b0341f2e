/* mw-origin.c: addresses of requests: which are of the same origin, and which are this computer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-origin.h"

#include <libsoup/soup.h>

#include "mw-redact.h"
#include "mw-transport.h"

/* Path and query stay as they were sent: decoding and encoding again may change what they mean. */
#define URI_FLAGS SOUP_HTTP_URI_FLAGS

/* GUri unescapes a host and takes spaces and controls in it. */
static gboolean
is_host (const char *host)
{
  g_autofree char *ascii = host && *host ? g_hostname_to_ascii (host) : NULL;

  if (ascii == NULL)
    return FALSE;
  for (const char *c = ascii; *c; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._:%", *c) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_http (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) && is_host (g_uri_get_host (uri));
}

/**
 * mw_origin_parse:
 * @text: an address
 * @error: why it is none
 *
 * Returns: (transfer full): the address, or %NULL with %MW_TRANSPORT_ERROR_ADDRESS
 */
GUri *
mw_origin_parse (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, URI_FLAGS, NULL);

  if (uri == NULL || !is_http (uri))
    {
      g_set_error_literal (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS,
                           "The address is not an http or https URL with a host name");
      return NULL;
    }
  if (g_uri_get_userinfo (uri))
    {
      g_set_error_literal (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS,
                           "The address has a user name or password in it");
      return NULL;
    }
  return g_steal_pointer (&uri);
}

guint16
mw_origin_get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port > 0 ? port : mw_origin_is_plain (uri) ? 80 : 443;
}

/**
 * mw_origin_is_same:
 * @a: an address
 * @b: another
 *
 * Returns: whether scheme, host and port are the same (RFC 6454 4)
 */
gboolean
mw_origin_is_same (GUri *a, GUri *b)
{
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         mw_origin_get_port (a) == mw_origin_get_port (b);
}

gboolean
mw_origin_is_plain (GUri *uri)
{
  return g_str_equal (g_uri_get_scheme (uri), "http");
}

/**
 * mw_origin_is_loopback:
 * @uri: an address
 *
 * Returns: whether it is this computer by its text: localhost (RFC 6761 6.3), 127.0.0.0/8 or ::1. Names are
 * not looked up: what a name server answers is no reason to send a password in clear.
 */
gboolean
mw_origin_is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

char *
mw_origin_dup_text (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autofree char *bracketed = strchr (host, ':') ? g_strdup_printf ("[%s]", host) : NULL;

  return g_strdup_printf ("%s://%s:%u", g_uri_get_scheme (uri), bracketed ? bracketed : host,
                          mw_origin_get_port (uri));
}

/**
 * mw_origin_follow:
 * @from: the address that answered
 * @location: its Location header (RFC 9110 10.2.2)
 * @error: why it is not followed; names both
 *
 * libsoup would send a hand-set key header or cookie to whatever host a redirect names, also from https to
 * http.
 *
 * Returns: (transfer full): the new address, of the same origin; or %NULL with %MW_TRANSPORT_ERROR_REDIRECT
 */
GUri *
mw_origin_follow (GUri *from, const char *location, GError **error)
{
  g_autoptr (GUri) to = g_uri_parse_relative (from, location, URI_FLAGS, NULL);
  g_autofree char *origin = mw_origin_dup_text (from);
  g_autofree char *bare = NULL;
  g_autofree char *safe = NULL;

  if (to && is_http (to) && g_uri_get_userinfo (to) == NULL && mw_origin_is_same (from, to))
    return g_steal_pointer (&to);
  bare = mw_redact_uri (location);
  safe = mw_redact_text (bare);
  if (to && is_http (to) && !mw_origin_is_same (from, to))
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT,
                 "%s leads to %s, which is another server", origin, safe);
  else
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT,
                 "%s leads to %s, which cannot be followed", origin, safe);
  return NULL;
}
