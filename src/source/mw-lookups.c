/* mw-lookups.c: sets that others look into, as tables of just the values that are asked for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-lookups.h"

#include "mw-evaluation.h"

typedef struct
{
  GPtrArray *lookups; /* (element-type MwExpression): each is a column of the table */
  GHashTable *rows;   /* key → char *[lookups->len], NULL for null */
} MwLookupTable;

typedef struct
{
  MwLookupTable *table;
  guint column;
} MwLookupSlot;

struct _MwLookups
{
  GHashTable *tables; /* set → MwLookupTable */
  GHashTable *slots;  /* lookup expression → MwLookupSlot */
};

/* A row may hold NULLs anywhere, so it knows its own length. */
typedef struct
{
  guint n_values;
  char *values[];
} MwLookupRow;

static void
mw_lookup_row_free (MwLookupRow *row)
{
  for (guint i = 0; i < row->n_values; i++)
    g_free (row->values[i]);
  g_free (row);
}

static void
mw_lookup_table_free (MwLookupTable *table)
{
  g_ptr_array_unref (table->lookups);
  g_hash_table_unref (table->rows);
  g_free (table);
}

static void
collect_lookup (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  MwLookups *self = data;
  MwLookupTable *table;
  MwLookupSlot *slot;

  if (expression->kind != MW_EXPRESSION_LOOKUP || g_hash_table_contains (self->slots, expression))
    return;
  table = g_hash_table_lookup (self->tables, expression->text);
  if (table == NULL)
    {
      table = g_new0 (MwLookupTable, 1);
      table->lookups = g_ptr_array_new ();
      table->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) mw_lookup_row_free);
      g_hash_table_insert (self->tables, g_strdup (expression->text), table);
    }
  slot = g_new0 (MwLookupSlot, 1);
  slot->table = table;
  slot->column = table->lookups->len;
  g_ptr_array_add (table->lookups, (gpointer) expression);
  g_hash_table_insert (self->slots, (gpointer) expression, slot);
}

/**
 * mw_lookups_new:
 * @source: the entity whose map looks into other sets; outlives the tables
 * @n_fields: number of fields of that entity
 *
 * Makes an empty table for each set that the map looks into.
 */
MwLookups *
mw_lookups_new (const MwEntitySource *source, guint n_fields)
{
  MwLookups *self = g_new0 (MwLookups, 1);

  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) mw_lookup_table_free);
  self->slots = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < n_fields; i++)
    if (source->map[i] != NULL)
      mw_expression_visit (source->map[i], collect_lookup, self);
  if (source->where != NULL)
    mw_condition_visit (source->where, collect_lookup, self);
  return self;
}

void
mw_lookups_free (MwLookups *self)
{
  g_hash_table_unref (self->slots);
  g_hash_table_unref (self->tables);
  g_free (self);
}

/**
 * mw_lookups_uses:
 *
 * Returns: whether any expression of the entity looks into @set
 */
gboolean
mw_lookups_uses (MwLookups *self, const char *set)
{
  return g_hash_table_contains (self->tables, set);
}

void
mw_lookups_clear (MwLookups *self, const char *set)
{
  MwLookupTable *table = g_hash_table_lookup (self->tables, set);

  if (table != NULL)
    g_hash_table_remove_all (table->rows);
}

/**
 * mw_lookups_add:
 * @set: the set that was read
 * @key: identity of the record
 * @evaluation: stands on the record
 *
 * Takes from the record what lookups into @set will ask for. The record itself is not kept.
 */
void
mw_lookups_add (MwLookups *self, const char *set, const char *key, MwEvaluation *evaluation)
{
  MwLookupTable *table = g_hash_table_lookup (self->tables, set);
  MwLookupRow *row;

  if (table == NULL || g_hash_table_contains (table->rows, key))
    return;
  row = g_malloc0 (sizeof (MwLookupRow) + table->lookups->len * sizeof (char *));
  row->n_values = table->lookups->len;
  for (guint i = 0; i < table->lookups->len; i++)
    {
      const MwExpression *lookup = g_ptr_array_index (table->lookups, i);

      row->values[i] = g_strdup (mw_evaluation_get_text (evaluation, lookup->of[1], FALSE).text);
    }
  g_hash_table_insert (table->rows, g_strdup (key), row);
}

/**
 * mw_lookups_get:
 * @lookup: an expression of kind lookup, of the entity these tables were made for
 * @key: whose record
 *
 * Returns: (nullable): the value, %NULL when the record is not there or has none
 */
const char *
mw_lookups_get (MwLookups *self, const MwExpression *lookup, const char *key)
{
  MwLookupSlot *slot = g_hash_table_lookup (self->slots, lookup);
  MwLookupRow *row;

  if (slot == NULL)
    return NULL;
  row = g_hash_table_lookup (slot->table->rows, key);
  return row != NULL ? row->values[slot->column] : NULL;
}
