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

/**
 * mw_system_dup_tier:
 * @variant: (nullable): %NULL: whichever
 * @entity: (nullable): %NULL: whichever
 *
 * How sure one can be that it works: the strongest evidence of the file, the newest of its kind.
 *
 * Returns: (transfer full): a translated sentence without a full stop
 */
char *
mw_system_dup_tier (MwSystem *self, const MwVariant *variant, MwEntity *entity)
{
  const MwEvidence *best = NULL;

  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  if (self->user_file != NULL)
    return g_strdup (_ ("Not checked by us: a file of your own"));
  if (self->file.builtin != NULL)
    return g_strdup (_ ("Part of this program"));
  for (guint i = 0; i < self->file.n_evidence; i++)
    {
      const MwEvidence *evidence = &self->file.evidence[i];

      if (is_about (evidence, variant, entity) &&
          (best == NULL || evidence->kind > best->kind ||
           (evidence->kind == best->kind && g_strcmp0 (evidence->date, best->date) > 0)))
        best = evidence;
    }
  if (best != NULL && best->kind == MW_EVIDENCE_RAN)
    /* Translators: product and version, as in "Tried on a real Odoo 19.0" */
    return g_strdup_printf (_ ("Tried on a real %s %s"), best->product, best->version);
  if (best != NULL && best->kind == MW_EVIDENCE_SOURCE)
    return g_strdup (_ ("Built from the vendor's documentation, not yet tried"));
  if (best != NULL && best->kind == MW_EVIDENCE_CLIENT)
    return g_strdup (_ ("Built after other programs that read it, not yet tried"));
  return g_strdup (_ ("Built on a general protocol, not yet tried with this product"));
}
