/* mw-pasted.c: an address of some page, as people copy it out of their browser, and whose it is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-pasted.h"

#include <string.h>

#include "mw-text.h"

/* Browsers cut at about this length too. */
#define MAX_ADDRESS 4096

static gboolean
has_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (mw_text_is_blank (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/**
 * mw_pasted_dup_address:
 * @text: (nullable): what was pasted
 *
 * Returns: (transfer full) (nullable): @text as a whole http or https address (RFC 3986), https where it has
 * no scheme, with its host in small letters; %NULL when it is none, is too long, or has a user in it
 */
char *
mw_pasted_dup_address (const char *text)
{
  g_autofree char *stripped = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;

  if (text == NULL || strlen (text) > MAX_ADDRESS || !g_utf8_validate (text, -1, NULL))
    return NULL;
  stripped = mw_text_strip (text, NULL);
  if (has_blank (stripped) || strchr (stripped, '.') == NULL)
    return NULL;
  whole = strstr (stripped, "://") != NULL ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);
  uri = g_uri_parse (whole, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http")))
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri),
                     g_uri_get_path (uri), g_uri_get_query (uri), g_uri_get_fragment (uri));
}

/**
 * mw_catalog_find_pasted:
 * @catalog: the catalog
 * @text: (nullable): what was pasted
 *
 * Returns: (transfer none) (nullable): the system that alone has such addresses; %NULL when @text is no
 * address, or one that says nothing
 */
MwSystem *
mw_catalog_find_pasted (MwCatalog *catalog, const char *text)
{
  g_autofree char *address = mw_pasted_dup_address (text);

  for (guint i = 0; address != NULL && i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (catalog, i);
      g_autoptr (GHashTable) values = mw_system_read_pasted (system, address, TRUE);

      if (values != NULL)
        return system;
    }
  return NULL;
}
