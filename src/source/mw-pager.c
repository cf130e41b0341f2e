/* mw-pager.c: which page comes next, and when the last one was read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-pager.h"

#include <string.h>

#include "mw-link-header.h"
#include "mw-source.h"

struct _MwPager
{
  const MwPaging *paging;
  guint64 offset;
  guint page;
  guint n_pages;
  guint n_empty; /* pages without a record, one after the other */
  gint64 total;
  char *cursor; /* or key of the last record */
  char *link;
  GHashTable *seen; /* cursors, keys and links that were followed */
};

MwPager *
mw_pager_new (const MwPaging *paging)
{
  MwPager *self = g_new0 (MwPager, 1);

  self->paging = paging;
  self->page = paging->first;
  self->total = -1;
  self->cursor = g_strdup (paging->start);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (paging->start != NULL)
    g_hash_table_add (self->seen, g_strdup (paging->start));
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

static void
fill (MwPager *self, guint size, MwVariables *variables)
{
  const MwPaging *paging = self->paging;
  g_autofree char *range = g_strdup_printf ("%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT, self->offset,
                                            self->offset + MAX (size, 1) - 1);

  mw_variables_set_int (variables, "limit", size);
  if (paging->order != NULL)
    mw_variables_set_file_node (variables, "order", paging->order);
  mw_variables_set_int (variables, "offset", self->offset + paging->first);
  mw_variables_set_int (variables, "page", self->page);
  mw_variables_set_text (variables, "range", range);
  mw_variables_set_text (variables, paging->style == MW_PAGING_KEYSET ? "after" : "cursor", self->cursor);
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

  fill (self, size, variables);
}

/**
 * mw_pager_fill:
 *
 * Sets the variables that requests use for paging. {cursor} and {after} have no value on the first page,
 * unless the file says which.
 */
void
mw_pager_fill (MwPager *self, MwVariables *variables)
{
  fill (self, self->paging->size, variables);
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
dup_text_at (const MwJsonPath *path, yyjson_val *envelope)
{
  return path != NULL && envelope != NULL ? mw_json_dup_text (mw_json_path_get (path, envelope, NULL)) : NULL;
}

/* The link or cursor in the answer; NULL when it means the end. */
static char *
dup_next (MwPager *self, const MwPage *page)
{
  g_autofree char *next = self->paging->style == MW_PAGING_LINK_HEADER
                            ? mw_link_header_dup_next (page->links)
                            : dup_text_at (self->paging->next, page->envelope);

  if (next == NULL || *next == '\0' || g_str_equal (next, "false") ||
      (self->paging->end != NULL && g_strv_contains ((const char *const *) self->paging->end, next)))
    return NULL;
  return g_steal_pointer (&next);
}

/* What the answer itself says: whether there is another page. */
typedef enum
{
  MORE_UNKNOWN,
  MORE_YES,
  MORE_NO,
} More;

static More
find_more (MwPager *self, const MwPage *page)
{
  /* “+”: Infor EAM's MORERECORDPRESENT. */
  static const char *const yes[] = { "true", "1", "yes", "y", "t", "+", NULL };
  g_autofree char *text = dup_text_at (self->paging->more, page->envelope);
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  if (lower == NULL || *lower == '\0')
    return MORE_UNKNOWN;
  return g_strv_contains (yes, lower) != self->paging->more_is_last ? MORE_YES : MORE_NO;
}

/* A short page is the last one, unless the server says that there is more than that: some cap the page at
 * less than what is asked for. With offsets a full page is never the last one, because records may have come
 * since the count; a page number past the end is an error to some servers, so there the count is believed.
 * What the answer says of itself is believed first, but nothing comes after an empty page. */
static gboolean
is_last_counted_page (MwPager *self, const MwPage *page)
{
  gboolean is_short = page->n_records < self->paging->size;
  More more = find_more (self, page);

  if (page->n_records == 0)
    return TRUE;
  if (more != MORE_UNKNOWN)
    return more == MORE_NO;
  if (self->total < 0)
    return is_short;
  return self->offset >= (guint64) self->total && (is_short || self->paging->style == MW_PAGING_PAGE);
}

static gint64
get_last_page (MwPager *self, yyjson_val *envelope)
{
  g_autofree char *text = dup_text_at (self->paging->last_page, envelope);

  return text != NULL && g_ascii_isdigit (*text) ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static gboolean
is_last_numbered_page (MwPager *self, const MwPage *page)
{
  gint64 last = get_last_page (self, page->envelope);

  if (last < 0)
    return is_last_counted_page (self, page);
  return page->n_records == 0 || self->page >= last;
}

/**
 * mw_pager_parse_total:
 * @range: (nullable): a Content-Range: "items 0-99/1234" (RFC 9110 14.4), or without the unit
 *
 * Returns: how many there are in all; -1 for "*" and for anything else
 */
gint64
mw_pager_parse_total (const char *range)
{
  const char *slash = range != NULL ? strchr (range, '/') : NULL;
  guint64 total;

  return slash != NULL && g_ascii_string_to_unsigned (slash + 1, 10, 0, G_MAXINT64, &total, NULL)
           ? (gint64) total
           : -1;
}

/* Without Content-Range a 200 is the whole list: the server does not know ranges (RFC 9110 14.2). */
static gboolean
is_last_range (MwPager *self, const MwPage *page)
{
  gint64 total = mw_pager_parse_total (page->range);

  if (page->n_records == 0 || (page->range == NULL && page->status != 206))
    return TRUE;
  return total >= 0 ? self->offset >= (guint64) total : page->n_records < self->paging->size;
}

static gboolean
fail_loop (MwPager *self, const char *reason, GError **error)
{
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP, "%s (page %u)", reason, self->n_pages);
  return FALSE;
}

static gboolean
follow (MwPager *self, char **place, char *next, gboolean *more, GError **error)
{
  *more = next != NULL;
  g_free (*place);
  *place = next;
  if (next != NULL && !g_hash_table_add (self->seen, g_strdup (next)))
    return fail_loop (self, "the next page is one that was read before", error);
  return TRUE;
}

static gboolean
follow_cursor (MwPager *self, const MwPage *page, gboolean *more, GError **error)
{
  More says = find_more (self, page);
  char *next = says != MORE_NO ? dup_next (self, page) : NULL;

  if (says == MORE_YES && next == NULL)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE,
                   "the system says that there is more after page %u, and not where", self->n_pages);
      return FALSE;
    }
  return follow (self, &self->cursor, next, more, error);
}

