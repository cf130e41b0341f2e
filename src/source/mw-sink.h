/* mw-sink.h: where a read delivers raw pages and normalized rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"
#include "mw-json-scanner.h"
#include "mw-model.h"

G_BEGIN_DECLS

/**
 * MwRawPage:
 *
 * One answer of the system: its exact bytes, where each record lies in them, and the same records as rows
 * (one column for each key of the records, texts as sent). A sink that does not want rows gets neither those
 * nor columns.
 */
typedef struct
{
  GBytes *bytes;
  const MwJsonRange *records;
  guint n_records;
  MwChunk *rows;
  MwChunk *keys; /* one column: the identity of each record in its set; NULL: the sink does not keep them */
  const char *const
    *columns;        /* all keys seen so far in this set, in order of appearance; only ever appended to */
  gint64 fetched_at; /* microseconds since 1970 */
  const char *place; /* where the reading of the set goes on after it, for one that is interrupted; or NULL */
} MwRawPage;

/**
 * MwSetMark:
 * @watermark: microseconds since 1970: what was changed before has come; %MW_SINCE_NONE: nobody can tell
 * @fields: (nullable): what was asked for of each record, with commas
 * @compared_at: microseconds since 1970, by our clock: when all of it was asked for: what was deleted before
 * is gone
 * @n_updates: how often only what was changed was asked for since
 * @n_unsent: how many records more than came the system says it has
 * @places: (nullable): what {places} stood for then that only the system, or a sign-in, can tell, as JSON
 *
 * Where the read of a set ended: what the next one needs to go on from there.
 */
typedef struct
{
  gint64 watermark;
  const char *fields;
  gint64 compared_at;
  guint n_updates;
  gint64 n_unsent;
  const char *places;
} MwSetMark;

typedef enum
{
  MW_NOTICE_FIELD_NOT_OFFERED,  /* @subject: the field the server does not know or does not give */
  MW_NOTICE_DUPLICATES_REMOVED, /* @count records came twice and were taken once */
  MW_NOTICE_DUPLICATE_KEYS,     /* @count keys stood twice in one record; the first counts */
  MW_NOTICE_COUNT_DIFFERS,      /* the server announced @count records and sent another number */
  MW_NOTICE_SET_NOT_READABLE,   /* @subject: a set that this login may not read, or the system lacks */
  MW_NOTICE_LINK_PUT_BACK,      /* links to next pages named another address; they were read from ours */
  MW_NOTICE_DETAILS_MISSING,    /* @count records were not there when they were asked for one by one */
  MW_NOTICE_FILTERED_HERE,      /* @count rows were left of the @of that came, as the system cannot filter */
  MW_NOTICE_STATE,              /* @message: a sentence of the system file about how the system is */
  MW_NOTICE_NOT_KEPT,           /* what was read is not kept on this computer; @message: why */
  MW_NOTICE_SET_ASIDE,          /* what was kept could not be used; @message: a sentence */
  MW_NOTICE_COLUMN,             /* a column of the user's cannot be shown; @message: a sentence */
} MwNoticeKind;

/* Why a list, or a field of it, could not be read. */
typedef enum
{
  MW_NOTICE_REASON_UNKNOWN,
  MW_NOTICE_REASON_FORBIDDEN,   /* the system answered that this login may not read it */
  MW_NOTICE_REASON_NOT_OFFERED, /* the system answered that it has no such list */
} MwNoticeReason;

typedef struct
{
  MwNoticeKind kind;
  MwNoticeReason reason; /* of SET_NOT_READABLE and FIELD_NOT_OFFERED */
  const char *set;       /* raw set or NULL */
  const char *subject;
  guint64 count;
  guint64 of;
  const char *message; /* the system's own words, or NULL */
  const char *const
    *fields; /* ids of the normalized fields that stay empty because of it, NULL-terminated; or NULL */
} MwNotice;

char *mw_notice_dup_line (const MwNotice *notice);
gboolean mw_notice_has_reason (const MwNotice *notice);

#define MW_TYPE_SINK (mw_sink_get_type ())
G_DECLARE_INTERFACE (MwSink, mw_sink, MW, SINK, GObject)

/**
 * MwSinkInterface:
 * @begin: the entity's rows start; @expected is what the system announced, -1 if it does not say. May be
 * called again with the same entity when the number becomes known: rows are kept
 * @begin_set: announces a raw set and answers its number in this sink (again the same one for the same
 * @set_id)
 * @raw_page: takes copies or references of what it wants to keep
 * @changed_page: a page of what was changed since an earlier read, or may have left the list, without rows
 * and keys: the set comes as pages when all of it is known. To be gone on from when that is interrupted; what
 * does not keep it does without
 * @rows: normalized rows, origins already numbered by @begin_set and the order of raw_page()
 * @notice: something the user should see
 * @wants_raw_rows: whether pages come with rows; without it they do
 * @keeps_keys: whether pages come with keys, and @mark is called; without it they do not
 * @mark: all of a set has come, or of one part of it that is read in a turn of its own: the pages since the
 * last mark
 *
 * Called from one worker at a time, in order, never from the main thread.
 */
struct _MwSinkInterface
{
  GTypeInterface parent_iface;

  void (*begin) (MwSink *self, MwEntity *entity, gint64 expected);
  guint (*begin_set) (MwSink *self, const char *set_id, const char *title, gint64 expected);
  void (*raw_page) (MwSink *self, guint set, const MwRawPage *page);
  void (*changed_page) (MwSink *self, guint set, const MwRawPage *page);
  void (*rows) (MwSink *self, MwEntity *entity, MwChunk *rows);
  void (*notice) (MwSink *self, MwEntity *entity, const MwNotice *notice);
  gboolean (*wants_raw_rows) (MwSink *self);
  gboolean (*keeps_keys) (MwSink *self);
  void (*mark) (MwSink *self, guint set, const MwSetMark *mark);
};

void mw_sink_begin (MwSink *self, MwEntity *entity, gint64 expected);
guint mw_sink_begin_set (MwSink *self, const char *set_id, const char *title, gint64 expected);
void mw_sink_raw_page (MwSink *self, guint set, const MwRawPage *page);
void mw_sink_changed_page (MwSink *self, guint set, const MwRawPage *page);
void mw_sink_rows (MwSink *self, MwEntity *entity, MwChunk *rows);
void mw_sink_notice (MwSink *self, MwEntity *entity, const MwNotice *notice);
gboolean mw_sink_wants_raw_rows (MwSink *self);
gboolean mw_sink_keeps_keys (MwSink *self);
void mw_sink_mark (MwSink *self, guint set, const MwSetMark *mark);

G_END_DECLS
