/* mw-foreign-sign-in.h: another sign-in than the one that was tried is wanted: a page, a gateway, a scheme
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-sign-in-pages.h"
#include "mw-source.h"

G_BEGIN_DECLS

/* The domain of errors that were recognised; the code is the position of the page in
 * data/sign-in-pages.json, the message that of the first error. */
#define MW_FOREIGN_SIGN_IN (mw_foreign_sign_in_quark ())
GQuark mw_foreign_sign_in_quark (void);

/* Takes up the pages, once in a process. Blocks. */
gboolean mw_foreign_sign_in_load (const char *path, GError **error);
/* Whether @error, after @answer (or NULL), means one of the pages: its error, else NULL. */
GError *mw_foreign_sign_in_recognise (const GError *error, const MwStrangeAnswer *answer);
/* Of an error of the domain above; NULL: of none. */
const MwSignInPage *mw_foreign_sign_in_get_page (const GError *error);
/* A sign-in of @system that helps, other than @tried (or NULL): the best; or NULL. */
const MwSignIn *
mw_foreign_sign_in_find_other (const MwSignInPage *page, MwSystem *system, const MwSignIn *tried);

G_END_DECLS
