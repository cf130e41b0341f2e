/* mw-health.c: what an outcome says about the health of a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-health.h"

#include <glib/gi18n-lib.h>

#include "mw-diagnosis.h"
#include "mw-foreign-sign-in.h"
#include "mw-moved.h"

/**
 * mw_health_get_title:
 * @health: a health
 *
 * Returns: the translated word a person knows
 */
const char *
mw_health_get_title (MwHealth health)
{
  switch (health)
    {
    case MW_HEALTH_WORKING:
      return _ ("Working");
    case MW_HEALTH_SIGN_IN_AGAIN:
      return _ ("Sign in again");
    case MW_HEALTH_PERMISSION_MISSING:
      return _ ("Permission missing");
    case MW_HEALTH_NOT_REACHABLE:
      return _ ("Not reachable");
    case MW_HEALTH_WAITING:
      return _ ("Waiting (limit)");
    case MW_HEALTH_PAUSED:
      return _ ("Paused");
    case MW_HEALTH_UNKNOWN:
    default:
      return _ ("Not tried yet");
    }
}

static MwHealth
after_transport (int code, MwHealth before)
{
  switch ((MwTransportError) code)
    {
    case MW_TRANSPORT_ERROR_RESOLVE:
    case MW_TRANSPORT_ERROR_CONNECT:
    case MW_TRANSPORT_ERROR_TLS:
    case MW_TRANSPORT_ERROR_DEADLINE:
    case MW_TRANSPORT_ERROR_TRUNCATED:
    case MW_TRANSPORT_ERROR_NOT_TLS:
    case MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED:
    case MW_TRANSPORT_ERROR_OLD_TLS:
    case MW_TRANSPORT_ERROR_PROXY:
    case MW_TRANSPORT_ERROR_REDIRECT:
    case MW_TRANSPORT_ERROR_CLIENT_CERTIFICATE:
    case MW_TRANSPORT_ERROR_UNREACHABLE:
      return MW_HEALTH_NOT_REACHABLE;
    case MW_TRANSPORT_ERROR_ADDRESS:
    case MW_TRANSPORT_ERROR_PLAIN_HTTP:
    case MW_TRANSPORT_ERROR_SIZE:
    default:
      return before;
    }
}

static MwHealth
after_auth (int code, MwHealth before)
{
  switch ((MwAuthError) code)
    {
    case MW_AUTH_ERROR_REFUSED:
    case MW_AUTH_ERROR_EXPIRED:
    case MW_AUTH_ERROR_CLIENT:
    case MW_AUTH_ERROR_SCOPE:
    case MW_AUTH_ERROR_DENIED:
    case MW_AUTH_ERROR_KEY:
      return MW_HEALTH_SIGN_IN_AGAIN;
    case MW_AUTH_ERROR_TOO_MANY:
      return MW_HEALTH_WAITING;
    case MW_AUTH_ERROR_FIELD:
    case MW_AUTH_ERROR_NOT_THIS_PRODUCT:
    case MW_AUTH_ERROR_SERVER:
    case MW_AUTH_ERROR_NOT_OFFERED:
    case MW_AUTH_ERROR_UNANSWERED:
    case MW_AUTH_ERROR_PORT:
    case MW_AUTH_ERROR_PASTED:
    case MW_AUTH_ERROR_ISSUER:
    case MW_AUTH_ERROR_UNKNOWN:
    default:
      return before;
    }
}

static MwHealth
after_source (int code, MwHealth before)
{
  switch ((MwSourceError) code)
    {
    case MW_SOURCE_ERROR_SIGNED_OUT:
      return MW_HEALTH_SIGN_IN_AGAIN;
    case MW_SOURCE_ERROR_FORBIDDEN:
      return MW_HEALTH_PERMISSION_MISSING;
    case MW_SOURCE_ERROR_BUSY:
      return MW_HEALTH_WAITING;
    case MW_SOURCE_ERROR_NOT_OFFERED:
      return MW_HEALTH_WORKING;
    case MW_SOURCE_ERROR_NOT_JSON:
    case MW_SOURCE_ERROR_SHAPE:
    case MW_SOURCE_ERROR_LOOP:
    case MW_SOURCE_ERROR_SERVER:
    default:
      return before;
    }
}

static MwHealth
after_diagnosis (int code)
{
  if (code == MW_DIAGNOSIS_LOCKED_OUT)
    return MW_HEALTH_WAITING;
  return code == MW_DIAGNOSIS_PERMISSION ? MW_HEALTH_PERMISSION_MISSING : MW_HEALTH_SIGN_IN_AGAIN;
}

static MwHealth
after_foreign (const GError *error, MwHealth before)
{
  const MwSignInPage *page = mw_foreign_sign_in_get_page (error);

  switch ((MwSignInTrouble) (page != NULL ? page->wants->trouble : -1))
    {
    case MW_SIGN_IN_TROUBLE_SIGN_IN:
      return MW_HEALTH_SIGN_IN_AGAIN;
    case MW_SIGN_IN_TROUBLE_NETWORK:
      return MW_HEALTH_NOT_REACHABLE;
    case MW_SIGN_IN_TROUBLE_PERMISSION:
      return MW_HEALTH_PERMISSION_MISSING;
    default:
      return before;
    }
}

/* What is stored is not read again by waiting or by unlocking. */
static MwHealth
after_secret_store (int code, MwHealth before)
{
  switch ((MwSecretStoreError) code)
    {
    case MW_SECRET_STORE_ERROR_DAMAGED:
    case MW_SECRET_STORE_ERROR_BROKEN:
    case MW_SECRET_STORE_ERROR_OTHER_KEY:
      return MW_HEALTH_SIGN_IN_AGAIN;
    case MW_SECRET_STORE_ERROR_UNAVAILABLE:
    case MW_SECRET_STORE_ERROR_LOCKED:
    case MW_SECRET_STORE_ERROR_NO_ROOM:
    case MW_SECRET_STORE_ERROR_ACCESS:
    default:
      return before;
    }
}

/**
 * mw_health_after:
 * @error: (nullable): how a read, check or sign-in ended
 * @before: the health until then
 *
 * Returns: the health from now on; @before when the outcome says nothing about it (cancelled, a locked
 * keyring …)
 */
MwHealth
mw_health_after (const GError *error, MwHealth before)
{
  if (error == NULL)
    return MW_HEALTH_WORKING;
  if (error->domain == MW_TRANSPORT_ERROR)
    return after_transport (error->code, before);
  if (error->domain == MW_AUTH_ERROR)
    return after_auth (error->code, before);
  if (error->domain == MW_SOURCE_ERROR)
    return after_source (error->code, before);
  if (error->domain == MW_DIAGNOSIS)
    return after_diagnosis (error->code);
  if (error->domain == MW_FOREIGN_SIGN_IN)
    return after_foreign (error, before);
  if (g_error_matches (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_REFUSED_BEFORE))
    return MW_HEALTH_SIGN_IN_AGAIN;
  if (error->domain == MW_SECRET_STORE_ERROR)
    return after_secret_store (error->code, before);
  if (error->domain == MW_MOVED)
    return MW_HEALTH_NOT_REACHABLE;
  return before;
}
