/* mw-paging-trial.h: finds out by trying how the pages of a list are turned
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-trial.h"

G_BEGIN_DECLS

/* On a fiber. Takes the first order and the first paging of the variant's discovery that work; a list whose
 * pages nobody can turn stays as it is, one answer. FALSE only when asking must stop: a lost connection, an
 * ended session. */
gboolean mw_paging_trial_run (const MwLook *look, MwSurveyList *list, GError **error);

G_END_DECLS
