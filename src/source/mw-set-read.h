/* mw-set-read.h: reads one set: pages to raw rows, lookup tables and normalized rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-beside.h"
#include "mw-field-plan.h"
#include "mw-mapping.h"
#include "mw-pager.h"
#include "mw-read-scope.h"
#include "mw-record-keys.h"
#include "mw-session.h"
#include "mw-set-records.h"
#include "mw-set-update.h"
#include "mw-sink.h"

#include "mw-exchange.h"
#include "mw-work.h"

G_BEGIN_DECLS

/**
 * MwReadContext:
 * @scope: what the user chose, and how much of the entity is wanted
 * @records: set → #MwSetRecords: a set may be read in several turns
 * @parents: set → #MwRecordKeys: what that set is read for, one by one, taken from the records of another
 * @beside: (element-type MwBeside): entities whose rows are made of the same records
 * @held: (nullable): an earlier read of the same, to go on from
 * @again: (nullable): a read of the same that was interrupted, or whose rows are to be made anew: its pages
 * are not asked for again
 * @offline: (nullable): the system is not asked for anything: all comes from @again
 * @rows: (nullable): those of the page that is read
 * @announced: what the system says the primary set has in this turn, -1 when it does not say
 * @n_rows: rows delivered so far
 *
 * What reading one entity shares between its sets. A g_atomic_rc_box: a job that still runs when the read was
 * dropped keeps it alive. Touched by one job at a time.
 */
typedef struct
{
  MwSystem *system;
  const MwVariant *variant;
  MwConversation conversation;
  MwEntity *entity;
  const MwEntitySource *source;
  MwSink *sink;
  MwLookups *lookups;
  MwMapping *mapping;
  MwReadScope *scope;
  GHashTable *records;
  GHashTable *parents;
  GPtrArray *beside;
  MwHeld *held;
  MwHeld *again;
  struct _MwOffline *offline; /* MwOffline, which stands above */
  MwChunkBuilder *rows;
  gint64 announced;
  guint64 n_rows;
} MwReadContext;

/**
 * MwSetRead:
 * @kept: (element-type MwKeptPage): pages of a set that looks into itself, mapped when the whole set is
 * known; or NULL
 * @more: after a page: whether there is another one
 * @details: the page whose records are asked for one by one, or NULL
 * @parent: of a set that is read for the records of another: with which of them it is asked now
 * @first_uri: where the first page came from
 * @page_uri: where the last page came from
 * @links_put_back: whether a link of another origin was noticed
 * @unknown_field: after an error: the field that the server does not know
 * @update: (nullable): what is held of the set and what was changed since; %NULL when all of it is read
 * @ended: when @has_ended: how a set ended that need not be asked for
 * @n_again: how many pages are there of it that need not be asked for
 * @expected: of an interrupted set: how many the system said then that there are, -1: nothing
 * @keeps_changed: whether pages of changes are given to the sink too
 * @changed: (nullable) (element-type MwRawPage): those that a read that was interrupted has left
 * @n_taken_up: how many of them were taken
 * @anchor: (nullable) (element-type utf8): identities of the records that the next page begins with, when the
 * list is as it was before it was interrupted; @n_anchored: those that do
 * @has_moved: it is not
 * @asked_at: when the page was asked for, microseconds since 1970
 * @began_at: when the first page was asked for, by the server's clock; %MW_SINCE_NONE before
 * @newest: last change of a record; %MW_SINCE_NONE
 * @bound: the newest change of what had come before it was interrupted: what was changed in the pause is
 * newer; G_MAXINT64: it was not
 * @is_unstamped: whether a record does not tell when it was changed
 * @is_keyless: whether a record has no identity
 *
 * Where the reading of one set stands. A g_atomic_rc_box like the context.
 */
typedef struct
{
  MwReadContext *context;
  const MwSetSource *set;
  const char *name; /* for people */
  MwFieldPlan *plan;
  MwPager *pager;
  MwSetRecords *records; /* the context's */
  MwJsonKeys *keys;      /* of the records, from page to page */
  guint first_record;    /* of this turn */
  guint64 n_duplicates_before;
  GPtrArray *kept;
  guint number;
  gint64 announced;
  guint64 n_duplicate_keys;
  guint64 n_details_missing;
  guint n_fields_noticed;
  guint n_pages; /* that came */
  struct _MwDetailPage *details;
  guint parent;
  guint n_parents;
  gboolean is_primary;
  gboolean is_lookup;
  gboolean is_repeated; /* other turns read other records */
  gboolean more;
  gboolean links_put_back;
  char *first_uri;
  char *page_uri;
  char *unknown_field;
  gboolean keeps_keys;
  MwSetUpdate *update;
  MwSetMark ended;
  gboolean has_ended;
  gint64 expected;
  guint n_again;
  gboolean keeps_changed;
  GArray *changed;
  guint n_taken_up;
  GPtrArray *anchor;
  guint n_anchored;
  gboolean has_moved;
  char *zone;
  gint64 compared_at;
  gint64 asked_at;
  gint64 began_at;
  gint64 newest;
  gint64 bound;
  gboolean is_unstamped;
  gboolean is_keyless;
} MwSetRead;

/* @source, @set: the entity that is read and its primary set; they outlive the context. @scope is taken.
 * @address: of the connection. */
MwReadContext *mw_read_context_new (MwSystem *system,
                                    const MwVariant *variant,
                                    const MwConversation *conversation,
                                    const MwEntitySource *source,
                                    MwReadScope *scope,
                                    const char *address,
                                    MwSink *sink);
void mw_read_context_clear (gpointer context);
void mw_read_context_release (gpointer context);
MwSetRead *mw_set_read_new (MwReadContext *context, const MwSetSource *set);
void mw_set_read_release (gpointer set_read);
void mw_set_read_clear (gpointer set_read);
/* On a fiber: a job with @self; all pages of the list from the one that the pager is at; the first page is
 * next.
 */
gboolean mw_set_read_run_job (MwSetRead *self, const char *name, MwWorkFunc func, GError **error);
gboolean mw_set_read_pages (MwSetRead *self, GError **error);
void mw_set_read_begin_pages (MwSetRead *self);
/* What is gone on from: nothing that was changed before is missing; MW_SINCE_NONE: everything is read. */
gint64 mw_set_read_find_watermark (MwSetRead *self);
/* Of a set with “of”: what comes now is of its @parent. In a job. */
void mw_set_read_begin_parent (MwSetRead *self);
/* What the requests of the set are filled with now. */
MwVariables *mw_set_read_new_variables (MwSetRead *self, GError **error);
/* Before anything is read: the records of another set are what @set is read for. */
void mw_read_context_expect_parents (MwReadContext *context, const MwSetSource *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwReadContext, mw_read_context_release)

/* On a fiber: reads all of @set into the context's sink. The primary set becomes rows, a looked-up one a
 * table. */
gboolean mw_set_read_run (MwReadContext *context, const MwSetSource *set, GError **error);

G_END_DECLS
