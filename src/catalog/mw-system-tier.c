/* mw-system-tier.c: how sure one can be that a system file works, by its evidence
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-system-private.h"

const MwEvidence *
mw_system_get_evidence (MwSystem *self, guint *n_evidence)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_evidence != NULL, NULL);

  *n_evidence = self->file.n_evidence;
  return self->file.evidence;
}

static gboolean
is_about (const MwEvidence *evidence, const MwVariant *variant, MwEntity *entity)
{
  if (entity != NULL && evidence->entity != NULL && strcmp (evidence->entity, mw_entity_get_id (entity)) != 0)
    return FALSE;
  return variant == NULL || evidence->sign_in == NULL ||
         g_strv_contains ((const char *const *) variant->sign_ins, evidence->sign_in);
}

/* The newest of that kind; @named: of those that are about an entity. */
static const MwEvidence *
find_newest (MwSystem *self, const MwVariant *variant, MwEntity *entity, MwEvidenceKind kind, gboolean named)
{
  const MwEvidence *newest = NULL;

  for (guint i = 0; i < self->file.n_evidence; i++)
    {
      const MwEvidence *evidence = &self->file.evidence[i];

      if (evidence->kind == kind && is_about (evidence, variant, entity) &&
          (!named || evidence->entity != NULL) &&
          (newest == NULL || g_strcmp0 (evidence->date, newest->date) > 0))
        newest = evidence;
    }
  return newest;
}

/* What it was run against counts most. Else an entity is as sure as the least of what was read for it: the
 * vendor's pages about signing in and paging say nothing of columns that come from another program. */
static const MwEvidence *
find_best (MwSystem *self, const MwVariant *variant, MwEntity *entity)
{
  const MwEvidence *best = find_newest (self, variant, entity, MW_EVIDENCE_RAN, FALSE);

  if (best == NULL)
    best = find_newest (self, variant, entity, MW_EVIDENCE_CLIENT, TRUE);
  if (best == NULL)
    best = find_newest (self, variant, entity, MW_EVIDENCE_SOURCE, FALSE);
  if (best == NULL)
    best = find_newest (self, variant, entity, MW_EVIDENCE_CLIENT, FALSE);
  return best;
}

/**
 * mw_system_dup_tier:
 * @variant: (nullable): %NULL: whichever
 * @entity: (nullable): %NULL: whichever
 *
 * How sure one can be that it works: from the evidence of the file, the newest of its kind.
 *
 * Returns: (transfer full): a translated sentence without a full stop
 */
char *
mw_system_dup_tier (MwSystem *self, const MwVariant *variant, MwEntity *entity)
{
  const MwEvidence *best;

  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  if (self->user_file != NULL)
    return g_strdup (_ ("Not checked by us: a file of your own"));
  if (self->file.builtin != NULL)
    return g_strdup (_ ("Part of this program"));
  best = find_best (self, variant, entity);
  if (best != NULL && best->kind == MW_EVIDENCE_RAN)
    /* Translators: product and version, as in "Tried on a real Odoo 19.0" */
    return g_strdup_printf (_ ("Tried on a real %s %s"), best->product, best->version);
  if (best != NULL && best->kind == MW_EVIDENCE_SOURCE)
    return g_strdup (_ ("Built from the vendor's documentation, not yet tried"));
  if (best != NULL)
    return g_strdup (_ ("Built after other programs that read it, not yet tried"));
  return g_strdup (_ ("Built on a general protocol, not yet tried with this product"));
}
