/* mw-system-places.c: what the places of a system file's requests can be filled with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system-places.h"

#include <string.h>

#include "mw-key-call.h"
#include "mw-oauth-read.h"
#include "mw-places.h"

/* What the engine gives a list request; style < 0: whatever the paging. */
static const struct
{
  const char *name;
  int style;
} list_places[] = {
  { "fields", -1 },
  { "fields_csv", -1 },
  { "columns", -1 },
  { "limit", -1 },
  { "order", -1 },
  { "offset", MW_PAGING_OFFSET },
  { "page", MW_PAGING_PAGE },
  { "cursor", MW_PAGING_CURSOR },
  { "range", MW_PAGING_RANGE },
  { "after", MW_PAGING_KEYSET },
};

/* What it gives the requests of details, and of sets that are read for each record of another. */
static const char *const record_places[] = {
  "parent", "parents", "parents_csv", "record", "records", "records_csv", NULL,
};

/* What every connection has, whatever the system. */
static const char *const locality_places[] = { "language", "zone", NULL };

GHashTable *
mw_system_new_places (void)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; locality_places[i] != NULL; i++)
    mw_system_add_place (places, locality_places[i], MW_PLACE_PLAIN);
  return places;
}

gboolean
mw_system_is_locality_place (const char *name)
{
  return g_strv_contains (locality_places, name);
}

void
mw_system_add_place (GHashTable *places, const char *name, MwPlaceKind kind)
{
  g_hash_table_insert (places, (gpointer) name, GINT_TO_POINTER (kind));
}

typedef struct
{
  GHashTable *places;
  MwPlaceKind kind; /* the most secret of what was seen */
  const char *unknown;
} Derivation;

static gboolean
look_at_place (const char *name, gpointer data)
{
  Derivation *derivation = data;
  MwPlaceKind kind = GPOINTER_TO_INT (g_hash_table_lookup (derivation->places, name));

  if (kind == MW_PLACE_UNKNOWN)
    derivation->unknown = g_intern_string (name);
  derivation->kind = MAX (derivation->kind, kind);
  return kind != MW_PLACE_UNKNOWN;
}

gboolean
mw_system_find_derived_kind (const MwRequestDerived *derived,
                             GHashTable *places,
                             MwPlaceKind *kind,
                             const char **unknown)
{
  Derivation derivation = { places, MW_PLACE_PLAIN, NULL };
  gboolean found = mw_place_foreach (derived->text, look_at_place, &derivation);

  *kind = derivation.kind;
  *unknown = derivation.unknown;
  return found;
}

GHashTable *
mw_system_file_dup_sign_in_places (MwSystemFile *file, const MwSignIn *sign_in, gboolean signed_in)
{
  GHashTable *places = mw_system_new_places ();

  if (file->address_field != NULL)
    mw_system_add_place (places, file->address_field, MW_PLACE_ADDRESS);
  for (guint i = 0; sign_in->fields[i] != NULL; i++)
    {
      MwFormFieldKind kind = mw_system_file_find_form (file, sign_in->fields[i])->kind;

      mw_system_add_place (places, sign_in->fields[i],
                           kind == MW_FORM_FIELD_URL    ? MW_PLACE_ADDRESS
                           : kind == MW_FORM_FIELD_TEXT ? MW_PLACE_PLAIN
                                                        : MW_PLACE_SECRET);
    }
  if (signed_in && sign_in->kind == MW_SIGN_IN_OAUTH2)
    mw_system_add_place (places, MW_OAUTH_ACCESS_TOKEN, MW_PLACE_SECRET);
  for (guint i = 0; signed_in && i < sign_in->n_extracts; i++)
    mw_system_add_place (places, sign_in->extracts[i].variable,
                         sign_in->extracts[i].secret ? MW_PLACE_SECRET : MW_PLACE_PLAIN);
  for (guint i = 0; i < sign_in->n_derived; i++)
    {
      MwPlaceKind kind;
      const char *unknown;

      if (mw_system_find_derived_kind (&sign_in->derived[i], places, &kind, &unknown))
        mw_system_add_place (places, sign_in->derived[i].variable, kind);
    }
  return places;
}

/* {ids} and {ids_csv}. */
static void
add_list (GHashTable *places, const char *name)
{
  g_autofree char *csv = g_strconcat (name, "_csv", NULL);

  mw_system_add_place (places, name, MW_PLACE_PLAIN);
  mw_system_add_place (places, g_intern_string (csv), MW_PLACE_PLAIN);
}

GHashTable *
mw_system_file_dup_places (MwSystemFile *file,
                           const MwSignIn *sign_in,
                           const MwVariant *variant,
                           guint n_prepare)
{
  GHashTable *places = mw_system_file_dup_sign_in_places (file, sign_in, TRUE);

  mw_scope_add_choice_places (file, variant, places);
  for (guint i = 0; i < n_prepare; i++)
    {
      const MwPrepare *prepare = &variant->prepare[i];

      if (prepare->variable != NULL && prepare->first)
        mw_system_add_place (places, prepare->variable, MW_PLACE_PLAIN);
      else if (prepare->variable != NULL)
        add_list (places, prepare->variable);
      for (guint n = 0; n < prepare->n_extracts; n++)
        mw_system_add_place (places, prepare->extracts[n].variable, MW_PLACE_PLAIN);
    }
  return places;
}

gboolean
mw_system_is_engine_place (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_places); i++)
    if (strcmp (list_places[i].name, name) == 0)
      return TRUE;
  return g_strv_contains (record_places, name) || mw_scope_is_place (name) || mw_key_call_is_place (name);
}

void
mw_system_add_list_places (GHashTable *places, const MwPaging *paging)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_places); i++)
    if (list_places[i].style < 0 || list_places[i].style == (int) paging->style)
      mw_system_add_place (places, list_places[i].name, MW_PLACE_PLAIN);
}

void
mw_system_add_record_places (GHashTable *places, const char *name, gboolean batch)
{
  for (guint i = 0; record_places[i] != NULL; i++)
    if (g_str_has_prefix (record_places[i], name) && (strcmp (record_places[i], name) != 0) == batch)
      mw_system_add_place (places, record_places[i], MW_PLACE_PLAIN);
}

void
mw_system_add_of_places (GHashTable *places, const MwSetOf *of)
{
  mw_system_add_record_places (places, "parent", of->batch > 0);
  for (guint i = 0; i < of->n_values; i++)
    mw_system_add_place (places, of->values[i].place, MW_PLACE_PLAIN);
}

const char *
mw_system_get_paging_place (const MwPaging *paging)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_places); i++)
    if (list_places[i].style == (int) paging->style)
      return list_places[i].name;
  return NULL;
}
