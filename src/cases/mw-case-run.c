/* mw-case-run.c: reads an entity from the answers of a case, and compares what came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-run.h"

#include "mw-case-browser.h"
#include "mw-case-choices.h"
#include "mw-case-rows.h"
#include "mw-case-script.h"
#include "mw-case-sink.h"
#include "mw-main-fiber.h"
#include "mw-offline.h"
#include "mw-source.h"
#include "mw-variant-limits.h"

/* One exact address to come back to is one port: another run may be there for a moment. */
#define PORT_TRIES   100
#define PORT_WAIT_MS 100

struct _MwCaseRun
{
  GObject parent_instance;
  MwSystem *system;
  MwModel *model;
  MwCases *cases; /* kept by the caller */
  JsonObject *object;
  MwEntity *entity;
  const MwSignIn *sign_in;
  const MwVariant *variant;
  MwCaseScript *script;
  MwTransport *transport;
  MwVariables *settings;
  MwSecrets *secrets; /* what the form has and the session got */
  MwCaseSink *sink;
  MwSource *source;
  GPtrArray *differences;
  GError *error;
};

G_DEFINE_FINAL_TYPE (MwCaseRun, mw_case_run, G_TYPE_OBJECT)

static void
mw_case_run_finalize (GObject *object)
{
  MwCaseRun *self = MW_CASE_RUN (object);

  g_clear_object (&self->transport);
  g_clear_pointer (&self->script, mw_case_script_free);
  g_clear_pointer (&self->settings, mw_variables_unref);
  g_clear_pointer (&self->secrets, mw_secrets_unref);
  g_clear_object (&self->sink);
  g_clear_object (&self->source);
  g_clear_object (&self->system);
  g_clear_object (&self->model);
  g_ptr_array_unref (self->differences);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (mw_case_run_parent_class)->finalize (object);
}

static void
mw_case_run_class_init (MwCaseRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_case_run_finalize;
}

static void
mw_case_run_init (MwCaseRun *self)
{
  self->differences = g_ptr_array_new_with_free_func (g_free);
  self->settings = mw_variables_new (NULL);
  self->secrets = mw_secrets_new ();
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
        mw_variables_set_text (run->settings, form[i].id, mw_case_script_get_address (run->script));
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

static MwSession *
sign_in (MwCaseRun *run, MwMainFiber *fiber)
{
  g_autoptr (MwCaseBrowser) browser = mw_case_browser_new (run->object, run->differences);
  MwAuthPrompt *prompt = browser != NULL ? mw_case_browser_get_prompt (browser) : NULL;
  MwSession *session = NULL;

  for (guint i = 0; i < PORT_TRIES && session == NULL; i++)
    {
      g_clear_error (&run->error);
      session = dex_await_object (
        mw_main_until (mw_session_sign_in (run->system, run->sign_in, run->transport, run->settings,
                                           run->secrets, TRUE, prompt),
                       fiber),
        &run->error);
      if (!g_error_matches (run->error, MW_AUTH_ERROR, MW_AUTH_ERROR_PORT) ||
          mw_main_fiber_is_dropped (fiber))
        break;
      dex_await (dex_timeout_new_msec (PORT_WAIT_MS), NULL);
    }
  return session;
}

static MwSession *
open_session (MwCaseRun *run, MwMainFiber *fiber)
{
  if (json_object_get_boolean_member_with_default (run->object, "sign_in_first", FALSE))
    return sign_in (run, fiber);
  return mw_session_restore (run->system, run->sign_in, run->transport, run->settings, run->secrets);
}

/* What was changed since. */
static void
read_again (MwCaseRun *run, MwSource *source, MwMainFiber *fiber)
{
  g_autoptr (MwCaseSink) first = g_steal_pointer (&run->sink);

  run->sink = mw_case_sink_new (run->model);
  mw_source_set_held (source, MW_HELD (mw_case_sink_get_dataset (first)));
  dex_await (mw_main_until (mw_source_read (source, run->entity, MW_SINK (run->sink)), fiber), &run->error);
}

static void
read_entity (MwCaseRun *run, MwMainFiber *fiber)
{
  g_autoptr (MwSession) session = open_session (run, fiber);
  g_autoptr (MwSource) source = NULL;

  if (session == NULL)
    return;
  source = mw_source_new (run->system, run->variant, run->transport, session);
  if (!mw_case_choose (run->object, run->system, run->variant, source, run->differences, fiber,
                       &run->error) ||
      !dex_await (mw_main_until (mw_source_read (source, run->entity, MW_SINK (run->sink)), fiber),
                  &run->error))
    return;
  if (json_object_get_boolean_member_with_default (run->object, "refresh", FALSE))
    read_again (run, source, fiber);
  run->source = g_steal_pointer (&source);
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
  { "denied", mw_auth_error_quark, MW_AUTH_ERROR_DENIED },
  { "client", mw_auth_error_quark, MW_AUTH_ERROR_CLIENT },
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
    mw_case_differ (run->differences, "error: expected %s, got %s%s%s", expected != NULL ? expected : "none",
                    actual != NULL ? actual : "none", run->error != NULL ? ": " : "",
                    run->error != NULL ? run->error->message : "");
  else if (text != NULL && strstr (run->error->message, text) == NULL)
    mw_case_differ (run->differences, "error: expected the words “%s” in “%s”", text, run->error->message);
}

/* Every notice is expected by a part of it, and every expected one came. */
static void
compare_notices (MwCaseRun *run)
{
  JsonArray *expected = mw_case_get_list (run->object, "notices");
  const char *notices = mw_case_sink_get_notices (run->sink);
  g_auto (GStrv) lines = g_strsplit (notices, "\n", -1);
  guint n_expected = expected != NULL ? json_array_get_length (expected) : 0;

  for (guint i = 0; i < n_expected; i++)
    if (strstr (notices, json_array_get_string_element (expected, i)) == NULL)
      mw_case_differ (run->differences, "notices: “%s” did not come",
                      json_array_get_string_element (expected, i));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean is_expected = *lines[i] == '\0';

      for (guint k = 0; k < n_expected; k++)
        is_expected = is_expected || strstr (lines[i], json_array_get_string_element (expected, k)) != NULL;
      if (!is_expected)
        mw_case_differ (run->differences, "notices: “%s” is not expected", lines[i]);
    }
}

