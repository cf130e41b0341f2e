/* mw-mapping.c: makes normalized rows out of raw records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-mapping.h"

#include "mw-evaluation.h"
#include "mw-field-check.h"
#include "mw-record-pivot.h"
#include "mw-value.h"

/* How the cell of a mapped field is made. */
typedef enum
{
  CELL_AS_SENT, /* a plain path of a field that takes any text: most of all cells */
  CELL_NUMBER,  /* a plain path of a number */
  CELL_DATE,    /* a date that the expression has written as the field wants it */
  CELL_ENUM,    /* an enum whose own text is another column */
  CELL_CHECKED, /* any other */
} CellKind;

typedef struct
{
  guint column;
  CellKind kind;
  const MwField *field;
  const MwExpression *expression;
  guint place;            /* of a plain path: where its value is found, 0: it must be looked for */
  const MwJsonPath *rest; /* what is to be followed from there, or NULL */
} Cell;

struct _MwMapping
{
  MwSystem *system;
  const MwVariant *variant;
  const MwEntitySource *source;
  MwLookups *lookups;
  MwScratch *scratch;
  MwVariables *places;
  MwFoundPaths *paths; /* or NULL */
  char *address;
  Cell *cells;
  guint n_cells;
};

static CellKind
get_cell_kind (const MwEntitySource *source, const MwField *field, const MwExpression *expression)
{
  gboolean is_plain = expression->kind == MW_EXPRESSION_PATH;

  if (expression->kind == MW_EXPRESSION_ENUM && field->pair >= 0 && source->map[field->pair] == NULL)
    return CELL_ENUM;
  if (expression->kind == MW_EXPRESSION_DATE &&
      ((field->type == MW_FIELD_TYPE_DATE && expression->meaning == MW_DATE_DAY) ||
       (field->type == MW_FIELD_TYPE_DATETIME && expression->meaning == MW_DATE_INSTANT)))
    return CELL_DATE;
  if (is_plain && mw_field_is_number (field))
    return CELL_NUMBER;
  return is_plain && (field->type < MW_FIELD_TYPE_INTEGER || field->type > MW_FIELD_TYPE_ENUM) ? CELL_AS_SENT
                                                                                               : CELL_CHECKED;
}

static void
plan_cells (MwMapping *self)
{
  MwEntity *entity = self->source->entity;
  guint n_fields = mw_entity_get_n_fields (entity);

  self->cells = g_new0 (Cell, n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      const MwField *field = mw_entity_get_field (entity, i);
      const MwExpression *expression = self->source->map[i];

      if (expression == NULL)
        continue;
      self->cells[self->n_cells++] = (Cell) {
        .column = i,
        .kind = get_cell_kind (self->source, field, expression),
        .field = field,
        .expression = expression,
      };
    }
}

/**
 * mw_mapping_new:
 * @lookups: (nullable): the tables that the map's lookups read
 * @address: (nullable): stands for {url} in constants
 */
MwMapping *
mw_mapping_new (MwSystem *system,
                const MwVariant *variant,
                const MwEntitySource *source,
                MwLookups *lookups,
                const char *address)
{
  MwMapping *self = g_new0 (MwMapping, 1);

  self->system = g_object_ref (system);
  self->variant = variant;
  self->source = source;
  self->lookups = lookups;
  self->scratch = mw_scratch_new ();
  self->address = g_strdup (address);
  if (self->address != NULL && g_str_has_suffix (self->address, "/"))
    self->address[strlen (self->address) - 1] = '\0';
  plan_cells (self);
  return self;
}

void
mw_mapping_free (MwMapping *self)
{
  g_object_unref (self->system);
  mw_scratch_free (self->scratch);
  g_clear_pointer (&self->places, mw_variables_unref);
  g_free (self->address);
  g_clear_pointer (&self->paths, mw_found_paths_free);
  g_free (self->cells);
  g_free (self);
}

/**
 * mw_mapping_set_places:
 * @places: values of the places in constants, zones and languages
 *
 * To be called before the first record.
 */
void
mw_mapping_set_places (MwMapping *self, MwVariables *places)
{
  g_clear_pointer (&self->places, mw_variables_unref);
  self->places = mw_variables_ref (places);
}

/**
 * mw_mapping_read_with:
 * @keys: what the records that follow are read with; nothing was read with it yet
 *
 * Has @keys find what the map wants.
 */
