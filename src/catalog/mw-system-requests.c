/* mw-system-requests.c: checks the requests of a system file: every place has a value, no secret strays,
 * nothing writes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-oauth-read.h"
#include "mw-places.h"
#include "mw-request-check.h"
#include "mw-system-private.h"

/* What the engine gives a list request; style < 0: whatever the paging. */
static const struct
{
  const char *name;
  int style;
} engine_places[] = {
  { "fields", -1 },           { "fields_csv", -1 },           { "limit", -1 }, { "offset", MW_PAGING_OFFSET },
  { "page", MW_PAGING_PAGE }, { "cursor", MW_PAGING_CURSOR },
};

/* What every connection has, whatever the system. */
static const char *const locality_places[] = { "language", "zone" };

static void
add_place (GHashTable *places, const char *name, MwPlaceKind kind)
{
  g_hash_table_insert (places, (gpointer) name, GINT_TO_POINTER (kind));
}

static GHashTable *
new_places (void)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (locality_places); i++)
    add_place (places, locality_places[i], MW_PLACE_PLAIN);
  return places;
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

/* What has a value while signing in, or afterwards: form fields, what the login gave and what is derived from
 * both. */
static GHashTable *
places_of_sign_in (MwSystemFile *file, const MwSignIn *sign_in, gboolean signed_in)
{
  GHashTable *places = new_places ();

  if (file->address_field != NULL)
    add_place (places, file->address_field, MW_PLACE_ADDRESS);
  for (guint i = 0; sign_in->fields[i] != NULL; i++)
    {
      MwFormFieldKind kind = mw_system_file_find_form (file, sign_in->fields[i])->kind;

      add_place (places, sign_in->fields[i],
                 kind == MW_FORM_FIELD_URL    ? MW_PLACE_ADDRESS
                 : kind == MW_FORM_FIELD_TEXT ? MW_PLACE_PLAIN
                                              : MW_PLACE_SECRET);
    }
  if (signed_in && sign_in->kind == MW_SIGN_IN_OAUTH2)
    add_place (places, MW_OAUTH_ACCESS_TOKEN, MW_PLACE_SECRET);
  for (guint i = 0; signed_in && i < sign_in->n_extracts; i++)
    add_place (places, sign_in->extracts[i].variable,
               sign_in->extracts[i].secret ? MW_PLACE_SECRET : MW_PLACE_PLAIN);
  for (guint i = 0; i < sign_in->n_derived; i++)
    {
      Derivation derivation = { places, MW_PLACE_PLAIN, NULL };

      if (mw_place_foreach (sign_in->derived[i].text, look_at_place, &derivation))
        add_place (places, sign_in->derived[i].variable, derivation.kind);
    }
  return places;
}

static gboolean
is_engine_place (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (engine_places); i++)
    if (strcmp (engine_places[i].name, name) == 0)
      return TRUE;
  return mw_scope_is_place (name);
}

/* A name has one meaning: form fields, then extracts, then derived variables. */
static gboolean
check_names (MwFileReader *r, MwSystemFile *file, const MwSignIn *sign_in)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < file->n_form; i++)
    g_hash_table_add (names, (gpointer) file->form[i].id);
  if (sign_in->kind == MW_SIGN_IN_OAUTH2 && (!g_hash_table_add (names, (gpointer) MW_OAUTH_ACCESS_TOKEN) ||
                                             !g_hash_table_add (names, (gpointer) MW_OAUTH_REFRESH_TOKEN)))
    return mw_file_reader_fail (r, NULL, "the form must not have a field “%s” or “%s”: it is a token's name",
                                MW_OAUTH_ACCESS_TOKEN, MW_OAUTH_REFRESH_TOKEN);
  for (guint i = 0; i < sign_in->n_extracts; i++)
    if (is_engine_place (sign_in->extracts[i].variable) ||
        !g_hash_table_add (names, (gpointer) sign_in->extracts[i].variable))
      return mw_file_reader_fail (r, "extract", "“%s” means something else already",
                                  sign_in->extracts[i].variable);
  for (guint i = 0; i < sign_in->n_derived; i++)
    if (is_engine_place (sign_in->derived[i].variable) ||
        !g_hash_table_add (names, (gpointer) sign_in->derived[i].variable))
      return mw_file_reader_fail (r, "derived", "“%s” means something else already",
                                  sign_in->derived[i].variable);
  return TRUE;
}

