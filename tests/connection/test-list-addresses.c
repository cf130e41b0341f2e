/* test-list-addresses.c: addresses of lists as people paste them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-list-addresses.h"

#include "mw-connection-file.h"

#define BASE "https://api.example.com"

static void
assert_addresses (const char *address, const char *lists, const char *base, const char *joined)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwListAddresses) addresses = mw_list_addresses_new (address, lists, &error);
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  all = g_strjoinv (" ", addresses->lists);
  g_assert_cmpstr (addresses->base, ==, base);
  g_assert_cmpstr (all, ==, joined);
}

static void
test_one (void)
{
  assert_addresses (BASE "/v1/orders", NULL, BASE "/v1", "orders");
  assert_addresses ("  \"" BASE "/v1/orders/\" \n", NULL, BASE "/v1", "orders");
  assert_addresses ("api.example.com/orders", "", BASE, "orders");
  assert_addresses (BASE "/v1/orders?status=open#top", NULL, BASE "/v1", "orders?status=open");
  /* Every page is read, also when somebody has looked at the third one. */
  assert_addresses (BASE "/v1/orders?page=3&status=open&%24skip=20", NULL, BASE "/v1", "orders?status=open");
  assert_addresses (BASE "/v1/orders?offset=20", NULL, BASE "/v1", "orders");
}

static void
test_several (void)
{
  assert_addresses (BASE "/v1", "orders, /vendors?active=true", BASE "/v1", "orders vendors?active=true");
  assert_addresses (BASE "/v1/", "orders;orders", BASE "/v1", "orders");
  assert_addresses (BASE "/v1", BASE "/v1/orders " BASE "/v1/a/vendors", BASE "/v1", "orders a/vendors");
  assert_addresses (BASE "/v1/a", BASE "/v1/a/orders " BASE "/v2/vendors", BASE, "v1/a/orders v2/vendors");
  /* Names that begin alike are two names. */
  assert_addresses (BASE "/v1/or", BASE "/v1/orders", BASE "/v1", "orders");
}

static void
test_add (void)
{
  g_autoptr (MwListAddresses) first = mw_list_addresses_new (BASE "/v1/orders?x=1", NULL, NULL);
  g_autoptr (MwListAddresses) below = mw_list_addresses_add (first, BASE "/v1/vendors", NULL);
  g_autoptr (MwListAddresses) beside = mw_list_addresses_add (below, BASE "/v2/items", NULL);
  g_autofree char *all = g_strjoinv (" ", beside->lists);

  g_assert_cmpstr (below->base, ==, BASE "/v1");
  g_assert_cmpuint (g_strv_length (below->lists), ==, 2);
  g_assert_cmpstr (beside->base, ==, BASE);
  g_assert_cmpstr (all, ==, "v1/orders?x=1 v1/vendors v2/items");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *address;
    const char *lists;
    int code;
  } table[] = {
    { BASE, NULL, MW_CONNECTION_ERROR_NO_LIST },
    { BASE "/?a=1", NULL, MW_CONNECTION_ERROR_NO_LIST },
    { "", NULL, MW_CONNECTION_ERROR_NO_LIST },
    { "no address at all", NULL, MW_CONNECTION_ERROR_NO_LIST },
    { "https://anna:canary@api.example.com/orders", NULL, MW_CONNECTION_ERROR_NO_LIST },
    { BASE "/orders", "https://other.example.com/vendors", MW_CONNECTION_ERROR_OTHER_SERVER },
    { BASE "/orders", "http://api.example.com/vendors", MW_CONNECTION_ERROR_OTHER_SERVER },
    { BASE "/orders?api_key=canary", NULL, MW_CONNECTION_ERROR_KEY_IN_ADDRESS },
    { BASE "/orders?a=1&access-Token=canary", NULL, MW_CONNECTION_ERROR_KEY_IN_ADDRESS },
    { BASE, "orders?%74oken=canary", MW_CONNECTION_ERROR_KEY_IN_ADDRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      MwListAddresses *addresses = mw_list_addresses_new (table[i].address, table[i].lists, &error);

      g_assert_null (addresses);
      g_assert_error (error, MW_CONNECTION_ERROR, table[i].code);
      g_assert_null (strstr (error->message, "canary"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list-addresses/one", test_one);
  g_test_add_func ("/list-addresses/several", test_several);
  g_test_add_func ("/list-addresses/add", test_add);
  g_test_add_func ("/list-addresses/refused", test_refused);
  return g_test_run ();
}
