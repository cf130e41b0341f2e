/* mw-html.c: the text of a piece of HTML
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-text.h"

#include <string.h>

#define MAX_TAG_NAME    16
#define MAX_ENTITY_NAME 10

typedef struct
{
  const char *p;
  GString *text;
  gboolean space;         /* one is due before the next character */
  guint lines;            /* line ends are due before the next character */
  gboolean ignore_quotes; /* a quote did not end: from here on the next ">" ends a tag */
  gboolean no_more_tags;  /* no ">" is left */
} Reader;

static const struct
{
  char name[MAX_ENTITY_NAME];
  gunichar character;
} entities[] = {
  { "amp", '&' },      { "lt", '<' },        { "gt", '>' },       { "quot", '"' },     { "apos", '\'' },
  { "nbsp", 0xA0 },    { "copy", 0xA9 },     { "reg", 0xAE },     { "trade", 0x2122 }, { "deg", 0xB0 },
  { "plusmn", 0xB1 },  { "sup2", 0xB2 },     { "sup3", 0xB3 },    { "micro", 0xB5 },   { "para", 0xB6 },
  { "middot", 0xB7 },  { "frac14", 0xBC },   { "frac12", 0xBD },  { "frac34", 0xBE },  { "times", 0xD7 },
  { "divide", 0xF7 },  { "euro", 0x20AC },   { "pound", 0xA3 },   { "yen", 0xA5 },     { "cent", 0xA2 },
  { "sect", 0xA7 },    { "laquo", 0xAB },    { "raquo", 0xBB },   { "ndash", 0x2013 }, { "mdash", 0x2014 },
  { "lsquo", 0x2018 }, { "rsquo", 0x2019 },  { "sbquo", 0x201A }, { "ldquo", 0x201C }, { "rdquo", 0x201D },
  { "bdquo", 0x201E }, { "hellip", 0x2026 }, { "bull", 0x2022 },  { "rarr", 0x2192 },  { "larr", 0x2190 },
  { "le", 0x2264 },    { "ge", 0x2265 },     { "ne", 0x2260 },    { "ouml", 0xF6 },    { "Ouml", 0xD6 },
  { "auml", 0xE4 },    { "Auml", 0xC4 },     { "uuml", 0xFC },    { "Uuml", 0xDC },    { "szlig", 0xDF },
  { "aacute", 0xE1 },  { "agrave", 0xE0 },   { "acirc", 0xE2 },   { "atilde", 0xE3 },  { "aring", 0xE5 },
  { "aelig", 0xE6 },   { "ccedil", 0xE7 },   { "eacute", 0xE9 },  { "egrave", 0xE8 },  { "ecirc", 0xEA },
  { "euml", 0xEB },    { "iacute", 0xED },   { "igrave", 0xEC },  { "icirc", 0xEE },   { "iuml", 0xEF },
  { "ntilde", 0xF1 },  { "oacute", 0xF3 },   { "ograve", 0xF2 },  { "ocirc", 0xF4 },   { "otilde", 0xF5 },
  { "oslash", 0xF8 },  { "uacute", 0xFA },   { "ugrave", 0xF9 },  { "ucirc", 0xFB },   { "yacute", 0xFD },
  { "Eacute", 0xC9 },  { "Aring", 0xC5 },    { "AElig", 0xC6 },   { "Oslash", 0xD8 },  { "Ccedil", 0xC7 },
  { "Ntilde", 0xD1 },  { "iexcl", 0xA1 },    { "iquest", 0xBF },  { "ordm", 0xBA },    { "ordf", 0xAA },
};

/* Elements that start and end on a line of their own. */
static const char *const blocks[] = {
  "address", "article", "blockquote", "dd",    "div",  "dl",  "dt", "fieldset",
  "footer",  "form",    "h1",         "h2",    "h3",   "h4",  "h5", "h6",
  "head",    "header",  "hr",         "li",    "main", "nav", "ol", "p",
  "pre",     "section", "table",      "title", "tr",   "ul",  NULL,
};

static void
flush_space (Reader *self)
{
  if (self->text->len > 0)
    {
      for (guint i = 0; i < self->lines; i++)
        g_string_append_c (self->text, '\n');
      if (self->lines == 0 && self->space)
        g_string_append_c (self->text, ' ');
    }
  self->lines = 0;
  self->space = FALSE;
}

static gunichar
find_entity (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == length && memcmp (entities[i].name, name, length) == 0)
      return entities[i].character;
  return 0;
}

static gunichar
read_character_number (const char *digits, gsize length)
{
  gsize hex = length > 0 && (digits[0] == 'x' || digits[0] == 'X') ? 1 : 0; /* characters of the prefix */
  gunichar value = 0;

  for (gsize i = hex; i < length; i++)
    {
      int digit = hex > 0 ? g_ascii_xdigit_value (digits[i]) : g_ascii_digit_value (digits[i]);

      if (digit < 0)
        return 0;
      value = MIN (value * (hex > 0 ? 16 : 10) + (gunichar) digit, 0x110000);
    }
  if (length <= hex)
    return 0;
  return value != 0 && g_unichar_validate (value) ? value : 0xFFFD;
}

