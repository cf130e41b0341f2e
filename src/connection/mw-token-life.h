/* mw-token-life.h: how long a sign-in holds, and whether a person has to do something about it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 ends_at;  /* microseconds since 1970; 0: nobody said */
  gboolean renews; /* a new token comes without the user */
} MwTokenLife;

/* Of the sign-in that is in use. Whether there is one. */
gboolean mw_connection_get_token_life (MwConnection *self, MwTokenLife *life);
/* A day as people say it, and its time when it is near. */
char *mw_token_life_dup_moment (gint64 moment, gint64 now);
/* "valid until …; renews by itself" */
char *mw_token_life_describe (const MwTokenLife *life, gint64 now);
/* Whether the user will have to sign in again within a week. */
gboolean mw_token_life_is_short (const MwTokenLife *life, gint64 now);
/* Then: what happens when, and what to do; and the same in a few words. NULL: it is not. */
char *mw_token_life_dup_warning (const MwTokenLife *life, gint64 now);
char *mw_token_life_dup_mark (const MwTokenLife *life, gint64 now);

G_END_DECLS
