/* mw-scope-default.c: how much of an entity is read when nobody has said so
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-scope-default.h"

/* More than that is large: it takes longer than one likes to wait, or more of a day's requests than is fair.
 */
#define MAX_RECORDS  5000
#define MAX_REQUESTS 500
#define MAX_SECONDS  120

static gboolean
is_large (const MwEstimate *everything)
{
  return everything->n_records > MAX_RECORDS || everything->n_requests > MAX_REQUESTS ||
         everything->seconds > MAX_SECONDS;
}

/**
 * mw_scope_default:
 * @connection: where it is read
 * @entity: one of mw_connection_dup_entities()
 * @everything: what reading all of it costs
 *
 * Returns: everything of what is small; of what is large, or has orders nobody can count, the last twelve
 * months by order date, else by date of change, where the system itself can filter by that
 */
MwScope
mw_scope_default (MwConnection *connection, MwEntity *entity, const MwEstimate *everything)
{
  gboolean large = is_large (everything);

  if ((large || everything->n_records < 0) &&
      mw_connection_get_offer (connection, entity, MW_SCOPE_ORDERED) == MW_SCOPE_OFFER_SYSTEM)
    return mw_scope_last_year (MW_SCOPE_ORDERED);
  if (large && mw_connection_get_offer (connection, entity, MW_SCOPE_CHANGED) == MW_SCOPE_OFFER_SYSTEM)
    return mw_scope_last_year (MW_SCOPE_CHANGED);
  return (MwScope) { MW_SCOPE_EVERYTHING };
}
