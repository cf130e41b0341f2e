/* mw-demo-unified-items.c: parts, stocks, assets and locations of the demo plant in the unified collections
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-tables.h"

#include "mw-record-json.h"

static gint64
sum_stocks (guint material)
{
  gint64 sum = 0;

  for (guint i = mw_demo_first_stock (material); i < mw_demo_first_stock (material + 1); i++)
    {
      MwDemoStock stock;

      mw_demo_stock (&stock, i);
      sum += stock.quantity;
    }

  return sum;
}

static void
put_inventory (GString *json, const MwDemoMaterial *material)
{
  MwDemoText text;

  mw_demo_put_key (json, "key", MW_DEMO_KEY_INVENTORY, material->index);
  g_snprintf (text, sizeof text, "%u", material->number);
  mw_record_json_append_member (json, "code", text);
  mw_record_json_append_member (json, "name", material->name);
  mw_demo_put_amount (json, "quantity", sum_stocks (material->index), 3);
  mw_demo_put_amount (json, "unitCost", material->price, 2);
  mw_demo_put_key (json, "locationKey", MW_DEMO_KEY_LOCATION, 0);
  mw_demo_put_time (json, "createdAt", material->created);
  mw_demo_put_time (json, "updatedAt", material->updated);
}

void
mw_demo_unified_inventory (GString *json, guint index)
{
  MwDemoMaterial material;

  mw_demo_material (&material, index);
  put_inventory (json, &material);
}

void
mw_demo_unified_material (GString *json, guint index)
{
  MwDemoMaterial material;
  MwDemoText text;

  mw_demo_material (&material, index);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_MATERIAL, index);
  g_snprintf (text, sizeof text, "%u", material.number);
  mw_record_json_append_member (json, "code", text);
  mw_record_json_append_member (json, "partNumber", material.part_number);
  mw_record_json_append_member (json, "name", material.name);
  mw_record_json_append_member (json, "description", material.variant);
  mw_record_json_append_member (json, "categoryName", material.family->category);
  mw_record_json_append_member (json, "manufacturerName", material.maker);
  mw_record_json_append_member (json, "notes", NULL);
  mw_record_json_append_member (json, "criticality", material.is_critical ? "high" : "normal");
  mw_record_json_append_bool (json, "isActive", !material.is_discontinued);
  mw_record_json_append_bool (json, "isAssembly", material.is_assembly);
  mw_demo_put_text_amount (json, "minimumQuantity", material.minimum, 3);
  mw_demo_put_key (json, "uomKey", MW_DEMO_KEY_UOM, mw_demo_find_uom (material.family->uom));
  mw_demo_put_amount (json, "cost", material.price, 2);
  mw_record_json_append_member (json, "currency", "EUR");
  mw_record_json_append_key (json, "vendorKeys");
  g_string_append_printf (json, "[\"%s\"]", mw_demo_key (text, MW_DEMO_KEY_VENDOR, material.vendor));
  mw_record_json_append_key (json, "supplyOptions");
  g_string_append (json, "[{");
  mw_demo_put_key (json, "vendorKey", MW_DEMO_KEY_VENDOR, material.vendor);
  mw_record_json_append_member (json, "makePartNumber", material.part_number);
  mw_demo_put_text_amount (json, "reorderPoint", material.reorder_point, 3);
  g_string_append (json, "}]");
  mw_record_json_append_key (json, "inventory");
  g_string_append_c (json, '{');
  put_inventory (json, &material);
  g_string_append_c (json, '}');
  mw_record_json_append_member (json, "cf_ean", material.ean);
  mw_record_json_append_number (json, "cf_weightGrams", material.weight);
  mw_demo_put_time (json, "createdAt", material.created);
  mw_demo_put_time (json, "updatedAt", material.updated);
  mw_record_json_append_member (json, "deletedAt", NULL);
}

void
mw_demo_unified_stock (GString *json, guint index)
{
  MwDemoStock stock;
  MwDemoMaterial material;

  mw_demo_stock (&stock, index);
  mw_demo_material (&material, stock.material);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_STOCK, index);
  mw_demo_put_key (json, "materialKey", MW_DEMO_KEY_MATERIAL, stock.material);
  mw_demo_put_key (json, "storeroomKey", MW_DEMO_KEY_STOREROOM, stock.storeroom);
  mw_demo_put_key (json, "locationKey", MW_DEMO_KEY_LOCATION,
                   mw_demo_location_of_storeroom (stock.storeroom));
  mw_record_json_append_member (json, "position", stock.bin);
  mw_demo_put_key (json, "uomKey", MW_DEMO_KEY_UOM, mw_demo_find_uom (material.family->uom));
  mw_demo_put_amount (json, "quantity", stock.quantity, 3);
  mw_demo_put_text_amount (json, "reorderPoint", material.reorder_point, 3);
  mw_demo_put_amount (json, "reorderQuantity", material.lot, 3);
  mw_demo_put_amount (json, "minLevel", material.minimum, 3);
  mw_demo_put_amount (json, "maxLevel", material.maximum, 3);
  mw_demo_put_day (json, "expiresAt", stock.expires);
  mw_demo_put_time (json, "createdAt", material.created);
  mw_demo_put_time (json, "updatedAt", stock.updated);
}

void
mw_demo_unified_asset (GString *json, guint index)
{
  MwDemoAsset asset;

  mw_demo_asset (&asset, index);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_ASSET, index);
  mw_record_json_append_member (json, "name", asset.name);
  mw_record_json_append_member (json, "description", asset.code);
  mw_demo_put_key (json, "siteKey", MW_DEMO_KEY_SITE, asset.site);
  mw_demo_put_key (json, "locationKey", MW_DEMO_KEY_LOCATION, asset.location);
  mw_demo_put_key (json, "parentKey", MW_DEMO_KEY_ASSET, asset.parent);
  mw_record_json_append_member (json, "categoryName",
                                asset.component ? asset.component->category
                                : asset.machine ? asset.machine->name
                                                : "Production line");
  mw_record_json_append_key (json, "criticality");
  g_string_append_printf (json, "\"%c\"", asset.criticality);
  mw_record_json_append_bool (json, "isActive", asset.retired == 0);
  mw_record_json_append_bool (json, "isPhysical", asset.kind != MW_DEMO_ASSET_LINE);
  mw_record_json_append_member (json, "makeName", asset.machine ? asset.machine->maker : NULL);
  mw_record_json_append_member (json, "modelName", *asset.model ? asset.model : NULL);
  mw_record_json_append_member (json, "serialNumber", *asset.serial ? asset.serial : NULL);
  mw_record_json_append_member (json, "notes", NULL);
  mw_demo_put_day (json, "activatedAt", asset.installed);
  mw_demo_put_day (json, "deactivatedAt", asset.retired);
  mw_record_json_append_member (json, "cf_state", mw_demo_asset_statuses[asset.status].name);
  mw_demo_put_time (json, "createdAt", asset.installed * 1440 + 480);
  mw_demo_put_time (json, "updatedAt", asset.updated);
  mw_record_json_append_member (json, "deletedAt", NULL);
}

void
mw_demo_unified_location (GString *json, guint index)
{
  static const char *const types[] = { "site", "building", "area", "storeroom" };
  MwDemoLocation location;

  mw_demo_location (&location, index);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_LOCATION, index);
  mw_record_json_append_member (json, "code", location.code);
  mw_record_json_append_member (json, "name", location.name);
  mw_record_json_append_member (json, "description", NULL);
  mw_record_json_append_member (json, "type", types[location.kind]);
  mw_demo_put_key (json, "siteKey", MW_DEMO_KEY_SITE, location.site);
  mw_demo_put_key (json, "parentKey", MW_DEMO_KEY_LOCATION, location.parent);
  mw_demo_put_key (json, "organizationKey", MW_DEMO_KEY_ORGANIZATION, 0);
  mw_demo_put_key (json, "userManagerKey", MW_DEMO_KEY_USER, location.manager);
  mw_record_json_append_key (json, "address");
  if (location.kind == MW_DEMO_LOCATION_SITE)
    {
      const MwDemoSite *site = &mw_demo_sites[location.site];

      g_string_append_c (json, '{');
      mw_record_json_append_member (json, "addressLines", site->street);
      mw_record_json_append_member (json, "postCode", site->postcode);
      mw_record_json_append_member (json, "city", site->city);
      mw_record_json_append_member (json, "country", site->country);
      g_string_append_c (json, '}');
    }
  else
    g_string_append (json, "null");
  mw_record_json_append_bool (json, "isActive", TRUE);
  mw_record_json_append_bool (json, "isDefault", index == 0);
}
