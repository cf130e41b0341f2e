/* mw-set-requests.c: checks the requests of the sets of a system file: every place has a value, pages turn,
 * nothing writes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-places.h"
#include "mw-system-places.h"

/* What is checked: one set, as it is read in one variant after one sign-in. */
typedef struct
{
  MwFileReader *reader;
  MwSystemFile *file;
  const MwSetEntry *set;
  const MwSetSource *source;
  guint variant;
  GHashTable *places;
} SetCheck;

/* Messages about a variant's request say for which set. Takes back what was entered before. */
static void
enter_request (SetCheck *check, gboolean own)
{
  MwFileReader *r = check->reader;

  mw_file_reader_leave (r, 0);
  if (own)
    {
      mw_file_reader_enter (r, "sets");
      mw_file_reader_enter (r, check->set->id);
      return;
    }
  mw_file_reader_enter (r, "variants");
  mw_file_reader_enter_index (r, check->variant);
  mw_file_reader_enter (r, "requests");
}

static gboolean
check_request (SetCheck *check, const char *key, const MwRequestTemplate *request)
{
  gsize mark;

  if (!mw_system_check_request (check->reader, key, request, MW_REQUEST_READ, MW_REQUEST_SEARCH,
                                check->places, check->source->variables))
    return FALSE;
  mark = mw_file_reader_enter (check->reader, key);
  if (request != NULL && !mw_scope_check_path (check->reader, check->file, request))
    return FALSE;
  mw_file_reader_leave (check->reader, mark);
  return TRUE;
}

static gboolean
check_variables (SetCheck *check)
{
  g_auto (GStrv) names = mw_variables_dup_names (check->source->variables);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_hash_table_contains (check->places, names[i]) || mw_system_is_engine_place (names[i]))
        {
          enter_request (check, TRUE);
          mw_file_reader_enter (check->reader, "variables");
          return mw_file_reader_fail (check->reader, names[i], "means something else already");
        }
      /* The places outlive @names. */
      mw_system_add_place (check->places, g_intern_string (names[i]), MW_PLACE_PLAIN);
    }
  return TRUE;
}

/* A set that is read for the records of another one is asked with what these are called. */
static gboolean
check_of (SetCheck *check)
{
  const MwSetOf *of = check->source->of;
  MwSetEntry *parent;

  if (of == NULL)
    return TRUE;
  enter_request (check, TRUE);
  mw_file_reader_enter (check->reader, "of");
  parent = mw_system_file_find_set (check->file, of->set);
  if (parent == NULL)
    return mw_file_reader_fail (check->reader, "set", "there is no set “%s”", of->set);
  if (parent == check->set || parent->of != NULL)
    return mw_file_reader_fail (check->reader, "set", "must be a set that stands on its own");
  if (parent->sources[check->variant].id == NULL)
    return mw_file_reader_fail (check->reader, "set", "the set “%s” is not for the variant “%s”", of->set,
                                check->file->variants[check->variant].variant.id);
  if (check->source->count != NULL)
    return mw_file_reader_fail (check->reader, NULL,
                                "a set that is read for the records of another has no count");
  if (of->batch == 0 ? !mw_request_has_place (check->source->list, "parent")
                     : !mw_request_has_place (check->source->list, "parents") &&
                         !mw_request_has_place (check->source->list, "parents_csv"))
    return mw_file_reader_fail (check->reader, NULL, "the list has no %s",
                                of->batch == 0 ? "{parent}" : "{parents}");
  mw_file_reader_enter (check->reader, "values");
  for (guint i = 0; i < of->n_values; i++)
    if (g_hash_table_contains (check->places, of->values[i].place) ||
        mw_system_is_engine_place (of->values[i].place))
      return mw_file_reader_fail (check->reader, of->values[i].place, "means something else already");
  mw_system_add_of_places (check->places, of);
  return TRUE;
}

typedef struct
{
  SetCheck *check;
  gboolean ok;
} ConstCheck;

static void
check_const (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  ConstCheck *consts = data;

  if (consts->ok && expression->kind == MW_EXPRESSION_CONST)
    consts->ok = mw_request_check_text (consts->check->reader, "key", expression->text, consts->check->places,
                                        FALSE);
}

/* What the key's constants are filled with. */
static gboolean
check_key (SetCheck *check)
{
  ConstCheck consts = { check, TRUE };

  enter_request (check, TRUE);
  mw_expression_visit (check->source->key, check_const, &consts);
  return consts.ok;
}

typedef struct
{
  const MwSetSource *source;
  gboolean is_column;
} KeyCheck;

