/* mw-json-scanner.c: finds the records of a page and the exact bytes of each, before anything is parsed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-scanner.h"

#include "mw-json-keys.h"
#include "mw-json-lexer.h"
#include "mw-json-path.h"

/* Bytes between two looks at the cancellable: about 2 ms. */
#define CANCEL_INTERVAL (1024 * 1024)

struct _MwJsonScan
{
  GArray *records; /* MwJsonRange */
  GString *envelope;
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
  guint n_steps;
  Level *levels;
  guint n_levels;       /* how many of the open arrays and objects lead to the list */
  gboolean key_matches; /* the last key is the one that leads on */
  guint list_depth;     /* depth inside the list; 0 before and after it */
  const char *record;   /* start of the open record */
  MwJsonRange list;     /* of what stands between its brackets */
  MwJsonKeys *keys;
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

static void
see_value (Walk *walk, MwJsonScan *self, MwJsonToken token)
{
  gboolean opens = token != MW_JSON_TOKEN_SCALAR;
  guint depth = opens ? walk->lexer.depth - 1 : walk->lexer.depth;

  if (walk->list_depth > 0)
    {
      if (depth != walk->list_depth)
        return;
      walk->record = walk->lexer.token_start;
      if (!opens)
        {
          MwJsonRange range = { (gsize) (walk->record - walk->lexer.text),
                                (gsize) (walk->lexer.token_end - walk->record) };

          g_array_append_val (self->records, range);
        }
      return;
    }

  if (!leads_on (walk, depth))
    return;
  if (depth == walk->n_steps)
    {
      if (token != MW_JSON_TOKEN_ARRAY_BEGIN)
        return;
      self->has_list = TRUE;
      walk->list_depth = walk->lexer.depth;
      walk->list.offset = (gsize) (walk->lexer.token_end - walk->lexer.text);
    }
  else if (opens)
    walk->levels[walk->n_levels++] = (Level) { token == MW_JSON_TOKEN_ARRAY_BEGIN, FALSE, 0 };
}

static void
see_key (Walk *walk)
{
  const MwJsonStep *step;

  walk->key_matches = FALSE;
  mw_json_keys_add (walk->keys, walk->lexer.token_start, walk->lexer.token_end, walk->lexer.token_escaped);
  if (walk->list_depth > 0 || walk->n_levels != walk->lexer.depth)
    return;
  step = mw_json_path_get_step (walk->path, walk->n_levels - 1);
  walk->key_matches = step->kind == MW_JSON_STEP_KEY &&
                      mw_json_key_equals (walk->lexer.token_start, walk->lexer.token_end,
                                          walk->lexer.token_escaped, step->key, step->key_length);
}

static void
see_end (Walk *walk, MwJsonScan *self)
{
  if (walk->list_depth > 0)
    {
      if (walk->lexer.depth == walk->list_depth)
        {
          MwJsonRange range = { (gsize) (walk->record - walk->lexer.text),
                                (gsize) (walk->lexer.token_end - walk->record) };

          g_array_append_val (self->records, range);
        }
      else if (walk->lexer.depth == walk->list_depth - 1)
        {
          walk->list.length = (gsize) (walk->lexer.token_start - walk->lexer.text) - walk->list.offset;
          walk->list_depth = 0;
        }
    }
  else if (walk->n_levels > walk->lexer.depth)
    walk->n_levels = walk->lexer.depth;
}

static gboolean
run (Walk *walk, MwJsonScan *self, GCancellable *cancellable, GError **error)
{
  const char *looked_at = walk->lexer.text;

  while (TRUE)
    {
      MwJsonToken token = mw_json_lexer_next (&walk->lexer, error);

      switch (token)
        {
        case MW_JSON_TOKEN_ERROR:
          return FALSE;
        case MW_JSON_TOKEN_END:
          return TRUE;
        case MW_JSON_TOKEN_KEY:
          see_key (walk);
          break;
        case MW_JSON_TOKEN_OBJECT_BEGIN:
          mw_json_keys_open (walk->keys);
          see_value (walk, self, token);
          break;
        case MW_JSON_TOKEN_ARRAY_BEGIN:
        case MW_JSON_TOKEN_SCALAR:
          see_value (walk, self, token);
          break;
        case MW_JSON_TOKEN_OBJECT_END:
          self->n_duplicate_keys += mw_json_keys_close (walk->keys);
          see_end (walk, self);
          break;
        case MW_JSON_TOKEN_ARRAY_END:
          see_end (walk, self);
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

/**
 * mw_json_scan:
 * @text: a whole answer; need not end with NUL
 * @length: bytes of @text
 * @records: where the list stands; one with "[]" finds none
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
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (MwJsonScan) self = g_new0 (MwJsonScan, 1);
  g_autoptr (MwJsonKeys) keys = mw_json_keys_new ();
  g_autofree Level *levels = NULL;
  g_autofree Walk *walk = g_new0 (Walk, 1);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  self->records = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  mw_json_lexer_init (&walk->lexer, text, length);
  walk->path = records;
  walk->n_steps = mw_json_path_get_n_steps (records);
  levels = g_new0 (Level, walk->n_steps + 1);
  walk->levels = levels;
  walk->keys = keys;
  if (!run (walk, self, cancellable, error))
    return NULL;

  if (self->has_list)
    {
      gsize behind = walk->list.offset + walk->list.length;

      self->envelope = g_string_new_len (text, (gssize) walk->list.offset);
      g_string_append_len (self->envelope, text + behind, (gssize) (length - behind));
    }
  else
    self->envelope = g_string_new_len (text, (gssize) length);
  return g_steal_pointer (&self);
}

/**
 * mw_json_scan_free:
 */
void
mw_json_scan_free (MwJsonScan *self)
{
  g_clear_pointer (&self->records, g_array_unref);
  if (self->envelope != NULL)
    g_string_free (self->envelope, TRUE);
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
 * mw_json_scan_parse_envelope:
 *
 * Returns: (transfer full) (nullable): the text with an empty list in place of the one that was found
 */
MwJson *
mw_json_scan_parse_envelope (const MwJsonScan *self, GError **error)
{
  return mw_json_parse (self->envelope->str, self->envelope->len, error);
}
