/* mw-draft-settle.c: what was typed or pasted, made into what was meant, and said so
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-address.h"
#include "mw-pasted.h"
#include "mw-text.h"

#define MAX_SHOWN 80

static void
say (GString *note, char *sentence)
{
  g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

static char *
dup_shown (const char *value)
{
  return mw_text_for_cell (value, strlen (value), MAX_SHOWN);
}

static const char *
skip_scheme (const char *address)
{
  const char *host = strstr (address, "://");

  return host != NULL ? host + 3 : address;
}

/* https:// before it, capital letters or a slash behind it are not worth a word. */
static gboolean
is_cut (const char *typed, const char *address)
{
  g_autofree char *stripped = g_strstrip (g_strdup (skip_scheme (typed)));
  gsize length = strlen (stripped);

  while (length > 0 && stripped[length - 1] == '/')
    stripped[--length] = '\0';
  return g_ascii_strcasecmp (stripped, skip_scheme (address)) != 0;
}

/* Values that stand in a pasted address go into their fields; what somebody typed there already stays. */
static void
take_values (MwDraft *self, const MwFormField *pasted, GHashTable *values, GString *note)
{
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (mw_draft_get_system (self), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = g_hash_table_lookup (values, fields[i].id);
      const char *before = mw_draft_get_value (self, fields[i].id);
      g_autofree char *shown = value != NULL ? dup_shown (value) : NULL;

      if (value == NULL || g_strcmp0 (before, value) == 0)
        continue;
      if (&fields[i] != pasted && before != NULL && g_strcmp0 (before, fields[i].preset) != 0)
        continue;
      if (&fields[i] != pasted && !mw_draft_is_needed (self, &fields[i]))
        continue;
      if (&fields[i] == pasted && pasted->kind == MW_FORM_FIELD_URL && !is_cut (before, value))
        continue;
      mw_draft_set_value (self, fields[i].id, value);
      if (&fields[i] != pasted)
        say (note, g_strdup_printf (_ ("“%s” was taken from the address: %s."), fields[i].label, shown));
      else if (fields[i].kind == MW_FORM_FIELD_URL)
        say (note, g_strdup_printf (_ ("Cut to the address of your system: %s."), shown));
      else
        say (note, g_strdup_printf (_ ("Taken from the address that you pasted: %s."), shown));
    }
}

static void
settle_address (MwDraft *self, const MwFormField *field, GString *note)
{
  const char *typed = mw_draft_get_value (self, field->id);
  g_autofree char *address = mw_draft_dup_clean (self, field);
  g_autofree char *shown = NULL;

  if (!mw_address_is_valid (address) || !is_cut (typed, address))
    return;
  shown = dup_shown (address);
  say (note, g_strdup_printf (_ ("Cut to the address of your system: %s."), shown));
  mw_draft_set_value (self, field->id, address);
}

static void
settle_plain (MwDraft *self, MwCatalog *catalog, const MwFormField *field, GString *note)
{
  /* A copy: what is taken out of it replaces the value. */
  g_autofree char *typed = g_strdup (mw_draft_get_value (self, field->id));
  MwSystem *system = mw_draft_get_system (self);
  gboolean is_address = field->kind == MW_FORM_FIELD_URL || strstr (typed, "://") != NULL;
  g_autofree char *address = is_address ? mw_pasted_dup_address (typed) : NULL;
  g_autoptr (GHashTable) values = NULL;
  MwSystem *other = NULL;

  if (address != NULL)
    values = mw_system_read_pasted (system, address, FALSE);
  if (values != NULL)
    take_values (self, field, values, note);
  else if (address != NULL && catalog != NULL)
    other = mw_catalog_find_pasted (catalog, address);
  if (other != NULL && !g_str_equal (mw_system_get_id (other), mw_system_get_id (system)))
    say (note, g_strdup_printf (_ ("This looks like an address of %s, not of %s."),
                                mw_system_get_name (other), mw_system_get_name (system)));
  if (field->kind == MW_FORM_FIELD_URL && !mw_address_has_user (typed) &&
      (values == NULL || g_hash_table_lookup (values, field->id) == NULL))
    settle_address (self, field, note);
  if (field->kind == MW_FORM_FIELD_TEXT && note->len == 0)
    {
      g_autofree char *clean = mw_draft_dup_clean (self, field);

      if (g_strcmp0 (clean, typed) != 0)
        {
          mw_draft_set_value (self, field->id, clean);
          say (note, g_strdup (_ ("Blanks around it were left off.")));
        }
    }
}

/* Never the value itself, nor how long it is. */
static void
settle_secret (MwDraft *self, const MwFormField *field, GString *note)
{
  switch (mw_draft_get_extras (self, field))
    {
    case MW_DRAFT_EXTRA_WORD:
      say (note, g_strdup (_ ("The word before it, such as “Bearer”, is left off.")));
      break;
    case MW_DRAFT_EXTRA_BLANKS:
      say (note, field->kind == MW_FORM_FIELD_PASSWORD
                   ? g_strdup (_ ("The line break behind it is left off."))
                   : g_strdup (_ ("Blanks, quotes and line breaks are left off.")));
      break;
    case MW_DRAFT_EXTRA_NONE:
    default:
      break;
    }
}

/**
 * mw_draft_settle:
 * @self: a draft
 * @catalog: (nullable): to tell when an address belongs to another product
 * @field: id of a form field that somebody has typed or pasted into
 *
 * Makes of the address of any page of a system its address, takes out of it what other fields ask for (see
 * `pasted` in data/systems/README.md), and leaves off what was copied along. A second call changes nothing.
 * Secrets stay as typed until they are used: mw_draft_dup_secrets() leaves off the same.
 *
 * Returns: (transfer full) (nullable): translated sentences about what was changed; %NULL when nothing was
 */
char *
mw_draft_settle (MwDraft *self, MwCatalog *catalog, const char *field)
{
  const MwFormField *form_field = mw_system_find_form_field (mw_draft_get_system (self), field);
  g_autoptr (GString) note = g_string_new (NULL);

  if (form_field == NULL || !mw_draft_has_value (self, field))
    return NULL;
  if (mw_draft_is_secret (form_field))
    settle_secret (self, form_field, note);
  else if (form_field->kind != MW_FORM_FIELD_URL || !mw_system_is_general (mw_draft_get_system (self)))
    settle_plain (self, catalog, form_field, note);
  return note->len > 0 ? g_string_free_and_steal (g_steal_pointer (&note)) : NULL;
}
