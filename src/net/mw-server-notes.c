/* mw-server-notes.c: what a server's answers say beside the data: the last one that was no data, and what its
 * clock shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-server-notes.h"

#include <gio/gio.h>
#include <string.h>

#include "mw-request-private.h"

/* Of a page: enough for its head and the form in it. */
#define BODY_LENGTH (16 * 1024)

struct _MwServerNotes
{
  GMutex mutex;
  MwStrangeAnswer *strange;
  gint64 came_at; /* when that came, monotonic */
  gint64 clock_offset;
};

static MwStrangeAnswer *
strange_answer_copy (MwStrangeAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
strange_answer_clear (gpointer data)
{
  MwStrangeAnswer *self = data;

  g_free (self->target);
  g_free (self->scheme);
  g_free (self->body);
  g_object_unref (self->head);
}

void
mw_strange_answer_free (MwStrangeAnswer *self)
{
  g_atomic_rc_box_release_full (self, strange_answer_clear);
}

G_DEFINE_BOXED_TYPE (MwStrangeAnswer, mw_strange_answer, strange_answer_copy, mw_strange_answer_free)

MwServerNotes *
mw_server_notes_new (void)
{
  MwServerNotes *self = g_atomic_rc_box_new0 (MwServerNotes);

  g_mutex_init (&self->mutex);
  return self;
}

MwServerNotes *
mw_server_notes_ref (MwServerNotes *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
server_notes_clear (gpointer data)
{
  MwServerNotes *self = data;

  g_clear_pointer (&self->strange, mw_strange_answer_free);
  g_mutex_clear (&self->mutex);
}

void
mw_server_notes_unref (MwServerNotes *self)
{
  g_atomic_rc_box_release_full (self, server_notes_clear);
}

static gboolean
is_web_page (MwResponse *response)
{
  const char *type = mw_response_get_header (response, "Content-Type");
  gsize size;
  const char *body = g_bytes_get_data (mw_response_get_body (response), &size);

  while (size > 0 && g_ascii_isspace (*body))
    body++, size--;
  return (type != NULL && g_ascii_strncasecmp (type, "text/html", strlen ("text/html")) == 0) ||
         (size > 5 &&
          (g_ascii_strncasecmp (body, "<!doc", 5) == 0 || g_ascii_strncasecmp (body, "<html", 5) == 0));
}

static MwStrangeAnswer *
strange_answer_new (const MwAsking *asking, MwResponse *response)
{
  MwStrangeAnswer *self = g_atomic_rc_box_new0 (MwStrangeAnswer);
  const char *location = mw_response_get_header (response, "Location");
  gsize size;
  const char *body = g_bytes_get_data (mw_response_get_body (response), &size);
  g_autofree char *text = g_utf8_make_valid (body != NULL ? body : "", (gssize) MIN (size, BODY_LENGTH));

  self->status = mw_response_get_status (response);
  self->is_web_page = is_web_page (response);
  if (location != NULL && self->status >= 300 && self->status < 400)
    self->target = g_uri_resolve_relative (asking->uri, location, G_URI_FLAGS_NONE, NULL);
  else if (asking->followed)
    self->target = g_strdup (asking->uri);
  self->scheme = g_strdup (asking->scheme);
  self->body = g_ascii_strdown (text, -1);
  self->head = mw_response_dup_head (response);
  return self;
}

static void
take_date (MwServerNotes *self, MwResponse *response)
{
  const char *age = mw_response_get_header (response, "Age");
  gint64 date = mw_response_get_date (response);
  gint64 seconds = 0;

  /* RFC 9111 5.1: a cache in between kept it that long. */
  if (age != NULL && !g_ascii_string_to_signed (age, 10, 0, G_MAXINT32, &seconds, NULL))
    return;
  if (date > 0)
    self->clock_offset = date + seconds * G_USEC_PER_SEC - g_get_real_time ();
}

/**
 * mw_server_notes_take:
 * @self: the notes
 * @asking: what was asked
 * @response: what came
 *
 * Keeps an answer that is no data: one that leads elsewhere, refuses, or is a web page. It is forgotten when
 * a request that was sent after it is answered well.
 */
void
mw_server_notes_take (MwServerNotes *self, const MwAsking *asking, MwResponse *response)
{
  guint status = mw_response_get_status (response);
  gboolean is_well = status >= 200 && status < 300 && !is_web_page (response);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  take_date (self, response);
  if (is_well && asking->began < self->came_at)
    return;
  g_clear_pointer (&self->strange, mw_strange_answer_free);
  if (is_well)
    return;
  self->strange = strange_answer_new (asking, response);
  self->came_at = g_get_monotonic_time ();
}

MwStrangeAnswer *
mw_server_notes_dup_strange (MwServerNotes *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->strange != NULL ? strange_answer_copy (self->strange) : NULL;
}

gint64
mw_server_notes_get_clock_offset (MwServerNotes *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->clock_offset;
}