static gboolean
find_parts (MwCaseRun *run)
{
  g_autofree char *sign_in = mw_case_dup_text (run->object, "sign_in");
  g_autofree char *entity = mw_case_dup_text (run->object, "entity");

  run->sign_in = mw_system_find_sign_in (run->system, sign_in);
  run->variant = run->sign_in != NULL ? mw_system_find_variant (run->system, sign_in) : NULL;
  run->entity = mw_model_find (run->model, entity);
  if (run->variant == NULL)
    mw_case_differ (run->differences, "the file has no sign-in “%s” with a variant", sign_in);
  else if (run->entity == NULL)
    mw_case_differ (run->differences, "there is no entity “%s”", entity);
  else if (mw_system_find_entity (run->system, run->variant, run->entity) == NULL)
    mw_case_differ (run->differences, "the file does not map “%s” for this sign-in", entity);
  return run->differences->len == 0;
}

/* Everything but the reading itself. What is not allowed yet is played too, so nothing leaves this computer.
 */
static gboolean
set_up (MwCaseRun *run, GError **error)
{
  g_autofree char *prefix = dup_prefix (run);

  run->script = mw_case_script_new (run->cases, run->object, prefix, error);
  run->transport = run->script != NULL ? mw_transport_new (mw_case_script_get_address (run->script), error)
                                       : NULL;
  if (run->transport == NULL)
    return FALSE;
  mw_transport_set_alone (run->transport, TRUE);
  mw_variant_limits_set_headers (run->variant, run->transport);
  run->sink = mw_case_sink_new (run->model);
  set_texts (mw_case_get_object (run->object, "settings"), run->settings, NULL);
  set_texts (mw_case_get_object (run->object, "secrets"), NULL, run->secrets);
  set_address (run);
  set_session (run);
  return TRUE;
}

static void
compare (MwCaseRun *run)
{
  g_autoptr (MwGeneration) rows = mw_case_run_dup_rows (run);

  mw_case_script_report (run->script, run->differences);
  compare_error (run);
  mw_case_rows_compare (run->object, rows, mw_case_script_get_address (run->script), run->differences);
  compare_notices (run);
}

static DexFuture *
play_fiber (MwMainFiber *fiber, gpointer data)
{
  MwCaseRun *run = data;
  GError *error = NULL;

  if (!find_parts (run))
    return dex_future_new_true ();
  if (!set_up (run, &error))
    return dex_future_new_for_error (error);
  read_entity (run, fiber);
  if (!mw_main_fiber_is_dropped (fiber))
    compare (run);
  return dex_future_new_true ();
}

