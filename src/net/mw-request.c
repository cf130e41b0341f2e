/* mw-request.c: one HTTP request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-private.h"

typedef struct
{
  char *name;
  char *value;
} Header;

struct _MwRequest
{
  GObject parent_instance;

  char *method;
  char *uri;
  GArray *headers; /* of Header */
  char *content_type;
  GBytes *body;
  gboolean repeatable;
  MwPurpose purpose;
  char *subject; /* of the purpose */
};

G_DEFINE_FINAL_TYPE (MwRequest, mw_request, G_TYPE_OBJECT)

static void
clear_header (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

static void
mw_request_finalize (GObject *object)
{
  MwRequest *self = MW_REQUEST (object);

  g_free (self->method);
  g_free (self->uri);
  g_array_unref (self->headers);
  g_free (self->content_type);
  g_free (self->subject);
  g_clear_pointer (&self->body, g_bytes_unref);

  G_OBJECT_CLASS (mw_request_parent_class)->finalize (object);
}

static void
mw_request_class_init (MwRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_request_finalize;
}

static void
mw_request_init (MwRequest *self)
{
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, clear_header);
}

/**
 * mw_request_new:
 * @method: an HTTP method, in capitals
 * @uri: the whole address; mw_transport_send() refuses one of another origin than the transport's
 *
 * GET and HEAD are repeatable until mw_request_set_repeatable() says otherwise.
 *
 * Returns: (transfer full): a request without headers and body
 */
MwRequest *
mw_request_new (const char *method, const char *uri)
{
  MwRequest *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  self = g_object_new (MW_TYPE_REQUEST, NULL);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->repeatable = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
  return self;
}

const char *
mw_request_get_method (MwRequest *self)
{
  return self->method;
}

const char *
mw_request_get_uri (MwRequest *self)
{
  return self->uri;
}

static Header *
find_header (MwRequest *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      Header *header = &g_array_index (self->headers, Header, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header;
    }
  return NULL;
}

/* RFC 9110 5.5: no control character but the tab; one would end the header and begin another. */
static gboolean
is_field_value (const char *value)
{
  for (const char *c = value; *c; c++)
    if (((guchar) *c < 0x20 && *c != '\t') || *c == 0x7f)
      return FALSE;
  return TRUE;
}

/**
 * mw_request_set_header:
 * @self: a request
 * @name: a field name
 * @value: its value; one with a line break or another control character is not set at all
 *
 * Replaces a header of the same name, in any case.
 */
void
mw_request_set_header (MwRequest *self, const char *name, const char *value)
{
  Header *header;

  g_return_if_fail (MW_IS_REQUEST (self));
  g_return_if_fail (name != NULL && value != NULL);

  if (!is_field_value (value) || !is_field_value (name))
    return;
  header = find_header (self, name);
  if (header)
    {
      g_free (header->value);
      header->value = g_strdup (value);
    }
  else
    {
      Header new_header = { g_strdup (name), g_strdup (value) };

      g_array_append_val (self->headers, new_header);
    }
}

/**
 * mw_request_set_body:
 * @self: a request
 * @content_type: its media type
 * @body: (nullable): the bytes to send
 */
void
mw_request_set_body (MwRequest *self, const char *content_type, GBytes *body)
{
  g_return_if_fail (MW_IS_REQUEST (self));

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body ? g_bytes_ref (body) : NULL;
}

/**
 * mw_request_set_repeatable:
 * @self: a request
 * @repeatable: whether sending it twice does no more than sending it once (RFC 9110 9.2.2); a POST that only
 * reads is
 */
void
mw_request_set_repeatable (MwRequest *self, gboolean repeatable)
{
  g_return_if_fail (MW_IS_REQUEST (self));

  self->repeatable = repeatable;
}

/**
 * mw_request_set_purpose:
 * @self: a request
 * @purpose: what it is for, as people read it in the log; copied
 */
void
mw_request_set_purpose (MwRequest *self, const MwPurpose *purpose)
{
  g_return_if_fail (MW_IS_REQUEST (self) && purpose != NULL);

  g_set_str (&self->subject, purpose->subject);
  self->purpose = *purpose;
  self->purpose.subject = self->subject;
}

const MwPurpose *
mw_request_get_purpose (MwRequest *self)
{
  return &self->purpose;
}

gboolean
mw_request_is_repeatable (MwRequest *self)
{
  return self->repeatable;
}

gboolean
mw_request_has_header (MwRequest *self, const char *name)
{
  return find_header (self, name) != NULL;
}

/* Returns: (transfer none) (nullable) */
const char *
mw_request_peek_header (MwRequest *self, const char *name)
{
  Header *header = find_header (self, name);

  return header != NULL ? header->value : NULL;
}

void
mw_request_foreach_header (MwRequest *self, MwHeaderFunc func, gpointer data)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      Header *header = &g_array_index (self->headers, Header, i);

      func (header->name, header->value, data);
    }
}

/* Returns: (transfer none) (nullable) */
GBytes *
mw_request_get_body (MwRequest *self, const char **content_type)
{
  *content_type = self->content_type;
  return self->body;
}
