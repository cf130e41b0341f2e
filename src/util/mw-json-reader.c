/* mw-json-reader.c: reads one value in one go: checks it, unescapes it, and lays it out as yyjson does
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* As strict as the lexer, which says afterwards what was wrong. Keys come in the order of the record before,
 * so that most of them are known by comparing their bytes with what is expected. */

#include "mw-json-reader.h"

#include <string.h>

#include "mw-json-characters.h"
#include "mw-json-plain.h"
#include "mw-json-unescape.h"

/* How many expected keys are passed over before a key is looked up: records may leave some out. */
#define MAX_LEFT_OUT 4

G_STATIC_ASSERT (sizeof (yyjson_val) == 16);

/* Stays on the stack, for the processor's registers: no function that is not inline gets its address. */
typedef struct
{
  const char *p;
  const char *end;
  char *out;             /* the free room for strings */
  yyjson_val *value;     /* the free place for the next value */
  yyjson_val *last;      /* the last place with one more behind it */
  const char *last_look; /* the last one with enough text behind it to compare keys */
  MwJsonFrame *frame;
  MwJsonPool *pool;
  gboolean duplicate_keys;
  gboolean unknown_keys;
} Reader;

/* What expects a key where none is known. */
static MwJsonKey *nothing;

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
    p++;
  return p;
}

/* The next character that is no blank, or NUL at the end; stands there. */
static G_ALWAYS_INLINE inline char
peek (Reader *self)
{
  if (G_LIKELY (self->p < self->end) && G_LIKELY ((guchar) *self->p > ' '))
    return *self->p;
  self->p = skip_blanks (self->p, self->end);
  return self->p < self->end ? *self->p : '\0';
}

/* Room for a key and its value. */
static G_ALWAYS_INLINE inline void
reserve (Reader *self)
{
  gsize used;

  if (G_LIKELY (self->value <= self->last))
    return;
  used = (gsize) (self->value - self->pool->values);
  mw_json_pool_grow (self->pool);
  self->value = self->pool->values + used;
  self->last = self->pool->values + self->pool->capacity - 2;
}

/* Goes on behind characters of two and three bytes, as long as there are such. */
static G_ALWAYS_INLINE inline const char *
copy_characters (const char *p, const char *end, char **out)
{
  while (end - p >= MW_JSON_PLAIN_SIZE)
    {
      gsize length = mw_json_measure_character (p);

      if (length == 0)
        break;
      memcpy (*out, p, sizeof (guint32));
      p += length;
      *out += length;
    }
  return p;
}

/* Decodes a string and puts a NUL behind it; p stands on its quote. Answers its length, -1 when it is not
 * right.
 */
static G_ALWAYS_INLINE inline gssize
decode_string (Reader *self, gboolean *escaped)
{
  const char *p = self->p + 1;
  char *start = self->out, *out = start;
  gboolean has_escapes = FALSE;

  while (TRUE)
    {
      char *rest;

      if (G_LIKELY (self->end - p >= MW_JSON_PLAIN_SIZE))
        {
          guint special = mw_json_find_special (p, out);

          if (special == 0)
            {
              p += MW_JSON_PLAIN_SIZE;
              out += MW_JSON_PLAIN_SIZE;
              continue;
            }
          p += __builtin_ctz (special);
          out += __builtin_ctz (special);
          if (G_LIKELY (*p == '"'))
            break;
          rest = out;
          p = copy_characters (p, self->end, &rest);
          if (rest > out)
            {
              out = rest;
              continue;
            }
        }
      rest = out;
      p = mw_json_unescape (p, self->end, &rest, &has_escapes);
      if (p == NULL)
        return -1;
      out = rest;
      if (*p == '"')
        break;
    }
  *out = '\0';
  self->p = p + 1;
  self->out = out + 1;
  *escaped = has_escapes;
  return out - start;
}

/* Of the next value. */
static G_ALWAYS_INLINE inline guint32
get_number (const Reader *self)
{
  return (guint32) (self->value - self->pool->values);
}

static G_ALWAYS_INLINE inline void
add_value (Reader *self, uint64_t tag, const char *text)
{
  self->value->tag = tag;
  self->value->uni.str = text;
  self->value++;
}

