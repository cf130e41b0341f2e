/* mw-json-search.c: finds keys and values of a record on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-search.h"

#include "mw-text.h"
#include "mw-work.h"

#define CHILDREN_BETWEEN_LOOKS 4096

typedef struct
{
  MwJsonDocument *document;
  char *text;
  MwJsonFinds *finds;
  guint n_looked_at;
} Job;

static void
finds_clear (gpointer data)
{
  g_array_unref (((MwJsonFinds *) data)->numbers);
}

MwJsonFinds *
mw_json_finds_ref (MwJsonFinds *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_json_finds_unref (MwJsonFinds *self)
{
  g_atomic_rc_box_release_full (self, finds_clear);
}

G_DEFINE_BOXED_TYPE (MwJsonFinds, mw_json_finds, mw_json_finds_ref, mw_json_finds_unref)

static void
job_clear (gpointer data)
{
  Job *job = data;

  mw_json_document_unref (job->document);
  g_free (job->text);
  mw_json_finds_unref (job->finds);
}

static void
job_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_clear);
}

/* What stands in a container is no text of it. */
static gboolean
matches (yyjson_val *value, const char *text)
{
  const char *own = mw_json_peek_text (value, NULL);

  if (!own && !yyjson_is_null (value))
    return FALSE;
  return mw_text_matches (own ? own : "null", text);
}

static void
look_at (Job *job, yyjson_val *key, yyjson_val *value)
{
  guint number;

  if (!(key && matches (key, job->text)) && !matches (value, job->text))
    return;
  number = mw_json_document_get_number (job->document, value);
  g_array_append_val (job->finds->numbers, number);
}

static gboolean
look_into (Job *job, yyjson_val *container, GCancellable *cancellable, GError **error)
{
  gboolean is_object = unsafe_yyjson_is_obj (container);
  gsize n_children = unsafe_yyjson_get_len (container);
  yyjson_val *child = unsafe_yyjson_get_first (container);

  for (gsize i = 0; i < n_children; i++)
    {
      yyjson_val *value = is_object ? child + 1 : child;

      if (job->n_looked_at++ % CHILDREN_BETWEEN_LOOKS == 0 &&
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      look_at (job, is_object ? child : NULL, value);
      child = unsafe_yyjson_get_next (value);
    }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* The values lie one behind the other, so that nothing has to go down into them; each container is looked
 * into where it stands, and what was found is put in order. */
static gboolean
search (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  yyjson_val *root = mw_json_document_get_root (job->document);
  guint n_values = mw_json_document_get_n_values (job->document);

  if (!unsafe_yyjson_is_ctn (root))
    look_at (job, NULL, root);
  for (guint i = 0; i < n_values; i++)
    if (unsafe_yyjson_is_ctn (root + i) && !look_into (job, root + i, cancellable, error))
      return FALSE;
  g_array_sort (job->finds->numbers, compare);
  return TRUE;
}

static DexFuture *
on_searched (DexFuture *future, gpointer data)
{
  return dex_future_new_take_boxed (MW_TYPE_JSON_FINDS, mw_json_finds_ref (((Job *) data)->finds));
}

/**
 * mw_json_search:
 * @document: a record
 * @text: words that all must stand in a key, or in a value; case and accents make no difference
 *
 * Returns: (transfer full): resolves to a #MwJsonFinds
 */
DexFuture *
mw_json_search (MwJsonDocument *document, const char *text)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->document = mw_json_document_ref (document);
  job->text = g_strdup (text);
  job->finds = g_atomic_rc_box_new0 (MwJsonFinds);
  job->finds->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  return dex_future_then (mw_work_run ("search record", search, g_atomic_rc_box_acquire (job), job_release),
                          on_searched, job, job_release);
}
