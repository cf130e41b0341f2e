/* mw-foreign-sign-in.c: another sign-in than the one that was tried is wanted: a page, a gateway, a scheme
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-foreign-sign-in.h"

#include <string.h>

G_DEFINE_QUARK (mw_foreign_sign_in_quark, mw_foreign_sign_in)

/* Never changed once it is set, and never freed. */
static MwSignInPages *pages;

/**
 * mw_foreign_sign_in_load:
 * @path: data/sign-in-pages.json
 *
 * Takes up the pages for this process; those that are there stay. Blocks.
 *
 * Returns: %FALSE with a #MwCatalogError
 */
gboolean
mw_foreign_sign_in_load (const char *path, GError **error)
{
  MwSignInPages *loaded;

  if (g_atomic_pointer_get (&pages) != NULL)
    return TRUE;
  loaded = mw_sign_in_pages_load (path, error);
  if (loaded == NULL)
    return FALSE;
  if (!g_atomic_pointer_compare_and_exchange (&pages, NULL, loaded))
    mw_sign_in_pages_free (loaded);
  return TRUE;
}

static const MwSignInPage *
get_pages (guint *n_pages)
{
  MwSignInPages *loaded = g_atomic_pointer_get (&pages);

  *n_pages = 0;
  return loaded != NULL ? mw_sign_in_pages_get (loaded, n_pages) : NULL;
}

/* Only failures that such a page can be behind: not one of the line, of a file or of the keyring. */
static gboolean
may_be_foreign (const GError *error)
{
  if (error->domain == MW_TRANSPORT_ERROR)
    return error->code == MW_TRANSPORT_ERROR_REDIRECT;
  if (error->domain == MW_AUTH_ERROR)
    return error->code != MW_AUTH_ERROR_FIELD && error->code != MW_AUTH_ERROR_UNKNOWN &&
           error->code != MW_AUTH_ERROR_TOO_MANY && error->code != MW_AUTH_ERROR_KEY &&
           error->code != MW_AUTH_ERROR_PORT && error->code != MW_AUTH_ERROR_PASTED &&
           error->code != MW_AUTH_ERROR_ISSUER;
  return error->domain == MW_SOURCE_ERROR &&
         (error->code == MW_SOURCE_ERROR_NOT_JSON || error->code == MW_SOURCE_ERROR_SIGNED_OUT ||
          error->code == MW_SOURCE_ERROR_FORBIDDEN || error->code == MW_SOURCE_ERROR_NOT_OFFERED ||
          error->code == MW_SOURCE_ERROR_SERVER);
}

