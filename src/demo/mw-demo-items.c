/* mw-demo-items.c: the spare parts of the demo plant and where they lie
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-world.h"

#define MILLI 1000

static guint first_stocks[MW_DEMO_N_MATERIALS + 1];

static void
make_ean (char ean[16], guint number)
{
  guint sum = 0;

  /* 04 is a range that nobody sells from; the leading zero is what spreadsheets lose. */
  g_snprintf (ean, 16, "04%010u", number);
  for (guint i = 0; i < 12; i++)
    sum += (guint) (ean[i] - '0') * (i % 2 == 0 ? 1 : 3);
  ean[12] = (char) ('0' + (10 - sum % 10) % 10);
  ean[13] = '\0';
}

void
mw_demo_material (MwDemoMaterial *material, guint index)
{
  MwDemoRandom random = mw_demo_random ('m', index);
  guint variant = index / mw_demo_n_part_families % MW_DEMO_N_VARIANTS;
  guint maker = index / mw_demo_n_part_families / MW_DEMO_N_VARIANTS % MW_DEMO_N_MAKERS;

  memset (material, 0, sizeof *material);
  material->index = index;
  material->family = &mw_demo_part_families[index % mw_demo_n_part_families];
  material->variant = material->family->variants[variant];
  material->maker = mw_demo_makers[material->family->trade][maker];
  material->number = 10000001 + index;
  g_snprintf (material->name, sizeof material->name, "%s %s, %s", material->family->name, material->variant,
              material->maker);
  g_snprintf (material->part_number, sizeof material->part_number, "%s-%02u%02u", material->family->prefix,
              (maker + 1) * 11, variant + 1);
  make_ean (material->ean, material->number);
  material->price = (material->family->price + variant * material->family->step) *
                    (90 + mw_demo_random_below (&random, 26)) / 100;
  material->vendor = mw_demo_pick_vendor (&random, material->family->trade);
  material->weight = 5 + mw_demo_random_below (&random, 400);
  material->weight *= 1 + mw_demo_random_below (&random, 60);
  material->minimum = (1 + mw_demo_random_below (&random, material->family->pack)) * MILLI;
  material->reorder_point = material->minimum + material->family->pack / 2 * MILLI;
  material->maximum = material->reorder_point + material->family->pack * 3 * MILLI;
  material->lot = material->family->pack * MILLI;
  material->is_critical = mw_demo_random_chance (&random, 8);
  material->is_assembly = g_str_equal (material->family->uom, "SET");
  material->is_discontinued = mw_demo_random_chance (&random, 3);
  material->created = (MW_DEMO_TODAY - 3600 + (gint32) (index % 3000)) * 1440 + 600;
  material->updated = (MW_DEMO_TODAY - (gint32) mw_demo_random_below (&random, 400)) * 1440;
  material->updated += (gint32) mw_demo_random_below (&random, 1440);
}

static gpointer
count_stocks (gpointer data)
{
  for (guint i = 0; i < MW_DEMO_N_MATERIALS; i++)
    {
      MwDemoRandom random = mw_demo_random ('n', i);

      first_stocks[i + 1] = first_stocks[i] + 1 + mw_demo_random_below (&random, 3);
    }

  return NULL;
}

guint
mw_demo_first_stock (guint material)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, count_stocks, NULL);

  return first_stocks[material];
}

guint
mw_demo_n_stocks (void)
{
  return mw_demo_first_stock (MW_DEMO_N_MATERIALS);
}

static guint
find_material (guint stock)
{
  guint low = 0;
  guint high = MW_DEMO_N_MATERIALS;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (mw_demo_first_stock (middle) <= stock)
        low = middle;
      else
        high = middle;
    }

  return low;
}

void
mw_demo_stock (MwDemoStock *stock, guint index)
{
  MwDemoRandom random = mw_demo_random ('s', index);
  guint material = find_material (index);
  guint nth = index - mw_demo_first_stock (material);
  guint aisle, shelf, place;
  const MwDemoPartFamily *family = &mw_demo_part_families[material % mw_demo_n_part_families];
  gboolean spoils = g_str_equal (family->category, "Lubricants") || g_str_equal (family->category, "Seals");

  memset (stock, 0, sizeof *stock);
  stock->index = index;
  stock->material = material;
  stock->storeroom = (material * 5 + nth * 4) % MW_DEMO_N_ALL_STOREROOMS;
  aisle = mw_demo_random_below (&random, 8);
  shelf = 1 + mw_demo_random_below (&random, 24);
  place = 1 + mw_demo_random_below (&random, 12);
  g_snprintf (stock->bin, sizeof stock->bin, "%c-%02u-%02u", 'A' + (char) aisle, shelf, place);
  if (!mw_demo_random_chance (&random, 12))
    stock->quantity = (gint64) mw_demo_random_below (&random, family->pack * 4 + 1) * MILLI;
  /* Litres, kilograms and metres are measured, not counted. */
  if (strlen (family->uom) <= 2)
    stock->quantity += mw_demo_random_below (&random, 4) * 250;
  if (mw_demo_random_chance (&random, 25))
    stock->reserved = (gint64) (1 + mw_demo_random_below (&random, family->pack)) * MILLI;
  stock->reserved = MIN (stock->reserved, stock->quantity);
  if (mw_demo_random_chance (&random, 15))
    stock->on_order = (gint64) family->pack * MILLI;
  if (spoils)
    {
      g_snprintf (stock->batch, sizeof stock->batch, "L%07u", mw_demo_random_below (&random, 10000000));
      stock->expires = MW_DEMO_TODAY - 60 + (gint32) mw_demo_random_below (&random, 900);
    }
  stock->counted = MW_DEMO_TODAY - (gint32) mw_demo_random_below (&random, 360);
  stock->updated = stock->counted * 1440 + 480 + (gint32) mw_demo_random_below (&random, 480);
}
