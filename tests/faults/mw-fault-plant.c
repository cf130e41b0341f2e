/* mw-fault-plant.c: a made-up system on a server where one thing goes wrong, and a second server that must
 * never hear a secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fault-plant.h"

#include <stdlib.h>
#include <string.h>

struct _MwFaultPlant
{
  MwFixtureServer *server;
  MwFixtureServer *decoy;
  GMutex mutex; /* of the members below */
  GCond gathered;
  MwFaultPlace place;
  MwFixtureAnswer answer; /* strings kept by the server */
  guint n_left;           /* G_MAXUINT: for ever */
  guint counts[MW_FAULT_NOWHERE];
  guint n_tokens;   /* given so far */
  guint first_good; /* tokens from this number on are good */
  gboolean refuses;
  gboolean ends_then;
  guint n_to_gather;
  guint n_waiting;
};

static int
get_number (const char *target, const char *name)
{
  const char *found = strstr (target, name);

  return found != NULL ? atoi (found + strlen (name)) : 0;
}

static MwFaultPlace
find_place (const MwFixtureRequest *request)
{
  if (g_str_equal (request->path, "/version"))
    return MW_FAULT_AT_PROBE;
  if (g_str_equal (request->path, "/login"))
    return MW_FAULT_AT_LOGIN;
  if (g_str_equal (request->path, "/orders"))
    return get_number (request->target, "offset=") == 0               ? MW_FAULT_AT_ORDERS
           : get_number (request->target, "offset=") == MW_FAULT_KEPT ? MW_FAULT_AT_PAGE
                                                                      : MW_FAULT_NOWHERE;
  if (g_str_equal (request->path, "/vendors") && get_number (request->target, "page=") == 2)
    return MW_FAULT_AT_VENDORS;
  if (g_str_equal (request->path, "/assets") && strstr (request->target, "cursor=c2") != NULL)
    return MW_FAULT_AT_ASSETS;
  return MW_FAULT_NOWHERE;
}

/* Whether @request is one that goes wrong. */
static gboolean
take_fault (MwFaultPlant *self, const MwFixtureRequest *request, MwFixtureAnswer *answer)
{
  MwFaultPlace place = find_place (request);
  gboolean breaks;

  g_mutex_lock (&self->mutex);
  if (place != MW_FAULT_NOWHERE)
    self->counts[place]++;
  breaks = place != MW_FAULT_NOWHERE && place == self->place && self->n_left > 0;
  if (breaks)
    {
      *answer = self->answer;
      self->n_left -= self->n_left == G_MAXUINT ? 0 : 1;
      if (self->ends_then)
        self->first_good = self->n_tokens + 1;
      self->ends_then = FALSE;
    }
  g_mutex_unlock (&self->mutex);
  return breaks;
}

static gboolean
is_signed_in (MwFaultPlant *self, const MwFixtureRequest *request)
{
  static const char *const begins = "Bearer " MW_FAULT_TOKEN "-";
  const char *authorization = mw_fixture_request_get_header (request, "authorization");
  guint number;
  gboolean is_good;

  if (authorization == NULL || !g_str_has_prefix (authorization, begins))
    return FALSE;
  number = (guint) atoi (authorization + strlen (begins));
  g_mutex_lock (&self->mutex);
  is_good = number >= self->first_good && number <= self->n_tokens;
  g_mutex_unlock (&self->mutex);
  return is_good;
}

static void
answer_version (MwFixtureServer *server,
                const MwFixtureRequest *request,
                MwFixtureAnswer *answer,
                gpointer data)
{
  if (!take_fault (data, request, answer))
    answer->body = "{\"conveyor\":\"3.2\"}";
}

static void
answer_login (MwFixtureServer *server,
              const MwFixtureRequest *request,
              MwFixtureAnswer *answer,
              gpointer data)
{
  MwFaultPlant *self = data;
  gsize size = 0;
  const char *body = g_bytes_get_data (request->body, &size);

  if (take_fault (self, request, answer))
    return;
  g_mutex_lock (&self->mutex);
  if (self->refuses || g_strstr_len (body, (gssize) size, MW_FAULT_PASSWORD) == NULL)
    {
      answer->status = 401;
      answer->body = "{\"error\":\"wrong password\"}";
    }
  else
    answer->body = mw_fixture_server_keep (
      server, g_strdup_printf ("{\"token\":\"" MW_FAULT_TOKEN "-%u\"}", ++self->n_tokens));
  g_mutex_unlock (&self->mutex);
}

/* With the mutex held: waits until as many have come as were wanted; FALSE: none were. */
static gboolean
gather (MwFaultPlant *self)
{
  gint64 patience = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  if (self->n_to_gather == 0)
    return FALSE;
  self->n_waiting++;
  if (self->n_waiting == self->n_to_gather)
    {
      self->n_to_gather = 0;
      self->first_good = self->n_tokens + 1;
      g_cond_broadcast (&self->gathered);
      return TRUE;
    }
  while (self->n_to_gather > 0)
    if (!g_cond_wait_until (&self->gathered, &self->mutex, patience))
      break;
  return TRUE;
}

