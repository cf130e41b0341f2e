/* mw-demo-unified-orders.c: purchase and work orders of the demo plant in the unified collections
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-tables.h"

#include "mw-record-json.h"

static void
put_address (GString *json, const char *name, const MwDemoSite *site)
{
  mw_record_json_append_key (json, name);
  g_string_append_c (json, '{');
  mw_record_json_append_member (json, "addressee", site->name);
  mw_record_json_append_member (json, "addressLines", site->street);
  mw_record_json_append_member (json, "postCode", site->postcode);
  mw_record_json_append_member (json, "city", site->city);
  mw_record_json_append_member (json, "country", site->country);
  g_string_append_c (json, '}');
}

static void
put_vendor (GString *json, guint vendor)
{
  mw_demo_put_key (json, "vendorKey", MW_DEMO_KEY_VENDOR, vendor);
}

/* Between the braces. */
static void
put_line (GString *json, const MwDemoOrder *order, guint nth)
{
  guint decimals = order->currency->decimals;
  MwDemoLine line;
  MwDemoText text;

  mw_demo_line (order, nth, &line);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_LINE, mw_demo_first_line (order->index) + nth);
  g_snprintf (text, sizeof text, "%u", line.number);
  mw_record_json_append_member (json, "lineNo", text);
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT "/%u", MW_DEMO_FIRST_ORDER_NUMBER + order->index,
              line.number);
  mw_record_json_append_member (json, "lineRef", text);
  mw_record_json_append_member (json, "type", "material");
  mw_demo_put_key (json, "materialKey", MW_DEMO_KEY_MATERIAL, line.material.index);
  g_snprintf (text, sizeof text, "%u", line.material.number);
  mw_record_json_append_member (json, "code", text);
  mw_record_json_append_member (json, "name", line.material.name);
  mw_record_json_append_member (json, "description", line.material.variant);
  if (line.quantity_text != NULL)
    {
      mw_record_json_append_key (json, "quantity");
      g_string_append (json, line.quantity_text);
    }
  else
    mw_demo_put_amount (json, "quantity", line.quantity, 3);
  mw_demo_put_amount (json, "receivedQuantity", line.received, 3);
  mw_demo_put_key (json, "uomKey", MW_DEMO_KEY_UOM, mw_demo_find_uom (line.material.family->uom));
  mw_demo_put_key (json, "currencyKey", MW_DEMO_KEY_CURRENCY, (guint) (order->currency - mw_demo_currencies));
  mw_demo_put_amount (json, "price", line.price, decimals);
  mw_demo_put_amount (json, "discount", line.discount, decimals);
  mw_demo_put_amount (json, "lineTaxValue", line.tax, decimals);
  mw_demo_put_amount (json, "lineTotalValue", line.net, decimals);
  mw_demo_put_key (json, "accountKey", MW_DEMO_KEY_ACCOUNT, order->account);
  mw_demo_put_key (json, "storeroomKey", MW_DEMO_KEY_STOREROOM, order->storeroom);
  mw_demo_put_key (json, "locationKey", MW_DEMO_KEY_LOCATION,
                   mw_demo_location_of_storeroom (order->storeroom));
  mw_demo_put_key (json, "assetKey", MW_DEMO_KEY_ASSET, line.asset);
  mw_demo_put_key (json, "statusKey", MW_DEMO_KEY_ORDER_STATUS, line.status);
  mw_demo_put_day (json, "dueAt", line.due);
  mw_demo_put_day (json, "deliveryAt", line.promised);
  mw_demo_put_time (json, "createdAt", order->created);
  mw_demo_put_time (json, "updatedAt", order->updated);
}

void
mw_demo_unified_line (GString *json, guint index)
{
  MwDemoOrder order;
  guint number, nth;

  mw_demo_find_line (index, &number, &nth);
  mw_demo_order (&order, number);
  put_line (json, &order, nth);
  put_vendor (json, order.vendor);
}

