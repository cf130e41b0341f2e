/* mw-reply.h: what an answer of the system is: records, or which failure
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-scanner.h"
#include "mw-session.h"

G_BEGIN_DECLS

/**
 * MwReply:
 * @keys: (nullable): what is known of the records from other answers; set before it is read
 * @scan: where the records lie, or NULL when no list was asked for
 * @document: the answer; without its list when there is one
 * @is_empty: the answer says, in a way of its own, that there are no records: @scan and @document are empty
 * @unknown_field: after an error: the field that the server does not know, or NULL
 */
typedef struct
{
  MwJsonKeys *keys;
  MwJsonScan *scan;
  MwJson *document;
  gboolean is_empty;
  char *unknown_field;
} MwReply;

/* Reads @response by the variant's rules. @lists: where the records may be, the first that is there counts
 * (NULL-terminated); NULL when any JSON will do.
 * @title names the set in messages. On failure a MW_SOURCE_ERROR. For the work pool. */
gboolean mw_reply_read (MwReply *self,
                        const MwVariant *variant,
                        const char *title,
                        MwResponse *response,
                        MwJsonPath *const *lists,
                        GCancellable *cancellable,
                        GError **error);
/* The same for an answer about one record: an object at one of @paths (NULL: the whole answer) is a list of
 * one. */
gboolean mw_reply_read_one (MwReply *self,
                            const MwVariant *variant,
                            const char *title,
                            MwResponse *response,
                            MwJsonPath *const *paths,
                            GCancellable *cancellable,
                            GError **error);
/* What stands at the first of @paths that is there; the whole answer when @paths is NULL. */
yyjson_val *mw_reply_find (const MwReply *self, MwJsonPath *const *paths);
void mw_reply_clear (MwReply *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwReply, mw_reply_clear)

G_END_DECLS
