/* mw-cli-offers.c: tells which values a system offers for a field of its form
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-offers.h"

#include "mw-offers.h"

/* What was asked for is asked for anyway when this fails. */
void
mw_cli_offer (MwCliCall *call, MwDraft *draft, const MwFormField *field)
{
  g_auto (GStrv) values = NULL;
  g_autofree char *told = NULL;

  if (field->n_offers == 0)
    return;
  values = dex_await_boxed (mw_main_until (mw_offers_ask (call->engine, draft, field->id), call->fiber),
                            NULL);
  if (values == NULL)
    return;
  told = mw_offers_describe (mw_draft_get_system (draft), field, (const char *const *) values);
  mw_cli_say ("%s\n", told);
  if (g_strv_length (values) == 1 && !field->optional && !mw_draft_has_value (draft, field->id))
    mw_draft_set_value (draft, field->id, values[0]);
}
