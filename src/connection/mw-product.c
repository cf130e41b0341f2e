/* mw-product.c: is what answers there the product the user chose?
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-product.h"

#include "mw-main-fiber.h"
#include "mw-text.h"

/* A version answer is small; a web page need not be parsed to know that it is none. */
#define MAX_SIZE (1024 * 1024)

typedef struct
{
  const MwVariant *variant;
  MwTransport *transport;
  MwVariables *settings;
} Probe;

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_object_unref (probe->transport);
  mw_variables_unref (probe->settings);
  g_free (probe);
}

static MwRequest *
build_request (Probe *probe, GError **error)
{
  g_autoptr (MwRenderedRequest) rendered = mw_request_template_render (
    probe->variant->probe, mw_transport_get_base_uri (probe->transport), probe->settings, NULL, error);
  MwRequest *request;

  if (rendered == NULL)
    return NULL;
  request = mw_request_new (rendered->method, rendered->uri);
  for (guint i = 0; rendered->headers != NULL && rendered->headers[i] != NULL; i += 2)
    mw_request_set_header (request, rendered->headers[i], rendered->headers[i + 1]);
  if (rendered->body != NULL)
    mw_request_set_body (request, rendered->content_type, rendered->body);
  mw_request_set_repeatable (request, TRUE);
  return request;
}

static char *
read_version (Probe *probe, MwResponse *response, GError **error)
{
  const MwVariant *variant = probe->variant;
  GBytes *body = mw_response_get_body (response);
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;
  guint status = mw_response_get_status (response);
  g_autoptr (MwJson) json = NULL;
  g_autofree char *version = NULL;
  yyjson_val *value;

  if (status == 429)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_TOO_MANY, "Status 429");
      return NULL;
    }
  if (status >= 500)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER, "Status %u", status);
      return NULL;
    }
  if (status >= 200 && status < 300 && size > 0 && size <= MAX_SIZE)
    json = mw_json_parse (g_bytes_get_data (body, NULL), size, NULL);
  if (json == NULL)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT, "Status %u, %s", status,
                   status >= 200 && status < 300 ? "and the answer is no JSON"
                                                 : "to a request that needs no sign-in");
      return NULL;
    }
  if (variant->probe_version == NULL)
    return g_strdup ("");
  value = mw_json_path_get (variant->probe_version, mw_json_get_root (json), NULL);
  version = value != NULL ? mw_json_dup_text (value) : NULL;
  if (version == NULL)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT, "The answer has no %s",
                   mw_json_path_get_text (variant->probe_version));
      return NULL;
    }
  return mw_text_for_cell (version, strlen (version), 40);
}

static DexFuture *
probe_fiber (MwMainFiber *fiber, gpointer data)
{
  Probe *probe = data;
  g_autoptr (MwRequest) request = NULL;
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  char *version = NULL;

  request = build_request (probe, &error);
  if (request != NULL)
    response = dex_await_object (mw_main_until (mw_transport_send (probe->transport, request), fiber),
                                 &error);
  if (response != NULL)
    version = read_version (probe, response, &error);
  if (version == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_string (version);
}

/**
 * mw_product_probe:
 * @variant: a variant with a probe
 * @transport: the way there
 * @settings: the form's plain values
 *
 * Sends the one request that the right product answers without sign-in. No secret is in it.
 *
 * Returns: (transfer full): resolves to the version (G_TYPE_STRING, may be empty), rejects with
 *   %MW_AUTH_ERROR_NOT_THIS_PRODUCT when something else answers
 */
DexFuture *
mw_product_probe (const MwVariant *variant, MwTransport *transport, MwVariables *settings)
{
  Probe *probe = g_new0 (Probe, 1);

  probe->variant = variant;
  probe->transport = g_object_ref (transport);
  probe->settings = mw_variables_ref (settings);
  return mw_main_fiber_spawn (probe_fiber, probe, probe_free);
}
