/* mw-discovery-bench.h: a general system on a scripted server, discovered
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-discovery.h"
#include "mw-fixture-server.h"
#include "mw-key-guess.h"
#include "mw-proposal-choice.h"
#include "mw-proposal-reason.h"
#include "mw-sample.h"
#include "mw-source.h"
#include "mw-system-writer.h"

G_BEGIN_DECLS

typedef struct
{
  MwModel *model;
  MwCatalog *catalog;
  MwSynonyms *synonyms;
  MwSystem *general;
  MwFixtureServer *server;
  MwTransport *transport;
  MwSurvey *survey; /* what mw_discovery_bench_run() found, or NULL */
  GError *error;    /* or why it did not */
  GString *told;
} MwDiscoveryBench;

/* @general: “odata” or “rest”, below /base of the server. */
MwDiscoveryBench *mw_discovery_bench_new (const char *general);
void mw_discovery_bench_free (MwDiscoveryBench *self);
/* Discovers @lists (NULL-terminated, or NULL). */
void mw_discovery_bench_run (MwDiscoveryBench *self, const char *const *lists, const char *records);
/* The same for one list, “orders”, that answers @json; FALSE with the error. */
gboolean mw_discovery_bench_run_one (MwDiscoveryBench *self, const char *json);
/* Looks at a list of the survey that the user picked, which has it afterwards. */
void mw_discovery_bench_look (MwDiscoveryBench *self, const char *list);
/* "done/all title" of all that was told, with "; " between. */
const char *mw_discovery_bench_get_told (MwDiscoveryBench *self);
MwSurveyList *mw_discovery_bench_find (MwDiscoveryBench *self, const char *list);
/* A list of its own of the records in @json, an array. */
MwSurveyList *mw_discovery_bench_sample (MwDiscoveryBench *self, const char *title, const char *json);
/* "PurchaseOrder PurchaseOrderItem" */
char *mw_discovery_bench_dup_keys (MwSurveyList *list);
/* Path of what is proposed for a field; "-": nothing. */
const char *mw_discovery_bench_get_path (const MwProposal *proposal, const char *field);
/* The file of @proposals (NULL: of what is likeliest), which the loader has taken. */
JsonNode *mw_discovery_bench_dup_file (MwDiscoveryBench *self, GPtrArray *proposals);
/* A member of it as JSON: "sets.orders.paging"; NULL: it is not there. */
char *mw_discovery_bench_dup_member (JsonNode *file, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwDiscoveryBench, mw_discovery_bench_free)

G_END_DECLS
