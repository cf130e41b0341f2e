/* test-model-data.c: the files of data/model/ keep the rules that everything else relies on
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-model.h"

static MwModel *model;

static const char *const entities[] = {
  "purchase_order", "purchase_order_line", "work_order", "item", "stock_level", "vendor", "asset", "location",
};

/* The parts of the common envelope that are columns. */
static const char *const common_fields[] = {
  "remote_id",  "source_url", "organization", "organization_id", "created_at",
  "created_by", "updated_at", "updated_by",   "deleted_at",      "custom_fields",
};

static void
assert_text (const char *where, const char *text)
{
  g_test_message ("%s: %s", where, text);
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_false (g_ascii_isspace (text[0]) || g_ascii_isspace (text[strlen (text) - 1]));
  g_assert_false (g_str_has_suffix (text, "."));
  g_assert_null (strpbrk (text, "\n\t\"_"));
  g_assert_false (g_ascii_islower (text[0]));
}

static void
test_entities (void)
{
  g_assert_cmpuint (mw_model_get_n_entities (model), ==, G_N_ELEMENTS (entities));
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);

      g_assert_cmpstr (mw_entity_get_id (entity), ==, entities[i]);
      assert_text (entities[i], mw_entity_get_title (entity));
      assert_text (entities[i], mw_entity_get_singular (entity));
      g_assert_true (g_str_has_suffix (mw_entity_get_icon_name (entity), "-symbolic"));
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (mw_entity_get_title (entity), !=,
                         mw_entity_get_title (mw_model_get_entity (model, j)));
    }
}

static void
check_values (const MwField *field)
{
  gboolean has_other = FALSE, has_unknown = FALSE;

  g_assert_cmpuint (field->n_values, >=, 3);
  for (guint i = 0; i < field->n_values; i++)
    {
      assert_text (field->id, field->values[i].title);
      has_other |= g_str_equal (field->values[i].id, "other");
      has_unknown |= g_str_equal (field->values[i].id, "unknown");
      for (guint j = 0; j < i; j++)
        {
          g_assert_cmpstr (field->values[i].id, !=, field->values[j].id);
          g_assert_cmpstr (field->values[i].title, !=, field->values[j].title);
        }
    }
  /* "unknown": the source sent nothing; "other": something that we cannot place */
  g_assert_true (has_other);
  g_assert_true (has_unknown);
}

static void
check_pair (MwEntity *entity, guint position)
{
  const MwField *field = mw_entity_get_field (entity, position);
  const MwField *other = mw_entity_get_field (entity, (guint) field->pair);
  gboolean is_first = field->pair == (int) position + 1;
  const MwField *first = is_first ? field : other, *second = is_first ? other : field;
  g_autofree char *id = g_strconcat (first->id, first->type == MW_FIELD_TYPE_ENUM ? "_raw" : "_id", NULL);

  g_assert_cmpint (other->pair, ==, (int) position);
  g_assert_cmpstr (second->id, ==, id);
  g_assert_false (second->is_default);
}

static void
test_fields (void)
{
  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);
      g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_default = 0;

      for (guint j = 0; j < mw_entity_get_n_fields (entity); j++)
        {
          const MwField *field = mw_entity_get_field (entity, j);
          g_autofree char *where = g_strdup_printf ("%s.%s", mw_entity_get_id (entity), field->id);

          g_assert_cmpint (mw_entity_find_field (entity, field->id), ==, (int) j);
          assert_text (where, field->title);
          assert_text (where, field->description);
          /* A title stands above a column and in a CSV header: short, and only once. */
          g_assert_cmpint (g_utf8_strlen (field->title, -1), <=, 34);
          g_assert_true (g_hash_table_add (titles, (gpointer) field->title));
          n_default += field->is_default;
          if (field->type == MW_FIELD_TYPE_ENUM)
            check_values (field);
          g_assert_true ((field->type == MW_FIELD_TYPE_ENUM) == (field->n_values > 0));
          if (field->pair >= 0)
            check_pair (entity, j);
          if (field->entity != NULL)
            g_assert_nonnull (mw_model_find (model, field->entity));
          if (field->type == MW_FIELD_TYPE_MONEY)
            g_assert_cmpstr (field->unit, ==, "currency");
          if (field->type == MW_FIELD_TYPE_QUANTITY)
            g_assert_cmpstr (field->unit, ==, "uom");
          if (field->unit != NULL)
            g_assert_cmpint (mw_entity_find_field (entity, field->unit), >=, 0);
          if (g_str_has_suffix (field->id, "_at") && !g_str_equal (field->id, "expires_at"))
            g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_DATETIME);
          if (g_str_has_suffix (field->id, "_date"))
            g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_DATE);
          if (g_str_has_prefix (field->id, "is_"))
            g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_BOOLEAN);
        }
      g_assert_cmpuint (n_default, >=, 5);
      g_assert_cmpuint (n_default, <=, 12);
      for (guint j = 0; j < G_N_ELEMENTS (common_fields); j++)
        g_assert_cmpint (mw_entity_find_field (entity, common_fields[j]), >=, 0);
    }
}

