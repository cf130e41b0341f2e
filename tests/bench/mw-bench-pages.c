/* mw-bench-pages.c: pages of purchase orders, the same ones in every run
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bench-pages.h"

#include <string.h>

/* Above 2^53, where doubles lose them. */
#define FIRST_ID G_GUINT64_CONSTANT (7200000000000000000)

struct _MwBenchPages
{
  GRand *random;
  GString *text;
  guint per_page;
  guint n_pages;
  guint n_orders;
  guint n_lines;  /* of each order; 0: of each other ones */
  gboolean ascii; /* this page escapes what is not ASCII */
};

static const char *const words[] = {
  "bolt",  "hex",   "steel",   "M8",     "zinc",      "plated",   "bearing",     "sealed",
  "cable", "valve", "ball",    "gasket", "bracket",   "mount",    "panel",       "front",
  "left",  "kit",   "annual",  "filter", "hose",      "3/4\\\"",  "temperature", "PT100",
  "größe", "Ø12",   "coussin", "à",      "hydraulic", "Schraube", "assembly",    "cover",
};
static const char *const companies[] = {
  "Müller & Söhne GmbH", "株式会社サンプル",    "Acme, Inc.",          "Compañía \\\"Del Norte\\\" S.A.",
  "Łódź Sp. z o.o.",     "O'Brien Tooling",     "Ελληνική Τεχνική ΑΕ", "שירותי תעשייה",
  "Nordic Parts 🚚 AS",  "Smith; Sons\\tTrade",
};
static const char *const people[] = { "Anna Schmidt", "José García",  "李雷",          "Zoë Łukasik",
                                      "Omar Haddad",  "Siân O’Neill", "Dmitri Иванов", "Renée Dupont" };
static const char *const cities[] = { "München", "Lyon",  "大阪市",    "São Paulo", "Kraków",
                                      "Austin",  "Αθήνα", "Reykjavík", "İstanbul",  "Tel Aviv" };
static const char *const countries[] = { "DE", "FR", "JP", "BR", "PL", "US", "GR", "IS", "TR", "IL" };
static const char *const states[] = { "draft",  "pending_approval",   "approved",
                                      "sent",   "partially_received", "received",
                                      "closed", "cancelled" };
static const char *const currencies[] = { "EUR", "USD", "JPY", "GBP", "PLN" };
static const char *const units[] = { "EA", "KG", "M", "H" };
static const char *const taxes[] = { "V19", "V7", "Z0" };
static const char *const notes[] = { "null",
                                     "null",
                                     "\"\"",
                                     "\"Please deliver before noon.\\nCall ahead; \\\"gate 4\\\".\"",
                                     "\"=HYPERLINK(\\\"http://x\\\",\\\"y\\\")\"",
                                     "\"Lieferung nur Mo–Fr, 日本語メモ 📦\"" };

#define PICK(list) list[pick (self, G_N_ELEMENTS (list))]

static guint
pick (MwBenchPages *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

/* Texts above are JSON already; on an ASCII page every other character is escaped (RFC 8259 7). */
static void
put (MwBenchPages *self, const char *text)
{
  if (!self->ascii)
    {
      g_string_append (self->text, text);
      return;
    }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80)
        g_string_append_c (self->text, (char) c);
      else if (c < 0x10000)
        g_string_append_printf (self->text, "\\u%04x", c);
      else
        g_string_append_printf (self->text, "\\u%04x\\u%04x", 0xD800 + ((c - 0x10000) >> 10),
                                0xDC00 + ((c - 0x10000) & 0x3FF));
    }
}

static void
put_words (MwBenchPages *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        put (self, " ");
      put (self, PICK (words));
    }
}

static void
put_day (MwBenchPages *self)
{
  g_string_append_printf (self->text, "202%u-%02u-%02u", 2 + pick (self, 5), 1 + pick (self, 12),
                          1 + pick (self, 28));
}

