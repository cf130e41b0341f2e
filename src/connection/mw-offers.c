/* mw-offers.c: which values a form field may have, asked of the system without a sign-in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-offers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-engine-private.h"
#include "mw-main-fiber.h"
#include "mw-text.h"

/* A person waits, and reads them. */
#define MAX_SECONDS 20
#define MAX_SIZE    (1024 * 1024)
#define MAX_VALUES  100
#define MAX_LENGTH  200

typedef struct
{
  MwLink *link;
  const MwFormField *field;
  DexFuture *transport;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  dex_clear (&call->transport);
  g_object_unref (call->link);
  g_free (call);
}

/* NULL: a place of it has no value yet. */
static MwRequest *
build (const MwRequestTemplate *template, MwTransport *transport, MwVariables *settings)
{
  g_autoptr (MwRenderedRequest) rendered = mw_request_template_render (
    template, mw_transport_get_base_uri (transport), settings, NULL, NULL);
  MwRequest *request;

  if (rendered == NULL)
    return NULL;
  request = mw_request_new (rendered->method, rendered->uri);
  for (guint i = 0; rendered->headers[i] != NULL; i += 2)
    mw_request_set_header (request, rendered->headers[i], rendered->headers[i + 1]);
  if (rendered->body != NULL)
    mw_request_set_body (request, rendered->content_type, rendered->body);
  mw_request_set_repeatable (request, FALSE);
  mw_request_set_purpose (request, &(MwPurpose) { .kind = MW_PURPOSE_DATABASES });
  return request;
}

/* What is no text that a person could choose and the form could send is left out. */
static void
add_value (GPtrArray *values, yyjson_val *value)
{
  g_autofree char *text = yyjson_is_str (value) || yyjson_is_raw (value) ? mw_json_dup_text (value) : NULL;
  g_autofree char *shown = text != NULL ? mw_text_for_cell (text, strlen (text), MAX_LENGTH) : NULL;

  if (text == NULL || *text == '\0' || strcmp (text, shown) != 0 ||
      g_ptr_array_find_with_equal_func (values, text, g_str_equal, NULL))
    return;
  g_ptr_array_add (values, g_steal_pointer (&text));
}

/* NULL: the answer has no such list. */
static char **
read_values (const MwRequestTemplate *template, MwResponse *response)
{
  GBytes *body = mw_response_get_body (response);
  gsize size = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &size) : NULL;
  g_autoptr (MwJson) json = size > 0 && size <= MAX_SIZE ? mw_json_parse (text, size, NULL) : NULL;
  GPtrArray *values;
  yyjson_val *list = NULL;

  if (json == NULL || mw_response_get_status (response) != 200)
    return NULL;
  for (guint i = 0; template->records[i] != NULL && !yyjson_is_arr (list); i++)
    list = mw_json_path_get (template->records[i], mw_json_get_root (json), NULL);
  if (!yyjson_is_arr (list))
    return NULL;
  values = g_ptr_array_new ();
  for (gsize i = 0; i < MIN (yyjson_arr_size (list), MAX_VALUES); i++)
    add_value (values, yyjson_arr_get (list, i));
  g_ptr_array_add (values, NULL);
  return (char **) g_ptr_array_free (values, FALSE);
}

static char **
ask (Call *call, MwTransport *transport, MwMainFiber *fiber, GError **error)
{
  MwVariables *settings = mw_link_get_file (call->link)->settings;

  mw_transport_set_deadline (transport, MAX_SECONDS);
  for (guint i = 0; i < call->field->n_offers; i++)
    {
      const MwRequestTemplate *template = &call->field->offers[i];
      g_autoptr (MwRequest) request = build (template, transport, settings);
      g_autoptr (MwResponse) response = NULL;
      char **values;

      if (request == NULL)
        continue;
      response = dex_await_object (mw_main_until (mw_transport_send (transport, request), fiber), error);
      if (response == NULL)
        return NULL;
      values = read_values (template, response);
      if (values != NULL)
        return values;
    }
  return g_new0 (char *, 1);
}

static DexFuture *
ask_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport)
    transport = dex_await_object (mw_main_until (g_steal_pointer (&call->transport), fiber), &error);
  char **values = transport != NULL ? ask (call, transport, fiber, &error) : NULL;

  if (values == NULL)
    return dex_future_new_for_error (mw_link_recognise_connecting (call->link, error));
  return dex_future_new_take_boxed (G_TYPE_STRV, values);
}

/**
 * mw_offers_ask:
 * @engine: a loaded engine
 * @draft: a form whose address is filled in
 * @field: id of a field of it that has `offers`
 *
 * Sends nothing secret, and keeps nothing.
 *
 * Returns: (transfer full): resolves to the values that the system tells (#GStrv); none: it does not tell.
 *   Rejects with a #MwTransportError, or what mw_link_recognise_connecting() makes of it
 */
DexFuture *
mw_offers_ask (MwEngine *engine, MwDraft *draft, const char *field)
{
  Call *call = g_new0 (Call, 1);

  call->link = mw_engine_new_link (engine, draft);
  call->field = mw_system_find_form_field (mw_draft_get_system (draft), field);
  call->transport = mw_link_reach (call->link);
  return mw_main_fiber_spawn (ask_fiber, call, call_free);
}

/**
 * mw_offers_describe:
 * @system: the system
 * @field: a field of its form
 * @values: (nullable): what it offers for it
 *
 * Returns: (transfer full): a translated sentence
 */
char *
mw_offers_describe (MwSystem *system, const MwFormField *field, const char *const *values)
{
  g_autofree char *names = values != NULL ? g_strjoinv (", ", (char **) values) : g_strdup ("");
  g_autofree char *untold = NULL;

  if (*names != '\0')
    /* Translators: the name of a system, and names of databases: “Odoo offers: erp, small” */
    return g_strdup_printf (_ ("%s offers: %s"), mw_system_get_name (system), names);
  /* Translators: %s is the name of a system, and then the label of a form field */
  untold = g_strdup_printf (_ ("%s does not tell what there is for “%s”."), mw_system_get_name (system),
                            field->label);
  return field->who != NULL ? g_strjoin (" ", untold, field->who, NULL) : g_steal_pointer (&untold);
}
