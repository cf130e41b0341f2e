/* mw-redact.c: the one redaction rule: what is a secret never appears in a text that people or files see
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-redact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MARK "•••"
/* Shorter ones are only hidden as whole words: "123" must not make every number of a log unreadable. */
#define SHORT_SECRET 4
/* Inside other base64 text fewer characters than this say nothing about a secret. */
#define MIN_BASE64_CORE 8

typedef struct
{
  char *text;
  gsize length;
  gboolean whole_word;
} MwRedactForm;

static GRWLock lock;
static GPtrArray *forms[256]; /* by first byte, longest first */
static GHashTable *known;     /* the texts of all forms */
static GLogLevelFlags fatal_levels;

static int
compare_forms (gconstpointer a, gconstpointer b)
{
  const MwRedactForm *x = *(const MwRedactForm *const *) a;
  const MwRedactForm *y = *(const MwRedactForm *const *) b;

  return x->length < y->length ? 1 : x->length > y->length ? -1 : 0;
}

/* Takes @text. The writer lock is held. */
static void
add_form (char *text, gboolean whole_word)
{
  MwRedactForm *form;
  guchar first = (guchar) text[0];

  if (first == 0 || g_hash_table_contains (known, text))
    {
      g_free (text);
      return;
    }

  g_hash_table_add (known, text);
  form = g_new0 (MwRedactForm, 1);
  form->text = text;
  form->length = strlen (text);
  form->whole_word = whole_word;
  if (forms[first] == NULL)
    forms[first] = g_ptr_array_new ();
  g_ptr_array_add (forms[first], form);
  g_ptr_array_sort (forms[first], compare_forms);
}

static char *
url_safe (const char *base64)
{
  char *text = g_strdup (base64);

  g_strdelimit (text, "+", '-');
  return g_strdelimit (text, "/", '_');
}

/* The base64 (RFC 4648) of @secret alone, and the characters that it always leaves when it stands inside
 * something longer, at each of the three positions a byte can have: "user:password" of Basic sign-in (RFC
 * 7617) is such a text. */
static void
add_base64_forms (const char *secret, gsize length)
{
  g_autofree guchar *shifted = g_malloc0 (length + 2);

  memcpy (shifted + 2, secret, length);
  for (gsize shift = 0; shift < 3; shift++)
    {
      const gsize leading[] = { 0, 2, 3 }; /* characters that depend on the bytes before */
      g_autofree char *all = g_base64_encode (shifted + 2 - shift, length + shift);
      gsize from = leading[shift];
      gsize to = (length + shift) / 3 * 4 + ((length + shift) % 3);

      if (to >= from + MIN_BASE64_CORE)
        {
          g_autofree char *core = g_strndup (all + from, to - from);

          add_form (url_safe (core), FALSE);
          add_form (g_steal_pointer (&core), FALSE);
        }
      if (shift == 0)
        {
          add_form (url_safe (all), length < SHORT_SECRET);
          add_form (g_steal_pointer (&all), length < SHORT_SECRET);
        }
    }
}

static char *
escape_json (const char *secret)
{
  GString *text = g_string_new (NULL);

  for (const char *p = secret; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
  return g_string_free_and_steal (text);
}

/* Percent-encoding (RFC 3986 2.1) with upper and lower case digits, and a form's "+" for the space. */
static void
add_percent_forms (const char *secret, gboolean whole_word)
{
  g_autofree char *upper = g_uri_escape_string (secret, NULL, FALSE);
  char *lower = g_strdup (upper);
  g_auto (GStrv) words = g_strsplit (upper, "%20", -1);

  for (char *p = lower; *p != '\0'; p++)
    if (*p == '%')
      for (int i = 1; i <= 2; i++)
        p[i] = g_ascii_tolower (p[i]);
  add_form (lower, whole_word);
  add_form (g_strjoinv ("+", words), whole_word);
  add_form (g_steal_pointer (&upper), whole_word);
}

/* The writer lock is held. */
static void
add_forms (const char *secret)
{
  gsize length = strlen (secret);
  gboolean whole_word = length < SHORT_SECRET;

  if (length == 0 || g_hash_table_contains (known, secret))
    return;
  add_form (g_strdup (secret), whole_word);
  add_base64_forms (secret, length);
  add_percent_forms (secret, whole_word);
  add_form (escape_json (secret), whole_word);
}

/* A key in PEM (RFC 7468) is broken into lines, which others may join or show one by one; what stands between
 * dashes says only what it is, and the few characters of a last line say nothing. */
static void
add_lines (const char *secret)
{
  g_auto (GStrv) lines = g_strsplit_set (secret, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_has_prefix (lines[i], "-----") && strlen (lines[i]) >= MIN_BASE64_CORE)
      add_forms (lines[i]);
}

/**
 * mw_redact_add_secret:
 * @secret: (nullable): %NULL and the empty text are not remembered
 *
 * Hides @secret, each of its lines, and their base64, percent-encoded and JSON-escaped forms from now on.
 * Thread-safe.
 */
void
mw_redact_add_secret (const char *secret)
{
  if (secret == NULL || *secret == '\0')
    return;

  g_rw_lock_writer_lock (&lock);
  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_forms (secret);
  if (strpbrk (secret, "\r\n") != NULL)
    add_lines (secret);
  g_rw_lock_writer_unlock (&lock);
}

static gboolean
is_word_byte (guchar byte)
{
  return g_ascii_isalnum (byte) || byte >= 0x80;
}

/* How many bytes of a secret start at @position, 0 when none does. The reader lock is held. */
static gsize
match_at (const char *text, gsize length, gsize position)
{
  const GPtrArray *candidates = forms[(guchar) text[position]];

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const MwRedactForm *form = g_ptr_array_index (candidates, i);
      gsize end = position + form->length;

      if (form->length > length - position || memcmp (text + position, form->text, form->length) != 0)
        continue;
      if (form->whole_word && ((position > 0 && is_word_byte ((guchar) text[position - 1])) ||
                               (end < length && is_word_byte ((guchar) text[end]))))
        continue;
      return form->length;
    }
  return 0;
}

