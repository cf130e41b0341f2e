/* mw-raw-identity.c: by which keys people know a record that is shown as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-raw-identity.h"

#include "mw-expression.h"
#include "mw-json-path.h"

/* What a record is and is called, and when it changed. */
static const char *const fields[] = {
  "remote_id", "number", "line_number", "code", "item_code", "name", "title", "updated_at",
};

typedef struct
{
  GPtrArray *keys;
} Collect;

/* Only members of the record itself are columns. */
static void
collect (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  Collect *self = data;
  const MwJsonStep *step;

  if (expression->kind != MW_EXPRESSION_PATH || scope->depth != 0 || scope->set != NULL ||
      scope->outer != NULL)
    return;
  step = mw_json_path_get_step (expression->path, 0);
  if (step != NULL && step->kind == MW_JSON_STEP_KEY &&
      !g_ptr_array_find_with_equal_func (self->keys, step->key, g_str_equal, NULL))
    g_ptr_array_add (self->keys, g_strdup (step->key));
}

static void
collect_of (Collect *self, const MwEntitySource *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int field = mw_entity_find_field (source->entity, fields[i]);

      if (field >= 0 && source->map[field] != NULL)
        mw_expression_visit (source->map[field], collect, self);
    }
}

/**
 * mw_raw_identity_dup_keys:
 * @connection: whose system file says what the keys of its records mean
 * @set: id of a raw set
 *
 * Returns: (transfer full): the keys of id, number, name and time of change, in this order; none where no
 * entity is made of that set
 */
GStrv
mw_raw_identity_dup_keys (MwConnection *connection, const char *set)
{
  MwSystem *system = mw_connection_get_system (connection);
  const MwVariant *variant = mw_connection_get_variant (connection);
  g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variant);
  Collect self = { g_ptr_array_new_null_terminated (8, g_free, TRUE) };

  for (guint i = 0; i < entities->len; i++)
    {
      const MwEntitySource *source = mw_system_find_entity (system, variant, g_ptr_array_index (entities, i));

      /* Rows that are lines of a record say little about the record itself. */
      if (source != NULL && source->each == NULL && g_str_equal (source->set, set))
        collect_of (&self, source);
    }
  return (GStrv) g_ptr_array_free (self.keys, FALSE);
}
