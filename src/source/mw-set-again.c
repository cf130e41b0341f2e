/* mw-set-again.c: of a set that was read before, what need not be asked for again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-again.h"

#include "mw-page-deliver.h"
#include "mw-set-place.h"
#include "mw-since.h"

static guint
get_turn (MwSetRead *self)
{
  return self->is_repeated ? mw_read_scope_get_turn (self->context->scope) : 0;
}

/**
 * mw_set_again_find_parent:
 * @self: a set that is read for the records of another one, which have come
 * @page: of it, as it came then
 *
 * Returns: the number of the record among those for which it would be read now, or -1
 */
int
mw_set_again_find_parent (MwSetRead *self, const MwRawPage *page)
{
  MwRecordKeys *parents = g_hash_table_lookup (self->context->parents, self->set);
  g_autofree char *key = mw_set_place_dup_parent (page->place, self->set->of);

  return key != NULL && parents != NULL
           ? mw_record_keys_find (parents, key, 0, mw_record_keys_get_n (parents))
           : -1;
}

static void
begin_parent (MwSetRead *self, const MwRawPage *page, int *last)
{
  int parent = mw_set_again_find_parent (self, page);

  if (parent < 0 || parent == *last)
    return;
  *last = parent;
  self->parent = (guint) parent;
  mw_set_read_begin_parent (self);
}

static gboolean
deliver (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  MwRawPage page;
  int parent = -1;

  for (guint i = 0; i < self->n_again; i++)
    {
      if (!mw_held_get_page (self->context->again, self->set->id, get_turn (self), i, &page))
        return FALSE;
      if (self->set->of != NULL)
        begin_parent (self, &page, &parent);
      if (!mw_page_deliver_again (self, &page, cancellable, error))
        return FALSE;
    }
  self->bound = MIN (self->bound, self->newest);
  return TRUE;
}

/* Where the last page that is there says to go on. A read that was cancelled may bring one more page later:
 * that is not counted. */
static const char *
find_place (MwSetRead *self)
{
  const char *place = NULL;
  MwRawPage page;

  for (self->n_again = 0;
       mw_held_get_page (self->context->again, self->set->id, get_turn (self), self->n_again, &page);
       self->n_again++)
    place = page.place;
  return place;
}

static void
add_anchor (MwSetRead *self, const MwRawPage *page)
{
  self->n_anchored = 0;
  self->anchor = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < page->n_records; i++)
    {
      gsize length = 0;
      const char *key = page->keys != NULL ? mw_chunk_get_cell (page->keys, i, 0, &length) : NULL;

      g_ptr_array_add (self->anchor, g_strndup (key != NULL ? key : "", length));
    }
}

/* What stands behind a key stays behind it, and behind a link or a cursor what the system has put there; what
 * is counted from the beginning moves up when one before it goes. Where nobody says how many there are, that
 * shows when the last page is asked for once more. */
static gboolean
may_move (MwSetRead *self)
{
  const MwPagingStyle style = self->set->paging.style;

  return self->more && self->expected < 0 &&
         (style == MW_PAGING_OFFSET || style == MW_PAGING_PAGE || style == MW_PAGING_RANGE);
}

static gboolean
take_place (MwSetRead *self, const char *place)
{
  MwHeld *again = self->context->again;
  MwRawPage before, last;

  if (!mw_set_place_take (self, place))
    return FALSE;
  if (!may_move (self))
    return TRUE;
  if (self->n_again > 1 &&
      mw_held_get_page (again, self->set->id, get_turn (self), self->n_again - 2, &before) &&
      mw_held_get_page (again, self->set->id, get_turn (self), self->n_again - 1, &last) &&
      before.place != NULL && mw_set_place_take (self, before.place) && self->more)
    {
      self->n_again--;
      add_anchor (self, &last);
      return TRUE;
    }
  mw_set_read_begin_pages (self);
  self->began_at = MW_SINCE_NONE;
  self->bound = G_MAXINT64;
  self->compared_at = g_get_real_time ();
  self->n_details_missing = 0;
  self->more = FALSE;
  return FALSE;
}

/* What was read whole, with the fields that are wanted now. */
static gboolean
take_end (MwSetRead *self, const MwSetMark *mark)
{
  g_autofree char *fields = mw_field_plan_dup_asked (self->plan);

  if (self->context->offline == NULL && g_strcmp0 (fields, mark->fields) != 0)
    return FALSE;
  self->ended = *mark;
  self->has_ended = TRUE;
  self->more = FALSE;
  /* What there is now is not what there was then. */
  self->announced = -1;
  return TRUE;
}

/**
 * mw_set_again_deliver:
 * @self: a set of which nothing is taken yet
 * @ended: whether a set that has ended is good as it is
 * @taken: (out): whether there was something: what is asked for next, if anything, is what is behind it
 *
 * Returns: %FALSE with what stopped it
 */
gboolean
mw_set_again_deliver (MwSetRead *self, gboolean ended, gboolean *taken, GError **error)
{
  MwHeld *again = self->context->again;
  const char *place;
  MwSetMark mark;

  *taken = FALSE;
  /* For which records it is read is known when all is there, and only then. */
  if (again == NULL || (self->set->of != NULL && self->context->offline == NULL) || !self->keeps_keys)
    return TRUE;
  place = find_place (self);
  if (mw_held_get_mark (again, self->set->id, get_turn (self), &mark))
    *taken = ended && take_end (self, &mark);
  else
    *taken = place != NULL && take_place (self, place);
  return !*taken || mw_set_read_run_job (self, "deliver again", deliver, error);
}
