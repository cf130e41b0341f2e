/* test-pasted.c: what people paste into the forms of the systems there are, and what is made of it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-catalog-search.h"
#include "mw-draft.h"
#include "mw-pasted.h"
#include "mw-places.h"

static MwCatalog *catalog;

/* @fields: id=value, with blanks between; what is not named must be empty. */
typedef struct
{
  const char *system;
  const char *sign_in; /* NULL: the first */
  const char *field;
  const char *pasted;
  const char *fields;
  const char *note; /* a part of it; NULL: none */
} Pasted;

static const Pasted table[] = {
  /* Odoo */
  { "odoo", NULL, "url", "https://company.odoo.com/odoo/purchase/17?debug=1",
    "url=https://company.odoo.com database=company", "“Database” was taken" },
  { "odoo", NULL, "url", "https://erp.example.com/web?db=prod#action=310&model=purchase.order",
    "url=https://erp.example.com database=prod", "“Database” was taken" },
  { "odoo", NULL, "url", "http://erp.example.com:8069/web/login?redirect=%2Fodoo&db=prod",
    "url=http://erp.example.com:8069 database=prod", "Cut to" },
  { "odoo", NULL, "url", "erp.example.com/odoo/action-310", "url=https://erp.example.com", "Cut to" },
  { "odoo", NULL, "url", "https://ERP.example.com/", "url=https://ERP.example.com/", NULL },
  { "odoo", NULL, "url", "https://www.odoo.com/documentation", "url=https://www.odoo.com", "Cut to" },
  { "odoo", NULL, "url", "https://erp.example.com/web?db=%00evil", "url=https://erp.example.com", "Cut to" },
  { "odoo", NULL, "url", "https://anna:canary@erp.example.com/web?db=prod",
    "url=https://anna:canary@erp.example.com/web?db=prod", NULL },
  { "odoo", NULL, "url", "javascript:alert(1)", "url=javascript:alert(1)", NULL },
  { "odoo", NULL, "url", "file:///etc/passwd?x://y", "url=file:///etc/passwd?x://y", NULL },
  { "odoo", NULL, "url", "https://1234567.app.netsuite.com/app/center/card.nl",
    "url=https://1234567.app.netsuite.com", "an address of Oracle NetSuite, not of Odoo" },
  { "odoo", NULL, "user", " anna@company.com\xc2\xa0", "user=anna@company.com", "Blanks" },
  /* NetSuite */
  { "netsuite", NULL, "account", "https://1234567.app.netsuite.com/app/center/card.nl?sc=-29&whence=",
    "account=1234567", "Taken from the address" },
  { "netsuite", NULL, "account", "https://1234567-SB1.app.netsuite.com/app/common/entity/vendor.nl?id=17",
    "account=1234567-sb1", "1234567-sb1" },
  { "netsuite", NULL, "account", "https://tstdrv123.suitetalk.api.netsuite.com", "account=tstdrv123",
    "Taken" },
  { "netsuite", NULL, "account", "https://1234567-rp.extforms.netsuite.com/app/site/x", "account=1234567-rp",
    "Taken" },
  { "netsuite", NULL, "account", "1234567_SB1", "account=1234567_SB1", NULL },
  { "netsuite", NULL, "account", "https://system.netsuite.com/pages/customerlogin.jsp",
    "account=https://system.netsuite.com/pages/customerlogin.jsp", NULL },
  { "netsuite", NULL, "account", "https://1234567.app.netsuite.com.evil.example/app",
    "account=https://1234567.app.netsuite.com.evil.example/app", NULL },
  /* Business Central */
  { "business-central", NULL, "tenant",
    "https://businesscentral.dynamics.com/11112222-bbbb-3333-cccc-4444dddd5555/"
    "Sandbox2?company=CRONUS%20International%20Ltd.&page=9307",
    "tenant=11112222-bbbb-3333-cccc-4444dddd5555 environment=Sandbox2", "“Environment” was taken" },
  { "business-central", NULL, "tenant",
    "https://businesscentral.dynamics.com/company.onmicrosoft.com/Production",
    "tenant=company.onmicrosoft.com environment=Production", "company.onmicrosoft.com" },
  { "business-central", NULL, "tenant", "https://businesscentral.dynamics.com/company.com/?page=9305",
    "tenant=company.com environment=Production", "company.com" },
  { "business-central", NULL, "environment", "https://businesscentral.dynamics.com/MySandbox/?company=x",
    "environment=MySandbox", "MySandbox" },
  { "business-central", NULL, "tenant", "company.com", "tenant=company.com environment=Production", NULL },
  { "business-central", NULL, "tenant", "https://company.odoo.com/odoo",
    "tenant=https://company.odoo.com/odoo environment=Production", "an address of Odoo" },
  /* S/4HANA */
  { "sap-s4hana", NULL, "url", "https://my300000.s4hana.cloud.sap/ui#PurchaseOrder-manage",
    "url=https://my300000-api.s4hana.cloud.sap launchpad=https://my300000.s4hana.cloud.sap/ui",
    "my300000-api" },
  { "sap-s4hana", NULL, "url",
    "https://my300000-api.s4hana.cloud.sap/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV",
    "url=https://my300000-api.s4hana.cloud.sap launchpad=https://my300000.s4hana.cloud.sap/ui", "Cut to" },
  { "sap-s4hana", NULL, "url",
    "https://s4.company.com:44300/sap/bc/ui2/flp?sap-client=100&sap-language=EN#Shell-home",
    "url=https://s4.company.com:44300 client=100", "was taken from the address" },
  { "sap-s4hana", NULL, "url",
    "https://s4.company.com/sap/bc/ui5_ui5/ui2/ushell/shells/abap/FioriLaunchpad.html",
    "url=https://s4.company.com", "Cut to" },
  { "sap-s4hana", NULL, "url", "my300000-api.s4hana.cloud.sap",
    "url=my300000-api.s4hana.cloud.sap launchpad=https://my300000.s4hana.cloud.sap/ui",
    "was taken from the address" },
  { "sap-s4hana", NULL, "user", "MILLWRIGHT_READ\n", "user=MILLWRIGHT_READ", "Blanks" },
  /* Maximo */
  { "maximo", NULL, "url", "https://maximo.company.com/maximo/ui/?event=loadapp&value=po&uisessionid=17",
    "url=https://maximo.company.com/maximo", "Cut to" },
  { "maximo", NULL, "url", "https://maximo.company.com/maximo/webclient/login/login.jsp",
    "url=https://maximo.company.com/maximo", "Cut to" },
  { "maximo", NULL, "url", "https://maximo.company.com/maximo/oslc/os/mxapipo?lean=1",
    "url=https://maximo.company.com/maximo", "Cut to" },
  { "maximo", NULL, "url", "https://main.manage.mas.company.com/maximo/oslc/graphite/manage-shell/index.html",
    "url=https://main.manage.mas.company.com/maximo", "Cut to" },
  { "maximo", NULL, "url", "https://maximo.company.com/maximo", "url=https://maximo.company.com/maximo",
    NULL },
  { "maximo", NULL, "url", "https://us1.eam.hxgnsmartcloud.com/web/base/logindisp?tenant=C_PRD",
    "url=https://us1.eam.hxgnsmartcloud.com/web/base/logindisp", "not of IBM Maximo" },
  /* HxGN EAM */
  { "infor-eam", NULL, "url", "https://us1.eam.hxgnsmartcloud.com/web/base/logindisp?tenant=COMPANY_PRD",
    "url=https://us1.eam.hxgnsmartcloud.com tenant=COMPANY_PRD", "“Tenant" },
  { "infor-eam", NULL, "url",
    "http://eam.company.com:8080/web/base/logindisp?tenant=DS_MP_1&authenticationmode=internal",
    "url=http://eam.company.com:8080 tenant=DS_MP_1", "DS_MP_1" },
  { "infor-eam", NULL, "url", "https://us1.eam.hxgnsmartcloud.com/axis/restservices/assets",
    "url=https://us1.eam.hxgnsmartcloud.com", "Cut to" },
  { "infor-eam", NULL, "url", "us1.eam.hxgnsmartcloud.com", "url=us1.eam.hxgnsmartcloud.com", NULL },
  { "infor-eam", NULL, "url", "https://eam.company.com/", "url=https://eam.company.com/", NULL },
  { "infor-eam", NULL, "url", "https://eam.company.com/web/base/logindisp?tenant=a/../b",
    "url=https://eam.company.com", "Cut to" },
  /* Business One */
  { "sap-business-one", NULL, "url", "https://sapserver.company.com:50000/b1s/v2/Login",
    "url=https://sapserver.company.com:50000", "Cut to" },
  { "sap-business-one", NULL, "url", "https://sapserver.company.com:50000/b1s/v1/$metadata",
    "url=https://sapserver.company.com:50000", "Cut to" },
  { "sap-business-one", NULL, "url", "sapserver.company.com:50000", "url=sapserver.company.com:50000", NULL },
  { "sap-business-one", NULL, "url", "https://10.0.0.7:50000/", "url=https://10.0.0.7:50000/", NULL },
  { "sap-business-one", NULL, "database", " SBODEMODE ", "database=SBODEMODE", "Blanks" },
  { "sap-business-one", NULL, "url", "https://company.odoo.com/web", "url=https://company.odoo.com",
    "an address of Odoo" },
  /* Tryton */
  { "tryton", NULL, "url", "http://tryton.company.com:8000/#prod/model/purchase.purchase?views=[]",
    "url=http://tryton.company.com:8000 database=prod", "“Database” was taken" },
  { "tryton", NULL, "url", "https://tryton.company.com/#prod", "url=https://tryton.company.com database=prod",
    "prod" },
  { "tryton", NULL, "url", "https://tryton.company.com/#prod;name=x",
    "url=https://tryton.company.com database=prod", "prod" },
  { "tryton", NULL, "url", "tryton.company.com:8000", "url=tryton.company.com:8000", NULL },
  { "tryton", NULL, "url", "https://tryton.company.com/index.html", "url=https://tryton.company.com",
    "Cut to" },
  { "tryton", NULL, "url", "https://tryton.company.com/#", "url=https://tryton.company.com", "Cut to" },
};

