/* mw-user-consent.c: which system files of the user's the user has allowed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-user-consent.h"

#include <errno.h>
#include <json-glib/json-glib.h>

#include "mw-connection-file.h"
#include "mw-sandbox.h"

#define FORMAT   1
#define MAX_SIZE (1024 * 1024)

/* A Flatpak before 1.13 gives the sandbox no folder for states: what GLib then says is in memory only. */
static char *
dup_path (void)
{
  const char *folder = mw_sandbox_is_inside () && g_getenv ("XDG_STATE_HOME") == NULL
                         ? g_get_user_data_dir ()
                         : g_get_user_state_dir ();

  return g_build_filename (folder, "millwright", "allowed-systems.json", NULL);
}

static gboolean
is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static void
read_allowed (GHashTable *allowed, JsonNode *root)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *node = object != NULL ? json_object_get_member (object, "allowed") : NULL;
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &id, &value))
    if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING &&
        is_sha256 (json_node_get_string (value)))
      g_hash_table_insert (allowed, g_strdup (id), g_strdup (json_node_get_string (value)));
}

/**
 * mw_user_consent_load:
 *
 * Blocks.
 *
 * Returns: (transfer full) (element-type utf8 utf8): id of a system → SHA-256 of the file that was allowed
 */
GHashTable *
mw_user_consent_load (void)
{
  GHashTable *allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *path = dup_path ();
  g_autofree char *text = NULL;
  gsize length = 0;

  json_parser_set_strict (parser, TRUE);
  if (g_file_get_contents (path, &text, &length, NULL) && length <= MAX_SIZE &&
      json_parser_load_from_data (parser, text, (gssize) length, NULL))
    read_allowed (allowed, json_parser_get_root (parser));
  return allowed;
}

static char *
to_json (GHashTable *allowed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (allowed);

  g_ptr_array_sort_values (ids, (GCompareFunc) g_strcmp0);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, FORMAT);
  json_builder_set_member_name (builder, "allowed");
  json_builder_begin_object (builder);
  for (guint i = 0; i < ids->len; i++)
    {
      json_builder_set_member_name (builder, ids->pdata[i]);
      json_builder_add_string_value (builder, g_hash_table_lookup (allowed, ids->pdata[i]));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}

/**
 * mw_user_consent_give:
 * @id: of a system
 * @sha256: of its file as the user has seen it
 * @error: %MW_CONNECTION_ERROR_WRITE
 *
 * Remembers it in the place of what was allowed for this id before. Blocks.
 *
 * Returns: whether it will be known the next time
 */
gboolean
mw_user_consent_give (const char *id, const char *sha256, GError **error)
{
  g_autoptr (GHashTable) allowed = mw_user_consent_load ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;

  g_hash_table_insert (allowed, g_strdup (id), g_strdup (sha256));
  text = to_json (allowed);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s: %s", folder, g_strerror (errno));
  else if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local_error))
    g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s", local_error->message);
  else
    return TRUE;
  return FALSE;
}
