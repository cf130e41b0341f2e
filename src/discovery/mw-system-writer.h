/* mw-system-writer.h: what was found and chosen, as a system file of the user's
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"
#include "mw-proposal.h"
#include "mw-set-writer.h"

G_BEGIN_DECLS

/* An id that no system of @catalog has, made of @name. */
char *mw_system_writer_dup_id (MwCatalog *catalog, const char *name);
/* The file: JSON. @address: what the user typed, preset in the form. @sign_in: id of the one way to sign in
 * that stays, or NULL: all. */
char *mw_system_writer_compose (MwSurvey *survey,
                                GPtrArray *proposals,
                                const char *id,
                                const char *name,
                                const char *address,
                                const char *sign_in);
#define MW_SYSTEM_WRITER_TRIAL "trial" /* id of the file and of its one set */
/* A file of one list, to look at it and to try things on it. */
char *mw_system_writer_compose_trial (MwSurvey *survey, MwSurveyList *list, const MwSetTrial *trial);

G_END_DECLS
