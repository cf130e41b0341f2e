/* mw-text-fold.c: many texts without case and accents, one behind the other
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What becomes of a character does not depend on those beside it: its compatibility decomposition (UAX #15)
 * without marks, folded. So it is looked up once each, and kept; and ASCII is done sixteen letters at a time.
 */

#include "mw-text-fold.h"

#include <string.h>

#define PAGE_SIZE 256
#define N_PAGES   (0x110000 / PAGE_SIZE)
/* The longest there is: U+FDFA is 18 characters. */
#define MAX_FOLDED 60
/* U+FFFD, for a byte that is no text. */
#define REPLACEMENT 0xfffd

typedef guint8 Letters __attribute__ ((vector_size (16)));

/* What 256 characters become, one behind the other. */
typedef struct
{
  guint16 starts[PAGE_SIZE + 1];
  char bytes[];
} Page;

static Page *pages[N_PAGES];

static char *
fold_character (gunichar character)
{
  char text[8] = "";
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) letters = g_string_new (NULL);

  g_unichar_to_utf8 (character, text);
  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  /* Half a surrogate pair is no character. */
  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_len (letters, p, g_utf8_next_char (p) - p);
  return g_utf8_casefold (letters->str, (gssize) letters->len);
}

static Page *
make_page (guint number)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  guint16 starts[PAGE_SIZE + 1];
  Page *page;

  for (guint i = 0; i < PAGE_SIZE; i++)
    {
      g_autofree char *folded = fold_character (number * PAGE_SIZE + i);

      starts[i] = (guint16) bytes->len;
      g_string_append (bytes, folded);
    }
  starts[PAGE_SIZE] = (guint16) bytes->len;
  page = g_malloc (sizeof *page + bytes->len);
  memcpy (page->starts, starts, sizeof starts);
  memcpy (page->bytes, bytes->str, bytes->len);
  return page;
}

static const Page *
get_page (guint number)
{
  Page *page = g_atomic_pointer_get (&pages[number]);

  if (page != NULL)
    return page;
  page = make_page (number);
  if (!g_atomic_pointer_compare_and_exchange (&pages[number], NULL, page))
    {
      g_free (page);
      page = g_atomic_pointer_get (&pages[number]);
    }
  return page;
}

void
mw_folded_init (MwFolded *self)
{
  *self = (MwFolded) { .shifts = g_array_new (FALSE, FALSE, sizeof (MwFoldedShift)) };
}

void
mw_folded_clear (MwFolded *self)
{
  g_free (self->text);
  g_array_unref (self->shifts);
}

static void
reserve (MwFolded *self, gsize length)
{
  gsize needed = self->length + length + MAX_FOLDED + MW_FOLDED_MARGIN;

  if (needed <= self->capacity)
    return;
  self->capacity = MAX (needed, self->capacity + self->capacity / 2);
  self->text = g_realloc (self->text, self->capacity);
}

/* As many whole blocks of ASCII as there are; answers their bytes. There is room for all of @text. */
static gsize
add_ascii (MwFolded *self, const char *text, gsize length)
{
  gsize at = 0;

  for (; at + sizeof (Letters) <= length; at += sizeof (Letters))
    {
      Letters letters;
      guint64 halves[2];

      memcpy (&letters, text + at, sizeof letters);
      memcpy (halves, &letters, sizeof halves);
      if (((halves[0] | halves[1]) & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        break;
      letters |= (Letters) ((letters >= 'A') & (letters <= 'Z')) & 0x20;
      memcpy (self->text + self->length + at, &letters, sizeof letters);
    }
  self->length += at;
  return at;
}

/* Answers the bytes of the character. */
static gsize
add_character (MwFolded *self, const char *text, const char *end)
{
  gunichar character = g_utf8_get_char_validated (text, end - text);
  gboolean is_valid = character != (gunichar) -1 && character != (gunichar) -2;
  const Page *page;
  guint in_page, n;

  if (!is_valid)
    character = REPLACEMENT;
  page = get_page (character / PAGE_SIZE);
  in_page = character % PAGE_SIZE;
  n = page->starts[in_page + 1] - page->starts[in_page];
  memcpy (self->text + self->length, page->bytes + page->starts[in_page], n);
  self->length += n;
  return is_valid ? (gsize) (g_utf8_next_char (text) - text) : 1;
}

void
mw_folded_set (MwFolded *self, const char *text, gsize length)
{
  const char *end = text + length;
  const char *p = text;

  self->length = 0;
  g_array_set_size (self->shifts, 0);
  reserve (self, length);
  while (p < end)
    {
      gssize shift;

      p += add_ascii (self, p, (gsize) (end - p));
      /* The rest of a block; most of its letters are ASCII too. */
      for (; p < end && (guchar) *p < 0x80; p++)
        self->text[self->length++] = g_ascii_tolower (*p);
      if (p == end)
        break;
      while (p < end && (guchar) *p >= 0x80)
        {
          reserve (self, (gsize) (end - p));
          p += add_character (self, p, end);
        }
      shift = (gssize) self->length - (p - text);
      g_array_append_val (self->shifts, ((MwFoldedShift) { self->length, shift }));
    }
  memset (self->text + self->length, 0, MW_FOLDED_MARGIN);
}

gsize
mw_folded_find_source (const MwFolded *self, gsize at, guint *shift)
{
  const MwFoldedShift *shifts = (const MwFoldedShift *) (gconstpointer) self->shifts->data;

  while (*shift < self->shifts->len && shifts[*shift].at <= at)
    (*shift)++;
  return (gsize) ((gssize) at - (*shift > 0 ? shifts[*shift - 1].shift : 0));
}
