/* mw-missing-right.h: what to ask an administrator for when a login may not read some records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-advice.h"

G_BEGIN_DECLS

/* A translated sentence with the right's name and where it is granted, as far as the system's file says them.
 */
char *mw_missing_right_dup_sentence (MwSystem *system, const MwVariant *variant, MwEntity *entity);
/* The same of a list that another entity's rows look into: "Not permitted: …". */
char *
mw_missing_right_dup_of_list (MwSystem *system, const MwVariant *variant, const char *set, const char *name);
/* Says the same in @advice, which is about a read of @entity: its name, the right's, and where it is granted.
 */
void mw_missing_right_name (MwAdvice *advice, MwSystem *system, const MwVariant *variant, MwEntity *entity);

G_END_DECLS
