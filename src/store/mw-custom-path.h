/* mw-custom-path.h: which value of a record a column of the user's shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-json.h"

G_BEGIN_DECLS

/* Why a column of the user's cannot be; the message is a sentence for people. */
#define MW_CUSTOM_ERROR (mw_custom_error_quark ())

typedef enum
{
  MW_CUSTOM_ERROR_PATH,     /* it is none */
  MW_CUSTOM_ERROR_EXISTS,   /* there is one of that path */
  MW_CUSTOM_ERROR_TOO_MANY, /* there are as many as there can be */
  MW_CUSTOM_ERROR_MISSING,  /* there is none of that path */
  MW_CUSTOM_ERROR_FILE,     /* what stands in the file cannot be used */
} MwCustomError;

GQuark mw_custom_error_quark (void);

/* The step to the element that the row itself was made of. */
#define MW_CUSTOM_PATH_OWN "~[.]"

/**
 * MwCustomPath:
 *
 * A JSON pointer (RFC 6901) that starts at the record: "/header/note". Two steps say more than a pointer can,
 * and are written as no pointer is: "~[]" is each element of a list ("/lines/~[]/item"), "~[.]" the one that
 * the row itself was made of ("/lines/~[.]/item"). Atomically reference-counted; never changes.
 */
typedef struct _MwCustomPath MwCustomPath;

/* NULL with a sentence for people when it is none. */
MwCustomPath *mw_custom_path_parse (const char *text, GError **error);
MwCustomPath *mw_custom_path_ref (MwCustomPath *self);
void mw_custom_path_unref (MwCustomPath *self);
/* "item" of "/lines/~[]/item": what the column is called until somebody calls it otherwise. */
char *mw_custom_path_dup_title (const MwCustomPath *self);
/* "lines[].item": as people and system files write it. */
char *mw_custom_path_dup_shown (const MwCustomPath *self);
/* What @record has there, as the rows of raw sets show it; NULL is null. @child: of MwRowOrigin. */
char *mw_custom_path_dup_text (const MwCustomPath *self, yyjson_val *record, int child);

/* Where that stands in @record: JSON pointers (element-type utf8). */
GPtrArray *mw_custom_path_dup_pointers (const MwCustomPath *self, yyjson_val *record, int child);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCustomPath, mw_custom_path_unref)

G_END_DECLS
