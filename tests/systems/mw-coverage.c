/* mw-coverage.c: which of the fields that matter a system file maps, and which it says are absent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-coverage.h"

typedef struct
{
  const char *entity;
  const char *heading;
  const char *fields[12];
} MwRequired;

/* What people look for first in each entity, under the names of data/model/. */
static const MwRequired required[] = {
  { "purchase_order",
    "orders",
    { "number", "vendor", "order_date", "requested_delivery_date", "expected_delivery_date", "status",
      "currency", "ship_to", "bill_to", "payment_terms", "custom_fields" } },
  { "purchase_order_line",
    "lines",
    { "item_code", "description", "quantity_ordered", "uom", "unit_price", "required_date",
      "custom_fields" } },
  { "work_order",
    "work orders",
    { "number", "title", "status", "asset", "scheduled_start", "due_at", "completed_at", "custom_fields" } },
  { "item", "items", { "code", "name", "status", "uom", "unit_cost", "custom_fields" } },
  { "stock_level", "stock", { "item_code", "location", "quantity_on_hand", "uom" } },
  { "vendor", "vendors", { "code", "name", "status", "currency", "payment_terms", "custom_fields" } },
  { "asset", "assets", { "code", "name", "status", "custom_fields" } },
};

static const char *const kinds[] = {
  "normal", "empty", "last-page", "custom-fields", "error", "auth-expired"
};

#define WIDTH 13

static void G_GNUC_PRINTF (2, 3) add_problem (MwCoverage *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

char *
mw_coverage_dup_heading (void)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%-18s", "mapped+absent/all");
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    g_string_append_printf (line, "%-*s", WIDTH, required[i].heading);
  return g_string_free_and_steal (line);
}

/* In the first variant that offers it: they share the map. */
static const MwEntitySource *
find_source (MwSystem *system, MwEntity *entity)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);

  for (guint i = 0; i < n_sign_ins; i++)
    {
      const MwVariant *variant = mw_system_find_variant (system, sign_ins[i].id);
      const MwEntitySource *source = mw_system_find_entity (system, variant, entity);

      if (source != NULL)
        return source;
    }
  return NULL;
}

/* The company that is chosen after signing in has the currency of rows that have none. */
static gboolean
is_filled_by_choice (MwSystem *system, const char *field)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);
  const MwVariant *variant = mw_system_find_variant (system, sign_ins[0].id);
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (system, variant);

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = g_ptr_array_index (choices, i);

      if (choice->organization && choice->currency != NULL && g_str_equal (field, "currency"))
        return TRUE;
    }
  return FALSE;
}

static void
add_entity (MwCoverage *self, MwModel *model, MwSystem *system, const MwRequired *rule)
{
  MwEntity *entity = mw_model_find (model, rule->entity);
  const MwEntitySource *source = find_source (system, entity);
  guint n_mapped = 0;
  guint n_absent = 0;
  guint n_fields = 0;
  g_autofree char *cell = NULL;

  for (; n_fields < G_N_ELEMENTS (rule->fields) && rule->fields[n_fields] != NULL; n_fields++)
    {
      int field = mw_entity_find_field (entity, rule->fields[n_fields]);

      g_assert_cmpint (field, >=, 0);
      if (source != NULL &&
          (source->map[field] != NULL || is_filled_by_choice (system, rule->fields[n_fields])))
        n_mapped++;
      else if (source != NULL && source->absent[field] != NULL)
        n_absent++;
      else if (source != NULL)
        add_problem (self, "%s.%s is neither mapped nor absent", rule->entity, rule->fields[n_fields]);
    }
  if (source == NULL && mw_system_find_absent (system, entity) == NULL)
    add_problem (self, "%s is neither mapped nor absent", rule->entity);
  if (source == NULL)
    cell = g_strdup (mw_system_find_absent (system, entity) != NULL ? "absent" : "none");
  else if (n_absent > 0)
    cell = g_strdup_printf ("%u+%u/%u", n_mapped, n_absent, n_fields);
  else
    cell = g_strdup_printf ("%u/%u", n_mapped, n_fields);
  g_string_append_printf (self->line, "%-*s", WIDTH, cell);
}

/* Every kind of case is wanted, but what the system cannot show. */
static gboolean
is_wanted (const char *kind, MwModel *model, MwSystem *system, const char *main_entity)
{
  MwEntity *entity = mw_model_find (model, main_entity);
  const MwEntitySource *source = find_source (system, entity);

  return !g_str_equal (kind, "custom-fields") ||
         source->map[mw_entity_find_field (entity, "custom_fields")] != NULL;
}

static gboolean
has_run (MwSystem *system)
{
  guint n_evidence;
  const MwEvidence *evidence = mw_system_get_evidence (system, &n_evidence);

  for (guint i = 0; i < n_evidence; i++)
    if (evidence[i].kind == MW_EVIDENCE_RAN)
      return TRUE;
  return FALSE;
}

/* A system that ran for real is tested there; of the others the pages are all there is. */
static void
add_cases (MwCoverage *self, MwModel *model, MwSystem *system, MwCases *cases)
{
  const char *main_entity = NULL;
  gboolean ran = has_run (system);
  g_autofree char *reason = NULL;

  if (mw_system_get_builtin (system) != NULL)
    return;
  if (cases->root == NULL)
    {
      add_problem (self, "there is no folder tests/systems/%s", mw_system_get_id (system));
      return;
    }
  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);

      if (find_source (system, entity) == NULL)
        continue;
      if (main_entity == NULL)
        main_entity = mw_entity_get_id (entity);
      if (!ran && !mw_cases_cover (cases, "normal", mw_entity_get_id (entity)))
        add_problem (self, "no case “normal” for %s", mw_entity_get_id (entity));
    }
  for (guint i = 0; !ran && i < G_N_ELEMENTS (kinds); i++)
    if (is_wanted (kinds[i], model, system, main_entity) && !mw_cases_cover (cases, kinds[i], main_entity))
      add_problem (self, "no case “%s” for %s", kinds[i], main_entity);
  reason = mw_cases_dup_no_page_reason (cases);
  if (reason != NULL)
    g_string_append_printf (self->line, "no published example: %s", reason);
  if (reason != NULL && mw_cases_have_published_page (cases))
    add_problem (self, "a page is the vendor's published example, and “published” says that there is none");
  if (!ran && reason == NULL && !mw_cases_have_published_page (cases))
    add_problem (self, "no page is the vendor's published example (“page” with its address)");
}

MwCoverage *
mw_coverage_new (MwModel *model, MwSystem *system, MwCases *cases)
{
  MwCoverage *self = g_new0 (MwCoverage, 1);

  self->line = g_string_new (NULL);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_string_append_printf (self->line, "%-18s", mw_system_get_id (system));
  if (mw_system_is_general (system))
    {
      g_string_append (self->line, "a template: what it maps is found in the system itself");
      return self;
    }
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    add_entity (self, model, system, &required[i]);
  add_cases (self, model, system, cases);
  return self;
}

void
mw_coverage_free (MwCoverage *self)
{
  g_string_free (self->line, TRUE);
  g_ptr_array_unref (self->problems);
  g_free (self);
}
