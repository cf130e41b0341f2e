/* mw-fault-plant.h: a made-up system on a server where one thing goes wrong, and a second server that must
 * never hear a secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"
#include "mw-fixture-server.h"

#define MW_FAULT_PASSWORD "canary-password-e41b"
#define MW_FAULT_TOKEN    "canary-token-07cc"
/* Of the orders, in pages of two; the second page that is asked for begins behind the fourth. */
#define MW_FAULT_ORDERS 9
#define MW_FAULT_KEPT   4

/* Which request it happens to. */
typedef enum
{
  MW_FAULT_AT_PROBE,   /* before anything secret is sent */
  MW_FAULT_AT_LOGIN,   /* a POST with the password */
  MW_FAULT_AT_ORDERS,  /* the first page of orders */
  MW_FAULT_AT_PAGE,    /* the third page of orders */
  MW_FAULT_AT_VENDORS, /* the third page of vendors, which comes by a link */
  MW_FAULT_AT_ASSETS,  /* the third page of assets, which comes by a cursor */
  MW_FAULT_NOWHERE,
} MwFaultPlace;

typedef struct _MwFaultPlant MwFaultPlant;

/* @pem: certificate and key for https, or NULL. */
MwFaultPlant *mw_fault_plant_new (const char *pem);
void mw_fault_plant_free (MwFaultPlant *self);
MwFixtureServer *mw_fault_plant_get_server (MwFaultPlant *self);
MwDraft *mw_fault_plant_dup_draft (MwFaultPlant *self, MwEngine *engine);
/* From now on the first @times requests (0: all) at @place are answered like that. In headers and body,
 * {here} and {there} are the addresses of the two servers, {port} and {other_port} their ports. */
void
mw_fault_plant_break (MwFaultPlant *self, MwFaultPlace place, const MwFixtureAnswer *answer, guint times);
void mw_fault_plant_mend (MwFaultPlant *self);
/* No token that was given until now is good any more; and whether logins are refused from now on. */
void mw_fault_plant_end_tokens (MwFaultPlant *self);
/* From the next fault on, the same. */
void mw_fault_plant_end_tokens_then (MwFaultPlant *self);
void mw_fault_plant_refuse_logins (MwFaultPlant *self, gboolean refuse);
/* The next @n lists that are asked for wait for each other, and are then answered with 401. */
void mw_fault_plant_gather (MwFaultPlant *self, guint n);
/* How many requests came to @place since it was broken last. */
guint mw_fault_plant_count (MwFaultPlant *self, MwFaultPlace place);
guint mw_fault_plant_count_logins (MwFaultPlant *self);
/* The second server heard nothing at all; password and token came to the first one where they belong only. */
void mw_fault_plant_assert_kept_secrets (MwFaultPlant *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFaultPlant, mw_fault_plant_free)
