/* mw-demo-places.c: the locations of the demo plant and what stands there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-world.h"

#define LINES_A_SITE    (MW_DEMO_N_HALLS * MW_DEMO_N_LINES)
#define PLACES_A_SITE   (1 + MW_DEMO_N_HALLS + LINES_A_SITE + MW_DEMO_N_STOREROOMS)
#define N_LINES         (MW_DEMO_N_SITES * LINES_A_SITE)
#define MACHINES_A_LINE 4
#define N_MACHINES      (N_LINES * MACHINES_A_LINE)
#define N_COMPONENTS    (MW_DEMO_N_ASSETS - N_LINES - N_MACHINES)

const MwDemoCode mw_demo_asset_statuses[] = {
  { "1", "In operation" }, { "2", "Standby" }, { "3", "Down" },
  { "4", "In repair" },    { "8", "Laid up" }, { "9", "Scrapped" },
};

const guint mw_demo_n_asset_statuses = G_N_ELEMENTS (mw_demo_asset_statuses);

guint
mw_demo_location_of_site (guint site)
{
  return site * PLACES_A_SITE;
}

guint
mw_demo_location_of_line (guint line)
{
  return line / LINES_A_SITE * PLACES_A_SITE + 1 + MW_DEMO_N_HALLS + line % LINES_A_SITE;
}

guint
mw_demo_location_of_storeroom (guint storeroom)
{
  return (storeroom / MW_DEMO_N_STOREROOMS + 1) * PLACES_A_SITE - MW_DEMO_N_STOREROOMS +
         storeroom % MW_DEMO_N_STOREROOMS;
}

void
mw_demo_location (MwDemoLocation *location, guint index)
{
  MwDemoRandom random = mw_demo_random ('l', index);
  guint site = index / PLACES_A_SITE;
  guint place = index % PLACES_A_SITE;
  guint root = mw_demo_location_of_site (site);

  memset (location, 0, sizeof *location);
  location->index = index;
  location->site = site;
  location->parent = root;
  location->manager = mw_demo_random_below (&random, mw_demo_n_users);
  if (place == 0)
    {
      location->kind = MW_DEMO_LOCATION_SITE;
      location->parent = MW_DEMO_NONE;
      g_strlcpy (location->code, mw_demo_sites[site].code, sizeof location->code);
      g_strlcpy (location->name, mw_demo_sites[site].name, sizeof location->name);
    }
  else if (place <= MW_DEMO_N_HALLS)
    {
      location->kind = MW_DEMO_LOCATION_HALL;
      location->hall = place - 1;
      g_snprintf (location->code, sizeof location->code, "%s-%c", mw_demo_sites[site].code,
                  'A' + (char) location->hall);
      g_strlcpy (location->name, mw_demo_halls[location->hall], sizeof location->name);
    }
  else if (place <= MW_DEMO_N_HALLS + LINES_A_SITE)
    {
      guint line = place - 1 - MW_DEMO_N_HALLS;

      location->kind = MW_DEMO_LOCATION_LINE;
      location->hall = line / MW_DEMO_N_LINES;
      location->parent = root + 1 + location->hall;
      g_snprintf (location->code, sizeof location->code, "%s-%c%02u", mw_demo_sites[site].code,
                  'A' + (char) location->hall, line % MW_DEMO_N_LINES + 1);
      g_snprintf (location->name, sizeof location->name, "%s, line %u", mw_demo_halls[location->hall],
                  line % MW_DEMO_N_LINES + 1);
    }
  else
    {
      guint store = place - 1 - MW_DEMO_N_HALLS - LINES_A_SITE;

      location->kind = MW_DEMO_LOCATION_STOREROOM;
      g_snprintf (location->code, sizeof location->code, "%s-S%u", mw_demo_sites[site].code, store + 1);
      g_strlcpy (location->name, mw_demo_storerooms[store], sizeof location->name);
    }
}

static void
describe_line (MwDemoAsset *asset, guint line)
{
  MwDemoLocation location;

  asset->kind = MW_DEMO_ASSET_LINE;
  asset->parent = MW_DEMO_NONE;
  asset->location = mw_demo_location_of_line (line);
  mw_demo_location (&location, asset->location);
  g_snprintf (asset->code, sizeof asset->code, "%s", location.code);
  g_snprintf (asset->name, sizeof asset->name, "%s", location.name);
  asset->cost = 0;
}

static void
describe_machine (MwDemoAsset *asset, guint machine, MwDemoRandom *random)
{
  guint line = machine / MACHINES_A_LINE;
  MwDemoLocation location;

  asset->kind = MW_DEMO_ASSET_MACHINE;
  asset->parent = line;
  asset->location = mw_demo_location_of_line (line);
  mw_demo_location (&location, asset->location);
  asset->machine = &mw_demo_machines[mw_demo_hall_machines[location.hall][machine % MW_DEMO_N_HALL_MACHINES]];
  g_snprintf (asset->code, sizeof asset->code, "%s-%u", location.code, (machine % MACHINES_A_LINE + 1) * 10);
  g_snprintf (asset->name, sizeof asset->name, "%s %s", asset->machine->name, asset->code);
  g_snprintf (asset->model, sizeof asset->model, "%s %u", asset->machine->model,
              100 * (1 + mw_demo_random_below (random, 9)));
  asset->cost = (gint64) asset->machine->price * 1000 * 100 + mw_demo_random_below (random, 500000);
}

static void
describe_component (MwDemoAsset *asset, guint component, MwDemoRandom *random)
{
  /* Two for each machine, then a third for the first ones. */
  guint machine = component < 2 * N_MACHINES ? component / 2 : component - 2 * N_MACHINES;
  guint nth = component < 2 * N_MACHINES ? component % 2 : 2;
  MwDemoAsset parent;

  mw_demo_asset (&parent, N_LINES + machine);
  asset->kind = MW_DEMO_ASSET_COMPONENT;
  asset->parent = parent.index;
  asset->location = parent.location;
  asset->machine = parent.machine;
  asset->component = &mw_demo_components[parent.machine->components[nth]];
  g_snprintf (asset->code, sizeof asset->code, "%s-%02u", parent.code, nth + 1);
  g_snprintf (asset->name, sizeof asset->name, "%s of %s", asset->component->name, parent.name);
  g_snprintf (asset->model, sizeof asset->model, "%.2s-%u", asset->component->name,
              10 + mw_demo_random_below (random, 90));
  asset->cost = parent.cost / 20;
}

