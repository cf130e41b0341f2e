/* mw-pager.c: which page comes next, and when the last one was read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-pager.h"

#include "mw-source.h"

struct _MwPager
{
  const MwPaging *paging;
  guint64 offset;
  guint page;
  guint n_pages;
  gint64 total;
  char *cursor;
  char *link;
  GHashTable *seen; /* cursors and links that were followed */
};

MwPager *
mw_pager_new (const MwPaging *paging)
{
  MwPager *self = g_new0 (MwPager, 1);

  self->paging = paging;
  self->page = paging->first;
  self->total = -1;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
mw_pager_free (MwPager *self)
{
  g_hash_table_unref (self->seen);
  g_free (self->cursor);
  g_free (self->link);
  g_free (self);
}

/**
 * mw_pager_fill_first:
 * @size: number of records that are wanted
 *
 * Sets what requests use for paging as for the first page.
 */
void
mw_pager_fill_first (const MwPaging *paging, guint size, MwVariables *variables)
{
  g_autoptr (MwPager) self = mw_pager_new (paging);

  mw_pager_fill (self, variables);
  mw_variables_set_int (variables, "limit", size);
}

/**
 * mw_pager_fill:
 *
 * Sets the variables that requests use for paging. {cursor} has no value on the first page.
 */
void
mw_pager_fill (MwPager *self, MwVariables *variables)
{
  mw_variables_set_int (variables, "offset", self->offset);
  mw_variables_set_int (variables, "limit", self->paging->size);
  mw_variables_set_int (variables, "page", self->page);
  mw_variables_set_text (variables, "cursor", self->cursor);
  if (self->paging->order != NULL)
    mw_variables_set_file_node (variables, "order", self->paging->order);
}

const char *
mw_pager_get_link (MwPager *self)
{
  return self->link;
}

void
mw_pager_set_total (MwPager *self, gint64 total)
{
  if (total >= 0)
    self->total = total;
}

static char *
dup_next (MwPager *self, yyjson_val *envelope)
{
  g_autofree char *next = NULL;

  if (self->paging->next == NULL || envelope == NULL)
    return NULL;
  next = mw_json_dup_text (mw_json_path_get (self->paging->next, envelope, NULL));
  if (next == NULL || *next == '\0' || g_str_equal (next, "false"))
    return NULL;
  return g_steal_pointer (&next);
}

/* A short page is the last one, unless the server says that there is more than that: some cap the page at
 * less than what is asked for. With offsets a full page is never the last one, because records may have come
 * since the count; a page number past the end is an error to some servers, so there the count is believed. */
static gboolean
is_last_counted_page (MwPager *self, guint n_records)
{
  gboolean is_short = n_records < self->paging->size;

  if (n_records == 0)
    return TRUE;
  if (self->total < 0)
    return is_short;
  return self->offset >= (guint64) self->total && (is_short || self->paging->style == MW_PAGING_PAGE);
}

static gint64
get_last_page (MwPager *self, yyjson_val *envelope)
{
  const char *text;

  if (self->paging->last_page == NULL || envelope == NULL)
    return -1;
  text = mw_json_peek_text (mw_json_path_get (self->paging->last_page, envelope, NULL), NULL);
  return text != NULL && g_ascii_isdigit (*text) ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static gboolean
follow (MwPager *self, char **place, char *next, gboolean *more, GError **error)
{
  *more = next != NULL;
  if (next != NULL && !g_hash_table_add (self->seen, g_strdup (next)))
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP,
                   "the next page is one that was read before (page %u)", self->n_pages);
      g_free (next);
      return FALSE;
    }
  g_free (*place);
  *place = next;
  return TRUE;
}

/**
 * mw_pager_advance:
 * @n_records: number of records on the page, before duplicates were removed
 * @envelope: (nullable): the answer without its list
 * @more: (out): whether there is another page
 *
 * Goes to the next page.
 *
 * Returns: %FALSE with %MW_SOURCE_ERROR_LOOP when the pages do not come to an end
 */
gboolean
mw_pager_advance (MwPager *self, guint n_records, yyjson_val *envelope, gboolean *more, GError **error)
{
  gint64 last;

  self->n_pages++;
  self->offset += n_records;
  *more = FALSE;
  if (self->n_pages >= MW_PAGER_MAX_PAGES)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP, "no end after %d pages", MW_PAGER_MAX_PAGES);
      return FALSE;
    }
  switch (self->paging->style)
    {
    case MW_PAGING_OFFSET:
      *more = !is_last_counted_page (self, n_records);
      return TRUE;
    case MW_PAGING_PAGE:
      last = get_last_page (self, envelope);
      *more = last >= 0 ? n_records > 0 && self->page < last : !is_last_counted_page (self, n_records);
      self->page++;
      return TRUE;
    case MW_PAGING_NEXT_LINK:
      return follow (self, &self->link, dup_next (self, envelope), more, error);
    case MW_PAGING_CURSOR:
      return follow (self, &self->cursor, dup_next (self, envelope), more, error);
    case MW_PAGING_NONE:
    default:
      return TRUE;
    }
}
