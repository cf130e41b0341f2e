/* mw-type-fit.h: whether the values of a list's field could be those of one of ours
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-survey.h"

G_BEGIN_DECLS

/* 0: it fits; more: how much is lost; -1: it does not fit at all. */
int mw_type_fit_measure (const MwField *field, const MwSurveyField *from);

G_END_DECLS