static G_ALWAYS_INLINE inline uint64_t
tag_string (gssize length, gboolean escaped)
{
  return (uint64_t) length << YYJSON_TAG_BIT | YYJSON_TYPE_STR |
         (escaped ? YYJSON_SUBTYPE_NONE : YYJSON_SUBTYPE_NOESC);
}

static G_ALWAYS_INLINE inline gboolean
read_string (Reader *self)
{
  const char *text = self->out;
  gboolean escaped;
  gssize length = decode_string (self, &escaped);

  if (length < 0)
    return FALSE;
  add_value (self, tag_string (length, escaped), text);
  return TRUE;
}

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p;
}

/* RFC 8259 6. Answers where the number ends, NULL when it is none. */
static const char *
find_number_end (const char *p, const char *end)
{
  const char *first;

  if (p < end && *p == '-')
    p++;
  first = p;
  p = skip_digits (p, end);
  if (p == first || (*first == '0' && p - first > 1))
    return NULL;
  if (p < end && *p == '.')
    {
      first = ++p;
      p = skip_digits (p, end);
      if (p == first)
        return NULL;
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      first = p;
      p = skip_digits (p, end);
      if (p == first)
        return NULL;
    }
  return p;
}

/* The length of a number without sign and exponent that is shorter than what is looked at together; 0: it is
 * another one, or none. */
static G_ALWAYS_INLINE inline gsize
measure_plain_number (const char *p, char *copy)
{
  guint others = ~mw_json_find_digits (p, copy); /* the bits behind the last byte too */
  guint length = (guint) __builtin_ctz (others);
  guint point;

  if (length == 0 || (length > 1 && *p == '0'))
    return 0;
  if (length < MW_JSON_PLAIN_SIZE && p[length] == '.')
    {
      point = length;
      length = (guint) __builtin_ctz (others & ~(1u << point));
      if (length == point + 1)
        return 0;
    }
  return length < MW_JSON_PLAIN_SIZE && (p[length] | 0x20) != 'e' ? length : 0;
}

static G_ALWAYS_INLINE inline gboolean
read_number (Reader *self)
{
  gsize length = 0;

  if (G_LIKELY (self->end - self->p >= MW_JSON_PLAIN_SIZE))
    length = measure_plain_number (self->p, self->out);
  if (length == 0)
    {
      const char *number_end = find_number_end (self->p, self->end);

      if (number_end == NULL)
        return FALSE;
      length = (gsize) (number_end - self->p);
      memcpy (self->out, self->p, length);
    }
  self->out[length] = '\0';
  add_value (self, (uint64_t) length << YYJSON_TAG_BIT | YYJSON_TYPE_RAW, self->out);
  self->p += length;
  self->out += length + 1;
  return TRUE;
}

static G_ALWAYS_INLINE inline gboolean
read_word (Reader *self, const char *word, gsize length, uint64_t tag)
{
  if ((gsize) (self->end - self->p) < length || memcmp (self->p, word, length) != 0)
    return FALSE;
  add_value (self, tag, NULL);
  self->p += length;
  return TRUE;
}

static G_ALWAYS_INLINE inline gboolean
read_scalar (Reader *self, char first)
{
  switch (first)
    {
    case '"':
      return read_string (self);
    case 't':
      return read_word (self, "true", 4, YYJSON_TYPE_BOOL | YYJSON_SUBTYPE_TRUE);
    case 'f':
      return read_word (self, "false", 5, YYJSON_TYPE_BOOL | YYJSON_SUBTYPE_FALSE);
    case 'n':
      return read_word (self, "null", 4, YYJSON_TYPE_NULL);
    default:
      return read_number (self);
    }
}

static gboolean
is_sent_as (const MwJsonKey *key, const char *p, const char *end)
{
  gsize length = key->token_length;

  return length > 0 && (gsize) (end - p) >= length && memcmp (p, key->token, length) == 0;
}