static gboolean
contains_any (const char *text, char **parts)
{
  for (guint i = 0; text != NULL && parts[i] != NULL; i++)
    if (strstr (text, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* One of the words, and not the beginning of a longer one. */
static gboolean
says_any (const char *text, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    for (const char *at = strstr (text, words[i]); at != NULL; at = strstr (at + 1, words[i]))
      if (!g_ascii_isalnum (at[strlen (words[i])]))
        return TRUE;
  return FALSE;
}

static gboolean
is_below (const char *host, char **names)
{
  gsize length = strlen (host);

  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize end = strlen (names[i]);

      if (length >= end && g_ascii_strcasecmp (host + length - end, names[i]) == 0 &&
          (length == end || host[length - end - 1] == '.'))
        return TRUE;
    }
  return FALSE;
}

static gboolean
leads_there (const MwSignInSign *sign, const MwStrangeAnswer *answer)
{
  g_autoptr (GUri)
    uri = answer->target != NULL
            ? g_uri_parse (answer->target, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL)
            : NULL;
  g_autofree char *joined = NULL;
  g_autofree char *small = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  joined = g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL);
  small = g_ascii_strdown (joined, -1);
  return (sign->to == NULL || is_below (g_uri_get_host (uri), sign->to)) &&
         (sign->path == NULL || contains_any (small, sign->path));
}

static gboolean
has_header (const MwSignInSign *sign, const MwStrangeAnswer *answer)
{
  const char *value = mw_response_get_header (answer->head, sign->header);
  g_autofree char *small = value != NULL ? g_ascii_strdown (value, -1) : NULL;

  return small != NULL && (sign->contains == NULL || contains_any (small, sign->contains)) &&
         (sign->lacks == NULL || !contains_any (small, sign->lacks));
}

static gboolean
was_asked_so (const MwSignInSign *sign, const MwStrangeAnswer *answer)
{
  g_autofree char *small = answer->scheme != NULL ? g_ascii_strdown (answer->scheme, -1) : NULL;

  return small != NULL && g_strv_contains ((const char *const *) sign->sent, small);
}

static gboolean
is_sign (const MwSignInSign *sign, const GError *error, const MwStrangeAnswer *answer)
{
  if (sign->says != NULL && !says_any (error->message, sign->says))
    return FALSE;
  if (answer == NULL)
    return sign->says != NULL && sign->to == NULL && sign->path == NULL && sign->status == 0 &&
           sign->header == NULL && sign->body == NULL && sign->sent == NULL;
  return (sign->status == 0 || sign->status == answer->status) &&
         ((sign->to == NULL && sign->path == NULL) || leads_there (sign, answer)) &&
         (sign->header == NULL || has_header (sign, answer)) &&
         (sign->body == NULL || (answer->is_web_page && contains_any (answer->body, sign->body))) &&
         (sign->sent == NULL || was_asked_so (sign, answer));
}

/**
 * mw_foreign_sign_in_recognise:
 * @error: how a probe, a sign-in or a read ended
 * @answer: (nullable): the last answer that was no data
 *
 * Looks through the pages for the first that explains it.
 *
 * Returns: (transfer full) (nullable): an error of the domain %MW_FOREIGN_SIGN_IN with the words of @error
 */
GError *
mw_foreign_sign_in_recognise (const GError *error, const MwStrangeAnswer *answer)
{
  guint n_pages;
  const MwSignInPage *known = get_pages (&n_pages);

  if (!may_be_foreign (error))
    return NULL;
  for (guint i = 0; i < n_pages; i++)
    for (guint n = 0; n < known[i].n_signs; n++)
      if (is_sign (&known[i].signs[n], error, answer))
        return g_error_new_literal (MW_FOREIGN_SIGN_IN, (int) i, error->message);
  return NULL;
}

/**
 * mw_foreign_sign_in_get_page:
 * @error: an error
 *
 * Returns: (nullable): the page that it is about
 */
const MwSignInPage *
mw_foreign_sign_in_get_page (const GError *error)
{
  guint n_pages;
  const MwSignInPage *known = get_pages (&n_pages);

  return error->domain == MW_FOREIGN_SIGN_IN && (guint) error->code < n_pages ? &known[error->code] : NULL;
}

/* What a person has to do at a sign-in. */
static const char *
find_way (MwSystem *system, const MwSignIn *sign_in)
{
  if (sign_in->kind == MW_SIGN_IN_OAUTH2 && (sign_in->oauth2.grant == MW_OAUTH_GRANT_AUTHORIZATION_CODE ||
                                             sign_in->oauth2.grant == MW_OAUTH_GRANT_DEVICE_CODE))
    return "browser";
  for (guint i = 0; sign_in->fields != NULL && sign_in->fields[i] != NULL; i++)
    {
      const MwFormField *field = mw_system_find_form_field (system, sign_in->fields[i]);

      if (field != NULL && field->kind == MW_FORM_FIELD_PASSWORD)
        return "password";
    }
  return "key";
}

/**
 * mw_foreign_sign_in_find_other:
 * @page: what was recognised
 * @system: the system
 * @tried: (nullable): how it was tried
 *
 * Returns: (nullable): the sign-in of @system that helps best
 */
const MwSignIn *
mw_foreign_sign_in_find_other (const MwSignInPage *page, MwSystem *system, const MwSignIn *tried)
{
  guint n_sign_ins = 0;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);
  const char *way_tried = tried != NULL ? find_way (system, tried) : NULL;

  for (guint i = 0; page->wants->ways != NULL && page->wants->ways[i] != NULL; i++)
    for (guint n = 0; n < n_sign_ins; n++)
      {
        const char *way = find_way (system, &sign_ins[n]);

        if (strcmp (way, page->wants->ways[i]) == 0 && g_strcmp0 (way, way_tried) != 0)
          return &sign_ins[n];
      }
  return NULL;
}
