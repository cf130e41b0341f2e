/* mw-record-view.h: the records that a row was made of, as they were sent, and what their values are used for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-trace.h"

G_BEGIN_DECLS

/**
 * MwRecordView::selected:
 * @pointer: a place in the row's own record
 *
 * The user wants to know what that is used for.
 */
#define MW_TYPE_RECORD_VIEW (mw_record_view_get_type ())
G_DECLARE_FINAL_TYPE (MwRecordView, mw_record_view, MW, RECORD_VIEW, AdwBin)

/* The row's own record. @words: where it is from; or, when @record is NULL, why it is not there. */
void mw_record_view_set_record (MwRecordView *self, GBytes *record, const char *words);
/* What is known of where values came from; NULL: nothing. @problem: why; NULL: it may come. */
void mw_record_view_set_trace (MwRecordView *self, MwTrace *trace, MwEntity *entity, const char *problem);
/* Lights what a field was made of; G_MAXUINT: nothing. */
void mw_record_view_light_field (MwRecordView *self, guint field);
/* Shows a place of one of the trace's records. */
void mw_record_view_show_place (MwRecordView *self, guint record, const char *pointer);

G_END_DECLS
