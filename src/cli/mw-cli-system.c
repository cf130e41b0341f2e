/* mw-cli-system.c: millwright systems ID: what one system gives, needs and cannot do
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-admin-sheet.h"
#include "mw-cli-command.h"
#include "mw-cli-form.h"

static void
add_heading (GString *text, const char *heading)
{
  g_string_append_printf (text, "\n%s\n", heading);
}

static void
add_dead_ends (GString *text, MwSystem *system)
{
  guint n_dead_ends;
  const MwDeadEnd *dead_ends = mw_system_get_dead_ends (system, &n_dead_ends);

  if (n_dead_ends > 0)
    add_heading (text, _ ("What Does Not Work"));
  for (guint i = 0; i < n_dead_ends; i++)
    g_string_append_printf (text, "  %s%s%s\n    %s\n",
                            dead_ends[i].edition != NULL ? dead_ends[i].edition : "",
                            dead_ends[i].edition != NULL ? ": " : "", dead_ends[i].text, dead_ends[i].page);
}

static void
add_needs (GString *text, MwSystem *system)
{
  guint n_needs;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);

  if (n_needs > 0)
    add_heading (text, _ ("What You Need"));
  for (guint i = 0; i < n_needs; i++)
    {
      g_string_append_printf (text, "  %s%s%s", needs[i].edition != NULL ? needs[i].edition : "",
                              needs[i].edition != NULL ? ": " : "", needs[i].text);
      if (needs[i].minutes > 0)
        {
          g_string_append_c (text, ' ');
          g_string_append_printf (text,
                                  g_dngettext (GETTEXT_PACKAGE, "Takes about %u minute.",
                                               "Takes about %u minutes.", needs[i].minutes),
                                  needs[i].minutes);
        }
      g_string_append_c (text, '\n');
    }
}

/* What whoever registers the client must know. */
static void
add_client (GString *text, const MwOAuth2 *oauth2)
{
  if (oauth2->redirect != NULL)
    {
      g_autofree char *address = mw_oauth_redirect_dup_address (oauth2->redirect);

      g_string_append_printf (text, _ ("    Address to register (redirect URI): %s\n"), address);
    }
  if (oauth2->scopes != NULL)
    {
      g_autofree char *scopes = g_strjoinv (" ", oauth2->scopes);

      g_string_append_printf (text, _ ("    Rights (scopes): %s\n"), scopes);
    }
  if (oauth2->admin_consent)
    g_string_append_printf (text, "    %s\n", _ ("An administrator must agree once, for the whole company."));
}

static void
add_sign_ins (GString *text, MwSystem *system)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);

  add_heading (text, _ ("Ways to Sign In"));
  for (guint i = 0; i < n_sign_ins; i++)
    {
      g_autofree char *fields = g_strjoinv (", ", sign_ins[i].fields);

      g_string_append_printf (text, "  %s: %s (%s)\n", sign_ins[i].id, sign_ins[i].title, fields);
      if (sign_ins[i].help != NULL)
        g_string_append_printf (text, "    %s\n", sign_ins[i].help);
      if (sign_ins[i].kind == MW_SIGN_IN_OAUTH2)
        add_client (text, &sign_ins[i].oauth2);
    }
}

/* The first variant that gives @entity, or NULL. */
static const MwVariant *
find_variant (MwSystem *system, MwEntity *entity)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);

  for (guint i = 0; i < n_sign_ins; i++)
    {
      const MwVariant *variant = mw_system_find_variant (system, sign_ins[i].id);

      if (mw_system_find_entity (system, variant, entity) != NULL)
        return variant;
    }
  return NULL;
}

static void
add_absent_fields (GString *text, MwEntity *entity, const MwEntitySource *source)
{
  for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
    if (source->absent[i] != NULL)
      /* Translators: a column of records, and why it stays empty */
      g_string_append_printf (text, _ ("    without %s: %s\n"), mw_entity_get_field (entity, i)->title,
                              source->absent[i]);
}

static void
add_entities (GString *text, MwModel *model, MwSystem *system)
{
  add_heading (text, _ ("Records"));
  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);
      const MwVariant *variant = find_variant (system, entity);
      const MwAbsent *absent = mw_system_find_absent (system, entity);
      g_autofree char *tier = variant != NULL ? mw_system_dup_tier (system, variant, entity) : NULL;

      if (variant != NULL)
        {
          g_string_append_printf (text, "  %s (%s): %s\n", mw_entity_get_title (entity),
                                  mw_entity_get_id (entity), tier);
          add_absent_fields (text, entity, mw_system_find_entity (system, variant, entity));
        }
      else if (absent != NULL)
        /* Translators: a kind of records, and why there are none */
        g_string_append_printf (text, _ ("  no %s: %s\n    %s\n"), mw_entity_get_title (entity),
                                absent->reason, absent->page);
    }
}

/**
 * mw_cli_print_system:
 * @call: the call
 * @system: one of the catalog
 * @error: what went wrong
 *
 * Prints what a person wants to know before connecting: what cannot work, what is needed, how to sign in,
 * which records there are and which are not.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_print_system (MwCliCall *call, MwSystem *system, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *category = mw_categories_dup_title (mw_system_get_categories (system));
  g_autofree char *tier = mw_system_dup_tier (system, NULL, NULL);

  g_string_append_printf (text, "%s (%s) · %s\n%s\n%s\n", mw_system_get_name (system),
                          mw_system_get_id (system), category, mw_system_get_summary (system), tier);
  add_dead_ends (text, system);
  add_needs (text, system);
  add_sign_ins (text, system);
  add_entities (text, mw_engine_get_model (call->engine), system);
  return mw_cli_print (call, g_string_free_and_steal (g_steal_pointer (&text)), error);
}

/**
 * mw_cli_print_admin_sheet:
 * @call: the call
 * @system: (nullable): one of the catalog, when the argument was one
 * @error: what went wrong
 *
 * Prints what to hand to an administrator, for the sign-in of --sign-in or the first one that fits.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_print_admin_sheet (MwCliCall *call, MwSystem *system, GError **error)
{
  g_autoptr (MwDraft) form = NULL;
  g_autoptr (GPtrArray) sheet = NULL;
  g_autofree char *address = NULL;

  if (system == NULL)
    {
      g_set_error_literal (
        error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
        _ ("--for-administrator needs the id of a system, as the command “systems” lists it."));
      return FALSE;
    }
  form = mw_cli_new_form (call, system, error);
  if (form == NULL)
    return FALSE;
  address = mw_draft_dup_address (form);
  sheet = mw_admin_sheet_new (system, mw_draft_get_sign_in (form), address);
  return mw_cli_print (call, mw_admin_sheet_dup_text (sheet), error);
}