/**
 * mw_case_run_new:
 * @model: the model
 * @system: the system file that is tried
 * @cases: what @object is of; kept by the caller
 * @object: a case
 *
 * Returns: (transfer full): a run that has not been played yet
 */
MwCaseRun *
mw_case_run_new (MwModel *model, MwSystem *system, MwCases *cases, JsonObject *object)
{
  MwCaseRun *self = g_object_new (MW_TYPE_CASE_RUN, NULL);

  self->model = g_object_ref (model);
  self->system = g_object_ref (system);
  self->cases = cases;
  self->object = object;
  return self;
}

/**
 * mw_case_run_play:
 * @self: a run; once, on the main thread
 *
 * Answers on the loopback, signs in and reads there, and compares. Nothing is sent to another computer,
 * whatever the system file says.
 *
 * Returns: (transfer full): resolves to %TRUE, with or without differences
 */
DexFuture *
mw_case_run_play (MwCaseRun *self)
{
  return mw_main_fiber_spawn (play_fiber, g_object_ref (self), g_object_unref);
}

GPtrArray *
mw_case_run_get_differences (MwCaseRun *self)
{
  return self->differences;
}

MwEntity *
mw_case_run_get_entity (MwCaseRun *self)
{
  return self->entity;
}

/**
 * mw_case_run_dup_rows:
 * @self: a run
 *
 * Returns: (transfer full) (nullable): the rows that came; %NULL when it could not be played
 */
MwGeneration *
mw_case_run_dup_rows (MwCaseRun *self)
{
  if (self->sink == NULL)
    return NULL;
  return mw_table_dup_generation (mw_dataset_get_table (mw_case_sink_get_dataset (self->sink), self->entity));
}

static char *
dup_address (MwCaseRun *self)
{
  char *address = g_strdup (mw_transport_get_base_uri (self->transport));

  if (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return address;
}

/**
 * mw_case_run_map:
 * @self: a run that was played
 * @into: gets the rows
 *
 * Returns: (transfer full): resolves to %TRUE; rejects when something is needed that only the system can say
 */
DexFuture *
mw_case_run_map (MwCaseRun *self, MwDataset *into)
{
  MwDataset *dataset = mw_case_sink_get_dataset (self->sink);
  g_autoptr (MwSource) source = mw_source_new (self->system, self->variant, NULL, NULL);
  g_auto (GStrv) not_offered = mw_dataset_dup_fields_not_offered (dataset, self->entity);
  g_auto (GStrv) not_readable = mw_dataset_dup_sets_not_readable (dataset, self->entity);
  g_autofree char *address = dup_address (self);
  g_autoptr (MwOffline) offline = mw_offline_new (self->settings, address, (const char *const *) not_offered,
                                                  (const char *const *) not_readable);

  mw_source_set_offline (source, offline);
  mw_source_set_chosen (source, (MwChosen *) mw_source_get_chosen (self->source));
  mw_source_set_again (source, MW_HELD (dataset));
  return mw_source_read (source, self->entity, MW_SINK (into));
}

/**
 * mw_case_run_trace:
 * @rows: from mw_case_run_dup_rows()
 * @row: one of them
 *
 * Returns: (transfer full) (nullable): what each of its fields was made of
 */
MwTrace *
mw_case_run_trace (MwCaseRun *self, MwGeneration *rows, guint row, GError **error)
{
  MwDataset *dataset = mw_case_sink_get_dataset (self->sink);
  const MwRowOrigin *origin = mw_generation_get_origin (rows, row);
  g_autofree char *address = dup_address (self);
  g_autoptr (MwVariables)
    places = mw_source_dup_places (self->source, self->entity, mw_dataset_find_turn (dataset, origin));
  g_autoptr (MwChosenValue) organization = mw_source_dup_organization (
    self->source, self->entity, mw_dataset_find_turn (dataset, origin));
  const MwTraceTask task = {
    .system = self->system,
    .variant = self->variant,
    .source = mw_system_find_entity (self->system, self->variant, self->entity),
    .address = address,
    .places = places,
    .chosen = mw_source_get_chosen (self->source),
    .organization = organization,
  };

  return mw_dataset_trace (dataset, &task, origin, error);
}
