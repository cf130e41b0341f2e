/* mw-estimate.h: what reading an entity will cost
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-exchange.h"
#include "mw-read-scope.h"

G_BEGIN_DECLS

/**
 * MwEstimate:
 * @n_records: of the entity's own set; -1 when the system does not say
 * @n_requests: to read it with all that it looks into
 * @is_exact: whether all of it could be counted; else @n_requests is the least
 * @seconds: what these take under the system's limits; 0 without a limit
 */
typedef struct
{
  gint64 n_records;
  gint64 n_requests;
  gboolean is_exact;
  gint64 seconds;
} MwEstimate;

#define MW_TYPE_ESTIMATE (mw_estimate_get_type ())
GType mw_estimate_get_type (void);
MwEstimate *mw_estimate_copy (const MwEstimate *self);
void mw_estimate_free (MwEstimate *self);
/* On a fiber: asks for counts, and for nothing else. */
gboolean mw_estimate_entity (const MwConversation *conversation,
                             MwSystem *system,
                             const MwVariant *variant,
                             const MwEntitySource *source,
                             MwReadScope *scope,
                             MwEstimate *estimate,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwEstimate, mw_estimate_free)

G_END_DECLS
