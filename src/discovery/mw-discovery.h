/* mw-discovery.h: asks a system for its lists, looks at their first records and finds out how their pages
 * turn
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-catalog.h"
#include "mw-proposal.h"
#include "mw-session.h"

G_BEGIN_DECLS

/**
 * MwDiscoveryPlace:
 * @general: what is connected
 * @sign_in: how
 * @told: (nullable): called while it goes on, on the fiber's thread: @all lists are worth a look, the one
 * called
 * @list is next, after @done others
 * @told_data: for @told; belongs to the call
 * @told_free: frees @told_data
 *
 * Where to look. Everything is held on to.
 */
typedef struct
{
  MwSystem *general;
  const MwSignIn *sign_in;
  MwCatalog *catalog;
  MwModel *model;
  MwTransport *transport;
  MwSession *session;
  void (*told) (guint done, guint all, const char *list, gpointer data);
  gpointer told_data;
  GDestroyNotify told_free;
} MwDiscoveryPlace;

/* @lists: addresses of lists below the connection's ("orders?status=open"), where the system does not name
 * them; or NULL. @records: where the records are in their answers, or NULL. Resolves to the MwSurvey. Any
 * thread. */
DexFuture *mw_discovery_run (const MwDiscoveryPlace *place,
                             const char *const *lists,
                             const char *records) G_GNUC_WARN_UNUSED_RESULT;
/* Looks at a list that the user chose and nobody has looked at; @survey stays as it is. Resolves to a
 * MwSurvey of that list and what is in it, for mw_survey_join(). */
DexFuture *mw_discovery_look (const MwDiscoveryPlace *place,
                              MwSurvey *survey,
                              MwSurveyList *list) G_GNUC_WARN_UNUSED_RESULT;
/* Looks at one more list of a system that does not name them: "orders?status=open". As mw_discovery_look().
 */
DexFuture *mw_discovery_add (const MwDiscoveryPlace *place,
                             MwSurvey *survey,
                             const char *list,
                             const char *records) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
