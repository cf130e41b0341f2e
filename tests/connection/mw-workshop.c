/* mw-workshop.c: the made-up system of these tests, on the scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-workshop.h"

#include <libdex.h>
#include <stdlib.h>
#include <string.h>

static gboolean
is_signed_in (MwWorkshop *self, const MwFixtureRequest *request)
{
  const char *authorization = mw_fixture_request_get_header (request, "authorization");
  const char *key = mw_fixture_request_get_header (request, "x-api-key");
  g_autofree char *wanted = g_strdup_printf ("Bearer " MW_WORKSHOP_TOKEN "-%d",
                                             g_atomic_int_get (&self->valid_token));

  if (g_atomic_int_get (&self->token_ends))
    return FALSE;
  return g_strcmp0 (authorization, wanted) == 0 || g_strcmp0 (key, "0123456789abcdef") == 0;
}

static void
answer_login (MwFixtureServer *server,
              const MwFixtureRequest *request,
              MwFixtureAnswer *answer,
              gpointer data)
{
  MwWorkshop *self = data;
  gsize size = 0;
  const char *body = g_bytes_get_data (request->body, &size);
  g_autofree char *end = NULL;

  answer->status = (guint) g_atomic_int_get (&self->login_status);
  if (answer->status != 0)
    {
      answer->body = "{}";
      return;
    }
  if (g_atomic_int_get (&self->refuse_logins) ||
      g_strstr_len (body, (gssize) size, MW_WORKSHOP_PASSWORD) == NULL)
    {
      answer->status = 401;
      answer->body = "{\"error\":\"wrong password\"}";
      return;
    }
  if (g_atomic_int_get (&self->gate_logins))
    answer->flags = MW_FIXTURE_GATED;
  if (g_atomic_int_get (&self->short_tokens))
    end = g_strdup_printf (",\"ends\":%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);
  else if (g_atomic_int_get (&self->ends_at) > 0)
    end = g_strdup_printf (",\"ends\":%d", g_atomic_int_get (&self->ends_at));
  answer->body = mw_fixture_server_keep (
    server, g_strdup_printf ("{\"token\":\"" MW_WORKSHOP_TOKEN "-%d\"%s}",
                             g_atomic_int_add (&self->valid_token, 1) + 1, end != NULL ? end : ""));
}

static void
answer_me (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  MwWorkshop *self = data;

  answer->status = is_signed_in (self, request) ? 200 : 401;
  if (g_atomic_int_get (&self->gate_me))
    answer->flags = MW_FIXTURE_GATED;
  answer->body = "{\"name\":\"anna\"}";
}

static int
get_number (const char *target, const char *name)
{
  const char *found = strstr (target, name);

  return found != NULL ? atoi (found + strlen (name)) : 0;
}

static void
answer_orders (MwFixtureServer *server,
               const MwFixtureRequest *request,
               MwFixtureAnswer *answer,
               gpointer data)
{
  MwWorkshop *self = data;
  int offset = get_number (request->target, "offset=");
  int limit = get_number (request->target, "limit=");
  GString *body;

  if (!is_signed_in (self, request))
    {
      answer->status = 401;
      answer->body = "{\"error\":\"sign in\"}";
      return;
    }
  body = g_string_new (NULL);
  g_string_printf (body, "{\"total\":%d,\"items\":[", self->n_orders);
  for (int i = offset; i < MIN (self->n_orders, offset + limit); i++)
    g_string_append_printf (body, "%s{\"id\":%d,\"no\":\"PO-%d\",\"total\":%d.50}", i > offset ? "," : "",
                            i + 1, i + 1, i);
  g_string_append (body, "]}");
  answer->body = mw_fixture_server_keep (server, g_string_free_and_steal (body));
  if (offset > 0 && g_atomic_int_get (&self->orders_silent))
    answer->flags = MW_FIXTURE_SILENT;
}

static void
answer_vendors (MwFixtureServer *server,
                const MwFixtureRequest *request,
                MwFixtureAnswer *answer,
                gpointer data)
{
  MwWorkshop *self = data;

  if (!is_signed_in (self, request) || g_atomic_int_get (&self->vendors_unauthorized))
    answer->status = 401;
  else if (g_atomic_int_get (&self->vendors_forbidden))
    answer->status = 403;
  else if (g_atomic_int_get (&self->vendors_broken))
    {
      answer->status = 500;
      answer->headers = "X-Request-Id: r-17\r\n";
    }
  answer->body = answer->status != 0 ? "{\"error\":\"no\"}" : "{\"total\":0,\"items\":[]}";
}

MwWorkshop *
mw_workshop_new (const char *pem)
{
  MwWorkshop *self = g_new0 (MwWorkshop, 1);

  self->server = pem != NULL ? mw_fixture_server_new_tls (pem) : mw_fixture_server_new ();
  self->n_orders = 5;
  mw_fixture_server_add_json (self->server, "/version", "{\"workshop\":\"9.1\"}");
  mw_fixture_server_add_json (self->server, "/logout", "{}");
  mw_fixture_server_add_handler (self->server, "/login", answer_login, self);
  mw_fixture_server_add_handler (self->server, "/me", answer_me, self);
  mw_fixture_server_add_handler (self->server, "/orders", answer_orders, self);
  mw_fixture_server_add_handler (self->server, "/vendors", answer_vendors, self);
  return self;
}

void
mw_workshop_free (MwWorkshop *self)
{
  mw_fixture_server_free (self->server);
  g_free (self);
}

MwDraft *
mw_workshop_dup_draft (MwWorkshop *self, MwEngine *engine, const char *sign_in)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "workshop");
  MwDraft *draft = mw_draft_new (system);
  g_autofree char *url = mw_fixture_server_dup_uri (self->server, "/web/login");

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, sign_in));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", MW_WORKSHOP_PASSWORD);
  mw_draft_set_value (draft, "key", "0123456789abcdef");
  return draft;
}

MwEngine *
mw_workshop_load_engine (void)
{
  MwEngine *engine = mw_engine_new ();
  g_autoptr (GError) error = NULL;

  dex_await (mw_engine_load (engine), &error);
  g_assert_no_error (error);
  return engine;
}
