/* mw-trace-chosen.c: what was chosen at connecting in a trace
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-trace-chosen.h"

#include "mw-row-finish.h"
#include "mw-rule-words.h"

static void
fill_field (const MwTraceTask *task, MwTraceField *fields, int number, const char *value)
{
  const MwRuleWords about = { task->system, task->variant, task->source, task->chosen };
  MwTraceField *field = &fields[MAX (number, 0)];

  if (number < 0 || value == NULL || field->value != NULL)
    return;
  field->is_mapped = TRUE;
  field->value = g_strdup (value);
  g_free (field->words);
  field->words = mw_rule_words_dup_chosen (&about,
                                           mw_entity_get_field (task->source->entity, (guint) number));
  g_ptr_array_set_size (field->addresses, 0);
}

void
mw_trace_chosen_fill (const MwTraceTask *task, MwTraceField *fields)
{
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (task->system, task->variant);
  int id = mw_entity_find_field (task->source->entity, "organization_id");
  int name = mw_entity_find_field (task->source->entity, "organization");
  const MwChosenValue *value = NULL;

  for (guint i = 0; i < choices->len && task->chosen != NULL && value == NULL; i++)
    if (((const MwChoice *) choices->pdata[i])->organization)
      value = mw_row_finish_find_value (choices->pdata[i], task->chosen, task->organization,
                                        id >= 0 ? fields[id].value : NULL,
                                        name >= 0 ? fields[name].value : NULL);
  if (value == NULL)
    return;
  fill_field (task, fields, mw_entity_find_field (task->source->entity, "currency"), value->currency);
  if (id >= 0 && fields[id].value == NULL)
    {
      fill_field (task, fields, id, value->value);
      fill_field (task, fields, name, value->label);
    }
}
