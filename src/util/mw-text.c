/* mw-text.c: text from elsewhere made safe to show and to compare
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-text.h"

#include <string.h>

#include "mw-text-fold.h"

#define REPLACEMENT 0xFFFD
/* More marks on one letter than any language stacks are a drawing over other cells. */
#define MAX_MARKS 8
/* What stands between the words of a search. */
#define SPACE " \t\n\r"
/* How far a cell looks behind its first line for more text. */
#define LOOK_BEHIND 256

/* What changes the order in which other text is shown (Unicode UAX #9). */
static const char *
bidi_mark (gunichar c)
{
  switch (c)
    {
    case 0x061C:
      return "⟪ALM⟫";
    case 0x200E:
      return "⟪LRM⟫";
    case 0x200F:
      return "⟪RLM⟫";
    case 0x202A:
      return "⟪LRE⟫";
    case 0x202B:
      return "⟪RLE⟫";
    case 0x202C:
      return "⟪PDF⟫";
    case 0x202D:
      return "⟪LRO⟫";
    case 0x202E:
      return "⟪RLO⟫";
    case 0x2066:
      return "⟪LRI⟫";
    case 0x2067:
      return "⟪RLI⟫";
    case 0x2068:
      return "⟪FSI⟫";
    case 0x2069:
      return "⟪PDI⟫";
    default:
      return NULL;
    }
}

/* Reads the character at @p and moves behind it; what is no UTF-8 gives U+FFFD for each byte. */
static gunichar
next_character (const char **p, const char *end)
{
  gunichar c = (guchar) * *p;

  if (c < 0x80)
    {
      (*p)++;
      return c;
    }
  c = g_utf8_get_char_validated (*p, end - *p);
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      (*p)++;
      return REPLACEMENT;
    }
  *p = g_utf8_next_char (*p);
  return c;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* Appends what stands for @c and answers how many characters that is. */
static guint
append_visible (GString *result, gunichar c)
{
  const char *mark = bidi_mark (c);

  if (mark != NULL)
    {
      g_string_append (result, mark);
      return (guint) g_utf8_strlen (mark, -1);
    }
  if (c < 0x20)
    c += 0x2400; /* Control Pictures */
  else if (c == 0x7F)
    c = 0x2421;
  else if (c < 0xA0 && c >= 0x80)
    c = REPLACEMENT;
  g_string_append_unichar (result, c);
  return 1;
}

static gboolean
has_more (const char *p, const char *end)
{
  end = p + MIN (end - p, LOOK_BEHIND);
  while (p < end && g_ascii_isspace (*p))
    p++;
  return p < end;
}

/* Makes room for "…" as the last of @max_characters. */
static void
append_ellipsis (GString *result, guint n_characters, guint max_characters)
{
  for (; n_characters >= max_characters; n_characters--)
    g_string_truncate (result, (gsize) (g_utf8_prev_char (result->str + result->len) - result->str));
  g_string_append (result, "…");
}

static char *
make_visible (const char *text, gsize length, guint max_characters, gboolean lines)
{
  g_autoptr (GString) result = g_string_new (NULL);
  const char *p = text;
  const char *end;
  guint n_characters = 0, n_marks = 0;
  gboolean cut = FALSE;

  if (text == NULL || max_characters == 0)
    return g_strdup ("");
  if (length == (gsize) -1)
    length = strlen (text);
  end = text + length;
  if (!lines)
    while (p < end && (*p == '\n' || *p == '\r'))
      p++;

  while (p < end && !cut)
    {
      gunichar c = next_character (&p, end);

      n_marks = c >= 0x80 && g_unichar_ismark (c) ? n_marks + 1 : 0;
      if (n_marks > MAX_MARKS)
        continue;
      if (is_line_end (c) && !lines)
        {
          cut = has_more (p, end);
          break;
        }
      if (is_line_end (c) || (c == '\t' && lines))
        {
          if (c == '\r' && p < end && *p == '\n')
            p++;
          g_string_append_c (result, c == '\t' ? '\t' : '\n');
          n_characters++;
        }
      else
        n_characters += append_visible (result, c);
      cut = n_characters > max_characters || (n_characters == max_characters && p < end);
    }

  if (cut)
    append_ellipsis (result, n_characters, max_characters);
  return g_string_free_and_steal (g_steal_pointer (&result));
}

