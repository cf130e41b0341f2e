/* mw-cli-scope.c: millwright scope: how much of each entity is read, and what that costs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-scope.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-cli-table.h"
#include "mw-cost.h"

static char *
dup_offered (MwConnection *connection, MwEntity *entity)
{
  static const struct
  {
    MwScopeKind kind;
    const char *text;
  } scopes[] = {
    { MW_SCOPE_EVERYTHING, "everything" },
    { MW_SCOPE_CHANGED, "changed:2026-01-31" },
    { MW_SCOPE_ORDERED, "ordered:2026-01-31" },
    { MW_SCOPE_OPEN, "open" },
    { MW_SCOPE_NEWEST, "newest" },
  };
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (mw_connection_get_offer (connection, entity, scopes[i].kind) >= MW_SCOPE_OFFER_HERE)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", scopes[i].text);
  return g_string_free_and_steal (names);
}

/**
 * mw_cli_parse_scope:
 * @text: what was given
 * @connection: whose
 * @entity: of what
 * @scope: (out): what it means
 * @error: %MW_CLI_ERROR_USAGE
 *
 * Returns: whether @entity can be narrowed like that
 */
gboolean
mw_cli_parse_scope (const char *text,
                    MwConnection *connection,
                    MwEntity *entity,
                    MwScope *scope,
                    GError **error)
{
  g_autofree char *offered = NULL;

  if (mw_scope_parse (text, scope) &&
      mw_connection_get_offer (connection, entity, scope->kind) >= MW_SCOPE_OFFER_HERE)
    return TRUE;
  offered = dup_offered (connection, entity);
  g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("“%s” is no scope of %s, but: %s"), text,
               mw_entity_get_id (entity), offered);
  return FALSE;
}

static void
add (MwCliTable *table, const char *text)
{
  mw_cli_table_add_cell (table, text, text != NULL ? strlen (text) : 0);
}

static MwCliTable *
new_table (void)
{
  MwCliTable *table = mw_cli_table_new (5);

  mw_cli_table_set_header (table, 0, _ ("Records"), FALSE);
  mw_cli_table_set_header (table, 1, _ ("Scope"), FALSE);
  mw_cli_table_set_header (table, 2, _ ("Number"), TRUE);
  mw_cli_table_set_header (table, 3, _ ("Requests"), TRUE);
  mw_cli_table_set_header (table, 4, _ ("Time"), FALSE);
  return table;
}

static void
add_number (MwCliTable *table, gint64 number, gboolean is_exact)
{
  g_autofree char *text = number >= 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, number) : NULL;
  g_autofree char *least = number >= 0 && !is_exact ? g_strdup_printf ("≥ %s", text) : NULL;

  add (table, least != NULL ? least : text != NULL ? text : "?");
}

/* What cannot be read stands in the table; what stops everything else stops this too. */
static gboolean
add_entity (MwCliCall *call, MwConnection *connection, MwEntity *entity, MwCliTable *table, GError **error)
{
  const MwScope scope = mw_connection_get_scope (connection, entity);
  g_autofree char *text = mw_scope_to_text (&scope);
  g_autoptr (MwEstimate) estimate = NULL;
  g_autofree char *time = NULL;
  GError *reason = NULL;

  estimate = dex_await_boxed (
    mw_main_until (mw_connection_estimate (connection, entity, &scope), call->fiber), &reason);
  if (reason != NULL && !g_error_matches (reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN) &&
      !g_error_matches (reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  add (table, mw_entity_get_id (entity));
  add (table, text);
  if (reason != NULL)
    {
      add (table, "-");
      add (table, "-");
      add (table,
           reason->code == MW_SOURCE_ERROR_FORBIDDEN ? _ ("this login may not read it") : _ ("not there"));
      g_error_free (reason);
      return TRUE;
    }
  time = mw_cost_dup_time (estimate);
  add_number (table, estimate->n_records, TRUE);
  add_number (table, estimate->n_requests, estimate->is_exact);
  add (table, time);
  return TRUE;
}

static gboolean
list_scopes (MwCliCall *call, MwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);
  g_autoptr (MwCliTable) table = new_table ();

  for (guint i = 0; i < entities->len; i++)
    if (!add_entity (call, connection, entities->pdata[i], table, error))
      return FALSE;
  return mw_cli_print (call, mw_cli_table_dup_text (table), error);
}

/**
 * mw_cli_scope:
 * @call: the call
 * @error: what went wrong
 *
 * Says how much of an entity is read, or stores it; without an entity: what each of them costs.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_scope (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_open_connection (call, FALSE, error);
  g_autoptr (MwEntity) entity = NULL;
  const char *text = mw_cli_arguments_get (call->arguments, 2);
  g_autofree char *offered = NULL;
  g_autofree char *stored = NULL;
  MwScope scope;

  if (connection == NULL)
    return FALSE;
  if (mw_cli_arguments_get (call->arguments, 1) == NULL)
    return list_scopes (call, connection, error);
  entity = mw_cli_find_entity (call, connection, error);
  if (entity == NULL)
    return FALSE;
  if (text != NULL)
    return mw_cli_parse_scope (text, connection, entity, &scope, error) &&
           mw_cli_await (call, mw_connection_set_scope (connection, entity, &scope), error);
  scope = mw_connection_get_scope (connection, entity);
  offered = dup_offered (connection, entity);
  mw_cli_say (_ ("Possible: %s\n"), offered);
  stored = mw_scope_to_text (&scope);
  return mw_cli_print (call, g_strconcat (stored, "\n", NULL), error);
}
