/* mw-connection-token.h: where the token of a connection is, and whether it stays
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

/* FALSE: the connection has none when the program is started again. */
gboolean mw_connection_is_lasting (MwConnection *self);
/* Where it is, for people: a sentence, and a word or two. */
char *mw_connection_dup_token_place (MwConnection *self);
const char *mw_connection_get_token_title (MwConnection *self);
/* Stores the token of a connection that is not lasting, so that it is from now on. TRUE; “place” is notified.
 */
DexFuture *mw_connection_keep (MwConnection *self) G_GNUC_WARN_UNUSED_RESULT;
/* Signs in for as long as this process runs. TRUE. @by_person: also when what was given last was refused. */
DexFuture *mw_connection_sign_in_for_now (MwConnection *self,
                                          MwSecrets *input,
                                          gboolean by_person,
                                          MwAuthPrompt *prompt) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
