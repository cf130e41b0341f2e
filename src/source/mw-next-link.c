/* mw-next-link.c: a link to the next page, made into a request of the connection's own address
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-next-link.h"

#include "mw-source.h"

#include <string.h>

/* Path segments and query values become places, so that the one way to build requests encodes them. */
struct _MwNextLink
{
  MwRequestTemplate template;
  char *path;
  GArray *query;    /* of MwRequestHeader */
  GPtrArray *texts; /* (element-type utf8): value of place {link0}, {link1} … */
  GPtrArray *owned;
};

void
mw_next_link_free (MwNextLink *self)
{
  g_free (self->path);
  g_array_unref (self->query);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->owned);
  g_free (self);
}

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "the link to the next page %s", reason);
  return FALSE;
}

/* Adds the decoded @text (taken) as a value and answers its place. */
static char *
add_place (MwNextLink *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return g_strdup_printf ("{link%u}", self->texts->len - 1);
}

static gboolean
add_path (MwNextLink *self, const char *path, GError **error)
{
  g_autoptr (GString) template = g_string_new (NULL);
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      char *text = g_uri_unescape_string (segments[i], NULL);
      g_autofree char *place = NULL;

      if (text == NULL)
        return fail (error, "has a malformed path");
      place = add_place (self, text);
      g_string_append_printf (template, "/%s", *text != '\0' ? place : "");
    }
  self->path = g_string_free_and_steal (g_steal_pointer (&template));
  return TRUE;
}

static gboolean
add_query (MwNextLink *self, const char *query, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      char *name, *value;
      MwRequestHeader parameter = { NULL };

      if (*parts[i] == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      /* A plus in a query is a space (HTML forms), everything else is percent-encoded. */
      name = g_strdelimit (equals != NULL ? equals + 1 : parts[i] + strlen (parts[i]), "+", ' ');
      value = g_uri_unescape_string (name, NULL);
      name = g_uri_unescape_string (parts[i], NULL);
      if (name == NULL || value == NULL)
        {
          g_free (name);
          g_free (value);
          return fail (error, "has a malformed query");
        }
      g_ptr_array_add (self->owned, name);
      parameter.name = name;
      parameter.value = add_place (self, value);
      g_ptr_array_add (self->owned, (gpointer) parameter.value);
      g_array_append_val (self->query, parameter);
    }
  return TRUE;
}

static gboolean
is_same_origin (GUri *uri, GUri *base)
{
  return g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (base)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (base)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (base);
}

/* Only path and query of the link are used: what goes out goes to the connection's own address in any case.
 */
static gboolean
read_link (MwNextLink *self,
           const char *link,
           const char *relative_to,
           const char *base_uri,
           gboolean *put_back,
           GError **error)
{
  g_autofree char *absolute = g_uri_resolve_relative (relative_to, link, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) uri = absolute != NULL ? g_uri_parse (absolute, G_URI_FLAGS_ENCODED, NULL) : NULL;
  g_autoptr (GUri) base = g_uri_parse (base_uri, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *prefix = NULL;

  if (uri == NULL || base == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (strcmp (g_uri_get_scheme (uri), "https") != 0 && strcmp (g_uri_get_scheme (uri), "http") != 0))
    return fail (error, "is no address");
  if (g_uri_get_userinfo (uri) != NULL)
    return fail (error, "has a user in it");
  prefix = g_str_has_suffix (g_uri_get_path (base), "/") ? g_strdup (g_uri_get_path (base))
                                                         : g_strconcat (g_uri_get_path (base), "/", NULL);
  if (!g_str_has_prefix (g_uri_get_path (uri), prefix))
    return fail (error, is_same_origin (uri, base) ? "leads out of the connection's address"
                                                   : "leads to another address");
  *put_back = !is_same_origin (uri, base);
  return add_path (self, g_uri_get_path (uri) + strlen (prefix), error) &&
         add_query (self, g_uri_get_query (uri), error);
}

/**
 * mw_next_link_new:
 * @list: the request of the first page
 * @link: what the server gave, absolute or relative
 * @relative_to: address that a relative link begins with
 * @base_uri: the connection's address
 * @put_back: (out): whether the link led to another host, scheme or port
 *
 * Reads a link to the next page (RFC 3986 5.2). A server behind a proxy writes links with its own name: they
 * are put back on the connection's address, when their path begins with the connection's path.
 *
 * Returns: (transfer full): the link, or %NULL with %MW_SOURCE_ERROR_SHAPE
 */
MwNextLink *
mw_next_link_new (const MwRequestTemplate *list,
                  const char *link,
                  const char *relative_to,
                  const char *base_uri,
                  gboolean *put_back,
                  GError **error)
{
  g_autoptr (MwNextLink) self = g_new0 (MwNextLink, 1);

  self->query = g_array_new (FALSE, FALSE, sizeof (MwRequestHeader));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->owned = g_ptr_array_new_with_free_func (g_free);
  if (!read_link (self, link, relative_to, base_uri, put_back, error))
    return NULL;
  self->template = (MwRequestTemplate) {
    .kind = MW_REQUEST_READ,
    .method = "GET",
    .path = self->path,
    .query = &g_array_index (self->query, MwRequestHeader, 0),
    .n_query = self->query->len,
    .headers = list->headers,
    .n_headers = list->n_headers,
  };
  return g_steal_pointer (&self);
}

const MwRequestTemplate *
mw_next_link_get_template (MwNextLink *self)
{
  return &self->template;
}

void
mw_next_link_fill (MwNextLink *self, MwVariables *variables)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("link%u", i);

      mw_variables_set_text (variables, name, g_ptr_array_index (self->texts, i));
    }
}
