/* mw-choosing.h: finds out which company, site … a connection is for, once somebody has signed in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-link.h"
#include "mw-main-fiber.h"

G_BEGIN_DECLS

/* What stands for all of them where a value is named. */
#define MW_CHOOSING_ALL "all"

/* Asks the user: resolves to a MwChosen in which @choice is made, out of @rows. On the main thread. */
typedef DexFuture *(*MwChooseFunc) (const MwChoice *choice, MwChosen *rows, gpointer data);

/* Makes @choice for @link, which is signed in: by @wanted (values, labels or codes; or NULL), by itself when
 * there is one row, else by @ask (may be NULL). On a fiber of the main thread. */
gboolean mw_choosing_make (MwLink *link,
                           const MwChoice *choice,
                           const char *const *wanted,
                           MwChooseFunc ask,
                           gpointer data,
                           MwMainFiber *fiber,
                           GError **error);
/* Makes @choice anew: the user is asked whatever was typed or chosen before, also where there is one row. */
gboolean mw_choosing_ask (MwLink *link,
                          const MwChoice *choice,
                          MwChooseFunc ask,
                          gpointer data,
                          MwMainFiber *fiber,
                          GError **error);
/* Whether what @link has for @choice can still be chosen; sets @missing to the title of what cannot. */
gboolean
mw_choosing_check (MwLink *link, const MwChoice *choice, char **missing, MwMainFiber *fiber, GError **error);
/* Whether the rows of @choice cannot be read because there are none for this login, and none are needed. */
gboolean mw_choosing_is_hidden (const MwChoice *choice, const GError *error);
/* "ACME DE, ACME US", "All", or NULL when it was not made or has no value; translated. */
char *mw_choosing_dup_title (const MwChosen *chosen, const char *choice);

G_END_DECLS
