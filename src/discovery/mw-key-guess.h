/* mw-key-guess.h: which fields tell the records of a list apart
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-survey.h"

G_BEGIN_DECLS

/* Finds the keys of @list, again when more of its records were looked at. */
void mw_key_guess (MwSurveyList *list);

G_END_DECLS
