/* mw-connection-shape.c: our entities as the unified collections have them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-shape.h"

/* Names as in Makini's public OpenAPI descriptions (eam, erp, wms; read 2026-11-22). What we have and they
 * have not is not served under a name of our own: our own tables are better for that. */

static const MwShapeMember line_members[] = {
  { "key", "remote_id" },
  { "lineNo", "line_number" },
  { "type", "line_type" },
  { "materialKey", "item_id" },
  { "code", "item_code" },
  { "name", "item_name", "item" },
  { "description", "description" },
  { "quantity", "quantity_ordered" },
  { "receivedQuantity", "quantity_received" },
  { "uomKey", "uom" },
  { "currencyKey", "currency" },
  { "price", "unit_price" },
  { "discount", "discount_amount" },
  { "lineTaxValue", "tax_amount" },
  { "lineTotalValue", "line_total" },
  { "accountKey", "account" },
  { "locationKey", "deliver_to_id" },
  { "storeroomKey", "storeroom_id" },
  { "assetKey", "asset_id" },
  { "dueAt", "required_date" },
  { "deliveryAt", "promised_date" },
  { "statusKey", "status_raw", "status" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

static const MwShapeMember order_members[] = {
  { "key", "remote_id" },
  { "orderNo", "number" },
  { "title", "title" },
  { "description", "description" },
  { "statusKey", "status_raw", "status" },
  { "organizationKey", "organization_id" },
  { "siteKey", "site_id" },
  { "locationKey", "location_id" },
  { "vendorKey", "vendor_id" },
  { "userRequestedKey", "buyer_id" },
  { "userApprovedKey", "approver_id" },
  { "orderDate", "order_date" },
  { "dueAt", "requested_delivery_date" },
  { "approvedAt", "approved_at" },
  { "completedAt", "completed_at" },
  { "terms", "payment_terms" },
  { "shippingMethod", "shipping_method" },
  { "currencyKey", "currency" },
  { "totalNetValue", "subtotal" },
  { "totalGrossValue", "total" },
  { "deliveryAddress.addressLines", "ship_to" },
  { "billingAddress.addressLines", "bill_to" },
  { "notes", "notes" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

static const MwShapeMember job_members[] = {
  { "key", "remote_id" },
  { "code", "number" },
  { "title", "title" },
  { "notes", "description" },
  { "instructions", "instructions" },
  { "status", "status_raw", "status" },
  { "statusKey", "status_raw", "status" },
  { "severity", "priority_raw", "priority" },
  { "categoryName", "type_raw", "type" },
  { "organizationKey", "organization_id" },
  { "assetKey", "asset_id" },
  { "locationKey", "location_id" },
  { "siteKey", "site_id" },
  { "storeroomKey", "storeroom_id" },
  { "parentKey", "parent_id" },
  { "serviceRequestKey", "service_request_id" },
  { "pmKey", "preventive_plan_id" },
  { "teamKey", "team_id" },
  { "laborAssignedKey", "assignees" },
  { "userApprovedKey", "approver_id" },
  { "accountKey", "account" },
  { "scheduledAt", "scheduled_start" },
  { "dueAt", "due_at" },
  { "approvedAt", "approved_at" },
  { "completedAt", "completed_at" },
  { "completionRemarks", "completion_notes" },
  { "tasks", "tasks" },
  { "resources[].cost", "cost_total" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

static const MwShapeMember material_members[] = {
  { "key", "remote_id" },
  { "code", "code" },
  { "partNumber", "manufacturer_part_number", "code" },
  { "name", "name" },
  { "description", "description" },
  { "notes", "notes" },
  { "categoryName", "category" },
  { "manufacturerName", "manufacturer" },
  { "uomKey", "uom" },
  { "isAssembly", "is_assembly" },
  { "minimumQuantity", "min_quantity" },
  { "cost", "unit_cost" },
  { "currency", "currency" },
  { "accountKey", "default_account" },
  { "organizationKey", "organization_id" },
  { "supplyOptions[].vendorKey", "preferred_vendor_id" },
  { "supplyOptions[].makePartNumber", "manufacturer_part_number" },
  { "supplyOptions[].reorderPoint", "reorder_point" },
  { "inventory.key", "remote_id" },
  { "inventory.quantity", "quantity_on_hand" },
  { "inventory.unitCost", "unit_cost" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

static const MwShapeMember stock_members[] = {
  { "key", "remote_id" },
  { "materialKey", "item_id" },
  { "locationKey", "location_id" },
  { "storeroomKey", "storeroom_id" },
  { "position", "bin" },
  { "uomKey", "uom" },
  { "quantity", "quantity_on_hand" },
  { "minLevel", "min_quantity" },
  { "maxLevel", "max_quantity" },
  { "reorderPoint", "reorder_point" },
  { "reorderQuantity", "reorder_quantity" },
  { "expiresAt", "expires_at" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

static const MwShapeMember vendor_members[] = {
  { "key", "remote_id" },
  { "code", "code" },
  { "name", "name" },
  { "companyKey", "remote_id" },
  { "organizationKey", "organization_id" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

static const MwShapeMember company_members[] = {
  { "key", "remote_id" },
  { "code", "code" },
  { "name", "legal_name", "name" },
  { "currencyKey", "currency" },
  { "notes", "notes" },
  { "addresses[].addressee", "primary_contact" },
  { "addresses[].addressLines", "address" },
  { "addresses[].city", "city" },
  { "addresses[].state", "region" },
  { "addresses[].postCode", "postcode" },
  { "addresses[].country", "country" },
  { "addresses[].phone", "phone" },
  { "addresses[].email", "email" },
  { NULL },
};

static const MwShapeMember asset_members[] = {
  { "key", "remote_id" },
  { "name", "name" },
  { "description", "description", "code" },
  { "siteKey", "site_id" },
  { "locationKey", "location_id" },
  { "parentKey", "parent_id" },
  { "vendorKey", "vendor_id" },
  { "teamKey", "team_id" },
  { "customerKey", "customer_id" },
  { "accountKeys", "account" },
  { "categoryName", "category" },
  { "criticality", "criticality_raw", "criticality" },
  { "makeName", "manufacturer" },
  { "modelName", "model" },
  { "serialNumber", "serial_number" },
  { "activatedAt", "in_service_date", "installed_at" },
  { "deactivatedAt", "retired_at" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

static const MwShapeMember location_members[] = {
  { "key", "remote_id" },
  { "code", "code" },
  { "name", "name" },
  { "type", "type_raw", "type" },
  { "siteKey", "site_id" },
  { "parentKey", "parent_id" },
  { "organizationKey", "organization_id" },
  { "userManagerKey", "manager_id" },
  { "address.addressLines", "address" },
  { "contact", "contact" },
  { "isDefault", "is_default" },
  { "createdAt", "created_at" },
  { "updatedAt", "updated_at" },
  { "deletedAt", "deleted_at" },
  { NULL },
};

#define LIST(key, text)                                                                                      \
  {                                                                                                          \
    { "key", key }, { "code", key }, { "name", text, key }, { NULL }                                         \
  }

static const MwShapeMember uom_members[] = LIST ("uom", "uom");
static const MwShapeMember currency_members[] = LIST ("currency", "currency");
static const MwShapeMember user_members[] = LIST ("buyer_id", "buyer");
static const MwShapeMember labor_members[] = LIST ("assignees", "assignees");
static const MwShapeMember team_members[] = LIST ("team_id", "team");
static const MwShapeMember site_members[] = LIST ("site_id", "site");
static const MwShapeMember storeroom_members[] = LIST ("storeroom_id", "storeroom");
static const MwShapeMember organization_members[] = LIST ("organization_id", "organization");
static const MwShapeMember account_members[] = LIST ("account", "account");
static const MwShapeMember status_members[] = { { "key", "status_raw", "status" },
                                                { "code", "status_raw", "status" },
                                                { "name", "status_raw", "status" },
                                                { NULL } };

#define ALL "eam erp wms"

static const MwShape line_shape = { "purchase-orders.line-items", ALL, "purchase_order_line", line_members };

const MwShape mw_shapes[] = {
  { "purchase-orders", ALL, "purchase_order", order_members, FALSE, &line_shape, "purchase_order_id" },
  { "purchase-orders.line-items", ALL, "purchase_order_line", line_members },
  { "work-orders", "eam", "work_order", job_members },
  { "materials", ALL, "item", material_members },
  { "stocks", ALL, "stock_level", stock_members },
  { "vendors", ALL, "vendor", vendor_members },
  { "companies", ALL, "vendor", company_members },
  { "assets", "eam", "asset", asset_members },
  { "locations", ALL, "location", location_members },
  { "uom", ALL, "item", uom_members, TRUE },
  { "currencies", "erp wms", "purchase_order", currency_members, TRUE },
  { "users", ALL, "purchase_order", user_members, TRUE },
  { "labors", ALL, "work_order", labor_members, TRUE },
  { "teams", ALL, "work_order", team_members, TRUE },
  { "sites", ALL, "location", site_members, TRUE },
  { "storerooms", ALL, "stock_level", storeroom_members, TRUE },
  { "organizations", ALL, "purchase_order", organization_members, TRUE },
  { "accounts", ALL, "purchase_order_line", account_members, TRUE },
  { "statuses/purchase-orders", ALL, "purchase_order", status_members, TRUE },
  { "statuses/work-orders", "eam", "work_order", status_members, TRUE },
};

const guint mw_n_shapes = G_N_ELEMENTS (mw_shapes);

/**
 * mw_shape_has_family:
 * @self: a collection
 * @family: "eam", "erp" or "wms"
 *
 * Returns: whether that family has the collection
 */
gboolean
mw_shape_has_family (const MwShape *self, const char *family)
{
  g_auto (GStrv) families = g_strsplit (self->families, " ", -1);

  return g_strv_contains ((const char *const *) families, family);
}
