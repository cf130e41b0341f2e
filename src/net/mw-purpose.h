/* mw-purpose.h: what a request is for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MW_PURPOSE_OTHER,
  MW_PURPOSE_LOOK,      /* what is there, before anything secret is sent */
  MW_PURPOSE_SIGN_IN,   /* a first token, or the sign-in's own */
  MW_PURPOSE_RENEW,     /* a token for one that ended */
  MW_PURPOSE_CHECK,     /* whether the sign-in holds */
  MW_PURPOSE_KEY,       /* a new key, or the end of an old one */
  MW_PURPOSE_SIGN_OUT,  /* the end of a token */
  MW_PURPOSE_DATABASES, /* what can be signed in to */
  MW_PURPOSE_PREPARE,   /* facts that other requests need */
  MW_PURPOSE_STATE,     /* what the system says about how it is */
  MW_PURPOSE_FIELDS,    /* which fields a list has */
  MW_PURPOSE_COUNT,     /* how many records there are */
  MW_PURPOSE_FIRST,     /* one record: whether the list can be read */
  MW_PURPOSE_PAGE,      /* records */
  MW_PURPOSE_RECORDS,   /* records one by one */
  MW_PURPOSE_METADATA,  /* which lists a system has */
} MwPurposeKind;

/**
 * MwPurpose:
 * @subject: (nullable): title of the list that it is about
 * @number: which page of it; 0: none
 *
 * For the request log, which people read. Nothing in it comes from an answer.
 */
typedef struct
{
  MwPurposeKind kind;
  const char *subject;
  guint number;
} MwPurpose;

G_END_DECLS
