/* test-used-places.c: which places of records columns are made of, in some of the system files
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-catalog.h"
#include "mw-used-paths.h"

typedef struct
{
  const char *system;
  const char *entity;
  const char *place;
  MwUse use;
  gboolean holds; /* where nothing is in it */
} Case;

static const Case cases[] = {
  { "demo", "purchase_order", "/BSTNR", MW_USE_ALONE },
  { "demo", "purchase_order", "/ZZPROJ", MW_USE_TOGETHER },
  { "demo", "purchase_order", "/NOBODY", MW_USE_NONE },
  /* Added up, so used; what else the lines have is not, though the list is looked at. */
  { "business-central", "purchase_order", "/purchaseOrderLines/~[]/receivedQuantity", MW_USE_ALONE },
  { "business-central", "purchase_order", "/purchaseOrderLines/~[]/ownField", MW_USE_NONE },
  { "business-central", "purchase_order", "/dimensionSetLines/~[]/displayName", MW_USE_TOGETHER },
  /* Rows of lines: of the line, and of the order that it belongs to. */
  { "business-central", "purchase_order_line", "/purchaseOrderLines/~[]/description", MW_USE_ALONE },
  { "business-central", "purchase_order_line", "/number", MW_USE_ALONE },
  { "business-central", "purchase_order_line", "/vendorName", MW_USE_NONE },
  /* By which elements count, and of an element of a list in an element. */
  { "sap-s4hana", "purchase_order", "/to_PurchaseOrderItem/~[]/PurchasingDocumentDeletionCode",
    MW_USE_ALONE },
  { "sap-s4hana", "purchase_order", "/to_PurchaseOrderItem/~[]/to_ScheduleLine/~[]/ScheduleLineDeliveryDate",
    MW_USE_ALONE },
  { "sap-s4hana", "purchase_order", "/to_PurchaseOrderItem/~[]/to_ScheduleLine/~[]/Other", MW_USE_NONE },
  { "maintainx", "purchase_order", "/costs/~[]/type", MW_USE_ALONE },
  { "maintainx", "purchase_order", "/extraFields/Our own", MW_USE_TOGETHER },
  /* All of a list as it was sent. */
  { "maintainx", "work_order", "/parts/~[]/anything/deep", MW_USE_ALONE },
  /* What is looked for in it, or counted, is used where there is nothing, too. */
  { "odoo", "purchase_order", "/payment_term_id", MW_USE_NONE, TRUE },
  { "odoo", "purchase_order", "/order_line", MW_USE_NONE, TRUE },
  { "odoo", "purchase_order", "/order_line/~[]", MW_USE_NONE, TRUE },
  { "odoo", "purchase_order", "/activity_ids", MW_USE_NONE, FALSE },
  { "business-central", "purchase_order", "/purchaseOrderLines/~[]", MW_USE_NONE, TRUE },
  { "business-central", "purchase_order", "/purchaseOrderLines/~[]/ownField", MW_USE_NONE, FALSE },
  /* The first element stands for each. */
  { "sap-business-one", "vendor", "/BPAddresses/~[]/Street", MW_USE_ALONE },
};

static void
test_places (void)
{
  g_autofree char *models = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autoptr (GError) error = NULL;
  g_autoptr (MwModel) model = mw_model_load (models, &error);
  g_autoptr (MwCatalog) catalog = mw_catalog_load (systems, model, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MwSystem *system = mw_catalog_find (catalog, cases[i].system);
      const MwVariant *variant = mw_system_get_variant (system, 0);
      const MwEntitySource *source = mw_system_find_entity (system, variant,
                                                            mw_model_find (model, cases[i].entity));
      g_autoptr (MwUsedPlaces)
        used = mw_used_places_new (source, mw_system_find_set (system, variant, source->set));

      g_test_message ("%s %s %s", cases[i].system, cases[i].entity, cases[i].place);
      g_assert_cmpint (mw_used_places_find (used, cases[i].place), ==, cases[i].use);
      if (cases[i].use == MW_USE_NONE)
        g_assert_cmpint (mw_used_places_hold (used, cases[i].place, TRUE), ==, cases[i].holds);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/used-places", test_places);
  return g_test_run ();
}
