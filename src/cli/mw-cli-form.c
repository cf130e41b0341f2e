/* mw-cli-form.c: fills in the form of a system from options, questions and standard input
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-catalog-search.h"
#include "mw-certificate-words.h"
#include "mw-cli-choose.h"
#include "mw-cli-offers.h"
#include "mw-cli-prompt.h"
#include "mw-sandbox.h"

#define MAX_KEY_LINES 500

MwSystem *
mw_cli_find_system (MwCliCall *call, GError **error)
{
  MwCatalog *catalog = mw_engine_get_catalog (call->engine);
  const char *name = mw_cli_arguments_get (call->arguments, 0);
  /* A password must not go to a system that is only called alike. */
  MwSystem *system = mw_catalog_find_called (catalog, name);
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  g_autoptr (MwCatalogSearch) found = NULL;

  if (system != NULL)
    return system;
  found = mw_catalog_search (catalog, name);
  if (*stripped != '\0' && found->systems->len > 0)
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("“%s” is no system. Did you mean “%s”?"), name,
                 mw_system_get_id (found->systems->pdata[0]));
  else
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
                 _ ("“%s” is not one system. See what there is with: %s systems"), name,
                 mw_sandbox_get_command ());
  return NULL;
}

static const char *const shortcuts[] = { "url", "user", "database", NULL };

/* Names of the fields that were given; NULL-terminated. */
static char **
dup_given (MwCliCall *call)
{
  char **pairs = mw_cli_arguments_get_values (call->arguments, "field");
  g_auto (GStrv) outside = mw_cli_outside_dup_fields (call->outside);
  GStrvBuilder *given = g_strv_builder_new ();

  g_strv_builder_addv (given, (const char **) outside);
  for (guint i = 0; shortcuts[i] != NULL; i++)
    if (mw_cli_arguments_get_value (call->arguments, shortcuts[i]) != NULL)
      g_strv_builder_add (given, shortcuts[i]);
  for (guint i = 0; pairs[i] != NULL; i++)
    g_strv_builder_take (given, g_strndup (pairs[i], strcspn (pairs[i], "=")));
  return g_strv_builder_unref_to_strv (given);
}

static gboolean
uses_all (MwSystem *system, const MwSignIn *sign_in, char **given)
{
  const char *address = mw_system_get_address_field (system);

  for (guint i = 0; given[i] != NULL; i++)
    if (g_strcmp0 (given[i], address) != 0 && sign_in->fields != NULL &&
        !g_strv_contains ((const char *const *) sign_in->fields, given[i]))
      return FALSE;
  return TRUE;
}

/* Who names a user wants to sign in with a password: the first sign-in that asks for all that was given. */
static void
guess_sign_in (MwCliCall *call, MwDraft *draft)
{
  MwSystem *system = mw_draft_get_system (draft);
  g_auto (GStrv) given = dup_given (call);
  guint n_sign_ins = 0;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);

  for (guint i = 0; i < n_sign_ins; i++)
    if (uses_all (system, &sign_ins[i], given))
      {
        mw_draft_set_sign_in (draft, &sign_ins[i]);
        return;
      }
}

static gboolean
choose_sign_in (MwCliCall *call, MwDraft *draft, GError **error)
{
  const char *id = mw_cli_arguments_get_value (call->arguments, "sign-in");
  const MwSignIn *sign_in;
  g_autoptr (GString) names = NULL;
  guint n_sign_ins = 0;
  const MwSignIn *sign_ins;

  if (id == NULL)
    {
      guess_sign_in (call, draft);
      return TRUE;
    }
  sign_in = mw_system_find_sign_in (mw_draft_get_system (draft), id);
  if (sign_in != NULL)
    {
      mw_draft_set_sign_in (draft, sign_in);
      return TRUE;
    }
  names = g_string_new (NULL);
  sign_ins = mw_system_get_sign_ins (mw_draft_get_system (draft), &n_sign_ins);
  for (guint i = 0; i < n_sign_ins; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", sign_ins[i].id);
  g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("%s has no sign-in “%s”, but: %s"),
               mw_system_get_name (mw_draft_get_system (draft)), id, names->str);
  return FALSE;
}

