/* mw-system-places.h: what the places of a system file's requests can be filled with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-request-check.h"
#include "mw-system-private.h"

G_BEGIN_DECLS

/* With what every connection has: language and zone. */
GHashTable *mw_system_new_places (void);
gboolean mw_system_is_locality_place (const char *name);
void mw_system_add_place (GHashTable *places, const char *name, MwPlaceKind kind);
/* name → MwPlaceKind. What has a value while signing in, or afterwards: form fields, what the login gave and
 * what is derived from both. */
GHashTable *
mw_system_file_dup_sign_in_places (MwSystemFile *file, const MwSignIn *sign_in, gboolean signed_in);
/* What has a value in the requests of @variant: the same, what was chosen and what is asked after signing in,
 * by the first @n_prepare of its prepares. */
GHashTable *mw_system_file_dup_places (MwSystemFile *file,
                                       const MwSignIn *sign_in,
                                       const MwVariant *variant,
                                       guint n_prepare);
/* Names that the engine fills itself, which nothing else may be called. */
gboolean mw_system_is_engine_place (const char *name);
/* Every place of @derived's text is in @places: @kind is the most secret of them; else @unknown. */
gboolean mw_system_find_derived_kind (const MwRequestDerived *derived,
                                      GHashTable *places,
                                      MwPlaceKind *kind,
                                      const char **unknown);

/* Places of list requests: adds those that have a value with @paging. */
void mw_system_add_list_places (GHashTable *places, const MwPaging *paging);
/* {parent}, or with @batch {parents} and {parents_csv}. */
void mw_system_add_record_places (GHashTable *places, const char *name, gboolean batch);
/* What the record gives that a set with @of is read for. */
void mw_system_add_of_places (GHashTable *places, const MwSetOf *of);
/* The one that @paging turns the pages with, or NULL. */
const char *mw_system_get_paging_place (const MwPaging *paging);

G_END_DECLS
