/* mw-case-browser.c: the person and the browser of a case that signs in there: nothing is opened, the address
 * is compared, and what the vendor's page would send the browser back to is answered
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-browser.h"

#include <string.h>

#include "mw-case-request.h"

/* RFC 7636 4.2: the SHA-256 in base64url. */
#define CHALLENGE_LENGTH 43

struct _MwCaseBrowser
{
  JsonObject *trip; /* {page, query, comes_back} */
  GPtrArray *differences;
  MwAuthPrompt *prompt;
  gulong changed;
  gboolean went;
};

static void
expect (MwCaseBrowser *self, const char *what, gboolean as_expected, const char *actual)
{
  if (!as_expected)
    mw_case_differ (self->differences, "browser: the %s is “%s”", what, actual != NULL ? actual : "");
}

/* What every trip has: an answer that is ours, and of PKCE the challenge. */
static void
take_own (MwCaseBrowser *self, GHashTable *query)
{
  const char *state = g_hash_table_lookup (query, "state");
  const char *challenge = g_hash_table_lookup (query, "code_challenge");
  const char *method = g_hash_table_lookup (query, "code_challenge_method");

  expect (self, "state", state != NULL && *state != '\0', state);
  expect (self, "code_challenge", challenge != NULL && strlen (challenge) == CHALLENGE_LENGTH, challenge);
  expect (self, "code_challenge_method", g_strcmp0 (method, "S256") == 0, method);
  g_hash_table_remove (query, "state");
  g_hash_table_remove (query, "code_challenge");
  g_hash_table_remove (query, "code_challenge_method");
}

static char *
dup_way_back (MwCaseBrowser *self, const char *redirect, const char *state)
{
  JsonObject *parts = mw_case_get_object (self->trip, "comes_back");
  g_autoptr (GList) names = parts != NULL ? json_object_get_members (parts) : NULL;
  g_autofree char *own = g_uri_escape_string (state != NULL ? state : "", NULL, FALSE);
  GString *address = g_string_new (redirect);

  g_string_append_printf (address, "?state=%s", own);
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *text = mw_case_dup_text (parts, name->data);
      g_autofree char *value = g_uri_escape_string (text, NULL, FALSE);

      g_string_append_printf (address, "&%s=%s", (char *) name->data, value);
    }
  return g_string_free (address, FALSE);
}

/* As a browser would, in the next turn: the sign-in waits for it by then. */
static void
on_changed (MwAuthPrompt *prompt, gpointer data)
{
  MwCaseBrowser *self = data;
  const char *uri = mw_auth_prompt_get_uri (prompt);
  gsize length = uri != NULL ? strcspn (uri, "?") : 0;
  g_autofree char *page = mw_case_dup_text (self->trip, "page");
  g_autofree char *opened = g_strndup (uri != NULL ? uri : "", length);
  g_autofree char *back = NULL;
  g_autofree char *state = NULL;
  g_autofree char *redirect = NULL;
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (GString) why = g_string_new (NULL);

  if (mw_auth_prompt_get_kind (prompt) == MW_AUTH_PROMPT_NOTHING || self->went)
    return;
  self->went = TRUE;
  query = mw_case_parse_form (uri != NULL && uri[length] == '?' ? uri + length + 1 : "");
  expect (self, "page", g_strcmp0 (page, opened) == 0, opened);
  state = g_strdup (g_hash_table_lookup (query, "state"));
  redirect = g_strdup (g_hash_table_lookup (query, "redirect_uri"));
  take_own (self, query);
  mw_case_form_match (mw_case_get_object (self->trip, "query"), query, "browser: query", "", why);
  if (why->len > 0)
    mw_case_differ (self->differences, "%s", g_strchomp (why->str));
  back = dup_way_back (self, redirect != NULL ? redirect : "", state);
  mw_auth_prompt_answer (prompt, back);
}

MwCaseBrowser *
mw_case_browser_new (JsonObject *object, GPtrArray *differences)
{
  JsonObject *trip = mw_case_get_object (object, "browser");
  MwCaseBrowser *self;

  if (trip == NULL)
    return NULL;
  self = g_new0 (MwCaseBrowser, 1);
  self->trip = trip;
  self->differences = differences;
  self->prompt = mw_auth_prompt_new ();
  self->changed = g_signal_connect (self->prompt, "changed", G_CALLBACK (on_changed), self);
  return self;
}

void
mw_case_browser_free (MwCaseBrowser *self)
{
  if (!self->went)
    mw_case_differ (self->differences, "browser: no page was opened");
  g_signal_handler_disconnect (self->prompt, self->changed);
  g_object_unref (self->prompt);
  g_free (self);
}

MwAuthPrompt *
mw_case_browser_get_prompt (MwCaseBrowser *self)
{
  return self->prompt;
}
