/* mw-reference-shown.c: a record that another one names, when only its id was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-reference-shown.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-text.h"

/* Of “purchase_order” what stands in “purchase_order_id”, when nothing stands in itself. */
static const char *
get_id (MwColumn *column, const MwGeneration *generation, guint row, gsize *length)
{
  const MwField *field = mw_column_get_field (column);
  const MwTableColumn *other = field != NULL && field->pair >= 0 &&
                                   (guint) field->pair < mw_generation_get_n_columns (generation)
                                 ? mw_generation_get_column (generation, (guint) field->pair)
                                 : NULL;
  const MwField *reference = other != NULL ? other->field : NULL;

  if (reference == NULL || reference->entity == NULL || !g_str_has_prefix (reference->id, field->id) ||
      !g_str_equal (reference->id + strlen (field->id), "_id") ||
      mw_generation_get_cell (generation, row, mw_column_get_index (column), NULL) != NULL)
    return NULL;
  return mw_generation_get_cell (generation, row, (guint) field->pair, length);
}

/**
 * mw_reference_dup_shown:
 * @column: a column that says what a record is called
 * @generation: the table
 * @row: number of the row
 * @max_chars: as many as there is room for
 *
 * An empty cell would look as if no record were named. It is only shown so: what is sorted, found, copied and
 * exported has no name.
 *
 * Returns: (transfer full) (nullable): the id, marked as one; %NULL when there is a name, or no id either
 */
char *
mw_reference_dup_shown (MwColumn *column, const MwGeneration *generation, guint row, guint max_chars)
{
  gsize length = 0;
  const char *id = get_id (column, generation, row, &length);
  g_autofree char *shown = id != NULL ? mw_text_for_cell (id, length, max_chars) : NULL;

  /* Translators: in place of a name that was not sent: “(ID 17)” */
  return shown != NULL ? g_strdup_printf (_ ("(ID %s)"), shown) : NULL;
}

/**
 * mw_reference_explain:
 * @column: a column that says what a record is called
 * @generation: the table
 * @row: number of the row
 *
 * Returns: (nullable): why there is an id in the place of a name; %NULL when there is none
 */
const char *
mw_reference_explain (MwColumn *column, const MwGeneration *generation, guint row)
{
  gsize length = 0;

  return get_id (column, generation, row, &length) != NULL
           ? _ ("The system sent only the ID of this record, not its number or name.")
           : NULL;
}
