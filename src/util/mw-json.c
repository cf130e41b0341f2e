/* mw-json.c: reading JSON that came from a server, numbers as the text that was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json.h"

#include <string.h>

#include "mw-json-lexer.h"
#include "mw-json-shape.h"

struct _MwJson
{
  gatomicrefcount ref_count;
  yyjson_doc *doc;
};

G_DEFINE_QUARK (mw_json_error_quark, mw_json_error)

/**
 * mw_json_explain:
 * @text: what yyjson refuses, or what is nested too deep
 *
 * Says what is wrong with a text: yyjson's messages do not tell bad text from bad syntax.
 */
void
mw_json_explain (const char *text, gsize length, GError **error)
{
  MwJsonLexer lexer;
  MwJsonToken token;

  mw_json_lexer_init (&lexer, text, length);
  do
    token = mw_json_lexer_next (&lexer, error);
  while (token != MW_JSON_TOKEN_ERROR && token != MW_JSON_TOKEN_END);
  if (token == MW_JSON_TOKEN_END)
    g_set_error_literal (error, MW_JSON_ERROR, MW_JSON_ERROR_SYNTAX, "The text is not JSON");
}

/**
 * mw_json_parse:
 * @text: JSON text; need not end with NUL
 * @length: bytes of @text
 * @error: of the domain %MW_JSON_ERROR
 *
 * Reads a document (RFC 8259). Numbers are kept as text. Computes: call it in a job, unless @text is small.
 *
 * Returns: (transfer full) (nullable): the document
 */
MwJson *
mw_json_parse (const char *text, gsize length, GError **error)
{
  /* Without YYJSON_READ_INSITU the text is only read. */
  yyjson_doc *doc = yyjson_read_opts ((char *) text, length, YYJSON_READ_NUMBER_AS_RAW, NULL, NULL);
  MwJson *self;

  if (doc == NULL ||
      mw_json_shape_is_deeper (yyjson_doc_get_root (doc), yyjson_doc_get_val_count (doc), MW_JSON_MAX_DEPTH))
    {
      yyjson_doc_free (doc);
      mw_json_explain (text, length, error);
      return NULL;
    }

  self = g_new0 (MwJson, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->doc = doc;
  return self;
}

/**
 * mw_json_ref:
 *
 * Returns: (transfer full): @self. Thread-safe.
 */
MwJson *
mw_json_ref (MwJson *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * mw_json_unref:
 *
 * Lets go of @self and with the last reference of all its values.
 */
void
mw_json_unref (MwJson *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  yyjson_doc_free (self->doc);
  g_free (self);
}

/**
 * mw_json_get_root:
 *
 * Returns: (transfer none): the outermost value, never %NULL; lives as long as @self
 */
yyjson_val *
mw_json_get_root (MwJson *self)
{
  return yyjson_doc_get_root (self->doc);
}

/**
 * mw_json_get_n_values:
 *
 * Returns: how many values the document has, keys and containers included
 */
gsize
mw_json_get_n_values (MwJson *self)
{
  return yyjson_doc_get_val_count (self->doc);
}

/**
 * mw_json_peek_text:
 * @value: (nullable): a value of a living document
 * @length: (out) (optional): bytes of the text; a string that was sent with \u0000 holds a NUL before its end
 *
 * Returns: (nullable): a string unescaped, a number as sent, "true" or "false"; %NULL for null, nothing,
 * arrays and objects. Borrowed from the document.
 */
const char *
mw_json_peek_text (yyjson_val *value, gsize *length)
{
  const char *text = NULL;
  gsize bytes = 0;

  if (yyjson_is_str (value))
    {
      text = yyjson_get_str (value);
      bytes = yyjson_get_len (value);
    }
  else if (yyjson_is_raw (value))
    {
      text = yyjson_get_raw (value);
      bytes = yyjson_get_len (value);
    }
  else if (yyjson_is_bool (value))
    {
      text = yyjson_get_bool (value) ? "true" : "false";
      bytes = strlen (text);
    }
  if (length != NULL)
    *length = bytes;
  return text;
}

/* Visible, because the text ends with NUL and what stands behind one would be lost. */
static char *
dup_with_visible_nul (const char *text, gsize length)
{
  GString *copy;

  if (memchr (text, '\0', length) == NULL)
    return g_strndup (text, length);

  copy = g_string_sized_new (length + 8);
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      g_string_append (copy, "␀");
    else
      g_string_append_c (copy, text[i]);
  return g_string_free_and_steal (copy);
}

/**
 * mw_json_dup_text:
 * @value: (nullable): a value of a living document
 *
 * Returns: (transfer full) (nullable): as mw_json_peek_text(), with U+2400 for a NUL inside a string; for an
 * array or object its JSON text without spaces, numbers as sent; %NULL for null and nothing
 */
char *
mw_json_dup_text (yyjson_val *value)
{
  g_autofree char *json = NULL;
  const char *text;
  gsize length;

  if (yyjson_is_ctn (value))
    {
      json = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL); /* from malloc(), as g_free() takes it */
      return g_steal_pointer (&json);
    }
  text = mw_json_peek_text (value, &length);
  return text != NULL ? dup_with_visible_nul (text, length) : NULL;
}
