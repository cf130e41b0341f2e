/* mw-diagnosis.h: why a sign-in that held does not hold any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-link.h"

G_BEGIN_DECLS

/* The domain of errors that were diagnosed; the message is that of the first error. */
#define MW_DIAGNOSIS (mw_diagnosis_quark ())

/**
 * MwDiagnosis:
 * @MW_DIAGNOSIS_NO_TOKEN: nothing was sent that proves who asks: nothing is kept
 * @MW_DIAGNOSIS_EXPIRED: the token has ended by its own date, and nothing is kept that could renew it
 * @MW_DIAGNOSIS_CREDENTIALS_CHANGED: the kept password, key or client is not accepted any more
 * @MW_DIAGNOSIS_REAUTHORIZE: a person has to agree in the browser again
 * @MW_DIAGNOSIS_PERMISSION: the sign-in holds, but not for what was asked
 * @MW_DIAGNOSIS_REVOKED: a token that should be good is not: it was revoked, or is for another company
 * @MW_DIAGNOSIS_CLOCK: what is signed is dated by a clock that differs from the server's; the message says by
 * how much
 * @MW_DIAGNOSIS_LOCKED_OUT: no sign-in is accepted for as long as the message says, in seconds
 */
typedef enum
{
  MW_DIAGNOSIS_NO_TOKEN,
  MW_DIAGNOSIS_EXPIRED,
  MW_DIAGNOSIS_CREDENTIALS_CHANGED,
  MW_DIAGNOSIS_REAUTHORIZE,
  MW_DIAGNOSIS_PERMISSION,
  MW_DIAGNOSIS_REVOKED,
  MW_DIAGNOSIS_CLOCK,
  MW_DIAGNOSIS_LOCKED_OUT,
} MwDiagnosis;

GQuark mw_diagnosis_quark (void);

typedef struct
{
  gboolean has_token;
  gint64 expires_at; /* microseconds since 1970; 0: nobody said */
  gint64 now;
  MwRenewalEnd renewal;
  gboolean check_holds; /* the check of the sign-in is still answered well */
} MwDiagnosisFacts;

MwDiagnosis mw_diagnosis_find (const MwDiagnosisFacts *facts);
/* Whether @error says that the sign-in does not hold. */
gboolean mw_diagnosis_is_needed (const GError *error);

G_END_DECLS
