/* mw-model.c: the normalized entities, read from data/model/
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-entity-private.h"

struct _MwModel
{
  GObject parent_instance;

  GPtrArray *entities; /* by order */
};

G_DEFINE_FINAL_TYPE (MwModel, mw_model, G_TYPE_OBJECT)
G_DEFINE_QUARK (mw_model_error_quark, mw_model_error)

static void
mw_model_finalize (GObject *object)
{
  MwModel *self = MW_MODEL (object);

  g_ptr_array_unref (self->entities);
  G_OBJECT_CLASS (mw_model_parent_class)->finalize (object);
}

static void
mw_model_class_init (MwModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_model_finalize;
}

static void
mw_model_init (MwModel *self)
{
  self->entities = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
load_file (MwModel *self, const char *directory, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  MwEntity *entity;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &local_error))
    {
      g_set_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FILE, "%s: %s", name, local_error->message);
      return FALSE;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  entity = mw_entity_read (name, bytes, error);
  if (entity == NULL)
    return FALSE;
  g_ptr_array_add (self->entities, entity);

  expected = g_strconcat (entity->id, ".json", NULL);
  if (!g_str_equal (name, expected))
    {
      g_set_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FORMAT,
                   "%s: id: “%s” belongs into a file of that name", name, entity->id);
      return FALSE;
    }
  return TRUE;
}

/* References may point to entities of files that are read later. */
static gboolean
check_references (MwModel *self, GError **error)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      MwEntity *entity = g_ptr_array_index (self->entities, i);

      for (guint j = 0; j < entity->fields->len; j++)
        {
          const MwField *field = mw_entity_get_field (entity, j);

          if (field->entity != NULL && mw_model_find (self, field->entity) == NULL)
            {
              g_set_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FORMAT,
                           "%s.json: entity of the field “%s”: there is no “%s”", entity->id, field->id,
                           field->entity);
              return FALSE;
            }
        }
    }
  return TRUE;
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  const MwEntity *x = *(MwEntity *const *) a;
  const MwEntity *y = *(MwEntity *const *) b;

  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  return g_strcmp0 (x->id, y->id);
}

/**
 * mw_model_load:
 * @directory: path of data/model/
 * @error: of the domain %MW_MODEL_ERROR, naming file, key and reason
 *
 * Reads every file of @directory whose name ends with ".json". Titles are translated into the language of the
 * process. Blocks.
 *
 * Returns: (transfer full) (nullable): the model, which never changes
 */
MwModel *
mw_model_load (const char *directory, GError **error)
{
  g_autoptr (MwModel) self = g_object_new (MW_TYPE_MODEL, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &local_error);
  const char *name;

  if (dir == NULL)
    {
      g_set_error_literal (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FILE, local_error->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && !load_file (self, directory, name, error))
      return NULL;
  if (self->entities->len == 0)
    {
      g_set_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FILE, "There is no file of an entity in “%s”",
                   directory);
      return NULL;
    }
  if (!check_references (self, error))
    return NULL;
  g_ptr_array_sort (self->entities, compare_entities);
  return g_steal_pointer (&self);
}

/**
 * mw_model_get_n_entities:
 *
 * Returns: the number of entities, at least 1
 */
guint
mw_model_get_n_entities (MwModel *self)
{
  return self->entities->len;
}

/**
 * mw_model_get_entity:
 * @position: counted from 0, in the order people expect
 *
 * Returns: (transfer none) (nullable): the entity, %NULL behind the last
 */
MwEntity *
mw_model_get_entity (MwModel *self, guint position)
{
  return position < self->entities->len ? g_ptr_array_index (self->entities, position) : NULL;
}

/**
 * mw_model_find:
 * @id: such as "vendor"
 *
 * Returns: (transfer none) (nullable): the entity
 */
MwEntity *
mw_model_find (MwModel *self, const char *id)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      MwEntity *entity = g_ptr_array_index (self->entities, i);

      if (g_str_equal (entity->id, id))
        return entity;
    }
  return NULL;
}

/**
 * mw_data_dup_path:
 * @folder: "model" or "systems"
 *
 * Returns: (transfer full): where these files are: in the folder that the environment variable
 * MILLWRIGHT_DATA_DIR names, or else where they were installed
 */
char *
mw_data_dup_path (const char *folder)
{
  const char *directory = g_getenv ("MILLWRIGHT_DATA_DIR");

  return g_build_filename (directory != NULL && directory[0] != '\0' ? directory : MW_PKGDATADIR, folder,
                           NULL);
}
