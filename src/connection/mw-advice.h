/* mw-advice.h: what a failure means for a person: what happened, who can fix it, what to do next
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-draft.h"

G_BEGIN_DECLS

typedef enum
{
  MW_ADVICE_NONE,
  MW_ADVICE_CHECK_FIELD, /* @field */
  MW_ADVICE_TRY_AGAIN,
  MW_ADVICE_SIGN_IN_AGAIN,
  MW_ADVICE_TRUST_CERTIFICATE, /* after comparing the fingerprint */
  MW_ADVICE_ALLOW_PLAIN,
  MW_ADVICE_SESSION_ONLY, /* keep the token for this session only */
  MW_ADVICE_CHOOSE_FILE,  /* another place for the export */
  MW_ADVICE_CHOOSE,       /* a company, a site … */
  MW_ADVICE_ALLOW_FILE,   /* look at what the user's system file does, and allow it */
  MW_ADVICE_SWITCH,       /* to @sign_in, with everything that was typed */
  MW_ADVICE_USE_ADDRESS,  /* @address instead of the one in @field */
  MW_ADVICE_CHECK_INPUT,  /* what a program gives: on the command line */
  MW_ADVICE_SET_ASIDE,    /* begin a new keyring: mw_secret_store_set_aside() */
} MwAdviceAction;

/**
 * MwAdvice:
 *
 * The one table from (domain, code) to translated sentences. @title says what happened, @body who can fix it
 * and the next step, @details the redacted technical text (host, server's own words, request id) or NULL.
 */
typedef struct
{
  char *title;
  char *body;
  char *details;
  char *field;             /* form field to look at, or NULL */
  const MwSignIn *sign_in; /* of the system: the one that helps, or NULL */
  char *address;           /* where the system answers, or NULL */
  MwAdviceAction action;
  gint64 wait_until;          /* microseconds since 1970: before that trying again is of no use; 0: it is */
  gint64 told_at;             /* microseconds since 1970: as good as when it happened */
  gboolean waits_for_network; /* it is worth a try when the computer is in another network */
} MwAdvice;

/* @system and @address may be NULL. */
MwAdvice *mw_advice_new (const GError *error, MwSystem *system, const char *address);
/* The same for a connection that there is. */
MwAdvice *mw_advice_new_for_connection (const GError *error,
                                        MwSystem *system,
                                        const MwSignIn *sign_in,
                                        const char *address);
/* The same for what is filled in: the field is one that its sign-in asks for. */
MwAdvice *mw_advice_new_for_draft (const GError *error, MwDraft *draft);
void mw_advice_free (MwAdvice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwAdvice, mw_advice_free)

G_END_DECLS
