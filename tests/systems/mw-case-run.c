/* mw-case-run.c: reads an entity from the answers of a case, and compares what came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-run.h"

#include "mw-case-choices.h"
#include "mw-row-compare.h"
#include "mw-script.h"
#include "mw-source.h"
#include "mw-test-bench.h"
#include "mw-test-fiber.h"
#include "mw-variant-limits.h"

typedef struct
{
  MwSystem *system;
  JsonObject *object;
  MwEntity *entity;
  const MwSignIn *sign_in;
  const MwVariant *variant;
  MwFixtureServer *server;
  MwScript *script;
  MwTransport *transport;
  MwVariables *settings;
  MwSecrets *secrets; /* what the form has and the session got */
  MwTestSink *sink;
  GPtrArray *differences;
  GError *error;
} MwCaseRun;

static void
clear (MwCaseRun *run)
{
  g_clear_object (&run->transport);
  g_clear_pointer (&run->server, mw_fixture_server_free);
  g_clear_pointer (&run->script, mw_script_free);
  g_clear_pointer (&run->settings, mw_variables_unref);
  g_clear_pointer (&run->secrets, mw_secrets_unref);
  g_clear_object (&run->sink);
  g_clear_error (&run->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwCaseRun, clear)

static void G_GNUC_PRINTF (2, 3) differ (MwCaseRun *run, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (run->differences, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* The path of the address, which the requests' paths stand below: of a fixed address, or what the case says.
 */
static char *
dup_prefix (MwCaseRun *run)
{
  char *path = mw_case_dup_text (run->object, "address_path");
  const char *fixed = mw_system_get_fixed_url (run->system);
  gsize length;

  if (path == NULL && fixed != NULL)
    {
      g_autoptr (GUri) uri = g_uri_parse (fixed, G_URI_FLAGS_ENCODED, NULL);

      path = g_strdup (uri != NULL ? g_uri_get_path (uri) : "");
    }
  if (path == NULL)
    path = g_strdup ("");
  length = strlen (path);
  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';
  return path;
}

static void
set_address (MwCaseRun *run)
{
  guint n_fields;
  const MwFormField *form = mw_system_get_form (run->system, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (form[i].kind == MW_FORM_FIELD_URL && mw_variables_get_node (run->settings, form[i].id) == NULL)
      {
        mw_variables_set_text (run->settings, form[i].id, mw_script_get_address (run->script));
        return;
      }
}

static void
set_texts (JsonObject *from, MwVariables *settings, MwSecrets *secrets)
{
  g_autoptr (GList) names = from != NULL ? json_object_get_members (from) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *text = mw_case_dup_text (from, name->data);

      if (settings != NULL)
        mw_variables_set_text (settings, name->data, text);
      else
        mw_secrets_set (secrets, name->data, text);
    }
}

/* What the login of an earlier day got: as the keyring keeps it, secrets by name and the rest together. */
static void
set_session (MwCaseRun *run)
{
  static const char *const tokens[] = { MW_OAUTH_ACCESS_TOKEN, MW_OAUTH_REFRESH_TOKEN };
  JsonObject *session = mw_case_get_object (run->object, "session");
  g_autoptr (JsonObject) plain = json_object_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autofree char *stored = NULL;

  for (guint i = 0; session != NULL && i < run->sign_in->n_extracts; i++)
    {
      const MwExtract *extract = &run->sign_in->extracts[i];
      g_autofree char *value = mw_case_dup_text (session, extract->variable);

      if (value != NULL && extract->secret)
        mw_secrets_set (run->secrets, extract->variable, value);
      else if (value != NULL)
        json_object_set_string_member (plain, extract->variable, value);
    }
  for (guint i = 0; session != NULL && i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *value = mw_case_dup_text (session, tokens[i]);

      if (value != NULL)
        mw_secrets_set (run->secrets, tokens[i], value);
    }
  root = json_node_init_object (json_node_alloc (), plain);
  text = json_to_string (root, FALSE);
  stored = g_strconcat ("plain:", text, NULL);
  mw_secrets_set (run->secrets, "plain", stored);
}

static DexFuture *
read_fiber (gpointer data)
{
  MwCaseRun *run = data;
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSource) source = NULL;

  if (json_object_get_boolean_member_with_default (run->object, "sign_in_first", FALSE))
    session = dex_await_object (
      mw_session_sign_in (run->system, run->sign_in, run->transport, run->settings, run->secrets, TRUE, NULL),
      &run->error);
  else
    session = mw_session_restore (run->system, run->sign_in, run->transport, run->settings, run->secrets);
  if (session == NULL)
    return dex_future_new_true ();
  source = mw_source_new (run->system, run->variant, run->transport, session);
  if (mw_case_choose (run->object, run->system, run->variant, source, run->differences, &run->error))
    dex_await (mw_source_read (source, run->entity, MW_SINK (run->sink)), &run->error);
  return dex_future_new_true ();
}

typedef struct
{
  const char *name;
  GQuark (*domain) (void);
  int code;
} MwErrorName;

static const MwErrorName error_names[] = {
  { "signed-out", mw_source_error_quark, MW_SOURCE_ERROR_SIGNED_OUT },
  { "forbidden", mw_source_error_quark, MW_SOURCE_ERROR_FORBIDDEN },
  { "not-offered", mw_source_error_quark, MW_SOURCE_ERROR_NOT_OFFERED },
  { "not-json", mw_source_error_quark, MW_SOURCE_ERROR_NOT_JSON },
  { "shape", mw_source_error_quark, MW_SOURCE_ERROR_SHAPE },
  { "loop", mw_source_error_quark, MW_SOURCE_ERROR_LOOP },
  { "busy", mw_source_error_quark, MW_SOURCE_ERROR_BUSY },
  { "server", mw_source_error_quark, MW_SOURCE_ERROR_SERVER },
  { "refused", mw_auth_error_quark, MW_AUTH_ERROR_REFUSED },
  { "too-many", mw_auth_error_quark, MW_AUTH_ERROR_TOO_MANY },
  { "expired", mw_auth_error_quark, MW_AUTH_ERROR_EXPIRED },
  { "not-this-product", mw_auth_error_quark, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
  { "sign-in-not-offered", mw_auth_error_quark, MW_AUTH_ERROR_NOT_OFFERED },
  { "sign-in-server", mw_auth_error_quark, MW_AUTH_ERROR_SERVER },
};

static const char *
get_error_name (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_names); i++)
    if (g_error_matches (error, error_names[i].domain (), error_names[i].code))
      return error_names[i].name;
  return g_quark_to_string (error->domain);
}

static void
compare_error (MwCaseRun *run)
{
  g_autofree char *expected = mw_case_dup_text (run->object, "error");
  g_autofree char *text = mw_case_dup_text (run->object, "error_text");
  const char *actual = run->error != NULL ? get_error_name (run->error) : NULL;

  if (g_strcmp0 (expected, actual) != 0)
    differ (run, "error: expected %s, got %s%s%s", expected != NULL ? expected : "none",
            actual != NULL ? actual : "none", run->error != NULL ? ": " : "",
            run->error != NULL ? run->error->message : "");
  else if (text != NULL && strstr (run->error->message, text) == NULL)
    differ (run, "error: expected the words “%s” in “%s”", text, run->error->message);
}

/* Every notice is expected by a part of it, and every expected one came. */
static void
compare_notices (MwCaseRun *run)
{
  JsonArray *expected = mw_case_get_list (run->object, "notices");
  g_auto (GStrv) lines = g_strsplit (mw_test_sink_get_notices (run->sink), "\n", -1);
  guint n_expected = expected != NULL ? json_array_get_length (expected) : 0;

  for (guint i = 0; i < n_expected; i++)
    if (strstr (mw_test_sink_get_notices (run->sink), json_array_get_string_element (expected, i)) == NULL)
      differ (run, "notices: “%s” did not come", json_array_get_string_element (expected, i));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean is_expected = *lines[i] == '\0';

      for (guint k = 0; k < n_expected; k++)
        is_expected = is_expected || strstr (lines[i], json_array_get_string_element (expected, k)) != NULL;
      if (!is_expected)
        differ (run, "notices: “%s” is not expected", lines[i]);
    }
}

