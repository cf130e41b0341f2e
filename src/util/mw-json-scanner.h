/* mw-json-scanner.h: finds the records of a page and the exact bytes of each, before anything is parsed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-keys.h"

G_BEGIN_DECLS

typedef struct
{
  gsize offset;
  gsize length;
} MwJsonRange;

/* What one pass over a page finds: the byte range of each record of the list, its value, and the page without
 * that list. */
typedef struct _MwJsonScan MwJsonScan;

/* Checks the whole text (RFC 8259, depth, UTF-8, surrogates, nothing behind it) and finds the array at
 * @records. A page whose @records path is missing scans well and has no list (see mw_json_scan_has_list()):
 * the caller decides whether that is an error answer. The first of two equal keys counts, the others are
 * counted as duplicates. */
MwJsonScan *mw_json_scan (const char *text,
                          gsize length,
                          const MwJsonPath *records,
                          MwJsonKeys *keys,
                          GCancellable *cancellable,
                          GError **error);
/* The same for an answer that is about one record: an object at @record is a list of one. */
MwJsonScan *mw_json_scan_one (const char *text,
                              gsize length,
                              const MwJsonPath *record,
                              MwJsonKeys *keys,
                              GCancellable *cancellable,
                              GError **error);
void mw_json_scan_free (MwJsonScan *self);
gboolean mw_json_scan_has_list (const MwJsonScan *self);
const MwJsonRange *mw_json_scan_get_records (const MwJsonScan *self, guint *n_records);
yyjson_val *mw_json_scan_parse_record (const MwJsonScan *self,
                                       const char *text,
                                       guint record,
                                       MwJson **parsed,
                                       GError **error);
/* What was found of a record by the keys that it was read with; FALSE: nothing is known. */
gboolean mw_json_scan_get_found (const MwJsonScan *self, guint record, MwJsonFound *found);
guint mw_json_scan_get_n_duplicate_keys (const MwJsonScan *self);
MwJson *mw_json_scan_parse_envelope (const MwJsonScan *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonScan, mw_json_scan_free)

G_END_DECLS
