/* mw-moved.c: a server that sends everybody to another address
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-moved.h"

#include <string.h>

#include "mw-address.h"

G_DEFINE_QUARK (mw_moved_quark, mw_moved)

#define FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED)

static gboolean
is_inside (const char *address)
{
  return mw_address_is_local (address) || mw_address_is_private (address);
}

static GUri *
parse (const char *address)
{
  return address != NULL && mw_address_is_valid (address) && !mw_address_has_user (address)
           ? g_uri_parse (address, FLAGS, NULL)
           : NULL;
}

/* A server may put something before the path we asked for ("/version" → "/erp/version"), or lead to its first
 * page: then the path stays what it was. */
static char *
dup_path (GUri *address, GUri *asked, GUri *target)
{
  const char *before = g_uri_get_path (address);
  const char *rest = g_uri_get_path (asked);
  const char *after = g_uri_get_path (target);
  gsize n_before = strlen (before);

  while (n_before > 0 && before[n_before - 1] == '/')
    n_before--;
  if (strncmp (rest, before, n_before) == 0)
    rest += n_before;
  return strlen (rest) > 1 && g_str_has_suffix (after, rest)
           ? g_strndup (after, strlen (after) - strlen (rest))
           : g_strndup (before, n_before);
}

static gboolean
is_same (const char *a, const char *b)
{
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);

  while (n_a > 0 && a[n_a - 1] == '/')
    n_a--;
  while (n_b > 0 && b[n_b - 1] == '/')
    n_b--;
  return n_a == n_b && g_ascii_strncasecmp (a, b, n_a) == 0;
}

static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port > 0 ? port : g_str_equal (g_uri_get_scheme (uri), "http") ? 80 : 443;
}

/* Whether @asked is on the server of @address. */
static gboolean
is_there (const char *address, const char *asked)
{
  g_autoptr (GUri) there = parse (address);
  g_autoptr (GUri) here = parse (asked);

  return there != NULL && here != NULL && g_str_equal (g_uri_get_scheme (there), g_uri_get_scheme (here)) &&
         g_ascii_strcasecmp (g_uri_get_host (there), g_uri_get_host (here)) == 0 &&
         get_port (there) == get_port (here);
}

/**
 * mw_moved_dup_address:
 * @address: of the system, as it was typed
 * @asked: the whole address that was asked, below it
 * @target: where the answer led (RFC 9110 10.2.2), whole or relative to @asked
 *
 * A server of the internet has no business to send us into the own network.
 *
 * Returns: (transfer full) (nullable): the address to use instead; %NULL when it is the same, when it is less
 * safe (http after https, from the internet into the own network) or none at all
 */
char *
mw_moved_dup_address (const char *address, const char *asked, const char *target)
{
  g_autoptr (GUri) from = parse (address);
  g_autoptr (GUri) by = parse (asked);
  g_autofree char *whole = by != NULL && target != NULL ? g_uri_resolve_relative (asked, target, FLAGS, NULL)
                                                        : NULL;
  g_autoptr (GUri) to = parse (whole);
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autofree char *moved = NULL;

  if (from == NULL || to == NULL || (is_inside (whole) && !is_inside (address)) ||
      (g_str_equal (g_uri_get_scheme (from), "https") && g_str_equal (g_uri_get_scheme (to), "http")))
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (to), -1);
  path = dup_path (from, by, to);
  moved = g_uri_join (FLAGS, g_uri_get_scheme (to), NULL, host, g_uri_get_port (to), path, NULL, NULL);
  return is_same (moved, address) ? NULL : g_steal_pointer (&moved);
}

/**
 * mw_moved_recognise:
 * @error: how a probe or a sign-in ended
 * @answer: (nullable): the last answer that was no data
 * @address: (nullable): of the system, or of what else a form field names
 * @code: which: see %MW_MOVED
 *
 * Returns: (transfer full) (nullable): where @answer came from that server, an error of the domain %MW_MOVED,
 * with the address to use instead as its message
 */
GError *
mw_moved_recognise (const GError *error, const MwStrangeAnswer *answer, const char *address, int code)
{
  g_autofree char *moved = NULL;

  if (!g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT) || answer == NULL ||
      answer->head == NULL || answer->target == NULL || address == NULL ||
      !is_there (address, mw_response_get_uri (answer->head)))
    return NULL;
  moved = mw_moved_dup_address (address, mw_response_get_uri (answer->head), answer->target);
  return moved != NULL ? g_error_new_literal (MW_MOVED, code, moved) : NULL;
}
