/* mw-json-lexer.c: one strict pass over JSON text, token by token, without allocating or recursing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-lexer.h"

#include <string.h>

#include "mw-json-characters.h"

enum
{
  EXPECTS_DOCUMENT,
  EXPECTS_VALUE,          /* after ":" and after "," of an array */
  EXPECTS_FIRST_ELEMENT,  /* after "[" */
  EXPECTS_FIRST_KEY,      /* after "{" */
  EXPECTS_KEY,            /* after "," of an object */
  EXPECTS_COMMA_OR_CLOSE, /* after a value inside something */
  EXPECTS_NOTHING,        /* after the document */
};

/**
 * mw_json_lexer_init:
 * @text: must outlive @self
 */
void
mw_json_lexer_init (MwJsonLexer *self, const char *text, gsize length)
{
  self->text = text;
  self->end = text + length;
  self->position = text;
  self->token_start = text;
  self->token_end = text;
  self->token_escaped = FALSE;
  self->depth = 0;
  self->expects = EXPECTS_DOCUMENT;
}

static gboolean
fail (MwJsonLexer *self, GError **error, MwJsonError code, const char *position, const char *message)
{
  g_set_error (error, MW_JSON_ERROR, code, "%s at byte %" G_GSIZE_FORMAT, message,
               (gsize) (position - self->text));
  return FALSE;
}

static gboolean
fail_character (MwJsonLexer *self, GError **error, const char *expected)
{
  guchar c;

  if (self->position == self->end)
    {
      g_set_error (error, MW_JSON_ERROR, MW_JSON_ERROR_CUT, "The text ends where %s should be", expected);
      return FALSE;
    }
  c = (guchar) *self->position;
  if (g_ascii_isgraph (c))
    g_set_error (error, MW_JSON_ERROR, MW_JSON_ERROR_SYNTAX,
                 "“%c” where %s should be at byte %" G_GSIZE_FORMAT, c, expected,
                 (gsize) (self->position - self->text));
  else
    g_set_error (error, MW_JSON_ERROR, MW_JSON_ERROR_SYNTAX,
                 "Byte 0x%02X where %s should be at byte %" G_GSIZE_FORMAT, c, expected,
                 (gsize) (self->position - self->text));
  return FALSE;
}

/* Moves behind an escape; position stands on its backslash. */
static gboolean
skip_escape (MwJsonLexer *self, GError **error)
{
  const char *p = self->position + 1;
  int unit;

  if (p < self->end && *p != '\0' && strchr ("\"\\/bfnrt", *p) != NULL)
    {
      self->position = p + 1;
      return TRUE;
    }
  if (p == self->end || *p != 'u' || (unit = mw_json_hex_unit (p + 1, self->end)) < 0)
    return fail (self, error, MW_JSON_ERROR_SYNTAX, self->position, "Invalid escape");
  p += 5;

  if (unit >= 0xD800 && unit <= 0xDFFF)
    {
      int second = unit <= 0xDBFF && self->end - p >= 6 && p[0] == '\\' && p[1] == 'u'
                     ? mw_json_hex_unit (p + 2, self->end)
                     : -1;

      if (second < 0xDC00 || second > 0xDFFF)
        return fail (self, error, MW_JSON_ERROR_TEXT, self->position, "Half of a surrogate pair");
      p += 6;
    }
  self->position = p;
  return TRUE;
}

/* Moves behind a string; position stands on its first quote. */
static gboolean
skip_string (MwJsonLexer *self, GError **error)
{
  self->token_escaped = FALSE;
  self->position++;
  while (self->position < self->end)
    {
      guchar c = (guchar) *self->position;

      if (c == '"')
        {
          self->position++;
          return TRUE;
        }
      if (c == '\\')
        {
          self->token_escaped = TRUE;
          if (!skip_escape (self, error))
            return FALSE;
        }
      else if (c >= 0x80)
        {
          gsize length = mw_json_utf8_length (self->position, self->end);

          if (length == 0)
            return fail (self, error, MW_JSON_ERROR_TEXT, self->position, "Invalid UTF-8");
          self->position += length;
        }
      else if (c < 0x20)
        return fail (self, error, MW_JSON_ERROR_SYNTAX, self->position, "Control character in a string");
      else
        self->position++;
    }
  return fail (self, error, MW_JSON_ERROR_CUT, self->end, "A string does not end");
}

