/* mw-lines-of.c: which entity is the lines of which, and how they name what they belong to
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-lines-of.h"

#include <string.h>

#define LINES "_line"

/**
 * mw_lines_of_find_reference:
 * @lines: an entity
 *
 * Of “purchase_order_line” it is the reference to “purchase_order”.
 *
 * Returns: which of its fields holds the id of what a line belongs to; -1 when its rows are no lines
 */
int
mw_lines_of_find_reference (MwEntity *lines)
{
  const char *id = mw_entity_get_id (lines);

  for (guint i = 0; g_str_has_suffix (id, LINES) && i < mw_entity_get_n_fields (lines); i++)
    {
      const MwField *field = mw_entity_get_field (lines, i);

      if (field->entity != NULL && g_str_has_suffix (field->id, "_id") &&
          strlen (field->entity) + strlen (LINES) == strlen (id) && g_str_has_prefix (id, field->entity))
        return (int) i;
    }
  return -1;
}

/**
 * mw_lines_of_find_entity:
 * @connection: a connection
 * @id: of an entity
 *
 * Returns: (transfer none) (nullable): the entity; %NULL when the connection does not offer it
 */
MwEntity *
mw_lines_of_find_entity (MwConnection *connection, const char *id)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  for (guint i = 0; i < entities->len; i++)
    if (g_str_equal (mw_entity_get_id (entities->pdata[i]), id))
      return entities->pdata[i];
  return NULL;
}

/**
 * mw_lines_of_find_lines:
 * @connection: a connection
 * @entity: what lines may belong to
 *
 * Returns: (transfer none) (nullable): their entity; %NULL when the connection offers none
 */
MwEntity *
mw_lines_of_find_lines (MwConnection *connection, MwEntity *entity)
{
  g_autofree char *id = g_strconcat (mw_entity_get_id (entity), LINES, NULL);
  MwEntity *lines = mw_lines_of_find_entity (connection, id);

  return lines != NULL && mw_lines_of_find_reference (lines) >= 0 ? lines : NULL;
}
