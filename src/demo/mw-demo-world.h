/* mw-demo-world.h: the facts of the demo plant; every record follows from its number alone
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-demo-format.h"
#include "mw-demo-machines.h"
#include "mw-demo-random.h"
#include "mw-demo-words.h"

G_BEGIN_DECLS

#define MW_DEMO_N_ORDERS    5200
#define MW_DEMO_N_JOBS      2200
#define MW_DEMO_N_MATERIALS 3200
#define MW_DEMO_N_VENDORS   300
#define MW_DEMO_N_ASSETS    800
#define MW_DEMO_N_LOCATIONS                                                                                  \
  (MW_DEMO_N_SITES * (1 + MW_DEMO_N_HALLS + MW_DEMO_N_HALLS * MW_DEMO_N_LINES + MW_DEMO_N_STOREROOMS))
#define MW_DEMO_N_ALL_STOREROOMS (MW_DEMO_N_SITES * MW_DEMO_N_STOREROOMS)

/* The day on which the plant stands still: 2026-11-20, so that everything is the same every time. */
#define MW_DEMO_TODAY 20777
#define MW_DEMO_NONE  G_MAXUINT

#define MW_DEMO_FIRST_ORDER_NUMBER G_GINT64_CONSTANT (4500010001)
#define MW_DEMO_FIRST_JOB_NUMBER   700001

/* Records that look like the ones real systems have. */
#define MW_DEMO_ORDER_WITHOUT_VENDOR     6
#define MW_DEMO_ORDER_CANCELLED_RECEIVED 41
#define MW_DEMO_ORDER_HUGE_QUANTITY      76
#define MW_DEMO_ORDER_LONG_NOTE          98
#define MW_DEMO_ORDER_BAD_DATE           199
#define MW_DEMO_ORDER_UNKNOWN_STATUS     310
#define MW_DEMO_ORDER_DELETED_VENDOR     1306
#define MW_DEMO_VENDOR_HUGE_NUMBER       12
#define MW_DEMO_VENDOR_RIGHT_TO_LEFT     20
#define MW_DEMO_VENDOR_FORMULA           33
#define MW_DEMO_VENDOR_PUNCTUATION       54
#define MW_DEMO_HUGE_QUANTITY            "123456789012345678901234567890"
#define MW_DEMO_HUGE_NUMBER              "98765432109876543210"

typedef struct
{
  guint index;
  const MwDemoCountry *country;
  MwDemoTrade trade;
  char number[24];
  char name[192];
  char street[96];
  const char *city;
  const char *postcode;
  char phone[32];
  char email[64];
  char website[64];
  char tax_number[24];
  const char *contact;
  guint terms;
  guint rating; /* 1 … 5 */
  gboolean is_blocked;
  gint32 created; /* times */
  gint32 updated;
} MwDemoVendor;

typedef struct
{
  guint index;
  const MwDemoPartFamily *family;
  const char *variant;
  const char *maker;
  guint number; /* 10000000 … */
  char name[160];
  char part_number[64];
  char ean[16];
  guint price; /* EUR cents */
  guint vendor;
  guint weight;  /* gram */
  guint minimum; /* thousandths, like the other quantities */
  guint maximum;
  guint reorder_point;
  guint lot;
  gboolean is_critical;
  gboolean is_assembly;
  gboolean is_discontinued;
  gint32 created;
  gint32 updated;
} MwDemoMaterial;

typedef struct
{
  guint index;
  guint material;
  guint storeroom; /* of all nine */
  char bin[12];
  char batch[16]; /* or empty */
  gint64 quantity;
  gint64 reserved;
  gint64 on_order;
  gint32 expires; /* days; 0: never */
  gint32 counted;
  gint32 updated;
} MwDemoStock;

typedef enum
{
  MW_DEMO_LOCATION_SITE,
  MW_DEMO_LOCATION_HALL,
  MW_DEMO_LOCATION_LINE,
  MW_DEMO_LOCATION_STOREROOM,
} MwDemoLocationKind;

typedef struct
{
  guint index;
  MwDemoLocationKind kind;
  guint site;
  guint hall;
  guint parent; /* location, or MW_DEMO_NONE */
  guint manager;
  char code[16];
  char name[96];
} MwDemoLocation;

typedef enum
{
  MW_DEMO_ASSET_LINE,
  MW_DEMO_ASSET_MACHINE,
  MW_DEMO_ASSET_COMPONENT,
} MwDemoAssetKind;

