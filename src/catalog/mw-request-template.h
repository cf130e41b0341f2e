/* mw-request-template.h: a request of a system file, with places for values
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-json.h"
#include "mw-secrets.h"

G_BEGIN_DECLS

/* Named values, each a JSON value, with an optional outer scope. Not thread-safe while being filled; then
 * only read. */
typedef struct _MwVariables MwVariables;

MwVariables *mw_variables_new (MwVariables *outer);
MwVariables *mw_variables_ref (MwVariables *self);
void mw_variables_unref (MwVariables *self);
void mw_variables_set_text (MwVariables *self, const char *name, const char *text); /* NULL removes */
void mw_variables_set_int (MwVariables *self, const char *name, gint64 number);
void mw_variables_set_node (MwVariables *self, const char *name, JsonNode *node);
/* What the system file itself says: it may be part of a statement. */
void mw_variables_set_file_node (MwVariables *self, const char *name, JsonNode *node);
gboolean mw_variables_is_of_file (MwVariables *self, const char *name);
JsonNode *mw_variables_get_node (MwVariables *self, const char *name);
/* Text of a scalar, JSON of anything else; NULL when there is none. */
char *mw_variables_dup_text (MwVariables *self, const char *name);
char **mw_variables_dup_names (MwVariables *self); /* of this scope only */
void mw_variables_overlay (MwVariables *self,
                           MwVariables *over); /* sets here all that @over and its outer scopes have */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwVariables, mw_variables_unref)

typedef enum
{
  MW_REQUEST_READ,   /* GET */
  MW_REQUEST_SEARCH, /* a POST that only reads: allowed for methods on the engine's list */
  MW_REQUEST_LOGIN,
  MW_REQUEST_LOGOUT,
  MW_REQUEST_NEW_KEY,    /* only because a person wants it, like the next */
  MW_REQUEST_DELETE_KEY, /* of the holder's own */
} MwRequestKind;

typedef struct
{
  const char *name;
  const char *value; /* with {places} */
  gboolean repeat;   /* of a query: nothing but a place, whose list is sent element by element */
} MwRequestHeader;

typedef enum
{
  MW_LETTERS_AS_THEY_ARE,
  MW_LETTERS_LOWER,
  MW_LETTERS_UPPER,
} MwLetters;

typedef struct
{
  const char *variable;
  const char *text;  /* with {places}; in the whole of it … */
  char **replace;    /* … the first of these becomes the second (NULL: nothing), … */
  MwLetters letters; /* … then letters of ASCII change, … */
  gboolean base64;   /* … then it is encoded */
  gboolean secret;   /* a secret is in it */
} MwRequestDerived;

/**
 * MwRequestTemplate:
 *
 * In path and query a {place} is percent-encoded; in a header or derived text it is inserted as it is (line
 * breaks are refused); in the body a string that is nothing but "{place}" becomes the value itself (a number,
 * an array …). A header or query parameter with a place that has no value is left out; a path or body with
 * one is an error.
 */
typedef struct
{
  MwRequestKind kind;
  const char *method;
  const char *path; /* relative to the base address */
  const MwRequestHeader *query;
  guint n_query;
  const MwRequestHeader *headers;
  guint n_headers;
  JsonNode *body;        /* or NULL */
  gboolean form_encoded; /* the body's members as a form, not JSON */
  const char *statement; /* member of the body, or query parameter, that holds a query language; or NULL */
  MwJsonPath **records; /* where the answer has its list: the first that is there; NULL-terminated, or NULL */
  MwJsonPath *total;    /* where it says how many there are in all, or NULL */
} MwRequestTemplate;

typedef struct
{
  char *method;
  char *uri;
  char **headers;     /* name, value, name, value …, NULL-terminated */
  char *content_type; /* or NULL */
  GBytes *body;       /* or NULL */
} MwRenderedRequest;

/* @base_uri may have a path of its own. @secrets may be NULL. */
MwRenderedRequest *mw_request_template_render (const MwRequestTemplate *self,
                                               const char *base_uri,
                                               MwVariables *variables,
                                               MwSecrets *secrets,
                                               GError **error);
/* Whether it is about signing in: secrets may stand in its body. */
gboolean mw_request_kind_is_sign_in (MwRequestKind kind);
/* Where it goes, without its query; NULL when a place of the path has no value. */
char *
mw_request_template_dup_address (const MwRequestTemplate *self, const char *base_uri, MwVariables *variables);
/* The text of it that is a query language, or NULL. */
const char *mw_request_template_get_statement (const MwRequestTemplate *self);
void mw_rendered_request_free (MwRenderedRequest *self);
/* NULL without an error when the header is left out. */
const char *mw_request_header_find_problem (const char *name, gboolean *unsafe);
char *mw_request_header_dup_name (const MwRequestHeader *header, MwVariables *variables, GError **error);
char *mw_request_header_fill (const MwRequestHeader *header,
                              MwVariables *variables,
                              MwSecrets *secrets,
                              GError **error);
/* The value of a derived variable; NULL when a place has none. */
char *mw_request_derived_fill (const MwRequestDerived *derived, MwVariables *variables, MwSecrets *secrets);
/* @text with its {places} filled; NULL when one has no value. */
char *mw_template_fill (const char *text, MwVariables *variables, MwSecrets *secrets);
JsonNode *mw_template_fill_node (JsonNode *node, MwVariables *variables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRenderedRequest, mw_rendered_request_free)

G_END_DECLS