static void
assert_fields (MwDraft *draft, const Pasted *row)
{
  g_auto (GStrv) expected = g_strsplit (row->fields, " ", -1);
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (mw_draft_get_system (draft), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = mw_draft_get_value (draft, fields[i].id);
      g_autofree char *line = value != NULL ? g_strconcat (fields[i].id, "=", value, NULL) : NULL;

      if (value != NULL && g_strcmp0 (value, fields[i].preset) != 0 &&
          !g_strv_contains ((const char *const *) expected, line))
        g_error ("%s: %s, expected %s", row->pasted, line, row->fields);
    }
  for (guint i = 0; expected[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (expected[i], "=", 2);

      g_assert_cmpstr (mw_draft_get_value (draft, parts[0]), ==, parts[1]);
    }
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      MwSystem *system = mw_catalog_find (catalog, table[i].system);
      g_autoptr (MwDraft) draft = mw_draft_new (system);
      g_autofree char *note = NULL;
      g_autofree char *again = NULL;

      g_test_message ("%s: %s", table[i].system, table[i].pasted);
      mw_draft_set_value (draft, table[i].field, table[i].pasted);
      note = mw_draft_settle (draft, catalog, table[i].field);
      assert_fields (draft, &table[i]);
      if (table[i].note == NULL)
        g_assert_cmpstr (note, ==, NULL);
      else
        g_assert_nonnull (note != NULL ? strstr (note, table[i].note) : NULL);
      /* What was settled stays. Whose an address is, is said as long as it stands there. */
      again = mw_draft_settle (draft, catalog, table[i].field);
      g_assert_true (again == NULL || strstr (again, "not of") != NULL);
      assert_fields (draft, &table[i]);
    }
}

