/* mw-endpoint.c: addresses of sign-in endpoints: relative, on a host that the file names, or below an address
 * that the user typed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-endpoint.h"

#include <string.h>

#include "mw-places.h"
#include "mw-request-check.h"
#include "mw-system.h"

#define SCHEME         "https://"
#define MAX_LABEL      63 /* RFC 1035 2.3.4 */
#define LITERAL_LABELS 2
#define HOST_CHARS     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"

/* The text without its places, each of which becomes a letter. */
static char *
dup_shape (const char *text)
{
  g_autoptr (GString) shape = g_string_new (NULL);
  MwPlace place;

  while (mw_place_next (&text, &place))
    {
      g_string_append_len (shape, place.literal, place.literal_length);
      if (*place.name != '\0')
        g_string_append_c (shape, 'x');
    }
  return g_string_free_and_steal (g_steal_pointer (&shape));
}

static gboolean
check_path (MwFileReader *reader, const char *key, const char *path, GHashTable *places)
{
  g_autofree char *shape = dup_shape (path);
  g_auto (GStrv) segments = g_strsplit (shape, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    if (strcmp (segments[i], ".") == 0 || strcmp (segments[i], "..") == 0)
      return mw_file_reader_unsafe (reader, key, "a segment must not be . or ..");
  /* RFC 3986 3.3. */
  if (strspn (shape, HOST_CHARS "._~!$&'()*+,;=:@%/") != strlen (shape))
    return mw_file_reader_fail (reader, key, "has a character that does not belong into a path");
  return mw_request_check_text (reader, key, path, places, FALSE);
}

/**
 * mw_endpoint_check_host:
 * @key: for messages
 * @text: an address that begins with https://
 * @places: name → #MwPlaceKind
 * @rest: (out): what follows the host: "" or "/…"
 *
 * The last two labels of the host must be literal, so that a secret goes to the owner of a name that stands
 * in the file, whatever is filled in.
 *
 * Returns: whether it is so
 */
gboolean
mw_endpoint_check_host (MwFileReader *reader,
                        const char *key,
                        const char *text,
                        GHashTable *places,
                        const char **rest)
{
  const char *start = text + strlen (SCHEME);
  g_autofree char *host = NULL;
  g_autofree char *shape = NULL;
  g_auto (GStrv) labels = NULL;
  g_auto (GStrv) shapes = NULL;
  guint n_labels;

  if (!g_str_has_prefix (text, SCHEME))
    return mw_file_reader_unsafe (reader, key, "must begin with https://");
  *rest = start + strcspn (start, "/?#");
  host = g_strndup (start, *rest - start);
  labels = g_strsplit (host, ".", -1);
  n_labels = g_strv_length (labels);
  shape = dup_shape (host);
  shapes = g_strsplit (shape, ".", -1);
  if (n_labels < LITERAL_LABELS || mw_place_is_in (labels[n_labels - 1]) ||
      mw_place_is_in (labels[n_labels - 2]))
    return mw_file_reader_unsafe (reader, key, "the last two names of the host must be written out");
  for (guint i = 0; shapes[i] != NULL; i++)
    if (*shapes[i] == '\0' || strlen (shapes[i]) > MAX_LABEL ||
        strspn (shapes[i], HOST_CHARS) != strlen (shapes[i]))
      return mw_file_reader_unsafe (reader, key, "“%s” is no name of a host", host);
  return mw_request_check_text (reader, key, host, places, FALSE);
}

/**
 * mw_endpoint_check:
 * @key: for messages
 * @text: "/path" below the connection's address, "https://host/path", or "{field}/path" where the field is
 * an address that the user typed
 * @places: name → #MwPlaceKind
 *
 * Returns: whether a secret may be sent there
 */
gboolean
mw_endpoint_check (MwFileReader *reader, const char *key, const char *text, GHashTable *places)
{
  const char *rest = text;
  MwPlace place;

  if (g_str_has_prefix (text, SCHEME))
    return mw_endpoint_check_host (reader, key, text, places, &rest) &&
           check_path (reader, key, rest, places);
  if (*text == '/' && text[1] != '/')
    return check_path (reader, key, text, places);
  if (mw_place_next (&rest, &place) && place.literal_length == 0 && (*rest == '\0' || *rest == '/') &&
      GPOINTER_TO_INT (g_hash_table_lookup (places, place.name)) == MW_PLACE_ADDRESS)
    return check_path (reader, key, rest, places);
  return mw_file_reader_unsafe (reader, key,
                                "an endpoint is a path below the address, an https address with a host that "
                                "is written out, or a path below a form field of kind url");
}

static gboolean
is_host_value (const char *value)
{
  gsize length = strlen (value);

  return length > 0 && length <= MAX_LABEL && strspn (value, HOST_CHARS) == length;
}

static char *
fill_part (const char *text, gboolean is_host, MwVariables *variables, GError **error)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  MwPlace place;

  while (mw_place_next (&text, &place))
    {
      g_autofree char *value = NULL;

      g_string_append_len (filled, place.literal, place.literal_length);
      if (*place.name == '\0')
        continue;
      value = mw_variables_dup_text (variables, place.name);
      if (value == NULL || (is_host && !is_host_value (value)) || strcmp (value, ".") == 0 ||
          strcmp (value, "..") == 0)
        {
          g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT,
                       "{%s} has no value that fits into an address", place.name);
          return NULL;
        }
      g_string_append_uri_escaped (filled, value, NULL, FALSE);
    }
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

static char *
join (const char *base, const char *path)
{
  gsize length = strlen (base);

  while (length > 0 && base[length - 1] == '/')
    length--;
  return g_strdup_printf ("%.*s%s", (int) length, base, path);
}

/**
 * mw_endpoint_fill:
 * @text: an endpoint that mw_endpoint_check() accepted
 * @base_uri: the connection's address
 * @variables: plain values
 * @error: %MW_CATALOG_ERROR_FORMAT when a place has no value, or one that is no part of a host
 *
 * Returns: (transfer full) (nullable): the whole address
 */
char *
mw_endpoint_fill (const char *text, const char *base_uri, MwVariables *variables, GError **error)
{
  g_autofree char *base = NULL;
  g_autofree char *path = NULL;
  const char *rest = text;

  if (g_str_has_prefix (text, SCHEME))
    {
      g_autofree char *template = NULL;

      rest += strlen (SCHEME);
      rest += strcspn (rest, "/");
      template = g_strndup (text, rest - text);
      base = fill_part (template, TRUE, variables, error);
    }
  else if (*text == '/')
    base = g_strdup (base_uri);
  else
    {
      MwPlace place;

      mw_place_next (&rest, &place);
      base = mw_variables_dup_text (variables, place.name);
      if (base == NULL)
        g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "{%s} has no value", place.name);
    }
  path = base != NULL ? fill_part (rest, FALSE, variables, error) : NULL;
  return path != NULL ? join (base, path) : NULL;
}
