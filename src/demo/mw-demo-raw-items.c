/* mw-demo-raw-items.c: master data of the demo plant as its old ERP keeps it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-tables.h"

#include "mw-record-json.h"

#define AMOUNT   15
#define QUANTITY 13

static void
put_vendor (GString *json, guint vendor)
{
  char number[24];

  mw_demo_vendor_number (number, vendor);
  mw_record_json_append_member (json, "LIFNR", number);
}

void
mw_demo_raw_vendor (GString *json, guint index)
{
  MwDemoVendor vendor;
  MwDemoText text;

  mw_demo_vendor (&vendor, index);
  mw_record_json_append_member (json, "LIFNR", vendor.number);
  mw_record_json_append_member (json, "NAME1", vendor.name);
  mw_record_json_append_member (json, "STRAS", vendor.street);
  mw_record_json_append_member (json, "PLZ", vendor.postcode);
  mw_record_json_append_member (json, "ORT", vendor.city);
  mw_record_json_append_member (json, "LAND", vendor.country->code);
  mw_record_json_append_member (json, "SPRAS", vendor.country->language);
  mw_record_json_append_member (json, "TELNR", vendor.phone);
  mw_record_json_append_member (json, "EMAIL", vendor.email);
  mw_record_json_append_member (json, "WWW", vendor.website);
  mw_record_json_append_member (json, "STEUNR", vendor.tax_number);
  mw_record_json_append_member (json, "ANSPR", vendor.contact);
  mw_record_json_append_member (json, "WAERS", mw_demo_currencies[vendor.country->currency].code);
  mw_record_json_append_member (json, "ZTERM", mw_demo_terms[vendor.terms].code);
  g_snprintf (text, sizeof text, "K%05u", 40000 + index);
  mw_record_json_append_member (json, "KDNR", text);
  mw_demo_put_flag (json, "SPERR", vendor.is_blocked);
  mw_record_json_append_member (json, "BRANCH", vendor.country->trades[vendor.trade]);
  mw_demo_put_stamp (json, "ANLZT", vendor.created);
  mw_demo_put_stamp (json, "AENZT", vendor.updated);
  g_snprintf (text, sizeof text, "%u", vendor.rating);
  mw_record_json_append_member (json, "ZZBEW", text);
}

void
mw_demo_raw_material (GString *json, guint index)
{
  MwDemoMaterial material;
  gint64 on_hand = 0, reserved = 0;

  mw_demo_material (&material, index);
  for (guint i = mw_demo_first_stock (index); i < mw_demo_first_stock (index + 1); i++)
    {
      MwDemoStock stock;

      mw_demo_stock (&stock, i);
      on_hand += stock.quantity;
      reserved += stock.reserved;
    }
  mw_demo_put_padded (json, "MATNR", material.number, 18);
  mw_record_json_append_member (json, "KTXT", material.name);
  mw_record_json_append_member (json, "LTXT", material.variant);
  mw_record_json_append_member (json, "GRUPPE", material.family->category);
  mw_record_json_append_member (json, "MEINS", material.family->uom);
  mw_record_json_append_member (json, "HERST", material.maker);
  mw_record_json_append_member (json, "HTNR", material.part_number);
  mw_record_json_append_member (json, "EAN", material.ean);
  mw_record_json_append_member (json, "WAERS", "EUR");
  mw_demo_put_padded (json, "STDPRS", material.price, 11);
  put_vendor (json, material.vendor);
  mw_demo_put_flag (json, "KZLAG", TRUE);
  mw_demo_put_flag (json, "KZBGR", material.is_assembly);
  mw_demo_put_flag (json, "KZKRT", material.is_critical);
  mw_demo_put_flag (json, "KZAUS", material.is_discontinued);
  mw_demo_put_padded (json, "BESTND", on_hand, QUANTITY);
  mw_demo_put_padded (json, "VERFGB", on_hand - reserved, QUANTITY);
  mw_demo_put_padded (json, "MINBST", material.minimum, QUANTITY);
  mw_demo_put_padded (json, "MAXBST", material.maximum, QUANTITY);
  mw_demo_put_padded (json, "MELDBST", material.reorder_point, QUANTITY);
  mw_demo_put_padded (json, "BESTLOS", material.lot, QUANTITY);
  mw_demo_put_padded (json, "GEWGR", material.weight, 9);
  mw_demo_put_stamp (json, "ANLZT", material.created);
  mw_demo_put_stamp (json, "AENZT", material.updated);
  mw_record_json_append_member (json, "ZZZOLL",
                                material.family->trade == MW_DEMO_TRADE_BEARINGS ? "8482" : "");
}

void
mw_demo_raw_stock (GString *json, guint index)
{
  MwDemoStock stock;
  MwDemoMaterial material;
  MwDemoLocation location;

  mw_demo_stock (&stock, index);
  mw_demo_material (&material, stock.material);
  mw_demo_location (&location, mw_demo_location_of_storeroom (stock.storeroom));
  mw_demo_put_padded (json, "MATNR", material.number, 18);
  mw_record_json_append_member (json, "LGORT", location.code);
  mw_record_json_append_member (json, "LGPLA", stock.bin);
  mw_record_json_append_member (json, "CHARGE", stock.batch);
  mw_demo_put_padded (json, "BESTND", stock.quantity, QUANTITY);
  mw_demo_put_padded (json, "RESMNG", stock.reserved, QUANTITY);
  mw_demo_put_padded (json, "BSTMNG", stock.on_order, QUANTITY);
  mw_demo_put_padded (json, "MINBST", material.minimum, QUANTITY);
  mw_demo_put_padded (json, "MAXBST", material.maximum, QUANTITY);
  mw_demo_put_padded (json, "MELDBST", material.reorder_point, QUANTITY);
  mw_demo_put_padded (json, "BESTLOS", material.lot, QUANTITY);
  mw_record_json_append_member (json, "MEINS", material.family->uom);
  mw_record_json_append_member (json, "WAERS", "EUR");
  mw_demo_put_padded (json, "BEWPRS", material.price, 11);
  mw_demo_put_padded (json, "BEWWRT", (stock.quantity * material.price + 500) / 1000, AMOUNT);
  mw_demo_put_date8 (json, "VERFDT", stock.expires);
  mw_demo_put_date8 (json, "ZAEHDT", stock.counted);
  mw_demo_put_stamp (json, "AENZT", stock.updated);
}

void
mw_demo_raw_asset (GString *json, guint index)
{
  MwDemoAsset asset, parent = { .code = "" };
  MwDemoLocation location;
  MwDemoText text;

  mw_demo_asset (&asset, index);
  mw_demo_location (&location, asset.location);
  if (asset.parent != MW_DEMO_NONE)
    mw_demo_asset (&parent, asset.parent);
  mw_record_json_append_member (json, "ANLNR", asset.code);
  mw_record_json_append_member (json, "BEZ", asset.name);
  mw_record_json_append_member (json, "KLASSE",
                                asset.component ? asset.component->category
                                : asset.machine ? asset.machine->name
                                                : "Production line");
  g_snprintf (text, sizeof text, "%c", asset.criticality);
  mw_record_json_append_member (json, "KRIT", text);
  mw_record_json_append_member (json, "STAT", mw_demo_asset_statuses[asset.status].code);
  mw_record_json_append_member (json, "UEBANL", parent.code);
  mw_record_json_append_member (json, "STONR", location.code);
  mw_record_json_append_member (json, "WERK", mw_demo_sites[asset.site].code);
  mw_record_json_append_member (json, "HERST", asset.machine ? asset.machine->maker : "");
  mw_record_json_append_member (json, "MODELL", asset.model);
  mw_record_json_append_member (json, "SERNR", asset.serial);
  mw_demo_put_padded (json, "INVNR", 30000001 + index, 12);
  mw_demo_put_date8 (json, "INBDAT", asset.installed);
  mw_demo_put_date8 (json, "STLDAT", asset.retired);
  mw_demo_put_date8 (json, "GARDAT", asset.kind == MW_DEMO_ASSET_LINE ? 0 : asset.warranty_end);
  mw_record_json_append_member (json, "WAERS", "EUR");
  mw_demo_put_padded (json, "KAUFWRT", asset.cost, AMOUNT);
  mw_demo_put_padded (json, "BUCHWRT", asset.book_value, AMOUNT);
  mw_demo_put_stamp (json, "AENZT", asset.updated);
  mw_record_json_append_member (json, "ZZFARBE", asset.kind == MW_DEMO_ASSET_MACHINE ? "RAL 5015" : "");
}

void
mw_demo_raw_location (GString *json, guint index)
{
  static const char *const kinds[] = { "W", "G", "B", "L" };
  MwDemoLocation location, parent = { .code = "" };
  const MwDemoSite *site;
  g_autofree char *path = NULL;

  mw_demo_location (&location, index);
  site = &mw_demo_sites[location.site];
  if (location.parent != MW_DEMO_NONE)
    mw_demo_location (&parent, location.parent);
  if (location.parent == MW_DEMO_NONE)
    path = g_strdup (location.name);
  else if (parent.parent == MW_DEMO_NONE)
    path = g_strdup_printf ("%s / %s", parent.name, location.name);
  else
    path = g_strdup_printf ("%s / %s / %s", site->name, parent.name, location.name);
  mw_record_json_append_member (json, "STONR", location.code);
  mw_record_json_append_member (json, "BEZ", location.name);
  mw_record_json_append_member (json, "ART", kinds[location.kind]);
  mw_record_json_append_member (json, "UEBSTO", parent.code);
  mw_record_json_append_member (json, "WERK", site->code);
  mw_record_json_append_member (json, "PFAD", path);
  mw_record_json_append_member (json, "STRAS", location.kind == MW_DEMO_LOCATION_SITE ? site->street : "");
  mw_record_json_append_member (json, "PLZ", location.kind == MW_DEMO_LOCATION_SITE ? site->postcode : "");
  mw_record_json_append_member (json, "ORT", location.kind == MW_DEMO_LOCATION_SITE ? site->city : "");
  mw_record_json_append_member (json, "LAND", location.kind == MW_DEMO_LOCATION_SITE ? site->country : "");
  mw_record_json_append_member (json, "BREITE", location.kind == MW_DEMO_LOCATION_SITE ? site->latitude : "");
  mw_record_json_append_member (json, "LAENGE",
                                location.kind == MW_DEMO_LOCATION_SITE ? site->longitude : "");
  mw_record_json_append_member (json, "LEITER", mw_demo_users[location.manager].code);
}
