/* mw-demo-words.h: the names in the demo plant
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a vendor trades in; which parts it sells. */
typedef enum
{
  MW_DEMO_TRADE_BEARINGS, /* and drives */
  MW_DEMO_TRADE_SEALS,    /* and gaskets */
  MW_DEMO_TRADE_ELECTRICAL,
  MW_DEMO_TRADE_FLUIDS,   /* hydraulics, pneumatics, valves, filters */
  MW_DEMO_TRADE_SUPPLIES, /* lubricants, fasteners, tools */
  MW_DEMO_N_TRADES,
} MwDemoTrade;

#define MW_DEMO_N_VARIANTS 12
#define MW_DEMO_N_MAKERS   7

typedef struct
{
  const char *category;
  const char *name;
  const char *prefix; /* of the part number */
  const char *uom;    /* code */
  MwDemoTrade trade;
  guint price; /* of the cheapest variant, EUR cents */
  guint step;  /* what each further variant costs more */
  guint pack;  /* usual quantity of an order */
  const char *variants[MW_DEMO_N_VARIANTS];
} MwDemoPartFamily;

extern const MwDemoPartFamily mw_demo_part_families[];
extern const guint mw_demo_n_part_families;
extern const char *const mw_demo_makers[MW_DEMO_N_TRADES][MW_DEMO_N_MAKERS];

typedef struct
{
  const char *code; /* ISO 4217 */
  const char *name;
  guint decimals;
  guint rate; /* minor units for 1,000 EUR cents */
} MwDemoCurrency;

extern const MwDemoCurrency mw_demo_currencies[];
extern const guint mw_demo_n_currencies;

#define MW_DEMO_N_STEMS  10
#define MW_DEMO_N_CITIES 5

typedef struct
{
  const char *code; /* ISO 3166-1 */
  const char *language;
  const char *phone;
  const char *domain;
  guint currency;     /* in mw_demo_currencies */
  guint tax;          /* percent */
  guint weight;       /* vendors of 100 */
  const char *street; /* $1: the house number */
  const char *format; /* of the name: $1 stem, $2 trade */
  const char *stems[MW_DEMO_N_STEMS];
  const char *trades[MW_DEMO_N_TRADES];
  const char *cities[MW_DEMO_N_CITIES];
  const char *postcodes[MW_DEMO_N_CITIES];
} MwDemoCountry;

extern const MwDemoCountry mw_demo_countries[];
extern const guint mw_demo_n_countries;

typedef struct
{
  const char *code;
  const char *name;
} MwDemoCode;

extern const MwDemoCode mw_demo_uoms[];
extern const guint mw_demo_n_uoms;
extern const MwDemoCode mw_demo_terms[];
extern const guint mw_demo_n_terms;
extern const MwDemoCode mw_demo_users[]; /* name of the login, name of the person */
extern const guint mw_demo_n_users;
extern const MwDemoCode mw_demo_teams[];
extern const guint mw_demo_n_teams;
extern const MwDemoCode mw_demo_accounts[];
extern const guint mw_demo_n_accounts;
extern const char *const mw_demo_shipping[];
extern const guint mw_demo_n_shipping;
extern const char *const mw_demo_projects[];
extern const guint mw_demo_n_projects;

G_END_DECLS
