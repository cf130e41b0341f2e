/* mw-demo-raw-orders.c: purchase and work orders of the demo plant as its old ERP keeps them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-tables.h"

#include "mw-record-json.h"

/* Widths of the columns: amounts in the currency's smallest unit, quantities in thousandths. */
#define AMOUNT   15
#define QUANTITY 13

static void
put_order_number (GString *json, guint order)
{
  mw_demo_put_padded (json, "BSTNR", MW_DEMO_FIRST_ORDER_NUMBER + order, 10);
}

static void
put_vendor (GString *json, guint vendor)
{
  char number[24] = "";

  if (vendor != MW_DEMO_NONE)
    mw_demo_vendor_number (number, vendor);
  mw_record_json_append_member (json, "LIFNR", number);
}

static void
put_location (GString *json, const char *name, guint index)
{
  MwDemoLocation location;

  mw_demo_location (&location, index);
  mw_record_json_append_member (json, name, location.code);
}

static void
put_asset (GString *json, guint index)
{
  MwDemoAsset asset = { .code = "" };

  if (index != MW_DEMO_NONE)
    mw_demo_asset (&asset, index);
  mw_record_json_append_member (json, "ANLNR", asset.code);
}

static const char *
user (guint index)
{
  return index == MW_DEMO_NONE ? "" : mw_demo_users[index].code;
}

void
mw_demo_raw_order (GString *json, guint index)
{
  static const char *const receipts[] = { "0", "1", "2", "3" };
  MwDemoOrder order;

  mw_demo_order (&order, index);
  put_order_number (json, index);
  mw_record_json_append_member (json, "BUKRS", "1000");
  mw_record_json_append_member (json, "WERK", mw_demo_sites[order.site].code);
  put_location (json, "LGORT", mw_demo_location_of_storeroom (order.storeroom));
  put_vendor (json, order.vendor);
  mw_record_json_append_member (json, "STAT", mw_demo_order_statuses[order.status].code);
  mw_record_json_append_member (json, "WEST", receipts[order.receipt]);
  mw_record_json_append_member (json, "REST", receipts[order.billing]);
  mw_demo_put_date8 (json, "BSTDAT", order.ordered);
  if (index == MW_DEMO_ORDER_BAD_DATE)
    mw_record_json_append_member (json, "LFTDAT", "20260231");
  else
    mw_demo_put_date8 (json, "LFTDAT", order.due);
  mw_demo_put_date8 (json, "ZUGDAT", order.promised);
  mw_record_json_append_member (json, "WAERS", order.currency->code);
  mw_demo_put_padded (json, "KURS", (gint64) order.currency->rate * (order.currency->decimals == 0 ? 100 : 1),
                      9);
  mw_demo_put_padded (json, "NETWRT", order.net, AMOUNT);
  mw_demo_put_padded (json, "RABWRT", order.discount, AMOUNT);
  mw_demo_put_padded (json, "STWRT", order.tax, AMOUNT);
  mw_demo_put_padded (json, "BRTWRT", order.net + order.tax, AMOUNT);
  mw_demo_put_padded (json, "GESMNG", order.quantity, QUANTITY);
  mw_demo_put_padded (json, "OFFMNG", order.open, QUANTITY);
  mw_demo_put_padded (json, "ANZPOS", order.n_lines, 5);
  mw_record_json_append_member (json, "BEARB", user (order.buyer));
  mw_record_json_append_member (json, "FRGUSR", user (order.approver));
  mw_demo_put_stamp (json, "FRGZT", order.approved);
  mw_demo_put_stamp (json, "ERLZT", order.completed);
  mw_record_json_append_member (json, "ZTERM", mw_demo_terms[order.terms].code);
  mw_record_json_append_member (json, "VSART", mw_demo_shipping[order.shipping]);
  mw_record_json_append_member (json, "BETR", order.title);
  mw_record_json_append_member (json, "NOTIZ", order.note ? order.note : "");
  mw_demo_put_stamp (json, "ANLZT", order.created);
  mw_demo_put_stamp (json, "AENZT", order.updated);
  mw_record_json_append_member (json, "ZZPROJ",
                                order.project == MW_DEMO_NONE ? "" : mw_demo_projects[order.project]);
  mw_demo_put_flag (json, "ZZDRNG", order.is_urgent);
  mw_record_json_append_key (json, "ZZALTID");
  g_string_append_printf (json, "98765432109876%06u", index);
}

