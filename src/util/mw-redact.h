/* mw-redact.h: the one redaction rule: what is a secret never appears in a text that people or files see
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Remembers @secret (and its base64 and percent-encoded forms) for this process; short ones (under 4 bytes)
 * too, but only whole words of them are hidden. Thread-safe. */
void mw_redact_add_secret (const char *secret);
/* @text with every remembered secret replaced by "•••". */
char *mw_redact_text (const char *text);
/* @uri without user info, and with the value of every query parameter replaced. */
char *mw_redact_uri (const char *uri);
/* Installs the log writer that redacts every message of this process. Call once, first. */
void mw_redact_install_log_writer (void);

G_END_DECLS
