/* mw-server-notes.h: what a server's answers say beside the data: the last one that was no data, and what its
 * clock shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-transport.h"

G_BEGIN_DECLS

typedef struct _MwServerNotes MwServerNotes;

MwServerNotes *mw_server_notes_new (void);
MwServerNotes *mw_server_notes_ref (MwServerNotes *self); /* transports to one system share them */
void mw_server_notes_unref (MwServerNotes *self);
/* What is told of the request. */
typedef struct
{
  gint64 began; /* when it was sent, monotonic */
  const char *uri;
  const char *scheme; /* how it proved who asks, as in Authorization; or NULL */
  gboolean followed;  /* whether a redirect led there */
} MwAsking;

/* Thread-safe. */
void mw_server_notes_take (MwServerNotes *self, const MwAsking *asking, MwResponse *response);
MwStrangeAnswer *mw_server_notes_dup_strange (MwServerNotes *self);
gint64 mw_server_notes_get_clock_offset (MwServerNotes *self);

G_END_DECLS