/* Whether the key that is sent at p is @key, as it was sent before. */
static G_ALWAYS_INLINE inline gboolean
is_at (const Reader *self, const MwJsonKey *key)
{
  guint length = key->token_length;

  if (G_UNLIKELY (self->p >= self->last_look || length - 1 >= 2 * MW_JSON_PLAIN_SIZE))
    return is_sent_as (key, self->p, self->end);
  if (length <= MW_JSON_PLAIN_SIZE)
    return mw_json_same_bytes (self->p, key->token, length);
  return mw_json_same_bytes (self->p, key->token, MW_JSON_PLAIN_SIZE) &&
         mw_json_same_bytes (self->p + MW_JSON_PLAIN_SIZE, key->token + MW_JSON_PLAIN_SIZE,
                             length - MW_JSON_PLAIN_SIZE);
}

/* Whether @key, or one of those that followed it before, is the one: what stands between was left out. */
static MwJsonKey *
find_following (MwJsonKey *key, const char *p, const char *end)
{
  for (guint i = 0; i < MAX_LEFT_OUT && key != NULL; i++, key = key->next)
    if (is_sent_as (key, p, end))
      return key;
  return NULL;
}

/* Reads a key that does not stand where one is expected. The key stays NULL when it is not learned: then it
 * is a string like others. */
static G_ALWAYS_INLINE inline gboolean
read_other_key (Reader *self, MwJsonKey **key)
{
  const char *token = self->p;
  char *text = self->out;
  gboolean escaped;
  gssize length;

  *key = NULL;
  if (self->p == self->end || *self->p != '"' || (length = decode_string (self, &escaped)) < 0 ||
      peek (self) != ':')
    return FALSE;
  self->p++;
  peek (self);
  if (self->frame->context != NULL)
    *key = mw_json_keys_get (self->pool->keys, self->frame->context, text, (gsize) length);
  if (*key == NULL)
    {
      self->unknown_keys = TRUE;
      add_value (self, tag_string (length, escaped), text);
      return TRUE;
    }
  mw_json_key_learn (*key, token, (gsize) (self->p - token));
  self->out = text;
  return TRUE;
}

/* Blanks stand before the key, some were left out, or it is another one. */
static G_ALWAYS_INLINE inline gboolean
read_unexpected_key (Reader *self, MwJsonKey **key)
{
  MwJsonKey *expected = *key;

  peek (self);
  *key = find_following (expected, self->p, self->end);
  if (*key != NULL)
    self->p += (*key)->token_length;
  else if (!read_other_key (self, key))
    return FALSE;
  if (expected == NULL && *key != NULL)
    *self->frame->next = *key;
  return TRUE;
}

/* Reads a key and what stands between it and its value. */
static G_ALWAYS_INLINE inline gboolean
read_key (Reader *self)
{
  MwJsonFrame *frame = self->frame;
  MwJsonKey *key = *frame->next;

  reserve (self);
  frame->n++;
  if (G_LIKELY (key != NULL) && G_LIKELY (is_at (self, key)))
    self->p += key->token_length;
  else if (!read_unexpected_key (self, &key))
    return FALSE;
  frame->key = key;
  if (key == NULL)
    return TRUE;
  frame->next = &key->next;
  if (G_UNLIKELY (key->seen == frame->object))
    self->duplicate_keys = TRUE;
  key->seen = frame->object;
  add_value (self, key->tag, key->text);
  if (key->place > 0)
    g_array_index (self->pool->rows, guint32, frame->row + key->place) = get_number (self);
  return TRUE;
}

static MwJsonKey *
get_context (MwJsonPool *pool, const MwJsonFrame *holder)
{
  if (holder == pool->frames)
    return pool->keys->all->pdata[0];
  if (holder->is_object || holder->context == NULL)
    return holder->key;
  return mw_json_keys_get_element (pool->keys, holder->context);
}

/* An array starts whose elements have rows. */
static void
begin_list (MwJsonPool *pool, MwJsonFrame *frame)
{
  frame->list = frame->context->list;
  frame->record_row = frame->row;
  g_array_index (pool->rows, guint32,
                 frame->row +
                   g_array_index (pool->keys->lists, MwJsonList, frame->list).place) = frame->value;
}

