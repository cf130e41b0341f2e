/* mw-demo-tables.h: the demo plant's records as JSON: the unified collections, and the tables of its old ERP
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-demo-world.h"

G_BEGIN_DECLS

/* Appends the members of record @index, without the braces. */
typedef void (*MwDemoWrite) (GString *json, guint index);

typedef struct
{
  const char *name;     /* "purchase-orders", or "BSTKPF" */
  const char *families; /* of a collection: "eam erp wms"; NULL of a table */
  guint (*count) (void);
  MwDemoWrite write;
} MwDemoTable;

extern const MwDemoTable mw_demo_collections[];
extern const guint mw_demo_n_collections;
extern const MwDemoTable mw_demo_raw_tables[];
extern const guint mw_demo_n_raw_tables;

guint mw_demo_count_orders (void);
guint mw_demo_count_jobs (void);
guint mw_demo_count_materials (void);
guint mw_demo_count_vendors (void);
guint mw_demo_count_assets (void);
guint mw_demo_count_locations (void);
guint mw_demo_count_users (void);
guint mw_demo_count_uoms (void);
guint mw_demo_count_currencies (void);
guint mw_demo_count_terms (void);
guint mw_demo_count_teams (void);

/* In mw-demo-unified-*.c and mw-demo-raw-*.c. */
void mw_demo_unified_order (GString *json, guint index);
void mw_demo_unified_line (GString *json, guint index);
void mw_demo_unified_job (GString *json, guint index);
void mw_demo_unified_material (GString *json, guint index);
void mw_demo_unified_stock (GString *json, guint index);
void mw_demo_unified_inventory (GString *json, guint index);
void mw_demo_unified_asset (GString *json, guint index);
void mw_demo_unified_location (GString *json, guint index);
void mw_demo_raw_order (GString *json, guint index);
void mw_demo_raw_line (GString *json, guint index);
void mw_demo_raw_job (GString *json, guint index);
void mw_demo_raw_material (GString *json, guint index);
void mw_demo_raw_stock (GString *json, guint index);
void mw_demo_raw_vendor (GString *json, guint index);
void mw_demo_raw_asset (GString *json, guint index);
void mw_demo_raw_location (GString *json, guint index);

/* Prefixes of keys, one a kind of record. */
typedef enum
{
  MW_DEMO_KEY_SITE = 11,
  MW_DEMO_KEY_LOCATION,
  MW_DEMO_KEY_STOREROOM,
  MW_DEMO_KEY_ASSET,
  MW_DEMO_KEY_JOB,
  MW_DEMO_KEY_MATERIAL,
  MW_DEMO_KEY_STOCK,
  MW_DEMO_KEY_VENDOR,
  MW_DEMO_KEY_COMPANY,
  MW_DEMO_KEY_ORDER,
  MW_DEMO_KEY_LINE,
  MW_DEMO_KEY_USER,
  MW_DEMO_KEY_UOM,
  MW_DEMO_KEY_CURRENCY,
  MW_DEMO_KEY_TEAM,
  MW_DEMO_KEY_ACCOUNT,
  MW_DEMO_KEY_ORDER_STATUS,
  MW_DEMO_KEY_JOB_STATUS,
  MW_DEMO_KEY_LABOR,
  MW_DEMO_KEY_ORGANIZATION,
  MW_DEMO_KEY_INVENTORY,
} MwDemoKeyPrefix;

/* Members: null instead of a key for MW_DEMO_NONE, of a day or time for 0. */
void mw_demo_put_key (GString *json, const char *name, MwDemoKeyPrefix prefix, guint index);
void mw_demo_put_day (GString *json, const char *name, gint32 day);
void mw_demo_put_time (GString *json, const char *name, gint32 minute);
/* A JSON number, and one as text; both exact. */
void mw_demo_put_amount (GString *json, const char *name, gint64 units, guint decimals);
void mw_demo_put_text_amount (GString *json, const char *name, gint64 units, guint decimals);

/* As the old ERP writes them: zeros before, no decimal point, "X" for yes. */
void mw_demo_put_padded (GString *json, const char *name, gint64 units, guint width);
void mw_demo_put_date8 (GString *json, const char *name, gint32 day);
void mw_demo_put_stamp (GString *json, const char *name, gint32 minute);
void mw_demo_put_flag (GString *json, const char *name, gboolean value);

/* Index in mw_demo_uoms. */
guint mw_demo_find_uom (const char *code);

G_END_DECLS