static void
check_key_path (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  KeyCheck *key = data;

  for (guint i = 0; expression->path != NULL && i < key->source->n_columns; i++)
    key->is_column = key->is_column || g_strcmp0 (mw_json_path_get_key (expression->path, 0),
                                                  key->source->columns[i].name) == 0;
}

static gboolean
count_columns (const char *name, gpointer data)
{
  guint *n = data;

  *n += strcmp (name, "columns") == 0;
  return TRUE;
}

/* Their expressions are written in the language of the statement and mean nothing elsewhere. */
static gboolean
has_columns_elsewhere (const MwRequestTemplate *request)
{
  guint n_all = 0, n_in_statement = 0;

  mw_place_foreach (request->path, count_columns, &n_all);
  for (guint i = 0; i < request->n_query; i++)
    mw_place_foreach (request->query[i].value, count_columns, &n_all);
  for (guint i = 0; i < request->n_headers; i++)
    mw_place_foreach (request->headers[i].value, count_columns, &n_all);
  if (request->body != NULL)
    mw_place_foreach_in_node (request->body, count_columns, &n_all);
  mw_place_foreach (mw_request_template_get_statement (request), count_columns, &n_in_statement);
  return n_all > n_in_statement;
}

/* There is always one to ask for, as the key is always asked for. */
static gboolean
check_columns (SetCheck *check)
{
  KeyCheck key = { check->source, FALSE };

  if (check->source->n_columns == 0)
    {
      g_hash_table_remove (check->places, "columns");
      return TRUE;
    }
  if (check->source->list->statement == NULL || !mw_request_has_place (check->source->list, "columns"))
    return mw_file_reader_fail (check->reader, NULL, "has no statement with {columns}");
  if (mw_request_template_get_statement (check->source->list) == NULL ||
      has_columns_elsewhere (check->source->list))
    return mw_file_reader_fail (check->reader, NULL, "has {columns} outside of its statement");
  mw_expression_visit (check->source->key, check_key_path, &key);
  if (!key.is_column)
    return mw_file_reader_fail (check->reader, NULL, "needs the key of the set among its columns");
  return TRUE;
}

static gboolean
is_other (const char *name, gpointer data)
{
  return strcmp (name, "order") != 0;
}

/* A parameter without a value is left out; anywhere else there must be one. */
static gboolean
has_order_outside_of_query (const MwRequestTemplate *request)
{
  if (!mw_place_foreach (request->path, is_other, NULL) ||
      (request->body != NULL && !mw_place_foreach_in_node (request->body, is_other, NULL)))
    return TRUE;
  for (guint i = 0; i < request->n_headers; i++)
    if (!mw_place_foreach (request->headers[i].value, is_other, NULL))
      return TRUE;
  return request->statement != NULL && mw_request_has_place (request, "order");
}

