/* mw-cli-stdout.h: standard output as a stream that can be cancelled and notices a reader that went away
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define MW_TYPE_CLI_STDOUT (mw_cli_stdout_get_type ())
G_DECLARE_FINAL_TYPE (MwCliStdout, mw_cli_stdout, MW, CLI_STDOUT, GOutputStream)

MwCliStdout *mw_cli_stdout_new (int fd);
/* Whether nobody reads any more (EPIPE): the end of a pipe such as "| head", no error. Any thread. */
gboolean mw_cli_stdout_is_closed (MwCliStdout *self);
/* Writes @text (taken) on the work pool. TRUE. */
DexFuture *mw_cli_stdout_print (MwCliStdout *self, char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
