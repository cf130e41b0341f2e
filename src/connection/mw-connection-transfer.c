/* mw-connection-transfer.c: connections taken to another computer: a file of them, without what is secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-transfer.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "mw-connection-private.h"
#include "mw-draft-private.h"
#include "mw-engine-private.h"
#include "mw-link-private.h"
#include "mw-locality.h"
#include "mw-main-fiber.h"
#include "mw-text.h"
#include "mw-work.h"

#define FORMAT          1
#define FORMAT_KEY      "millwright_connections"
#define MAX_SIZE        (4 * 1024 * 1024)
#define MAX_CONNECTIONS 1000
#define MAX_LABEL       200 /* characters */

/* What of a connection's file stays on this computer: its random id, under which the keyring has its token,
 * where that is, and which certificate was compared by a person here. That certificate is asked about again:
 * a file that came from elsewhere must not say whom to trust. */
static const char *const stays[] = { "id",       "place",   "certificate",   "certificate_accepted",
                                     "readable", "version", "token_ends_at", "created_at" };

/* Held by the fiber and by its job, which goes on when the fiber was dropped. */
typedef struct
{
  MwEngine *engine;
  char *path;
  gboolean replace;
  GPtrArray *texts;   /* of connections that are exported, as their files are written … */
  GPtrArray *systems; /* … and the MwSystem of each */
  GPtrArray *files;   /* of MwConnectionFile: of connections that are imported */
} Call;

static void
call_clear (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->engine);
  g_clear_pointer (&call->texts, g_ptr_array_unref);
  g_clear_pointer (&call->systems, g_ptr_array_unref);
  g_clear_pointer (&call->files, g_ptr_array_unref);
  g_free (call->path);
}

static void
call_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, call_clear);
}

static Call *
call_new (MwEngine *engine, const char *path)
{
  Call *call = g_atomic_rc_box_new0 (Call);

  call->engine = g_object_ref (engine);
  call->path = g_strdup (path);
  call->texts = g_ptr_array_new_with_free_func (g_free);
  call->systems = g_ptr_array_new_with_free_func (g_object_unref);
  call->files = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_connection_file_free);
  return call;
}

/* Also without a field: language and time zone. */
static gboolean
is_locality (const char *setting)
{
  return g_str_equal (setting, MW_LOCALITY_LANGUAGE) || g_str_equal (setting, MW_LOCALITY_ZONE);
}

static gboolean
is_plain (MwSystem *system, const char *setting)
{
  const MwFormField *field = mw_system_find_form_field (system, setting);

  return field != NULL && !mw_draft_is_secret (field);
}

static JsonNode *
new_node (MwSystem *system, const char *text)
{
  JsonNode *node = json_from_string (text, NULL);
  JsonObject *object = json_node_get_object (node);
  JsonObject *settings = json_object_get_object_member (object, "settings");
  g_autoptr (GList) names = json_object_get_members (settings);

  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    json_object_remove_member (object, stays[i]);
  for (GList *l = names; l != NULL; l = l->next)
    if (!is_plain (system, l->data) && !is_locality (l->data))
      json_object_remove_member (settings, l->data);
  return node;
}

static char *
dup_export (const Call *call)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, FORMAT_KEY);
  json_builder_add_int_value (builder, FORMAT);
  json_builder_set_member_name (builder, "connections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < call->texts->len; i++)
    json_builder_add_value (builder, new_node (call->systems->pdata[i], call->texts->pdata[i]));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}

static gboolean
write_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;
  g_autofree char *text = dup_export (call);
  g_autoptr (GError) reason = NULL;

  if (!call->replace && g_file_test (call->path, G_FILE_TEST_EXISTS))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, call->path);
  else if (!g_file_set_contents_full (call->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_TRANSFER_WRITE, reason->message);
  else
    return TRUE;
  return FALSE;
}

/**
 * mw_connection_transfer_export:
 * @engine: an engine
 * @path: of the file
 * @replace: whether a file of that name may be replaced
 *
 * Writes all connections, without what is secret and without what only holds on this computer.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with %G_IO_ERROR_EXISTS or a #MwConnectionError
 */
