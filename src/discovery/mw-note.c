/* mw-note.c: notes for people in the files that are written
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-note.h"

/**
 * mw_note_add:
 * @notes: a member “proposed” of a system file
 * @name: what was proposed
 * @confidence: how sure it is, not %MW_CONFIDENCE_NONE
 * @why: (nullable): a sentence
 *
 * What is sure needs no sentence.
 */
void
mw_note_add (JsonObject *notes, const char *name, MwConfidence confidence, const char *why)
{
  const char *id = mw_confidence_get_id (confidence);
  g_autofree char *note = why != NULL && *why != '\0' && confidence != MW_CONFIDENCE_SURE
                            ? g_strdup_printf ("%s: %s", id, why)
                            : g_strdup (id);

  json_object_set_string_member (notes, name, note);
}
