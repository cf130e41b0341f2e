/* mw-case-request.h: whether a request is the one that an exchange of a case expects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cases.h"

G_BEGIN_DECLS

/* What came in. */
typedef struct
{
  const char *method;
  const char *path;    /* as sent */
  const char *query;   /* without the question mark, or NULL */
  GHashTable *headers; /* lower-case name → value; several joined by ", " */
  const char *body;
  gsize length;
} MwCaseRequest;

/* Adds to @why, one a line, what differs between @request and what @exchange says; nothing when it fits.
 * @prefix: path of the address, which the path of the request stands below. */
void mw_case_request_match (JsonObject *exchange,
                            const MwCaseRequest *request,
                            const char *prefix,
                            const char *address,
                            GString *why);
/* (element-type utf8 utf8): of "a=b&c=d", decoded */
GHashTable *mw_case_parse_form (const char *text);
/* The same of names and values: @form has what @expected says and, without a member “…” there, nothing else.
 */
void mw_case_form_match (JsonObject *expected,
                         GHashTable *form,
                         const char *what,
                         const char *address,
                         GString *why);
/* "POST web/x?y=z {"body": …}": for people. */
char *mw_case_request_describe (const MwCaseRequest *request, const char *prefix);

G_END_DECLS
