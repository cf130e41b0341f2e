/* mw-record-pivot.c: records whose fields are a list of names and values
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-record-pivot.h"

#include <string.h>

/* A pair that makes a member: its name is a text, and its value was sent. */
static gboolean
get_pair (yyjson_val *pair,
          const MwPivot *pivot,
          const MwJsonDialect *dialect,
          yyjson_val **name,
          yyjson_val **value)
{
  *name = mw_json_path_get (pivot->name, pair, dialect);
  *value = mw_json_path_get (pivot->value, pair, dialect);
  return yyjson_is_str (*name) && yyjson_get_len (*name) > 0 && *value != NULL;
}

/* A value and what is in it lie in one piece, and refer to each other by distance. */
static gsize
count_values (yyjson_val *value)
{
  return (gsize) (unsafe_yyjson_get_next (value) - value);
}

static yyjson_val *
put (yyjson_val *end, yyjson_val *value)
{
  gsize n = count_values (value);

  memcpy (end, value, n * sizeof *value);
  return end + n;
}

/* How many values the members of all pairs are. */
static gsize
measure (yyjson_val *list, const MwPivot *pivot, const MwJsonDialect *dialect, gsize *n_pairs)
{
  yyjson_val *pair, *name, *value;
  yyjson_arr_iter iter;
  gsize n = 0;

  yyjson_arr_iter_init (list, &iter);
  while ((pair = yyjson_arr_iter_next (&iter)) != NULL)
    if (get_pair (pair, pivot, dialect, &name, &value))
      {
        n += 1 + count_values (value);
        (*n_pairs)++;
      }
  return n;
}

/**
 * mw_record_pivot:
 * @record: as sent
 * @pivot: where its list of pairs is
 * @scratch: where the new record lives
 *
 * Gives {"ID": 1, "DATAFIELD": [{"FIELDNAME": "status", "FIELDVALUE": "R"}]} a member "status". Of two
 * members with one name the first counts, as everywhere, so a pair takes the place of nothing that the record
 * has itself.
 *
 * Returns: (transfer none): the new record; @record when it has no such list
 */
yyjson_val *
mw_record_pivot (yyjson_val *record, const MwPivot *pivot, const MwJsonDialect *dialect, MwScratch *scratch)
{
  yyjson_val *list = mw_json_path_get (pivot->list, record, dialect);
  yyjson_val *made, *end, *pair, *name, *value;
  gsize n_own, n_pairs = 0, n_values;
  yyjson_arr_iter iter;

  if (!yyjson_is_obj (record) || !yyjson_arr_iter_init (list, &iter))
    return record;
  n_own = count_values (record);
  n_values = n_own + measure (list, pivot, dialect, &n_pairs);
  made = mw_scratch_take_aligned (scratch, n_values * sizeof *made);
  end = put (made, record);
  while ((pair = yyjson_arr_iter_next (&iter)) != NULL)
    if (get_pair (pair, pivot, dialect, &name, &value))
      end = put (put (end, name), value);
  made->uni.ofs = n_values * sizeof *made;
  unsafe_yyjson_set_len (made, unsafe_yyjson_get_len (record) + n_pairs);
  return made;
}
