/* mw-branch.c: a made-up system with several companies, whose orders change, on the scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-branch.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  int id;
  char *company;
  char *state;
  int minute;
} Order;

#define GERMANY "{\"id\":\"DE\",\"name\":\"ACME Germany\",\"code\":\"DE01\",\"currency\":\"EUR\"}"
#define USA     "{\"id\":\"US\",\"name\":\"ACME USA\",\"code\":\"US01\",\"currency\":\"USD\"}"

struct _MwBranch
{
  MwFixtureServer *server;
  GMutex mutex;
  GPtrArray *orders; /* of Order, by id */
  const char *only;  /* or NULL: both companies */
  gboolean broken;
  int n_sent;
};

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->company);
  g_free (order->state);
  g_free (order);
}

static char *
dup_parameter (const MwFixtureRequest *request, const char *name)
{
  const char *query = strchr (request->target, '?');
  g_autoptr (GHashTable)
    parameters = query != NULL ? g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;

  return parameters != NULL ? g_strdup (g_hash_table_lookup (parameters, name)) : NULL;
}

static void
append_order (GString *body, const Order *order)
{
  g_string_append_printf (
    body,
    "%s{\"id\":%d,\"no\":\"%s-%d\",\"total\":\"%d.50\",\"state\":\"%s\",\"day\":\"2026-03-%02d\",\"changed\":"
    "\"2026-05-01T10:%02d:00Z\"}",
    body->str[body->len - 1] == '[' ? "" : ",", order->id, order->company, order->id, order->minute,
    order->state, order->id % 28 + 1, order->minute);
}

static void
answer_orders (MwFixtureServer *server,
               const MwFixtureRequest *request,
               MwFixtureAnswer *answer,
               gpointer data)
{
  MwBranch *self = data;
  g_autofree char *company = dup_parameter (request, "company");
  g_autofree char *since = dup_parameter (request, "since");
  g_autofree char *open = dup_parameter (request, "open");
  g_autofree char *offset = dup_parameter (request, "offset");
  g_autofree char *limit = dup_parameter (request, "limit");
  GString *body = g_string_new ("{\"items\":[");
  int first = offset != NULL ? atoi (offset) : 0;
  int n = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->orders->len; i++)
    {
      const Order *order = self->orders->pdata[i];
      g_autofree char *changed = g_strdup_printf ("2026-05-01T10:%02d:00Z", order->minute);

      if ((company != NULL && !g_str_equal (company, order->company)) ||
          (since != NULL && strcmp (changed, since) < 0) ||
          (open != NULL && !g_str_equal (order->state, "open")))
        continue;
      if (n >= first && n < first + atoi (limit))
        {
          append_order (body, order);
          self->n_sent++;
        }
      n++;
    }
  if (self->broken && first > 0)
    answer->status = 500;
  g_mutex_unlock (&self->mutex);
  g_string_append_printf (body, "],\"total\":%d}", n);
  answer->body = mw_fixture_server_keep (server, g_string_free_and_steal (body));
}

static void
answer_companies (MwFixtureServer *server,
                  const MwFixtureRequest *request,
                  MwFixtureAnswer *answer,
                  gpointer data)
{
  MwBranch *self = data;

  g_mutex_lock (&self->mutex);
  if (self->broken)
    answer->status = 500;
  if (self->only == NULL)
    answer->body = "{\"items\":[" GERMANY "," USA "]}";
  else
    answer->body = g_str_equal (self->only, "US") ? "{\"items\":[" USA "]}" : "{\"items\":[" GERMANY "]}";
  g_mutex_unlock (&self->mutex);
}

MwBranch *
mw_branch_new (void)
{
  MwBranch *self = g_new0 (MwBranch, 1);

  g_mutex_init (&self->mutex);
  self->orders = g_ptr_array_new_with_free_func (order_free);
  self->server = mw_fixture_server_new ();
  mw_fixture_server_add_json (self->server, "/version", "{\"workshop\":\"9.1\"}");
  mw_fixture_server_add_json (self->server, "/me", "{\"name\":\"anna\"}");
  mw_fixture_server_add_json (self->server, "/vendors", "{\"total\":0,\"items\":[]}");
  mw_fixture_server_add_handler (self->server, "/companies", answer_companies, self);
  mw_fixture_server_add_handler (self->server, "/orders", answer_orders, self);
  for (int id = 1; id <= 5; id++)
    mw_branch_put (self, id, id % 2 == 1 ? "DE" : "US", id == 5 ? "closed" : "open", id);
  return self;
}

void
mw_branch_free (MwBranch *self)
{
  mw_fixture_server_free (self->server);
  g_ptr_array_unref (self->orders);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

MwFixtureServer *
mw_branch_get_server (MwBranch *self)
{
  return self->server;
}

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  return (*(Order *const *) a)->id - (*(Order *const *) b)->id;
}

/* With the mutex held. */
static gboolean
delete_order (MwBranch *self, int id)
{
  for (guint i = 0; i < self->orders->len; i++)
    if (((Order *) self->orders->pdata[i])->id == id)
      return g_ptr_array_remove_index (self->orders, i) != NULL;
  return FALSE;
}

void
mw_branch_put (MwBranch *self, int id, const char *company, const char *state, int minute)
{
  Order *order = g_new0 (Order, 1);

  *order = (Order) { id, g_strdup (company), g_strdup (state), minute };
  g_mutex_lock (&self->mutex);
  delete_order (self, id);
  g_ptr_array_add (self->orders, order);
  g_ptr_array_sort (self->orders, compare_orders);
  g_mutex_unlock (&self->mutex);
}

void
mw_branch_delete (MwBranch *self, int id)
{
  g_mutex_lock (&self->mutex);
  g_assert_true (delete_order (self, id));
  g_mutex_unlock (&self->mutex);
}

void
mw_branch_set_only (MwBranch *self, const char *company)
{
  g_mutex_lock (&self->mutex);
  self->only = company;
  g_mutex_unlock (&self->mutex);
}

void
mw_branch_set_broken (MwBranch *self, gboolean broken)
{
  g_mutex_lock (&self->mutex);
  self->broken = broken;
  g_mutex_unlock (&self->mutex);
}

int
mw_branch_get_n_sent (MwBranch *self)
{
  int n_sent;

  g_mutex_lock (&self->mutex);
  n_sent = self->n_sent;
  g_mutex_unlock (&self->mutex);
  return n_sent;
}

MwDraft *
mw_branch_dup_draft (MwBranch *self, MwEngine *engine)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "branch");
  MwDraft *draft = mw_draft_new (system);
  g_autofree char *url = mw_fixture_server_dup_uri (self->server, "/");

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "key"));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "key", "0123456789abcdef");
  return draft;
}