/* The inspector shows one group below the other. */
static void
test_groups (void)
{
  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);
      guint n_groups = mw_entity_get_n_groups (entity);
      g_autofree guint *n_in_group = g_new0 (guint, n_groups);

      g_assert_cmpuint (n_groups, >=, 4);
      g_assert_cmpuint (n_groups, <=, 10);
      for (guint j = 0; j < n_groups; j++)
        {
          assert_text (mw_entity_get_id (entity), mw_entity_get_group_title (entity, j));
          for (guint k = 0; k < j; k++)
            g_assert_cmpstr (mw_entity_get_group_title (entity, j), !=,
                             mw_entity_get_group_title (entity, k));
        }
      g_assert_null (mw_entity_get_group_title (entity, n_groups));
      for (guint j = 0; j < mw_entity_get_n_fields (entity); j++)
        {
          const MwField *field = mw_entity_get_field (entity, j);

          g_test_message ("%s.%s", mw_entity_get_id (entity), field->id);
          g_assert_cmpuint (field->group, <, n_groups);
          n_in_group[field->group]++;
          if (field->pair >= 0)
            g_assert_cmpuint (mw_entity_get_field (entity, (guint) field->pair)->group, ==, field->group);
        }
      for (guint j = 0; j < n_groups; j++)
        g_assert_cmpuint (n_in_group[j], >, 0);
      /* What people know a record by stands first, what only the system knows it by last. */
      g_assert_cmpuint (
        mw_entity_get_field (entity, (guint) mw_entity_find_field (entity, "remote_id"))->group, ==,
        n_groups - 1);
    }
}

/* Postcodes, phone numbers and the like lose their zeros when something takes them for numbers. */
static void
test_codes (void)
{
  static const char *const codes[] = { "remote_id",     "code",           "number",
                                       "line_number",   "item_code",      "postcode",
                                       "serial_number", "serial",         "lot",
                                       "barcode",       "gtin",           "tax_number",
                                       "account",       "account_number", "manufacturer_part_number",
                                       "currency" };
  guint n_found = 0;

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    for (guint j = 0; j < G_N_ELEMENTS (codes); j++)
      {
        MwEntity *entity = mw_model_get_entity (model, i);
        int position = mw_entity_find_field (entity, codes[j]);

        if (position < 0)
          continue;
        n_found++;
        g_assert_cmpint (mw_entity_get_field (entity, (guint) position)->type, ==, MW_FIELD_TYPE_CODE);
      }
  g_assert_cmpuint (n_found, >=, G_N_ELEMENTS (codes));
}

