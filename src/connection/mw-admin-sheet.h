/* mw-admin-sheet.h: what an administrator must know and do so that somebody may read a system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/**
 * MwSheetLineKind:
 * @MW_SHEET_TITLE: the first line
 * @MW_SHEET_HEADING: of what follows
 * @MW_SHEET_TEXT: a paragraph
 * @MW_SHEET_POINT: one of several things
 * @MW_SHEET_MORE: more about the point above
 */
typedef enum
{
  MW_SHEET_TITLE,
  MW_SHEET_HEADING,
  MW_SHEET_TEXT,
  MW_SHEET_POINT,
  MW_SHEET_MORE,
} MwSheetLineKind;

typedef struct
{
  MwSheetLineKind kind;
  char *text;
} MwSheetLine;

/* The sheet for one way to sign in; of @address (or NULL) nothing secret is taken. Of MwSheetLine. */
GPtrArray *mw_admin_sheet_new (MwSystem *system, const MwSignIn *sign_in, const char *address);
char *mw_admin_sheet_dup_text (GPtrArray *sheet);
char *mw_admin_sheet_dup_html (GPtrArray *sheet);

G_END_DECLS