/* Whether a list may be given: somebody is signed in, and nothing is to go wrong. */
static gboolean
may_answer (MwFaultPlant *self, const MwFixtureRequest *request, MwFixtureAnswer *answer)
{
  gboolean was_gathered;

  if (take_fault (self, request, answer))
    return FALSE;
  g_mutex_lock (&self->mutex);
  was_gathered = gather (self);
  g_mutex_unlock (&self->mutex);
  if (!was_gathered && is_signed_in (self, request))
    return TRUE;
  answer->status = 401;
  answer->body = "{\"error\":\"sign in\"}";
  return FALSE;
}

static void
answer_me (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  answer->status = is_signed_in (data, request) ? 200 : 401;
  answer->body = "{\"name\":\"anna\"}";
}

static void
answer_orders (MwFixtureServer *server,
               const MwFixtureRequest *request,
               MwFixtureAnswer *answer,
               gpointer data)
{
  int offset = get_number (request->target, "offset=");
  int limit = get_number (request->target, "limit=");
  GString *body;

  if (!may_answer (data, request, answer))
    return;
  body = g_string_new (NULL);
  g_string_printf (body, "{\"total\":%d,\"items\":[", MW_FAULT_ORDERS);
  for (int i = offset; i < MIN (MW_FAULT_ORDERS, offset + limit); i++)
    g_string_append_printf (body, "%s{\"id\":%d,\"no\":\"PO-%d\",\"total\":%d.50}", i > offset ? "," : "",
                            i + 1, i + 1, i);
  g_string_append (body, "]}");
  answer->body = mw_fixture_server_keep (server, g_string_free_and_steal (body));
}

/* Pages of two, the next one behind @next, which is filled with its number; four pages. */
static char *
make_page (int page, const char *next)
{
  g_autofree char *number = g_strdup_printf ("%d", page + 1);
  g_autofree char *link = NULL;
  GString *filled = g_string_new (next);

  g_string_replace (filled, "{n}", number, 0);
  link = g_string_free_and_steal (filled);
  return g_strdup_printf ("{\"items\":[{\"id\":%d,\"name\":\"A%d\"},{\"id\":%d,\"name\":\"A%d\"}]%s}",
                          page * 2 + 1, page * 2 + 1, page * 2 + 2, page * 2 + 2, page < 3 ? link : "");
}

static void
answer_vendors (MwFixtureServer *server,
                const MwFixtureRequest *request,
                MwFixtureAnswer *answer,
                gpointer data)
{
  if (may_answer (data, request, answer))
    answer->body = mw_fixture_server_keep (
      server, make_page (get_number (request->target, "page="), ",\"next\":\"/vendors?page={n}\""));
}

static void
answer_assets (MwFixtureServer *server,
               const MwFixtureRequest *request,
               MwFixtureAnswer *answer,
               gpointer data)
{
  if (may_answer (data, request, answer))
    answer->body = mw_fixture_server_keep (
      server, make_page (get_number (request->target, "cursor=c"), ",\"cursor\":\"c{n}\""));
}

static void
answer_items (MwFixtureServer *server,
              const MwFixtureRequest *request,
              MwFixtureAnswer *answer,
              gpointer data)
{
  if (!may_answer (data, request, answer))
    return;
  if (g_str_equal (request->path, "/items"))
    answer->body = "{\"items\":[{\"id\":1},{\"id\":2},{\"id\":3}]}";
  else
    answer->body = mw_fixture_server_keep (server, g_strdup_printf ("{\"item\":{\"id\":%s,\"name\":\"I%s\"}}",
                                                                    request->path + strlen ("/items/"),
                                                                    request->path + strlen ("/items/")));
}

MwFaultPlant *
mw_fault_plant_new (const char *pem)
{
  MwFaultPlant *self = g_new0 (MwFaultPlant, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->gathered);
  self->place = MW_FAULT_NOWHERE;
  self->server = pem != NULL ? mw_fixture_server_new_tls (pem) : mw_fixture_server_new ();
  self->decoy = mw_fixture_server_new ();
  mw_fixture_server_add_json (self->server, "/logout", "{}");
  mw_fixture_server_add_handler (self->server, "/version", answer_version, self);
  mw_fixture_server_add_handler (self->server, "/login", answer_login, self);
  mw_fixture_server_add_handler (self->server, "/me", answer_me, self);
  mw_fixture_server_add_handler (self->server, "/orders", answer_orders, self);
  mw_fixture_server_add_handler (self->server, "/vendors", answer_vendors, self);
  mw_fixture_server_add_handler (self->server, "/assets", answer_assets, self);
  mw_fixture_server_add_handler (self->server, "/items", answer_items, self);
  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/items/%u", i);

      mw_fixture_server_add_handler (self->server, path, answer_items, self);
    }
  return self;
}

