/* mw-coverage.c: which of the fields that matter a system file maps, and which it says are absent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-coverage.h"

#include "mw-field-coverage.h"

#define WIDTH 21

static void G_GNUC_PRINTF (2, 3) add_problem (MwCoverage *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

char *
mw_coverage_dup_heading (MwModel *model, MwSystem *system)
{
  GString *line = g_string_new (NULL);
  g_autoptr (GPtrArray) list = mw_field_coverage_list (model, system);

  g_string_append_printf (line, "%-18s", "mapped+absent/all");
  for (guint i = 0; i < list->len; i++)
    {
      const MwFieldCoverage *entry = g_ptr_array_index (list, i);

      g_string_append_printf (line, "%-*s", WIDTH, mw_entity_get_id (entry->entity));
    }
  return g_string_free_and_steal (line);
}

static void
add_entity (MwCoverage *self, const MwFieldCoverage *entry)
{
  const char *id = mw_entity_get_id (entry->entity);
  g_autofree char *cell = NULL;

  for (guint i = 0; i < entry->missing->len; i++)
    add_problem (self, "%s.%s is neither mapped nor absent", id,
                 (char *) g_ptr_array_index (entry->missing, i));
  if (entry->source == NULL && entry->absent == NULL)
    add_problem (self, "%s is neither mapped nor absent", id);
  if (entry->source == NULL)
    cell = g_strdup (entry->absent != NULL ? "absent" : "none");
  else if (entry->n_absent > 0)
    cell = g_strdup_printf ("%u+%u/%u", entry->n_mapped, entry->n_absent, entry->n_fields);
  else
    cell = g_strdup_printf ("%u/%u", entry->n_mapped, entry->n_fields);
  g_string_append_printf (self->line, "%-*s", WIDTH, cell);
}

static void
add_cases (MwCoverage *self, MwModel *model, MwSystem *system, MwCases *cases)
{
  g_autoptr (GPtrArray) missing = mw_cases_list_missing (cases, model, system);
  g_autofree char *reason = mw_cases_dup_no_page_reason (cases);

  for (guint i = 0; i < missing->len; i++)
    add_problem (self, "%s", (char *) missing->pdata[i]);
  if (reason != NULL)
    g_string_append_printf (self->line, "no published example: %s", reason);
}

MwCoverage *
mw_coverage_new (MwModel *model, MwSystem *system, MwCases *cases)
{
  MwCoverage *self = g_new0 (MwCoverage, 1);
  g_autoptr (GPtrArray) list = NULL;

  self->line = g_string_new (NULL);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_string_append_printf (self->line, "%-18s", mw_system_get_id (system));
  if (mw_system_is_general (system))
    {
      g_string_append (self->line, "a template: what it maps is found in the system itself");
      return self;
    }
  list = mw_field_coverage_list (model, system);
  g_assert_cmpuint (list->len, ==, 7);
  for (guint i = 0; i < list->len; i++)
    add_entity (self, g_ptr_array_index (list, i));
  if (cases != NULL)
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