static gboolean
has_newest (MwSystemFile *file)
{
  for (guint i = 0; i < file->n_sets; i++)
    if (file->sets[i].order_newest != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
check_newest (SetCheck *check)
{
  const MwSetSource *source = check->source;
  JsonNode *newest = source->order_newest;

  if (newest == NULL)
    return TRUE;
  enter_request (check, TRUE);
  if (source->paging.style == MW_PAGING_KEYSET)
    return mw_file_reader_fail (check->reader, "order_newest",
                                "is not for a keyset, which is ordered by its key");
  if (source->of != NULL)
    return mw_file_reader_fail (check->reader, "order_newest",
                                "is not for a list that is read for the records of another");
  if (!mw_request_has_place (source->list, "order"))
    return mw_file_reader_fail (check->reader, "order_newest", "needs {order} in the list");
  return source->paging.order == NULL ||
         JSON_NODE_HOLDS_ARRAY (source->paging.order) == JSON_NODE_HOLDS_ARRAY (newest) ||
         mw_file_reader_fail (check->reader, "order_newest", "must be of the kind of the paging's “order”");
}

static gboolean
check_paging (SetCheck *check)
{
  const MwSetSource *source = check->source;
  const char *place = mw_system_get_paging_place (&source->paging);

  if (source->list->records == NULL)
    return mw_file_reader_fail (check->reader, "records", "is missing");
  if (place != NULL && !mw_request_has_place (source->list, place))
    return mw_file_reader_fail (check->reader, NULL, "has no {%s}, which its paging turns the pages with",
                                place);
  if (source->paging.size == 0 && mw_request_has_place (source->list, "limit"))
    return mw_file_reader_fail (check->reader, NULL, "has {limit}, but its paging has no size");
  if (source->paging.order != NULL && !mw_request_has_place (source->list, "order"))
    return mw_file_reader_fail (check->reader, NULL, "has no {order}, but its paging has an “order”");
  mw_system_add_list_places (check->places, &source->paging);
  /* Of a list that the sets of a variant share, some say how the newest come first. */
  if (source->paging.order == NULL &&
      (!has_newest (check->file) || has_order_outside_of_query (source->list)))
    g_hash_table_remove (check->places, "order");
  return check_newest (check);
}

static gboolean
check_list (SetCheck *check)
{
  gboolean own = check->source->list != check->file->variants[check->variant].list;

  enter_request (check, own);
  mw_file_reader_enter (check->reader, "list");
  if (!check_of (check) || !check_key (check))
    return FALSE;
  enter_request (check, own);
  mw_file_reader_enter (check->reader, "list");
  if (!check_columns (check) || !check_paging (check))
    return FALSE;
  enter_request (check, own);
  return check_request (check, "list", check->source->list);
}

/* A detail knows what the list knows, and which record it is asked about. */
static gboolean
check_detail (SetCheck *check)
{
  const MwDetail *detail = check->source->detail;

  if (detail == NULL)
    return TRUE;
  enter_request (check, TRUE);
  mw_file_reader_enter (check->reader, "detail");
  if (detail->batch == 0 ? !mw_request_has_place (detail->request, "record")
                         : !mw_request_has_place (detail->request, "records") &&
                             !mw_request_has_place (detail->request, "records_csv"))
    return mw_file_reader_fail (check->reader, "request", "has no %s",
                                detail->batch == 0 ? "{record}" : "{records}");
  if (detail->batch > 0 && detail->request->records == NULL)
    {
      mw_file_reader_enter (check->reader, "request");
      return mw_file_reader_fail (check->reader, "records", "is missing");
    }
  mw_system_add_record_places (check->places, "record", detail->batch > 0);
  return check_request (check, "request", detail->request);
}

static gboolean
check_scope (SetCheck *check)
{
  enter_request (check, TRUE);
  if (!mw_scope_check_set (check->reader, check->file, check->source, check->places))
    return FALSE;
  mw_scope_add_filter_places (check->source, check->places);
  return TRUE;
}

static gboolean
check_count_and_fields (SetCheck *check)
{
  const MwSetSource *source = check->source;

  enter_request (check, source->count != check->file->variants[check->variant].count);
  if (source->count != NULL && source->count->total == NULL)
    {
      mw_file_reader_enter (check->reader, "count");
      return mw_file_reader_fail (check->reader, "total", "is missing");
    }
  if (!check_request (check, "count", source->count))
    return FALSE;
  enter_request (check, source->fields != check->file->variants[check->variant].fields);
  return check_request (check, "fields", source->fields);
}

static gboolean
check_set (SetCheck *check)
{
  return check_variables (check) && check_scope (check) && check_count_and_fields (check) &&
         check_list (check) && check_detail (check);
}

static gboolean
check_set_with (MwFileReader *r,
                MwSystemFile *file,
                const MwSetEntry *set,
                guint variant,
                const MwSignIn *sign_in)
{
  const MwVariant *of = &file->variants[variant].variant;
  g_autoptr (GHashTable) places = mw_system_file_dup_places (file, sign_in, of, of->n_prepare);
  g_autofree char *note = g_strdup_printf (" (for the set “%s” and the sign-in “%s”)", set->id, sign_in->id);
  SetCheck check = { r, file, set, &set->sources[variant], variant, places };

  r->note = note;
  if (!check_set (&check))
    return FALSE;
  r->note = NULL;
  mw_file_reader_leave (r, 0);
  return TRUE;
}

gboolean
mw_system_file_check_sets (MwFileReader *reader, MwSystemFile *file, guint variant)
{
  for (guint i = 0; i < file->n_sign_ins; i++)
    {
      g_autoptr (GHashTable) places = mw_system_file_dup_sign_in_places (file, &file->sign_ins[i], TRUE);

      if (!mw_system_file_has_variant (file, variant, file->sign_ins[i].id))
        continue;
      if (!mw_scope_check_choices (reader, file, &file->variants[variant].variant, places))
        return FALSE;
      for (guint n = 0; n < file->n_sets; n++)
        if (file->sets[n].sources[variant].id != NULL &&
            !check_set_with (reader, file, &file->sets[n], variant, &file->sign_ins[i]))
          return FALSE;
    }
  return TRUE;
}
