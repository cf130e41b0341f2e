/* mw-workshop.h: the made-up system of these tests, on the scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"
#include "mw-fixture-server.h"

#define MW_WORKSHOP_PASSWORD "canary-password-5d1e"
#define MW_WORKSHOP_TOKEN    "canary-token-90aa"

/* What the server does next; changed by tests while it runs (plain loads and stores of integers). */
typedef struct
{
  MwFixtureServer *server;
  int n_orders;
  int valid_token;  /* logins so far: the newest token is valid … */
  int token_ends;   /* … unless this is set: then none is */
  int short_tokens; /* they end, by their own date, when they are given */
  int vendors_forbidden;
  int vendors_unauthorized; /* the same said with the other status */
  int vendors_broken;       /* that list answers with 500 */
  int orders_silent;        /* from the second page on */
  int refuse_logins;
  int login_status; /* what every login is answered with; 0: as it should be */
  int gate_me;      /* whether the sign-in holds is answered when mw_fixture_server_open_gate() was called */
  int gate_logins;  /* they wait for mw_fixture_server_open_gate() */
  int ends_at;      /* of the token, in seconds since 1970; 0: it does not say */
} MwWorkshop;

/* An engine with what lies in the test's home. In a fiber. */
MwEngine *mw_workshop_load_engine (void);
/* @pem: certificate and key for https, or NULL. */
MwWorkshop *mw_workshop_new (const char *pem);
void mw_workshop_free (MwWorkshop *self);
/* A filled-in form for it. */
MwDraft *mw_workshop_dup_draft (MwWorkshop *self, MwEngine *engine, const char *sign_in);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwWorkshop, mw_workshop_free)