static gboolean
set_field (MwDraft *draft, const char *name, const char *value, GError **error)
{
  MwSystem *system = mw_draft_get_system (draft);
  const MwFormField *field = mw_system_find_form_field (system, name);
  g_autoptr (GString) names = NULL;
  guint n_fields = 0;
  const MwFormField *fields;

  if (field != NULL && !mw_draft_is_secret (field))
    {
      mw_draft_set_value (draft, name, value);
      return TRUE;
    }
  if (field != NULL)
    {
      g_set_error (
        error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
        _ ("“%s” is secret and never stands in a command line, which every program on this computer can "
           "read. You are asked for it, or it is read from standard input; or name a variable that has it: "
           "--secret-env %s=VARIABLE."),
        name, name);
      return FALSE;
    }
  names = g_string_new (NULL);
  fields = mw_system_get_form (system, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (!mw_draft_is_secret (&fields[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", fields[i].id);
  g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("%s has no field “%s”, but: %s"),
               mw_system_get_name (system), name, names->len > 0 ? names->str : _ ("none"));
  return FALSE;
}

static gboolean
set_fields (MwCliCall *call, MwDraft *draft, GError **error)
{
  char **pairs = mw_cli_arguments_get_values (call->arguments, "field");

  for (guint i = 0; shortcuts[i] != NULL; i++)
    {
      const char *value = mw_cli_arguments_get_value (call->arguments, shortcuts[i]);

      if (value != NULL && !set_field (draft, shortcuts[i], value, error))
        return FALSE;
    }
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (pairs[i], "=", 2);

      if (g_strv_length (parts) != 2)
        {
          g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, "%s", _ ("--field needs NAME=VALUE."));
          return FALSE;
        }
      if (!set_field (draft, parts[0], parts[1], error))
        return FALSE;
    }
  return TRUE;
}

/* A key in PEM ends with a line of its own (RFC 7468 2); an empty line ends what is none. */
static char *
ask_lines (MwCliCall *call, const char *question, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint n = 0; n < MAX_KEY_LINES; n++)
    {
      g_autofree char *line = dex_await_string (
        mw_main_until (mw_cli_prompt_ask (n == 0 ? question : "", TRUE), call->fiber), error);

      if (line == NULL)
        return NULL;
      g_string_append_printf (lines, "%s\n", line);
      if (*line == '\0' || g_str_has_prefix (line, "-----END"))
        break;
    }
  return g_string_free_and_steal (g_steal_pointer (&lines));
}

char *
mw_cli_ask_field (MwCliCall *call, const MwFormField *field, GError **error)
{
  g_autofree char *question = field->example != NULL && !mw_draft_is_secret (field)
                                ? g_strdup_printf (_ ("%s (such as %s): "), field->label, field->example)
                                : g_strdup_printf (_ ("%s: "), field->label);

  return field->multiline
           ? ask_lines (call, question, error)
           : dex_await_string (
               mw_main_until (mw_cli_prompt_ask (question, mw_draft_is_secret (field)), call->fiber), error);
}

gboolean
mw_cli_is_asked (MwDraft *draft, const MwFormField *field, gboolean secret)
{
  return mw_draft_is_secret (field) == secret &&
         mw_system_asks_for (mw_draft_get_system (draft), mw_draft_get_sign_in (draft), field->id);
}

/* What was pasted is understood as in the window, and what was changed is said. */
static void
settle (MwCliCall *call, MwDraft *draft, const MwFormField *field)
{
  g_autofree char *note = mw_draft_settle (draft, mw_engine_get_catalog (call->engine), field->id);

  if (note != NULL)
    mw_cli_say ("%s: %s\n", field->label, note);
}

/* What is missing is asked for on a terminal; secrets otherwise come from standard input, one line each, in
 * the order of the form. */
static gboolean
ask_rest (MwCliCall *call, MwDraft *draft, GError **error)
{
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (mw_draft_get_system (draft), &n_fields);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n_fields; i++)
      {
        const gboolean secret = pass == 1;
        g_autofree char *value = NULL;

        if (!mw_cli_is_asked (draft, &fields[i], secret) || mw_draft_has_value (draft, fields[i].id))
          continue;
        if (!secret && !fields[i].optional)
          mw_cli_offer (call, draft, &fields[i]);
        if (mw_draft_has_value (draft, fields[i].id))
          continue;
        if (!secret && (fields[i].optional || !mw_cli_prompt_is_terminal ()))
          continue;
        value = mw_cli_ask_field (call, &fields[i], error);
        if (value == NULL)
          return FALSE;
        mw_draft_set_value (draft, fields[i].id, value);
        memset (value, 0, strlen (value));
        settle (call, draft, &fields[i]);
      }
  return TRUE;
}

static gboolean
check_form (MwDraft *draft, GError **error)
{
  g_autofree char *message = NULL;
  const MwFormField *field = mw_draft_validate (draft, &message);

  if (field == NULL)
    return TRUE;
  if (mw_draft_is_secret (field))
    g_set_error_literal (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, message);
  else
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, "%s (--field %s=…)", message, field->id);
  return FALSE;
}

static char *
dup_hex (const char *fingerprint)
{
  GString *hex = g_string_new (NULL);

  for (const char *p = fingerprint; *p != '\0'; p++)
    if (g_ascii_isxdigit (*p))
      g_string_append_c (hex, g_ascii_tolower (*p));
  return g_string_free_and_steal (hex);
}

