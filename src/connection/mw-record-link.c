/* mw-record-link.c: the page of a record in its own system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-record-link.h"

#include <string.h>

#define FIELD "source_url"

/* Whether the text says by itself where an address leads: nothing that stands behind it can change the host.
 */
static gboolean
has_whole_host (const char *text)
{
  const char *host = strstr (text, "://");

  if (host != NULL)
    return host[3 + strcspn (host + 3, "/?#")] != '\0';
  /* “{web}/?page=50”: what the user typed, or the file. */
  host = *text == '{' ? strchr (text, '}') : NULL;
  return host != NULL && host[1] != '\0' && strchr ("/?#", host[1]) != NULL;
}

/* System files say where the pages are; only then the host may be another than the one that is asked for
 * records. */
static gboolean
is_of_file (const MwExpression *expression)
{
  /* An “if” without “else” has the first of nothing there. */
  if (expression->kind == MW_EXPRESSION_IF || expression->kind == MW_EXPRESSION_FIRST)
    {
      for (guint i = 0; expression->of[i] != NULL; i++)
        if (!is_of_file (expression->of[i]))
          return FALSE;
      return TRUE;
    }
  if (expression->kind == MW_EXPRESSION_JOIN && expression->of[0] != NULL)
    return expression->of[0]->kind == MW_EXPRESSION_CONST && has_whole_host (expression->of[0]->text);
  return expression->kind == MW_EXPRESSION_CONST && has_whole_host (expression->text);
}

static gboolean
is_web (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  return (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/**
 * mw_record_link_is_own:
 * @url: the link of a row
 * @made_by: (nullable): how the system file makes links of such rows
 * @address: the host of the connection, with the port where one stands in its address
 *
 * Records come from elsewhere, and may hold anything: a link in them must not lead anywhere else.
 *
 * Returns: whether @url is a web page of the system itself
 */
gboolean
mw_record_link_is_own (const char *url, const MwExpression *made_by, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *host = NULL;

  if (uri == NULL || !is_web (uri))
    return FALSE;
  if (made_by != NULL && is_of_file (made_by))
    return TRUE;
  host = g_uri_get_port (uri) > 0 ? g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri))
                                  : g_strdup (g_uri_get_host (uri));
  return g_ascii_strcasecmp (host, address) == 0;
}

/**
 * mw_record_link_dup:
 * @connection: where the row is from
 * @entity: what it is
 * @generation: the table
 * @row: number of the row
 *
 * Returns: (transfer full) (nullable): the address of its page in the system; %NULL when there is none that
 * may be opened
 */
char *
mw_record_link_dup (MwConnection *connection, MwEntity *entity, const MwGeneration *generation, guint row)
{
  int column = mw_generation_find_column (generation, FIELD);
  int field = mw_entity_find_field (entity, FIELD);
  const char *url = column < 0 ? NULL : mw_generation_get_cell (generation, row, (guint) column, NULL);
  const MwEntitySource *source;

  if (url == NULL || field < 0)
    return NULL;
  source = mw_system_find_entity (mw_connection_get_system (connection),
                                  mw_connection_get_variant (connection), entity);
  if (!mw_record_link_is_own (url, source != NULL ? source->map[field] : NULL,
                              mw_connection_get_address (connection)))
    return NULL;
  return g_strdup (url);
}
