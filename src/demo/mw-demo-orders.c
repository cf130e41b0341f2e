/* mw-demo-orders.c: the purchase orders of the demo plant and their lines
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-world.h"

#define MILLI 1000
#define DAYS  1095 /* how far back the orders go */

/* In mw_demo_order_statuses. */
enum
{
  PREPARATION,
  TO_BE_RELEASED,
  REJECTED,
  RELEASED,
  ON_HOLD,
  CLOSED,
  CANCELLED,
  LEGAL_REVIEW
};

/* How much came. */
enum
{
  NOTHING,
  PART,
  ALL,
  MORE
};

const MwDemoCode mw_demo_order_statuses[] = {
  [PREPARATION] = { "10", "In preparation" },
  [TO_BE_RELEASED] = { "15", "To be released" },
  [REJECTED] = { "18", "Rejected" },
  [RELEASED] = { "20", "Released" },
  [ON_HOLD] = { "25", "On hold" },
  [CLOSED] = { "80", "Closed" },
  [CANCELLED] = { "90", "Cancelled" },
  /* Somebody's own: no table of ours knows it. */
  [LEGAL_REVIEW] = { "77", "Under legal review" },
};

const guint mw_demo_n_order_statuses = G_N_ELEMENTS (mw_demo_order_statuses);

static const char *const titles[] = {
  "Spare parts stock", "Shutdown material",  "Repair of line 2",
  "Replenishment",     "Framework call-off", "Emergency repair",
};

static const char *const notes[] = {
  "Please confirm the delivery date.",
  "Deliver to gate 3, Monday to Friday 7:00-14:00.",
  "Certificates 3.1 required for all seals.",
  "Partial deliveries are welcome.",
};

static guint first_lines[MW_DEMO_N_ORDERS + 1];

static gpointer
count_lines (gpointer data)
{
  for (guint i = 0; i < MW_DEMO_N_ORDERS; i++)
    {
      MwDemoRandom random = mw_demo_random ('c', i);
      guint dice = mw_demo_random_below (&random, 100);
      guint n_lines;

      if (dice < 40)
        n_lines = 1 + mw_demo_random_below (&random, 2);
      else if (dice < 75)
        n_lines = 3 + mw_demo_random_below (&random, 3);
      else if (dice < 93)
        n_lines = 6 + mw_demo_random_below (&random, 5);
      else
        n_lines = 11 + mw_demo_random_below (&random, 10);
      first_lines[i + 1] = first_lines[i] + n_lines;
    }

  return NULL;
}

guint
mw_demo_first_line (guint order)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, count_lines, NULL);

  return first_lines[order];
}

guint
mw_demo_n_lines (void)
{
  return mw_demo_first_line (MW_DEMO_N_ORDERS);
}

void
mw_demo_find_line (guint index, guint *order, guint *line)
{
  guint low = 0;
  guint high = MW_DEMO_N_ORDERS;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (mw_demo_first_line (middle) <= index)
        low = middle;
      else
        high = middle;
    }
  *order = low;
  *line = index - mw_demo_first_line (low);
}

static void
decide_status (MwDemoOrder *order, MwDemoRandom *random)
{
  int age = MW_DEMO_TODAY - order->ordered;
  guint dice = mw_demo_random_below (random, 100);

  order->status = RELEASED;
  if (age < 4)
    order->status = dice < 45 ? PREPARATION : dice < 80 ? TO_BE_RELEASED : RELEASED;
  else if (age < 30)
    {
      order->status = dice < 5    ? TO_BE_RELEASED
                      : dice < 10 ? ON_HOLD
                      : dice < 13 ? REJECTED
                      : dice < 17 ? CANCELLED
                                  : RELEASED;
      order->receipt = dice < 70 ? NOTHING : PART;
    }
  else if (age < 120)
    {
      order->status = dice < 50 ? CLOSED : dice < 54 ? CANCELLED : dice < 57 ? ON_HOLD : RELEASED;
      order->receipt = dice < 50 ? ALL : dice < 75 ? PART : ALL;
      order->billing = dice < 50 ? 2 : dice < 65 ? 1 : 0;
    }
  else
    {
      order->status = dice < 91 ? CLOSED : dice < 96 ? CANCELLED : dice < 98 ? REJECTED : RELEASED;
      order->receipt = dice < 3 ? MORE : dice < 91 ? ALL : PART;
      order->billing = dice < 91 ? 2 : 1;
    }
  if (order->status != RELEASED && order->status != CLOSED && order->status != ON_HOLD)
    order->receipt = order->billing = NOTHING;
}