/* What the server showed, and why it is not trusted. */
static void
say_certificate (const MwCertificate *certificate)
{
  g_autofree char *owner = mw_certificate_dup_owner (certificate);
  g_autofree char *issuer = mw_certificate_dup_issuer (certificate);
  g_autofree char *validity = mw_certificate_dup_validity (certificate);
  g_autofree char *reason = mw_certificate_dup_reason (certificate);

  mw_cli_say (_ ("The server showed this certificate:\n"));
  mw_cli_say (_ ("  for: %s\n"), owner != NULL ? owner : "?");
  mw_cli_say (_ ("  issued by: %s\n"), issuer != NULL ? issuer : "?");
  mw_cli_say (_ ("  valid: %s\n"), validity != NULL ? validity : "?");
  if (certificate->trusted != NULL)
    mw_cli_say (_ ("  trusted until now (SHA-256): %s\n"), certificate->trusted);
  mw_cli_say (_ ("  fingerprint (SHA-256): %s\n"), certificate->fingerprint);
  mw_cli_say ("%s\n", reason);
}

/* Shows the certificate that was refused. Whether it is the one whose fingerprint the user gave. */
gboolean
mw_cli_trusts (MwCliCall *call, const MwCertificate *certificate)
{
  const char *wanted = mw_cli_arguments_get_value (call->arguments, "trust-certificate");
  g_autofree char *wanted_hex = NULL;
  g_autofree char *hex = NULL;

  if (certificate == NULL || certificate->fingerprint == NULL)
    return FALSE;
  say_certificate (certificate);
  if (!mw_certificate_may_be_trusted (certificate))
    return FALSE;
  if (wanted == NULL)
    {
      mw_cli_say (
        _ ("Compare it with your IT department. If they tell you the same: --trust-certificate %s\n"),
        certificate->fingerprint);
      return FALSE;
    }
  wanted_hex = dup_hex (wanted);
  hex = dup_hex (certificate->fingerprint);
  if (g_str_equal (wanted_hex, hex))
    return TRUE;
  mw_cli_say (_ ("This is not the fingerprint you gave; it is not trusted.\n"));
  return FALSE;
}

static gboolean
set_place (MwCliCall *call, MwDraft *draft, GError **error)
{
  const gboolean session_only = mw_cli_arguments_has (call->arguments, "session-only");
  const gboolean no_token = mw_cli_arguments_has (call->arguments, "keep-no-token");

  if (session_only && no_token)
    {
      g_set_error_literal (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
                           _ ("Either --session-only or --keep-no-token."));
      return FALSE;
    }
  if (session_only)
    mw_draft_set_store (draft, mw_secret_stores_get_session ());
  else if (no_token)
    mw_draft_set_store (draft, NULL);
  return TRUE;
}

/**
 * mw_cli_new_form:
 * @call: the call
 * @system: what it is about
 * @error: %MW_CLI_ERROR_USAGE when there is no such sign-in or field
 *
 * Returns: (transfer full): its form with what stands on the command line; nothing is asked for
 */
MwDraft *
mw_cli_new_form (MwCliCall *call, MwSystem *system, GError **error)
{
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (system, &n_fields);

  if (!choose_sign_in (call, draft, error) || !set_fields (call, draft, error) ||
      !mw_cli_outside_fill (call->outside, draft, error))
    return NULL;
  for (guint i = 0; i < n_fields; i++)
    if (mw_system_asks_for (system, mw_draft_get_sign_in (draft), fields[i].id))
      settle (call, draft, &fields[i]);
  return g_steal_pointer (&draft);
}

/**
 * mw_cli_new_draft:
 * @call: the call
 * @system: what is connected
 * @error: %MW_CLI_ERROR_USAGE when something is missing or does not fit
 *
 * Returns: (transfer full): its form, filled in
 */
MwDraft *
mw_cli_new_draft (MwCliCall *call, MwSystem *system, GError **error)
{
  g_autoptr (MwDraft) draft = mw_cli_new_form (call, system, error);
  g_autoptr (MwVariables) settings = NULL;
  g_autofree char *address = NULL;

  if (draft == NULL)
    return NULL;
  mw_draft_set_allow_plain (draft, mw_cli_arguments_has (call->arguments, "allow-http"));
  if (!mw_cli_set_choices (call, draft, error) || !ask_rest (call, draft, error))
    return NULL;
  mw_draft_set_label (draft, mw_cli_arguments_get_value (call->arguments, "label"));
  if (!set_place (call, draft, error))
    return NULL;
  if (mw_cli_arguments_has (call->arguments, "forget-password"))
    mw_draft_set_keep_password (draft, FALSE);
  settings = mw_draft_dup_settings (draft);
  address = mw_variables_dup_text (settings, "url");
  mw_cli_set_subject (call, system, address);
  g_set_object (&call->draft, draft);
  return check_form (draft, error) ? g_steal_pointer (&draft) : NULL;
}
