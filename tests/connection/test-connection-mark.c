/* test-connection-mark.c: which systems are test systems, as far as their address says it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-mark.h"

static void
test_environment (void)
{
  static const char *const tests[] = { "erp-test.acme.example", "https://acme-sandbox.mxapp.example/x",
                                       "TST.acme.example", "qas:8443", "https://x.example/odata?sap=dev" };
  static const char *const others[] = { "erp.acme.example", "latest.example", "attestation.example", "",
                                        NULL };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_assert_cmpint (mw_environment_guess (tests[i]), ==, MW_ENVIRONMENT_TEST);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (mw_environment_guess (others[i]), ==, MW_ENVIRONMENT_PRODUCTION);
  g_assert_cmpint (mw_colour_parse ("pink"), ==, MW_COLOUR_NONE);
  g_assert_cmpint (mw_colour_parse ("purple"), ==, MW_COLOUR_PURPLE);
  g_assert_cmpint (mw_environment_parse ("Test"), ==, MW_ENVIRONMENT_PRODUCTION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/mark/environment", test_environment);
  return g_test_run ();
}
