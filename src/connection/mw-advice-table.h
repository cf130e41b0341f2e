/* mw-advice-table.h: the table of advices by (domain, code)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-advice.h"

G_BEGIN_DECLS

typedef enum
{
  MW_ADVICE_FIELD_NONE,
  MW_ADVICE_FIELD_ADDRESS,
  MW_ADVICE_FIELD_SECRET,
  MW_ADVICE_FIELD_NAMED,  /* the error's message is the field's id */
  MW_ADVICE_FIELD_AMOUNT, /* none; the error's message is the {amount} */
  MW_ADVICE_FIELD_WAIT,   /* none; the error's message is the {amount}, in seconds */
} MwAdviceField;

typedef struct
{
  int code; /* -1 ends a domain's table */
  const char *title;
  const char *body;
  MwAdviceAction action;
  MwAdviceField field;
} MwAdviceEntry;

/* Never NULL: what is not in the table gets the general entry. */
const MwAdviceEntry *mw_advice_table_find (GQuark domain, int code);
/* Of an address inside of a company's network that is not reached from here; NULL: it says something else. */
const MwAdviceEntry *mw_advice_table_find_away (GQuark domain, int code);
/* Of one that the sandbox has no network for; NULL: it says something else. */
const MwAdviceEntry *mw_advice_table_find_cut_off (GQuark domain, int code);
gboolean mw_advice_table_is_general (const MwAdviceEntry *entry);

G_END_DECLS