static gboolean
skip_digits (MwJsonLexer *self)
{
  const char *start = self->position;

  while (self->position < self->end && g_ascii_isdigit (*self->position))
    self->position++;
  return self->position > start;
}

/* RFC 8259 6 */
static gboolean
skip_number (MwJsonLexer *self, GError **error)
{
  const char *first;

  if (*self->position == '-')
    self->position++;
  first = self->position;
  if (!skip_digits (self))
    return fail_character (self, error, "a digit");
  if (*first == '0' && self->position - first > 1)
    return fail (self, error, MW_JSON_ERROR_SYNTAX, first, "A number starts with 0");
  if (self->position < self->end && *self->position == '.')
    {
      self->position++;
      if (!skip_digits (self))
        return fail_character (self, error, "a digit");
    }
  if (self->position < self->end && (*self->position == 'e' || *self->position == 'E'))
    {
      self->position++;
      if (self->position < self->end && (*self->position == '+' || *self->position == '-'))
        self->position++;
      if (!skip_digits (self))
        return fail_character (self, error, "a digit");
    }
  return TRUE;
}

static gboolean
skip_word (MwJsonLexer *self, const char *word, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->position) < length || memcmp (self->position, word, length) != 0)
    return fail_character (self, error, "a value");
  self->position += length;
  return TRUE;
}

static void
skip_space (MwJsonLexer *self)
{
  while (self->position < self->end && (*self->position == ' ' || *self->position == '\n' ||
                                        *self->position == '\r' || *self->position == '\t'))
    self->position++;
}

static gboolean
in_object (const MwJsonLexer *self)
{
  guint level = self->depth - 1;

  return (self->is_object[level / 8] >> (level % 8)) & 1;
}

static MwJsonToken
open_container (MwJsonLexer *self, gboolean object, GError **error)
{
  guint8 bit = (guint8) (1 << (self->depth % 8));

  if (self->depth == MW_JSON_MAX_DEPTH)
    {
      fail (self, error, MW_JSON_ERROR_DEPTH, self->position,
            "Nested deeper than " G_STRINGIFY (MW_JSON_MAX_DEPTH) " levels");
      return MW_JSON_TOKEN_ERROR;
    }
  if (object)
    self->is_object[self->depth / 8] |= bit;
  else
    self->is_object[self->depth / 8] &= (guint8) ~bit;
  self->depth++;
  self->position++;
  self->expects = object ? EXPECTS_FIRST_KEY : EXPECTS_FIRST_ELEMENT;
  return object ? MW_JSON_TOKEN_OBJECT_BEGIN : MW_JSON_TOKEN_ARRAY_BEGIN;
}

static MwJsonToken
close_container (MwJsonLexer *self)
{
  MwJsonToken token = in_object (self) ? MW_JSON_TOKEN_OBJECT_END : MW_JSON_TOKEN_ARRAY_END;

  self->depth--;
  self->position++;
  self->expects = self->depth > 0 ? EXPECTS_COMMA_OR_CLOSE : EXPECTS_NOTHING;
  return token;
}

static MwJsonToken
next_value (MwJsonLexer *self, GError **error)
{
  gboolean ok;

  if (self->position == self->end)
    {
      fail_character (self, error, "a value");
      return MW_JSON_TOKEN_ERROR;
    }
  switch (*self->position)
    {
    case '{':
    case '[':
      return open_container (self, *self->position == '{', error);
    case '"':
      ok = skip_string (self, error);
      break;
    case 't':
      ok = skip_word (self, "true", error);
      break;
    case 'f':
      ok = skip_word (self, "false", error);
      break;
    case 'n':
      ok = skip_word (self, "null", error);
      break;
    default:
      if (*self->position != '-' && !g_ascii_isdigit (*self->position))
        {
          fail_character (self, error, "a value");
          return MW_JSON_TOKEN_ERROR;
        }
      ok = skip_number (self, error);
    }
  if (!ok)
    return MW_JSON_TOKEN_ERROR;
  self->expects = self->depth > 0 ? EXPECTS_COMMA_OR_CLOSE : EXPECTS_NOTHING;
  return MW_JSON_TOKEN_SCALAR;
}

