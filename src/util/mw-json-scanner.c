/* mw-json-scanner.c: finds the records of a page and the exact bytes of each, before anything is parsed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-scanner.h"

#include <string.h>

#include "mw-json-lexer.h"
#include "mw-json-path.h"
#include "mw-json-pool.h"
#include "mw-json-shape.h"

/* Bytes between two looks at the cancellable: about 2 ms. */
#define CANCEL_INTERVAL (1024 * 1024)

struct _MwJsonScan
{
  GArray *records; /* MwJsonRange */
  MwJsonPool *pool;
  MwJson *envelope;
  guint n_duplicate_keys;
  gboolean has_list;
};

/* An open array or object on the way to the list. */
typedef struct
{
  gboolean is_array;
  gboolean taken; /* the key was seen: a second one does not count */
  guint next_index;
} Level;

typedef struct
{
  MwJsonLexer lexer;
  const MwJsonPath *path;
  MwJsonKeys *keys;
  gboolean takes_object; /* an object where the path leads is a record */
  guint n_steps;
  Level *levels;
  guint n_levels;       /* how many of the open arrays and objects lead to the list */
  gboolean key_matches; /* the last key is the one that leads on */
  guint list_depth;     /* depth inside the list; 0 before and after it */
  MwJsonRange list;     /* of what stands between its brackets */
  MwJsonShape *shape;
} Walk;

/* Whether the value that starts now stands where the path leads on. @depth: that of what holds the value. */
static gboolean
leads_on (Walk *walk, guint depth)
{
  const MwJsonStep *step;
  Level *level;

  if (depth == 0)
    return TRUE;
  if (walk->n_levels != depth)
    return FALSE;

  level = &walk->levels[depth - 1];
  step = mw_json_path_get_step (walk->path, depth - 1);
  if (level->is_array)
    return step->kind == MW_JSON_STEP_INDEX && level->next_index++ == step->index;
  if (!walk->key_matches || level->taken)
    return FALSE;
  level->taken = TRUE;
  return TRUE;
}

/* The list that the path leads to starts. */
static void
begin_list (Walk *walk, MwJsonScan *self)
{
  const MwJsonLexer *lexer = &walk->lexer;

  self->has_list = TRUE;
  self->pool = mw_json_pool_new (lexer->text, (gsize) (lexer->end - lexer->text), walk->keys);
  walk->list_depth = lexer->depth;
  walk->list.offset = (gsize) (lexer->token_end - lexer->text);
}

/* A record starts: it is checked and read in one go. Keys are only counted where not all are known to differ.
 */
static gboolean
take_record (Walk *walk, MwJsonScan *self, MwJsonToken token)
{
  gsize offset = (gsize) (walk->lexer.token_start - walk->lexer.text);
  MwJsonRange range = { .offset = offset };
  MwJsonRead read;

  if (!mw_json_pool_read (self->pool, offset, MW_JSON_MAX_DEPTH - walk->list_depth, &read))
    return FALSE;
  if (read.duplicate_keys || read.unknown_keys)
    mw_json_shape_add (walk->shape, read.value, read.n_values, MW_JSON_MAX_DEPTH);
  range.length = read.end - offset;
  if (token != MW_JSON_TOKEN_SCALAR)
    mw_json_lexer_leave (&walk->lexer, walk->lexer.text + read.end);
  g_array_append_val (self->records, range);
  return TRUE;
}

/* The record that the path leads to starts: a list of one. */
static gboolean
take_object (Walk *walk, MwJsonScan *self)
{
  const MwJsonLexer *lexer = &walk->lexer;

  self->has_list = TRUE;
  self->pool = mw_json_pool_new (lexer->text, (gsize) (lexer->end - lexer->text), walk->keys);
  return take_record (walk, self, MW_JSON_TOKEN_OBJECT_BEGIN);
}

static gboolean
see_value (Walk *walk, MwJsonScan *self, MwJsonToken token)
{
  gboolean opens = token != MW_JSON_TOKEN_SCALAR;
  guint depth = opens ? walk->lexer.depth - 1 : walk->lexer.depth;

  if (walk->list_depth > 0)
    return take_record (walk, self, token);
  if (!leads_on (walk, depth))
    return TRUE;
  if (depth == walk->n_steps)
    {
      if (token == MW_JSON_TOKEN_OBJECT_BEGIN && walk->takes_object)
        return take_object (walk, self);
      if (token == MW_JSON_TOKEN_ARRAY_BEGIN)
        begin_list (walk, self);
    }
  else if (opens)
    walk->levels[walk->n_levels++] = (Level) { token == MW_JSON_TOKEN_ARRAY_BEGIN, FALSE, 0 };
  return TRUE;
}