static void
make_odd (MwDemoOrder *order)
{
  switch (order->index)
    {
    case MW_DEMO_ORDER_WITHOUT_VENDOR:
      order->vendor = MW_DEMO_NONE;
      break;
    case MW_DEMO_ORDER_CANCELLED_RECEIVED:
      order->status = CANCELLED;
      order->receipt = PART;
      break;
    case MW_DEMO_ORDER_LONG_NOTE:
      order
        ->note = "Call before delivery:\n\t1. gate 3, Mr Okoro\n\t2. if nobody answers: \"control room\"\n\n"
                 "Unload by crane; 2,4 t; do not tilt.";
      break;
    case MW_DEMO_ORDER_UNKNOWN_STATUS:
      order->status = LEGAL_REVIEW;
      break;
    case MW_DEMO_ORDER_DELETED_VENDOR:
      /* Its number is still in the order, its record is not in the system any more. */
      order->vendor = 899999;
      break;
    default:
      break;
    }
}

static void
decide_times (MwDemoOrder *order, MwDemoRandom *random)
{
  gint32 start = order->ordered * 1440 + 420 + (gint32) mw_demo_random_below (random, 540);

  order->created = start;
  order->updated = start;
  order->due = mw_demo_working_day (order->ordered + 7 + (gint32) mw_demo_random_below (random, 35));
  order->approver = MW_DEMO_NONE;
  if (order->status != PREPARATION && order->status != TO_BE_RELEASED)
    {
      order->approver = mw_demo_random_below (random, 4);
      order->approved = start + 30 + (gint32) mw_demo_random_below (random, 1440);
      order->updated = order->approved;
      if (!mw_demo_random_chance (random, 30))
        order->promised = mw_demo_working_day (order->due - 2 + (gint32) mw_demo_random_below (random, 12));
    }
  if (order->status == CLOSED)
    {
      order->completed = order->due * 1440 + 600 + (gint32) mw_demo_random_below (random, 7200);
      order->updated = order->completed;
    }
  order->updated = MIN (order->updated, MW_DEMO_TODAY * 1440 + 700);
  order->completed = MIN (order->completed, MW_DEMO_TODAY * 1440 + 700);
}

static void
add_up (MwDemoOrder *order)
{
  gboolean any = FALSE, all = TRUE, more = FALSE;

  for (guint i = 0; i < order->n_lines; i++)
    {
      MwDemoLine line;

      mw_demo_line (order, i, &line);
      order->net += line.net;
      order->discount += line.discount;
      order->tax += line.tax;
      order->quantity += line.quantity;
      order->open += MAX (0, line.quantity - line.received);
      any = any || line.received > 0;
      all = all && line.received >= line.quantity;
      more = more || line.received > line.quantity;
    }
  order->receipt = more ? MORE : all && any ? ALL : any ? PART : NOTHING;
}

void
mw_demo_order (MwDemoOrder *order, guint index)
{
  MwDemoRandom random = mw_demo_random ('o', index);
  guint other_vendor;
  MwDemoVendor vendor;

  memset (order, 0, sizeof *order);
  order->index = index;
  order->n_lines = mw_demo_first_line (index + 1) - mw_demo_first_line (index);
  /* Two draws: a few vendors get most orders. */
  order->vendor = mw_demo_random_below (&random, MW_DEMO_N_VENDORS);
  other_vendor = mw_demo_random_below (&random, MW_DEMO_N_VENDORS);
  order->vendor = MIN (order->vendor, other_vendor);
  mw_demo_vendor (&vendor, order->vendor);
  order->currency = &mw_demo_currencies[vendor.country->currency];
  order->terms = vendor.terms;
  order->site = mw_demo_random_below (&random, 10) * MW_DEMO_N_SITES / 12;
  order->storeroom = order->site * MW_DEMO_N_STOREROOMS +
                     mw_demo_random_below (&random, MW_DEMO_N_STOREROOMS);
  order->buyer = mw_demo_random_below (&random, mw_demo_n_users);
  order->account = mw_demo_random_below (&random, mw_demo_n_accounts);
  order->project = mw_demo_random_chance (&random, 20) ? mw_demo_random_below (&random, mw_demo_n_projects)
                                                       : MW_DEMO_NONE;
  order->shipping = mw_demo_random_below (&random, mw_demo_n_shipping);
  order->is_urgent = mw_demo_random_chance (&random, 6);
  order->title = titles[mw_demo_random_below (&random, G_N_ELEMENTS (titles))];
  order->note = mw_demo_random_chance (&random, 15)
                  ? notes[mw_demo_random_below (&random, G_N_ELEMENTS (notes))]
                  : NULL;
  order->ordered = mw_demo_working_day (MW_DEMO_TODAY - DAYS +
                                        (gint32) ((guint64) index * DAYS / MW_DEMO_N_ORDERS));
  order->ordered = MIN (order->ordered, MW_DEMO_TODAY);
  decide_status (order, &random);
  make_odd (order);
  decide_times (order, &random);
  add_up (order);
}