void
mw_demo_unified_order (GString *json, guint index)
{
  MwDemoOrder order;
  const MwDemoSite *site;
  guint decimals;
  MwDemoText text;

  mw_demo_order (&order, index);
  site = &mw_demo_sites[order.site];
  decimals = order.currency->decimals;
  mw_demo_put_key (json, "key", MW_DEMO_KEY_ORDER, index);
  mw_record_json_append_member (json, "orderNo",
                                mw_demo_padded (text, MW_DEMO_FIRST_ORDER_NUMBER + index, 10));
  mw_demo_put_key (json, "organizationKey", MW_DEMO_KEY_ORGANIZATION, 0);
  mw_demo_put_key (json, "siteKey", MW_DEMO_KEY_SITE, order.site);
  mw_demo_put_key (json, "locationKey", MW_DEMO_KEY_LOCATION,
                   mw_demo_location_of_storeroom (order.storeroom));
  put_vendor (json, order.vendor);
  mw_demo_put_key (json, "statusKey", MW_DEMO_KEY_ORDER_STATUS, order.status);
  mw_record_json_append_member (json, "title", order.title);
  mw_record_json_append_member (json, "description", NULL);
  mw_record_json_append_member (json, "notes", order.note);
  mw_demo_put_day (json, "orderDate", order.ordered);
  if (index == MW_DEMO_ORDER_BAD_DATE)
    mw_record_json_append_member (json, "dueAt", "2026-02-31");
  else
    mw_demo_put_day (json, "dueAt", order.due);
  mw_demo_put_day (json, "shipmentDate", order.promised);
  mw_demo_put_time (json, "approvedAt", order.approved);
  mw_demo_put_time (json, "completedAt", order.completed);
  mw_demo_put_key (json, "userRequestedKey", MW_DEMO_KEY_USER, order.buyer);
  mw_demo_put_key (json, "userApprovedKey", MW_DEMO_KEY_USER, order.approver);
  mw_record_json_append_member (json, "shippingMethod", mw_demo_shipping[order.shipping]);
  mw_record_json_append_member (json, "terms", mw_demo_terms[order.terms].name);
  mw_demo_put_key (json, "currencyKey", MW_DEMO_KEY_CURRENCY, (guint) (order.currency - mw_demo_currencies));
  mw_demo_put_text_amount (json, "totalNetValue", order.net, decimals);
  mw_demo_put_text_amount (json, "totalGrossValue", order.net + order.tax, decimals);
  put_address (json, "deliveryAddress", site);
  put_address (json, "billingAddress", &mw_demo_sites[0]);
  mw_record_json_append_key (json, "lineItems");
  g_string_append_c (json, '[');
  for (guint i = 0; i < order.n_lines; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      put_line (json, &order, i);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  mw_record_json_append_member (json, "cf_project",
                                order.project == MW_DEMO_NONE ? NULL : mw_demo_projects[order.project]);
  mw_record_json_append_bool (json, "cf_urgent", order.is_urgent);
  /* A number beyond 2^64: whoever reads it into one loses its last digits. */
  mw_record_json_append_key (json, "cf_legacyId");
  g_string_append_printf (json, "98765432109876%06u", index);
  mw_demo_put_time (json, "createdAt", order.created);
  mw_demo_put_time (json, "updatedAt", order.updated);
}

static void
put_resources (GString *json, const MwDemoJob *job)
{
  mw_record_json_append_key (json, "resources");
  g_string_append_c (json, '[');
  if (job->labor > 0)
    {
      g_string_append_c (json, '{');
      mw_record_json_append_member (json, "name", "Labour");
      mw_demo_put_key (json, "laborKey", MW_DEMO_KEY_LABOR, job->assignee);
      mw_record_json_append_number (json, "registeredTime", job->actual);
      mw_demo_put_amount (json, "cost", job->labor, 2);
      g_string_append_c (json, '}');
    }
  if (job->external > 0)
    {
      g_string_append (json, job->labor > 0 ? ",{" : "{");
      mw_record_json_append_member (json, "name", "External service");
      put_vendor (json, job->vendor);
      mw_demo_put_amount (json, "cost", job->external, 2);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

void
mw_demo_unified_job (GString *json, guint index)
{
  static const char *const severities[] = { "none", "critical", "high", "medium", "low" };
  MwDemoJob job;
  MwDemoText text;

  mw_demo_job (&job, index);
  mw_demo_put_key (json, "key", MW_DEMO_KEY_JOB, index);
  mw_record_json_append_member (json, "code", mw_demo_padded (text, MW_DEMO_FIRST_JOB_NUMBER + index, 6));
  mw_record_json_append_member (json, "title", job.title);
  mw_record_json_append_member (json, "status", mw_demo_job_statuses[job.status].name);
  mw_demo_put_key (json, "statusKey", MW_DEMO_KEY_JOB_STATUS, job.status);
  mw_record_json_append_member (json, "severity", severities[job.priority]);
  mw_record_json_append_member (json, "categoryName", mw_demo_job_types[job.type].name);
  mw_demo_put_key (json, "assetKey", MW_DEMO_KEY_ASSET, job.asset);
  mw_demo_put_key (json, "locationKey", MW_DEMO_KEY_LOCATION, job.location);
  mw_demo_put_key (json, "siteKey", MW_DEMO_KEY_SITE, job.site);
  mw_demo_put_key (json, "parentKey", MW_DEMO_KEY_JOB, job.parent);
  mw_demo_put_key (json, "teamKey", MW_DEMO_KEY_TEAM, job.team);
  mw_demo_put_key (json, "laborAssignedKey", MW_DEMO_KEY_LABOR, job.assignee);
  mw_demo_put_key (json, "userApprovedKey", MW_DEMO_KEY_USER, job.approver);
  mw_demo_put_key (json, "accountKey", MW_DEMO_KEY_ACCOUNT, job.account);
  mw_demo_put_key (json, "organizationKey", MW_DEMO_KEY_ORGANIZATION, 0);
  mw_record_json_append_member (json, "instructions",
                                job.type == 0 ? NULL : "Lock out and tag out before work begins.");
  mw_record_json_append_member (json, "notes", NULL);
  mw_record_json_append_number (json, "estimatedTime", job.estimated);
  mw_record_json_append_number (json, "actualTime", job.actual);
  mw_demo_put_time (json, "scheduledAt", job.scheduled);
  mw_demo_put_time (json, "dueAt", job.due);
  mw_demo_put_time (json, "approvedAt", job.approved);
  mw_demo_put_time (json, "completedAt", job.completed);
  mw_record_json_append_member (json, "completionRemarks", job.remark);
  g_string_append (json, ",\"tasks\":[]");
  put_resources (json, &job);
  mw_record_json_append_number (json, "cf_downtimeMinutes", job.downtime);
  mw_demo_put_time (json, "createdAt", job.created);
  mw_demo_put_time (json, "updatedAt", job.updated);
  mw_record_json_append_member (json, "deletedAt", NULL);
}
