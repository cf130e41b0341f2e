/* mw-request-log.c: the last 500 requests of a connection, without anything secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-log.h"

#include "mw-redact.h"

struct _MwRequestLog
{
  GMutex mutex;
  GQueue entries; /* of MwRequestLogEntry, oldest first */
  guint64 n_requests;
};

static void
entry_free (gpointer data)
{
  MwRequestLogEntry *entry = data;

  g_free ((char *) entry->purpose.subject);
  g_free (entry->method);
  g_free (entry->uri);
  g_free (entry->outcome);
  g_free (entry->request_id);
  g_free (entry);
}

static MwRequestLogEntry *
entry_copy (const MwRequestLogEntry *entry)
{
  MwRequestLogEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->purpose.subject = g_strdup (entry->purpose.subject);
  copy->method = g_strdup (entry->method);
  copy->uri = g_strdup (entry->uri);
  copy->outcome = g_strdup (entry->outcome);
  copy->request_id = g_strdup (entry->request_id);
  return copy;
}

MwRequestLog *
mw_request_log_new (void)
{
  MwRequestLog *self = g_atomic_rc_box_new0 (MwRequestLog);

  g_mutex_init (&self->mutex);
  return self;
}

MwRequestLog *
mw_request_log_ref (MwRequestLog *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
request_log_clear (gpointer data)
{
  MwRequestLog *self = data;

  g_queue_clear_full (&self->entries, entry_free);
  g_mutex_clear (&self->mutex);
}

void
mw_request_log_unref (MwRequestLog *self)
{
  g_atomic_rc_box_release_full (self, request_log_clear);
}

void
mw_request_log_add (MwRequestLog *self,
                    const MwPurpose *purpose,
                    const char *method,
                    const char *uri,
                    gint64 started_at,
                    gint64 duration,
                    MwResponse *response,
                    const GError *error)
{
  MwRequestLogEntry *entry = g_new0 (MwRequestLogEntry, 1);
  g_autofree char *bare = mw_redact_uri (uri);

  entry->purpose = *purpose;
  entry->purpose.subject = g_strdup (purpose->subject);
  entry->started_at = started_at;
  entry->duration = duration;
  entry->method = g_strdup (method);
  /* A secret may stand in the path as well, if a server puts one there. */
  entry->uri = mw_redact_text (bare);
  if (response)
    {
      entry->status = mw_response_get_status (response);
      entry->n_bytes = g_bytes_get_size (mw_response_get_body (response));
      if (mw_response_get_request_id (response))
        entry->request_id = mw_redact_text (mw_response_get_request_id (response));
    }
  if (error)
    entry->outcome = mw_redact_text (error->message);

  g_mutex_lock (&self->mutex);
  entry->serial = ++self->n_requests;
  g_queue_push_tail (&self->entries, entry);
  if (self->entries.length > MW_REQUEST_LOG_SIZE)
    entry_free (g_queue_pop_head (&self->entries));
  g_mutex_unlock (&self->mutex);
}

/* Returns: (transfer full) (element-type MwRequestLogEntry): oldest first */
GPtrArray *
mw_request_log_dup (MwRequestLog *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (entry_free);

  g_mutex_lock (&self->mutex);
  for (GList *l = self->entries.head; l; l = l->next)
    g_ptr_array_add (copy, entry_copy (l->data));
  g_mutex_unlock (&self->mutex);
  return copy;
}