/**
 * mw_text_for_cell:
 * @text: (nullable): bytes from anywhere
 * @length: bytes of @text, (gsize) -1 when it ends with NUL
 * @max_characters: how many there is room for
 *
 * Reads no more of @text than it shows. Control characters become their pictures (U+2400 and on), characters
 * that turn the direction of text become names like ⟪RLO⟫, what is no UTF-8 becomes U+FFFD.
 *
 * Returns: (transfer full): the first line that is not empty as valid UTF-8, with "…" as last character when
 * there is more
 */
char *
mw_text_for_cell (const char *text, gsize length, guint max_characters)
{
  return make_visible (text, length, max_characters, FALSE);
}

/**
 * mw_text_for_block:
 * @text: (nullable): bytes from anywhere
 * @length: bytes of @text, (gsize) -1 when it ends with NUL
 * @max_characters: how many to show
 *
 * Returns: (transfer full): as mw_text_for_cell(), with all lines (each ending with a line feed) and tabs
 */
char *
mw_text_for_block (const char *text, gsize length, guint max_characters)
{
  return make_visible (text, length, max_characters, TRUE);
}

/**
 * mw_text_is_longer:
 * @text: bytes from anywhere
 * @length: bytes of @text
 * @n_characters: how many are shown
 *
 * Returns: whether there are more. Looks no further than that.
 */
gboolean
mw_text_is_longer (const char *text, gsize length, guint n_characters)
{
  const char *end = text + length;
  guint n = 0;

  for (; text < end && n <= n_characters; n++)
    next_character (&text, end);
  return n > n_characters;
}

/**
 * mw_text_fold:
 * @text: bytes from anywhere
 *
 * Returns: (transfer full): @text without case and accents: its compatibility decomposition (UAX #15) without
 * marks, folded
 */
char *
mw_text_fold (const char *text)
{
  g_auto (MwFolded) folded = { NULL };

  mw_folded_init (&folded);
  mw_folded_set (&folded, text, strlen (text));
  return g_strndup (folded.text, folded.length);
}

static gboolean
contains_ascii (const char *haystack, const char *word, gsize length)
{
  for (; *haystack != '\0'; haystack++)
    if (g_ascii_tolower (*haystack) == word[0] && g_ascii_strncasecmp (haystack, word, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * mw_text_matches:
 * @haystack: (nullable): what is searched
 * @needle: (nullable): what a person typed: words, all of which must be there, in any order
 *
 * Returns: whether each word of @needle is part of @haystack; nothing is part of everything
 */
gboolean
mw_text_matches (const char *haystack, const char *needle)
{
  g_autofree char *folded_needle = NULL;
  g_autofree char *folded_haystack = NULL;

  if (needle == NULL)
    return TRUE;
  /* Most cells are ASCII, most of what people type is, and a filter asks for each cell of a table. */
  folded_needle = g_str_is_ascii (needle) ? g_ascii_strdown (needle, -1) : mw_text_fold (needle);
  if (haystack == NULL)
    haystack = "";
  if (!g_str_is_ascii (haystack))
    haystack = folded_haystack = mw_text_fold (haystack);

  for (const char *word = folded_needle + strspn (folded_needle, SPACE); *word != '\0';
       word += strspn (word, SPACE))
    {
      gsize length = strcspn (word, SPACE);
      gboolean found = folded_haystack != NULL ? memmem (haystack, strlen (haystack), word, length) != NULL
                                               : contains_ascii (haystack, word, length);

      if (!found)
        return FALSE;
      word += length;
    }
  return TRUE;
}

/**
 * mw_text_is_blank:
 * @character: a character
 *
 * Returns: whether it is a space, a line end, a control character or one that is not seen at all
 */
gboolean
mw_text_is_blank (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iscntrl (character) ||
         g_unichar_iszerowidth (character) || character == 0xfeff;
}

static gboolean
is_stripped (const char *p, const char *also)
{
  return mw_text_is_blank (g_utf8_get_char (p)) || (also != NULL && strchr (also, *p) != NULL);
}

/**
 * mw_text_strip:
 * @text: what was typed or pasted
 * @also: (nullable): ASCII characters that go as blanks do
 *
 * Returns: (transfer full): @text without them at its ends, and always valid UTF-8
 */
char *
mw_text_strip (const char *text, const char *also)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *start = valid;
  const char *end = valid + strlen (valid);

  while (*start != '\0' && is_stripped (start, also))
    start = g_utf8_next_char (start);
  while (end > start && is_stripped (g_utf8_prev_char (end), also))
    end = g_utf8_prev_char (end);
  return g_strndup (start, (gsize) (end - start));
}