/* Whether the key that was just read, unescaped, is @text. */
static gboolean
key_equals (const MwJsonLexer *lexer, const char *text, gsize length)
{
  gsize sent = (gsize) (lexer->token_end - lexer->token_start);
  yyjson_doc *document;
  gboolean equal;

  if (!lexer->token_escaped)
    return sent == length && memcmp (lexer->token_start, text, length) == 0;
  document = yyjson_read (lexer->token_start - 1, sent + 2, YYJSON_READ_NOFLAG);
  equal = yyjson_equals_strn (yyjson_doc_get_root (document), text, length);
  yyjson_doc_free (document);
  return equal;
}

static void
see_key (Walk *walk)
{
  const MwJsonStep *step;

  walk->key_matches = FALSE;
  if (walk->n_levels != walk->lexer.depth)
    return;
  step = mw_json_path_get_step (walk->path, walk->n_levels - 1);
  walk->key_matches = step->kind == MW_JSON_STEP_KEY &&
                      key_equals (&walk->lexer, step->key, step->key_length);
}

static void
see_end (Walk *walk)
{
  if (walk->list_depth > 0)
    {
      walk->list.length = (gsize) (walk->lexer.token_start - walk->lexer.text) - walk->list.offset;
      walk->list_depth = 0;
    }
  else if (walk->n_levels > walk->lexer.depth)
    walk->n_levels = walk->lexer.depth;
}

/* FALSE without an error set: a record was refused. */
static gboolean
run (Walk *walk, MwJsonScan *self, GCancellable *cancellable, GError **error)
{
  const char *looked_at = walk->lexer.text;

  while (TRUE)
    {
      switch (mw_json_lexer_next (&walk->lexer, error))
        {
        case MW_JSON_TOKEN_ERROR:
          return FALSE;
        case MW_JSON_TOKEN_END:
          return TRUE;
        case MW_JSON_TOKEN_KEY:
          see_key (walk);
          break;
        case MW_JSON_TOKEN_OBJECT_BEGIN:
          if (!see_value (walk, self, MW_JSON_TOKEN_OBJECT_BEGIN))
            return FALSE;
          break;
        case MW_JSON_TOKEN_ARRAY_BEGIN:
          if (!see_value (walk, self, MW_JSON_TOKEN_ARRAY_BEGIN))
            return FALSE;
          break;
        case MW_JSON_TOKEN_SCALAR:
          if (!see_value (walk, self, MW_JSON_TOKEN_SCALAR))
            return FALSE;
          break;
        case MW_JSON_TOKEN_OBJECT_END:
        case MW_JSON_TOKEN_ARRAY_END:
          see_end (walk);
          break;
        default:
          g_assert_not_reached ();
        }

      if (walk->lexer.position - looked_at >= CANCEL_INTERVAL)
        {
          looked_at = walk->lexer.position;
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }
    }
}

/* The text without what stands in the list. */
static MwJson *
parse_envelope (const char *text, gsize length, const MwJsonRange *list, GError **error)
{
  gsize behind = list->offset + list->length;
  g_autoptr (GString) envelope = NULL;

  if (list->length == 0)
    return mw_json_parse (text, length, error);
  envelope = g_string_new_len (text, (gssize) list->offset);
  g_string_append_len (envelope, text + behind, (gssize) (length - behind));
  return mw_json_parse (envelope->str, envelope->len, error);
}

static MwJsonScan *
scan (Walk *walk, GCancellable *cancellable, GError **error)
{
  g_autoptr (MwJsonScan) self = g_new0 (MwJsonScan, 1);
  const char *text = walk->lexer.text;
  gsize length = (gsize) (walk->lexer.end - text);

  self->records = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  if (!run (walk, self, cancellable, error))
    return NULL;
  self->envelope = parse_envelope (text, length, &walk->list, error);
  if (self->envelope == NULL)
    return NULL;
  mw_json_shape_add (walk->shape, mw_json_get_root (self->envelope), mw_json_get_n_values (self->envelope),
                     MW_JSON_MAX_DEPTH);
  self->n_duplicate_keys = mw_json_shape_get_n_duplicate_keys (walk->shape);
  return g_steal_pointer (&self);
}

static MwJsonScan *
scan_text (const char *text,
           gsize length,
           const MwJsonPath *records,
           MwJsonKeys *keys,
           gboolean takes_object,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (MwJsonShape) shape = mw_json_shape_new ();
  g_autoptr (MwJsonKeys) known = keys != NULL ? mw_json_keys_ref (keys) : mw_json_keys_new ();
  g_autofree Level *levels = NULL;
  g_autofree Walk *walk = g_new0 (Walk, 1);
  GError *reason = NULL;
  MwJsonScan *self;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  mw_json_lexer_init (&walk->lexer, text, length);
  walk->path = records;
  walk->keys = known;
  walk->takes_object = takes_object;
  walk->n_steps = mw_json_path_get_n_steps (records);
  levels = g_new0 (Level, walk->n_steps + 1);
  walk->levels = levels;
  walk->shape = shape;
  self = scan (walk, cancellable, &reason);
  if (self == NULL && reason == NULL)
    mw_json_explain (text, length, &reason);
  if (reason != NULL)
    g_propagate_error (error, reason);
  return self;
}

