/* mw-json-pointer.c: where a value stands in a document (RFC 6901)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-pointer.h"

#include <string.h>

/**
 * mw_json_pointer_append:
 * @pointer: a JSON pointer
 * @key: the key of a member, not escaped
 * @length: of @key
 *
 * Appends a step to it (RFC 6901 3).
 */
void
mw_json_pointer_append (GString *pointer, const char *key, gsize length)
{
  g_string_append_c (pointer, '/');
  for (gsize i = 0; i < length; i++)
    {
      if (key[i] == '~')
        g_string_append (pointer, "~0");
      else if (key[i] == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, key[i]);
    }
}

/**
 * mw_json_pointer_dup_key:
 * @token: a step of a JSON pointer, without the slash
 *
 * Returns: (transfer full) (nullable): the key it names (RFC 6901 4); %NULL: a tilde in it stands for nothing
 */
char *
mw_json_pointer_dup_key (const char *token)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (; *token != '\0'; token++)
    if (*token != '~')
      g_string_append_c (key, *token);
    else if (token[1] == '0' || token[1] == '1')
      g_string_append_c (key, *++token == '0' ? '~' : '/');
    else
      return NULL;
  return g_string_free_and_steal (g_steal_pointer (&key));
}

static gboolean
is_number (const char *token)
{
  return *token != '\0' && strspn (token, "0123456789") == strlen (token);
}

/**
 * mw_json_pointer_dup_path:
 * @pointer: a JSON pointer
 *
 * Returns: (transfer full): it as people and system files write it: "lines[3].price"
 */
char *
mw_json_pointer_dup_path (const char *pointer)
{
  g_auto (GStrv) tokens = g_strsplit (pointer, "/", -1);
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 1; tokens[0] != NULL && tokens[i] != NULL; i++)
    {
      g_autofree char *key = mw_json_pointer_dup_key (tokens[i]);
      const char *token = key != NULL ? key : tokens[i];

      if (is_number (token))
        g_string_append_printf (path, "[%s]", token);
      else
        g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", token);
    }
  return g_string_free_and_steal (g_steal_pointer (&path));
}

/**
 * mw_json_pointer_is_within:
 * @pointer: a JSON pointer
 * @outer: another one
 *
 * Returns: whether @pointer leads to what @outer leads to, or to a part of it
 */
gboolean
mw_json_pointer_is_within (const char *pointer, const char *outer)
{
  gsize length = strlen (outer);

  return g_str_has_prefix (pointer, outer) && (pointer[length] == '\0' || pointer[length] == '/');
}

/**
 * mw_json_pointer_is_within_any:
 * @pointer: a JSON pointer
 * @outers: (element-type utf8): a set of others
 *
 * Takes as long as @pointer is deep, however many there are.
 *
 * Returns: whether @pointer leads to what one of @outers leads to, or to a part of it
 */
gboolean
mw_json_pointer_is_within_any (const char *pointer, GHashTable *outers)
{
  g_autofree char *part = g_strdup (pointer);
  char *end = part;

  while (end != NULL)
    {
      if (g_hash_table_contains (outers, part))
        return TRUE;
      end = strrchr (part, '/');
      if (end != NULL)
        *end = '\0';
    }
  return FALSE;
}
