/* mw-survey.c: the lists that a system turned out to have, with their fields and first records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-survey.h"

#include <string.h>

struct _MwSurvey
{
  GObject parent_instance;

  MwSystem *general;
  const MwVariant *variant;
  MwModel *model;
  MwSynonyms *synonyms;
  GPtrArray *lists;
};

G_DEFINE_FINAL_TYPE (MwSurvey, mw_survey, G_TYPE_OBJECT)

static void
mw_survey_finalize (GObject *object)
{
  MwSurvey *self = MW_SURVEY (object);

  g_clear_object (&self->general);
  g_clear_object (&self->model);
  g_clear_pointer (&self->synonyms, mw_synonyms_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  G_OBJECT_CLASS (mw_survey_parent_class)->finalize (object);
}

static void
mw_survey_class_init (MwSurveyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_survey_finalize;
}

static void
mw_survey_init (MwSurvey *self)
{
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_survey_list_unref);
}

MwSurvey *
mw_survey_new (MwSystem *general, const MwVariant *variant, MwModel *model, MwSynonyms *synonyms)
{
  MwSurvey *self = g_object_new (MW_TYPE_SURVEY, NULL);

  self->general = g_object_ref (general);
  self->variant = variant;
  self->model = g_object_ref (model);
  self->synonyms = mw_synonyms_ref (synonyms);
  return self;
}

MwSystem *
mw_survey_get_general (MwSurvey *self)
{
  return self->general;
}

const MwVariant *
mw_survey_get_variant (MwSurvey *self)
{
  return self->variant;
}

void
mw_survey_set_variant (MwSurvey *self, const MwVariant *variant)
{
  self->variant = variant;
}

MwModel *
mw_survey_get_model (MwSurvey *self)
{
  return self->model;
}

MwSynonyms *
mw_survey_get_synonyms (MwSurvey *self)
{
  return self->synonyms;
}

/**
 * mw_survey_add_list:
 * @list: (transfer full): one more
 *
 * Adds it; above %MW_SURVEY_MAX_LISTS it is dropped.
 */
void
mw_survey_add_list (MwSurvey *self, MwSurveyList *list)
{
  if (self->lists->len < MW_SURVEY_MAX_LISTS)
    g_ptr_array_add (self->lists, list);
  else
    mw_survey_list_unref (list);
}

guint
mw_survey_get_n_lists (MwSurvey *self)
{
  return self->lists->len;
}

MwSurveyList *
mw_survey_get_list (MwSurvey *self, guint position)
{
  return self->lists->pdata[position];
}

MwSurveyList *
mw_survey_find_list (MwSurvey *self, const char *id)
{
  for (guint i = 0; i < self->lists->len; i++)
    if (g_str_equal (((MwSurveyList *) self->lists->pdata[i])->id, id))
      return self->lists->pdata[i];
  return NULL;
}

MwSurvey *
mw_survey_new_like (MwSurvey *self)
{
  return mw_survey_new (self->general, self->variant, self->model, self->synonyms);
}

/**
 * mw_survey_join:
 * @found: what was found later
 *
 * Returns: (transfer full): a survey of both; of two lists with the same id that of @found
 */
MwSurvey *
mw_survey_join (MwSurvey *self, MwSurvey *found)
{
  MwSurvey *joined = mw_survey_new_like (self);

  for (guint i = 0; i < self->lists->len; i++)
    {
      MwSurveyList *list = self->lists->pdata[i];
      MwSurveyList *newer = mw_survey_find_list (found, list->id);

      mw_survey_add_list (joined, mw_survey_list_ref (newer != NULL ? newer : list));
    }
  for (guint i = 0; i < found->lists->len; i++)
    {
      MwSurveyList *list = found->lists->pdata[i];

      if (mw_survey_find_list (self, list->id) == NULL)
        mw_survey_add_list (joined, mw_survey_list_ref (list));
    }
  return joined;
}

static void
field_free (gpointer data)
{
  MwSurveyField *field = data;

  g_free (field->path);
  g_free (field->name);
  g_free (field->words);
  g_free (field->label);
  g_free (field->label_words);
  g_ptr_array_unref (field->samples);
  g_ptr_array_unref (field->values);
  g_free (field);
}

static void
parameter_clear (gpointer data)
{
  MwSurveyParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
}