void
mw_mapping_read_with (MwMapping *self, MwJsonKeys *keys)
{
  g_clear_pointer (&self->paths, mw_found_paths_free);
  self->paths = mw_found_paths_new (self->source, &self->variant->dialect, keys);
  for (Cell *cell = self->cells; cell < self->cells + self->n_cells; cell++)
    if (cell->expression->kind == MW_EXPRESSION_PATH)
      cell->place = mw_found_paths_get_place (self->paths, cell->expression->path, &cell->rest);
}

static MwEvaluation
begin_evaluation (MwMapping *self, yyjson_val *record, const MwHolder *holder, const MwJsonFound *found)
{
  return (MwEvaluation) {
    .system = self->system,
    .variant = self->variant,
    .address = self->address,
    .lookups = self->lookups,
    .scratch = self->scratch,
    .places = self->places,
    .record = record,
    .holder = holder,
    .paths = self->paths,
    .found = found,
  };
}

static void
add_cell (MwChunkBuilder *rows, guint column, MwSlice text)
{
  if (text.text != NULL)
    mw_chunk_builder_set_cell (rows, column, text.text, (gssize) text.length);
}

static void
add_enum_cells (MwEvaluation *evaluation, const Cell *cell, MwChunkBuilder *rows)
{
  MwSlice source = mw_evaluation_get_source (evaluation, cell->expression);

  add_cell (rows, cell->column, mw_evaluation_translate (evaluation, cell->expression, source));
  add_cell (rows, (guint) cell->field->pair, source);
}

static void
add_checked_cell (MwMapping *self, MwEvaluation *evaluation, const Cell *cell, MwChunkBuilder *rows)
{
  const MwField *field = cell->field;
  const char *problem = NULL;
  MwSlice text;

  evaluation->problem = NULL;
  text = mw_evaluation_get_text (evaluation, cell->expression, field->type == MW_FIELD_TYPE_BOOLEAN);
  if (cell->kind != CELL_DATE)
    text = mw_field_check (field, text, self->scratch, &problem);
  if (evaluation->problem != NULL)
    problem = evaluation->problem;
  add_cell (rows, cell->column, text);
  if (problem != NULL)
    mw_chunk_builder_add_problem (rows, cell->column, problem);
}

static yyjson_val *
find_value (MwMapping *self, const MwEvaluation *evaluation, const Cell *cell)
{
  yyjson_val *value;

  if (cell->place == 0 || evaluation->found == NULL)
    return mw_evaluation_get_value (evaluation, cell->expression->path);
  value = mw_json_found_get (evaluation->found, cell->place);
  return cell->rest != NULL ? mw_json_path_get (cell->rest, value, &self->variant->dialect) : value;
}

/* Most cells: a number, or a text without escapes. FALSE: it is something else. */
static inline gboolean
add_plain_cell (MwMapping *self, const Cell *cell, yyjson_val *value, MwChunkBuilder *rows)
{
  const uint8_t plain_text = YYJSON_TYPE_STR | YYJSON_SUBTYPE_NOESC;
  MwSlice text;

  if (value == NULL)
    return TRUE;
  text = (MwSlice) { value->uni.str, unsafe_yyjson_get_len (value) };
  if (unsafe_yyjson_is_raw (value))
    {
      mw_chunk_builder_set_plain_cell (rows, cell->column, text.text, text.length);
      return TRUE;
    }
  if (cell->kind != CELL_AS_SENT || unsafe_yyjson_get_tag (value) != plain_text)
    return FALSE;
  if (!mw_value_is_null_text (text, self->variant))
    mw_chunk_builder_set_plain_cell (rows, cell->column, text.text, text.length);
  return TRUE;
}

/* Plain paths: no copy on the way, and a NUL inside is kept. A number of JSON is one. */
static void
add_sent_cell (MwMapping *self, MwEvaluation *evaluation, const Cell *cell, MwChunkBuilder *rows)
{
  yyjson_val *value = find_value (self, evaluation, cell);
  const char *problem = NULL;
  MwSlice text;

  if (add_plain_cell (self, cell, value, rows))
    return;
  text = mw_value_get_text (value, self->variant, FALSE, self->scratch);

  if (cell->kind == CELL_NUMBER && !yyjson_is_raw (value))
    text = mw_field_check (cell->field, text, self->scratch, &problem);
  add_cell (rows, cell->column, text);
  if (problem != NULL)
    mw_chunk_builder_add_problem (rows, cell->column, problem);
}

