/* mw-request-check.h: the rules that keep the program from writing and secrets from leaking, for requests of
 * system files
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-file-reader.h"
#include "mw-request-template.h"

G_BEGIN_DECLS

/* What the places of a request may be filled with. */
typedef enum
{
  MW_PLACE_UNKNOWN, /* no such thing: what a hash table answers for a missing name */
  MW_PLACE_ADDRESS, /* plain, and an address that the user typed */
  MW_PLACE_PLAIN,
  MW_PLACE_SECRET,
} MwPlaceKind;

/* The shape of a request on its own: method and kind fit, the path is relative, names of headers are names.
 */
gboolean mw_request_check_form (MwFileReader *reader, MwRequestTemplate *request);
/* Every place is in @places (name → #MwPlaceKind), and secrets stand only where they may. */
gboolean mw_request_check_places (MwFileReader *reader, const MwRequestTemplate *request, GHashTable *places);
/* The same for the headers of a sign-in. */
gboolean mw_request_check_headers (MwFileReader *reader,
                                   const MwRequestHeader *headers,
                                   guint n_headers,
                                   GHashTable *places);
/* The same for any text; @key is where it stands. */
gboolean mw_request_check_text (MwFileReader *reader,
                                const char *key,
                                const char *text,
                                GHashTable *places,
                                gboolean secrets_allowed);
/* What is wrong with its statement, with @variables in their places; NULL: nothing, or there is none. */
char *mw_request_dup_statement_fault (const MwRequestTemplate *request, MwVariables *variables);
gboolean mw_request_has_place (const MwRequestTemplate *request, const char *name);
/* It only reads (or only signs in and out), with the set's @variables (or NULL) in their places. */
gboolean
mw_request_check_reads (MwFileReader *reader, const MwRequestTemplate *request, MwVariables *variables);

G_END_DECLS