static const struct
{
  const char *entity, *fields;
} promised[] = {
  { "purchase_order", "number title description status status_raw receipt_status billing_status vendor "
                      "vendor_id buyer approver approved_at "
                      "sent_at confirmed_at order_date requested_delivery_date expected_delivery_date "
                      "completed_at payment_due_date "
                      "payment_terms shipping_method currency exchange_rate subtotal discount_total "
                      "tax_total total tax_inclusive "
                      "total_quantity ship_to bill_to site location department memo notes line_count" },
  { "purchase_order_line", "purchase_order purchase_order_id line_number item item_id item_code item_name "
                           "line_type description quantity_ordered "
                           "quantity_received quantity_billed quantity_open uom unit_price currency "
                           "discount_amount discount_percent tax_amount "
                           "tax_code line_total account cost_center deliver_to storeroom asset work_order "
                           "required_date promised_date status "
                           "status_raw" },
  { "work_order",
    "number title description instructions status status_raw wait_reason type type_raw priority priority_raw "
    "priority_rank asset location site storeroom parent service_request preventive_plan assignees team "
    "vendor requester "
    "approver completed_by created_at scheduled_start due_at due_is_full_day approved_at started_at "
    "completed_at "
    "estimated_minutes actual_minutes downtime cost_labor cost_parts cost_other cost_total currency account "
    "completion_notes failure_code cause_code remedy_code tasks parts" },
  { "item", "code name description notes type status category uom manufacturer manufacturer_part_number "
            "barcode gtin unit_cost "
            "purchase_price sales_price currency preferred_vendor vendors is_stocked is_assembly is_critical "
            "quantity_on_hand "
            "quantity_available min_quantity max_quantity reorder_point reorder_quantity weight dimensions "
            "default_account" },
  { "stock_level", "item item_code location storeroom bin quantity_on_hand quantity_available "
                   "quantity_reserved quantity_on_order "
                   "quantity_allocated min_quantity max_quantity reorder_point reorder_quantity unit_cost "
                   "value currency lot serial "
                   "expires_at counted_at uom" },
  { "vendor", "code name legal_name status category email phone website tax_number registration_number "
              "currency payment_terms "
              "account_number city region postcode country addresses primary_contact notes" },
  { "asset", "code name description status is_down downtime_type category criticality criticality_raw "
             "manufacturer model "
             "serial_number barcode parent location site position vendor customer team owner installed_at "
             "in_service_date "
             "retired_at warranty_end purchase_date purchase_cost book_value currency meters account" },
  { "location",
    "code name type parent site address latitude longitude status manager contact is_default path" },
};

static void
test_promised_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (promised); i++)
    {
      MwEntity *entity = mw_model_find (model, promised[i].entity);
      g_auto (GStrv) fields = g_strsplit (promised[i].fields, " ", -1);

      for (gsize j = 0; fields[j] != NULL; j++)
        {
          g_test_message ("%s.%s", promised[i].entity, fields[j]);
          g_assert_cmpint (mw_entity_find_field (entity, fields[j]), >=, 0);
        }
    }
}

static void
assert_values (const char *entity_id, const char *field_id, const char *expected)
{
  MwEntity *entity = mw_model_find (model, entity_id);
  const MwField *field = mw_entity_get_field (entity, (guint) mw_entity_find_field (entity, field_id));
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < field->n_values; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", field->values[i].id);
  g_assert_cmpstr (found->str, ==, expected);
}

/* System files map to these words, and users filter by them: they do not change. */
static void
test_values (void)
{
  assert_values ("purchase_order", "status",
                 "draft pending_approval rejected open on_hold closed cancelled deleted other unknown");
  assert_values ("purchase_order", "receipt_status", "none partial full over not_applicable other unknown");
  assert_values ("purchase_order", "billing_status", "none partial full not_applicable other unknown");
  assert_values ("purchase_order_line", "line_type", "item service text discount freight tax other unknown");
  assert_values (
    "work_order", "status",
    "requested pending_approval open scheduled waiting in_progress on_hold completed closed cancelled "
    "rejected skipped other unknown");
  assert_values ("work_order", "wait_reason",
                 "approval material labor plant_condition schedule vendor other unknown");
  assert_values (
    "work_order", "type",
    "corrective preventive condition_based inspection servicing calibration improvement project safety "
    "stock_count other unknown");
  assert_values ("work_order", "priority", "none low medium high critical other unknown");
  assert_values ("item", "type", "inventory non_inventory service assembly tool other unknown");
  assert_values ("item", "status", "active inactive archived discontinued other unknown");
  assert_values ("vendor", "status", "active inactive archived on_hold blocked other unknown");
  assert_values (
    "asset", "status",
    "in_service standby down in_maintenance commissioning out_of_service retired disposed missing other "
    "unknown");
  assert_values (
    "location", "type",
    "organization site building floor room area storeroom bin vehicle functional_position other unknown");
}

int
main (int argc, char *argv[])
{
  g_autofree char *directory = NULL;
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  directory = mw_data_dup_path ("model");
  model = mw_model_load (directory, &error);
  g_assert_no_error (error);

  g_test_add_func ("/model-data/entities", test_entities);
  g_test_add_func ("/model-data/fields", test_fields);
  g_test_add_func ("/model-data/codes", test_codes);
  g_test_add_func ("/model-data/groups", test_groups);
  g_test_add_func ("/model-data/promised-fields", test_promised_fields);
  g_test_add_func ("/model-data/values", test_values);
  result = g_test_run ();
  g_object_unref (model);
  return result;
}
