/* mw-cli-arguments.h: options of a command as a table, and what was given
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MW_CLI_ERROR (mw_cli_error_quark ())

/**
 * MwCliError:
 * @MW_CLI_ERROR_USAGE: the command line is wrong; the message is translated and for the user
 */
typedef enum
{
  MW_CLI_ERROR_USAGE,
} MwCliError;

GQuark mw_cli_error_quark (void);

typedef enum
{
  MW_CLI_OPTION_FLAG,
  MW_CLI_OPTION_TEXT,
  MW_CLI_OPTION_LIST,     /* may be given several times */
  MW_CLI_OPTION_NUMBER,   /* 1 or more */
  MW_CLI_OPTION_OPTIONAL, /* --name or --name VALUE behind the arguments, --name=VALUE anywhere */
} MwCliOptionKind;

typedef struct
{
  const char *name; /* NULL ends a table */
  char letter;      /* or 0 */
  MwCliOptionKind kind;
  const char *value; /* what help calls the value */
  const char *help;
} MwCliOption;

typedef struct _MwCliArguments MwCliArguments;

MwCliArguments *
mw_cli_arguments_parse (const MwCliOption *options, guint n_min, guint n_max, char **words, GError **error);
void mw_cli_arguments_free (MwCliArguments *self);
const char *mw_cli_arguments_get (MwCliArguments *self, guint position); /* NULL when there is none */
gboolean mw_cli_arguments_has (MwCliArguments *self, const char *option);
const char *mw_cli_arguments_get_value (MwCliArguments *self, const char *option);
char **mw_cli_arguments_get_values (MwCliArguments *self, const char *option); /* (transfer none) */
guint mw_cli_arguments_get_number (MwCliArguments *self, const char *option);  /* 0 when not given */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCliArguments, mw_cli_arguments_free)

G_END_DECLS