static gboolean
check_derived (MwFileReader *r, MwSignIn *sign_in, GHashTable *places)
{
  MwRequestDerived *derived = (MwRequestDerived *) sign_in->derived;

  for (guint i = 0; i < sign_in->n_derived; i++)
    {
      Derivation derivation = { places, MW_PLACE_PLAIN, NULL };

      /* It is in @places only when all that it needs stood there before it. */
      mw_place_foreach (derived[i].text, look_at_place, &derivation);
      if (!g_hash_table_contains (places, derived[i].variable))
        {
          mw_file_reader_enter (r, "derived");
          return mw_file_reader_fail (r, derived[i].variable, "nothing gives {%s} a value here",
                                      derivation.unknown != NULL ? derivation.unknown : derived[i].variable);
        }
      derived[i].secret = derivation.kind == MW_PLACE_SECRET;
    }
  return TRUE;
}

static gboolean
check_kind (MwFileReader *r, const MwRequestTemplate *request, MwRequestKind kind, MwRequestKind or_kind)
{
  if (request->kind != kind && request->kind != or_kind)
    return mw_file_reader_fail (r, "kind", "a request of this kind does not belong here");
  return TRUE;
}

static gboolean
check_request (MwFileReader *r,
               const char *key,
               const MwRequestTemplate *request,
               MwRequestKind kind,
               MwRequestKind or_kind,
               GHashTable *places,
               MwVariables *variables)
{
  gsize mark;

  if (request == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, key);
  if (!check_kind (r, request, kind, or_kind) || !mw_request_check_places (r, request, places) ||
      !mw_request_check_reads (r, request, variables))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static gboolean
check_sign_in (MwFileReader *r, MwSystemFile *file, MwSignIn *sign_in)
{
  g_autoptr (GHashTable) before = places_of_sign_in (file, sign_in, FALSE);
  g_autoptr (GHashTable) after = places_of_sign_in (file, sign_in, TRUE);

  return check_names (r, file, sign_in) && check_derived (r, sign_in, after) &&
         check_request (r, "request", sign_in->request, MW_REQUEST_LOGIN, MW_REQUEST_LOGIN, before, NULL) &&
         check_request (r, "refresh", sign_in->refresh, MW_REQUEST_LOGIN, MW_REQUEST_LOGIN, after, NULL) &&
         mw_oauth_check_places (r, sign_in, before) &&
         mw_request_check_headers (r, sign_in->headers, sign_in->n_headers, after) &&
         check_request (r, "check", sign_in->check, MW_REQUEST_READ, MW_REQUEST_SEARCH, after, NULL) &&
         check_request (r, "logout", sign_in->logout, MW_REQUEST_LOGOUT, MW_REQUEST_LOGOUT, after, NULL);
}

/* A probe is sent before anything is known but the form's plain values. */
static gboolean
check_probe (MwFileReader *r, MwSystemFile *file, const MwVariant *variant)
{
  g_autoptr (GHashTable) places = new_places ();

  for (guint i = 0; i < file->n_form; i++)
    if (file->form[i].kind == MW_FORM_FIELD_URL || file->form[i].kind == MW_FORM_FIELD_TEXT)
      add_place (places, file->form[i].id, MW_PLACE_PLAIN);
  return check_request (r, "probe", variant->probe, MW_REQUEST_READ, MW_REQUEST_SEARCH, places, NULL);
}

static gboolean
check_paging (MwFileReader *r, const MwSetSource *set)
{
  for (guint i = 0; i < G_N_ELEMENTS (engine_places); i++)
    if (engine_places[i].style == (int) set->paging.style &&
        !mw_request_has_place (set->list, engine_places[i].name))
      return mw_file_reader_fail (r, NULL, "has no {%s}, which its paging turns the pages with",
                                  engine_places[i].name);
  if (set->paging.size == 0 && mw_request_has_place (set->list, "limit"))
    return mw_file_reader_fail (r, NULL, "has {limit}, but its paging has no size");
  return TRUE;
}

static gboolean
check_list (MwFileReader *r, const MwSetSource *set, GHashTable *places)
{
  if (set->list->records == NULL)
    return mw_file_reader_fail (r, "records", "is missing");
  for (guint i = 0; i < G_N_ELEMENTS (engine_places); i++)
    if (engine_places[i].style < 0 || engine_places[i].style == (int) set->paging.style)
      add_place (places, engine_places[i].name, MW_PLACE_PLAIN);
  return check_paging (r, set);
}

/* Messages about a variant's request say for which set. */
static void
enter_request (MwFileReader *r, MwSystemFile *file, const MwSetEntry *set, gboolean own, guint variant)
{
  if (own)
    {
      mw_file_reader_enter (r, "sets");
      mw_file_reader_enter (r, set->id);
      return;
    }
  mw_file_reader_enter (r, "variants");
  mw_file_reader_enter_index (r, variant);
  mw_file_reader_enter (r, "requests");
}

static gboolean
check_set_with (MwFileReader *r,
                MwSystemFile *file,
                const MwSetEntry *set,
                guint variant,
                const MwSignIn *sign_in)
{
  g_autoptr (GHashTable) places = places_of_sign_in (file, sign_in, TRUE);
  g_auto (GStrv) names = mw_variables_dup_names (set->variables);
  g_autofree char *note = g_strdup_printf (" (for the set “%s” and the sign-in “%s”)", set->id, sign_in->id);
  const MwSetSource *source = &set->sources[variant];

  mw_scope_add_choice_places (file, places);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_hash_table_contains (places, names[i]) || is_engine_place (names[i]))
        {
          enter_request (r, file, set, TRUE, variant);
          mw_file_reader_enter (r, "variables");
          return mw_file_reader_fail (r, names[i], "means something else already");
        }
      add_place (places, names[i], MW_PLACE_PLAIN);
    }
  r->note = note;
  enter_request (r, file, set, TRUE, variant);
  if (!mw_scope_check_set (r, file, source, places))
    return FALSE;
  mw_file_reader_leave (r, 0);
  mw_scope_add_filter_places (source, places);
  enter_request (r, file, set, set->count != NULL, variant);
  if (source->count != NULL && source->count->total == NULL)
    {
      mw_file_reader_enter (r, "count");
      return mw_file_reader_fail (r, "total", "is missing");
    }
  if (!check_request (r, "count", source->count, MW_REQUEST_READ, MW_REQUEST_SEARCH, places, set->variables))
    return FALSE;
  mw_file_reader_leave (r, 0);
  enter_request (r, file, set, set->fields != NULL, variant);
  if (!check_request (r, "fields", source->fields, MW_REQUEST_READ, MW_REQUEST_SEARCH, places,
                      set->variables))
    return FALSE;
  mw_file_reader_leave (r, 0);
  enter_request (r, file, set, set->list != NULL, variant);
  mw_file_reader_enter (r, "list");
  if (!check_list (r, source, places))
    return FALSE;
  mw_file_reader_leave (r, 0);
  enter_request (r, file, set, set->list != NULL, variant);
  if (!check_request (r, "list", source->list, MW_REQUEST_READ, MW_REQUEST_SEARCH, places, set->variables))
    return FALSE;
  mw_file_reader_leave (r, 0);
  r->note = NULL;
  return TRUE;
}

