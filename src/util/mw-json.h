/* mw-json.h: reading JSON that came from a server, numbers as the text that was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <yyjson.h>

G_BEGIN_DECLS

#define MW_JSON_ERROR     (mw_json_error_quark ())
#define MW_JSON_MAX_DEPTH 1024

/**
 * MwJsonError:
 * @MW_JSON_ERROR_EMPTY: nothing was sent
 * @MW_JSON_ERROR_SYNTAX: not JSON (RFC 8259)
 * @MW_JSON_ERROR_DEPTH: nested deeper than %MW_JSON_MAX_DEPTH
 * @MW_JSON_ERROR_TEXT: invalid UTF-8 or a lone surrogate
 * @MW_JSON_ERROR_TRAILING: something follows the document
 * @MW_JSON_ERROR_CUT: the text ends before the document does
 * @MW_JSON_ERROR_SHAPE: valid JSON, but not what stands at a path
 */
typedef enum
{
  MW_JSON_ERROR_EMPTY,
  MW_JSON_ERROR_SYNTAX,
  MW_JSON_ERROR_DEPTH,
  MW_JSON_ERROR_TEXT,
  MW_JSON_ERROR_TRAILING,
  MW_JSON_ERROR_CUT,
  MW_JSON_ERROR_SHAPE,
} MwJsonError;

GQuark mw_json_error_quark (void);

/* An atomically reference-counted, immutable document. */
typedef struct _MwJson MwJson;

MwJson *mw_json_parse (const char *text, gsize length, GError **error);
MwJson *mw_json_ref (MwJson *self);
void mw_json_unref (MwJson *self);
yyjson_val *mw_json_get_root (MwJson *self);
gsize mw_json_get_n_values (MwJson *self);
/* Sets the error of a text that cannot be parsed. */
void mw_json_explain (const char *text, gsize length, GError **error);

/* Scalars as text: a string unescaped, a number exactly as sent, true/false as such, NULL for null and for a
 * missing value; an array or object as its JSON text. @length may be NULL. peek borrows and answers NULL for
 * arrays and objects. */
const char *mw_json_peek_text (yyjson_val *value, gsize *length);
char *mw_json_dup_text (yyjson_val *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJson, mw_json_unref)

/* A path such as  lineItems[0].name  or  ["@odata.nextLink"]  (a quoted key holds any character). The empty
 * path is the root.  items[].amount  stands for every element: only mw_json_path_foreach() follows it. */
typedef struct _MwJsonPath MwJsonPath;

/**
 * MwJsonDialect:
 * @nested_suffix: (nullable): what a server puts behind a key to hold the fields of what the key refers to. A
 * key that another key follows is first looked for with it: "party" of "party.name" in {"party": 7, "party.":
 * {"name": "Acme"}}, "lines" of "lines[].name" in {"lines": [7], "lines.": [{"name": "Bolt"}]}
 * @odata: {"results": […]} is its list, {"__deferred": …} is null
 * @value_objects: {"value": …} is that value
 *
 * How a server writes values, for those who follow paths. All zero: as they stand.
 */
typedef struct
{
  const char *nested_suffix;
  gboolean odata;
  gboolean value_objects;
} MwJsonDialect;

typedef void (*MwJsonPathFunc) (yyjson_val *value, gpointer data);

MwJsonPath *mw_json_path_parse (const char *text, GError **error);
void mw_json_path_free (MwJsonPath *self);
const char *mw_json_path_get_text (const MwJsonPath *self);
guint mw_json_path_get_n_steps (const MwJsonPath *self);
const char *mw_json_path_get_key (const MwJsonPath *self, guint step);
gboolean mw_json_path_is_each (const MwJsonPath *self, guint step);
gboolean mw_json_path_starts_with (const MwJsonPath *self, const MwJsonPath *other, guint n_steps);
MwJsonPath *mw_json_path_dup_part (const MwJsonPath *self, guint first, guint n_steps);
yyjson_val *mw_json_path_get (const MwJsonPath *self, yyjson_val *root, const MwJsonDialect *dialect);
void mw_json_path_foreach (const MwJsonPath *self,
                           yyjson_val *root,
                           const MwJsonDialect *dialect,
                           MwJsonPathFunc func,
                           gpointer data);
/* What a value that may be a wrapper stands for. */
yyjson_val *mw_json_unwrap (yyjson_val *value, const MwJsonDialect *dialect);
/* Whether a member is the protocol's, and no field of the record. */
gboolean mw_json_is_of_protocol (yyjson_val *key, const MwJsonDialect *dialect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonPath, mw_json_path_free)

G_END_DECLS
