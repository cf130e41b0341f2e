/* mw-json-plain.h: the first look at strings and numbers of JSON text, many bytes at once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

/* Processors with SSE2 are all those of x86-64. Others look at eight bytes in a word, which says the same. */
#if defined(__SSE2__) && !defined(MW_JSON_PLAIN_WORDS)
#include <emmintrin.h>
#define MW_JSON_PLAIN_VECTORS 1
#endif

G_BEGIN_DECLS

/* How many bytes are looked at together, and must be there to read and to write. */
#define MW_JSON_PLAIN_SIZE 16

#ifdef MW_JSON_PLAIN_VECTORS

/* Lines of equal bytes, not known where they are compared with: so compilers take them from there and do not
 * make them again each time. */
extern const char mw_json_quotes[MW_JSON_PLAIN_SIZE];
extern const char mw_json_backslashes[MW_JSON_PLAIN_SIZE];
extern const char mw_json_blanks[MW_JSON_PLAIN_SIZE];

static inline __m128i
mw_json_load (const char *p)
{
  return _mm_loadu_si128 ((const __m128i *) (gconstpointer) p);
}

/* Bit n says that byte n of the string at @p is its end or needs care: a quote, a backslash, a control
 * character, anything behind ASCII. Copies all of them to @copy. */
static inline guint
mw_json_find_special (const char *p, char *copy)
{
  __m128i bytes = mw_json_load (p);
  __m128i quotes = _mm_cmpeq_epi8 (bytes, mw_json_load (mw_json_quotes));
  __m128i backslashes = _mm_cmpeq_epi8 (bytes, mw_json_load (mw_json_backslashes));
  __m128i others = _mm_cmpgt_epi8 (mw_json_load (mw_json_blanks), bytes); /* signed: 0x80 and above too */

  _mm_storeu_si128 ((__m128i *) (gpointer) copy, bytes);
  return (guint) _mm_movemask_epi8 (_mm_or_si128 (_mm_or_si128 (quotes, backslashes), others));
}

/* Bit n says that byte n is a digit. Copies as above. */
static inline guint
mw_json_find_digits (const char *p, char *copy)
{
  __m128i bytes = mw_json_load (p);
  __m128i shifted = _mm_add_epi8 (bytes, _mm_set1_epi8 ((char) (-128 - '0')));

  _mm_storeu_si128 ((__m128i *) (gpointer) copy, bytes);
  return (guint) _mm_movemask_epi8 (_mm_cmplt_epi8 (shifted, _mm_set1_epi8 (-128 + 10)));
}

/* Whether the first @length bytes, at most MW_JSON_PLAIN_SIZE, are the same. */
static inline gboolean
mw_json_same_bytes (const char *a, const char *b, guint length)
{
  guint differ = ~(guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (mw_json_load (a), mw_json_load (b)));

  return (differ << (32 - length)) == 0;
}

#else

#define MW_JSON_ONES  G_GUINT64_CONSTANT (0x0101010101010101)
#define MW_JSON_HIGHS G_GUINT64_CONSTANT (0x8080808080808080)

static inline guint64
mw_json_load_word (const char *p)
{
  guint64 word;

  memcpy (&word, p, sizeof word);
  return GUINT64_FROM_LE (word);
}

/* The high bit of each byte as one of eight bits. */
static inline guint
mw_json_gather (guint64 highs)
{
  return (guint) (((highs >> 7) * G_GUINT64_CONSTANT (0x0102040810204080)) >> 56);
}

/* The high bit of each byte that is 0; exact, without a carry from byte to byte. */
static inline guint64
mw_json_find_zeros (guint64 word)
{
  return ~(((word & ~MW_JSON_HIGHS) + ~MW_JSON_HIGHS) | word) & MW_JSON_HIGHS;
}

/* The high bit of each byte that is @least or more, of those that are ASCII. */
static inline guint64
mw_json_find_at_least (guint64 word, guint least)
{
  return ((word & ~MW_JSON_HIGHS) + MW_JSON_ONES * (0x80 - least)) & ~word & MW_JSON_HIGHS;
}

static inline guint
mw_json_find_special (const char *p, char *copy)
{
  guint found = 0;

  for (guint i = 0; i < MW_JSON_PLAIN_SIZE; i += 8)
    {
      guint64 word = mw_json_load_word (p + i);
      guint64 special = mw_json_find_zeros (word ^ MW_JSON_ONES * '"') |
                        mw_json_find_zeros (word ^ MW_JSON_ONES * '\\') |
                        (~mw_json_find_at_least (word, 0x20) & MW_JSON_HIGHS);

      found |= mw_json_gather (special) << i;
    }
  memcpy (copy, p, MW_JSON_PLAIN_SIZE);
  return found;
}

static inline guint
mw_json_find_digits (const char *p, char *copy)
{
  guint found = 0;

  for (guint i = 0; i < MW_JSON_PLAIN_SIZE; i += 8)
    {
      guint64 word = mw_json_load_word (p + i);

      found |= mw_json_gather (mw_json_find_at_least (word, '0') & ~mw_json_find_at_least (word, '9' + 1))
               << i;
    }
  memcpy (copy, p, MW_JSON_PLAIN_SIZE);
  return found;
}

static inline gboolean
mw_json_same_bytes (const char *a, const char *b, guint length)
{
  return memcmp (a, b, length) == 0;
}

#endif

G_END_DECLS
