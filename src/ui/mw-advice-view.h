/* mw-advice-view.h: shows an advice: what happened, who can fix it, what to do next, and the technical
 * details folded away
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-advice.h"

G_BEGIN_DECLS

#define MW_TYPE_ADVICE_VIEW (mw_advice_view_get_type ())
G_DECLARE_FINAL_TYPE (MwAdviceView, mw_advice_view, MW, ADVICE_VIEW, GtkBox)

void mw_advice_view_set (MwAdviceView *self, const MwAdvice *advice);
/* The words of the button that does what the advice says; NULL when it names no action. */
char *mw_advice_dup_action_label (const MwAdvice *advice, MwSystem *system);

G_END_DECLS
