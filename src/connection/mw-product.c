/* mw-product.c: is what answers there the product the user chose?
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-product.h"

#include "mw-main-fiber.h"
#include "mw-source.h"
#include "mw-text.h"

/* A version answer is small; a web page need not be parsed to know that it is none. */
#define MAX_SIZE (1024 * 1024)

typedef struct
{
  MwSystem *system;
  const MwSignIn *sign_in;
  MwTransport *transport;
  MwVariables *settings;
} Probe;

static MwProduct *
mw_product_copy (MwProduct *self)
{
  MwProduct *copy = g_new (MwProduct, 1);

  *copy = (MwProduct) { g_strdup (self->version), self->variant };
  return copy;
}

void
mw_product_free (MwProduct *self)
{
  g_free (self->version);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (MwProduct, mw_product, mw_product_copy, mw_product_free)

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_object_unref (probe->system);
  g_object_unref (probe->transport);
  mw_variables_unref (probe->settings);
  g_free (probe);
}

static MwRequest *
build_request (Probe *probe, GError **error)
{
  const MwJsonPath *version;
  g_autoptr (MwRenderedRequest) rendered = mw_request_template_render (
    mw_system_get_probe (probe->system, probe->sign_in->id, &version),
    mw_transport_get_base_uri (probe->transport), probe->settings, NULL, error);
  MwRequest *request;

  if (rendered == NULL)
    return NULL;
  request = mw_request_new (rendered->method, rendered->uri);
  for (guint i = 0; rendered->headers != NULL && rendered->headers[i] != NULL; i += 2)
    mw_request_set_header (request, rendered->headers[i], rendered->headers[i + 1]);
  if (rendered->body != NULL)
    mw_request_set_body (request, rendered->content_type, rendered->body);
  mw_request_set_repeatable (request, TRUE);
  mw_request_set_purpose (request, &(MwPurpose) { .kind = MW_PURPOSE_LOOK });
  return request;
}

static MwJson *
parse (MwResponse *response)
{
  GBytes *body = mw_response_get_body (response);
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;

  return size > 0 && size <= MAX_SIZE ? mw_json_parse (g_bytes_get_data (body, NULL), size, NULL) : NULL;
}

static gboolean
holds (const MwVariant *variant, guint status, yyjson_val *body)
{
  return variant->when != NULL && mw_answer_match (&g_array_index (variant->when, MwAnswerRule, 0),
                                                   variant->when->len, status, body, NULL) != NULL;
}

/* The first variant whose rules hold, else the one without rules; %NULL: what answers is none of them. */
static const MwVariant *
choose (Probe *probe, guint status, yyjson_val *body, gboolean *by_rule)
{
  g_autoptr (GPtrArray) variants = mw_system_dup_variants (probe->system, probe->sign_in->id);
  const MwVariant *otherwise = NULL;

  for (guint i = 0; i < variants->len; i++)
    {
      const MwVariant *variant = variants->pdata[i];

      *by_rule = holds (variant, status, body);
      if (*by_rule)
        return variant;
      if (variant->when == NULL)
        otherwise = variant;
    }
  return otherwise;
}

/* Without a rule that says so, an answer is one of this product when it is a success with JSON. */
static gboolean
check_status (guint status, gboolean is_json, GError **error)
{
  if (status >= 500)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER, "Status %u", status);
      return FALSE;
    }
  if (status >= 200 && status < 300 && is_json)
    return TRUE;
  g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT, "Status %u, %s", status,
               status >= 200 && status < 300 ? "and the answer is no JSON"
                                             : "to a request that needs no sign-in");
  return FALSE;
}

static char *
dup_version (Probe *probe, yyjson_val *body, gboolean required, GError **error)
{
  const MwJsonPath *path = NULL;
  g_autofree char *version = NULL;
  yyjson_val *value;

  mw_system_get_probe (probe->system, probe->sign_in->id, &path);
  value = path != NULL && body != NULL ? mw_json_path_get (path, body, NULL) : NULL;
  version = value != NULL ? mw_json_dup_text (value) : NULL;
  if (version != NULL)
    return mw_text_for_cell (version, strlen (version), 40);
  if (path == NULL || !required)
    return g_strdup ("");
  g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT, "The answer has no %s",
               mw_json_path_get_text (path));
  return NULL;
}

static MwProduct *
read_answer (Probe *probe, MwResponse *response, GError **error)
{
  g_autoptr (MwJson) json = parse (response);
  yyjson_val *body = json != NULL ? mw_json_get_root (json) : NULL;
  guint status = mw_response_get_status (response);
  gboolean by_rule = FALSE;
  const MwVariant *variant;
  MwProduct *product;
  char *version;

  if (status == 429)
    {
      /* Nobody has tried to sign in yet. */
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_BUSY, "Status 429");
      return NULL;
    }
  variant = choose (probe, status, body, &by_rule);
  if (!by_rule && !check_status (status, json != NULL, error))
    return NULL;
  if (variant == NULL)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT,
                   "What answers there fits none of the versions of %s that are known here (status %u)",
                   mw_system_get_name (probe->system), status);
      return NULL;
    }
  version = dup_version (probe, body, !by_rule, error);
  if (version == NULL)
    return NULL;
  product = g_new (MwProduct, 1);
  *product = (MwProduct) { version, variant };
  return product;
}

static DexFuture *
probe_fiber (MwMainFiber *fiber, gpointer data)
{
  Probe *probe = data;
  g_autoptr (MwRequest) request = NULL;
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  MwProduct *product = NULL;

  request = build_request (probe, &error);
  if (request != NULL)
    response = dex_await_object (mw_main_until (mw_transport_send (probe->transport, request), fiber),
                                 &error);
  if (response != NULL)
    product = read_answer (probe, response, &error);
  if (product == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (MW_TYPE_PRODUCT, product);
}

/**
 * mw_product_probe:
 * @system: a system with a probe
 * @sign_in: one of its sign-ins
 * @transport: the way there
 * @settings: the form's plain values
 *
 * Sends the one request that the right product answers without sign-in, and chooses the variant by what
 * comes. No secret is in it.
 *
 * Returns: (transfer full): resolves to a #MwProduct, rejects with %MW_AUTH_ERROR_NOT_THIS_PRODUCT when
 *   something else answers
 */
DexFuture *
mw_product_probe (MwSystem *system, const MwSignIn *sign_in, MwTransport *transport, MwVariables *settings)
{
  Probe *probe = g_new0 (Probe, 1);

  probe->system = g_object_ref (system);
  probe->sign_in = sign_in;
  probe->transport = g_object_ref (transport);
  probe->settings = mw_variables_ref (settings);
  return mw_main_fiber_spawn (probe_fiber, probe, probe_free);
}
