/* mw-json-copy.c: a value of a record as text, made on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-copy.h"

#include "mw-work.h"

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

/* Without spaces: yyjson 0.10 forgets those before numbers in lists. */
static char *
dup_json (yyjson_val *value)
{
  /* From malloc(), as g_free() takes it. */
  return yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
}

static char *
dup_range (const Job *job, GCancellable *cancellable)
{
  yyjson_val *container = job->place.value;
  gboolean is_object = unsafe_yyjson_is_obj (container);
  g_autoptr (GString) json = g_string_new (is_object ? "{" : "[");

  for (guint i = 0; i < job->place.n_children && !g_cancellable_is_cancelled (cancellable); i++)
    {
      yyjson_val *key;
      yyjson_val *value = mw_json_document_get_child (job->document, container, job->place.first + i, &key);
      g_autofree char *key_json = key ? dup_json (key) : NULL;
      g_autofree char *value_json = dup_json (value);

      g_string_append_printf (json, "%s%s%s%s", i > 0 ? "," : "", key_json ? key_json : "",
                              key_json ? ":" : "", value_json);
    }
  g_string_append (json, is_object ? "}" : "]");
  return g_string_free_and_steal (g_steal_pointer (&json));
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
    job->text = dup_range (job, cancellable);
  else if (!yyjson_is_ctn (place->value) && !job->as_json)
    job->text = mw_json_dup_text (place->value);
  else if (place->depth > 0)
    job->text = dup_json (place->value);
  else
    job->text = dup_whole (job->document);
  if (!job->text)
    job->text = g_strdup ("null");
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static DexFuture *
on_copied (DexFuture *future, gpointer data)
{
  Job *job = data;

  return dex_future_new_take_string (g_steal_pointer (&job->text));
}

/**
 * mw_json_copy:
 * @document: a record
 * @place: a value of it
 * @as_json: a text with quotes
 *
 * A text without quotes and escapes, a number as sent, a container as JSON; the whole record is exactly what
 * was sent.
 *
 * Returns: (transfer full): resolves to a string
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