void
mw_demo_raw_line (GString *json, guint index)
{
  MwDemoOrder order;
  MwDemoLine line;
  guint number, nth;
  MwDemoText text;

  mw_demo_find_line (index, &number, &nth);
  mw_demo_order (&order, number);
  mw_demo_line (&order, nth, &line);
  put_order_number (json, number);
  mw_demo_put_padded (json, "POSNR", line.number, 5);
  mw_record_json_append_member (json, "TYP", "M");
  mw_demo_put_padded (json, "MATNR", line.material.number, 18);
  mw_record_json_append_member (json, "KTXT", line.material.name);
  if (line.quantity_text != NULL)
    {
      mw_record_json_append_key (json, "MENGE");
      g_string_append_printf (json, "\"%s000\"", line.quantity_text);
    }
  else
    mw_demo_put_padded (json, "MENGE", line.quantity, QUANTITY);
  mw_demo_put_padded (json, "WEMNG", line.received, QUANTITY);
  mw_demo_put_padded (json, "REMNG", line.billed, QUANTITY);
  mw_record_json_append_member (json, "MEINS", line.material.family->uom);
  mw_record_json_append_member (json, "WAERS", order.currency->code);
  mw_demo_put_padded (json, "PREIS", line.price, 11);
  mw_demo_put_padded (json, "RABWRT", line.discount, AMOUNT);
  g_snprintf (text, sizeof text, "V%u", line.tax_percent);
  mw_record_json_append_member (json, "STKZ", text);
  mw_demo_put_padded (json, "STWRT", line.tax, AMOUNT);
  mw_demo_put_padded (json, "NETWRT", line.net, AMOUNT);
  mw_record_json_append_member (json, "STAT", mw_demo_order_statuses[line.status].code);
  mw_demo_put_date8 (json, "LFTDAT", line.due);
  mw_demo_put_date8 (json, "ZUGDAT", line.promised);
  put_location (json, "LGORT", mw_demo_location_of_storeroom (order.storeroom));
  mw_record_json_append_member (json, "KONTO", "0400000");
  mw_record_json_append_member (json, "KOST", mw_demo_accounts[order.account].code);
  put_asset (json, line.asset);
  if (line.job == MW_DEMO_NONE)
    mw_record_json_append_member (json, "AUFNR", "");
  else
    mw_demo_put_padded (json, "AUFNR", MW_DEMO_FIRST_JOB_NUMBER + line.job, 12);
  mw_demo_put_stamp (json, "AENZT", order.updated);
}

void
mw_demo_raw_job (GString *json, guint index)
{
  static const char *const priorities[] = { "0", "1", "2", "3", "4" };
  MwDemoJob job;
  MwDemoText text;

  mw_demo_job (&job, index);
  mw_demo_put_padded (json, "AUFNR", MW_DEMO_FIRST_JOB_NUMBER + index, 12);
  mw_record_json_append_member (json, "KTXT", job.title);
  mw_record_json_append_member (json, "STAT", mw_demo_job_statuses[job.status].code);
  mw_record_json_append_member (json, "ART", mw_demo_job_types[job.type].code);
  mw_record_json_append_member (json, "PRIO", priorities[job.priority]);
  put_asset (json, job.asset);
  put_location (json, "STONR", job.location);
  mw_record_json_append_member (json, "WERK", mw_demo_sites[job.site].code);
  if (job.parent == MW_DEMO_NONE)
    mw_record_json_append_member (json, "UEBAUF", "");
  else
    mw_demo_put_padded (json, "UEBAUF", MW_DEMO_FIRST_JOB_NUMBER + job.parent, 12);
  mw_record_json_append_member (json, "GRUPPE", mw_demo_teams[job.team].code);
  mw_record_json_append_member (json, "MELDER", user (job.requester));
  mw_record_json_append_member (json, "BEARB", user (job.assignee));
  mw_record_json_append_member (json, "FRGUSR", user (job.approver));
  put_vendor (json, job.vendor);
  mw_demo_put_stamp (json, "ANLZT", job.created);
  mw_demo_put_stamp (json, "FRGZT", job.approved);
  mw_demo_put_stamp (json, "PLANZT", job.scheduled);
  mw_demo_put_stamp (json, "TERMZT", job.due);
  mw_demo_put_stamp (json, "BEGZT", job.started);
  mw_demo_put_stamp (json, "ENDZT", job.completed);
  mw_demo_put_stamp (json, "AENZT", job.updated);
  mw_demo_put_padded (json, "PLNMIN", job.estimated, 6);
  mw_demo_put_padded (json, "ISTMIN", job.actual, 6);
  mw_demo_put_padded (json, "STLMIN", job.downtime, 6);
  mw_record_json_append_member (json, "WAERS", "EUR");
  mw_demo_put_padded (json, "LOHN", job.labor, AMOUNT);
  mw_demo_put_padded (json, "MATKST", job.parts, AMOUNT);
  mw_demo_put_padded (json, "FREMD", job.external, AMOUNT);
  mw_demo_put_padded (json, "GESKST", job.labor + job.parts + job.external, AMOUNT);
  mw_record_json_append_member (json, "KOST", mw_demo_accounts[job.account].code);
  g_snprintf (text, sizeof text, "F%02u", job.failure);
  mw_record_json_append_member (json, "FCODE", job.failure == 0 ? "" : text);
  mw_record_json_append_member (json, "RUECK", job.remark ? job.remark : "");
  mw_record_json_append_member (json, "ZZSCHI", index % 3 == 0 ? "F" : index % 3 == 1 ? "S" : "N");
}