static void
put_time (MwBenchPages *self)
{
  static const char *const offsets[] = { "Z", "+02:00", "-05:00" };

  put_day (self);
  g_string_append_printf (self->text, "T%02u:%02u:%02u", pick (self, 24), pick (self, 60), pick (self, 60));
  if (pick (self, 4) == 0)
    g_string_append_printf (self->text, ".%03uZ", pick (self, 1000));
  else
    put (self, PICK (offsets));
}

static void
put_address (MwBenchPages *self)
{
  guint city = pick (self, G_N_ELEMENTS (cities));

  g_string_append_printf (self->text, "\"address\":{\"line1\":\"%u ", 1 + pick (self, 999));
  put (self, PICK (words));
  put (self, " Straße\",\"line2\":");
  if (pick (self, 10) < 6)
    put (self, "null");
  else
    g_string_append_printf (self->text, "\"Bldg %u\"", 1 + pick (self, 40));
  put (self, ",\"city\":\"");
  put (self, cities[city]);
  g_string_append_printf (self->text, "\",\"region\":\"R%u\",\"postcode\":\"%05u\",\"country\":\"%s\"}",
                          pick (self, 100), pick (self, 100000), countries[city]);
}

static void
put_person (MwBenchPages *self, const char *name)
{
  g_string_append_printf (self->text, "\"%s\":{\"id\":%u,\"name\":\"", name, 1 + pick (self, 5000));
  put (self, PICK (people));
  g_string_append_printf (self->text, "\",\"email\":\"user%u@example.com\"},", 1 + pick (self, 5000));
}

static void
put_line (MwBenchPages *self, guint number)
{
  g_string_append_printf (self->text, "%s{\"line_no\":%u,\"sku\":\"SKU-%u\",\"description\":\"",
                          number > 1 ? "," : "", number, 10000 + pick (self, 90000));
  put_words (self, 2 + pick (self, 6));
  g_string_append_printf (self->text,
                          "\",\"quantity\":%u.%03u,\"uom\":\"%s\",\"unit_price\":%u.%02u,\"amount\":%u.%02u",
                          1 + pick (self, 500), pick (self, 1000), PICK (units), pick (self, 10000),
                          pick (self, 100), pick (self, 1000000), pick (self, 100));
  g_string_append_printf (
    self->text,
    ",\"tax\":{\"code\":\"%s\",\"rate\":19.0},\"account\":{\"gl\":\"%u\",\"cost_center\":"
    "\"CC%u\",\"project\":null}",
    PICK (taxes), 4000 + pick (self, 4000), 100 + pick (self, 900));
  if (pick (self, 10) < 3)
    {
      put (self, ",\"need_by\":\"");
      put_day (self);
      put (self, "\"");
    }
  put (self, "}");
}

static void
put_head (MwBenchPages *self)
{
  g_string_append_printf (self->text,
                          "{\"id\":%" G_GUINT64_FORMAT
                          ",\"number\":\"PO-%u-%07u\",\"status\":\"%s\",\"type\":"
                          "\"standard\",\"revision\":%u,\"currency\":{\"code\":\"%s\",\"rate\":%u.%06u}",
                          FIRST_ID + self->n_orders, 2022 + self->n_orders % 5, self->n_orders, PICK (states),
                          pick (self, 6), PICK (currencies), pick (self, 2), pick (self, 1000000));
  g_string_append_printf (self->text, ",\"subtotal\":%u.%02u,\"tax_total\":%u.%02u,\"total\":%u.%02u",
                          pick (self, 10000000), pick (self, 100), pick (self, 1000000), pick (self, 100),
                          pick (self, 10000000), pick (self, 100));
  put (self, ",\"created_at\":\"");
  put_time (self);
  put (self, "\",\"updated_at\":\"");
  put_time (self);
  put (self, "\",\"delivery_date\":\"");
  put_day (self);
  put (self, "\",\"is_locked\":false,");
}

