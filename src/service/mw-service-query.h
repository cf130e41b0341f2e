/* mw-service-query.h: the query of a URL, read strictly: page, per_page, filter[…], filterMatch, sort[…]
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-record-source.h"

G_BEGIN_DECLS

#define MW_SERVICE_DEFAULT_PER_PAGE 50
#define MW_SERVICE_MAX_PER_PAGE     500

typedef struct
{
  MwRecordQuery query;
  GPtrArray *texts; /* owns what @query points to */
  char *rest;       /* the parameters other than the page's number, encoded again, each with "&" before it */
} MwServiceQuery;

MwServiceQuery *mw_service_query_parse (const char *text, GError **error);
void mw_service_query_free (MwServiceQuery *self);

/* "a=b&c=d" as name, value, name, value … (element-type utf8); NULL when an encoding is broken. */
GPtrArray *mw_service_form_parse (const char *text, gssize length, GError **error);
/* One segment of a path, decoded; NULL when the encoding is broken or it hides a slash. */
char *mw_service_decode_segment (const char *text, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwServiceQuery, mw_service_query_free)

G_END_DECLS
