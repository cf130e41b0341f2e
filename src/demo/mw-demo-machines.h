/* mw-demo-machines.h: what stands in the demo plant, and what has to be done on it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MW_DEMO_N_COMPONENTS 3
#define MW_DEMO_N_TASKS      3

/* A kind of component. */
typedef struct
{
  const char *name;
  const char *category;
  const char *faults[MW_DEMO_N_TASKS]; /* what people report */
  const char *jobs[MW_DEMO_N_TASKS];   /* what the plan asks for */
  guint team;                          /* in mw_demo_teams */
} MwDemoComponent;

/* A kind of machine. */
typedef struct
{
  const char *name;
  const char *model; /* prefix of the model's name */
  const char *maker;
  guint price;                            /* thousand EUR */
  guint components[MW_DEMO_N_COMPONENTS]; /* in mw_demo_components */
} MwDemoMachine;

extern const MwDemoComponent mw_demo_components[];
extern const guint mw_demo_n_components;
extern const MwDemoMachine mw_demo_machines[];
extern const guint mw_demo_n_machines;

/* The plant's sites, and the halls and lines of each. */
#define MW_DEMO_N_SITES         3
#define MW_DEMO_N_HALLS         4
#define MW_DEMO_N_LINES         4
#define MW_DEMO_N_STOREROOMS    3
#define MW_DEMO_N_HALL_MACHINES 5

typedef struct
{
  const char *code;
  const char *name;
  const char *street;
  const char *postcode;
  const char *city;
  const char *country;
  const char *latitude;
  const char *longitude;
  const char *currency;
} MwDemoSite;

extern const MwDemoSite mw_demo_sites[MW_DEMO_N_SITES];
extern const char *const mw_demo_halls[MW_DEMO_N_HALLS];
/* What stands in each hall, in mw_demo_machines; four in a row are one line. */
extern const guint mw_demo_hall_machines[MW_DEMO_N_HALLS][MW_DEMO_N_HALL_MACHINES];
extern const char *const mw_demo_storerooms[MW_DEMO_N_STOREROOMS];

extern const char *const mw_demo_remarks[];
extern const guint mw_demo_n_remarks;

G_END_DECLS