static gboolean
follow_key (MwPager *self, const MwPage *page, gboolean *more, GError **error)
{
  if (is_last_counted_page (self, page))
    return TRUE;
  if (page->last_key == NULL)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE,
                   "the last record of page %u has no key to go on from", self->n_pages);
      return FALSE;
    }
  return follow (self, &self->cursor, g_strdup (page->last_key), more, error);
}

static gboolean
check_bounds (MwPager *self, const MwPage *page, GError **error)
{
  self->n_pages++;
  self->n_empty = page->n_records == 0 ? self->n_empty + 1 : 0;
  if (self->n_pages >= MW_PAGER_MAX_PAGES)
    return fail_loop (self, "the pages do not end", error);
  if (self->n_empty >= MW_PAGER_MAX_EMPTY)
    return fail_loop (self, "the pages go on without a record", error);
  return TRUE;
}

/**
 * mw_pager_advance:
 * @page: the page that was read
 * @more: (out): whether there is another one
 *
 * Goes to the next page.
 *
 * Returns: %FALSE with %MW_SOURCE_ERROR_LOOP when the pages do not come to an end, %MW_SOURCE_ERROR_SHAPE
 * when the answer does not say where the next one is
 */
gboolean
mw_pager_advance (MwPager *self, const MwPage *page, gboolean *more, GError **error)
{
  *more = FALSE;
  self->offset += page->n_records;
  if (!check_bounds (self, page, error))
    return FALSE;
  switch (self->paging->style)
    {
    case MW_PAGING_OFFSET:
      *more = !is_last_counted_page (self, page);
      return TRUE;
    case MW_PAGING_PAGE:
      *more = !is_last_numbered_page (self, page);
      self->page++;
      return TRUE;
    case MW_PAGING_RANGE:
      *more = !is_last_range (self, page);
      return TRUE;
    case MW_PAGING_NEXT_LINK:
    case MW_PAGING_LINK_HEADER:
      return follow (self, &self->link, dup_next (self, page), more, error);
    case MW_PAGING_CURSOR:
      return follow_cursor (self, page, more, error);
    case MW_PAGING_KEYSET:
      return follow_key (self, page, more, error);
    case MW_PAGING_NONE:
    default:
      return TRUE;
    }
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
mw_pager_add_place (MwPager *self, JsonBuilder *builder)
{
  add_number (builder, "offset", (gint64) self->offset);
  add_number (builder, "page", self->page);
  add_number (builder, "pages", self->n_pages);
  add_number (builder, "total", self->total);
  add_text (builder, "cursor", self->cursor);
  add_text (builder, "link", self->link);
}

/* What was followed before is forgotten, but for the last: a circle shows one round later. */
static char *
take_text (MwPager *self, JsonObject *object, const char *name)
{
  char *text = g_strdup (json_object_get_string_member_with_default (object, name, NULL));

  if (text != NULL)
    g_hash_table_add (self->seen, g_strdup (text));
  return text;
}

gboolean
mw_pager_take_place (MwPager *self, JsonObject *object)
{
  gint64 offset = json_object_get_int_member_with_default (object, "offset", -1);
  gint64 page = json_object_get_int_member_with_default (object, "page", -1);
  gint64 n_pages = json_object_get_int_member_with_default (object, "pages", -1);

  if (offset < 0 || page < 0 || page > G_MAXINT || n_pages < 1 || n_pages >= MW_PAGER_MAX_PAGES)
    return FALSE;
  self->offset = (guint64) offset;
  self->page = (guint) page;
  self->n_pages = (guint) n_pages;
  self->total = json_object_get_int_member_with_default (object, "total", -1);
  g_free (self->cursor);
  self->cursor = take_text (self, object, "cursor");
  g_free (self->link);
  self->link = take_text (self, object, "link");
  return TRUE;
}