DexFuture *
mw_connection_transfer_export (MwEngine *engine, const char *path, gboolean replace)
{
  Call *call = call_new (engine, path);
  GListModel *connections = mw_engine_get_connections (engine);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);
      MwLink *link = mw_connection_get_link (connection);

      g_ptr_array_add (call->texts, mw_connection_file_to_text (mw_link_get_file (link)));
      g_ptr_array_add (call->systems, g_object_ref (mw_link_get_system (link)));
    }
  call->replace = replace;
  return mw_work_run ("export connections", write_work, call, call_unref);
}

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_TRANSFER, reason);
  return FALSE;
}

static gboolean
take_elements (Call *call, JsonArray *elements, GError **error)
{
  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      JsonNode *node = json_array_get_element (elements, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autoptr (MwConnectionFile) file = mw_connection_file_new ();
      g_autofree char *id = g_uuid_string_random ();

      if (object == NULL)
        return fail (error, "one of its connections is no object");
      for (guint n = 0; n < G_N_ELEMENTS (stays); n++)
        json_object_remove_member (object, stays[n]);
      /* Never the id of the file: the keyring may have a token under it, which is for another address. */
      json_object_set_string_member (object, "id", id);
      json_object_set_string_member (object, "place", "keyring");
      if (!mw_connection_file_read (file, object, error))
        return FALSE;
      g_ptr_array_add (call->files, g_steal_pointer (&file));
    }
  return TRUE;
}

static gboolean
take_root (Call *call, JsonNode *root, GError **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *format = object != NULL ? json_object_get_member (object, FORMAT_KEY) : NULL;
  JsonNode *connections = object != NULL ? json_object_get_member (object, "connections") : NULL;

  if (format == NULL || !JSON_NODE_HOLDS_VALUE (format) || json_node_get_value_type (format) != G_TYPE_INT64)
    return fail (error, "“" FORMAT_KEY "” is missing");
  if (json_node_get_int (format) != FORMAT)
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_TRANSFER_NEWER,
                   "format %" G_GINT64_FORMAT " is not read by this version", json_node_get_int (format));
      return FALSE;
    }
  if (connections == NULL || !JSON_NODE_HOLDS_ARRAY (connections))
    return fail (error, "“connections” is no list");
  if (json_array_get_length (json_node_get_array (connections)) > MAX_CONNECTIONS)
    return fail (error, "it holds more than 1,000 connections");
  return take_elements (call, json_node_get_array (connections), error);
}

static gboolean
read_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;
  gsize length;
  GStatBuf info;

  if (g_stat (call->path, &info) != 0)
    return fail (error, g_strerror (errno));
  if (!S_ISREG (info.st_mode) || info.st_size > MAX_SIZE)
    return fail (error, "it is no plain file of at most 4 MB");
  json_parser_set_strict (parser, TRUE);
  if (!g_file_get_contents (call->path, &text, &length, &reason) ||
      !json_parser_load_from_data (parser, text, (gssize) length, &reason))
    return fail (error, reason->message);
  return take_root (call, json_parser_get_root (parser), error);
}

/* Shown in sentences and on terminals: nothing in it that a cell would show as a mark. */
static gboolean
is_name (const char *label)
{
  g_autofree char *safe = mw_text_for_cell (label, strlen (label), MAX_LABEL);

  return *label != '\0' && g_str_equal (safe, label);
}