/**
 * mw_json_scan:
 * @text: a whole answer; need not end with NUL
 * @length: bytes of @text
 * @records: where the list stands; one with "[]" finds none
 * @keys: (nullable): what is known of the records from other texts, and learned from this one
 * @cancellable: (nullable): looked at every megabyte
 * @error: %MW_JSON_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * One strict pass over @text, without recursion and without an allocation for each value. Computes: call it
 * in a job.
 *
 * Returns: (transfer full) (nullable): what was found; it does not need @text any more
 */
MwJsonScan *
mw_json_scan (const char *text,
              gsize length,
              const MwJsonPath *records,
              MwJsonKeys *keys,
              GCancellable *cancellable,
              GError **error)
{
  return scan_text (text, length, records, keys, FALSE, cancellable, error);
}

/**
 * mw_json_scan_one:
 * @text: a whole answer
 * @length: bytes of @text
 * @record: where the record stands
 * @keys: (nullable): as in mw_json_scan()
 * @cancellable: (nullable): as in mw_json_scan()
 *
 * The same, and an object at the path is taken for a list of one; its members stay in the envelope too.
 *
 * Returns: (transfer full) (nullable): what was found
 */
MwJsonScan *
mw_json_scan_one (const char *text,
                  gsize length,
                  const MwJsonPath *record,
                  MwJsonKeys *keys,
                  GCancellable *cancellable,
                  GError **error)
{
  return scan_text (text, length, record, keys, TRUE, cancellable, error);
}

/**
 * mw_json_scan_free:
 */
void
mw_json_scan_free (MwJsonScan *self)
{
  g_clear_pointer (&self->records, g_array_unref);
  g_clear_pointer (&self->pool, mw_json_pool_free);
  g_clear_pointer (&self->envelope, mw_json_unref);
  g_free (self);
}

/**
 * mw_json_scan_has_list:
 *
 * Returns: whether an array stands at the path, be it empty
 */
gboolean
mw_json_scan_has_list (const MwJsonScan *self)
{
  return self->has_list;
}

/**
 * mw_json_scan_get_records:
 * @n_records: (out): how many
 *
 * Returns: (transfer none) (array length=n_records): where each element of the list stands in the text, in
 * order, without the space around it
 */
const MwJsonRange *
mw_json_scan_get_records (const MwJsonScan *self, guint *n_records)
{
  *n_records = self->records->len;
  return (gconstpointer) self->records->data;
}

/**
 * mw_json_scan_get_n_duplicate_keys:
 *
 * Returns: how many keys of the whole text stood in their object before (RFC 8259 4 leaves open what they
 * mean)
 */
guint
mw_json_scan_get_n_duplicate_keys (const MwJsonScan *self)
{
  return self->n_duplicate_keys;
}

/**
 * mw_json_scan_parse_record:
 * @text: what was scanned
 * @record: its number in the list
 * @parsed: (out): what the value lives in when @self did not keep it; else %NULL, and it lives as long as
 * @self
 *
 * Returns: (transfer none) (nullable): the record as a value
 */
yyjson_val *
mw_json_scan_parse_record (const MwJsonScan *self,
                           const char *text,
                           guint record,
                           MwJson **parsed,
                           GError **error)
{
  const MwJsonRange *range = &g_array_index (self->records, MwJsonRange, record);
  yyjson_val *value = mw_json_pool_get (self->pool, record);

  *parsed = NULL;
  if (value != NULL)
    return value;
  *parsed = mw_json_parse (text + range->offset, range->length, error);
  return *parsed != NULL ? mw_json_get_root (*parsed) : NULL;
}

/**
 * mw_json_scan_get_found:
 * @record: its number in the list
 * @found: (out): what the keys found in it; lives as long as @self
 *
 * Returns: %FALSE when nothing is known of it: it was not kept, or keys stand twice in it
 */
gboolean
mw_json_scan_get_found (const MwJsonScan *self, guint record, MwJsonFound *found)
{
  return mw_json_pool_get_found (self->pool, record, found);
}

/**
 * mw_json_scan_parse_envelope:
 *
 * Returns: (transfer full) (nullable): the text with an empty list in place of the one that was found
 */
MwJson *
mw_json_scan_parse_envelope (const MwJsonScan *self, GError **error)
{
  return mw_json_ref (self->envelope);
}
