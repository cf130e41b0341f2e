/* mw-json-copy.c: a value of a record as text, made on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-copy.h"

#include <string.h>

#include "mw-json-lexer.h"
#include "mw-work.h"

#define VALUES_BETWEEN_LOOKS 65536

typedef struct
{
  MwJsonDocument *document;
  MwJsonPlace place;
  gboolean as_json;
  char *text;
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  mw_json_document_unref (job->document);
  g_free (job->text);
}

static void
job_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_clear);
}

/* From the one to the end of the other, as they were sent: keys and values are numbered as they come in the
 * text. */
static char *
dup_sent (const Job *job, yyjson_val *first, yyjson_val *last, GCancellable *cancellable, GError **error)
{
  const guint from = mw_json_document_get_number (job->document, first);
  const guint to = mw_json_document_get_number (job->document, last);
  gsize length;
  const char *text = g_bytes_get_data (mw_json_document_get_bytes (job->document), &length);
  const char *start = text;
  guint number = 0;
  guint depth = G_MAXUINT; /* around the last one, which is open */
  MwJsonLexer lexer;

  mw_json_lexer_init (&lexer, text, length);
  for (;;)
    {
      MwJsonToken token = mw_json_lexer_next (&lexer, error);
      gboolean opens = token == MW_JSON_TOKEN_ARRAY_BEGIN || token == MW_JSON_TOKEN_OBJECT_BEGIN;
      gboolean closes = token == MW_JSON_TOKEN_ARRAY_END || token == MW_JSON_TOKEN_OBJECT_END;

      if (token == MW_JSON_TOKEN_ERROR || token == MW_JSON_TOKEN_END ||
          (number % VALUES_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        return NULL;
      if (!closes && number == from)
        start = token == MW_JSON_TOKEN_KEY ? lexer.token_start - 1 : lexer.token_start;
      if (opens && number == to)
        depth = lexer.depth - 1;
      if ((token == MW_JSON_TOKEN_SCALAR && number == to) || (closes && lexer.depth == depth))
        return g_strndup (start, (gsize) (lexer.token_end - start));
      number += !closes;
    }
}

/* Some of the children, in brackets of their own. */
static char *
dup_range (const Job *job, GCancellable *cancellable, GError **error)
{
  const MwJsonPlace *place = &job->place;
  gboolean is_object = unsafe_yyjson_is_obj (place->value);
  yyjson_val *key;
  yyjson_val *last_key;
  yyjson_val *first = mw_json_document_get_child (job->document, place->value, place->first, &key);
  yyjson_val *last = mw_json_document_get_child (job->document, place->value,
                                                 place->first + place->n_children - 1, &last_key);
  g_autofree char *sent = dup_sent (job, key ? key : first, last, cancellable, error);

  return sent ? g_strdup_printf (is_object ? "{%s}" : "[%s]", sent) : NULL;
}

/* Unescaped. A clipboard has no place for what ends a text in C. */
static char *
dup_text (yyjson_val *value)
{
  gsize length;
  const char *text = mw_json_peek_text (value, &length);

  return text ? g_utf8_make_valid (text, (gssize) length) : g_strdup ("null");
}

static char *
dup_whole (MwJsonDocument *document)
{
  gsize length;
  const char *text = g_bytes_get_data (mw_json_document_get_bytes (document), &length);

  return g_utf8_make_valid (text, (gssize) length);
}

static gboolean
copy (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  const MwJsonPlace *place = &job->place;

  if (place->is_range)
    job->text = dup_range (job, cancellable, error);
  else if (!yyjson_is_ctn (place->value) && !job->as_json)
    job->text = dup_text (place->value);
  else if (place->depth > 0)
    job->text = dup_sent (job, place->value, place->value, cancellable, error);
  else
    job->text = dup_whole (job->document);
  return job->text != NULL;
}

static DexFuture *
on_copied (DexFuture *future, gpointer data)
{
  Job *job = data;

  gsize length = strlen (job->text);

  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new_take (g_steal_pointer (&job->text), length));
}

/**
 * mw_json_copy:
 * @document: a record
 * @place: a value of it
 * @as_json: a text with quotes
 *
 * A text without quotes and escapes, a number as sent; a container, and everything @as_json, is exactly what
 * was sent, in numbers, escapes, spaces, order and double keys.
 *
 * Returns: (transfer full): resolves to a #GBytes, behind which a NUL stands: a future copies strings each
 * time that it hands one on
 */
DexFuture *
mw_json_copy (MwJsonDocument *document, const MwJsonPlace *place, gboolean as_json)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->document = mw_json_document_ref (document);
  job->place = *place;
  job->as_json = as_json;
  return dex_future_then (mw_work_run ("copy record", copy, g_atomic_rc_box_acquire (job), job_release),
                          on_copied, job, job_release);
}
