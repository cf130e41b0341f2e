/* mw-kept-basis.c: what kept records are of, and what made rows of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-kept-basis.h"

#include <string.h>

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* With the length before it: nothing that was typed can look like something else. */
static void
add_text (GString *text, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%s %zu %s\n", name, strlen (value), value);
}

static void
add_choice (GString *text, const MwChosen *chosen, const char *choice)
{
  add_text (text, "choice", choice);
  if (mw_chosen_is_all (chosen, choice))
    g_string_append (text, "all\n");
  else
    for (guint i = 0; i < mw_chosen_get_n_values (chosen, choice); i++)
      add_text (text, "value", mw_chosen_get_value (chosen, choice, i)->value);
}

/**
 * mw_kept_basis_dup:
 * @link: reads
 * @entity: what is read
 *
 * Returns: (transfer full): the same text for what can be gone on from, one of the other
 */
char *
mw_kept_basis_dup (MwLink *link, MwEntity *entity)
{
  const MwVariant *variant = mw_link_get_variant (link);
  MwChosen *chosen = mw_link_get_chosen (link);
  const MwScope scope = mw_link_get_scope (link, entity);
  g_autofree char *user = mw_variables_dup_text (mw_link_get_file (link)->settings, "user");
  g_autofree char *how_much = mw_scope_to_text (&scope);
  g_auto (GStrv) choices = mw_chosen_dup_choices (chosen);
  GString *text = g_string_new (NULL);

  add_text (text, "variant", variant != NULL ? variant->id : NULL);
  add_text (text, "user", user);
  add_text (text, "scope", how_much);
  qsort (choices, g_strv_length (choices), sizeof *choices, compare_texts);
  for (guint i = 0; choices[i] != NULL; i++)
    add_choice (text, chosen, choices[i]);
  return g_string_free_and_steal (text);
}

static void
add_entity (GChecksum *checksum, MwEntity *entity)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_text (text, "entity", mw_entity_get_id (entity));
  for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
    {
      const MwField *field = mw_entity_get_field (entity, i);

      g_string_append_printf (text, "%d ", (int) field->type);
      add_text (text, "field", field->id);
      for (guint j = 0; j < field->n_values; j++)
        add_text (text, "value", field->values[j].id);
    }
  g_checksum_update (checksum, (const guchar *) text->str, (gssize) text->len);
}

/**
 * mw_kept_maker_dup:
 * @link: reads
 * @model: whose rows are made
 *
 * Returns: (transfer full): a hash of the system's file and the model
 */
char *
mw_kept_maker_dup (MwLink *link, MwModel *model)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *system = json_to_string (mw_system_get_json (mw_link_get_system (link)), FALSE);

  g_checksum_update (checksum, (const guchar *) system, -1);
  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    add_entity (checksum, mw_model_get_entity (model, i));
  return g_strdup (g_checksum_get_string (checksum));
}
