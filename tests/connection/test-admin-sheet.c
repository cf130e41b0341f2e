/* test-admin-sheet.c: what is handed to an administrator names everything to set up, and nothing secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-admin-sheet.h"
#include "mw-installed-systems.h"

static void
assert_has (const char *text, const char *part)
{
  if (part != NULL && strstr (text, part) == NULL)
    g_error ("“%s” is missing in: %s", part, text);
}

static guint
assert_rights (const char *text, MwSystem *system, const MwSignIn *sign_in)
{
  const MwVariant *variant = mw_system_find_variant (system, sign_in->id);
  g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variant);

  for (guint i = 0; i < entities->len; i++)
    {
      const MwEntitySource *source = mw_system_find_entity (system, variant, entities->pdata[i]);

      assert_has (text, mw_entity_get_title (entities->pdata[i]));
      assert_has (text, source->right);
      assert_has (text, source->right_where);
      assert_has (text, source->right_page);
    }
  return entities->len;
}

static void
assert_sign_in (MwSystem *system, const MwSignIn *sign_in)
{
  g_autoptr (GPtrArray) sheet = mw_admin_sheet_new (
    system, sign_in, "https://anna:pass-CANARY-word@erp.example.com/x?token=CANARY");
  g_autofree char *text = mw_admin_sheet_dup_text (sheet);
  g_autofree char *html = mw_admin_sheet_dup_html (sheet);
  guint n_entities = assert_rights (text, system, sign_in);

  g_test_message ("%s, %s: %u lines, %u lists", mw_system_get_id (system), sign_in->id, sheet->len,
                  n_entities);
  g_assert_cmpuint (n_entities > 0, ==, strstr (text, "Rights to Grant") != NULL);
  assert_has (text, mw_system_get_name (system));
  assert_has (text, sign_in->title);
  if (sign_in->remains != NULL)
    assert_has (text, sign_in->remains_page);
  if (sign_in->ends != NULL)
    {
      assert_has (text, sign_in->ends);
      assert_has (text, sign_in->ends_page);
    }
  assert_has (text, "erp.example.com");
  assert_has (text, "never makes, changes or deletes");
  g_assert_null (strstr (text, "CANARY"));
  g_assert_null (strstr (html, "CANARY"));
  if (sign_in->kind == MW_SIGN_IN_OAUTH2 && sign_in->oauth2.owned_by_user && sign_in->oauth2.redirect != NULL)
    {
      g_autofree char *address = mw_oauth_redirect_dup_address (sign_in->oauth2.redirect);

      assert_has (text, address);
    }
}

static void
test_every_sign_in (void)
{
  guint n_sheets = 0;

  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (catalog, i);
      guint n_sign_ins;
      const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);

      for (guint k = 0; k < n_sign_ins; k++, n_sheets++)
        assert_sign_in (system, &sign_ins[k]);
    }
  g_assert_cmpuint (n_sheets, >, 13);
}

/* Only what the chosen sign-in asks for is explained. */
static void
test_one_way (void)
{
  MwSystem *netsuite = mw_catalog_find (catalog, "netsuite");
  g_autoptr (GPtrArray)
    browser = mw_admin_sheet_new (netsuite, mw_system_find_sign_in (netsuite, "browser"), NULL);
  g_autoptr (GPtrArray)
    certificate = mw_admin_sheet_new (netsuite, mw_system_find_sign_in (netsuite, "certificate"), NULL);
  g_autofree char *text = mw_admin_sheet_dup_text (browser);
  g_autofree char *other = mw_admin_sheet_dup_text (certificate);

  assert_has (text, "exactly: https://localhost/millwright");
  assert_has (text, "How Long It Lasts");
  assert_has (text,
              "After it was disconnected in Millwright: The integration record stays for your colleagues.");
  g_assert_null (strstr (text, "Make a certificate"));
  g_assert_null (strstr (text, "Address: "));
  assert_has (other, "Make a certificate");
  g_assert_null (strstr (other, "exactly: "));
}

/* Nothing of a file becomes markup. */
static void
test_escaped (void)
{
  g_autoptr (GPtrArray) sheet = g_ptr_array_new ();
  MwSheetLine lines[] = { { MW_SHEET_TITLE, (char *) "<script>" },
                          { MW_SHEET_POINT, (char *) "a & b</p>" },
                          { MW_SHEET_MORE, (char *) "\"x\"" } };
  g_autofree char *html = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_ptr_array_add (sheet, &lines[i]);
  html = mw_admin_sheet_dup_html (sheet);
  text = mw_admin_sheet_dup_text (sheet);
  assert_has (html, "<title>&lt;script&gt;</title>");
  assert_has (html, "<p class=\"point\">a &amp; b&lt;/p&gt;</p>");
  g_assert_null (strstr (html, "<script>"));
  g_assert_cmpstr (text, ==, "<script>\n• a & b</p>\n  \"x\"\n");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  installed_systems_load ();
  g_test_add_func ("/connection/admin-sheet/every-sign-in", test_every_sign_in);
  g_test_add_func ("/connection/admin-sheet/one-way", test_one_way);
  g_test_add_func ("/connection/admin-sheet/escaped", test_escaped);
  status = g_test_run ();
  installed_systems_unload ();
  return status;
}
