/* mw-field-coverage.c: which of the fields that people look for first a system maps, and which it says are
 * absent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-field-coverage.h"

typedef struct
{
  const char *entity;
  const char *fields[12];
} Required;

/* What people look for first in each entity, under the names of data/model/. */
static const Required required[] = {
  { "purchase_order",
    { "number", "vendor", "order_date", "requested_delivery_date", "expected_delivery_date", "status",
      "currency", "ship_to", "bill_to", "payment_terms", "custom_fields" } },
  { "purchase_order_line",
    { "item_code", "description", "quantity_ordered", "uom", "unit_price", "required_date",
      "custom_fields" } },
  { "work_order",
    { "number", "title", "status", "asset", "scheduled_start", "due_at", "completed_at", "custom_fields" } },
  { "item", { "code", "name", "status", "uom", "unit_cost", "custom_fields" } },
  { "stock_level", { "item_code", "location", "quantity_on_hand", "uom" } },
  { "vendor", { "code", "name", "status", "currency", "payment_terms", "custom_fields" } },
  { "asset", { "code", "name", "status", "custom_fields" } },
};

/**
 * mw_field_coverage_find_source:
 * @system: a system
 * @entity: of the model
 *
 * Returns: (nullable): the source of @entity in the first variant that offers it: variants share the map
 */
const MwEntitySource *
mw_field_coverage_find_source (MwSystem *system, MwEntity *entity)
{
  for (guint i = 0; i < mw_system_get_n_variants (system); i++)
    {
      const MwEntitySource *source = mw_system_find_entity (system, mw_system_get_variant (system, i),
                                                            entity);

      if (source != NULL)
        return source;
    }
  return NULL;
}

/* The company that is chosen after signing in has the currency of rows that have none. */
static gboolean
is_filled_by_choice (MwSystem *system, const char *field)
{
  g_autoptr (GPtrArray) choices = NULL;

  if (!g_str_equal (field, "currency") || mw_system_get_n_variants (system) == 0)
    return FALSE;
  choices = mw_system_dup_choices (system, mw_system_get_variant (system, 0));
  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];

      if (choice->organization && choice->currency != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
coverage_free (gpointer data)
{
  MwFieldCoverage *self = data;

  g_clear_object (&self->entity);
  g_ptr_array_unref (self->missing);
  g_free (self);
}

static void
add_field (MwFieldCoverage *self, MwSystem *system, const char *name)
{
  int field = mw_entity_find_field (self->entity, name);

  self->n_fields++;
  if (self->source == NULL)
    return;
  if (field >= 0 && (self->source->map[field] != NULL || is_filled_by_choice (system, name)))
    self->n_mapped++;
  else if (field >= 0 && self->source->absent[field] != NULL)
    self->n_absent++;
  else
    g_ptr_array_add (self->missing, g_strdup (name));
}

/**
 * mw_field_coverage_list:
 * @model: the entities and their fields
 * @system: a system
 *
 * Looks at the seven entities that every system file maps or calls absent, and at the fields of each that
 * people look for first.
 *
 * Returns: (transfer full) (element-type MwFieldCoverage): in the order of the model's most wanted; lives no
 *   longer than @system
 */
GPtrArray *
mw_field_coverage_list (MwModel *model, MwSystem *system)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (coverage_free);

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    {
      MwEntity *entity = mw_model_find (model, required[i].entity);
      MwFieldCoverage *self;

      if (entity == NULL)
        continue;
      self = g_new0 (MwFieldCoverage, 1);
      self->entity = g_object_ref (entity);
      self->source = mw_field_coverage_find_source (system, entity);
      self->absent = mw_system_find_absent (system, entity);
      self->missing = g_ptr_array_new_with_free_func (g_free);
      for (guint n = 0; n < G_N_ELEMENTS (required[i].fields) && required[i].fields[n] != NULL; n++)
        add_field (self, system, required[i].fields[n]);
      g_ptr_array_add (list, self);
    }
  return list;
}