/* The key and the colon behind it. */
static MwJsonToken
next_key (MwJsonLexer *self, GError **error)
{
  const char *key_end;

  if (self->position == self->end || *self->position != '"')
    {
      fail_character (self, error, "a key in quotes");
      return MW_JSON_TOKEN_ERROR;
    }
  if (!skip_string (self, error))
    return MW_JSON_TOKEN_ERROR;
  self->token_start++;
  key_end = self->position - 1;
  skip_space (self);
  if (self->position == self->end || *self->position != ':')
    {
      fail_character (self, error, "“:”");
      return MW_JSON_TOKEN_ERROR;
    }
  self->position++;
  self->token_end = key_end;
  self->expects = EXPECTS_VALUE;
  return MW_JSON_TOKEN_KEY;
}

static gboolean
check_start (MwJsonLexer *self, GError **error)
{
  if (self->position == self->end)
    {
      g_set_error_literal (error, MW_JSON_ERROR, MW_JSON_ERROR_EMPTY, "The text is empty");
      return FALSE;
    }
  if (self->end - self->text >= 3 && memcmp (self->text, "\xEF\xBB\xBF", 3) == 0)
    {
      /* RFC 8259 8.1: must not be sent */
      g_set_error_literal (error, MW_JSON_ERROR, MW_JSON_ERROR_SYNTAX,
                           "The text starts with a byte order mark");
      return FALSE;
    }
  return TRUE;
}

static MwJsonToken
next_token (MwJsonLexer *self, GError **error)
{
  char c;

  skip_space (self);
  self->token_start = self->position;
  switch (self->expects)
    {
    case EXPECTS_DOCUMENT:
      return check_start (self, error) ? next_value (self, error) : MW_JSON_TOKEN_ERROR;
    case EXPECTS_VALUE:
      return next_value (self, error);
    case EXPECTS_FIRST_ELEMENT:
      if (self->position < self->end && *self->position == ']')
        return close_container (self);
      return next_value (self, error);
    case EXPECTS_FIRST_KEY:
      if (self->position < self->end && *self->position == '}')
        return close_container (self);
      return next_key (self, error);
    case EXPECTS_KEY:
      return next_key (self, error);
    case EXPECTS_COMMA_OR_CLOSE:
      c = self->position < self->end ? *self->position : '\0';
      if (c == (in_object (self) ? '}' : ']'))
        return close_container (self);
      if (c != ',')
        {
          fail_character (self, error, in_object (self) ? "“,” or “}”" : "“,” or “]”");
          return MW_JSON_TOKEN_ERROR;
        }
      self->position++;
      self->expects = in_object (self) ? EXPECTS_KEY : EXPECTS_VALUE;
      return next_token (self, error); /* once: what is expected now is never a comma */
    default:
      if (self->position < self->end)
        {
          fail (self, error, MW_JSON_ERROR_TRAILING, self->position, "Something follows the document");
          return MW_JSON_TOKEN_ERROR;
        }
      return MW_JSON_TOKEN_END;
    }
}

/**
 * mw_json_lexer_next:
 *
 * Checks and skips the next token of @self (RFC 8259, with a limit of %MW_JSON_MAX_DEPTH levels; 9 allows
 * one).
 *
 * Returns: the token; %MW_JSON_TOKEN_ERROR with @error set, after which @self is of no more use
 */
MwJsonToken
mw_json_lexer_next (MwJsonLexer *self, GError **error)
{
  MwJsonToken token = next_token (self, error);

  if (token != MW_JSON_TOKEN_KEY)
    self->token_end = self->position;
  return token;
}

/**
 * mw_json_lexer_leave:
 * @position: behind the closing bracket
 *
 * Goes on behind the array or object that the last token opened.
 */
void
mw_json_lexer_leave (MwJsonLexer *self, const char *position)
{
  self->depth--;
  self->position = position;
  self->expects = self->depth > 0 ? EXPECTS_COMMA_OR_CLOSE : EXPECTS_NOTHING;
}
