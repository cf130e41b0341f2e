/* mw-field-standing.h: why a column has nothing: not offered, not permitted, or not known
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-field-gap.h"
#include "mw-system.h"

G_BEGIN_DECLS

/**
 * MwFieldStanding:
 * @MW_FIELD_STANDING_GIVEN: it is made of what the system sends
 * @MW_FIELD_STANDING_NOT_OFFERED: the system file, or the system, says that there is none
 * @MW_FIELD_STANDING_NOT_PERMITTED: the system answered that this login may not read it
 * @MW_FIELD_STANDING_NOT_KNOWN: nobody said which of both it is
 *
 * What is known of a column of an entity, and never more than that.
 */
typedef enum
{
  MW_FIELD_STANDING_GIVEN,
  MW_FIELD_STANDING_NOT_OFFERED,
  MW_FIELD_STANDING_NOT_PERMITTED,
  MW_FIELD_STANDING_NOT_KNOWN,
} MwFieldStanding;

/* @gap: what the read said of it, or NULL. */
MwFieldStanding mw_field_standing_find (const MwEntitySource *source, guint field, const MwFieldGap *gap);
/* A translated sentence, safe for Pango; NULL: it is given. */
char *mw_field_standing_dup_words (MwSystem *system,
                                   const MwVariant *variant,
                                   const MwEntitySource *source,
                                   guint field,
                                   const MwFieldGap *gap);
/* The same for one whose place no record had: @path, as people write it. */
char *mw_field_standing_dup_never_sent (MwSystem *system, const char *path);

G_END_DECLS
