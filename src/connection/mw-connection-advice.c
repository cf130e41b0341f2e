/* mw-connection-advice.c: what a failure of one connection means for a person, and for its health
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include "mw-diagnosis.h"
#include "mw-health.h"
#include "mw-missing-right.h"

/**
 * mw_connection_dup_advice:
 * @self: a connection
 * @error: how something ended
 *
 * Returns: (transfer full): what happened, who can fix it and what to do next
 */
MwAdvice *
mw_connection_dup_advice (MwConnection *self, const GError *error)
{
  return mw_connection_dup_advice_on (self, error, NULL);
}

static gboolean
is_forbidden (const GError *error)
{
  return g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN) ||
         g_error_matches (error, MW_DIAGNOSIS, MW_DIAGNOSIS_PERMISSION);
}

/**
 * mw_connection_dup_advice_on:
 * @self: a connection
 * @error: how something ended
 * @entity: (nullable): what was to be read
 *
 * Returns: (transfer full): what happened, who can fix it and what to do next; where a right is missing, the
 * right to read @entity
 */
MwAdvice *
mw_connection_dup_advice_on (MwConnection *self, const GError *error, MwEntity *entity)
{
  MwSystem *system = mw_connection_get_system (self);
  g_autoptr (GError) diagnosed = mw_link_diagnose (mw_connection_get_link (self), error);
  g_autofree char *address = mw_link_dup_address (mw_connection_get_link (self));
  MwAdvice *advice = mw_advice_new_for_connection (diagnosed, system, mw_connection_get_sign_in (self),
                                                   address != NULL ? address
                                                                   : mw_connection_get_address (self));

  if (entity != NULL && is_forbidden (diagnosed))
    mw_missing_right_name (advice, system, mw_connection_get_variant (self), entity);
  return advice;
}

/* How it did last, from @error (or NULL: well). */
void
mw_connection_take_health (MwConnection *self, const GError *error)
{
  g_autoptr (GError) diagnosed = error != NULL ? mw_link_diagnose (mw_connection_get_link (self), error)
                                               : NULL;

  mw_connection_set_health (self, mw_health_after (diagnosed, mw_connection_get_health (self)));
}
