/* mw-demo-parties.c: the vendors of the demo plant
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-world.h"

static const char *const contacts[] = {
  "M. Keller", "A. Novak", "J. Smith",  "L. Moreau", "G. Conti",
  "K. Sato",   "W. Zhang", "S. Haddad", "E. Lind",   "P. Wolf",
};

gint64
mw_demo_convert (gint64 cents, const MwDemoCurrency *currency)
{
  return (cents * currency->rate + 500) / 1000;
}

gint32
mw_demo_working_day (gint32 day)
{
  /* 1970-01-01 was a Thursday. */
  int weekday = (day + 4) % 7;

  return day + (weekday == 6 ? 2 : weekday == 0 ? 1 : 0);
}

static const MwDemoCountry *
find_country (guint index, guint *serial)
{
  guint rest = index % 100;

  for (guint i = 0; i < mw_demo_n_countries; i++)
    {
      const MwDemoCountry *country = &mw_demo_countries[i];

      if (rest < country->weight)
        {
          *serial = index / 100 * country->weight + rest;
          return country;
        }
      rest -= country->weight;
    }
  g_assert_not_reached ();
}

static MwDemoTrade
find_trade (guint serial)
{
  return (MwDemoTrade) ((serial / MW_DEMO_N_STEMS + serial) % MW_DEMO_N_TRADES);
}

static void
name_vendor (MwDemoVendor *vendor, guint serial)
{
  const MwDemoCountry *country = vendor->country;
  g_autofree char *trade = NULL;

  /* Once every stem had every trade, the city tells them apart. */
  if (serial >= MW_DEMO_N_STEMS * MW_DEMO_N_TRADES)
    trade = g_strdup_printf ("%s %s", country->trades[vendor->trade], vendor->city);
  mw_demo_fill (vendor->name, sizeof vendor->name, country->format, country->stems[serial % MW_DEMO_N_STEMS],
                trade ? trade : country->trades[vendor->trade]);

  if (vendor->index == MW_DEMO_VENDOR_RIGHT_TO_LEFT)
    g_strlcpy (vendor->name, "شركة الخليج للمحامل (Gulf Bearings 24/7) ذ.م.م", sizeof vendor->name);
  else if (vendor->index == MW_DEMO_VENDOR_FORMULA)
    g_strlcpy (vendor->name, "=HYPERLINK(\"https://example.com/\",\"Open\")", sizeof vendor->name);
  else if (vendor->index == MW_DEMO_VENDOR_PUNCTUATION)
    g_strlcpy (vendor->name, "Schmidt; \"Lager\" & Söhne, Inh. P. Schmidt", sizeof vendor->name);
}

void
mw_demo_vendor_number (char number[24], guint index)
{
  if (index == MW_DEMO_VENDOR_HUGE_NUMBER)
    g_strlcpy (number, MW_DEMO_HUGE_NUMBER, 24);
  else
    g_snprintf (number, 24, "%010u", 100001 + index);
}

void
mw_demo_vendor (MwDemoVendor *vendor, guint index)
{
  MwDemoRandom random = mw_demo_random ('v', index);
  const MwDemoCountry *country;
  guint serial, city, area;
  MwDemoText number;

  memset (vendor, 0, sizeof *vendor);
  vendor->index = index;
  vendor->country = country = find_country (index, &serial);
  vendor->trade = find_trade (serial);
  city = mw_demo_random_below (&random, MW_DEMO_N_CITIES);
  vendor->city = country->cities[city];
  vendor->postcode = country->postcodes[city];
  name_vendor (vendor, serial);

  mw_demo_vendor_number (vendor->number, index);
  g_snprintf (number, sizeof number, "%u", 1 + mw_demo_random_below (&random, 180));
  mw_demo_fill (vendor->street, sizeof vendor->street, country->street, number, "");
  area = 100 + mw_demo_random_below (&random, 900);
  g_snprintf (vendor->phone, sizeof vendor->phone, "%s %03u %07u", country->phone, area,
              mw_demo_random_below (&random, 10000000));
  g_snprintf (vendor->email, sizeof vendor->email, "orders-%u@%s", 100001 + index, country->domain);
  g_snprintf (vendor->website, sizeof vendor->website, "https://v%u.%s/", 100001 + index, country->domain);
  g_snprintf (vendor->tax_number, sizeof vendor->tax_number, "%s%09u", country->code,
              mw_demo_random_below (&random, 1000000000));
  vendor->contact = contacts[mw_demo_random_below (&random, G_N_ELEMENTS (contacts))];
  vendor->terms = mw_demo_random_below (&random, mw_demo_n_terms);
  vendor->rating = 1 + mw_demo_random_below (&random, 5);
  vendor->is_blocked = mw_demo_random_chance (&random, 4);
  vendor->created = (MW_DEMO_TODAY - 4000 + (gint32) index * 9) * 1440 + 540;
  vendor->updated = (MW_DEMO_TODAY - (gint32) mw_demo_random_below (&random, 900)) * 1440;
  vendor->updated += (gint32) mw_demo_random_below (&random, 1440);
}

guint
mw_demo_pick_vendor (MwDemoRandom *random, MwDemoTrade trade)
{
  guint index = mw_demo_random_below (random, MW_DEMO_N_VENDORS);

  for (guint i = 0; i < MW_DEMO_N_VENDORS; i++, index = (index + 1) % MW_DEMO_N_VENDORS)
    {
      guint serial;

      find_country (index, &serial);
      if (find_trade (serial) == trade)
        return index;
    }

  return index;
}
