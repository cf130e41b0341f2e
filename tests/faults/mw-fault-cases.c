/* mw-fault-cases.c: what can go wrong with one answer, and what a person is told then
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fault-cases.h"

#include "mw-advice-table.h"
#include "mw-health.h"
#include "mw-moved.h"
#include "mw-source.h"

static const MwFaultEnd well = { NULL };
static const MwFaultEnd redirected = { mw_transport_error_quark, MW_TRANSPORT_ERROR_REDIRECT,
                                       MW_HEALTH_NOT_REACHABLE, "{host} sends us to another address",
                                       MW_ADVICE_CHECK_FIELD };
static const MwFaultEnd moved = { mw_moved_quark, 0, MW_HEALTH_NOT_REACHABLE,
                                  "{system} answers at another address", MW_ADVICE_USE_ADDRESS };
static const MwFaultEnd truncated = { mw_transport_error_quark, MW_TRANSPORT_ERROR_TRUNCATED,
                                      MW_HEALTH_NOT_REACHABLE, "The answer of {host} broke off",
                                      MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd late = { mw_transport_error_quark, MW_TRANSPORT_ERROR_DEADLINE,
                                 MW_HEALTH_NOT_REACHABLE, "{host} is too slow", MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd large = { mw_transport_error_quark, MW_TRANSPORT_ERROR_SIZE, MW_HEALTH_WORKING,
                                  "The answer of {host} is too large", MW_ADVICE_CHECK_FIELD };
static const MwFaultEnd silent = { mw_transport_error_quark, MW_TRANSPORT_ERROR_CONNECT,
                                   MW_HEALTH_NOT_REACHABLE, "{host} does not answer", MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd no_data = { mw_source_error_quark, MW_SOURCE_ERROR_NOT_JSON, MW_HEALTH_WORKING,
                                    "{host} answered with something that is not data", MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd busy = { mw_source_error_quark, MW_SOURCE_ERROR_BUSY, MW_HEALTH_WAITING,
                                 "{system} asks us to wait", MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd failed = { mw_source_error_quark, MW_SOURCE_ERROR_SERVER, MW_HEALTH_WORKING,
                                   "{system} failed while reading", MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd other_product = { mw_auth_error_quark, MW_AUTH_ERROR_NOT_THIS_PRODUCT,
                                          MW_HEALTH_WORKING, "What answers at {host} is not {system}",
                                          MW_ADVICE_CHECK_FIELD };
static const MwFaultEnd other_sign_in = { mw_auth_error_quark, MW_AUTH_ERROR_NOT_OFFERED, MW_HEALTH_WORKING,
                                          "{system} does not know this way of signing in",
                                          MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd not_now = { mw_auth_error_quark, MW_AUTH_ERROR_SERVER, MW_HEALTH_WORKING,
                                    "{system} could not handle the sign-in", MW_ADVICE_TRY_AGAIN };
static const MwFaultEnd too_many = { mw_auth_error_quark, MW_AUTH_ERROR_TOO_MANY, MW_HEALTH_WAITING,
                                     "{system} accepts no sign-ins for a while", MW_ADVICE_TRY_AGAIN };

/* Whole pages, as far as they come. */
#define PAGE                                                                                                 \
  "{\"total\":9,\"items\":[{\"id\":5,\"no\":\"PO-5\",\"total\":4.50},{\"id\":6,\"no\":\"PO-6\",\"total\":5}" \
  "]}"
#define WEB_PAGE "<!doctype html><title>Company portal</title><p>Please accept the terms of use."

static char *
repeat (const char *text, guint n, gsize *length)
{
  gsize step = strlen (text);
  char *all = g_malloc (step * n + 1);

  for (guint i = 0; i < n; i++)
    memcpy (all + i * step, text, step);
  *length = step * n;
  return all;
}

static char *
make_lists (gsize *length)
{
  return repeat ("[", 5000000, length);
}

static char *
make_objects (gsize *length)
{
  return repeat ("{\"a\":", 1000000, length);
}

