/* mw-choice.h: what a user chooses after signing in, and how a set's list is narrowed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-expression.h"
#include "mw-request-template.h"

G_BEGIN_DECLS

/**
 * MwChoice:
 * @id: the place that the chosen value fills
 * @request: (nullable): asks for the rows to choose from, or …
 * @set: (nullable): … the set whose records they are
 * @value: of a row: what fills the place
 * @label: (nullable): what people read; without it, the value
 * @organization: it is the company: it fills the organization of rows, and their currency where it is empty
 * @per_list: several values fill the place as a list; otherwise the sets that use it are read once for each
 * @form_field: (nullable): what was typed there is the value, and nothing is asked
 */
typedef struct
{
  const char *id;
  const char *title; /* translated */
  const char *help;  /* translated, or NULL */
  const MwRequestTemplate *request;
  const char *set;
  MwExpression *value;
  MwExpression *label;
  MwExpression *code;
  MwExpression *currency;
  MwExpression *zone;
  gboolean per_list;
  gboolean several;
  gboolean all;      /* “all” may be chosen: the place then has no value */
  gboolean optional; /* a login that may not see the rows goes on without */
  gboolean organization;
  const char *form_field;
} MwChoice;

/* How what applies is joined in the place {filter}. */
typedef enum
{
  MW_FILTER_NONE,       /* the variant cannot filter */
  MW_FILTER_TEXT,       /* texts, with a word between them */
  MW_FILTER_LIST,       /* one JSON list of all */
  MW_FILTER_PARAMETERS, /* each part has a place of its own: {changed_since}, {ordered_since}, {open} */
} MwFilterKind;

typedef struct
{
  const char *choice;
  JsonNode *filter;
} MwChosenFilter;

/* Texts or lists, by the variant's #MwFilterKind; each may be NULL. One with a place that has no value does
 * not apply. */
typedef struct
{
  JsonNode *base;          /* always */
  JsonNode *changed_since; /* with {since} */
  JsonNode *ordered_since; /* with {since} */
  JsonNode *open;
  MwChosenFilter *chosen; /* when that choice has a value */
  guint n_chosen;
} MwSetFilters;

/* How a moment is written for a system. */
typedef enum
{
  MW_SINCE_UTC,          /* 2026-01-31T10:00:00Z */
  MW_SINCE_UTC_SPACE,    /* 2026-01-31 10:00:00 */
  MW_SINCE_UTC_OFFSET,   /* 2026-01-31T10:00:00-00:00 */
  MW_SINCE_DAY,          /* 2026-01-31 */
  MW_SINCE_LOCAL,        /* 2026-01-31T10:00:00 in the zone */
  MW_SINCE_LOCAL_SPACE,  /* 2026-01-31 10:00:00 in the zone */
  MW_SINCE_UNIX,         /* seconds since 1970, a number */
  MW_SINCE_UNIX_MS,      /* milliseconds since 1970, a number */
  MW_SINCE_TYPED,        /* {"__class__": "datetime", …} */
  MW_SINCE_TYPED_DAY,    /* {"__class__": "date", …} */
  MW_SINCE_ODATA_V2,     /* datetimeoffset'2026-01-31T10:00:00Z' */
  MW_SINCE_ODATA_V2_DAY, /* datetime'2026-01-31T00:00:00' */
  MW_SINCE_HEADER,       /* Sat, 31 Jan 2026 10:00:00 GMT */
} MwSinceFormat;

/* When a record was changed or ordered. */
typedef struct
{
  MwExpression *of;
  MwSinceFormat as;
  guint overlap;       /* seconds to look back behind the newest change that was seen */
  gboolean incomplete; /* of “changed”: values of a record may change without it */
  const char *zone;    /* of what has no offset: a name, "{zone}" or NULL: UTC */
} MwMoment;

G_END_DECLS
