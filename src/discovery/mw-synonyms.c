/* mw-synonyms.c: what other systems call our entities, fields and values
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-synonyms.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "mw-system-json.h"
#include "mw-system.h"
#include "mw-text.h"

#define MAX_NAME 200
/* Of a word that is several. */
#define MAX_PIECES 3

typedef struct
{
  char **lists;
  char **children;
  GHashTable *fields; /* id → char ** */
  GHashTable *values; /* id → GArray of MwValueSynonyms */
} EntitySynonyms;

struct _MwSynonyms
{
  JsonNode *root; /* ids and what is written lie here */
  GHashTable *abbreviations;
  GHashTable *vocabulary; /* the words of all names of lists and fields */
  GHashTable *entities;   /* id → EntitySynonyms */
};

static void
value_clear (gpointer data)
{
  MwValueSynonyms *value = data;

  g_strfreev (value->texts);
  g_strfreev (value->written);
}

static void
entity_free (gpointer data)
{
  EntitySynonyms *entity = data;

  g_strfreev (entity->lists);
  g_strfreev (entity->children);
  g_clear_pointer (&entity->fields, g_hash_table_unref);
  g_clear_pointer (&entity->values, g_hash_table_unref);
  g_free (entity);
}

static void
synonyms_clear (gpointer data)
{
  MwSynonyms *self = data;

  g_clear_pointer (&self->abbreviations, g_hash_table_unref);
  g_clear_pointer (&self->vocabulary, g_hash_table_unref);
  g_clear_pointer (&self->entities, g_hash_table_unref);
  g_clear_pointer (&self->root, json_node_unref);
}

MwSynonyms *
mw_synonyms_ref (MwSynonyms *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_synonyms_unref (MwSynonyms *self)
{
  g_atomic_rc_box_release_full (self, synonyms_clear);
}

/* How German writes its letters where there are only those of ASCII, which database columns keep to. */
static const char *
spell_out (gunichar c)
{
  switch (c)
    {
    case 0xE4:
    case 0xC4:
      return "ae";
    case 0xF6:
    case 0xD6:
      return "oe";
    case 0xFC:
    case 0xDC:
      return "ue";
    case 0xDF:
      return "ss";
    default:
      return NULL;
    }
}

/* A word ends where the kind of letters changes: "DocNum", "PONumber", "Line2". */
static gboolean
begins_word (gunichar before, gunichar c, gunichar next)
{
  if (g_unichar_isdigit (before) != g_unichar_isdigit (c))
    return TRUE;
  return g_unichar_isupper (c) && (!g_unichar_isupper (before) || (next != 0 && g_unichar_islower (next)));
}

static char **
split (const char *name)
{
  GStrvBuilder *words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);
  gunichar before = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      gboolean in_word = g_unichar_isalnum (c);

      if (word->len > 0 && (!in_word || begins_word (before, c, *next != '\0' ? g_utf8_get_char (next) : 0)))
        {
          g_strv_builder_add (words, word->str);
          g_string_truncate (word, 0);
        }
      if (in_word && spell_out (c) != NULL)
        g_string_append (word, spell_out (c));
      else if (in_word)
        g_string_append_unichar (word, g_unichar_tolower (c));
      before = c;
    }
  if (word->len > 0)
    g_strv_builder_add (words, word->str);
  return g_strv_builder_unref_to_strv (words);
}

static void
add_word (GString *all, MwSynonyms *self, const char *word)
{
  const char *whole = g_hash_table_lookup (self->abbreviations, word);

  g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", whole != NULL ? whole : word);
}

static gboolean
is_piece (MwSynonyms *self, const char *piece)
{
  gsize length = strlen (piece);

  if (length < 2)
    return FALSE;
  return g_hash_table_contains (self->abbreviations, piece) || g_str_equal (piece, "id") ||
         (length > 2 && g_hash_table_contains (self->vocabulary, piece));
}

/* “ponum”, “orderqty”: words that are written together, where all pieces are known. */
static gboolean
add_pieces (GString *all, MwSynonyms *self, const char *word, guint n_more)
{
  gsize before = all->len;

  if (is_piece (self, word))
    {
      add_word (all, self, word);
      return TRUE;
    }
  for (gsize length = strlen (word); n_more > 0 && length > 2; length--)
    {
      g_autofree char *piece = g_strndup (word, length - 1);

      if (!is_piece (self, piece))
        continue;
      add_word (all, self, piece);
      if (add_pieces (all, self, word + length - 1, n_more - 1))
        return TRUE;
      g_string_truncate (all, before);
    }
  return FALSE;
}