typedef struct
{
  guint index;
  MwDemoAssetKind kind;
  guint parent; /* asset, or MW_DEMO_NONE */
  guint location;
  guint site;
  const MwDemoMachine *machine;
  const MwDemoComponent *component;
  char code[24];
  char name[128];
  char model[32];
  char serial[24];
  guint status;     /* in mw_demo_asset_statuses */
  char criticality; /* A, B, C */
  gint32 installed; /* days */
  gint32 retired;
  gint32 warranty_end;
  gint64 cost; /* EUR cents */
  gint64 book_value;
  gint32 updated;
} MwDemoAsset;

typedef struct
{
  guint index;
  guint n_lines;
  guint vendor; /* MW_DEMO_NONE: none */
  guint site;
  guint storeroom;
  guint buyer;
  guint approver; /* MW_DEMO_NONE: not released */
  guint account;
  guint project; /* MW_DEMO_NONE: none */
  guint shipping;
  guint terms;
  guint status;  /* in mw_demo_order_statuses */
  guint receipt; /* how much of it came: 0 none, 1 part, 2 all, 3 more */
  guint billing; /* 0, 1, 2 */
  gboolean is_urgent;
  const MwDemoCurrency *currency;
  gint32 ordered; /* days */
  gint32 due;
  gint32 promised;
  gint32 created; /* times */
  gint32 approved;
  gint32 completed;
  gint32 updated;
  const char *title;
  const char *note;
  gint64 net; /* the exact sums of the lines, in the currency's smallest unit */
  gint64 discount;
  gint64 tax;
  gint64 quantity;
  gint64 open; /* not yet received */
} MwDemoOrder;

typedef struct
{
  guint order;
  guint number; /* 10, 20 … */
  MwDemoMaterial material;
  gint64 quantity;
  const char *quantity_text; /* instead of quantity, when it fits no number of ours */
  gint64 received;
  gint64 billed;
  gint64 price;
  gint64 discount;
  gint64 net;
  gint64 tax;
  guint tax_percent;
  guint status; /* as of orders */
  guint asset;  /* MW_DEMO_NONE */
  guint job;
  gint32 due;
  gint32 promised;
} MwDemoLine;

typedef struct
{
  guint index;
  guint asset;
  guint location;
  guint site;
  guint parent;   /* MW_DEMO_NONE */
  guint status;   /* in mw_demo_job_statuses */
  guint type;     /* in mw_demo_job_types */
  guint priority; /* 1 highest … 4; 0 none */
  guint team;
  guint assignee;
  guint requester;
  guint approver;
  guint account;
  guint vendor;
  char title[192];
  const char *remark;
  gint32 created; /* times */
  gint32 approved;
  gint32 scheduled;
  gint32 due;
  gint32 started;
  gint32 completed;
  gint32 updated;
  guint estimated; /* minutes */
  guint actual;
  guint downtime;
  gint64 labor; /* EUR cents */
  gint64 parts;
  gint64 external;
  guint failure;
} MwDemoJob;

extern const MwDemoCode mw_demo_order_statuses[];
extern const guint mw_demo_n_order_statuses;
extern const MwDemoCode mw_demo_job_statuses[];
extern const guint mw_demo_n_job_statuses;
extern const MwDemoCode mw_demo_job_types[];
extern const guint mw_demo_n_job_types;
extern const MwDemoCode mw_demo_asset_statuses[];
extern const guint mw_demo_n_asset_statuses;

void mw_demo_vendor (MwDemoVendor *vendor, guint index);
void mw_demo_material (MwDemoMaterial *material, guint index);
void mw_demo_location (MwDemoLocation *location, guint index);
guint mw_demo_location_of_site (guint site);
guint mw_demo_location_of_line (guint line);           /* of all */
guint mw_demo_location_of_storeroom (guint storeroom); /* of all */
void mw_demo_asset (MwDemoAsset *asset, guint index);
void mw_demo_job (MwDemoJob *job, guint index);
void mw_demo_order (MwDemoOrder *order, guint index);
/* @line counts from 0. */
void mw_demo_line (const MwDemoOrder *order, guint line, MwDemoLine *facts);
guint mw_demo_n_lines (void); /* of all orders */
/* The line with that number among all lines. */
void mw_demo_find_line (guint index, guint *order, guint *line);
guint mw_demo_first_line (guint order); /* its number among all lines */
guint mw_demo_n_stocks (void);
guint mw_demo_first_stock (guint material); /* up to that of the next one */
void mw_demo_stock (MwDemoStock *stock, guint index);
/* A vendor of that trade. */
guint mw_demo_pick_vendor (MwDemoRandom *random, MwDemoTrade trade);
/* Its number in the system: ten digits, but for one that came from elsewhere. */
void mw_demo_vendor_number (char number[24], guint index);
/* The amount in another currency's smallest unit. */
gint64 mw_demo_convert (gint64 cents, const MwDemoCurrency *currency);
/* A working day not before @day. */
gint32 mw_demo_working_day (gint32 day);

G_END_DECLS