static char *
make_zeros (gsize *length)
{
  return repeat ("0", 16 * 1024 * 1024, length);
}

static char *
make_head (gsize *length)
{
  return repeat ("X-Fill: 0123456789abcdef\r\n", 400000, length);
}

/* While somebody connects, the other address is offered; later it is refused. */
#define REDIRECT(number, to, end)                                                                            \
  { .answer = { .status = number, .headers = "Location: " to "\r\n", .body = "moved" },                      \
    .page = { &redirected, 1 },                                                                              \
    .probe = { &end, 1 },                                                                                    \
    .login = { &end, 1 },                                                                                    \
    .name = "1-redirect-" #number "-" to }

/* A wait that the server asks for; the next try is good. */
#define LATER(number, title, header, microseconds)                                                           \
  { .name = "10-" #number "-" title,                                                                         \
    .answer = { .status = number, .headers = header, .body = "{}" },                                         \
    .times = 1,                                                                                              \
    .page = { &well, 2 },                                                                                    \
    .waited = microseconds }

const MwFaultCase mw_fault_cases[] = {
  REDIRECT (301, "{there}/stolen", moved),
  REDIRECT (302, "{there}/stolen", moved),
  REDIRECT (303, "{there}/stolen", moved),
  REDIRECT (307, "{there}/stolen", moved),
  REDIRECT (308, "{there}/stolen", moved),
  REDIRECT (302, "//127.0.0.1:{other_port}/stolen", moved),
  REDIRECT (302, "http://localhost:{port}/stolen", moved),
  REDIRECT (302, "https://127.0.0.1:{port}/stolen", moved),
  REDIRECT (302, "http://anna:pw@127.0.0.1:{port}/stolen", redirected),
  REDIRECT (302, "http://127.0.0.1:{port}@127.0.0.1:{other_port}/stolen", redirected),
  REDIRECT (302, "file:///etc/passwd", redirected),

  { .name = "3-cut-length",
    .answer = { .body = PAGE, .flags = MW_FIXTURE_CUT, .cut_at = 40 },
    .page = { &truncated, 4 },
    .probe = { &truncated, 4 },
    .login = { &truncated, 1 } },
  { .name = "3-cut-chunked",
    .answer = { .body = PAGE, .flags = MW_FIXTURE_CUT | MW_FIXTURE_CHUNKED, .cut_at = 40 },
    .page = { &truncated, 4 },
    .probe = { &truncated, 4 },
    .login = { &truncated, 1 } },
  { .name = "3-cut-gzip",
    .answer = { .body = PAGE, .flags = MW_FIXTURE_SHORT_LENGTH | MW_FIXTURE_GZIP, .cut_at = 40 },
    .page = { &truncated, 4 },
    .probe = { &truncated, 4 },
    .login = { &truncated, 1 } },
  { .name = "3-cut-once",
    .answer = { .body = PAGE, .flags = MW_FIXTURE_CUT, .cut_at = 40 },
    .times = 1,
    .page = { &well, 2 },
    .probe = { &well, 2 },
    .login = { &truncated, 1 } },
  /* A connection that ends where a record does, and nobody said how long the answer is. */
  { .name = "3-cut-between-records",
    .answer = { .body = "{\"total\":9,\"items\":[{\"id\":5,\"no\":\"PO-5\",\"total\":4.50}",
                .flags = MW_FIXTURE_CLOSE_DELIMITED },
    .page = { &no_data, 4 },
    .probe = { &other_product, 1 },
    .login = { &other_sign_in, 1 } },
  { .name = "3-cut-between-records-once",
    .answer = { .body = "{\"total\":9,\"items\":[{\"id\":5,\"no\":\"PO-5\",\"total\":4.50}",
                .flags = MW_FIXTURE_CLOSE_DELIMITED },
    .times = 1,
    .page = { &well, 2 } },
  { .name = "3-brotli",
    .answer = { .body = "\x0b\x02\x80{}\x03", .headers = "Content-Encoding: br\r\n" },
    .page = { &no_data, 1 },
    .probe = { &other_product, 1 },
    .login = { &other_sign_in, 1 } },

  { .name = "4-silence",
    .answer = { .flags = MW_FIXTURE_SILENT },
    .page = { &late, 1 },
    .probe = { &late, 1 },
    .login = { &late, 1 } },
  { .name = "4-drip",
    .answer = { .body = PAGE, .drip_ms = 200 },
    .page = { &late, 1 },
    .probe = { &late, 1 },
    .login = { &late, 1 } },
  { .name = "4-never-ending",
    .answer = { .body = "[1]", .flags = MW_FIXTURE_ENDLESS, .drip_ms = 100 },
    .page = { &late, 1 },
    .probe = { &late, 1 },
    .login = { &late, 1 } },

  { .name = "5-bomb",
    .answer = { .flags = MW_FIXTURE_GZIP },
    .make = make_zeros,
    .page = { &large, 1 },
    .probe = { &large, 1 },
    .login = { &large, 1 } },
  { .name = "5-announced",
    .answer = { .body = "[]",
                .headers = "Content-Length: 1000000000\r\n",
                .flags = MW_FIXTURE_CLOSE_DELIMITED },
    .page = { &large, 1 },
    .probe = { &large, 1 },
    .login = { &large, 1 } },
  { .name = "5-endless",
    .answer = { .flags = MW_FIXTURE_ENDLESS },
    .make = make_zeros,
    .page = { &large, 1 },
    .probe = { &large, 1 },
    .login = { &large, 1 } },

  { .name = "6-lists",
    .make = make_lists,
    .page = { &no_data, 1 },
    .probe = { &other_product, 1 },
    .login = { &other_sign_in, 1 } },
  { .name = "6-objects",
    .make = make_objects,
    .page = { &no_data, 1 },
    .probe = { &other_product, 1 },
    .login = { &other_sign_in, 1 } },
  { .name = "6-two-roots",
    .answer = { .body = PAGE PAGE },
    .page = { &no_data, 1 },
    .probe = { &other_product, 1 },
    .login = { &other_sign_in, 1 } },

  LATER (429, "seconds", "Retry-After: 20\r\n", 20 * G_USEC_PER_SEC),
  LATER (503, "seconds", "Retry-After: 20\r\n", 20 * G_USEC_PER_SEC),
  { .name = "10-429-date",
    .answer = { .status = 429, .body = "{}" },
    .later = 55,
    .times = 1,
    .page = { &well, 2 },
    .waited = 20 * G_USEC_PER_SEC },
  LATER (429, "past", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 0),
  LATER (429, "negative", "Retry-After: -5\r\n", 0),
  LATER (429, "garbage", "Retry-After: soon\r\n", 0),
  LATER (429, "absent", NULL, 0),
  { .name = "10-429-for-ever",
    .answer = { .status = 429, .body = "{\"error\":\"slow down\"}" },
    .page = { &busy, 4 },
    .probe = { &busy, 4 },
    .login = { &too_many, 1 } },
  { .name = "10-503-for-ever",
    .answer = { .status = 503, .headers = "Retry-After: 30\r\n", .body = "{}" },
    .page = { &busy, 4 },
    .probe = { &not_now, 4 },
    .login = { &not_now, 1 },
    .waited = 3 * 30 * G_USEC_PER_SEC },
  { .name = "10-429-a-year",
    .answer = { .status = 429, .headers = "Retry-After: 31536000\r\n", .body = "{}" },
    .page = { &busy, 1 },
    .probe = { &busy, 1 },
    .login = { &too_many, 1 } },
  { .name = "10-429-overflow",
    .answer = { .status = 429, .headers = "Retry-After: 99999999999999999999\r\n", .body = "{}" },
    .page = { &busy, 1 },
    .probe = { &busy, 1 },
    .login = { &too_many, 1 } },

  /* libsoup sends a GET once more by itself when a kept connection broke before the answer. */
  { .name = "12-end-before-head",
    .answer = { .flags = MW_FIXTURE_RESET },
    .page = { &silent, 8 },
    .probe = { &silent, 8 },
    .login = { &silent, 1 } },
  { .name = "12-reset-before-head",
    .answer = { .flags = MW_FIXTURE_RESET | MW_FIXTURE_ABORT },
    .page = { &silent, 8 },
    .probe = { &silent, 8 },
    .login = { &silent, 1 } },
  { .name = "12-reset-once",
    .answer = { .flags = MW_FIXTURE_RESET | MW_FIXTURE_ABORT },
    .times = 1,
    .page = { &well, 2 },
    .probe = { &well, 2 },
    .login = { &silent, 1 } },
  { .name = "12-end-in-head",
    .answer = { .body = PAGE, .flags = MW_FIXTURE_CUT_HEAD, .cut_at = 30 },
    .page = { &silent, 8 },
    .probe = { &silent, 8 },
    .login = { &silent, 1 } },
  { .name = "12-reset-in-body",
    .answer = { .body = PAGE, .flags = MW_FIXTURE_CUT | MW_FIXTURE_ABORT, .cut_at = 40 },
    .page = { &truncated, 8 },
    .probe = { &truncated, 8 },
    .login = { &truncated, 1 } },
  { .name = "12-endless-head",
    .make = make_head,
    .page = { &silent, 8 },
    .probe = { &silent, 8 },
    .login = { &silent, 1 } },

  { .name = "15-portal",
    .answer = { .type = "text/html", .body = WEB_PAGE },
    .page = { &no_data, 1 },
    .probe = { &other_product, 1 },
    .login = { &other_sign_in, 1 } },
  { .name = "15-server-error",
    .answer = { .status = 500, .body = "{\"error\":\"out of cheese\"}" },
    .page = { &failed, 1 },
    .probe = { &not_now, 1 },
    .login = { &not_now, 1 } },
};

const guint mw_fault_n_cases = G_N_ELEMENTS (mw_fault_cases);

/* RFC 9110 5.6.7, whatever the language of the process. */
static char *
make_date (guint seconds)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, seconds);
  g_autofree char *clock = g_date_time_format (then, "%Y %H:%M:%S");

  return g_strdup_printf ("Retry-After: %s, %02d %s %s GMT\r\n", days[g_date_time_get_day_of_week (then) - 1],
                          g_date_time_get_day_of_month (then), months[g_date_time_get_month (then) - 1],
                          clock);
}