static gboolean
check_file (const MwConnectionFile *file, MwSystem *system, GError **error)
{
  g_auto (GStrv) names = mw_variables_dup_names (file->settings);

  if (!is_name (file->label) || !is_name (file->system))
    return fail (error, "the name of one of its connections is empty, too long, or holds control characters");
  for (guint i = 0; system != NULL && names[i] != NULL; i++)
    {
      const MwFormField *field = mw_system_find_form_field (system, names[i]);

      if (field != NULL && mw_draft_is_secret (field))
        {
          g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_TRANSFER_SECRET, names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

/* Before anything is taken over. */
static gboolean
check_all (Call *call, GError **error)
{
  MwCatalog *catalog = mw_engine_get_catalog (call->engine);

  for (guint i = 0; i < call->files->len; i++)
    {
      const MwConnectionFile *file = call->files->pdata[i];

      if (!check_file (file, mw_catalog_find (catalog, file->system), error))
        return FALSE;
    }
  return TRUE;
}

/* NULL with @problem: what was typed there does not fit here. */
static MwDraft *
new_draft (const MwConnectionFile *file, MwSystem *system, const MwSignIn *sign_in, char **problem)
{
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_auto (GStrv) names = mw_variables_dup_names (file->settings);
  const MwFormField *missing;

  mw_draft_set_sign_in (draft, sign_in);
  mw_draft_set_label (draft, file->label);
  mw_draft_set_allow_plain (draft, file->allow_plain);
  mw_draft_set_keep_password (draft, file->keep_password);
  for (guint i = 0; names[i] != NULL && *problem == NULL; i++)
    if (is_plain (system, names[i]))
      {
        g_autofree char *text = mw_variables_dup_text (file->settings, names[i]);

        mw_draft_set_value (draft, names[i], text);
        *problem = mw_draft_dup_problem (draft, names[i]);
      }
  if (*problem != NULL)
    return NULL;
  missing = mw_draft_validate (draft, problem);
  if (missing != NULL && !mw_draft_is_secret (missing))
    return NULL;
  g_clear_pointer (problem, g_free);
  return g_steal_pointer (&draft);
}

static gboolean
has_same_settings (MwVariables *a, MwVariables *b)
{
  g_auto (GStrv) names = mw_variables_dup_names (a);
  g_auto (GStrv) others = mw_variables_dup_names (b);

  if (g_strv_length (names) != g_strv_length (others))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = mw_variables_dup_text (a, names[i]);
      g_autofree char *other = mw_variables_dup_text (b, names[i]);

      if (g_strcmp0 (text, other) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Two of the same login may read different companies: then they have different names. */
static gboolean
is_there (MwEngine *engine, const MwConnectionFile *file)
{
  GListModel *connections = mw_engine_get_connections (engine);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);
      const MwConnectionFile *other = mw_link_get_file (mw_connection_get_link (connection));

      if (g_str_equal (file->system, other->system) && g_str_equal (file->sign_in, other->sign_in) &&
          g_str_equal (file->label, other->label) && has_same_settings (file->settings, other->settings))
        return TRUE;
    }
  return FALSE;
}

/* Fixed when it was connected, so that texts and clock times do not change with the computer. */
static void
take_locality (MwVariables *to, MwVariables *from)
{
  g_autofree char *language = mw_variables_dup_text (from, MW_LOCALITY_LANGUAGE);
  g_autofree char *zone = mw_variables_dup_text (from, MW_LOCALITY_ZONE);
  g_autoptr (GTimeZone) known = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;

  if (known != NULL)
    mw_variables_set_text (to, MW_LOCALITY_ZONE, zone);
  if (language != NULL && g_regex_match_simple ("^[a-z]{2,3}$", language, G_REGEX_DOLLAR_ENDONLY, 0))
    mw_variables_set_text (to, MW_LOCALITY_LANGUAGE, language);
}

static MwLink *
new_link (MwEngine *engine, MwDraft *draft, const MwConnectionFile *file)
{
  MwLink *link = mw_engine_new_link (engine, draft);
  MwSystem *system = mw_link_get_system (link);
  g_autoptr (GPtrArray) entities = NULL;

  if (file->variant != NULL)
    mw_link_set_variant (link, mw_system_find_variant_again (system, file->sign_in, file->variant));
  mw_link_describe (link, file->label, file->environment, file->colour);
  mw_link_set_chosen (link, mw_narrowing_get_chosen (file->narrowing));
  mw_custom_columns_take (mw_link_get_file (link)->custom, file->custom);
  take_locality (mw_link_get_file (link)->settings, file->settings);
  entities = mw_system_dup_entities (system, mw_link_get_variant (link));
  for (guint i = 0; i < entities->len; i++)
    {
      const MwScope scope = mw_narrowing_get_scope (file->narrowing, mw_entity_get_id (entities->pdata[i]));

      mw_link_set_scope (link, entities->pdata[i], &scope);
    }
  return link;
}

/* A file of the user's is not taken for a system of ours that has its name, or the other way round. */
static MwSystem *
find_system (MwEngine *engine, const MwConnectionFile *file, const MwSignIn **sign_in)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), file->system);

  *sign_in = system != NULL ? mw_system_find_sign_in (system, file->sign_in) : NULL;
  return *sign_in != NULL && mw_system_find_variant (system, (*sign_in)->id) != NULL &&
             (mw_system_get_user_file (system) != NULL) == (file->sha256 != NULL)
           ? system
           : NULL;
}

