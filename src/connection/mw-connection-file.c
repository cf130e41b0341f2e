/* mw-connection-file.c: one connection on disk: everything but its secrets
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "mw-accepted-problems.h"
#include "mw-refusal.h"

#define FORMAT   1
#define MAX_SIZE (1024 * 1024)
#define NOT_KEPT "none" /* instead of the name of a store */

G_DEFINE_QUARK (mw_connection_error_quark, mw_connection_error)

/**
 * mw_connection_file_new:
 *
 * Returns: (transfer full): an empty description, to be filled
 */
MwConnectionFile *
mw_connection_file_new (void)
{
  MwConnectionFile *self = g_new0 (MwConnectionFile, 1);

  self->settings = mw_variables_new (NULL);
  self->narrowing = mw_narrowing_new ();
  self->custom = mw_custom_columns_new ();
  return self;
}

/**
 * mw_connection_file_free:
 * @self: (transfer full): a description
 */
void
mw_connection_file_free (MwConnectionFile *self)
{
  g_free (self->id);
  g_free (self->system);
  g_free (self->sha256);
  g_free (self->sign_in);
  g_free (self->variant);
  g_free (self->label);
  g_free (self->certificate);
  g_strfreev (self->readable);
  g_free (self->version);
  g_clear_pointer (&self->settings, mw_variables_unref);
  mw_narrowing_free (self->narrowing);
  mw_custom_columns_free (self->custom);
  g_free (self);
}

static const char *
get_string (JsonObject *object, const char *name, gboolean required, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  if (required)
    g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_DAMAGED, "“%s” is missing or is no text",
                 name);
  return NULL;
}

static gint64
get_integer (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

/* 0: none. */
static gint64
get_moment (JsonObject *object, const char *name)
{
  const char *text = get_string (object, name, FALSE, NULL);
  g_autoptr (GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return moment != NULL ? g_date_time_to_unix_usec (moment) : 0;
}

static gboolean
get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

/* What has a file is not gone with the process that wrote it. */
static MwSecretStore *
find_store (const char *name)
{
  MwSecretStore *store = g_str_equal (name, NOT_KEPT) ? NULL : mw_secret_stores_find (name);

  return store == NULL || mw_secret_store_is_lasting (store) ? store : mw_secret_stores_get_lasting ();
}

static gboolean
read_settings (MwConnectionFile *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "settings");
  JsonObjectIter iter;
  const char *name;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_DAMAGED,
                           "“settings” is no object");
      return FALSE;
    }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      mw_variables_set_text (self->settings, name, json_node_get_string (node));
  return TRUE;
}

/* Of a list of texts; NULL when there is none. */
static char **
dup_texts (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GStrvBuilder *texts;

  if (array == NULL)
    return NULL;
  texts = g_strv_builder_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *text = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (text) && json_node_get_value_type (text) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (text));
    }
  return g_strv_builder_unref_to_strv (texts);
}

/**
 * mw_connection_file_set_certificate:
 * @self: a description
 * @certificate: (nullable): what the user compared and trusts, with what is wrong with it; %NULL: what the
 * system trusts
 */
void
mw_connection_file_set_certificate (MwConnectionFile *self, const MwCertificate *certificate)
{
  g_set_str (&self->certificate, certificate != NULL ? certificate->pem : NULL);
  self->accepted = certificate != NULL ? certificate->problems & MW_CERTIFICATE_ACCEPTABLE : 0;
}

/**
 * mw_connection_file_copy:
 * @self: a description
 *
 * Returns: (transfer full): another one that says the same
 */
MwConnectionFile *
mw_connection_file_copy (const MwConnectionFile *self)
{
  MwConnectionFile *copy = mw_connection_file_new ();

  copy->id = g_strdup (self->id);
  copy->system = g_strdup (self->system);
  copy->revision = self->revision;
  copy->sha256 = g_strdup (self->sha256);
  copy->sign_in = g_strdup (self->sign_in);
  copy->variant = g_strdup (self->variant);
  copy->label = g_strdup (self->label);
  copy->environment = self->environment;
  copy->colour = self->colour;
  mw_variables_overlay (copy->settings, self->settings);
  mw_narrowing_take (copy->narrowing, self->narrowing);
  mw_custom_columns_take (copy->custom, self->custom);
  copy->store = self->store;
  copy->allow_plain = self->allow_plain;
  copy->certificate = g_strdup (self->certificate);
  copy->accepted = self->accepted;
  copy->keep_password = self->keep_password;
  copy->readable = g_strdupv (self->readable);
  copy->version = g_strdup (self->version);
  copy->token_ends_at = self->token_ends_at;
  copy->created_at = self->created_at;
  return copy;
}

/**
 * mw_connection_file_read:
 * @self: an empty description
 * @object: what a file holds
 * @error: a #MwConnectionError
 *
 * Returns: whether @self was filled
 */