MwSurveyList *
mw_survey_list_new (MwSynonyms *synonyms, const char *id, const char *title, const char *path)
{
  MwSurveyList *self = g_atomic_rc_box_new0 (MwSurveyList);

  self->synonyms = mw_synonyms_ref (synonyms);
  self->id = g_strdup (id);
  self->title = g_strdup (title != NULL ? title : id);
  self->words = mw_synonyms_dup_words (synonyms, self->title);
  self->path = g_strdup (path);
  self->n_records = -1;
  self->owners = g_array_new (FALSE, FALSE, sizeof (guint));
  self->keys = g_new0 (char *, 1);
  self->query = g_array_new (FALSE, FALSE, sizeof (MwSurveyParameter));
  g_array_set_clear_func (self->query, parameter_clear);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static void
list_clear (gpointer data)
{
  MwSurveyList *self = data;

  mw_synonyms_unref (self->synonyms);
  g_free (self->id);
  g_free (self->title);
  g_free (self->words);
  g_free (self->path);
  g_array_unref (self->query);
  g_clear_pointer (&self->records, json_node_unref);
  g_free (self->total);
  g_free (self->each);
  g_strfreev (self->keys);
  g_array_unref (self->owners);
  g_hash_table_unref (self->by_path);
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->paging, json_node_unref);
  g_clear_pointer (&self->turning, json_node_unref);
  g_free (self->order);
  g_clear_pointer (&self->order_query, json_node_unref);
}

MwSurveyList *
mw_survey_list_ref (MwSurveyList *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_survey_list_unref (MwSurveyList *self)
{
  g_atomic_rc_box_release_full (self, list_clear);
}

void
mw_survey_list_add_parameter (MwSurveyList *self, const char *name, const char *value)
{
  MwSurveyParameter parameter = { g_strdup (name), g_strdup (value) };

  g_array_append_val (self->query, parameter);
}

MwSurveyField *
mw_survey_list_find_field (MwSurveyList *self, const char *path)
{
  return g_hash_table_lookup (self->by_path, path);
}

MwSurveyField *
mw_survey_list_take_field (MwSurveyList *self, const char *path, const char *name)
{
  MwSurveyField *field = mw_survey_list_find_field (self, path);

  if (field != NULL || self->fields->len >= MW_SURVEY_MAX_FIELDS)
    return field;
  field = g_new0 (MwSurveyField, 1);
  field->path = g_strdup (path);
  field->name = g_strdup (name);
  field->words = mw_synonyms_dup_words (self->synonyms, name);
  field->is_numeric = TRUE;
  field->samples = g_ptr_array_new_with_free_func (g_free);
  field->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->fields, field);
  g_hash_table_insert (self->by_path, field->path, field);
  return field;
}

void
mw_survey_list_label_field (MwSurveyList *self, MwSurveyField *field, const char *label)
{
  g_set_str (&field->label, label);
  g_free (field->label_words);
  field->label_words = label != NULL ? mw_synonyms_dup_words (self->synonyms, label) : NULL;
}

/**
 * mw_survey_list_copy_described:
 *
 * Returns: (transfer full): a list with the fields that the service describes, without anything that its
 * records told but where they are
 */
MwSurveyList *
mw_survey_list_copy_described (MwSurveyList *self)
{
  MwSurveyList *copy = mw_survey_list_new (self->synonyms, self->id, self->title, self->path);

  for (guint i = 0; i < self->query->len; i++)
    {
      const MwSurveyParameter *parameter = &g_array_index (self->query, MwSurveyParameter, i);

      mw_survey_list_add_parameter (copy, parameter->name, parameter->value);
    }
  for (guint i = 0; i < self->fields->len; i++)
    {
      const MwSurveyField *field = self->fields->pdata[i];
      MwSurveyField *same;

      if (!field->is_described)
        continue;
      same = mw_survey_list_take_field (copy, field->path, field->name);
      same->type = field->type;
      same->is_described = TRUE;
      same->is_key = field->is_key;
      mw_survey_list_label_field (copy, same, field->label);
    }
  copy->records = self->records != NULL ? json_node_copy (self->records) : NULL;
  g_strfreev (copy->keys);
  copy->keys = g_strdupv (self->keys);
  copy->key_confidence = self->key_confidence;
  return copy;
}