static void
put_parties (MwBenchPages *self)
{
  guint vendor = 1 + pick (self, 20000);

  g_string_append_printf (self->text, "\"vendor\":{\"id\":%u,\"code\":\"V%06u\",\"name\":\"", vendor, vendor);
  put (self, companies[vendor % G_N_ELEMENTS (companies)]);
  g_string_append_printf (self->text,
                          "\",\"tax_id\":\"DE%09u\",\"email\":\"orders@vendor%u.example\",\"phone\":\"+49 89 "
                          "%06u\",",
                          pick (self, 1000000000), vendor, pick (self, 1000000));
  put_address (self);
  put (self, "},\"bill_to\":{\"name\":\"Example Holding AG\",");
  put_address (self);
  g_string_append_printf (self->text, "},\"ship_to\":{\"name\":\"Plant %u\",\"attention\":\"",
                          1 + pick (self, 30));
  put (self, PICK (people));
  put (self, "\",");
  put_address (self);
  put (self, "},");
  put_person (self, "requester");
  put_person (self, "buyer");
  put (self, "\"payment_terms\":{\"code\":\"2/10N30\",\"days\":30},");
}

static void
put_approvals (MwBenchPages *self)
{
  guint n = 1 + pick (self, 3);

  put (self, "\"approvals\":[");
  for (guint i = 1; i <= n; i++)
    {
      g_string_append_printf (self->text, "%s{\"level\":%u,\"by\":\"", i > 1 ? "," : "", i);
      put (self, PICK (people));
      put (self, "\",\"at\":\"");
      put_time (self);
      put (self, "\",\"status\":\"approved\"}");
    }
  put (self, "],");
}

static void
put_custom_fields (MwBenchPages *self)
{
  static const char *const names[] = { "region", "project_code", "budget_year", "incoterm" };
  guint n = 2 + pick (self, 3);

  put (self, "\"custom_fields\":[");
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (self->text, "%s{\"id\":%u,\"name\":\"%s\",\"value\":", i > 0 ? "," : "", i,
                              names[i]);
      if (i == 1)
        g_string_append_printf (self->text, "\"P-%03u\"}", pick (self, 1000));
      else if (pick (self, 4) == 0)
        put (self, "null}");
      else
        g_string_append_printf (self->text, "%u}", 1 + pick (self, 1000));
    }
  put (self, "],");
}

static void
put_order (MwBenchPages *self)
{
  guint n_lines = self->n_lines > 0 ? self->n_lines : 1 + pick (self, 20);

  put_head (self);
  put_parties (self);
  put_approvals (self);
  put_custom_fields (self);
  put (self, "\"notes\":");
  put (self, PICK (notes));
  put (self, ",\"lines\":[");
  for (guint i = 1; i <= n_lines; i++)
    put_line (self, i);
  g_string_append_printf (self->text,
                          "],\"_links\":{\"self\":{\"href\":\"https://erp.example.com/api/v2/purchase-orders/"
                          "%u\"}}}",
                          self->n_orders);
  self->n_orders++;
}

/**
 * mw_bench_pages_new:
 * @per_page: orders on each page
 *
 * Returns: (transfer full): a writer at the first page
 */
MwBenchPages *
mw_bench_pages_new (guint per_page)
{
  MwBenchPages *self = g_new0 (MwBenchPages, 1);

  self->random = g_rand_new_with_seed (42);
  self->per_page = per_page;
  return self;
}

void
mw_bench_pages_set_lines (MwBenchPages *self, guint n_lines)
{
  self->n_lines = n_lines;
}

void
mw_bench_pages_free (MwBenchPages *self)
{
  g_rand_free (self->random);
  g_free (self);
}

/**
 * mw_bench_pages_make:
 *
 * Every fifth page is ASCII, with escapes.
 *
 * Returns: (transfer full): the next page as a server sends it
 */
GBytes *
mw_bench_pages_make (MwBenchPages *self)
{
  self->text = g_string_sized_new (self->per_page * 4500);
  self->ascii = ++self->n_pages % 5 == 0;
  put (self, "{\"data\":[");
  for (guint i = 0; i < self->per_page; i++)
    {
      if (i > 0)
        put (self, ",");
      put_order (self);
    }
  g_string_append_printf (self->text, "],\"meta\":{\"page\":%u,\"total\":1000000}}", self->n_pages);
  return g_string_free_to_bytes (g_steal_pointer (&self->text));
}
