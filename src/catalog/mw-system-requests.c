/* mw-system-requests.c: checks the requests of a system file: every place has a value, no secret strays,
 * nothing writes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-endpoint.h"
#include "mw-key-call.h"
#include "mw-oauth-read.h"
#include "mw-system-places.h"

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
    if (mw_system_is_engine_place (sign_in->extracts[i].variable) ||
        !g_hash_table_add (names, (gpointer) sign_in->extracts[i].variable))
      return mw_file_reader_fail (r, "extract", "“%s” means something else already",
                                  sign_in->extracts[i].variable);
  for (guint i = 0; i < sign_in->n_derived; i++)
    if (mw_system_is_engine_place (sign_in->derived[i].variable) ||
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
      MwPlaceKind kind;
      const char *unknown;

      /* It is in @places only when all that it needs stood there before it. */
      mw_system_find_derived_kind (&derived[i], places, &kind, &unknown);
      if (!g_hash_table_contains (places, derived[i].variable))
        {
          mw_file_reader_enter (r, "derived");
          return mw_file_reader_fail (r, derived[i].variable, "nothing gives {%s} a value here",
                                      unknown != NULL ? unknown : derived[i].variable);
        }
      derived[i].secret = kind == MW_PLACE_SECRET;
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
check_here (MwFileReader *r,
            const MwRequestTemplate *request,
            MwRequestKind kind,
            MwRequestKind or_kind,
            GHashTable *places,
            MwVariables *variables)
{
  return check_kind (r, request, kind, or_kind) && mw_request_check_places (r, request, places) &&
         mw_request_check_reads (r, request, variables);
}

