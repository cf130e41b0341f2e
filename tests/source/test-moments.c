/* test-moments.c: moments as servers want them, and scopes as words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fixture-server.h"
#include "mw-read-scope.h"
#include "mw-since.h"
#include "mw-source.h"
#include "mw-test-bench.h"
#include "mw-test-fiber.h"

static void
assert_since (MwSinceFormat as, const char *zone, const char *expected)
{
  const MwMoment moment = { .as = as, .zone = zone };
  /* 2026-01-31 23:30:59.75 UTC */
  g_autoptr (JsonNode)
    node = mw_since_new_node (G_GINT64_CONSTANT (1769902259750000), &moment, "Asia/Kolkata");
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_since_formats (void)
{
  assert_since (MW_SINCE_UTC, NULL, "\"2026-01-31T23:30:59Z\"");
  assert_since (MW_SINCE_UTC_SPACE, "Europe/Berlin", "\"2026-01-31 23:30:59\"");
  assert_since (MW_SINCE_UTC_OFFSET, NULL, "\"2026-01-31T23:30:59-00:00\"");
  assert_since (MW_SINCE_DAY, NULL, "\"2026-01-31\"");
  assert_since (MW_SINCE_DAY, "Europe/Berlin", "\"2026-02-01\"");
  assert_since (MW_SINCE_LOCAL, "Europe/Berlin", "\"2026-02-01T00:30:59\"");
  assert_since (MW_SINCE_LOCAL_SPACE, "{zone}", "\"2026-02-01 05:00:59\"");
  assert_since (MW_SINCE_UNIX, NULL, "1769902259");
  assert_since (MW_SINCE_UNIX_MS, NULL, "1769902259750");
  assert_since (MW_SINCE_TYPED_DAY, "{zone}", "{\"__class__\":\"date\",\"year\":2026,\"month\":2,\"day\":1}");
  assert_since (MW_SINCE_TYPED, NULL,
                "{\"__class__\":\"datetime\",\"year\":2026,\"month\":1,\"day\":31,\"hour\":23,\"minute\":30,"
                "\"second\":59,\"microsecond\":750000}");
  assert_since (MW_SINCE_ODATA_V2, NULL, "\"datetimeoffset'2026-01-31T23:30:59Z'\"");
  assert_since (MW_SINCE_ODATA_V2_DAY, NULL, "\"datetime'2026-01-31T00:00:00'\"");
  assert_since (MW_SINCE_HEADER, NULL, "\"Sat, 31 Jan 2026 23:30:59 GMT\"");
}

static void
test_since_of (void)
{
  const MwMoment utc = { .as = MW_SINCE_UTC };
  const MwMoment berlin = { .as = MW_SINCE_LOCAL, .zone = "Europe/Berlin" };
  const MwMoment connection = { .as = MW_SINCE_LOCAL, .zone = "{zone}" };
  const gint64 noon = G_GINT64_CONSTANT (1769860800000000); /* 2026-01-31T12:00:00Z */

  g_assert_cmpint (mw_since_of_text ("2026-01-31T12:00:00Z", &berlin, NULL), ==, noon);
  g_assert_cmpint (mw_since_of_text ("2026-01-31 13:00:00", &berlin, NULL), ==, noon);
  g_assert_cmpint (mw_since_of_text ("2026-01-31 12:00:00.25", &utc, NULL), ==, noon + 250000);
  g_assert_cmpint (mw_since_of_text ("2026-01-31 21:00:00", &connection, "Asia/Tokyo"), ==, noon);
  g_assert_cmpint (mw_since_of_text ("1769860800", &utc, NULL), ==, noon);
  g_assert_cmpint (mw_since_of_text ("/Date(1769860800000)/", &utc, NULL), ==, noon);
  g_assert_cmpint (mw_since_of_text ("2026-01-31", &berlin, NULL), ==, noon - 13 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (mw_since_of_text ("yesterday", &utc, NULL), ==, MW_SINCE_NONE);
  g_assert_cmpint (mw_since_of_text (NULL, &utc, NULL), ==, MW_SINCE_NONE);
  g_assert_cmpint (mw_since_of_day ("2026-01-31", &utc, NULL), ==, noon - 12 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (mw_since_of_day ("2026-02-31", &utc, NULL), ==, MW_SINCE_NONE);
}

static void
test_scope_texts (void)
{
  static const char *const good[] = { "everything", "open", "changed:2026-01-31", "ordered:1999-12-01" };
  static const char *const bad[] = {
    "",
    "all",
    "open:2026-01-31",
    "changed",
    "changed:",
    "changed:2026-1-31",
    "changed:2026-02-31",
    "ordered:20260131",
    "everything:",
    "changed:2026-01-31T10:00:00Z",
  };
  const MwScope ordered = { MW_SCOPE_ORDERED, "2026-01-31" };
  g_autofree char *title = mw_scope_dup_title (&ordered);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = NULL;
      MwScope scope;

      g_assert_true (mw_scope_parse (good[i], &scope));
      text = mw_scope_to_text (&scope);
      g_assert_cmpstr (text, ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      MwScope scope;

      g_assert_false (mw_scope_parse (bad[i], &scope));
    }
  g_assert_cmpstr (title, ==, "ordered since 31 January 2026");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/scope/since-formats", test_since_formats);
  g_test_add_func ("/source/scope/since-of", test_since_of);
  g_test_add_func ("/source/scope/texts", test_scope_texts);
  return g_test_run ();
}
