/* mw-admin-sheet.c: what an administrator must know and do so that somebody may read a system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-admin-sheet.h"

#include <glib/gi18n-lib.h>

#include "mw-redact.h"
#include "mw-system-consent.h"

static void
free_line (gpointer data)
{
  MwSheetLine *line = data;

  g_free (line->text);
  g_free (line);
}

static void
add (GPtrArray *sheet, MwSheetLineKind kind, const char *text)
{
  MwSheetLine *line;

  if (text == NULL || *text == '\0')
    return;
  line = g_new (MwSheetLine, 1);
  line->kind = kind;
  line->text = g_strdup (text);
  g_ptr_array_add (sheet, line);
}

static void G_GNUC_PRINTF (3, 4) add_format (GPtrArray *sheet, MwSheetLineKind kind, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add (sheet, kind, text);
}

/* "Edition: text", or the text alone. */
static void
add_named (GPtrArray *sheet, MwSheetLineKind kind, const char *name, const char *text)
{
  if (name == NULL)
    add (sheet, kind, text);
  else
    /* Translators: a name and what is said of it: "Vendors: Purchase, User" */
    add_format (sheet, kind, _ ("%s: %s"), name, text);
}

static void
add_system (GPtrArray *sheet, MwSystem *system, const MwSignIn *sign_in, const char *address)
{
  const char *name = mw_system_get_name (system);
  g_autofree char *safe = address != NULL ? mw_redact_uri (address) : NULL;

  add_format (sheet, MW_SHEET_TITLE, _ ("Reading %s with Millwright"), name);
  add_format (
    sheet, MW_SHEET_TEXT,
    _ ("Somebody in your company wants to see records of %s as tables in Millwright, a program on "
       "their own computer that only reads. This page says what that takes. It holds no password and "
       "no key, and none should be written on it."),
    name);
  add_named (sheet, MW_SHEET_POINT, _ ("System"), name);
  if (g_strcmp0 (mw_system_get_vendor (system), name) != 0)
    add_named (sheet, MW_SHEET_POINT, _ ("Vendor"), mw_system_get_vendor (system));
  if (safe != NULL)
    add_named (sheet, MW_SHEET_POINT, _ ("Address"), safe);
  add_named (sheet, MW_SHEET_POINT, _ ("Sign-in"), sign_in->title);
  add (sheet, MW_SHEET_MORE, sign_in->help);
}

static gboolean
add_needs (GPtrArray *sheet, MwSystem *system, const MwSignIn *sign_in)
{
  guint n_needs;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);
  gboolean any = FALSE;

  for (guint i = 0; i < n_needs; i++)
    {
      if (!mw_need_is_for (&needs[i], sign_in))
        continue;
      if (!any)
        add (sheet, MW_SHEET_HEADING, _ ("What Is Needed"));
      any = TRUE;
      add_named (sheet, MW_SHEET_POINT, needs[i].edition, needs[i].text);
      if (needs[i].minutes > 0)
        add_format (sheet, MW_SHEET_MORE,
                    g_dngettext (GETTEXT_PACKAGE, "Takes about %u minute.", "Takes about %u minutes.",
                                 needs[i].minutes),
                    needs[i].minutes);
    }
  return any;
}

/* What is registered once with the system, letter by letter. */
static void
add_client (GPtrArray *sheet, const MwOAuth2 *oauth2)
{
  g_autofree char *scopes = NULL;

  if (oauth2->owned_by_user && oauth2->redirect != NULL)
    {
      g_autofree char *address = mw_oauth_redirect_dup_address (oauth2->redirect);

      add_named (sheet, MW_SHEET_POINT, _ ("Address to register (redirect URI), exactly"), address);
    }
  scopes = oauth2->scopes != NULL ? g_strjoinv (" ", oauth2->scopes) : NULL;
  if (scopes != NULL && strchr (scopes, '{') == NULL)
    add_named (sheet, MW_SHEET_POINT, _ ("Rights of the client (scopes)"), scopes);
  if (oauth2->admin_consent)
    add (sheet, MW_SHEET_POINT, _ ("An administrator must agree once, for the whole company."));
}

