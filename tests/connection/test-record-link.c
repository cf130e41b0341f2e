/* test-record-link.c: which links of records may be opened
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-record-link.h"

#define HOST "erp.example.com:8069"

typedef struct
{
  const char *url;
  const char *made_by; /* as in a system file; NULL: nothing is known */
  gboolean is_own;
} Case;

static const char of_file[] =
  "{\"join\": [{\"const\": \"https://{host}.app.example.net/po?id=\"}, \"id\"], \"with\": \"\"}";
static const char of_place[] =
  "{\"if\": {\"of\": {\"const\": \"{web}\"}, \"present\": true}, "
  "\"then\": {\"join\": [{\"const\": \"{web}/?page=50&no=\"}, {\"encoded\": \"id\"}], \"with\": \"\"}}";
static const char of_launchpad[] =
  "{\"join\": [{\"const\": \"{launchpad}#Order?id=\"}, \"id\"], \"with\": \"\"}";
static const char open_host[] = "{\"join\": [{\"const\": \"https://\"}, \"host\"], \"with\": \"\"}";
static const char open_port[] =
  "{\"join\": [{\"const\": \"https://erp.example.com\"}, \"id\"], \"with\": \"\"}";
static const char open_place[] = "{\"join\": [{\"const\": \"{url}\"}, \"id\"], \"with\": \"\"}";
static const char other_branch[] =
  "{\"if\": {\"of\": \"id\", \"present\": true}, \"then\": {\"const\": \"{url}/a\"}, \"else\": \"link\"}";
static const char of_record[] = "\"link\"";

static const Case cases[] = {
  { "http://erp.example.com:8069/web#id=7&model=purchase.order", of_record, TRUE },
  { "https://ERP.example.com:8069/7", NULL, TRUE },
  { "https://erp.example.com/7", of_record, FALSE },
  { "https://evil.example.net/7", of_record, FALSE },
  { "https://erp.example.com:8069@evil.example.net/7", of_record, FALSE },
  { "https://erp.example.com:8069.evil.example.net/7", of_record, FALSE },
  { "https://user:secret@erp.example.com:8069/7", of_record, FALSE },
  { "file:///etc/passwd", of_record, FALSE },
  { "file:///etc/passwd", of_place, FALSE },
  { "javascript:alert(1)", of_place, FALSE },
  { "mailto:somebody@erp.example.com", of_record, FALSE },
  { "//erp.example.com:8069/7", of_record, FALSE },
  { "/7", of_record, FALSE },
  { "https:///7", of_place, FALSE },
  { "", of_record, FALSE },
  { "\xff", of_record, FALSE },
  { "https://4711.app.example.net/po?id=7", of_file, TRUE },
  { "https://web.example.net/t/?page=50&no=7%2F8", of_place, TRUE },
  { "https://fiori.example.net/ui#Order?id=7", of_launchpad, TRUE },
  { "https://evil.example.net/", open_host, FALSE },
  { "https://erp.example.com.evil.example.net/", open_port, FALSE },
  { "https://erp.example.com:80.evil.example.net/", open_place, FALSE },
  { "https://evil.example.net/", other_branch, FALSE },
};

static void
test_own (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = cases[i].made_by ? json_from_string (cases[i].made_by, &error) : NULL;
      g_autoptr (MwExpression) made_by = NULL;

      g_assert_no_error (error);
      if (node)
        made_by = mw_expression_parse (node, "source_url", &error);
      g_assert_no_error (error);
      g_test_message ("%s", cases[i].url);
      g_assert_cmpint (mw_record_link_is_own (cases[i].url, made_by, HOST), ==, cases[i].is_own);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-link/own", test_own);
  return g_test_run ();
}
