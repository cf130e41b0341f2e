/* mw-cli-lint.c: millwright systems --lint FILE: whether a system file is right, and what it leaves open
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-cli-command.h"
#include "mw-field-coverage.h"
#include "mw-user-systems.h"

typedef struct
{
  MwSystem *system;
  MwModel *model;
  GString *text;
  guint n_warnings;
  guint n_entities;
} Lint;

static void G_GNUC_PRINTF (2, 3) warn (Lint *lint, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (lint->text, format, arguments);
  va_end (arguments);
  g_string_append_c (lint->text, '\n');
  lint->n_warnings++;
}

static void
look_at_fields (Lint *lint)
{
  g_autoptr (GPtrArray) list = mw_field_coverage_list (lint->model, lint->system);

  for (guint i = 0; i < list->len; i++)
    {
      const MwFieldCoverage *entry = list->pdata[i];

      if (entry->source == NULL && entry->absent == NULL)
        warn (lint, _ ("%s is neither mapped nor absent"), mw_entity_get_id (entry->entity));
      for (guint n = 0; n < entry->missing->len; n++)
        warn (lint, _ ("%s.%s is neither mapped nor absent"), mw_entity_get_id (entry->entity),
              (const char *) entry->missing->pdata[n]);
    }
}

static gboolean
has_evidence (MwSystem *system, const char *entity)
{
  guint n_evidence;
  const MwEvidence *evidence = mw_system_get_evidence (system, &n_evidence);

  for (guint i = 0; i < n_evidence; i++)
    if (evidence[i].entity == NULL || g_str_equal (evidence[i].entity, entity))
      return TRUE;
  return FALSE;
}

/* What Millwright was not sure of when it wrote the file. */
static void
look_at_guesses (Lint *lint, const MwEntitySource *source)
{
  for (guint i = 0; i < mw_entity_get_n_fields (source->entity); i++)
    if (source->proposed[i] != NULL && g_str_has_prefix (source->proposed[i], "guess"))
      warn (lint, "%s.%s: %s", mw_entity_get_id (source->entity), mw_entity_get_field (source->entity, i)->id,
            source->proposed[i]);
}

static void
look_at_entities (Lint *lint)
{
  for (guint i = 0; i < mw_model_get_n_entities (lint->model); i++)
    {
      MwEntity *entity = mw_model_get_entity (lint->model, i);
      const MwEntitySource *source;

      source = mw_field_coverage_find_source (lint->system, entity);
      if (source == NULL)
        continue;
      lint->n_entities++;
      look_at_guesses (lint, source);
      if (!has_evidence (lint->system, mw_entity_get_id (entity)))
        warn (lint, _ ("%s has no evidence"), mw_entity_get_id (entity));
    }
}

static void
look_at_sign_ins (Lint *lint)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (lint->system, &n_sign_ins);

  for (guint i = 0; i < n_sign_ins; i++)
    {
      const MwJsonPath *version;

      if (sign_ins[i].check == NULL)
        warn (lint, _ ("The sign-in “%s” has no “check”"), sign_ins[i].id);
      if (mw_system_get_probe (lint->system, sign_ins[i].id, &version) == NULL)
        warn (lint, _ ("There is no “probe” for the sign-in “%s”"), sign_ins[i].id);
    }
}

/* The sets that rows are made from: without it every refresh reads all of them. */
static void
look_at_sets (Lint *lint)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < mw_system_get_n_variants (lint->system); i++)
    {
      const MwVariant *variant = mw_system_get_variant (lint->system, i);
      g_autoptr (GPtrArray) entities = mw_system_dup_entities (lint->system, variant);

      for (guint n = 0; n < entities->len; n++)
        {
          const MwEntitySource *source = mw_system_find_entity (lint->system, variant, entities->pdata[n]);
          const MwSetSource *set = mw_system_find_set (lint->system, variant, source->set);

          if (set != NULL && set->changed == NULL && g_hash_table_add (seen, (gpointer) source->set))
            warn (lint, _ ("The set “%s” has no “changed”"), source->set);
        }
    }
}

static void
add_summary (Lint *lint)
{
  g_string_append_printf (lint->text,
                          g_dngettext (GETTEXT_PACKAGE, "%u entity, ", "%u entities, ", lint->n_entities),
                          lint->n_entities);
  g_string_append_printf (lint->text,
                          g_dngettext (GETTEXT_PACKAGE, "%u warning\n", "%u warnings\n", lint->n_warnings),
                          lint->n_warnings);
}

static char *
dup_findings (MwModel *model, MwSystem *system)
{
  Lint lint = { .system = system, .model = model, .text = g_string_new (NULL) };

  /* What a general one maps is found in the system itself. */
  if (!mw_system_is_general (system))
    look_at_fields (&lint);
  look_at_entities (&lint);
  look_at_sign_ins (&lint);
  look_at_sets (&lint);
  add_summary (&lint);
  return g_string_free_and_steal (lint.text);
}

/**
 * mw_cli_lint_file:
 * @call: the call
 * @path: of a system file
 * @error: why the file is refused
 *
 * Loads the file as one of the user's, without allowing it, and lists what it leaves open; with --pages it is
 * tried on pages. Nothing is sent, but with --url to a system that the file is tried on.
 *
 * Returns: whether the file may be loaded, with or without warnings, and did what it should where it was
 * tried
 */
gboolean
mw_cli_lint_file (MwCliCall *call, const char *path, GError **error)
{
  const char *pages = mw_cli_arguments_get_value (call->arguments, "pages");
  g_autoptr (MwSystem) system = mw_cli_read_system (call, path, error);

  if (system == NULL ||
      !mw_cli_print (call, dup_findings (mw_engine_get_model (call->engine), system), error))
    return FALSE;
  if (pages != NULL &&
      (!mw_cli_check_input (pages, error) || !mw_cli_play_pages (call, system, pages, error)))
    return FALSE;
  return !mw_cli_arguments_has (call->arguments, "url") || mw_cli_try_system (call, system, error);
}
