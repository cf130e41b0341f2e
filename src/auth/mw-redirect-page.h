/* mw-redirect-page.h: what the browser shows when it has come back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MW_REDIRECT_PAGE_DONE,     /* the answer was taken */
  MW_REDIRECT_PAGE_DECLINED, /* the answer was taken, and is a no */
  MW_REDIRECT_PAGE_STRANGE,  /* not an answer to what was asked */
  MW_REDIRECT_PAGE_NOTHING,  /* another address */
} MwRedirectPage;

/* The whole HTTP response. */
char *mw_redirect_page_dup_response (MwRedirectPage page);

G_END_DECLS
