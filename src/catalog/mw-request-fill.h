/* mw-request-fill.h: how the places of a request are filled; for the files that make its parts
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-places.h"
#include "mw-request-template.h"

G_BEGIN_DECLS

typedef enum
{
  MW_FILL_TEXT, /* as it is */
  MW_FILL_URI,  /* values percent-encoded whole, literal text only where it must be */
  MW_FILL_PATH, /* the same; literal text is already a URI's */
} MwFillStyle;

/* What a fill works with, and the place that had no value. */
typedef struct
{
  MwVariables *variables;
  MwSecrets *secrets; /* NULL where no secret may stand */
  char missing[MW_PLACE_MAX_LENGTH + 1];
  gboolean empty; /* a place had the empty text */
} MwFilling;

/* The statement of a request, filled and checked; in front of what the same text would become elsewhere. */
typedef struct
{
  const char *name; /* of its member or parameter; NULL: the request has none */
  char *text;
} MwRequestStatement;

char *mw_filling_fill (MwFilling *self, const char *text, MwFillStyle style);
JsonNode *mw_filling_fill_node (MwFilling *self, JsonNode *node);
/* FALSE, with what is wrong with the place in @where. @secrets: those that may not stand there. */
gboolean mw_filling_fail (MwFilling *self, MwSecrets *secrets, const char *where, GError **error);

/* The parts of a rendered request. */
char *mw_request_render_uri (const MwRequestTemplate *request,
                             const char *base_uri,
                             MwVariables *variables,
                             MwSecrets *secrets,
                             const MwRequestStatement *statement,
                             GError **error);
char **mw_request_render_headers (const MwRequestTemplate *request,
                                  MwVariables *variables,
                                  MwSecrets *secrets,
                                  char **content_type,
                                  GError **error);

G_END_DECLS
