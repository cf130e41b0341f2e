/* mw-scope.h: how much of an entity is read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MW_SCOPE_EVERYTHING,
  MW_SCOPE_CHANGED, /* changed since the day */
  MW_SCOPE_ORDERED, /* ordered since the day */
  MW_SCOPE_OPEN,    /* what is not closed, cancelled … */
  MW_SCOPE_NEWEST,  /* everything, the newest first */
} MwScopeKind;

/* A value; all zeros is everything. */
typedef struct
{
  MwScopeKind kind;
  char day[sizeof "YYYY-MM-DD"]; /* of CHANGED and ORDERED */
} MwScope;

/* "everything", "open", "newest", "changed:2026-01-31", "ordered:2026-01-31": as the command line and the
 * connection's file have it. */
gboolean mw_scope_parse (const char *text, MwScope *scope);
char *mw_scope_to_text (const MwScope *self);
gboolean mw_scope_equal (const MwScope *a, const MwScope *b);
/* Of that kind, since the same day a year ago. */
MwScope mw_scope_last_year (MwScopeKind kind);
/* For people, translated: "changed since 31 January 2026"; NULL for everything. */
char *mw_scope_dup_title (const MwScope *self);
/* Standing alone: "Changed since 31 January 2026", "Everything". */
char *mw_scope_dup_label (const MwScope *self);

G_END_DECLS
