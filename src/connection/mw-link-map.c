/* mw-link-map.c: rows of records that are there, made anew without a session
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include <string.h>

#include "mw-offline.h"

/**
 * mw_link_dup_map_address:
 * @self: a link
 *
 * Returns: (transfer full) (nullable): what {url} stands for in maps; %NULL for a builtin system that does
 * not run
 */
char *
mw_link_dup_map_address (MwLink *self)
{
  g_autoptr (MwTransport) transport = mw_link_dup_transport (self);
  char *address = transport != NULL ? g_strdup (mw_transport_get_base_uri (transport))
                                    : mw_link_dup_address (self);

  if (address != NULL && g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return address;
}

static MwOffline *
new_offline (MwLink *self, const char *const *not_offered)
{
  g_autoptr (MwVariables) known = mw_variables_new (NULL);
  g_autofree char *address = mw_link_dup_map_address (self);

  mw_variables_overlay (known, mw_link_get_file (self)->settings);
  return mw_offline_new (known, address, not_offered);
}

/**
 * mw_link_map:
 * @self: a link, which need not be open
 * @entity: what was read
 * @records: all of that
 * @not_offered: fields that the system did not give
 * @sink: gets it again, with rows as they are made now
 *
 * Nothing is sent.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects when something is needed that only the system can say
 */
DexFuture *
mw_link_map (MwLink *self, MwEntity *entity, MwHeld *records, const char *const *not_offered, MwSink *sink)
{
  g_autoptr (MwSource)
    source = mw_source_new (mw_link_get_system (self), mw_link_get_variant (self), NULL, NULL);
  g_autoptr (GPtrArray) beside = mw_link_dup_beside (self, entity);
  g_autoptr (MwOffline) offline = new_offline (self, not_offered);
  const MwScope scope = mw_link_get_scope (self, entity);

  mw_source_set_offline (source, offline);
  mw_source_set_chosen (source, mw_link_get_chosen (self));
  mw_source_set_scope (source, &scope);
  mw_source_set_again (source, records);
  for (guint i = 0; i < beside->len; i++)
    mw_source_add_beside (source, beside->pdata[i]);
  return mw_source_read (source, entity, sink);
}
