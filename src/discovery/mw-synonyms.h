/* mw-synonyms.h: what other systems call our entities, fields and values
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-model.h"

G_BEGIN_DECLS

/* Names as they are compared: words in small letters, without accents and abbreviations, one blank between.
 */
typedef struct _MwSynonyms MwSynonyms;

typedef struct
{
  const char *id; /* our value */
  char **texts;   /* as they are compared */
  char **written; /* as the file has them */
} MwValueSynonyms;

/* data/synonyms.json. Blocks. */
MwSynonyms *mw_synonyms_load (const char *path, MwModel *model, GError **error);
MwSynonyms *mw_synonyms_ref (MwSynonyms *self);
void mw_synonyms_unref (MwSynonyms *self);
/* "PurchOrdNo" → "purchase order number". */
char *mw_synonyms_dup_words (MwSynonyms *self, const char *name);
/* Names of lists, of the lists inside of records, and of a field; the best first; NULL when there are none.
 */
const char *const *mw_synonyms_get_lists (MwSynonyms *self, const char *entity);
const char *const *mw_synonyms_get_children (MwSynonyms *self, const char *entity);
const char *const *mw_synonyms_get_field (MwSynonyms *self, const char *entity, const char *field);
/* Of a field with fixed values; NULL when there are none. */
const MwValueSynonyms *
mw_synonyms_get_values (MwSynonyms *self, const char *entity, const char *field, guint *n_values);
/* Our value for what a system calls it; NULL: nobody knows. */
const char *
mw_synonyms_find_value (MwSynonyms *self, const char *entity, const char *field, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSynonyms, mw_synonyms_unref)

G_END_DECLS
