/* mw-connection-advice.c: what a failure of one connection means for a person, and for its health
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include <glib/gi18n-lib.h>

#include "mw-connection-found.h"
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
  const MwHealth alone = mw_health_after (diagnosed, MW_HEALTH_UNKNOWN);

  /* What says nothing about the connection, like a load that was stopped, is no trouble of it. */
  if (alone != MW_HEALTH_UNKNOWN)
    mw_connection_set_trouble (self, alone != MW_HEALTH_WORKING ? error : NULL);
  mw_connection_set_health (self, mw_health_after (diagnosed, mw_connection_get_health (self)));
  mw_connection_remember (self);
}

/* What stands there while nothing has failed, or nobody knows what did. */
static const struct
{
  MwHealth health;
  const char *text;
  MwAdviceAction action;
} sentences[] = {
  { MW_HEALTH_UNKNOWN, N_ ("It was not used since Millwright was started."), MW_ADVICE_TRY_AGAIN },
  { MW_HEALTH_WORKING, N_ ("The system answers, and the sign-in holds."), MW_ADVICE_TRY_AGAIN },
  { MW_HEALTH_SIGN_IN_AGAIN,
    N_ ("The system does not accept the sign-in any more. Sign in again: settings and records are kept."),
    MW_ADVICE_SIGN_IN_AGAIN },
  { MW_HEALTH_PERMISSION_MISSING,
    N_ ("This login may not read everything here. A check shows what, and which right your administrator can "
        "grant."),
    MW_ADVICE_TRY_AGAIN },
  { MW_HEALTH_NOT_REACHABLE, N_ ("The system did not answer. What was loaded can be used."),
    MW_ADVICE_TRY_AGAIN },
  { MW_HEALTH_WAITING,
    N_ ("The system answers only so often. It goes on by itself; what was loaded can be used."),
    MW_ADVICE_NONE },
  { MW_HEALTH_PAUSED, N_ ("It goes on by itself when the network is back. What was loaded can be used."),
    MW_ADVICE_NONE },
};

/**
 * mw_connection_dup_health_advice:
 * @self: a connection
 *
 * Returns: (transfer full): what its health means for a person, and what helps; without a title where the
 * word for the health says it all
 */
MwAdvice *
mw_connection_dup_health_advice (MwConnection *self)
{
  const MwHealth health = mw_connection_get_health (self);
  const GError *trouble = mw_connection_get_trouble (self);
  MwAdvice *advice;

  if (trouble != NULL && (health == MW_HEALTH_SIGN_IN_AGAIN || health == MW_HEALTH_PERMISSION_MISSING ||
                          health == MW_HEALTH_NOT_REACHABLE))
    return mw_connection_dup_advice (self, trouble);
  advice = g_new0 (MwAdvice, 1);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].health == health)
      {
        advice->body = g_strdup (_ (sentences[i].text));
        advice->action = sentences[i].action;
      }
  return advice;
}
