/* mw-list-look.h: looks at the first records of a list
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-trial.h"

G_BEGIN_DECLS

/* On a fiber. Fills in where the records are (unless known: @records, or the list's own), their fields, how
 * many there are and the lists inside of them; other lists of the same answer are added to the survey. FALSE
 * with why the list cannot be read. */
gboolean mw_list_look (const MwLook *look, MwSurveyList *list, const char *records, GError **error);

G_END_DECLS
