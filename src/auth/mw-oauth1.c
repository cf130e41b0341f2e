/* mw-oauth1.c: signs requests with OAuth 1.0 (RFC 5849), HMAC-SHA256
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth1.h"

#include <string.h>

/* 3.6: everything but the unreserved characters of RFC 3986. */
static char *
encode (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/* 3.4.1.3.1: as a form; what is no percent-encoding stands for itself. */
static char *
decode (const char *text, gsize length)
{
  g_autofree char *form = g_strndup (text, length);
  char *decoded;

  g_strdelimit (form, "+", ' ');
  decoded = g_uri_unescape_string (form, NULL);
  return decoded != NULL ? decoded : g_steal_pointer (&form);
}

static void
add_pair (GPtrArray *pairs, const char *name, const char *value)
{
  g_autofree char *encoded_name = encode (name);
  g_autofree char *encoded_value = encode (value);

  g_ptr_array_add (pairs, g_strconcat (encoded_name, "=", encoded_value, NULL));
}

static void
add_form (GPtrArray *pairs, const char *form)
{
  g_auto (GStrv) parts = g_strsplit (form, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strcspn (parts[i], "=");
      g_autofree char *name = decode (parts[i], length);
      const char *rest = parts[i] + length;
      g_autofree char *value = decode (*rest == '=' ? rest + 1 : rest,
                                       strlen (*rest == '=' ? rest + 1 : rest));

      if (*parts[i] != '\0')
        add_pair (pairs, name, value);
    }
}

/* By name, then by value, as bytes (3.4.1.3.2). “=” is less than what a name is made of but for “-” and “.”,
 * so the two are compared apart. */
static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a;
  const char *y = *(const char *const *) b;
  gsize x_length = strcspn (x, "=");
  gsize y_length = strcspn (y, "=");
  int order = memcmp (x, y, MIN (x_length, y_length));

  if (order == 0 && x_length != y_length)
    order = x_length < y_length ? -1 : 1;
  return order != 0 ? order : strcmp (x + x_length, y + y_length);
}

/* 3.4.1.2: scheme and host in small letters, a port only where it is not the scheme's own. */
static char *
dup_base_uri (const char *uri)
{
  g_autofree char *address = g_strndup (uri, strcspn (uri, "?#"));
  char *authority = strstr (address, "://");
  char *path;
  g_autofree char *head = NULL;
  g_autofree char *own_port = NULL;

  if (authority == NULL)
    return g_steal_pointer (&address);
  path = authority + 3 + strcspn (authority + 3, "/");
  head = g_ascii_strdown (address, path - address);
  own_port = g_strdup (g_str_has_prefix (head, "http:") ? ":80" : ":443");
  if (g_str_has_suffix (head, own_port))
    head[strlen (head) - strlen (own_port)] = '\0';
  return g_strconcat (head, *path != '\0' ? path : "/", NULL);
}

char *
mw_oauth1_dup_base_string (const char *method, const char *uri, const char *form, const char *const *protocol)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *base = dup_base_uri (uri);
  g_autofree char *encoded_base = encode (base);
  g_autofree char *joined = NULL;
  g_autofree char *encoded_pairs = NULL;
  const char *query = strchr (uri, '?');

  if (query != NULL)
    {
      g_autofree char *bare = g_strndup (query + 1, strcspn (query + 1, "#"));

      add_form (pairs, bare);
    }
  if (form != NULL)
    add_form (pairs, form);
  for (guint i = 0; protocol[i] != NULL; i += 2)
    add_pair (pairs, protocol[i], protocol[i + 1]);
  g_ptr_array_sort (pairs, compare_pairs);
  g_ptr_array_add (pairs, NULL);
  joined = g_strjoinv ("&", (char **) pairs->pdata);
  encoded_pairs = encode (joined);
  return g_strconcat (method, "&", encoded_base, "&", encoded_pairs, NULL);
}

static char *
dup_signature (const MwOAuth1Keys *keys, const char *base_string)
{
  g_autofree char *consumer = encode (keys->consumer_secret);
  g_autofree char *token = encode (keys->token_secret);
  g_autofree char *key = g_strconcat (consumer, "&", token, NULL);
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key));
  guchar digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) base_string, -1);
  g_hmac_get_digest (hmac, digest, &length);
  g_hmac_unref (hmac);
  explicit_bzero (key, strlen (key));
  return g_base64_encode (digest, length);
}

char *
mw_oauth1_sign (const MwOAuth1Keys *keys,
                const char *method,
                const char *uri,
                const char *form,
                gint64 timestamp,
                const char *nonce)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, timestamp);
  const char *const protocol[] = {
    "oauth_consumer_key",
    keys->consumer_key,
    "oauth_token",
    keys->token,
    "oauth_signature_method",
    "HMAC-SHA256",
    "oauth_timestamp",
    seconds,
    "oauth_nonce",
    nonce,
    "oauth_version",
    "1.0",
    NULL,
  };
  g_autofree char *base_string = mw_oauth1_dup_base_string (method, uri, form, protocol);
  g_autofree char *signature = dup_signature (keys, base_string);
  g_autofree char *encoded_signature = encode (signature);
  g_autoptr (GString) header = g_string_new ("OAuth ");

  if (keys->realm != NULL)
    {
      g_autofree char *realm = encode (keys->realm);

      g_string_append_printf (header, "realm=\"%s\", ", realm);
    }
  for (guint i = 0; protocol[i] != NULL; i += 2)
    {
      g_autofree char *value = encode (protocol[i + 1]);

      g_string_append_printf (header, "%s=\"%s\", ", protocol[i], value);
    }
  g_string_append_printf (header, "oauth_signature=\"%s\"", encoded_signature);
  return g_string_free_and_steal (g_steal_pointer (&header));
}
