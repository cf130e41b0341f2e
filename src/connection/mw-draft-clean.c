/* mw-draft-clean.c: what was typed or pasted into a field, as it is used
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-draft-private.h"

#include <string.h>

#include "mw-address.h"
#include "mw-text.h"

/* A key in PEM: its lines without the blanks that copying adds, ended as RFC 7468 has it. */
static char *
dup_lines (const char *value)
{
  g_auto (GStrv) lines = g_strsplit_set (value, "\r\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_string_append_printf (text, "%s\n", lines[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Behind the name of a header and of its scheme (RFC 7235 2.1), or the quote before a key. */
static const char *
skip_words (const char *text)
{
  static const char *const words[] = { "authorization:", "x-api-key:", "apikey:", "token:",
                                       "bearer ",        "basic ",     "token " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
      return skip_words (text + strlen (words[i]) + strspn (text + strlen (words[i]), " "));
  return text;
}

/* A key: no blanks in it, and nothing that was copied with it. */
static char *
dup_key (const char *value)
{
  g_autofree char *stripped = mw_text_strip (value, NULL);
  const char *start = skip_words (stripped + strspn (stripped, "\"'"));
  GString *key = g_string_new (NULL);

  for (const char *p = start; *p != '\0'; p = g_utf8_next_char (p))
    if (!mw_text_is_blank (g_utf8_get_char (p)) && *p != '"')
      g_string_append_len (key, p, g_utf8_next_char (p) - p);
  if (key->len > 0 && key->str[key->len - 1] == '\'' && *stripped == '\'')
    g_string_truncate (key, key->len - 1);
  explicit_bzero (stripped, strlen (stripped));
  return g_string_free_and_steal (key);
}

/* The value as it is used: blanks off, an address completed, a pasted key without what was pasted with it. */
char *
mw_draft_dup_clean (MwDraft *self, const MwFormField *field)
{
  const char *value = mw_draft_get_typed (self, field->id);
  char *text;

  if (value == NULL)
    return NULL;
  switch (field->kind)
    {
    case MW_FORM_FIELD_URL:
      return mw_address_complete (value, mw_address_has_path (field->example) ||
                                           mw_address_has_path (field->preset));
    case MW_FORM_FIELD_PASSWORD:
      /* A password may begin or end with a blank; a line break is never part of one. */
      text = g_strdup (value);
      text[strcspn (text, "\r\n")] = '\0';
      return text;
    case MW_FORM_FIELD_SECRET:
      return field->multiline ? dup_lines (value) : dup_key (value);
    case MW_FORM_FIELD_TEXT:
    default:
      return mw_text_strip (value, NULL);
    }
}

/* What mw_draft_dup_clean() leaves off. */
MwDraftExtra
mw_draft_get_extras (MwDraft *self, const MwFormField *field)
{
  const char *value = mw_draft_get_typed (self, field->id);
  g_autofree char *clean = mw_draft_dup_clean (self, field);
  MwDraftExtra extra = MW_DRAFT_EXTRA_NONE;

  if (value == NULL || field->multiline)
    return MW_DRAFT_EXTRA_NONE;
  if (strcmp (value, clean) != 0)
    extra = MW_DRAFT_EXTRA_BLANKS;
  if (field->kind == MW_FORM_FIELD_SECRET)
    {
      g_autofree char *stripped = mw_text_strip (value, NULL);
      const char *start = stripped + strspn (stripped, "\"'");

      if (skip_words (start) != start)
        extra = MW_DRAFT_EXTRA_WORD;
      explicit_bzero (stripped, strlen (stripped));
    }
  explicit_bzero (clean, strlen (clean));
  return extra;
}
