/* mw-case-browser.h: the person and the browser of a case that signs in there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-auth-prompt.h"
#include "mw-cases.h"

G_BEGIN_DECLS

typedef struct _MwCaseBrowser MwCaseBrowser;

/* What the member "browser" of @object says; NULL when there is none. @differences (element-type utf8) gets
 * what is not so; both are kept by the caller. */
MwCaseBrowser *mw_case_browser_new (JsonObject *object, GPtrArray *differences);
void mw_case_browser_free (MwCaseBrowser *self);
/* What the sign-in asks; the browser comes back at once. */
MwAuthPrompt *mw_case_browser_get_prompt (MwCaseBrowser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCaseBrowser, mw_case_browser_free)

G_END_DECLS
