/* mw-record-json.c: writing JSON text, record by record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-record-json.h"

/**
 * mw_record_json_append_text:
 * @json: where to write
 * @text: (nullable): any text
 *
 * Writes a JSON string (RFC 8259 section 7), or `null`.
 */
void
mw_record_json_append_text (GString *json, const char *text)
{
  g_autofree char *valid = NULL;
  const char *from;

  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  g_string_append_c (json, '"');
  from = text;
  for (const char *at = text;; at++)
    {
      guchar byte = (guchar) *at;

      if (byte >= 0x20 && byte != '"' && byte != '\\')
        continue;
      g_string_append_len (json, from, at - from);
      if (byte == '\0')
        break;
      if (byte == '"' || byte == '\\')
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, *at);
        }
      else if (byte == '\n')
        g_string_append (json, "\\n");
      else if (byte == '\t')
        g_string_append (json, "\\t");
      else
        g_string_append_printf (json, "\\u%04x", byte);
      from = at + 1;
    }
  g_string_append_c (json, '"');
}

/**
 * mw_record_json_append_key:
 * @json: where to write
 * @key: a key without characters that need escapes
 */
void
mw_record_json_append_key (GString *json, const char *key)
{
  if (json->len > 0 && strchr ("{[", json->str[json->len - 1]) == NULL)
    g_string_append_c (json, ',');
  g_string_append_c (json, '"');
  g_string_append (json, key);
  g_string_append (json, "\":");
}

/**
 * mw_record_json_append_member:
 * @json: where to write
 * @key: the key
 * @text: (nullable): its text; %NULL writes `null`
 */
void
mw_record_json_append_member (GString *json, const char *key, const char *text)
{
  mw_record_json_append_key (json, key);
  mw_record_json_append_text (json, text);
}

/**
 * mw_record_json_append_number:
 * @json: where to write
 * @key: the key
 * @number: a whole number
 */
void
mw_record_json_append_number (GString *json, const char *key, gint64 number)
{
  mw_record_json_append_key (json, key);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, number);
}

/**
 * mw_record_json_append_bool:
 * @json: where to write
 * @key: the key
 * @value: true or false
 */
void
mw_record_json_append_bool (GString *json, const char *key, gboolean value)
{
  mw_record_json_append_key (json, key);
  g_string_append (json, value ? "true" : "false");
}