gboolean
mw_connection_file_read (MwConnectionFile *self, JsonObject *object, GError **error)
{
  const char *place;
  gint64 format = get_integer (object, "format");

  if (format > FORMAT)
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NEWER,
                   "format %" G_GINT64_FORMAT " is newer than this version reads", format);
      return FALSE;
    }
  if (format != FORMAT)
    {
      g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_DAMAGED, "“format” is missing");
      return FALSE;
    }
  self->id = g_strdup (get_string (object, "id", TRUE, error));
  if (self->id == NULL)
    return FALSE;
  self->system = g_strdup (get_string (object, "system", TRUE, error));
  if (self->system == NULL)
    return FALSE;
  self->sign_in = g_strdup (get_string (object, "sign_in", TRUE, error));
  if (self->sign_in == NULL)
    return FALSE;
  self->variant = g_strdup (get_string (object, "variant", FALSE, NULL));
  self->label = g_strdup (get_string (object, "label", TRUE, error));
  if (self->label == NULL || !read_settings (self, object, error))
    return FALSE;
  place = get_string (object, "place", TRUE, error);
  if (place == NULL)
    return FALSE;
  self->store = find_store (place);
  self->revision = (guint) CLAMP (get_integer (object, "revision"), 0, G_MAXINT);
  self->sha256 = g_strdup (get_string (object, "sha256", FALSE, NULL));
  self->environment = mw_environment_parse (get_string (object, "environment", FALSE, NULL));
  self->colour = mw_colour_parse (get_string (object, "colour", FALSE, NULL));
  self->allow_plain = get_boolean (object, "allow_plain");
  self->keep_password = get_boolean (object, "keep_password");
  self->certificate = g_strdup (get_string (object, "certificate", FALSE, NULL));
  self->accepted = mw_accepted_problems_read (object);
  self->readable = dup_texts (object, "readable");
  mw_narrowing_read (self->narrowing, object);
  mw_custom_columns_read (self->custom, object);
  self->version = g_strdup (get_string (object, "version", FALSE, NULL));
  self->token_ends_at = get_moment (object, "token_ends_at");
  self->created_at = get_moment (object, "created_at");
  return TRUE;
}

/**
 * mw_connection_file_load:
 * @path: a file of the connections folder
 * @error: a #MwConnectionError
 *
 * Reads one file, which must be named after the id that stands in it. Blocks.
 *
 * Returns: (transfer full) (nullable): what stands in it
 */