gboolean
mw_system_check_request (MwFileReader *r,
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
  if (!check_here (r, request, kind, or_kind, places, variables))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

/* What was chosen is known by then, and one of it must be asked about. */
static gboolean
check_then_request (MwFileReader *r, MwSystemFile *file, const MwSignIn *then, GHashTable *places)
{
  gboolean found = FALSE;

  mw_scope_add_choice_places (file, NULL, places);
  for (guint i = 0; i < file->n_choices; i++)
    found = found || mw_request_has_place (then->request, file->choices[i].choice.id);
  if (!found)
    return mw_file_reader_fail (r, "request", "must name what was chosen");
  return mw_system_check_request (r, "request", then->request, MW_REQUEST_LOGIN, MW_REQUEST_LOGIN, places,
                                  NULL);
}

static gboolean
check_then (MwFileReader *r, MwSystemFile *file, MwSignIn *sign_in, GHashTable *places)
{
  MwSignIn *then = (MwSignIn *) sign_in->then;
  gsize mark;

  if (then == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, "then");
  then->id = sign_in->id;
  then->fields = mw_keep_add (r->keep, g_new0 (char *, 1), g_free);
  if (!check_then_request (r, file, then, places))
    return FALSE;
  for (guint i = 0; i < then->n_extracts; i++)
    {
      const MwExtract *extract = &then->extracts[i];

      if (g_hash_table_contains (places, extract->variable) || mw_system_is_engine_place (extract->variable))
        return mw_file_reader_fail (r, "extract", "“%s” means something else already", extract->variable);
      mw_system_add_place (places, extract->variable, extract->secret ? MW_PLACE_SECRET : MW_PLACE_PLAIN);
    }
  if (!mw_request_check_headers (r, then->headers, then->n_headers, places))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static gboolean
check_sign_in (MwFileReader *r, MwSystemFile *file, MwSignIn *sign_in)
{
  g_autoptr (GHashTable) before = mw_system_file_dup_sign_in_places (file, sign_in, FALSE);
  g_autoptr (GHashTable) after = mw_system_file_dup_sign_in_places (file, sign_in, TRUE);

  return check_names (r, file, sign_in) && check_derived (r, sign_in, after) &&
         mw_system_check_request (r, "request", sign_in->request, MW_REQUEST_LOGIN, MW_REQUEST_LOGIN, before,
                                  NULL) &&
         mw_system_check_request (r, "refresh", sign_in->refresh, MW_REQUEST_LOGIN, MW_REQUEST_LOGIN, after,
                                  NULL) &&
         mw_oauth_check_places (r, sign_in, before) &&
         mw_request_check_headers (r, sign_in->headers, sign_in->n_headers, after) &&
         mw_system_check_request (r, "check", sign_in->check, MW_REQUEST_READ, MW_REQUEST_SEARCH, after,
                                  NULL) &&
         mw_system_check_request (r, "logout", sign_in->logout, MW_REQUEST_LOGOUT, MW_REQUEST_LOGOUT, after,
                                  NULL) &&
         mw_key_calls_check (r, file, sign_in, after) && check_then (r, file, sign_in, after);
}

/* The address is made before anything is sent: of the plain fields of every sign-in. */
static gboolean
check_address (MwFileReader *r, MwSystemFile *file, const MwSignIn *sign_in)
{
  g_autoptr (GHashTable) places = mw_system_file_dup_sign_in_places (file, sign_in, FALSE);
  g_autofree char *note = g_strdup_printf (" (for the sign-in “%s”)", sign_in->id);

  if (file->address_template == NULL)
    return TRUE;
  r->note = note;
  mw_file_reader_enter (r, "address");
  if (!mw_endpoint_check (r, "template", file->address_template, places))
    return FALSE;
  mw_file_reader_leave (r, 0);
  r->note = NULL;
  return TRUE;
}

/* The form's plain values, all that is known before a sign-in, but for those of the field @but (or NULL). */
static GHashTable *
dup_plain_places (MwSystemFile *file, const MwFormField *but)
{
  GHashTable *places = mw_system_new_places ();

  for (guint i = 0; i < file->n_form; i++)
    if (&file->form[i] != but &&
        (file->form[i].kind == MW_FORM_FIELD_URL || file->form[i].kind == MW_FORM_FIELD_TEXT))
      mw_system_add_place (places, file->form[i].id, MW_PLACE_PLAIN);
  return places;
}

static gboolean
check_probe (MwFileReader *r, MwSystemFile *file, const MwRequestTemplate *probe)
{
  g_autoptr (GHashTable) places = dup_plain_places (file, NULL);

  return mw_system_check_request (r, "probe", probe, MW_REQUEST_READ, MW_REQUEST_SEARCH, places, NULL);
}

static gboolean
check_offers (MwFileReader *r, MwSystemFile *file, const MwFormField *field)
{
  g_autoptr (GHashTable) places = dup_plain_places (file, field);
  gsize outer = mw_file_reader_enter (r, "offers");

  for (guint i = 0; i < field->n_offers; i++)
    {
      gsize inner = mw_file_reader_enter_index (r, i);

      if (!check_here (r, &field->offers[i], MW_REQUEST_READ, MW_REQUEST_SEARCH, places, NULL))
        return FALSE;
      if (field->offers[i].records == NULL)
        return mw_file_reader_fail (r, NULL, "needs “records”: where its answer has the values");
      mw_file_reader_leave (r, inner);
    }
  mw_file_reader_leave (r, outer);
  return TRUE;
}

/* The names that one prepare gives must be new. */
static gboolean
check_prepare_names (MwFileReader *r, const MwPrepare *prepare, GHashTable *places)
{
  const char *key = prepare->request != NULL ? "extract" : "variable";

  for (guint i = 0; i < MAX (prepare->n_extracts, 1); i++)
    {
      const char *name = prepare->request != NULL ? prepare->extracts[i].variable : prepare->variable;

      /* A zone that the system itself says stands in front of the connection's. */
      if ((g_hash_table_contains (places, name) && strcmp (name, "zone") != 0) ||
          mw_system_is_engine_place (name))
        return mw_file_reader_fail (r, key, "“%s” means something else already", name);
    }
  return TRUE;
}

/* What is collected can be read before: its requests do with what is known by then. */
static gboolean
check_collect (MwFileReader *r,
               MwSystemFile *file,
               guint variant,
               const MwPrepare *prepare,
               GHashTable *places)
{
  MwSetEntry *set = mw_system_file_find_set (file, prepare->collect);
  const MwVariant *of = &file->variants[variant].variant;

  if (set == NULL)
    return mw_file_reader_fail (r, "collect", "there is no set “%s”", prepare->collect);
  if (set->sources[variant].id == NULL)
    return mw_file_reader_fail (r, "collect", "the set “%s” is not for the variant “%s”", set->id, of->id);
  if (set->of != NULL)
    return mw_file_reader_fail (r, "collect", "must be a set that stands on its own");
  for (guint i = 0; i < of->n_prepare; i++)
    for (guint n = 0; n < MAX (of->prepare[i].n_extracts, 1); n++)
      {
        const char *name = of->prepare[i].request != NULL ? of->prepare[i].extracts[n].variable
                                                          : of->prepare[i].variable;

        if (!g_hash_table_contains (places, name) && mw_request_has_place (set->sources[variant].list, name))
          return mw_file_reader_fail (r, "collect", "the set “%s” needs {%s}, which is not known yet",
                                      set->id, name);
      }
  return TRUE;
}

static gboolean
check_prepare_path (MwFileReader *r, MwSystemFile *file, const MwRequestTemplate *request)
{
  gsize mark = mw_file_reader_enter (r, "request");

  if (!mw_scope_check_path (r, file, request))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static gboolean
check_prepare_with (MwFileReader *r, MwSystemFile *file, guint variant, const MwSignIn *sign_in)
{
  const MwVariant *of = &file->variants[variant].variant;
  gsize mark = mw_file_reader_enter (r, "prepare");

  for (guint i = 0; i < of->n_prepare; i++)
    {
      const MwPrepare *prepare = &of->prepare[i];
      g_autoptr (GHashTable) places = mw_system_file_dup_places (file, sign_in, of, i);
      gsize at = mw_file_reader_enter_index (r, i);

      for (guint before = 0; before < i; before++)
        if (strcmp (of->prepare[before].id, prepare->id) == 0)
          return mw_file_reader_fail (r, "id", "“%s” stands twice", prepare->id);
      if (!check_prepare_names (r, prepare, places) ||
          !mw_system_check_request (r, "request", prepare->request, MW_REQUEST_READ, MW_REQUEST_SEARCH,
                                    places, NULL) ||
          (prepare->request != NULL && !check_prepare_path (r, file, prepare->request)) ||
          (prepare->collect != NULL && !check_collect (r, file, variant, prepare, places)))
        return FALSE;
      mw_file_reader_leave (r, at);
    }
  mw_file_reader_leave (r, mark);
  return TRUE;
}

/* How the system is may be asked with all that is known by then. */
static gboolean
check_state_with (MwFileReader *r, MwSystemFile *file, guint variant, const MwSignIn *sign_in)
{
  const MwVariant *of = &file->variants[variant].variant;
  g_autoptr (GHashTable) places = mw_system_file_dup_places (file, sign_in, of, of->n_prepare);
  gsize mark = mw_file_reader_enter (r, "state");

  if (of->state != NULL && !mw_system_check_request (r, "request", of->state->request, MW_REQUEST_READ,
                                                     MW_REQUEST_SEARCH, places, NULL))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static gboolean
check_prepare (MwFileReader *r, MwSystemFile *file, guint variant)
{
  for (guint i = 0; i < file->n_sign_ins; i++)
    if (mw_system_file_has_variant (file, variant, file->sign_ins[i].id) &&
        (!check_prepare_with (r, file, variant, &file->sign_ins[i]) ||
         !check_state_with (r, file, variant, &file->sign_ins[i])))
      return FALSE;
  return TRUE;
}

gboolean
mw_system_file_check_requests (MwFileReader *reader, MwSystemFile *file)
{
  for (guint i = 0; i < file->n_form; i++)
    {
      gsize mark = mw_file_reader_enter (reader, "form");

      mw_file_reader_enter_index (reader, i);
      if (mw_system_is_engine_place (file->form[i].id))
        return mw_file_reader_fail (reader, "id", "“%s” means something else already", file->form[i].id);
      if (!check_offers (reader, file, &file->form[i]))
        return FALSE;
      mw_file_reader_leave (reader, mark);
    }
  if (!check_probe (reader, file, file->probe))
    return FALSE;
  for (guint i = 0; i < file->n_sign_ins; i++)
    {
      mw_file_reader_enter (reader, "sign_in");
      mw_file_reader_enter_index (reader, i);
      if (!check_sign_in (reader, file, &file->sign_ins[i]))
        return FALSE;
      mw_file_reader_leave (reader, 0);
      if (!check_address (reader, file, &file->sign_ins[i]))
        return FALSE;
    }
  for (guint i = 0; i < file->n_variants; i++)
    {
      mw_file_reader_enter (reader, "variants");
      mw_file_reader_enter_index (reader, i);
      if (!check_probe (reader, file, file->variants[i].variant.probe) || !check_prepare (reader, file, i))
        return FALSE;
      mw_file_reader_leave (reader, 0);
      if (!mw_system_file_check_sets (reader, file, i) || !mw_scope_check_choice_sets (reader, file, i))
        return FALSE;
    }
  return TRUE;
}
