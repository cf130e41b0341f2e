/* mw-extract.c: takes from the answer to a sign-in what the system file names
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-extract.h"

#include <string.h>

/* RFC 6265 4.1.1: NAME=VALUE and attributes behind a semicolon. */
static char *
dup_cookie (MwResponse *response, const char *name)
{
  g_auto (GStrv) cookies = mw_response_dup_headers (response, "Set-Cookie");
  gsize length = strlen (name);

  for (guint i = 0; cookies != NULL && cookies[i] != NULL; i++)
    {
      if (strncmp (cookies[i], name, length) == 0 && cookies[i][length] == '=')
        return g_strndup (cookies[i] + length + 1, strcspn (cookies[i] + length + 1, ";"));
    }
  return NULL;
}

static gboolean
is_wanted (char **names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize length = strlen (names[i]);

      if (length > 0 && names[i][length - 1] == '*' ? strncmp (names[i], name, length - 1) == 0
                                                    : strcmp (names[i], name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* As a Cookie header has them (RFC 6265 5.4); of two with one name the last, and none that is emptied. */
static char *
dup_cookies (MwResponse *response, char **names)
{
  g_auto (GStrv) cookies = mw_response_dup_headers (response, "Set-Cookie");
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) header = g_string_new (NULL);
  guint n_cookies = cookies != NULL ? g_strv_length (cookies) : 0;

  for (guint i = n_cookies; i > 0; i--)
    {
      g_autofree char *cookie = g_strndup (cookies[i - 1], strcspn (cookies[i - 1], ";"));
      g_autofree char *name = g_strndup (cookie, strcspn (cookie, "="));

      g_strchomp (cookie);
      if (!is_wanted (names, name) || strlen (cookie) <= strlen (name) + 1 ||
          !g_hash_table_add (taken, g_steal_pointer (&name)))
        continue;
      if (header->len > 0)
        g_string_prepend (header, "; ");
      g_string_prepend (header, cookie);
    }
  return header->len > 0 ? g_string_free_and_steal (g_steal_pointer (&header)) : NULL;
}

static char *
dup_raw (const MwExtractSource *source, const MwExtract *wanted)
{
  yyjson_val *value;

  if (wanted->cookie != NULL)
    return dup_cookie (source->response, wanted->cookie);
  if (wanted->cookies != NULL)
    return dup_cookies (source->response, wanted->cookies);
  if (wanted->header != NULL)
    return g_strdup (mw_response_get_header (source->response, wanted->header));
  if (wanted->redirect != NULL)
    return source->redirect != NULL ? g_strdup (g_hash_table_lookup (source->redirect, wanted->redirect))
                                    : NULL;
  value = source->body != NULL ? mw_json_path_get (wanted->path, source->body, NULL) : NULL;
  return value != NULL ? mw_json_dup_text (value) : NULL;
}

static char *
dup_value (const MwExtractSource *source, const MwExtract *wanted)
{
  g_autofree char *raw = dup_raw (source, wanted);
  g_autoptr (GMatchInfo) match = NULL;

  if (raw == NULL || wanted->matches == NULL)
    return g_steal_pointer (&raw);
  return g_regex_match (wanted->matches, raw, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* A host, or an https address with nothing in front of the host, that ends so. */
static gboolean
has_suffix (const char *value, const char *suffix)
{
  const char *host = g_str_has_prefix (value, "https://") ? value + strlen ("https://") : value;
  gsize length = strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
  gsize suffix_length = strlen (suffix);

  return (host[length] == '\0' || (host != value && host[length] == '/')) && length > suffix_length &&
         g_ascii_strncasecmp (host + length - suffix_length, suffix, suffix_length) == 0;
}

static gboolean
is_there (MwGrant *grant, const MwExtract *wanted)
{
  return wanted->secret ? mw_secrets_get (grant->secrets, wanted->variable) != NULL
                        : mw_variables_get_node (grant->variables, wanted->variable) != NULL;
}

gboolean
mw_extract (MwSystem *system,
            const MwSignIn *sign_in,
            const MwExtractSource *source,
            MwGrant *grant,
            GError **error)
{
  for (guint i = 0; i < sign_in->n_extracts; i++)
    {
      const MwExtract *wanted = &sign_in->extracts[i];
      g_autofree char *text = dup_value (source, wanted);

      if (text == NULL || *text == '\0')
        {
          if (wanted->optional || is_there (grant, wanted))
            continue;
          g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT,
                       "The answer to the sign-in has no %s: this does not look like %s", wanted->variable,
                       mw_system_get_name (system));
          return FALSE;
        }
      if (wanted->suffix != NULL && !has_suffix (text, wanted->suffix))
        {
          g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT,
                       "The answer to the sign-in names a %s that does not end with %s", wanted->variable,
                       wanted->suffix);
          return FALSE;
        }
      if (wanted->secret)
        mw_secrets_set (grant->secrets, wanted->variable, text);
      else
        mw_variables_set_text (grant->variables, wanted->variable, text);
    }
  return TRUE;
}