static void
add_row (MwMapping *self, MwEvaluation *evaluation, const MwRowOrigin *origin, MwChunkBuilder *rows)
{
  if (self->source->where != NULL && !mw_evaluation_test (evaluation, self->source->where))
    return;
  mw_chunk_builder_begin_row (rows, origin);
  for (const Cell *cell = self->cells; cell < self->cells + self->n_cells; cell++)
    switch (cell->kind)
      {
      case CELL_AS_SENT:
      case CELL_NUMBER:
        add_sent_cell (self, evaluation, cell, rows);
        break;
      case CELL_ENUM:
        add_enum_cells (evaluation, cell, rows);
        break;
      case CELL_DATE:
      case CELL_CHECKED:
      default:
        add_checked_cell (self, evaluation, cell, rows);
      }
}

/* Rows of the elements of a list of the record. */
static void
add_children (MwMapping *self, const MwHolder *holder, MwRowOrigin *origin, MwChunkBuilder *rows)
{
  MwEvaluation in_record = begin_evaluation (self, holder->record, NULL, holder->found);
  yyjson_val *children = mw_evaluation_get_value (&in_record, self->source->each);
  guint n_found;
  gboolean found = holder->found != NULL &&
                   mw_found_paths_get_rows (self->paths, holder->found, &n_found) == children;
  yyjson_val *child;
  yyjson_arr_iter iter;

  if (!yyjson_is_arr (children))
    return;
  yyjson_arr_iter_init (children, &iter);
  while ((child = yyjson_arr_iter_next (&iter)) != NULL)
    {
      guint number = (guint) ++origin->child;
      MwJsonFound row;
      MwEvaluation evaluation;

      if (found)
        row = mw_found_paths_get_row (self->paths, holder->found, number);
      evaluation = begin_evaluation (self, child, holder, found ? &row : NULL);
      add_row (self, &evaluation, origin, rows);
    }
}

/**
 * mw_mapping_add_record:
 * @record: a raw record
 * @found: (nullable): what was found of it by the keys of mw_mapping_read_with()
 * @set: number of its raw set in the sink
 * @number: its number in that set
 * @rows: gets the rows, one column for each field of the entity
 *
 * What cannot be made of a value spoils that one cell, which keeps the text that was sent with a problem
 * beside it.
 */
void
mw_mapping_add_record (MwMapping *self,
                       yyjson_val *record,
                       const MwJsonFound *found,
                       guint set,
                       guint number,
                       MwChunkBuilder *rows)
{
  MwRowOrigin origin = { .set = set, .record = number, .child = -1 };
  const MwHolder holder = { record, NULL, found };
  MwEvaluation evaluation;

  if (self->source->each != NULL)
    {
      add_children (self, &holder, &origin, rows);
      return;
    }
  evaluation = begin_evaluation (self, record, NULL, found);
  add_row (self, &evaluation, &origin, rows);
}

/**
 * mw_mapping_add_lookup:
 *
 * Remembers what the entity's map will ask of this record of a set that it looks into.
 */
void
mw_mapping_add_lookup (MwMapping *self, const char *set, const char *key, yyjson_val *record)
{
  MwEvaluation evaluation = begin_evaluation (self, record, NULL, NULL);

  mw_lookups_add (self->lookups, set, key, &evaluation);
}

/**
 * mw_mapping_begin_record:
 * @set: what @record is of
 * @record: as sent
 *
 * Lets go of the texts of the record before.
 *
 * Returns: (transfer none): @record as the map sees it, until the next one
 */
yyjson_val *
mw_mapping_begin_record (MwMapping *self, const MwSetSource *set, yyjson_val *record)
{
  mw_scratch_reset (self->scratch);
  return set->pivot != NULL ? mw_record_pivot (record, set->pivot, &self->variant->dialect, self->scratch)
                            : record;
}

/**
 * mw_mapping_get_key:
 * @key: (nullable): the set's key expression
 * @record: from mw_mapping_begin_record()
 *
 * Returns: the identity of @record, null when there is none; it lives until the next record
 */
MwSlice
mw_mapping_get_key (MwMapping *self, const MwExpression *key, yyjson_val *record)
{
  MwEvaluation evaluation = begin_evaluation (self, record, NULL, NULL);

  return key != NULL ? mw_evaluation_get_text (&evaluation, key, FALSE) : MW_SLICE_NULL;
}