/* What the vendor of the order sells. */
static guint
pick_material (const MwDemoOrder *order, MwDemoRandom *random)
{
  MwDemoTrade trade = MW_DEMO_TRADE_SUPPLIES;
  guint index = mw_demo_random_below (random, MW_DEMO_N_MATERIALS);

  if (order->vendor < MW_DEMO_N_VENDORS)
    {
      MwDemoVendor vendor;

      mw_demo_vendor (&vendor, order->vendor);
      trade = vendor.trade;
    }
  while (mw_demo_part_families[index % mw_demo_n_part_families].trade != trade)
    index = (index + 1) % MW_DEMO_N_MATERIALS;

  return index;
}

static gint64
receive (const MwDemoOrder *order, guint line, gint64 quantity)
{
  switch (order->receipt)
    {
    case NOTHING:
      return 0;
    case ALL:
      return quantity;
    case MORE:
      return line == 0 ? quantity + MILLI : quantity;
    default:
      /* The first half of the lines came, of the rest nothing; of a single line a part. */
      if (order->n_lines == 1)
        return quantity / 2 / MILLI * MILLI;
      return line < (order->n_lines + 1) / 2 ? quantity : 0;
    }
}

void
mw_demo_line (const MwDemoOrder *order, guint line, MwDemoLine *facts)
{
  MwDemoRandom random = mw_demo_random ('p', (guint64) order->index * 32 + line);
  gint64 gross;

  memset (facts, 0, sizeof *facts);
  facts->order = order->index;
  facts->number = (line + 1) * 10;
  mw_demo_material (&facts->material, pick_material (order, &random));
  facts->quantity = (gint64) (1 + mw_demo_random_below (&random, facts->material.family->pack * 2)) * MILLI;
  if (strlen (facts->material.family->uom) <= 2 && mw_demo_random_chance (&random, 30))
    facts->quantity += 500;
  if (order->n_lines == 1 && order->receipt == PART)
    facts->quantity = MAX (facts->quantity, 2 * MILLI);
  /* Prices move from order to order. */
  facts->price = mw_demo_convert (
    (gint64) facts->material.price * (94 + mw_demo_random_below (&random, 13)) / 100, order->currency);
  facts->price = MAX (facts->price, 1);
  facts->received = receive (order, line, facts->quantity);
  facts->billed = order->billing == 2                ? facts->received
                  : order->billing == 1 && line == 0 ? facts->received
                                                     : 0;
  facts->status = order->status;
  facts->due = order->due + (gint32) mw_demo_random_below (&random, 4) * 7;
  facts->promised = order->promised;
  facts->asset = mw_demo_random_chance (&random, 30)
                   ? 48 + mw_demo_random_below (&random, MW_DEMO_N_ASSETS - 48)
                   : MW_DEMO_NONE;
  facts->job = facts->asset != MW_DEMO_NONE && mw_demo_random_chance (&random, 40)
                 ? mw_demo_random_below (&random, MW_DEMO_N_JOBS)
                 : MW_DEMO_NONE;
  if (order->index == MW_DEMO_ORDER_HUGE_QUANTITY && line == 0)
    {
      /* Free of charge, or no plant could pay it. */
      facts->quantity_text = MW_DEMO_HUGE_QUANTITY;
      facts->quantity = facts->received = facts->billed = facts->price = 0;
    }

  gross = (facts->quantity * facts->price + MILLI / 2) / MILLI;
  facts->discount = mw_demo_random_chance (&random, 12) ? gross * 5 / 100 : 0;
  facts->net = gross - facts->discount;
  /* From abroad: the buyer pays the tax, not the vendor. */
  if (g_str_equal (order->currency->code, mw_demo_sites[order->site].currency))
    facts->tax_percent = order->site == 1 ? 23 : order->site == 2 ? 20 : 19;
  facts->tax = (facts->net * facts->tax_percent + 50) / 100;
}
