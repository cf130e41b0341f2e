/* mw-refusal.c: that a server refused what is stored of a connection, for all processes of this user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-refusal.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "mw-connection-file.h"
#include "mw-work.h"

#define FORMAT   1
#define MAX_SIZE 4096

/* Of a reason that is not here a person hears that the sign-in is not known any more. */
static const struct
{
  MwDiagnosis reason;
  const char *name;
} reasons[] = {
  { MW_DIAGNOSIS_EXPIRED, "expired" },
  { MW_DIAGNOSIS_CREDENTIALS_CHANGED, "credentials-changed" },
  { MW_DIAGNOSIS_REAUTHORIZE, "reauthorize" },
  { MW_DIAGNOSIS_REVOKED, "revoked" },
};

static MwRefusal *
refusal_copy (MwRefusal *self)
{
  MwRefusal *copy = g_new0 (MwRefusal, 1);

  copy->mark = g_strdup (self->mark);
  copy->reason = self->reason;
  return copy;
}

/**
 * mw_refusal_free:
 * @self: (transfer full): a refusal
 */
void
mw_refusal_free (MwRefusal *self)
{
  g_free (self->mark);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (MwRefusal, mw_refusal, refusal_copy, mw_refusal_free)

static char *
dup_path (const char *directory, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".refused", NULL);

  return g_build_filename (directory, name, NULL);
}

static MwDiagnosis
read_reason (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].name, name) == 0)
      return reasons[i].reason;
  return MW_DIAGNOSIS_REVOKED;
}

static const char *
get_name (MwDiagnosis reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].reason == reason)
      return reasons[i].name;
  return "revoked";
}

/* What one job is about, or has found. */
typedef struct
{
  char *id;
  char *mark;
  MwDiagnosis reason;
  MwRefusal *found;
} Job;

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_free (job->mark);
  g_clear_pointer (&job->found, mw_refusal_free);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_job);
}

static Job *
job_new (const char *id, MwSecrets *stored, MwDiagnosis reason)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->id = g_strdup (id);
  job->mark = g_strdup (mw_secrets_get_mark (stored));
  job->reason = reason;
  return job;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* A file that cannot be read says nothing: then what is stored is tried once more. */
static gboolean
run_find (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *path = dup_path (directory, job->id);
  g_autofree char *contents = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || info.st_size > MAX_SIZE ||
      !g_file_get_contents (path, &contents, NULL, NULL))
    return TRUE;
  root = json_from_string (contents, NULL);
  object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (object == NULL || g_strcmp0 (get_text (object, "mark"), job->mark) != 0)
    return TRUE;
  job->found = g_new0 (MwRefusal, 1);
  job->found->mark = g_strdup (job->mark);
  job->found->reason = read_reason (get_text (object, "reason"));
  return TRUE;
}

static DexFuture *
give_found (DexFuture *done, gpointer data)
{
  Job *job = data;

  return dex_future_new_take_boxed (MW_TYPE_REFUSAL, g_steal_pointer (&job->found));
}

/**
 * mw_refusal_find:
 * @id: of a connection
 * @stored: what is stored of it
 *
 * Any thread.
 *
 * Returns: (transfer full): resolves to the #MwRefusal when the server has refused exactly this, else to
 * %NULL
 */
DexFuture *
mw_refusal_find (const char *id, MwSecrets *stored)
{
  Job *job;

  if (mw_secrets_get_mark (stored) == NULL)
    return dex_future_new_take_boxed (MW_TYPE_REFUSAL, NULL);
  job = job_new (id, stored, MW_DIAGNOSIS_REVOKED);
  return dex_future_then (mw_work_run ("was it refused", run_find, g_atomic_rc_box_acquire (job), job_unref),
                          give_found, job, job_unref);
}

static gboolean
run_remember (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *path = dup_path (directory, job->id);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, FORMAT);
  json_builder_set_member_name (builder, "mark");
  json_builder_add_string_value (builder, job->mark);
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, get_name (job->reason));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/**
 * mw_refusal_remember:
 * @id: of a connection
 * @stored: what is stored of it, and was refused
 * @reason: what the user is told
 *
 * Any thread. It runs to its end whoever waits.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_refusal_remember (const char *id, MwSecrets *stored, MwDiagnosis reason)
{
  if (mw_secrets_get_mark (stored) == NULL)
    return dex_future_new_true ();
  return mw_work_run ("remember a refusal", run_remember, job_new (id, stored, reason), job_unref);
}

static gboolean
run_forget (gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();

  mw_refusal_remove (directory, data);
  return TRUE;
}

/**
 * mw_refusal_forget:
 * @id: of a connection
 *
 * Any thread.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_refusal_forget (const char *id)
{
  return mw_work_run ("forget a refusal", run_forget, g_strdup (id), g_free);
}

/**
 * mw_refusal_remove:
 * @directory: the folder of connections
 * @id: of a connection that is given up
 *
 * Blocks.
 */
void
mw_refusal_remove (const char *directory, const char *id)
{
  g_autofree char *path = dup_path (directory, id);

  g_unlink (path);
}
