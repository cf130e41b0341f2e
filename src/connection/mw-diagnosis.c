/* mw-diagnosis.c: why a sign-in that held does not hold any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-diagnosis.h"

G_DEFINE_QUARK (mw_diagnosis_quark, mw_diagnosis)

/**
 * mw_diagnosis_find:
 * @facts: what is known
 *
 * In the order in which a person would look: was anything sent at all, was it out of date, was what is kept
 * refused, does somebody have to agree again, is it only this list, or is the token itself not wanted any
 * more. A token that is out of date explains it only when nothing was tried to renew it: else the answer to
 * that says more.
 *
 * Returns: the first that explains it
 */
MwDiagnosis
mw_diagnosis_find (const MwDiagnosisFacts *facts)
{
  if (!facts->has_token && facts->renewal == MW_RENEWAL_NOT_TRIED)
    return MW_DIAGNOSIS_NO_TOKEN;
  if (facts->expires_at > 0 && facts->expires_at <= facts->now && facts->renewal == MW_RENEWAL_NOT_TRIED)
    return MW_DIAGNOSIS_EXPIRED;
  if (facts->renewal == MW_RENEWAL_CREDENTIALS_REFUSED)
    return MW_DIAGNOSIS_CREDENTIALS_CHANGED;
  if (facts->renewal == MW_RENEWAL_CONSENT_REFUSED)
    return MW_DIAGNOSIS_REAUTHORIZE;
  return facts->check_holds ? MW_DIAGNOSIS_PERMISSION : MW_DIAGNOSIS_REVOKED;
}

/**
 * mw_diagnosis_is_needed:
 * @error: (nullable): how something ended
 *
 * Returns: whether it says that the sign-in does not hold
 */
gboolean
mw_diagnosis_is_needed (const GError *error)
{
  return g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT) ||
         g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
}