/* What the person has to be given: fields that somebody else knows. */
static void
add_fields (GPtrArray *sheet, MwSystem *system, const MwSignIn *sign_in)
{
  guint n_fields;
  const MwFormField *fields = mw_system_get_form (system, &n_fields);
  gboolean any = FALSE;

  for (guint i = 0; i < n_fields; i++)
    {
      if (fields[i].who == NULL || !mw_system_asks_for (system, sign_in, fields[i].id))
        continue;
      if (!any)
        add (sheet, MW_SHEET_HEADING, _ ("What the Person Must Be Given"));
      any = TRUE;
      add_named (sheet, MW_SHEET_POINT, fields[i].label, fields[i].who);
      add (sheet, MW_SHEET_MORE, fields[i].help);
    }
}

static void
add_steps (GPtrArray *sheet, MwSystem *system, const MwSignIn *sign_in)
{
  guint n_steps;
  const MwGuideStep *steps = mw_system_get_guide (system, &n_steps);
  gboolean any = FALSE;

  for (guint i = 0; i < n_steps; i++)
    {
      if (!mw_system_has_step (system, &steps[i], sign_in))
        continue;
      if (!any)
        add (sheet, MW_SHEET_HEADING, _ ("Step by Step"));
      any = TRUE;
      add (sheet, MW_SHEET_POINT, steps[i].title);
      add (sheet, MW_SHEET_MORE, steps[i].text);
    }
}

static void
add_rights (GPtrArray *sheet, MwSystem *system, const MwSignIn *sign_in)
{
  const MwVariant *variant = mw_system_find_variant (system, sign_in->id);
  g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variant);

  if (entities->len == 0)
    return;
  add (sheet, MW_SHEET_HEADING, _ ("Rights to Grant"));
  add (sheet, MW_SHEET_TEXT,
       _ ("To read is enough, everywhere. Whatever is not granted stays out; the rest works without it."));
  for (guint i = 0; i < entities->len; i++)
    {
      MwEntity *entity = entities->pdata[i];
      const MwEntitySource *source = mw_system_find_entity (system, variant, entity);

      add_named (sheet, MW_SHEET_POINT, mw_entity_get_title (entity),
                 source->right != NULL ? source->right : _ ("to read them"));
      add (sheet, MW_SHEET_MORE, source->right_where);
      add (sheet, MW_SHEET_MORE, source->right_page);
    }
}

/* How it comes to an end: by itself, and when nobody needs it any more. */
static void
add_end (GPtrArray *sheet, const MwSignIn *sign_in)
{
  if (sign_in->ends == NULL && sign_in->remains == NULL)
    return;
  add (sheet, MW_SHEET_HEADING, _ ("How Long It Lasts"));
  add (sheet, MW_SHEET_POINT, sign_in->ends);
  add (sheet, MW_SHEET_MORE, sign_in->ends_page);
  if (sign_in->remains != NULL)
    add_named (sheet, MW_SHEET_POINT, _ ("After it was disconnected in Millwright"), sign_in->remains);
  add (sheet, MW_SHEET_MORE, sign_in->remains_page);
}

static void
add_dead_ends (GPtrArray *sheet, MwSystem *system)
{
  guint n_dead_ends;
  const MwDeadEnd *dead_ends = mw_system_get_dead_ends (system, &n_dead_ends);

  if (n_dead_ends > 0)
    add (sheet, MW_SHEET_HEADING, _ ("What Does Not Work"));
  for (guint i = 0; i < n_dead_ends; i++)
    {
      add_named (sheet, MW_SHEET_POINT, dead_ends[i].edition, dead_ends[i].text);
      add (sheet, MW_SHEET_MORE, dead_ends[i].page);
    }
}

static void
add_promises (GPtrArray *sheet, MwSystem *system)
{
  g_autoptr (MwSystemConsent) consent = mw_system_consent_new (system);

  add (sheet, MW_SHEET_HEADING, _ ("Where It Goes"));
  if (mw_system_get_through (system) != NULL)
    add_format (sheet, MW_SHEET_TEXT,
                _ ("The records come through %s. Nothing is sent anywhere but to these addresses:"),
                mw_system_get_through (system));
  else
    add (sheet, MW_SHEET_TEXT,
         _ ("The person's computer talks directly to the system. Nothing is sent anywhere but to these "
            "addresses:"));
  for (guint i = 0; consent->hosts[i] != NULL; i++)
    add (sheet, MW_SHEET_POINT, consent->hosts[i]);
  add (sheet, MW_SHEET_HEADING, _ ("What Millwright Never Does"));
  add (sheet, MW_SHEET_POINT,
       _ ("It never makes, changes or deletes a record: it has no request that could. All it has stand at "
          "the end of this page."));
  add (sheet, MW_SHEET_POINT,
       _ ("It never sends a sign-in again that was refused, so that it locks nobody out."));
  add (sheet, MW_SHEET_POINT,
       _ ("It never writes a password, key or token into a file: they lie in the keyring of that computer. "
          "Records are kept in memory only, and in the files that the person saves."));
  add (sheet, MW_SHEET_POINT,
       _ ("It never asks faster than the system allows; while the system says to wait, it waits."));
  add (sheet, MW_SHEET_HEADING, _ ("All Requests"));
  for (guint i = 0; consent->requests[i] != NULL; i++)
    add (sheet, MW_SHEET_POINT, consent->requests[i]);
}