/**
 * mw_synonyms_dup_words:
 * @name: of a list, a field or a value, as another system has it, valid UTF-8
 *
 * Returns: (transfer full): its words as they are compared. A single letter in front is how some systems mark
 * their lists, and no word.
 */
char *
mw_synonyms_dup_words (MwSynonyms *self, const char *name)
{
  g_autofree char *cut = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_NAME));
  g_auto (GStrv) words = split (cut);
  GString *all = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *folded = mw_text_fold (words[i]);

      if (i == 0 && words[1] != NULL && strlen (folded) == 1 && g_ascii_isalpha (*folded))
        continue;
      if (g_hash_table_contains (self->vocabulary, folded) || !add_pieces (all, self, folded, MAX_PIECES - 1))
        add_word (all, self, folded);
    }
  return g_string_free_and_steal (all);
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "synonyms.json: %s", reason);
  return FALSE;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The texts of a list as they are compared, and, if wanted, as they are written. */
static char **
read_texts (MwSynonyms *self, JsonObject *object, const char *name, char ***written)
{
  JsonNode *node = json_object_get_member (object, name);
  GStrvBuilder *words = g_strv_builder_new ();
  GStrvBuilder *plain = g_strv_builder_new ();
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        continue;
      g_strv_builder_take (words, mw_synonyms_dup_words (self, json_node_get_string (element)));
      g_strv_builder_add (plain, json_node_get_string (element));
    }
  if (written != NULL)
    *written = g_strv_builder_end (plain);
  g_strv_builder_unref (plain);
  return g_strv_builder_unref_to_strv (words);
}

static gboolean
read_fields (MwSynonyms *self, EntitySynonyms *entity, MwEntity *model, JsonObject *fields, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (fields);

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (mw_entity_find_field (model, l->data) < 0)
        return fail (error, "%s has no field “%s”", mw_entity_get_id (model), (const char *) l->data);
      g_hash_table_insert (entity->fields, g_strdup (l->data), read_texts (self, fields, l->data, NULL));
    }
  return TRUE;
}

static gboolean
read_values (MwSynonyms *self, EntitySynonyms *entity, MwEntity *model, JsonObject *object, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      int position = mw_entity_find_field (model, l->data);
      JsonObject *of_field = get_object (object, l->data);
      g_autoptr (GList) ids = of_field != NULL ? json_object_get_members (of_field) : NULL;
      GArray *values = g_array_new (FALSE, TRUE, sizeof (MwValueSynonyms));

      g_array_set_clear_func (values, value_clear);
      g_hash_table_insert (entity->values, g_strdup (l->data), values);
      for (GList *id = ids; id != NULL; id = id->next)
        {
          MwValueSynonyms value = { .id = id->data };

          if (position < 0 || mw_field_find_value (mw_entity_get_field (model, position), id->data) == NULL)
            return fail (error, "%s.%s has no value “%s”", mw_entity_get_id (model), (const char *) l->data,
                         (const char *) id->data);
          value.texts = read_texts (self, of_field, id->data, &value.written);
          g_array_append_val (values, value);
        }
    }
  return TRUE;
}

static gboolean
read_entity (MwSynonyms *self, MwModel *model, const char *id, JsonObject *object, GError **error)
{
  MwEntity *found = mw_model_find (model, id);
  EntitySynonyms *entity;
  JsonObject *fields = get_object (object, "fields");
  JsonObject *values = get_object (object, "values");

  if (found == NULL)
    return fail (error, "there is no entity “%s”", id);
  if (fields == NULL || values == NULL)
    return fail (error, "%s: fields and values must be objects", id);
  entity = g_new0 (EntitySynonyms, 1);
  entity->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  entity->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  entity->lists = read_texts (self, object, "lists", NULL);
  entity->children = read_texts (self, object, "children", NULL);
  g_hash_table_insert (self->entities, g_strdup (id), entity);
  return read_fields (self, entity, found, fields, error) && read_values (self, entity, found, values, error);
}

static void
learn_words (MwSynonyms *self, JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      learn_words (self, json_array_get_element (json_node_get_array (node), i));
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_auto (GStrv) words = split (json_node_get_string (node));

      for (guint i = 0; words[i] != NULL; i++)
        g_hash_table_add (self->vocabulary, mw_text_fold (words[i]));
    }
}

