/* mw-connection-found.c: what showed while a connection was used and is worth knowing in the next run: the
 * version of its product, the end of its token
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-found.h"

#include <string.h>

#include "mw-connection-private.h"
#include "mw-link-private.h"
#include "mw-text.h"

#define MAX_VERSION_CHARS 60

/**
 * mw_connection_get_version:
 * @self: a connection
 *
 * Returns: (nullable): the version of the product as it said itself last; %NULL when it has not
 */
const char *
mw_connection_get_version (MwConnection *self)
{
  return mw_link_get_file (mw_connection_get_link (self))->version;
}

/**
 * mw_link_take_version:
 * @self: a link
 * @version: (nullable): what its system says that it is
 */
void
mw_link_take_version (MwLink *self, const char *version)
{
  g_autofree char *safe = version != NULL && *version != '\0'
                            ? mw_text_for_cell (version, strlen (version), MAX_VERSION_CHARS)
                            : NULL;

  if (safe != NULL && g_set_str (&self->file->version, safe))
    self->has_news = TRUE;
}

/**
 * mw_link_take_token_end:
 * @self: a link
 *
 * Takes over when the sign-in in use ends. The end of one that renews itself concerns nobody, and is not
 * kept.
 */
void
mw_link_take_token_end (MwLink *self)
{
  gint64 ends_at;

  if (self->session == NULL)
    return;
  ends_at = mw_session_renews_alone (self->session) ? 0 : mw_session_get_expires_at (self->session);
  if (ends_at == self->file->token_ends_at)
    return;
  self->file->token_ends_at = ends_at;
  self->has_news = TRUE;
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    g_debug ("What showed of a connection could not be stored: %s", error->message);
  return dex_future_new_true ();
}

/**
 * mw_connection_remember:
 * @self: a connection that was used
 *
 * Writes to its file what showed and was not known. That it could not be written stops nothing: it shows
 * again.
 */
void
mw_connection_remember (MwConnection *self)
{
  MwLink *link = mw_connection_get_link (self);

  mw_link_take_token_end (link);
  if (!link->has_news)
    return;
  link->has_news = FALSE;
  dex_future_disown (dex_future_finally (mw_connection_save (self), on_saved, NULL, NULL));
  mw_connection_notify_token (self);
}
