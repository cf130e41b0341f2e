/* mw-edmx-survey.h: the lists of an OData service, as its $metadata describes them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-edmx.h"
#include "mw-survey.h"

G_BEGIN_DECLS

/* Adds a list for each set of @edmx. */
void mw_edmx_survey_add (MwSurvey *survey, MwEdmx *edmx);

G_END_DECLS