/* What somebody typed into another field is not overwritten. */
static void
test_typed_stays (void)
{
  g_autoptr (MwDraft) draft = mw_draft_new (mw_catalog_find (catalog, "odoo"));
  g_autofree char *note = NULL;

  mw_draft_set_value (draft, "database", "mine");
  mw_draft_set_value (draft, "url", "https://erp.example.com/web?db=prod");
  note = mw_draft_settle (draft, catalog, "url");
  g_assert_cmpstr (mw_draft_get_value (draft, "database"), ==, "mine");
  g_assert_cmpstr (mw_draft_get_value (draft, "url"), ==, "https://erp.example.com");
  g_assert_null (strstr (note, "prod"));
}

static void
test_long (void)
{
  g_autoptr (MwDraft) draft = mw_draft_new (mw_catalog_find (catalog, "odoo"));
  g_autofree char *tail = g_strnfill (10000, 'a');
  g_autofree char *address = g_strconcat ("https://erp.example.com/web?db=", tail, NULL);
  g_autofree char *note = NULL;

  mw_draft_set_value (draft, "url", address);
  note = mw_draft_settle (draft, catalog, "url");
  g_assert_cmpstr (mw_draft_get_value (draft, "url"), ==, "https://erp.example.com");
  g_assert_cmpstr (mw_draft_get_value (draft, "database"), ==, NULL);
}