/* An element of such a list starts. */
static void
begin_row (MwJsonPool *pool, MwJsonFrame *frame, guint32 value)
{
  guint place = frame->record_row + g_array_index (pool->keys->lists, MwJsonList, frame->list).place;

  frame->row = mw_json_pool_add_row (pool, frame->list, value);
  if (g_array_index (pool->rows, guint32, place + 2)++ == 0)
    g_array_index (pool->rows, guint32, place + 1) = frame->row;
}

/* An array or object starts. */
static G_ALWAYS_INLINE inline void
open_container (Reader *self, gboolean is_object)
{
  MwJsonFrame *holder = self->frame, *frame = ++self->frame;

  frame->value = get_number (self);
  frame->n = 0;
  frame->is_object = is_object;
  frame->key = NULL;
  frame->context = get_context (self->pool, holder);
  frame->next = frame->context != NULL ? &frame->context->first : &nothing;
  frame->row = holder->row;
  frame->list = 0;
  if (is_object)
    frame->object = ++self->pool->keys->n_objects;
  else if (frame->context != NULL && frame->context->list > 0)
    begin_list (self->pool, frame);
  self->value++;
  self->p++;
}

static G_ALWAYS_INLINE inline void
close_container (Reader *self)
{
  const MwJsonFrame *frame = self->frame--;
  yyjson_val *container = self->pool->values + frame->value;

  container->tag = (uint64_t) frame->n << YYJSON_TAG_BIT |
                   (frame->is_object ? YYJSON_TYPE_OBJ : YYJSON_TYPE_ARR);
  container->uni.ofs = (gsize) ((char *) self->value - (char *) container);
  self->p++;
}

/* The first element or key; p stands on it. */
static G_ALWAYS_INLINE inline gboolean
begin_item (Reader *self)
{
  if (self->frame->is_object)
    return read_key (self);
  reserve (self);
  self->frame->n++;
  if (self->frame->list > 0)
    begin_row (self->pool, self->frame, get_number (self));
  return TRUE;
}

/* Goes on to the next value, which stands behind what was just read, or to the end. FALSE when there is
 * neither.
 */
static G_ALWAYS_INLINE inline gboolean
go_on (Reader *self)
{
  while (self->frame != self->pool->frames)
    {
      char c = peek (self);

      if (c == ',')
        {
          self->p++;
          return begin_item (self);
        }
      if (c != (self->frame->is_object ? '}' : ']'))
        return FALSE;
      close_container (self);
    }
  return TRUE;
}

static G_ALWAYS_INLINE inline gboolean
run (Reader *self, guint max_depth)
{
  do
    {
      char c = peek (self);

      if (c == '{' || c == '[')
        {
          if (self->frame == self->pool->frames + max_depth)
            return FALSE;
          open_container (self, c == '{');
          if (peek (self) != c + 2) /* in ASCII "]" and "}" are two behind those that open */
            {
              if (!begin_item (self))
                return FALSE;
              continue;
            }
          close_container (self);
        }
      else if (!read_scalar (self, c))
        return FALSE;
      if (!go_on (self))
        return FALSE;
    }
  while (self->frame != self->pool->frames);
  return TRUE;
}

gboolean
mw_json_reader_run (MwJsonPool *pool, gsize offset, guint max_depth, MwJsonRead *read)
{
  Reader reader = {
    .p = pool->text + offset,
    .end = pool->text + pool->length,
    .out = pool->strings_end,
    .value = pool->values + pool->n_values,
    .last = pool->values + pool->capacity - 2,
    .last_look = pool->text + pool->length - MIN (pool->length, MW_JSON_TOKEN_SIZE),
    .frame = pool->frames,
    .pool = pool,
  };

  reserve (&reader);
  pool->frames->row = mw_json_pool_add_row (pool, 0, get_number (&reader));
  if (!run (&reader, max_depth))
    return FALSE;
  pool->strings_end = reader.out;
  read->n_values = (gsize) (reader.value - pool->values) - pool->n_values;
  read->end = (gsize) (reader.p - pool->text);
  read->duplicate_keys = reader.duplicate_keys;
  read->unknown_keys = reader.unknown_keys;
  return TRUE;
}
