/* mw-statement.h: a query language inside of a request: that it only reads, and what may fill its places
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-request-template.h"

G_BEGIN_DECLS

/* Why @text is not one SELECT that only reads; NULL when it is. Free it. */
char *mw_statement_dup_fault (const char *text);
/* @text with its {places} filled so that no value can become part of the language. */
char *mw_statement_fill (const char *text, MwVariables *variables, GError **error);

G_END_DECLS