static char *
dup_unknown (const MwConnectionFile *file)
{
  return g_strdup_printf (
    file->sha256 != NULL
      ? _ ("“%s” was not taken over: it needs the system file “%s”, which is not on this computer. Add that "
           "file and allow it here first, then import again.")
      : _ ("“%s” was not taken over: this Millwright does not know its system (%s), or not that way to sign "
           "in. Update Millwright, then import again."),
    file->label, file->system);
}

static char *
dup_taken (MwConnection *connection, const MwConnectionFile *file)
{
  MwSystem *system = mw_connection_get_system (connection);
  GString *text = g_string_new (NULL);

  /* Translators: name of a connection, its system, its address */
  g_string_append_printf (text, _ ("“%s” (%s, %s) was taken over: sign in again to use it."),
                          mw_connection_get_label (connection), mw_system_get_name (system),
                          mw_connection_get_address (connection));
  if (mw_system_get_user_file (system) != NULL && !mw_system_is_allowed (system))
    g_string_append_printf (text, " %s", _ ("Its system file must be allowed here before."));
  if (mw_connection_get_is_plain (connection))
    g_string_append_printf (text, " %s", _ ("It is not encrypted."));
  return g_string_free_and_steal (text);
}

static char *
take_over (Call *call, const MwConnectionFile *file, GError **error)
{
  const MwSignIn *sign_in;
  MwSystem *system = find_system (call->engine, file, &sign_in);
  g_autofree char *problem = NULL;
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLink) link = NULL;
  g_autoptr (MwConnection) connection = NULL;

  if (system == NULL)
    return dup_unknown (file);
  draft = new_draft (file, system, sign_in, &problem);
  if (draft == NULL)
    return g_strdup_printf (_ ("“%s” was not taken over: %s"), file->label, problem);
  link = new_link (call->engine, draft, file);
  if (is_there (call->engine, mw_link_get_file (link)))
    return g_strdup_printf (_ ("“%s” is here already."), file->label);
  connection = dex_await_object (mw_engine_add_unsigned (call->engine, link), error);
  return connection != NULL ? dup_taken (connection, file) : NULL;
}

static DexFuture *
import_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!dex_await (
        mw_main_until (
          mw_work_run ("import connections", read_work, g_atomic_rc_box_acquire (call), call_unref), fiber),
        &error) ||
      !check_all (call, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  for (guint i = 0; i < call->files->len; i++)
    {
      char *sentence = take_over (call, call->files->pdata[i], &error);

      if (sentence == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_strv_builder_take (sentences, sentence);
    }
  return dex_future_new_take_boxed (G_TYPE_STRV, g_strv_builder_end (sentences));
}

/**
 * mw_connection_transfer_import:
 * @engine: an engine that was loaded
 * @path: of a file that mw_connection_transfer_export() wrote
 *
 * Takes over what is not there yet, under new ids. The file may be from anybody: nothing of it is used before
 * all of it was checked, and nothing is sent anywhere.
 *
 * Returns: (transfer full): resolves to a G_TYPE_STRV with a translated sentence for each connection; rejects
 * with a #MwConnectionError
 */
DexFuture *
mw_connection_transfer_import (MwEngine *engine, const char *path)
{
  return mw_main_fiber_spawn (import_fiber, call_new (engine, path), call_unref);
}
