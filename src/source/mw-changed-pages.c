/* mw-changed-pages.c: of what was changed, the pages that came before an interruption
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A list of changes is not still: what is changed once more may move to its end, and all behind it move up by
 * one place. Who went on behind the last page would miss one then, for good. So that page is asked for again:
 * where its records stand as they stood, nothing before it has moved. */

#include "mw-changed-pages.h"

#include "mw-page-deliver.h"
#include "mw-set-place.h"

/* How many records go by between two looks at the cancellable: far less than 50 ms. */
#define RECORDS_PER_CHECK 64

static void
page_clear (gpointer page)
{
  mw_held_clear_changed_page (page);
}

/* Of the last reading that has left some of this pass. */
static GArray *
find_pages (MwSetRead *self)
{
  MwHeld *again = self->context->again;
  const guint turn = self->is_repeated ? mw_read_scope_get_turn (self->context->scope) : 0;
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (MwRawPage));
  gint64 last = 0;
  MwRawPage page;

  g_array_set_clear_func (pages, page_clear);
  for (guint i = 0; again != NULL && mw_held_get_changed_page (again, self->set->id, turn, i, &page); i++)
    {
      gint64 attempt = mw_set_place_find_attempt (self, page.place);

      if (attempt != 0 && attempt != last)
        g_array_set_size (pages, 0);
      if (attempt != 0)
        g_array_append_val (pages, page);
      else
        page_clear (&page);
      last = attempt != 0 ? attempt : last;
    }
  return pages;
}

typedef void (
  *RecordFunc) (MwSetRead *self, const MwRawPage *page, guint number, yyjson_val *record, MwSlice identity);

static gboolean
for_each_record (MwSetRead *self,
                 const MwRawPage *page,
                 RecordFunc func,
                 GCancellable *cancellable,
                 GError **error)
{
  MwMapping *mapping = self->context->mapping;
  const char *text = g_bytes_get_data (page->bytes, NULL);

  for (guint i = 0; i < page->n_records; i++)
    {
      const MwJsonRange *range = &page->records[i];
      g_autoptr (MwJson) parsed = mw_json_parse (text + range->offset, range->length, error);
      g_autofree char *of_turn = NULL;
      yyjson_val *record;
      MwSlice key;

      if (parsed == NULL ||
          (i % RECORDS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)))
        return FALSE;
      record = mw_mapping_begin_record (mapping, self->set, mw_json_get_root (parsed));
      key = mw_mapping_get_key (mapping, self->set->key, record);
      func (self, page, i, record, mw_set_read_get_identity (self, key, &of_turn));
    }
  return TRUE;
}

static void
take_record (MwSetRead *self, const MwRawPage *page, guint number, yyjson_val *record, MwSlice identity)
{
  const MwJsonRange *range = &page->records[number];

  if (!mw_set_records_admit (mw_set_update_get_records (self->update), identity))
    return;
  if (!mw_set_update_is_leaving (self->update))
    mw_set_read_take_moment (self, record);
  mw_set_update_add (self->update, identity,
                     (const char *) g_bytes_get_data (page->bytes, NULL) + range->offset, range->length);
}

static void
add_anchor (MwSetRead *self, const MwRawPage *page, guint number, yyjson_val *record, MwSlice identity)
{
  g_ptr_array_add (self->anchor, g_strndup (identity.text != NULL ? identity.text : "", identity.length));
}

/* All pages, but for the last one when there is more behind it. */
static gboolean
take_pages (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  const guint n = self->changed->len - (self->more ? 1 : 0);

  for (guint i = 0; i < n; i++)
    {
      const MwRawPage *page = &g_array_index (self->changed, MwRawPage, i);

      if (!for_each_record (self, page, take_record, cancellable, error))
        return FALSE;
      /* For the next one, should this be interrupted too. */
      mw_sink_changed_page (self->context->sink, self->number, page);
    }
  self->n_taken_up += n;
  /* Of what may have left the list nobody knows when it was changed: then all changes are asked for once
   * more. */
  self->bound = MIN (self->bound, self->newest);
  if (!self->more)
    return TRUE;
  self->n_anchored = 0;
  self->anchor = g_ptr_array_new_with_free_func (g_free);
  return for_each_record (self, &g_array_index (self->changed, MwRawPage, n), add_anchor, cancellable, error);
}

/**
 * mw_changed_pages_take:
 * @self: a set with an update whose pass has begun
 *
 * Afterwards its `more` says whether anything is still to be asked for.
 *
 * Returns: %FALSE with what stopped it
 */
gboolean
mw_changed_pages_take (MwSetRead *self, GError **error)
{
  const char *place = NULL;
  const gint64 bound = self->bound;
  gboolean taken;

  g_clear_pointer (&self->changed, g_array_unref);
  self->changed = find_pages (self);
  self->more = TRUE;
  if (self->changed->len == 0)
    return TRUE;
  place = g_array_index (self->changed, MwRawPage, self->changed->len - 1).place;
  taken = mw_set_place_take (self, place);
  if (taken && self->more)
    {
      place = self->changed->len > 1 ? g_array_index (self->changed, MwRawPage, self->changed->len - 2).place
                                     : NULL;
      taken = place != NULL && mw_set_place_take (self, place) && self->more;
    }
  if (taken)
    return mw_set_read_run_job (self, "take changed pages", take_pages, error);
  mw_set_read_begin_pages (self);
  self->bound = bound;
  self->n_details_missing = 0;
  self->more = TRUE;
  return TRUE;
}
