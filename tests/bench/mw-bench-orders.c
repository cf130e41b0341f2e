/* mw-bench-orders.c: purchase orders with ten lines each, read and mapped, page by page
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bench-orders.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mw-bench-pages.h"

/* Takes down what comes. */
#define MW_TYPE_BENCH_NET (mw_bench_net_get_type ())
G_DECLARE_FINAL_TYPE (MwBenchNet, mw_bench_net, MW, BENCH_NET, GObject)

struct _MwBenchNet
{
  GObject parent_instance;
  GPtrArray *pages;
};

static void
begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
}

static guint
begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  return 0;
}

static void
raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
  MwBenchPage *kept = g_new0 (MwBenchPage, 1);

  kept->bytes = g_bytes_ref (page->bytes);
  kept->records = g_memdup2 (page->records, page->n_records * sizeof *page->records);
  kept->n_records = page->n_records;
  kept->keys = page->keys != NULL ? mw_chunk_ref (page->keys) : NULL;
  g_ptr_array_add (MW_BENCH_NET (sink)->pages, kept);
}

static void
rows (MwSink *sink, MwEntity *entity, MwChunk *chunk)
{
  GPtrArray *pages = MW_BENCH_NET (sink)->pages;
  MwBenchPage *page = pages->pdata[pages->len - 1];

  g_assert (page->rows == NULL);
  page->rows = mw_chunk_ref (chunk);
}

static void
notice (MwSink *sink, MwEntity *entity, const MwNotice *what)
{
}

static gboolean
wants_raw_rows (MwSink *sink)
{
  return FALSE;
}

static gboolean
keeps_keys (MwSink *sink)
{
  return TRUE;
}

static void
mark (MwSink *sink, guint set, const MwSetMark *where)
{
}

static void
sink_init (MwSinkInterface *iface)
{
  iface->begin = begin;
  iface->begin_set = begin_set;
  iface->raw_page = raw_page;
  iface->rows = rows;
  iface->notice = notice;
  iface->wants_raw_rows = wants_raw_rows;
  iface->keeps_keys = keeps_keys;
  iface->mark = mark;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MwBenchNet,
                               mw_bench_net,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, sink_init))

static void
mw_bench_net_class_init (MwBenchNetClass *klass)
{
}

static void
mw_bench_net_init (MwBenchNet *self)
{
}

static void
page_free (gpointer data)
{
  MwBenchPage *page = data;

  g_bytes_unref (page->bytes);
  g_free (page->records);
  g_clear_pointer (&page->keys, mw_chunk_unref);
  g_clear_pointer (&page->rows, mw_chunk_unref);
  g_free (page);
}

MwBenchOrders *
mw_bench_orders_new (guint n_orders)
{
  MwBenchOrders *self = g_new0 (MwBenchOrders, 1);
  g_autoptr (MwBenchPages) source = mw_bench_pages_new (MW_BENCH_PAGE_ORDERS);
  g_autoptr (MwBenchNet) net = g_object_new (MW_TYPE_BENCH_NET, NULL);
  MwBenchRead read;

  self->model = mw_bench_load_model ();
  self->entity = mw_model_find (self->model, "order_line");
  g_assert_nonnull (self->entity);
  g_assert_cmpuint (mw_entity_get_n_fields (self->entity), ==, MW_BENCH_COLUMNS);
  self->pages = g_ptr_array_new_with_free_func (page_free);
  net->pages = self->pages;
  mw_bench_pages_set_lines (source, MW_BENCH_ORDER_LINES);
  mw_bench_read_init (&read, self->model, MW_SINK (net), "order_line", NULL);
  for (guint i = 0; i < n_orders; i += MW_BENCH_PAGE_ORDERS)
    {
      g_autoptr (GBytes) bytes = mw_bench_pages_make (source);
      const MwBenchPage *page;

      mw_bench_read_page (&read, bytes);
      page = self->pages->pdata[self->pages->len - 1];
      g_assert (page->rows != NULL &&
                mw_chunk_get_n_rows (page->rows) == MW_BENCH_PAGE_ORDERS * MW_BENCH_ORDER_LINES);
    }
  mw_bench_read_clear (&read);
  return self;
}

void
mw_bench_orders_free (MwBenchOrders *self)
{
  g_ptr_array_unref (self->pages);
  g_object_unref (self->model);
  g_free (self);
}

guint
mw_bench_page_fill_cells (const MwBenchPage *self, GArray *cells)
{
  guint n_rows = mw_chunk_get_n_rows (self->rows);

  g_array_set_size (cells, n_rows * MW_BENCH_COLUMNS);
  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < MW_BENCH_COLUMNS; column++)
      {
        MwBenchCell *cell = &g_array_index (cells, MwBenchCell, row * MW_BENCH_COLUMNS + column);
        gsize length;

        cell->text = mw_chunk_get_cell (self->rows, row, column, &length);
        cell->length = (guint) length;
      }
  return n_rows;
}

const char *
mw_bench_set_language (void)
{
  if (setlocale (LC_COLLATE, "de_DE.UTF-8") != NULL || setlocale (LC_COLLATE, "en_US.UTF-8") != NULL)
    {
      setlocale (LC_CTYPE, setlocale (LC_COLLATE, NULL));
      return setlocale (LC_COLLATE, NULL);
    }
  return setlocale (LC_ALL, "");
}

double
mw_bench_get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

double
mw_bench_get_resident (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) && strchr (text, ' ') != NULL)
    pages = atol (strchr (text, ' '));
  return (double) pages * 4096;
}

guint
mw_bench_check (guint sum, guint row)
{
  return sum * 31 + row;
}
