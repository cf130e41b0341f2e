/* mw-form-offers.c: shows in the rows of a form which values the system offers for them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-form-offers.h"

#include <glib/gi18n-lib.h>

#include "mw-advice.h"
#include "mw-offers.h"

struct _MwFormOffers
{
  MwEngine *engine;
  MwDraft *draft;
  MwFormRow *row; /* that was asked for last */
  DexFuture *asking;
};

MwFormOffers *
mw_form_offers_new (MwEngine *engine)
{
  MwFormOffers *self = g_new0 (MwFormOffers, 1);

  self->engine = g_object_ref (engine);
  return self;
}

void
mw_form_offers_free (MwFormOffers *self)
{
  dex_clear (&self->asking);
  g_clear_object (&self->row);
  g_clear_object (&self->draft);
  g_object_unref (self->engine);
  g_free (self);
}

static void
show (MwFormOffers *self, const char *const *values)
{
  gboolean is_empty = *mw_form_row_get_text (self->row) == '\0';
  gboolean is_told = values[0] != NULL;
  g_autofree char *told = mw_offers_describe (mw_draft_get_system (self->draft),
                                              mw_form_row_get_field (self->row), values);

  mw_form_row_set_offered (self->row, values);
  if (!is_told && is_empty)
    {
      mw_form_row_settle (self->row, NULL, NULL);
      mw_form_row_set_error (self->row, told);
    }
  else
    mw_form_row_settle (self->row, is_empty && values[1] == NULL ? values[0] : NULL, told);
}

static DexFuture *
on_told (DexFuture *future, gpointer data)
{
  MwFormOffers *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value != NULL)
    show (self, g_value_get_boxed (value));
  else
    {
      g_autoptr (MwAdvice) advice = mw_advice_new_for_draft (error, self->draft);

      mw_form_row_settle (self->row, NULL, NULL);
      mw_form_row_set_error (self->row, advice->title);
    }
  return dex_future_new_true ();
}

void
mw_form_offers_ask (MwFormOffers *self, MwDraft *draft, MwFormRow *row)
{
  /* Translators: %s is the name of a system */
  g_autofree char *asking = g_strdup_printf (_ ("Asking %s which there are…"),
                                             mw_system_get_name (mw_draft_get_system (draft)));

  dex_clear (&self->asking);
  g_set_object (&self->draft, draft);
  g_set_object (&self->row, row);
  mw_form_row_settle (row, NULL, asking);
  self->asking = dex_future_finally (mw_offers_ask (self->engine, draft, mw_form_row_get_field (row)->id),
                                     on_told, self, NULL);
}