/* &name; &#10; &#xA; — anything else that starts with "&" is itself. */
static void
read_entity (Reader *self)
{
  const char *name = self->p + 1;
  gsize length = 0;
  gunichar c = 0;

  while (length < MAX_ENTITY_NAME && (g_ascii_isalnum (name[length]) || (length == 0 && name[0] == '#')))
    length++;
  if (name[length] == ';' && length > 0)
    c = name[0] == '#' ? read_character_number (name + 1, length - 1) : find_entity (name, length);
  if (c == 0xA0)
    c = ' ';
  flush_space (self);
  if (c == 0)
    {
      g_string_append_c (self->text, '&');
      self->p++;
      return;
    }
  g_string_append_unichar (self->text, c);
  self->p = name + length + 1;
}

/* The ">" that ends the tag at @p, quotes seen as such; NULL when there is none. Any such search that runs to
 * the end of the text happens at most once: hostile text must not make it quadratic. */
static const char *
find_tag_end (Reader *self, const char *p)
{
  const char *start = p;
  char quote = '\0';

  for (; *p != '\0' && !self->ignore_quotes; p++)
    {
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (*p == '>')
        return p;
    }
  self->ignore_quotes = TRUE;
  p = strchr (start, '>');
  if (p == NULL)
    self->no_more_tags = TRUE;
  return p;
}

/* Moves behind "</name"…">", or to the end. */
static void
skip_element (Reader *self, const char *name)
{
  gsize length = strlen (name);
  const char *p = self->p;

  while (*p != '\0' && !(p[0] == '<' && p[1] == '/' && g_ascii_strncasecmp (p + 2, name, length) == 0 &&
                         !g_ascii_isalnum (p[2 + length])))
    p++;
  while (*p != '\0' && *p != '>')
    p++;
  self->p = *p != '\0' ? p + 1 : p;
}

static gboolean
skip_comment (Reader *self)
{
  const char *end;

  if (strncmp (self->p, "<!--", 4) != 0) /* g_str_has_prefix() would measure the whole text, at each tag */
    return FALSE;
  end = strstr (self->p + 4, "-->");
  self->p = end != NULL ? end + 3 : self->p + strlen (self->p);
  return TRUE;
}

/* FALSE when what stands at "<" is no tag. */
static gboolean
read_tag (Reader *self)
{
  const char *start = self->p + 1;
  const char *end;
  gboolean closing = *start == '/';
  char name[MAX_TAG_NAME];
  gsize length = 0;

  if (self->no_more_tags)
    return FALSE;
  if (skip_comment (self))
    return TRUE;
  start += closing;
  if (!g_ascii_isalpha (*start) && *start != '!' && *start != '?')
    return FALSE;
  end = find_tag_end (self, start);
  if (end == NULL)
    return FALSE;

  while (length < MAX_TAG_NAME - 1 && g_ascii_isalnum (start[length]))
    {
      name[length] = g_ascii_tolower (start[length]);
      length++;
    }
  name[length] = '\0';
  self->p = end + 1;

  if (g_str_equal (name, "br"))
    self->lines = MIN (self->lines + 1, 2);
  else if (g_strv_contains (blocks, name))
    self->lines = MAX (self->lines, 1);
  else if (g_str_equal (name, "td") || g_str_equal (name, "th"))
    self->space = TRUE;
  else if (!closing && end[-1] != '/' && (g_str_equal (name, "script") || g_str_equal (name, "style")))
    skip_element (self, name);
  return TRUE;
}

/**
 * mw_text_from_html:
 * @html: (nullable): a piece of HTML, also a broken or hostile one
 *
 * Drops tags, comments, scripts and styles, decodes entities, folds space as a browser does and keeps the
 * lines that paragraphs, list entries, rows and <br> make. Takes time in proportion to the length.
 *
 * Returns: (transfer full) (nullable): the text; it may still hold anything that mw_text_for_cell() guards
 * against; %NULL for %NULL
 */
char *
mw_text_from_html (const char *html)
{
  Reader reader = { .p = html };

  if (html == NULL)
    return NULL;
  reader.text = g_string_sized_new (strlen (html));
  while (*reader.p != '\0')
    {
      if (*reader.p == '<' && read_tag (&reader))
        continue;
      if (*reader.p == '&')
        {
          read_entity (&reader);
          continue;
        }
      if (g_ascii_isspace (*reader.p))
        reader.space = TRUE;
      else
        {
          flush_space (&reader);
          g_string_append_c (reader.text, *reader.p);
        }
      reader.p++;
    }
  return g_string_free_and_steal (reader.text);
}