/**
 * mw_admin_sheet_new:
 * @system: a system
 * @sign_in: one of its ways to sign in
 * @address: (nullable): of the company's own, when it is known
 *
 * Says what to create, what to register, which rights to grant, and what will and will not be done with them.
 * Of what was filled in only the address stands in it, without user name and password.
 *
 * Returns: (transfer full) (element-type MwSheetLine): translated lines
 */
GPtrArray *
mw_admin_sheet_new (MwSystem *system, const MwSignIn *sign_in, const char *address)
{
  GPtrArray *sheet = g_ptr_array_new_with_free_func (free_line);

  add_system (sheet, system, sign_in, address);
  if (!add_needs (sheet, system, sign_in) && sign_in->kind == MW_SIGN_IN_OAUTH2)
    add (sheet, MW_SHEET_HEADING, _ ("What Is Needed"));
  if (sign_in->kind == MW_SIGN_IN_OAUTH2)
    add_client (sheet, &sign_in->oauth2);
  add_fields (sheet, system, sign_in);
  add_steps (sheet, system, sign_in);
  add_rights (sheet, system, sign_in);
  add_end (sheet, sign_in);
  add_dead_ends (sheet, system);
  add_promises (sheet, system);
  return sheet;
}

/**
 * mw_admin_sheet_dup_text:
 * @sheet: (element-type MwSheetLine): of mw_admin_sheet_new()
 *
 * Returns: (transfer full): it as plain text
 */
char *
mw_admin_sheet_dup_text (GPtrArray *sheet)
{
  static const char *const before[] = {
    [MW_SHEET_TITLE] = "",   [MW_SHEET_HEADING] = "\n", [MW_SHEET_TEXT] = "",
    [MW_SHEET_POINT] = "• ", [MW_SHEET_MORE] = "  ",
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sheet->len; i++)
    {
      const MwSheetLine *line = sheet->pdata[i];

      g_string_append_printf (text, "%s%s\n", before[line->kind], line->text);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * mw_admin_sheet_dup_html:
 * @sheet: (element-type MwSheetLine): of mw_admin_sheet_new()
 *
 * Returns: (transfer full): it as a page of HTML that needs nothing else
 */
char *
mw_admin_sheet_dup_html (GPtrArray *sheet)
{
  static const char *const elements[] = {
    [MW_SHEET_TITLE] = "h1",
    [MW_SHEET_HEADING] = "h2",
    [MW_SHEET_TEXT] = "p",
    [MW_SHEET_POINT] = "p class=\"point\"",
    [MW_SHEET_MORE] = "p class=\"more\"",
  };
  g_autoptr (GString) html = g_string_new (
    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n<style>body{font-family:sans-serif;"
    "max-width:45em;margin:2em auto;line-height:1.4}p{margin:.3em 0;overflow-wrap:anywhere}"
    ".point::before{content:\"• \"}.more{margin-left:1em;color:#555}</style>\n");

  for (guint i = 0; i < sheet->len; i++)
    {
      const MwSheetLine *line = sheet->pdata[i];
      g_autofree char *text = g_markup_escape_text (line->text, -1);
      g_autofree char *end = g_strndup (elements[line->kind], strcspn (elements[line->kind], " "));

      if (line->kind == MW_SHEET_TITLE)
        g_string_append_printf (html, "<title>%s</title></head><body>\n", text);
      g_string_append_printf (html, "<%s>%s</%s>\n", elements[line->kind], text, end);
    }
  g_string_append (html, "</body></html>\n");
  return g_string_free_and_steal (g_steal_pointer (&html));
}
