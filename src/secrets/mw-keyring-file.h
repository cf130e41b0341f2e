/* mw-keyring-file.h: the file that libsecret encrypts in a sandbox: kept while it is written, and set aside
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mw_keyring_file_dup_path (void);

/* Around each writing, under the lock of the keyring. @room: what will be added to it. The file is there when
 * it was written and when it was not: as it is then, or as it was. */
gboolean mw_keyring_file_begin (gsize room, GError **error);
void mw_keyring_file_end (gboolean written);
/* Under the lock: a file that cannot be read gets another name, which is told in @name; NULL when there is
 * none, or it can be read. */
gboolean mw_keyring_file_set_aside (char **name, GError **error);

G_END_DECLS
