/* mw-draft-check.c: whether what is filled in can be right, said field by field
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-address.h"
#include "mw-bounded-regex.h"

static char *
check_address (const MwFormField *field, const char *typed, const char *address)
{
  if (mw_address_has_user (typed))
    return g_strdup (_ ("Leave user name and password out of the address: they have fields of their own."));
  if (!mw_address_is_valid (address))
    return field->example != NULL
             ? g_strdup_printf (_ ("This is not a web address. It looks like %s."), field->example)
             : g_strdup (_ ("This is not a web address. It looks like https://erp.example.com."));
  return NULL;
}

static char *
check_field (MwDraft *self, const MwFormField *field)
{
  g_autofree char *value = mw_draft_dup_clean (self, field);
  g_autofree char *message = NULL;

  if (value == NULL || *value == '\0')
    {
      if (field->optional)
        return NULL;
      return field->who != NULL ? g_strdup_printf (_ ("Please fill in “%s”. %s"), field->label, field->who)
                                : g_strdup_printf (_ ("Please fill in “%s”."), field->label);
    }
  if (field->kind == MW_FORM_FIELD_URL)
    message = check_address (field, mw_draft_get_value (self, field->id), value);
  if (message == NULL && field->pattern != NULL)
    {
      g_autoptr (GRegex) pattern = mw_bounded_regex_new (field->pattern, TRUE, NULL);

      if (pattern == NULL || !g_regex_match (pattern, value, G_REGEX_MATCH_DEFAULT, NULL))
        message = field->example != NULL
                    ? g_strdup_printf (_ ("“%s” does not look right. It looks like %s."), field->label,
                                       field->example)
                    : g_strdup_printf (_ ("“%s” does not look right. Copy it again, whole."), field->label);
    }
  if (mw_draft_is_secret (field))
    explicit_bzero (value, strlen (value));
  return g_steal_pointer (&message);
}

/**
 * mw_draft_validate:
 * @self: a draft
 * @message: (out) (optional): a translated sentence about the field
 *
 * Returns: (nullable): the first field that is empty or does not fit; %NULL when the form can be sent
 */
const MwFormField *
mw_draft_validate (MwDraft *self, char **message)
{
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (mw_draft_get_system (self), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *problem = mw_draft_is_needed (self, &fields[i]) ? check_field (self, &fields[i])
                                                                       : NULL;

      if (problem == NULL)
        continue;
      if (message != NULL)
        *message = g_steal_pointer (&problem);
      return &fields[i];
    }
  return NULL;
}

/**
 * mw_draft_dup_problem:
 * @self: a draft
 * @field: id of a form field
 *
 * Returns: (transfer full) (nullable): a translated sentence about what was typed into the field; %NULL when
 * it fits, or nothing was typed yet
 */
char *
mw_draft_dup_problem (MwDraft *self, const char *field)
{
  const MwFormField *form_field = mw_system_find_form_field (mw_draft_get_system (self), field);

  return form_field != NULL && mw_draft_has_value (self, field) ? check_field (self, form_field) : NULL;
}
