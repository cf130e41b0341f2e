/* mw-cli-rows.h: a generation of a table as text: table, CSV or JSON
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cli-stdout.h"
#include "mw-dataset.h"

G_BEGIN_DECLS

typedef enum
{
  MW_CLI_FORMAT_TABLE,
  MW_CLI_FORMAT_CSV,
  MW_CLI_FORMAT_JSON,
} MwCliFormat;

gboolean mw_cli_format_parse (const char *name, MwCliFormat *format);
/* @raw_set: what @generation is of, or NULL for normalized rows. The first @n_rows are written. TRUE. */
DexFuture *mw_cli_rows_print (MwCliStdout *out,
                              MwCliFormat format,
                              MwGeneration *generation,
                              MwRawSet *raw_set,
                              guint n_rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
