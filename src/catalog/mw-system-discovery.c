/* mw-system-discovery.c: where the sets of a system ask which fields there are, when it has $metadata
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-places.h"
#include "mw-request-check.h"
#include "mw-system-private.h"

#define METADATA "$metadata"

/* @text with what is known of the set; NULL when a place is left. */
static char *
fill (const char *text, MwVariables *variables)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  MwPlace place;

  while (mw_place_next (&text, &place))
    {
      g_autofree char *value = NULL;

      g_string_append_len (filled, place.literal, (gssize) place.literal_length);
      if (*place.name == '\0')
        continue;
      value = mw_variables_dup_text (variables, place.name);
      if (value == NULL)
        return NULL;
      g_string_append (filled, value);
    }
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

/* Below the service root (the list's path up to its last segment), or, with a slash before it, below the
 * address. */
static char *
dup_path (const MwDiscovery *discovery, const char *list, gsize length)
{
  if (discovery->path != NULL && *discovery->path == '/')
    return g_strdup (discovery->path);
  return g_strdup_printf ("%.*s%s", (int) length, list, discovery->path != NULL ? discovery->path : METADATA);
}

/* OData 4.01 Part 2, 4.3: the last segment of a list's path is the name of the set, and the $metadata of the
 * service stands beside it. */
gboolean
mw_system_file_link_discovery (MwFileReader *reader, const MwVariant *variant, MwSetSource *set)
{
  static MwRequestHeader accept[] = { { "Accept", "application/xml" } };
  const char *path = set->list->path;
  const char *slash = strrchr (path, '/');
  gsize length = slash != NULL ? (gsize) (slash + 1 - path) : 0;
  MwRequestTemplate *request;
  char *name;

  if (variant->discovery.kind != MW_DISCOVERY_EDMX || set->fields != NULL ||
      (!mw_request_has_place (set->list, "fields") && !mw_request_has_place (set->list, "fields_csv")))
    return TRUE;
  name = fill (path + length, set->variables);
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      return mw_file_reader_fail (reader, "list",
                                  "its path must end with the name that the list has in $metadata");
    }
  set->edmx_set = mw_keep_add (reader->keep, name, g_free);
  request = mw_keep_add (reader->keep, g_new0 (MwRequestTemplate, 1), g_free);
  request->kind = MW_REQUEST_READ;
  request->method = "GET";
  request->path = mw_keep_add (reader->keep, dup_path (&variant->discovery, path, length), g_free);
  request->headers = accept;
  request->n_headers = G_N_ELEMENTS (accept);
  set->fields = request;
  return TRUE;
}
