/* mw-demo-unified.c: the unified collections of the demo plant, and the small ones' records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-tables.h"

#include "mw-record-json.h"

static void
write_code (GString *json, MwDemoKeyPrefix prefix, guint index, const MwDemoCode *code)
{
  mw_demo_put_key (json, "key", prefix, index);
  mw_record_json_append_member (json, "code", code->code);
  mw_record_json_append_member (json, "name", code->name);
}

static void
write_status (GString *json, MwDemoKeyPrefix prefix, guint index, const MwDemoCode *code, const char *scope)
{
  write_code (json, prefix, index, code);
  mw_record_json_append_member (json, "subCode", NULL);
  mw_record_json_append_member (json, "parentKey", NULL);
  mw_record_json_append_member (json, "scope", scope);
  mw_record_json_append_bool (json, "isActive", TRUE);
}

static void
write_order_status (GString *json, guint index)
{
  write_status (json, MW_DEMO_KEY_ORDER_STATUS, index, &mw_demo_order_statuses[index], "purchase-orders");
}

static void
write_job_status (GString *json, guint index)
{
  write_status (json, MW_DEMO_KEY_JOB_STATUS, index, &mw_demo_job_statuses[index], "work-orders");
}

static void
write_uom (GString *json, guint index)
{
  write_code (json, MW_DEMO_KEY_UOM, index, &mw_demo_uoms[index]);
  mw_record_json_append_bool (json, "isActive", TRUE);
}

static void
write_currency (GString *json, guint index)
{
  const MwDemoCurrency *currency = &mw_demo_currencies[index];

  mw_demo_put_key (json, "key", MW_DEMO_KEY_CURRENCY, index);
  mw_record_json_append_member (json, "code", currency->code);
  mw_record_json_append_member (json, "name", currency->name);
  mw_record_json_append_bool (json, "isBase", index == 0);
  mw_record_json_append_bool (json, "isActive", TRUE);
}

static void
write_team (GString *json, guint index)
{
  write_code (json, MW_DEMO_KEY_TEAM, index, &mw_demo_teams[index]);
}

static void
write_account (GString *json, guint index)
{
  write_code (json, MW_DEMO_KEY_ACCOUNT, index, &mw_demo_accounts[index]);
}

static void
write_user (GString *json, guint index)
{
  mw_demo_put_key (json, "key", MW_DEMO_KEY_USER, index);
  mw_record_json_append_member (json, "name", mw_demo_users[index].name);
  mw_record_json_append_member (json, "roleName", index < 4 ? "Approver" : "User");
  mw_record_json_append_bool (json, "isActive", TRUE);
}

static void
write_labor (GString *json, guint index)
{
  write_code (json, MW_DEMO_KEY_LABOR, index, &mw_demo_users[index]);
  mw_demo_put_key (json, "userKey", MW_DEMO_KEY_USER, index);
  mw_demo_put_key (json, "teamKey", MW_DEMO_KEY_TEAM, index % mw_demo_n_teams);
  mw_record_json_append_bool (json, "isActive", TRUE);
}

static void
write_site (GString *json, guint index)
{
  const MwDemoSite *site = &mw_demo_sites[index];

  mw_demo_put_key (json, "key", MW_DEMO_KEY_SITE, index);
  mw_record_json_append_member (json, "code", site->code);
  mw_record_json_append_member (json, "name", site->name);
  mw_demo_put_key (json, "organizationKey", MW_DEMO_KEY_ORGANIZATION, 0);
  mw_record_json_append_member (json, "lat", site->latitude);
  mw_record_json_append_member (json, "lng", site->longitude);
}

static void
write_storeroom (GString *json, guint index)
{
  MwDemoLocation location;

  mw_demo_location (&location, mw_demo_location_of_storeroom (index));
  mw_demo_put_key (json, "key", MW_DEMO_KEY_STOREROOM, index);
  mw_record_json_append_member (json, "code", location.code);
  mw_record_json_append_member (json, "name", location.name);
  mw_demo_put_key (json, "siteKey", MW_DEMO_KEY_SITE, location.site);
  mw_demo_put_key (json, "locationKey", MW_DEMO_KEY_LOCATION, location.index);
}

static void
write_organization (GString *json, guint index)
{
  mw_demo_put_key (json, "key", MW_DEMO_KEY_ORGANIZATION, index);
  mw_record_json_append_member (json, "code", "1000");
  mw_record_json_append_member (json, "name", "Brackwater Beverages");
  mw_demo_put_key (json, "currencyKey", MW_DEMO_KEY_CURRENCY, 0);
}

static void
write_vendor (GString *json, guint index)
{
  MwDemoVendor vendor;

  mw_demo_vendor (&vendor, index);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_VENDOR, index);
  mw_record_json_append_member (json, "code", vendor.number);
  mw_record_json_append_member (json, "name", vendor.name);
  mw_demo_put_key (json, "companyKey", MW_DEMO_KEY_COMPANY, index);
  mw_demo_put_key (json, "organizationKey", MW_DEMO_KEY_ORGANIZATION, 0);
  mw_record_json_append_number (json, "cf_rating", vendor.rating);
  mw_demo_put_time (json, "createdAt", vendor.created);
  mw_demo_put_time (json, "updatedAt", vendor.updated);
  mw_record_json_append_member (json, "deletedAt", NULL);
}

static void
write_company (GString *json, guint index)
{
  MwDemoVendor vendor;

  mw_demo_vendor (&vendor, index);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_COMPANY, index);
  mw_record_json_append_member (json, "code", vendor.number);
  mw_record_json_append_member (json, "name", vendor.name);
  mw_demo_put_key (json, "currencyKey", MW_DEMO_KEY_CURRENCY, vendor.country->currency);
  g_string_append (json, ",\"addresses\":[{");
  mw_record_json_append_member (json, "addressee", vendor.contact);
  mw_record_json_append_member (json, "addressLines", vendor.street);
  mw_record_json_append_member (json, "postCode", vendor.postcode);
  mw_record_json_append_member (json, "city", vendor.city);
  mw_record_json_append_member (json, "country", vendor.country->code);
  mw_record_json_append_member (json, "phone", vendor.phone);
  mw_record_json_append_member (json, "email", vendor.email);
  g_string_append (json, "}]");
  mw_record_json_append_member (json, "notes", vendor.is_blocked ? "Blocked for new orders" : NULL);
}

static guint
count_order_statuses (void)
{
  return mw_demo_n_order_statuses;
}

static guint
count_job_statuses (void)
{
  return mw_demo_n_job_statuses;
}

static guint
count_accounts (void)
{
  return mw_demo_n_accounts;
}

static guint
count_sites (void)
{
  return MW_DEMO_N_SITES;
}

static guint
count_storerooms (void)
{
  return MW_DEMO_N_ALL_STOREROOMS;
}

static guint
count_one (void)
{
  return 1;
}

/* In the families of Makini's public OpenAPI descriptions. */
const MwDemoTable mw_demo_collections[] = {
  { "organizations", "eam erp wms", count_one, write_organization },
  { "sites", "eam erp wms", count_sites, write_site },
  { "locations", "eam erp wms", mw_demo_count_locations, mw_demo_unified_location },
  { "storerooms", "eam erp wms", count_storerooms, write_storeroom },
  { "accounts", "eam erp wms", count_accounts, write_account },
  { "teams", "eam erp wms", mw_demo_count_teams, write_team },
  { "labors", "eam erp wms", mw_demo_count_users, write_labor },
  { "users", "eam erp wms", mw_demo_count_users, write_user },
  { "uom", "eam erp wms", mw_demo_count_uoms, write_uom },
  { "currencies", "erp wms", mw_demo_count_currencies, write_currency },
  { "companies", "eam erp wms", mw_demo_count_vendors, write_company },
  { "vendors", "eam erp wms", mw_demo_count_vendors, write_vendor },
  { "stocks", "eam erp wms", mw_demo_n_stocks, mw_demo_unified_stock },
  { "purchase-orders", "eam erp wms", mw_demo_count_orders, mw_demo_unified_order },
  { "purchase-orders.line-items", "eam erp wms", mw_demo_n_lines, mw_demo_unified_line },
  { "materials", "eam erp wms", mw_demo_count_materials, mw_demo_unified_material },
  { "inventories", "eam erp wms", mw_demo_count_materials, mw_demo_unified_inventory },
  { "assets", "eam", mw_demo_count_assets, mw_demo_unified_asset },
  { "work-orders", "eam", mw_demo_count_jobs, mw_demo_unified_job },
  { "statuses/purchase-orders", "eam erp wms", count_order_statuses, write_order_status },
  { "statuses/work-orders", "eam", count_job_statuses, write_job_status },
};

const guint mw_demo_n_collections = G_N_ELEMENTS (mw_demo_collections);