gboolean
mw_fault_case_is_slow (const MwFaultCase *self)
{
  return self->page.end == &late;
}

void
mw_fault_case_begin (const MwFaultCase *self, MwFaultPlant *plant, MwFaultPlace place)
{
  MwFixtureAnswer answer = self->answer;
  g_autofree char *made = NULL;
  g_autofree char *date = NULL;
  gsize length = 0;

  if (self->later > 0)
    answer.headers = date = make_date (self->later);
  if (self->make == make_head)
    {
      made = make_head (&length);
      made[length] = '\0';
      answer.headers = made;
    }
  else if (self->make != NULL)
    {
      made = self->make (&length);
      answer.body = made;
      answer.length = (gssize) length;
    }
  mw_fault_plant_break (plant, place, &answer, self->times);
}

void
mw_fault_end_assert (const MwFaultEnd *self, const GError *error, MwSystem *system, const char *address)
{
  g_autoptr (MwAdvice) advice = NULL;

  if (self->domain == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, self->domain (), self->code);
  g_assert_null (strstr (error->message, "canary"));
  g_assert_cmpstr (mw_advice_table_find (error->domain, error->code)->title, ==, self->title);
  g_assert_cmpint (mw_health_after (error, MW_HEALTH_WORKING), ==, self->health);
  advice = mw_advice_new (error, system, address);
  g_assert_cmpint (advice->action, ==, self->action);
  g_assert_null (strchr (advice->title, '{'));
  g_assert_true (advice->details == NULL || strstr (advice->details, "canary") == NULL);
  if (advice->action == MW_ADVICE_CHECK_FIELD)
    g_assert_nonnull (mw_system_find_form_field (system, advice->field));
}
