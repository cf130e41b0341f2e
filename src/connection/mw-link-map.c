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
new_offline (MwLink *self, MwEntity *entity, MwDataset *records)
{
  g_auto (GStrv) not_offered = mw_dataset_dup_fields_not_offered (records, entity);
  g_auto (GStrv) not_readable = mw_dataset_dup_sets_not_readable (records, entity);
  g_autoptr (MwVariables) known = mw_variables_new (NULL);
  g_autofree char *address = mw_link_dup_map_address (self);

  mw_variables_overlay (known, mw_link_get_file (self)->settings);
  return mw_offline_new (known, address, (const char *const *) not_offered,
                         (const char *const *) not_readable);
}

static MwSource *
new_source (MwLink *self, MwEntity *entity, MwDataset *records)
{
  MwSource *source = mw_source_new (mw_link_get_system (self), mw_link_get_variant (self), NULL, NULL);
  g_autoptr (MwOffline) offline = new_offline (self, entity, records);
  const MwScope scope = mw_link_get_scope (self, entity);

  mw_source_set_offline (source, offline);
  mw_source_set_chosen (source, mw_link_get_chosen (self));
  mw_source_set_scope (source, &scope);
  mw_source_set_again (source, MW_HELD (records));
  return source;
}

/**
 * mw_link_dup_kept_places:
 * @self: a link, which need not be open
 * @entity: what was read
 * @records: all of that
 * @turn: which part of it
 *
 * Returns: (transfer full) (nullable): what the {places} of its map stood for then, as far as that was kept
 */
MwVariables *
mw_link_dup_kept_places (MwLink *self, MwEntity *entity, MwDataset *records, guint turn)
{
  g_autoptr (MwSource) source = new_source (self, entity, records);

  return mw_source_dup_places (source, entity, turn);
}

/**
 * mw_link_map:
 * @self: a link, which need not be open
 * @entity: what was read
 * @records: all of that
 * @sink: gets it again, with rows as they are made now
 *
 * Nothing is sent.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects when something is needed that only the system can say
 */
DexFuture *
mw_link_map (MwLink *self, MwEntity *entity, MwDataset *records, MwSink *sink)
{
  g_autoptr (MwSource) source = new_source (self, entity, records);
  g_autoptr (GPtrArray) beside = mw_link_dup_beside (self, entity);

  for (guint i = 0; i < beside->len; i++)
    mw_source_add_beside (source, beside->pdata[i]);
  return mw_source_read (source, entity, sink);
}