static gboolean
find_parts (MwCaseRun *run, MwModel *model)
{
  g_autofree char *sign_in = mw_case_dup_text (run->object, "sign_in");
  g_autofree char *entity = mw_case_dup_text (run->object, "entity");

  run->sign_in = mw_system_find_sign_in (run->system, sign_in);
  run->variant = run->sign_in != NULL ? mw_system_find_variant (run->system, sign_in) : NULL;
  run->entity = mw_model_find (model, entity);
  if (run->variant == NULL)
    differ (run, "the file has no sign-in “%s” with a variant", sign_in);
  else if (run->entity == NULL)
    differ (run, "there is no entity “%s”", entity);
  else if (mw_system_find_entity (run->system, run->variant, run->entity) == NULL)
    differ (run, "the file does not map “%s” for this sign-in", entity);
  return run->differences->len == 0;
}

GPtrArray *
mw_case_run (MwModel *model, MwSystem *system, MwCases *cases, JsonObject *object)
{
  g_auto (MwCaseRun) run = { .system = system, .object = object };
  g_autofree char *prefix = NULL;

  run.differences = g_ptr_array_new_with_free_func (g_free);
  if (!find_parts (&run, model))
    return run.differences;
  prefix = dup_prefix (&run);
  run.server = mw_fixture_server_new ();
  run.script = mw_script_new (cases, object, run.server, prefix);
  run.transport = mw_transport_new (mw_script_get_address (run.script), &run.error);
  g_assert_no_error (run.error);
  mw_variant_limits_set_headers (run.variant, run.transport);
  run.settings = mw_variables_new (NULL);
  run.secrets = mw_secrets_new ();
  run.sink = mw_test_sink_new ();
  set_texts (mw_case_get_object (object, "settings"), run.settings, NULL);
  set_texts (mw_case_get_object (object, "secrets"), NULL, run.secrets);
  set_address (&run);
  set_session (&run);
  mw_test_run_fiber (read_fiber, &run);
  mw_script_report (run.script, run.differences);
  compare_error (&run);
  mw_rows_compare (object, run.sink, run.entity, mw_script_get_address (run.script), run.differences);
  compare_notices (&run);
  return run.differences;
}
