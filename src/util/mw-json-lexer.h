/* mw-json-lexer.h: one strict pass over JSON text, token by token, without allocating or recursing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

typedef enum
{
  MW_JSON_TOKEN_ERROR,
  MW_JSON_TOKEN_END, /* the document is complete and nothing follows */
  MW_JSON_TOKEN_KEY,
  MW_JSON_TOKEN_SCALAR, /* string, number, true, false, null */
  MW_JSON_TOKEN_ARRAY_BEGIN,
  MW_JSON_TOKEN_ARRAY_END,
  MW_JSON_TOKEN_OBJECT_BEGIN,
  MW_JSON_TOKEN_OBJECT_END,
} MwJsonToken;

/* @token_start and @token_end are the bytes of the last token; of a key those between its quotes. @depth
 * counts the open arrays and objects, those just opened included and those just closed not. The other members
 * are the lexer's own. */
typedef struct
{
  const char *text;
  const char *end;
  const char *position;
  const char *token_start;
  const char *token_end;
  gboolean token_escaped; /* the key holds a backslash */
  guint depth;
  guint expects;
  guint8 is_object[MW_JSON_MAX_DEPTH / 8 + 1];
} MwJsonLexer;

void mw_json_lexer_init (MwJsonLexer *self, const char *text, gsize length);
MwJsonToken mw_json_lexer_next (MwJsonLexer *self, GError **error);
/* The array or object that was opened last ends before @position: somebody else has read it. */
void mw_json_lexer_leave (MwJsonLexer *self, const char *position);

G_END_DECLS
