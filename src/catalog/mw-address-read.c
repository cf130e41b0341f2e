/* mw-address-read.c: where a system is, as a member of its file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-system-private.h"

static gboolean
check_fixed (MwFileReader *r, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

  if (uri == NULL || strcmp (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || strpbrk (address, "{}") != NULL)
    return mw_file_reader_unsafe (r, "fixed", "must be a literal https address");
  r->address = address;
  return TRUE;
}

static gboolean
check_address (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwSystemFile *file = target;
  /* Beside a template a field takes the whole address of those whose host is another. */
  guint n_ways = (file->address_field != NULL && file->address_template == NULL) + (file->fixed_url != NULL) +
                 (file->builtin != NULL) + (file->address_template != NULL);

  if (n_ways != 1)
    return mw_file_reader_fail (r, NULL, "must have one of: field, fixed, builtin, template");
  if (file->address_template != NULL && !g_str_has_prefix (file->address_template, "https://"))
    return mw_file_reader_unsafe (r, "template", "must begin with https://");
  return file->fixed_url == NULL || check_fixed (r, file->fixed_url);
}

#define O(field) G_STRUCT_OFFSET (MwSystemFile, field)
static const MwMember address_members[] = {
  { "field", mw_read_id, O (address_field) },
  { "fixed", mw_read_text, O (fixed_url) },
  { "builtin", mw_read_id, O (builtin) },
  { "template", mw_read_text, O (address_template) },
  { NULL },
};
const MwShape mw_address_shape = { sizeof (MwSystemFile), address_members, check_address };
