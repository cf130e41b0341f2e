/* mw-request-header.c: the headers of a request: names and values that a header may have
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-request-fill.h"
#include "mw-system.h"

/* What would end a header line, or what no header may hold (RFC 9110 5.5). */
static gboolean
is_header_value (const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if ((guchar) *c < ' ' ? *c != '\t' : *c == 0x7f)
      return FALSE;
  return TRUE;
}

/**
 * mw_request_header_find_problem:
 * @name: of a header
 * @unsafe: (out): whether it could do harm
 *
 * Returns: (nullable): why requests of system files cannot have such a header, to be put behind its name
 */
const char *
mw_request_header_find_problem (const char *name, gboolean *unsafe)
{
  static const char *const of_connection[] = { "connection", "content-length", "host", "transfer-encoding",
                                               NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  *unsafe = FALSE;
  /* RFC 9110 5.6.2: a token. */
  if (*name == '\0' ||
      strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~") !=
        strlen (name))
    return "is no name of a header";
  *unsafe = TRUE;
  if (g_strv_contains (of_connection, lower))
    return "is not for system files";
  if (g_str_has_prefix (lower, "x-http-method") || g_str_equal (lower, "x-method-override"))
    return "turns a reading request into another";
  return NULL;
}

/**
 * mw_request_header_dup_name:
 * @header: of a sign-in
 *
 * The name of a header, which may be a place: then the user has typed it.
 *
 * Returns: (transfer full): %NULL with %MW_CATALOG_ERROR_FORMAT when what was typed is no name of a header
 */
char *
mw_request_header_dup_name (const MwRequestHeader *header, MwVariables *variables, GError **error)
{
  g_autofree char *name = NULL;
  const char *problem;
  gboolean unsafe;
  MwPlace place;

  if (!mw_place_is_whole (header->name, &place))
    return g_strdup (header->name);
  name = mw_variables_dup_text (variables, place.name);
  problem = mw_request_header_find_problem (name != NULL ? name : "", &unsafe);
  if (problem == NULL)
    return g_steal_pointer (&name);
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "“%s” %s", name != NULL ? name : "",
               problem);
  return NULL;
}

/**
 * mw_request_header_fill:
 * @secrets: (nullable): looked into for what @variables do not have
 *
 * The value of a header with its places filled.
 *
 * Returns: (transfer full) (nullable): the value; %NULL without @error when the header is left out, as a
 * place has no value or the empty text; %NULL with %MW_CATALOG_ERROR_FORMAT when a value has a line break or
 * another control character
 */
char *
mw_request_header_fill (const MwRequestHeader *header,
                        MwVariables *variables,
                        MwSecrets *secrets,
                        GError **error)
{
  MwFilling filling = { variables, secrets };
  g_autofree char *value = NULL;

  g_return_val_if_fail (header != NULL, NULL);

  value = mw_filling_fill (&filling, header->value, MW_FILL_TEXT);
  if (value == NULL || filling.empty)
    return NULL;
  if (is_header_value (value))
    return g_steal_pointer (&value);
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT,
               "a value for the header %s has a line break or another control character", header->name);
  return NULL;
}

char **
mw_request_render_headers (const MwRequestTemplate *self,
                           MwVariables *variables,
                           MwSecrets *secrets,
                           char **content_type,
                           GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->n_headers; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autofree char *value = mw_request_header_fill (&self->headers[i], variables, secrets, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (value == NULL)
        continue;
      if (g_ascii_strcasecmp (self->headers[i].name, "Content-Type") == 0)
        {
          g_free (*content_type);
          *content_type = g_steal_pointer (&value);
          continue;
        }
      g_strv_builder_add (builder, self->headers[i].name);
      g_strv_builder_take (builder, g_steal_pointer (&value));
    }
  return g_strv_builder_end (builder);
}
