/* mw-connection-advice.c: what a failure of one connection means for a person, and for its health
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include "mw-health.h"

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
  g_autoptr (GError) diagnosed = mw_link_diagnose (mw_connection_get_link (self), error);
  g_autofree char *address = mw_link_dup_address (mw_connection_get_link (self));

  return mw_advice_new_for_connection (diagnosed, mw_connection_get_system (self),
                                       mw_connection_get_sign_in (self),
                                       address != NULL ? address : mw_connection_get_address (self));
}

/* How it did last, from @error (or NULL: well). */
void
mw_connection_take_health (MwConnection *self, const GError *error)
{
  g_autoptr (GError) diagnosed = error != NULL ? mw_link_diagnose (mw_connection_get_link (self), error)
                                               : NULL;

  mw_connection_set_health (self, mw_health_after (diagnosed, mw_connection_get_health (self)));
}
