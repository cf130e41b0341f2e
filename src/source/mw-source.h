/* mw-source.h: reads the entities of one signed-in system: pages → raw records → mapping → normalized rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-chosen.h"
#include "mw-estimate.h"
#include "mw-held.h"
#include "mw-prepared.h"
#include "mw-scope.h"
#include "mw-session.h"
#include "mw-sink.h"
#include "mw-tally.h"

G_BEGIN_DECLS

#define MW_SOURCE_ERROR (mw_source_error_quark ())

/**
 * MwSourceError:
 * @MW_SOURCE_ERROR_SIGNED_OUT: the session ended and could not be renewed
 * @MW_SOURCE_ERROR_FORBIDDEN: this login may not read that (the message names the set)
 * @MW_SOURCE_ERROR_NOT_OFFERED: the system has no such list (a module that is not installed)
 * @MW_SOURCE_ERROR_NOT_JSON: the answer is no JSON, or a web page
 * @MW_SOURCE_ERROR_SHAPE: JSON without the list that should be there
 * @MW_SOURCE_ERROR_LOOP: the pages do not advance
 * @MW_SOURCE_ERROR_BUSY: the system asks to wait longer than we do (429, 503)
 * @MW_SOURCE_ERROR_SERVER: the system failed; the message has its own words, redacted
 */
typedef enum
{
  MW_SOURCE_ERROR_SIGNED_OUT,
  MW_SOURCE_ERROR_FORBIDDEN,
  MW_SOURCE_ERROR_NOT_OFFERED,
  MW_SOURCE_ERROR_NOT_JSON,
  MW_SOURCE_ERROR_SHAPE,
  MW_SOURCE_ERROR_LOOP,
  MW_SOURCE_ERROR_BUSY,
  MW_SOURCE_ERROR_SERVER,
} MwSourceError;

GQuark mw_source_error_quark (void);

/* Does not change; any thread. */
typedef struct _MwOffline MwOffline;

#define MW_TYPE_SOURCE (mw_source_get_type ())
G_DECLARE_FINAL_TYPE (MwSource, mw_source, MW, SOURCE, GObject)

MwSource *
mw_source_new (MwSystem *system, const MwVariant *variant, MwTransport *transport, MwSession *session);
/* All before anything is read; without them all of everything is read, and everything is asked anew. */
void mw_source_set_prepared (MwSource *self, MwPrepared *prepared); /* of the session */
void mw_source_set_chosen (MwSource *self, MwChosen *chosen);
void mw_source_set_scope (MwSource *self, const MwScope *scope);
/* Goes on from @held: an earlier read of the same entity, scope and choices. */
void mw_source_set_held (MwSource *self, MwHeld *held);
/* Takes the pages that @again has, and asks for those that are missing. */
void mw_source_set_again (MwSource *self, MwHeld *again);
/* What is known of a connection that is not open: a source without transport and session. */
void mw_source_set_offline (MwSource *self, MwOffline *offline);
void mw_source_set_tally (MwSource *self, MwTally *tally);
/* What the {places} of @entity's map stand for in what is chosen; NULL when it is not offered. */
MwVariables *mw_source_dup_places (MwSource *self, MwEntity *entity, guint turn);
/* The company that was chosen and that all rows of that turn are of, or NULL. */
MwChosenValue *mw_source_dup_organization (MwSource *self, MwEntity *entity, guint turn);
const MwChosen *mw_source_get_chosen (MwSource *self);
/* Gives the rows of @entity too when its whole set is read for another one. */
void mw_source_add_beside (MwSource *self, MwEntity *entity);
/* Reads all of @entity, page by page, into @sink: looked-up sets first, then the primary set. TRUE at the
 * end; on an error what was delivered stays valid. Whole pages only. Dropping the future stops it. */
DexFuture *mw_source_read (MwSource *self, MwEntity *entity, MwSink *sink) G_GNUC_WARN_UNUSED_RESULT;
/* Reads one record at most of @entity's set. A gint64: 0 when the list is empty and readable; else how many
 * there are, or -1: the answer does not say. */
DexFuture *mw_source_probe (MwSource *self, MwEntity *entity) G_GNUC_WARN_UNUSED_RESULT;
/* gint64 (G_TYPE_INT64): what the system says it has, -1 when it does not say. */
DexFuture *mw_source_count (MwSource *self, MwEntity *entity) G_GNUC_WARN_UNUSED_RESULT;
/* A MwEstimate: how many requests mw_source_read() will take. */
DexFuture *mw_source_estimate (MwSource *self, MwEntity *entity) G_GNUC_WARN_UNUSED_RESULT;
/* A MwChosen: all that can be chosen, as values of @choice. */
DexFuture *mw_source_list_choice (MwSource *self, const MwChoice *choice) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
