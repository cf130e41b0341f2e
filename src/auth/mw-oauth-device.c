/* mw-oauth-device.c: the device code (RFC 8628): a code is typed on a page, on any device
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-code.h"

#include <string.h>

#include "mw-origin.h"
#include "mw-redact.h"
#include "mw-text.h"
#include "mw-work.h"

#define GRANT_TYPE       "urn:ietf:params:oauth:grant-type:device_code"
#define DEFAULT_INTERVAL 5 /* 3.2 */
#define SLOW_DOWN        5 /* 3.5 */
#define MIN_INTERVAL     1
#define MAX_INTERVAL     60
#define MAX_LIFE         1800
#define MAX_CODE         40 /* characters */

/* The answer of the device endpoint (3.2), read on the work pool; an atomic reference-counted box. */
typedef struct
{
  MwSession *session;
  MwResponse *response;
  char *device_code;
  char *user_code;
  char *page; /* where the code is typed */
  char *uri;  /* the same with the code in it, or NULL */
  gint64 life;
  gint64 interval;
} Device;

static void
device_clear (gpointer data)
{
  Device *self = data;

  g_clear_object (&self->session);
  g_clear_object (&self->response);
  g_free (self->device_code);
  g_free (self->user_code);
  g_free (self->page);
  g_free (self->uri);
}

static void
device_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, device_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Device, device_unref)

static gint64
get_seconds (yyjson_val *root, const char *name, gint64 preset, gint64 max)
{
  yyjson_val *value = yyjson_obj_get (root, name);
  g_autofree char *text = value != NULL ? mw_json_dup_text (value) : NULL;
  gint64 seconds = preset;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &seconds, NULL);
  return MIN (seconds, max);
}

/* A page that a person is sent to: encrypted, or on this computer. */
static gboolean
is_page (const char *text)
{
  g_autoptr (GUri) uri = text != NULL ? mw_origin_parse (text, NULL) : NULL;

  return uri != NULL && (!mw_origin_is_plain (uri) || mw_origin_is_loopback (uri));
}

static gboolean
read_device (gpointer data, GCancellable *cancellable, GError **error)
{
  Device *self = data;
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (self->response), &length);
  g_autoptr (MwJson) json = length > 0 ? mw_json_parse (text, length, NULL) : NULL;
  yyjson_val *root = json != NULL ? mw_json_get_root (json) : NULL;
  const char *problem = yyjson_get_str (yyjson_obj_get (root, "error"));
  const char *code = yyjson_get_str (yyjson_obj_get (root, "user_code"));
  const char *uri = yyjson_get_str (yyjson_obj_get (root, "verification_uri_complete"));

  if (problem != NULL)
    return mw_oauth_fail (self->session, problem, yyjson_get_str (yyjson_obj_get (root, "error_description")),
                          MW_AUTH_ERROR_REFUSED, error);
  self->device_code = g_strdup (yyjson_get_str (yyjson_obj_get (root, "device_code")));
  self->user_code = code != NULL ? mw_text_for_cell (code, strlen (code), MAX_CODE) : NULL;
  self->page = g_strdup (yyjson_get_str (yyjson_obj_get (root, "verification_uri")));
  self->uri = is_page (uri) ? g_strdup (uri) : NULL;
  self->life = get_seconds (root, "expires_in", MAX_LIFE, MAX_LIFE);
  self->interval = MAX (get_seconds (root, "interval", DEFAULT_INTERVAL, MAX_INTERVAL), MIN_INTERVAL);
  if (mw_response_get_status (self->response) < 300 && self->device_code != NULL && self->user_code != NULL &&
      is_page (self->page))
    return TRUE;
  g_set_error (error, MW_AUTH_ERROR,
               mw_response_get_status (self->response) < 500 ? MW_AUTH_ERROR_NOT_THIS_PRODUCT
                                                             : MW_AUTH_ERROR_SERVER,
               "%s gave no code to type (status %u)", mw_system_get_name (self->session->system),
               mw_response_get_status (self->response));
  return FALSE;
}

static Device *
ask_device (MwOAuthCall *call, GError **error)
{
  g_autoptr (Device) device = g_atomic_rc_box_new0 (Device);
  g_autoptr (MwOAuthForm) form = mw_oauth_form_new ();
  g_autoptr (GError) reason = NULL;
  g_autofree char *scope = mw_oauth_call_dup_scope (call, &reason);

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  mw_oauth_form_add (form, "scope", scope);
  device->session = g_object_ref (call->session);
  device->response = mw_oauth_post (call, call->endpoints->device, form, error);
  if (device->response == NULL ||
      !dex_await (
        mw_session_until (call->fiber, mw_work_run ("device answer", read_device,
                                                    g_atomic_rc_box_acquire (device), device_unref)),
        error))
    return NULL;
  mw_redact_add_secret (device->device_code);
  return g_steal_pointer (&device);
}

/* What to do after a question to the token endpoint that was not answered with a token. */
static gboolean
goes_on (Device *device, const MwTokenAnswer *answer, const GError *reason)
{
  if (g_strcmp0 (answer->problem, "authorization_pending") == 0)
    return TRUE;
  if (g_strcmp0 (answer->problem, "slow_down") == 0)
    {
      device->interval += SLOW_DOWN;
      return TRUE;
    }
  /* 3.5: a broken line is asked again, less and less often. */
  if (g_error_matches (reason, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT) ||
      g_error_matches (reason, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_DEADLINE))
    {
      device->interval = MIN (device->interval * 2, MAX_INTERVAL);
      return TRUE;
    }
  return FALSE;
}

/* 3.4: again and again, until the person has finished or the code has ended. */
static gboolean
poll_token (MwOAuthCall *call, Device *device, MwGrant *grant, GError **error)
{
  gint64 waited = 0;

  while (waited <= device->life)
    {
      g_autoptr (MwTokenAnswer) answer = mw_token_answer_new (grant, NULL);
      g_autoptr (MwOAuthForm) form = mw_oauth_form_new ();
      g_autoptr (GError) reason = NULL;

      if (!dex_await (mw_session_until (call->fiber, mw_transport_wait (call->session->transport,
                                                                        device->interval * G_USEC_PER_SEC)),
                      error))
        return FALSE;
      waited += device->interval;
      mw_oauth_form_add (form, "grant_type", GRANT_TYPE);
      mw_oauth_form_add (form, "device_code", device->device_code);
      if (mw_oauth_ask_token (call, form, answer, MW_AUTH_ERROR_UNANSWERED, &reason))
        return TRUE;
      if (!goes_on (device, answer, reason))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }
  g_set_error_literal (error, MW_AUTH_ERROR, MW_AUTH_ERROR_UNANSWERED, "The code has ended");
  return FALSE;
}

gboolean
mw_oauth_device_ask (MwOAuthCall *call, MwAuthPrompt *prompt, MwGrant *grant, GError **error)
{
  g_autoptr (Device) device = ask_device (call, error);
  gboolean done;

  if (device == NULL)
    return FALSE;
  mw_auth_prompt_show (prompt, MW_AUTH_PROMPT_CODE, device->uri != NULL ? device->uri : device->page,
                       device->page, device->user_code, g_get_real_time () + device->life * G_USEC_PER_SEC);
  done = poll_token (call, device, grant, error);
  mw_auth_prompt_show (prompt, MW_AUTH_PROMPT_NOTHING, NULL, NULL, NULL, 0);
  return done;
}