MwConnectionFile *
mw_connection_file_load (const char *path, GError **error)
{
  g_autoptr (MwConnectionFile) self = mw_connection_file_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *name = NULL;
  GStatBuf info;
  gsize length;
  JsonNode *root;

  if (g_stat (path, &info) != 0 || info.st_size > MAX_SIZE)
    {
      g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_DAMAGED,
                           "it cannot be opened or is far too large");
      return NULL;
    }
  json_parser_set_strict (parser, TRUE);
  if (!g_file_get_contents (path, &contents, &length, &local_error) ||
      !json_parser_load_from_data (parser, contents, (gssize) length, &local_error))
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_DAMAGED, "%s", local_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_DAMAGED, "it holds no object");
      return NULL;
    }
  if (!mw_connection_file_read (self, json_node_get_object (root), error))
    return NULL;
  name = g_path_get_basename (path);
  if (!g_uuid_string_is_valid (self->id) || !g_str_has_prefix (name, self->id) ||
      !g_str_equal (name + strlen (self->id), ".json"))
    {
      g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_DAMAGED,
                           "its id is not the name of the file");
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_moment (JsonBuilder *builder, const char *name, gint64 microseconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc_usec (microseconds);
  g_autofree char *text = moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;

  add_text (builder, name, text);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_texts (JsonBuilder *builder, const char *name, char **texts)
{
  if (texts == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

/**
 * mw_connection_file_is_written:
 * @self: a description
 *
 * Returns: whether it is written into a file; one whose secrets end with this process is not
 */
gboolean
mw_connection_file_is_written (const MwConnectionFile *self)
{
  return self->store == NULL || mw_secret_store_is_lasting (self->store);
}

/**
 * mw_connection_file_to_text:
 * @self: a description
 *
 * Returns: (transfer full): what its file holds
 */
char *
mw_connection_file_to_text (const MwConnectionFile *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_auto (GStrv) names = mw_variables_dup_names (self->settings);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, FORMAT);
  add_text (builder, "id", self->id);
  add_text (builder, "system", self->system);
  json_builder_set_member_name (builder, "revision");
  json_builder_add_int_value (builder, self->revision);
  if (self->sha256 != NULL)
    add_text (builder, "sha256", self->sha256);
  add_text (builder, "sign_in", self->sign_in);
  if (self->variant != NULL)
    add_text (builder, "variant", self->variant);
  add_text (builder, "label", self->label);
  add_text (builder, "environment", mw_environment_to_text (self->environment));
  if (self->colour != MW_COLOUR_NONE)
    add_text (builder, "colour", mw_colour_to_text (self->colour));
  json_builder_set_member_name (builder, "settings");
  json_builder_begin_object (builder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = mw_variables_dup_text (self->settings, names[i]);

      add_text (builder, names[i], text);
    }
  json_builder_end_object (builder);
  add_text (builder, "place", self->store != NULL ? mw_secret_store_get_name (self->store) : NOT_KEPT);
  add_boolean (builder, "allow_plain", self->allow_plain);
  add_text (builder, "certificate", self->certificate);
  if (self->certificate != NULL)
    mw_accepted_problems_add (self->accepted, builder);
  add_boolean (builder, "keep_password", self->keep_password);
  add_texts (builder, "readable", self->readable);
  if (self->version != NULL)
    add_text (builder, "version", self->version);
  if (self->token_ends_at != 0)
    add_moment (builder, "token_ends_at", self->token_ends_at);
  add_moment (builder, "created_at", self->created_at);
  mw_narrowing_add (self->narrowing, builder);
  mw_custom_columns_add (self->custom, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}

/**
 * mw_connection_file_dup_path:
 * @directory: the folder
 * @id: of a connection
 *
 * Returns: (transfer full): its file
 */
char *
mw_connection_file_dup_path (const char *directory, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (directory, name, NULL);
}

/**
 * mw_connection_file_save:
 * @self: a description
 * @directory: the folder
 * @error: a #MwConnectionError
 *
 * Writes the file as mw_connection_file_write() does. Blocks.
 *
 * Returns: whether the file is complete and durable
 */
gboolean
mw_connection_file_save (const MwConnectionFile *self, const char *directory, GError **error)
{
  g_autofree char *text = mw_connection_file_to_text (self);

  return mw_connection_file_write (self->id, text, directory, error);
}

/**
 * mw_connection_file_write:
 * @id: of the connection
 * @text: what its file holds
 * @directory: the folder, made (readable by its owner only) when it is missing
 * @error: a #MwConnectionError
 *
 * Writes a temporary file, syncs it and renames it over the old one. Blocks.
 *
 * Returns: whether the file is complete and durable
 */
gboolean
mw_connection_file_write (const char *id, const char *text, const char *directory, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = mw_connection_file_dup_path (directory, id);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s: %s", directory,
                   g_strerror (errno));
      return FALSE;
    }
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0600, &local_error))
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s", local_error->message);
      return FALSE;
    }
  return TRUE;
}

/**
 * mw_connection_file_remove:
 * @directory: the folder
 * @id: of the connection
 * @error: a #MwConnectionError
 *
 * Removes the file; one that is already gone is no error. Blocks.
 *
 * Returns: whether it is gone
 */
gboolean
mw_connection_file_remove (const char *directory, const char *id, GError **error)
{
  g_autofree char *path = mw_connection_file_dup_path (directory, id);

  mw_refusal_remove (directory, id);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const MwConnectionFile *first = *(MwConnectionFile *const *) a;
  const MwConnectionFile *second = *(MwConnectionFile *const *) b;

  if (first->created_at != second->created_at)
    return first->created_at < second->created_at ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

/**
 * mw_connection_file_load_all:
 * @directory: the folder; a missing one holds nothing
 * @problems: (element-type utf8): gets a sentence for each file that cannot be read
 *
 * Blocks.
 *
 * Returns: (transfer full) (element-type MwConnectionFile): oldest first
 */
GPtrArray *
mw_connection_file_load_all (const char *directory, GPtrArray *problems)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_connection_file_free);
  g_autoptr (GDir) folder = g_dir_open (directory, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autoptr (GError) error = NULL;
      MwConnectionFile *file;

      /* Temporary files of a write that was killed end otherwise. */
      if (!g_str_has_suffix (name, ".json"))
        continue;
      file = mw_connection_file_load (path, &error);
      if (file != NULL)
        g_ptr_array_add (files, file);
      else if (g_error_matches (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NEWER))
        g_ptr_array_add (
          problems, g_strdup_printf (_ ("The connection in %s was made by a newer Millwright. It was left as "
                                        "it is; update Millwright to use it."),
                                     path));
      else
        g_ptr_array_add (
          problems, g_strdup_printf (_ ("The connection in %s cannot be read (%s). It was left as it is; "
                                        "connect the system again, then you may delete that file."),
                                     path, error->message));
    }
  g_ptr_array_sort (files, compare_age);
  return files;
}

/**
 * mw_connection_file_dup_directory:
 *
 * Returns: (transfer full): `millwright/connections` in the user's data folder
 */
char *
mw_connection_file_dup_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "millwright", "connections", NULL);
}
