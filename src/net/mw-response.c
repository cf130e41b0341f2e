/* mw-response.c: one HTTP answer, whole
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libsoup/soup.h>

#include "mw-request-private.h"

struct _MwResponse
{
  GObject parent_instance;

  guint status;
  char *uri;
  GHashTable *headers; /* lower-case name → GPtrArray of values */
  GHashTable *joined;  /* lower-case name → all values */
  GBytes *body;
};

G_DEFINE_FINAL_TYPE (MwResponse, mw_response, G_TYPE_OBJECT)

/* Names under which servers and gateways number their answers, the most telling first. */
static const char *const request_id_headers[] = {
  "x-request-id", "request-id",   "x-correlation-id", "x-ms-request-id",   "x-amzn-requestid", "x-amz-cf-id",
  "x-trace-id",   "sap-passport", "x-sap-request-id", "x-oracle-dms-ecid", "cf-ray",
};

static void
mw_response_finalize (GObject *object)
{
  MwResponse *self = MW_RESPONSE (object);

  g_free (self->uri);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->joined);
  g_clear_pointer (&self->body, g_bytes_unref);

  G_OBJECT_CLASS (mw_response_parent_class)->finalize (object);
}

static void
mw_response_class_init (MwResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_response_finalize;
}

static void
mw_response_init (MwResponse *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->joined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->body = g_bytes_new (NULL, 0);
}

MwResponse *
mw_response_new (guint status, const char *uri)
{
  MwResponse *self = g_object_new (MW_TYPE_RESPONSE, NULL);

  self->status = status;
  self->uri = g_strdup (uri);
  return self;
}

void
mw_response_add_header (MwResponse *self, const char *name, const char *sent)
{
  /* Nothing stops a server from sending Latin-1 here, and a request id is shown to people. */
  g_autofree char *value = g_utf8_make_valid (sent, -1);
  char *lower = g_ascii_strdown (name, -1);
  GPtrArray *values = g_hash_table_lookup (self->headers, lower);
  const char *before = g_hash_table_lookup (self->joined, lower);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->headers, g_strdup (lower), values);
    }
  g_ptr_array_add (values, g_strdup (value));
  g_hash_table_replace (self->joined, lower,
                        before ? g_strconcat (before, ", ", value, NULL) : g_strdup (value));
}

MwResponse *
mw_response_dup_head (MwResponse *self)
{
  MwResponse *head = mw_response_new (self->status, self->uri);

  g_hash_table_unref (head->headers);
  g_hash_table_unref (head->joined);
  head->headers = g_hash_table_ref (self->headers);
  head->joined = g_hash_table_ref (self->joined);
  return head;
}

void
mw_response_take_body (MwResponse *self, GBytes *body)
{
  g_bytes_unref (self->body);
  self->body = body;
}

guint
mw_response_get_status (MwResponse *self)
{
  g_return_val_if_fail (MW_IS_RESPONSE (self), 0);

  return self->status;
}

const char *
mw_response_get_uri (MwResponse *self)
{
  g_return_val_if_fail (MW_IS_RESPONSE (self), NULL);

  return self->uri;
}

/**
 * mw_response_get_header:
 * @self: an answer
 * @name: a field name, in any case
 *
 * Returns: (transfer none) (nullable): its value; several are joined with ", " (RFC 9110 5.3)
 */
const char *
mw_response_get_header (MwResponse *self, const char *name)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (MW_IS_RESPONSE (self), NULL);

  lower = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->joined, lower);
}

/**
 * mw_response_get_date:
 * @self: an answer
 *
 * Returns: when the server made it, by its own clock (RFC 9110 6.6.1), microseconds since 1970; 0 when it
 * does not say, or nothing that can be read
 */
gint64
mw_response_get_date (MwResponse *self)
{
  const char *text = mw_response_get_header (self, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix_usec (date) : 0;
}

/**
 * mw_response_get_clock_offset:
 * @self: an answer that has just come
 *
 * A date of the server's is read by its clock, and must not be compared with ours where they differ.
 *
 * Returns: how far its clock is ahead of this computer's, in microseconds; 0 when they agree within a minute
 */
gint64
mw_response_get_clock_offset (MwResponse *self)
{
  gint64 date = mw_response_get_date (self);
  gint64 offset = date > 0 ? date - g_get_real_time () : 0;

  return ABS (offset) > G_USEC_PER_SEC * 60 ? offset : 0;
}

/**
 * mw_response_dup_headers:
 * @self: an answer
 * @name: a field name, in any case
 *
 * For Set-Cookie, whose values cannot be joined (RFC 6265 3).
 *
 * Returns: (transfer full): the values in the order they came; empty when there are none
 */
char **
mw_response_dup_headers (MwResponse *self, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *lower = NULL;
  GPtrArray *values;

  g_return_val_if_fail (MW_IS_RESPONSE (self), NULL);

  lower = g_ascii_strdown (name, -1);
  values = g_hash_table_lookup (self->headers, lower);
  for (guint i = 0; values && i < values->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (values, i));
  return g_strv_builder_end (builder);
}

/**
 * mw_response_get_body:
 * @self: an answer
 *
 * Returns: (transfer none): the body without content and transfer coding; empty when there is none
 */
GBytes *
mw_response_get_body (MwResponse *self)
{
  g_return_val_if_fail (MW_IS_RESPONSE (self), NULL);

  return self->body;
}

/**
 * mw_response_get_request_id:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the number under which the server's people find this request in their
 * log
 */
const char *
mw_response_get_request_id (MwResponse *self)
{
  g_return_val_if_fail (MW_IS_RESPONSE (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (request_id_headers); i++)
    {
      const char *id = g_hash_table_lookup (self->joined, request_id_headers[i]);

      if (id && *id)
        return id;
    }
  return NULL;
}