/* Notes about secrets never hold them. */
static void
test_secrets (void)
{
  static const struct
  {
    const char *field;
    const char *pasted;
    const char *used;
    const char *note;
  } secrets[] = {
    { "key", "Bearer ca9a21canary", "ca9a21canary", "Bearer" },
    { "key", "Authorization: Bearer ca9a21canary\r\n", "ca9a21canary", "Bearer" },
    { "key", "token: ca9a21canary", "ca9a21canary", "Bearer" },
    { "key", "\"Bearer ca9a21canary\"", "ca9a21canary", "Bearer" },
    { "key", "'ca9a21canary'", "ca9a21canary", "Blanks" },
    { "key", " ca9a21\n canary\xc2\xa0", "ca9a21canary", "Blanks" },
    { "key",
      "\xe2\x80\x8b"
      "ca9a21canary",
      "ca9a21canary", "Blanks" },
    { "key", "ca9a21canary", "ca9a21canary", NULL },
    { "password", " bearer can ary ", " bearer can ary ", NULL },
    { "password", "canary\n", "canary", "line break" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      MwSystem *system = mw_catalog_find (catalog, "maximo");
      g_autoptr (MwDraft) draft = mw_draft_new (system);
      guint n_sign_ins;
      const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);
      g_autoptr (MwSecrets) used = NULL;
      g_autofree char *note = NULL;

      for (guint n = 0; n < n_sign_ins; n++)
        if (mw_system_asks_for (system, &sign_ins[n], secrets[i].field))
          mw_draft_set_sign_in (draft, &sign_ins[n]);
      mw_draft_set_value (draft, secrets[i].field, secrets[i].pasted);
      note = mw_draft_settle (draft, catalog, secrets[i].field);
      used = mw_draft_dup_secrets (draft);
      g_assert_cmpstr (mw_secrets_get (used, secrets[i].field), ==, secrets[i].used);
      g_assert_true (note == NULL || strstr (note, "canary") == NULL);
      if (secrets[i].note == NULL)
        g_assert_cmpstr (note, ==, NULL);
      else
        g_assert_nonnull (note != NULL ? strstr (note, secrets[i].note) : NULL);
    }
}

/* The search takes an address too. */
static void
test_search (void)
{
  static const char *const addresses[][2] = {
    { "https://1234567.app.netsuite.com/app/center/card.nl", "netsuite" },
    { "1234567.app.netsuite.com", "netsuite" },
    { "https://businesscentral.dynamics.com/", "business-central" },
    { "https://my300000.s4hana.cloud.sap/ui", "sap-s4hana" },
    { "https://app.getmaintainx.com/workorders/17", "maintainx" },
    { "https://company.odoo.com/web", "odoo" },
    { "https://maximo.company.com/maximo/ui/login", "maximo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (MwCatalogSearch) found = mw_catalog_search (catalog, addresses[i][0]);

      g_assert_cmpuint (found->systems->len, ==, 1);
      g_assert_cmpstr (mw_system_get_id (found->systems->pdata[0]), ==, addresses[i][1]);
      g_assert_cmpuint (found->others->len, ==, 0);
    }
  g_assert_null (mw_catalog_find_pasted (catalog, "https://erp.example.com/"));
  g_assert_null (mw_catalog_find_pasted (catalog, "netsuite"));
  g_assert_null (mw_catalog_find_pasted (catalog, "https://user@1234567.app.netsuite.com/"));
}

int
main (int argc, char **argv)
{
  g_autoptr (MwModel) model = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *model_folder = NULL;
  g_autofree char *systems = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  model_folder = mw_data_dup_path ("model");
  systems = mw_data_dup_path ("systems");
  model = mw_model_load (model_folder, &error);
  g_assert_no_error (error);
  catalog = mw_catalog_load (systems, model, &error);
  g_assert_no_error (error);
  g_test_add_func ("/connection/pasted/table", test_table);
  g_test_add_func ("/connection/pasted/typed-stays", test_typed_stays);
  g_test_add_func ("/connection/pasted/long", test_long);
  g_test_add_func ("/connection/pasted/secrets", test_secrets);
  g_test_add_func ("/connection/pasted/search", test_search);
  status = g_test_run ();
  g_clear_object (&catalog);
  return status;
}