/* Before any name is looked at: it is how they are taken apart. */
static void
learn_entity (MwSynonyms *self, JsonObject *entity)
{
  JsonObject *fields = get_object (entity, "fields");
  g_autoptr (GList) names = fields != NULL ? json_object_get_values (fields) : NULL;

  if (json_object_has_member (entity, "lists"))
    learn_words (self, json_object_get_member (entity, "lists"));
  for (GList *l = names; l != NULL; l = l->next)
    learn_words (self, l->data);
}

static gboolean
read_all (MwSynonyms *self, MwModel *model, GError **error)
{
  JsonObject *root = json_node_get_object (self->root);
  JsonObject *abbreviations = get_object (root, "abbreviations");
  JsonObject *entities = get_object (root, "entities");
  g_autoptr (GList) words = NULL;
  g_autoptr (GList) ids = NULL;

  if (abbreviations == NULL || entities == NULL)
    return fail (error, "abbreviations and entities must be objects");
  words = json_object_get_members (abbreviations);
  for (GList *l = words; l != NULL; l = l->next)
    g_hash_table_insert (self->abbreviations, g_strdup (l->data),
                         g_strdup (json_object_get_string_member_with_default (abbreviations, l->data, "")));
  ids = json_object_get_members (entities);
  for (GList *l = ids; l != NULL; l = l->next)
    if (get_object (entities, l->data) != NULL)
      learn_entity (self, get_object (entities, l->data));
  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *object = get_object (entities, l->data);

      if (object == NULL)
        return fail (error, "%s must be an object", (const char *) l->data);
      if (!read_entity (self, model, l->data, object, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mw_synonyms_load:
 * @path: data/synonyms.json
 * @model: whose entities, fields and values it names
 *
 * Blocks.
 *
 * Returns: (transfer full): %NULL with a #MwCatalogError
 */
MwSynonyms *
mw_synonyms_load (const char *path, MwModel *model, GError **error)
{
  g_autoptr (MwSynonyms) self = g_atomic_rc_box_new0 (MwSynonyms);

  self->abbreviations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->vocabulary = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entity_free);
  self->root = mw_system_json_load ("synonyms.json", path, error);
  if (self->root == NULL || !read_all (self, model, error))
    return NULL;
  return g_steal_pointer (&self);
}

static EntitySynonyms *
find_entity (MwSynonyms *self, const char *entity)
{
  return g_hash_table_lookup (self->entities, entity);
}

const char *const *
mw_synonyms_get_lists (MwSynonyms *self, const char *entity)
{
  EntitySynonyms *found = find_entity (self, entity);

  return found != NULL ? (const char *const *) found->lists : NULL;
}

const char *const *
mw_synonyms_get_children (MwSynonyms *self, const char *entity)
{
  EntitySynonyms *found = find_entity (self, entity);

  return found != NULL ? (const char *const *) found->children : NULL;
}

const char *const *
mw_synonyms_get_field (MwSynonyms *self, const char *entity, const char *field)
{
  EntitySynonyms *found = find_entity (self, entity);

  return found != NULL ? g_hash_table_lookup (found->fields, field) : NULL;
}

const MwValueSynonyms *
mw_synonyms_get_values (MwSynonyms *self, const char *entity, const char *field, guint *n_values)
{
  EntitySynonyms *found = find_entity (self, entity);
  GArray *values = found != NULL ? g_hash_table_lookup (found->values, field) : NULL;

  *n_values = values != NULL ? values->len : 0;
  return values != NULL ? (const MwValueSynonyms *) (gconstpointer) values->data : NULL;
}

/**
 * mw_synonyms_find_value:
 * @entity: id
 * @field: id of one with fixed values
 * @text: as a system has it
 *
 * Returns: (nullable): the id of our value
 */
const char *
mw_synonyms_find_value (MwSynonyms *self, const char *entity, const char *field, const char *text)
{
  g_autofree char *words = mw_synonyms_dup_words (self, text);
  guint n_values = 0;
  const MwValueSynonyms *values = mw_synonyms_get_values (self, entity, field, &n_values);

  for (guint i = 0; i < n_values; i++)
    if (g_strv_contains ((const char *const *) values[i].texts, words))
      return values[i].id;
  return NULL;
}
