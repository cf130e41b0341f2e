/* mw-statement.c: a query language inside of a request: that it only reads, and what may fill its places
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-statement.h"

#include <string.h>

#include "mw-places.h"
#include "mw-system.h"

/* Words of SQL and its relatives that change something, or call what might. INTO: SELECT … INTO makes a
 * table. */
static const char *const writing_words[] = {
  "ALTER", "CALL",   "CREATE", "DELETE", "DROP",   "EXEC",     "EXECUTE", "GRANT",
  "INTO",  "INSERT", "LOCK",   "MERGE",  "REVOKE", "TRUNCATE", "UPDATE",  NULL,
};

#define DIGITS     "0123456789"
#define LETTERS    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define NAME_CHARS LETTERS DIGITS "_.-"

/* Where in a statement a text ends: 0 outside of quotes, or the quote that is open. */
static char
skip_quotes (const char *text, gsize length, char quote)
{
  for (gsize i = 0; i < length; i++)
    if (quote == '\0' ? text[i] == '\'' || text[i] == '"' : text[i] == quote)
      quote = quote == '\0' ? text[i] : '\0';
  return quote;
}

/* @text with blanks for what stands between quotes; NULL when a quote stays open. */
static char *
dup_unquoted (const char *text)
{
  char *bare = g_strdup (text);
  char quote = '\0';

  for (char *c = bare; *c != '\0'; c++)
    if (quote == '\0' && (*c == '\'' || *c == '"'))
      {
        quote = *c;
        *c = ' ';
      }
    else if (quote != '\0')
      {
        if (*c == quote)
          quote = '\0';
        *c = ' ';
      }
  if (quote == '\0')
    return bare;
  g_free (bare);
  return NULL;
}

static char *
find_writing_word (const char *bare)
{
  while (*bare != '\0')
    {
      gsize length = strspn (bare, LETTERS DIGITS "_$#");
      g_autofree char *word = g_ascii_strup (bare, length);

      if (g_strv_contains (writing_words, word))
        return g_strdup_printf ("“%s” does not only read", word);
      bare += MAX (length, 1);
    }
  return NULL;
}

/**
 * mw_statement_dup_fault:
 * @text: a statement, with or without places
 *
 * Lets one SELECT through: nothing in front of it, no second statement, no comment that could hide one, no
 * word that writes outside of quotes. Backslashes are refused because some languages escape quotes with them
 * and others do not: what stands inside of quotes must be the same to both.
 *
 * Returns: (transfer full) (nullable): what is wrong
 */
char *
mw_statement_dup_fault (const char *text)
{
  g_autofree char *bare = NULL;
  gsize blanks = strspn (text, " \t\r\n");

  for (const char *c = text; *c != '\0'; c++)
    if ((guchar) *c < ' ' && strchr ("\t\r\n", *c) == NULL)
      return g_strdup ("has a control character");
  if (strchr (text, '\\') != NULL)
    return g_strdup ("has a backslash");
  if (g_ascii_strncasecmp (text + blanks, "SELECT", 6) != 0 || !g_ascii_isspace (text[blanks + 6]))
    return g_strdup ("must begin with SELECT");
  bare = dup_unquoted (text);
  if (bare == NULL)
    return g_strdup ("has a quote that is not closed");
  if (strchr (bare, ';') != NULL)
    return g_strdup ("has a ; and so more than one statement");
  if (strstr (bare, "--") != NULL || strstr (bare, "/*") != NULL || strchr (bare, '#') != NULL)
    return g_strdup ("has a comment");
  return find_writing_word (bare);
}

/* A number, an identifier, or several identifiers with commas (the fields to ask for). */
static gboolean
is_name_or_number (const char *value)
{
  g_auto (GStrv) names = g_strsplit (value, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] == '\0' || strspn (names[i], NAME_CHARS) != strlen (names[i]) ||
        strstr (names[i], "--") != NULL)
      return FALSE;
  return names[0] != NULL;
}

/* A JSON list of such, as languages have it that are written in JSON's quotes: siteid in ["A","B"]. */
static gboolean
is_list (const char *value)
{
  gsize length = strlen (value);
  g_autofree char *inside = length > 2 && *value == '[' ? g_strndup (value + 1, length - 2) : NULL;
  g_auto (GStrv) elements = inside != NULL && value[length - 1] == ']' ? g_strsplit (inside, ",", -1) : NULL;

  for (guint i = 0; elements != NULL && elements[i] != NULL; i++)
    {
      char *element = elements[i];
      gsize size = strlen (element);

      if (size > 1 && *element == '"' && element[size - 1] == '"')
        {
          element[size - 1] = '\0';
          element++;
        }
      if (!is_name_or_number (element))
        return FALSE;
    }
  return elements != NULL;
}

static gboolean
append_value (GString *out, const char *name, const char *value, char quote, GError **error)
{
  if (quote == '\'' && strchr (value, '\\') == NULL)
    {
      g_auto (GStrv) parts = g_strsplit (value, "'", -1);
      g_autofree char *doubled = g_strjoinv ("''", parts);

      g_string_append (out, doubled);
      return TRUE;
    }
  if ((quote != '\'' && is_name_or_number (value)) || (quote == '\0' && is_list (value)))
    {
      g_string_append (out, value);
      return TRUE;
    }
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE,
               "the value of {%s} may not stand in the statement: it is no number and no name", name);
  return FALSE;
}

/**
 * mw_statement_fill:
 * @text: a statement, or a part of one that begins outside of quotes
 * @variables: (nullable): values of its places
 *
 * Fills the places. What the file itself wrote (mw_variables_set_file_node()) is inserted as it is, as it was
 * checked with the file. Any other value is a number, a name or a JSON list of them, or stands between single
 * quotes, and its own quotes are doubled.
 *
 * Returns: (transfer full) (nullable): the text; %NULL with %MW_CATALOG_ERROR_UNSAFE when a value is none of
 * these, %MW_CATALOG_ERROR_FORMAT when a place has none
 */
char *
mw_statement_fill (const char *text, MwVariables *variables, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  char quote = '\0';
  MwPlace place;

  while (mw_place_next (&text, &place))
    {
      g_autofree char *value = NULL;

      g_string_append_len (out, place.literal, place.literal_length);
      quote = skip_quotes (place.literal, place.literal_length, quote);
      if (*place.name == '\0')
        continue;
      value = variables != NULL ? mw_variables_dup_text (variables, place.name) : NULL;
      if (value == NULL)
        {
          g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "{%s} in the statement has no value",
                       place.name);
          return NULL;
        }
      if (mw_variables_is_of_file (variables, place.name))
        {
          g_string_append (out, value);
          quote = skip_quotes (value, strlen (value), quote);
        }
      else if (!append_value (out, place.name, value, quote, error))
        return NULL;
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}
