/* mw-demo-raw.c: the tables of the demo plant's old ERP, and the small ones' records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-tables.h"

#include "mw-record-json.h"

static void
write_status (GString *json, guint index)
{
  const char *range = "BST";
  const MwDemoCode *code;

  if (index < mw_demo_n_order_statuses)
    code = &mw_demo_order_statuses[index];
  else if ((index -= mw_demo_n_order_statuses) < mw_demo_n_job_statuses)
    {
      range = "AUF";
      code = &mw_demo_job_statuses[index];
    }
  else
    {
      range = "ANL";
      code = &mw_demo_asset_statuses[index - mw_demo_n_job_statuses];
    }
  mw_record_json_append_member (json, "BEREICH", range);
  mw_record_json_append_member (json, "CODE", code->code);
  mw_record_json_append_member (json, "TEXT", code->name);
}

static guint
count_statuses (void)
{
  return mw_demo_n_order_statuses + mw_demo_n_job_statuses + mw_demo_n_asset_statuses;
}

static void
write_uom (GString *json, guint index)
{
  mw_record_json_append_member (json, "MEINS", mw_demo_uoms[index].code);
  mw_record_json_append_member (json, "TEXT", mw_demo_uoms[index].name);
}

static void
write_currency (GString *json, guint index)
{
  mw_record_json_append_member (json, "WAERS", mw_demo_currencies[index].code);
  mw_record_json_append_member (json, "TEXT", mw_demo_currencies[index].name);
  mw_demo_put_padded (json, "NKST", mw_demo_currencies[index].decimals, 1);
}

static void
write_user (GString *json, guint index)
{
  mw_record_json_append_member (json, "BENID", mw_demo_users[index].code);
  mw_record_json_append_member (json, "NAME", mw_demo_users[index].name);
}

static void
write_terms (GString *json, guint index)
{
  mw_record_json_append_member (json, "ZTERM", mw_demo_terms[index].code);
  mw_record_json_append_member (json, "TEXT", mw_demo_terms[index].name);
}

static void
write_team (GString *json, guint index)
{
  mw_record_json_append_member (json, "GRUPPE", mw_demo_teams[index].code);
  mw_record_json_append_member (json, "TEXT", mw_demo_teams[index].name);
}

const MwDemoTable mw_demo_raw_tables[] = {
  { "BSTKPF", NULL, mw_demo_count_orders, mw_demo_raw_order },
  { "BSTPOS", NULL, mw_demo_n_lines, mw_demo_raw_line },
  { "AUFTRG", NULL, mw_demo_count_jobs, mw_demo_raw_job },
  { "MATSTM", NULL, mw_demo_count_materials, mw_demo_raw_material },
  { "MATBST", NULL, mw_demo_n_stocks, mw_demo_raw_stock },
  { "LIFSTM", NULL, mw_demo_count_vendors, mw_demo_raw_vendor },
  { "ANLSTM", NULL, mw_demo_count_assets, mw_demo_raw_asset },
  { "STANDO", NULL, mw_demo_count_locations, mw_demo_raw_location },
  { "STATXT", NULL, count_statuses, write_status },
  { "MEINHT", NULL, mw_demo_count_uoms, write_uom },
  { "WAEHRG", NULL, mw_demo_count_currencies, write_currency },
  { "BENUTZ", NULL, mw_demo_count_users, write_user },
  { "ZAHLBD", NULL, mw_demo_count_terms, write_terms },
  { "GRUPPN", NULL, mw_demo_count_teams, write_team },
};

const guint mw_demo_n_raw_tables = G_N_ELEMENTS (mw_demo_raw_tables);
