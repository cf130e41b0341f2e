/* mw-kept-basis.h: what kept records are of, and what made rows of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-link.h"

G_BEGIN_DECLS

/* What is read of @entity, as text: variant, login, what was chosen, how much. */
char *mw_kept_basis_dup (MwLink *link, MwEntity *entity);
/* Of everything that decides how a record becomes a row: another one, and rows are made anew. */
char *mw_kept_maker_dup (MwLink *link, MwModel *model);

G_END_DECLS
