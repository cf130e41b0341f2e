/* mw-cli-outside.h: secrets that a program gives instead of a person: in a variable of the environment or
 * through an open file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-draft.h"

G_BEGIN_DECLS

/**
 * MwCliOutside:
 *
 * What stood behind the --secret-env and --secret-fd of a command line.
 */
typedef struct _MwCliOutside MwCliOutside;

/* The first thing that a process does: later its memory has copies, and the numbers of files other meanings.
 */
MwCliOutside *mw_cli_outside_take (int argc, char **argv);
void mw_cli_outside_free (MwCliOutside *self);
gboolean mw_cli_outside_is_given (MwCliOutside *self);
/* Ids of the fields, NULL-terminated; those that are not understood are left out. */
char **mw_cli_outside_dup_fields (MwCliOutside *self);
/* Into the fields of @draft's sign-in; %MW_CLI_ERROR_USAGE when one of them does not fit. */
gboolean mw_cli_outside_fill (MwCliOutside *self, MwDraft *draft, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCliOutside, mw_cli_outside_free)

G_END_DECLS