void
mw_demo_asset (MwDemoAsset *asset, guint index)
{
  MwDemoRandom random = mw_demo_random ('a', index);
  guint dice;

  memset (asset, 0, sizeof *asset);
  asset->index = index;
  if (index < N_LINES)
    describe_line (asset, index);
  else if (index < N_LINES + N_MACHINES)
    describe_machine (asset, index - N_LINES, &random);
  else
    describe_component (asset, index - N_LINES - N_MACHINES, &random);

  asset->site = asset->location / PLACES_A_SITE;
  if (asset->kind != MW_DEMO_ASSET_LINE)
    g_snprintf (asset->serial, sizeof asset->serial, "%08u", mw_demo_random_below (&random, 100000000));
  asset->installed = MW_DEMO_TODAY - 200 - (gint32) mw_demo_random_below (&random, 6500);
  asset->warranty_end = asset->installed + 730;
  dice = mw_demo_random_below (&random, 100);
  asset->status = dice < 82 ? 0 : dice < 88 ? 1 : dice < 91 ? 2 : dice < 94 ? 3 : dice < 97 ? 4 : 5;
  if (asset->kind == MW_DEMO_ASSET_LINE)
    asset->status = 0;
  if (asset->status >= 4)
    asset->retired = MW_DEMO_TODAY - (gint32) mw_demo_random_below (&random, 190);
  dice = mw_demo_random_below (&random, 100);
  asset->criticality = dice < 20 ? 'A' : dice < 60 ? 'B' : 'C';
  asset->book_value = asset->cost * MAX (0, 3650 - (MW_DEMO_TODAY - asset->installed)) / 3650;
  asset->updated = (MW_DEMO_TODAY - (gint32) mw_demo_random_below (&random, 300)) * 1440 + 700;
}

G_STATIC_ASSERT (MW_DEMO_N_LOCATIONS == MW_DEMO_N_SITES * PLACES_A_SITE);
G_STATIC_ASSERT (N_COMPONENTS >= 2 * N_MACHINES && N_COMPONENTS <= 3 * N_MACHINES);