void
mw_fault_plant_free (MwFaultPlant *self)
{
  mw_fixture_server_free (self->server);
  mw_fixture_server_free (self->decoy);
  g_cond_clear (&self->gathered);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

MwFixtureServer *
mw_fault_plant_get_server (MwFaultPlant *self)
{
  return self->server;
}

MwDraft *
mw_fault_plant_dup_draft (MwFaultPlant *self, MwEngine *engine)
{
  MwDraft *draft = mw_draft_new (mw_catalog_find (mw_engine_get_catalog (engine), "conveyor"));
  g_autofree char *url = mw_fixture_server_dup_uri (self->server, "/");

  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", MW_FAULT_PASSWORD);
  return draft;
}

/* @text with its places filled; kept by the server. A body of a given length has no places. */
static const char *
fill (MwFaultPlant *self, const char *text)
{
  g_autofree char *here = mw_fixture_server_dup_uri (self->server, NULL);
  g_autofree char *there = mw_fixture_server_dup_uri (self->decoy, NULL);
  g_autofree char *port = g_strdup_printf ("%u", mw_fixture_server_get_port (self->server));
  g_autofree char *other_port = g_strdup_printf ("%u", mw_fixture_server_get_port (self->decoy));
  GString *filled;

  if (text == NULL)
    return NULL;
  filled = g_string_new (text);
  g_string_replace (filled, "{here}", here, 0);
  g_string_replace (filled, "{there}", there, 0);
  g_string_replace (filled, "{port}", port, 0);
  g_string_replace (filled, "{other_port}", other_port, 0);
  return mw_fixture_server_keep (self->server, g_string_free_and_steal (filled));
}

void
mw_fault_plant_break (MwFaultPlant *self, MwFaultPlace place, const MwFixtureAnswer *answer, guint times)
{
  MwFixtureAnswer filled = *answer;

  filled.headers = fill (self, answer->headers);
  filled.body = answer->length > 0
                  ? mw_fixture_server_keep (self->server, g_memdup2 (answer->body, (gsize) answer->length))
                  : fill (self, answer->body);
  g_mutex_lock (&self->mutex);
  self->place = place;
  self->answer = filled;
  self->n_left = times > 0 ? times : G_MAXUINT;
  memset (self->counts, 0, sizeof self->counts);
  g_mutex_unlock (&self->mutex);
}

void
mw_fault_plant_mend (MwFaultPlant *self)
{
  g_mutex_lock (&self->mutex);
  self->place = MW_FAULT_NOWHERE;
  g_mutex_unlock (&self->mutex);
}

void
mw_fault_plant_end_tokens (MwFaultPlant *self)
{
  g_mutex_lock (&self->mutex);
  self->first_good = self->n_tokens + 1;
  g_mutex_unlock (&self->mutex);
}

void
mw_fault_plant_end_tokens_then (MwFaultPlant *self)
{
  g_mutex_lock (&self->mutex);
  self->ends_then = TRUE;
  g_mutex_unlock (&self->mutex);
}

void
mw_fault_plant_refuse_logins (MwFaultPlant *self, gboolean refuse)
{
  g_mutex_lock (&self->mutex);
  self->refuses = refuse;
  g_mutex_unlock (&self->mutex);
}

void
mw_fault_plant_gather (MwFaultPlant *self, guint n)
{
  g_mutex_lock (&self->mutex);
  self->n_to_gather = n;
  self->n_waiting = 0;
  g_mutex_unlock (&self->mutex);
}

guint
mw_fault_plant_count (MwFaultPlant *self, MwFaultPlace place)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->counts[place];
  g_mutex_unlock (&self->mutex);
  return n;
}

guint
mw_fault_plant_count_logins (MwFaultPlant *self)
{
  return mw_fixture_server_count (self->server, "/login");
}

static gboolean
body_has (const MwFixtureRequest *request, const char *text)
{
  gsize size;
  const char *body = g_bytes_get_data (request->body, &size);

  return size > 0 && g_strstr_len (body, (gssize) size, text) != NULL;
}

void
mw_fault_plant_assert_kept_secrets (MwFaultPlant *self)
{
  guint n_requests = mw_fixture_server_count (self->server, NULL);

  g_assert_cmpuint (mw_fixture_server_get_n_connections (self->decoy), ==, 0);
  for (guint i = 0; i < n_requests; i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (self->server, i);
      gboolean is_login = g_str_equal (request->path, "/login");
      GHashTableIter iter;
      gpointer name, value;

      g_assert_null (strstr (request->target, "canary"));
      g_assert_true (is_login || !body_has (request, "canary"));
      g_assert_false (body_has (request, MW_FAULT_TOKEN));
      g_hash_table_iter_init (&iter, request->headers);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          g_assert_null (strstr (value, MW_FAULT_PASSWORD));
          g_assert_true (strstr (value, MW_FAULT_TOKEN) == NULL ||
                         (!is_login && g_str_equal (name, "authorization")));
        }
    }
}