static gboolean
check_sets (MwFileReader *r, MwSystemFile *file, guint variant)
{
  for (guint i = 0; i < file->n_sign_ins; i++)
    {
      g_autoptr (GHashTable) places = places_of_sign_in (file, &file->sign_ins[i], TRUE);

      if (!mw_system_file_is_first_variant (file, variant, file->sign_ins[i].id))
        continue;
      if (!mw_scope_check_choices (r, file, places))
        return FALSE;
      for (guint n = 0; n < file->n_sets; n++)
        if (file->sets[n].sources[variant].id != NULL &&
            !check_set_with (r, file, &file->sets[n], variant, &file->sign_ins[i]))
          return FALSE;
    }
  return TRUE;
}

gboolean
mw_system_file_check_requests (MwFileReader *reader, MwSystemFile *file)
{
  for (guint i = 0; i < file->n_form; i++)
    if (is_engine_place (file->form[i].id))
      {
        mw_file_reader_enter (reader, "form");
        mw_file_reader_enter_index (reader, i);
        return mw_file_reader_fail (reader, "id", "“%s” means something else already", file->form[i].id);
      }
  for (guint i = 0; i < file->n_sign_ins; i++)
    {
      mw_file_reader_enter (reader, "sign_in");
      mw_file_reader_enter_index (reader, i);
      if (!check_sign_in (reader, file, &file->sign_ins[i]))
        return FALSE;
      mw_file_reader_leave (reader, 0);
    }
  for (guint i = 0; i < file->n_variants; i++)
    {
      mw_file_reader_enter (reader, "variants");
      mw_file_reader_enter_index (reader, i);
      if (!check_probe (reader, file, &file->variants[i].variant))
        return FALSE;
      mw_file_reader_leave (reader, 0);
      if (!check_sets (reader, file, i) || !mw_scope_check_choice_sets (reader, file, i))
        return FALSE;
    }
  return TRUE;
}