/**
 * mw_redact_text:
 * @text: (nullable): any text
 *
 * Secrets that overlap are hidden whole.
 *
 * Returns: (transfer full) (nullable): @text with every remembered secret replaced by "•••"; %NULL for %NULL
 */
char *
mw_redact_text (const char *text)
{
  GString *result;
  gsize length, hidden_to = 0;

  if (text == NULL)
    return NULL;

  length = strlen (text);
  result = g_string_sized_new (length);
  g_rw_lock_reader_lock (&lock);
  for (gsize i = 0; i < length; i++)
    {
      gsize matched = match_at (text, length, i);

      if (matched > 0)
        {
          if (i >= hidden_to)
            g_string_append (result, MARK);
          hidden_to = MAX (hidden_to, i + matched);
        }
      if (i >= hidden_to)
        g_string_append_c (result, text[i]);
    }
  g_rw_lock_reader_unlock (&lock);
  return g_string_free_and_steal (result);
}

/* Appends "a=•••&b=•••" for "a=1&b=2"; a parameter without a name may be a token itself. */
static void
append_query (GString *result, const char *query, gsize length)
{
  const char *end = query + length;

  for (const char *p = query; p <= end;)
    {
      const char *next = p;
      const char *equals;

      while (next < end && *next != '&' && *next != ';')
        next++;
      equals = memchr (p, '=', (gsize) (next - p));
      if (equals != NULL)
        g_string_append_len (result, p, equals + 1 - p);
      if (next > p && (equals == NULL || equals + 1 != next))
        g_string_append (result, MARK);
      if (next < end)
        g_string_append_c (result, *next);
      p = next + 1;
    }
}

/**
 * mw_redact_uri:
 * @uri: (nullable): an address, also one that is broken or relative
 *
 * Works on the text (RFC 3986 3), so that what cannot be parsed is redacted all the same.
 *
 * Returns: (transfer full) (nullable): @uri without user info, with "•••" for the value of each query
 * parameter and for the fragment, and without any remembered secret; %NULL for %NULL
 */
char *
mw_redact_uri (const char *uri)
{
  g_autoptr (GString) result = NULL;
  const char *authority, *authority_end, *at, *query;

  if (uri == NULL)
    return NULL;

  result = g_string_new (NULL);
  authority = strstr (uri, "://");
  authority = authority != NULL && authority < uri + strcspn (uri, "/?#") + 1 ? authority + 3
              : g_str_has_prefix (uri, "//")                                  ? uri + 2
                                                                              : uri;
  authority_end = authority + strcspn (authority, "/?#");
  at = g_strrstr_len (authority, authority_end - authority, "@");
  g_string_append_len (result, uri, authority - uri);
  if (at != NULL)
    authority = at + 1;

  query = authority + strcspn (authority, "?#");
  g_string_append_len (result, authority, query - authority);
  if (*query == '?')
    {
      gsize length = strcspn (query + 1, "#");

      g_string_append_c (result, '?');
      append_query (result, query + 1, length);
      query += 1 + length;
    }
  if (*query == '#')
    g_string_append (result, query[1] != '\0' ? "#" MARK : "#");
  return mw_redact_text (result->str);
}

static gboolean
is_text_field (const char *key)
{
  return !g_str_has_prefix (key, "CODE_") && !g_str_equal (key, "PRIORITY") &&
         !g_str_equal (key, "GLIB_DOMAIN");
}

/* As g_log_writer_default() does, but all of it to standard error. GLib's own switch for that may only be
 * used before the first thread, and a library may have started one before main(). */
static void
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  const char *domain = NULL;

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
      domain = fields[i].value;
  if (!g_log_writer_default_would_drop (level, domain) &&
      (!g_log_writer_is_journald (STDERR_FILENO) ||
       g_log_writer_journald (level, fields, n_fields, NULL) != G_LOG_WRITER_HANDLED))
    {
      g_autofree char *line = g_log_writer_format_fields (level, fields, n_fields,
                                                          g_log_writer_supports_color (STDERR_FILENO));

      fprintf (stderr, "%s\n", line);
    }
  if ((level & fatal_levels) != 0)
    abort ();
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree GLogField *redacted = g_memdup2 (fields, n_fields * sizeof *fields);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (!is_text_field (fields[i].key) || fields[i].value == NULL || fields[i].length == 0)
        continue;
      text = fields[i].length < 0 ? g_strdup (fields[i].value)
                                  : g_strndup (fields[i].value, (gsize) fields[i].length);
      redacted[i].value = mw_redact_text (text);
      redacted[i].length = -1;
      g_ptr_array_add (texts, (gpointer) redacted[i].value);
    }
  write_line (level, redacted, n_fields);
  return G_LOG_WRITER_HANDLED;
}

/**
 * mw_redact_install_log_writer:
 *
 * From now on every message of this process passes through mw_redact_text() before it goes to the journal or
 * to standard error (standard output is for data): also those of libraries, and those that G_MESSAGES_DEBUG
 * turns on. Call once, before the first message.
 */
void
mw_redact_install_log_writer (void)
{
  /* There is no other way to read them than to set them. */
  fatal_levels = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_always_fatal (fatal_levels);
  g_log_set_writer_func (write_log, NULL, NULL);
}
