/* mw-demo-put.c: members of the demo plant's records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-tables.h"

#include "mw-record-json.h"

void
mw_demo_put_key (GString *json, const char *name, MwDemoKeyPrefix prefix, guint index)
{
  MwDemoText text;

  mw_record_json_append_member (json, name, index == MW_DEMO_NONE ? NULL : mw_demo_key (text, prefix, index));
}

void
mw_demo_put_day (GString *json, const char *name, gint32 day)
{
  MwDemoText text;

  mw_record_json_append_member (json, name, day == 0 ? NULL : mw_demo_day (text, day));
}

void
mw_demo_put_time (GString *json, const char *name, gint32 minute)
{
  MwDemoText text;

  mw_record_json_append_member (json, name, minute == 0 ? NULL : mw_demo_time (text, minute));
}

void
mw_demo_put_amount (GString *json, const char *name, gint64 units, guint decimals)
{
  MwDemoText text;

  mw_record_json_append_key (json, name);
  g_string_append (json, mw_demo_amount (text, units, decimals));
}

void
mw_demo_put_text_amount (GString *json, const char *name, gint64 units, guint decimals)
{
  MwDemoText text;

  mw_record_json_append_member (json, name, mw_demo_amount (text, units, decimals));
}

void
mw_demo_put_padded (GString *json, const char *name, gint64 units, guint width)
{
  MwDemoText text;

  mw_record_json_append_member (json, name, mw_demo_padded (text, units, width));
}

void
mw_demo_put_date8 (GString *json, const char *name, gint32 day)
{
  MwDemoText text;

  mw_record_json_append_member (json, name, mw_demo_compact_day (text, day));
}

void
mw_demo_put_stamp (GString *json, const char *name, gint32 minute)
{
  MwDemoText text;

  mw_record_json_append_member (json, name, minute == 0 ? "" : mw_demo_compact_time (text, minute));
}

void
mw_demo_put_flag (GString *json, const char *name, gboolean value)
{
  mw_record_json_append_member (json, name, value ? "X" : "");
}

guint
mw_demo_find_uom (const char *code)
{
  guint index = 0;

  while (!g_str_equal (mw_demo_uoms[index].code, code))
    index++;

  return index;
}

guint
mw_demo_count_orders (void)
{
  return MW_DEMO_N_ORDERS;
}

guint
mw_demo_count_jobs (void)
{
  return MW_DEMO_N_JOBS;
}

guint
mw_demo_count_materials (void)
{
  return MW_DEMO_N_MATERIALS;
}

guint
mw_demo_count_vendors (void)
{
  return MW_DEMO_N_VENDORS;
}

guint
mw_demo_count_assets (void)
{
  return MW_DEMO_N_ASSETS;
}

guint
mw_demo_count_locations (void)
{
  return MW_DEMO_N_LOCATIONS;
}

guint
mw_demo_count_users (void)
{
  return mw_demo_n_users;
}

guint
mw_demo_count_uoms (void)
{
  return mw_demo_n_uoms;
}

guint
mw_demo_count_currencies (void)
{
  return mw_demo_n_currencies;
}

guint
mw_demo_count_terms (void)
{
  return mw_demo_n_terms;
}

guint
mw_demo_count_teams (void)
{
  return mw_demo_n_teams;
}
