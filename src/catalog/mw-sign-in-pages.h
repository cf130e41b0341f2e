/* mw-sign-in-pages.h: how the sign-in pages and gateways in front of systems are recognised, and what they
 * mean
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whose trouble it is. */
typedef enum
{
  MW_SIGN_IN_TROUBLE_SIGN_IN,
  MW_SIGN_IN_TROUBLE_NETWORK,
  MW_SIGN_IN_TROUBLE_PERMISSION,
} MwSignInTrouble;

/* What is told. {name}, {host} and {system} are places. */
typedef struct
{
  const char *id;
  const char *title;
  const char *text;      /* what happened */
  const char *otherwise; /* who can change it, where no other sign-in helps */
  char **ways;           /* of signing in that help, the best first: browser, key, password; or NULL */
  int trouble;
  gboolean may_pass; /* trying again may help */
} MwSignInDemand;

/* One way to recognise it: all that is there must hold. Texts are found in any case. */
typedef struct
{
  char **to;          /* what the host that it leads to is, or ends with behind a dot */
  char **path;        /* one of these stands in path or query that it leads to */
  guint status;       /* 0: any */
  const char *header; /* has … */
  char **contains;    /* … one of these (NULL: anything) … */
  char **lacks;       /* … and none of these */
  char **body;        /* one of these stands in the beginning of a web page */
  char **says;        /* one of these words stands in what the server said about its failure */
  char **sent;        /* how it was asked: one of these schemes */
  const char *page;   /* where its owner says so; NULL: not verified */
} MwSignInSign;

typedef struct
{
  const char *id;
  const char *name; /* of the product; or what it is called, translated */
  const char *demand;
  const MwSignInDemand *wants; /* what that names */
  const MwSignInSign *signs;
  guint n_signs;
  const char *page; /* the vendor's, that says so */
} MwSignInPage;

typedef struct _MwSignInPages MwSignInPages;

/* data/sign-in-pages.json. Blocks. */
MwSignInPages *mw_sign_in_pages_load (const char *path, GError **error);
void mw_sign_in_pages_free (MwSignInPages *self);
const MwSignInPage *mw_sign_in_pages_get (MwSignInPages *self, guint *n_pages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSignInPages, mw_sign_in_pages_free)

G_END_DECLS
