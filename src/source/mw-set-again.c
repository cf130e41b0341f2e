/* mw-set-again.c: of a set that was read before, what need not be asked for again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-again.h"

#include "mw-page-deliver.h"
#include "mw-set-place.h"

static guint
get_turn (MwSetRead *self)
{
  return self->is_repeated ? mw_read_scope_get_turn (self->context->scope) : 0;
}

static gboolean
deliver (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  MwRawPage page;

  for (guint i = 0; mw_held_get_page (self->context->again, self->set->id, get_turn (self), i, &page); i++)
    if (!mw_page_deliver_again (self, &page, cancellable, error))
      return FALSE;
  return TRUE;
}

/* Where the last page that is there says to go on. */
static const char *
find_place (MwSetRead *self)
{
  const char *place = NULL;
  MwRawPage page;

  for (guint i = 0; mw_held_get_page (self->context->again, self->set->id, get_turn (self), i, &page); i++)
    place = page.place;
  return place;
}

/* What was read whole, with the fields that are wanted now. */
static gboolean
take_end (MwSetRead *self, const MwSetMark *mark)
{
  g_autofree char *fields = mw_field_plan_dup_asked (self->plan);

  if (g_strcmp0 (fields, mark->fields) != 0)
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
 * @self: a set of which nothing was asked for yet
 * @whole: (out): whether nothing need be asked for
 *
 * Returns: %FALSE with what stopped it
 */
gboolean
mw_set_again_deliver (MwSetRead *self, gboolean *whole, GError **error)
{
  MwHeld *again = self->context->again;
  const char *place;
  MwSetMark mark;
  gboolean fits;

  *whole = FALSE;
  if (again == NULL || self->set->of != NULL || !self->keeps_keys)
    return TRUE;
  if (mw_held_get_mark (again, self->set->id, get_turn (self), &mark))
    fits = take_end (self, &mark);
  else
    fits = (place = find_place (self)) != NULL && mw_set_place_take (self, place);
  *whole = fits && !self->more;
  return !fits || mw_set_read_run_job (self, "deliver again", deliver, error);
}
