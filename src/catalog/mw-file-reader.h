/* mw-file-reader.h: reads the members of JSON objects into structs by table, and says where something is
 * wrong
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-json.h"

G_BEGIN_DECLS

#define MW_FILE_READER_MAX_DEPTH       32
#define MW_FILE_READER_MAX_EXPRESSIONS 5000

/* What was read and must be freed with the result. */
typedef GArray MwKeep;

MwKeep *mw_keep_new (void);
gpointer mw_keep_add (MwKeep *self, gpointer pointer, GDestroyNotify destroy); /* gives @pointer */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwKeep, g_array_unref)

/* Where the reading stands. @file may be NULL: messages then begin with the key. */
typedef struct
{
  const char *file;
  GString *where; /* key path so far */
  MwKeep *keep;
  const char *address; /* the file's literal address, once it is read; or NULL */
  const char *note;    /* added to every reason, or NULL */
  guint depth;         /* of expressions */
  guint n_expressions;
  GError **error;
} MwFileReader;

typedef struct _MwMember MwMember;

typedef gboolean (*MwMemberRead) (MwFileReader *reader,
                                  JsonNode *node,
                                  gpointer target,
                                  const MwMember *member);

/**
 * MwMember:
 * @name: key in the file
 * @read: reads its value
 * @offset: of the struct's field
 * @required: whether it must be there
 * @detail: for @read: the words of a word, the shape of an object or of the elements of a list
 * @count_offset: of the field that takes the number of elements
 */
struct _MwMember
{
  const char *name;
  MwMemberRead read;
  gsize offset;
  gboolean required;
  gconstpointer detail;
  gsize count_offset;
};

typedef struct
{
  gsize size;
  const MwMember *members; /* ends with a NULL name */
  /* What the table cannot say; may be NULL. @node is the object. */
  gboolean (*check) (MwFileReader *reader, JsonNode *node, gpointer target);
} MwShape;

void
mw_file_reader_init (MwFileReader *self, const char *file, const char *where, MwKeep *keep, GError **error);
void mw_file_reader_clear (MwFileReader *self);
/* Both give what mw_file_reader_leave() takes back. */
gsize mw_file_reader_enter (MwFileReader *self, const char *key);
gsize mw_file_reader_enter_index (MwFileReader *self, guint index);
void mw_file_reader_leave (MwFileReader *self, gsize mark);
/* Sets "FILE: KEY.PATH: reason"; FALSE always. @key may be NULL. */
gboolean
mw_file_reader_fail (MwFileReader *self, const char *key, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean
mw_file_reader_unsafe (MwFileReader *self, const char *key, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean mw_file_reader_wrong_type (MwFileReader *self, JsonNode *node, const char *wanted);

/* The path at @node, with or without the [] for every element; NULL on an error. */
MwJsonPath *mw_file_reader_dup_path (MwFileReader *self, JsonNode *node, gboolean every);
gboolean mw_file_reader_read (MwFileReader *self, JsonNode *node, const MwShape *shape, gpointer target);

/* For tables: what each reads and the type of the struct's field. */
gboolean mw_read_text (MwFileReader *r,
                       JsonNode *node,
                       gpointer target,
                       const MwMember *m); /* const char *, not empty */
gboolean
mw_read_any_text (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m); /* const char * */
gboolean mw_read_translated (MwFileReader *r,
                             JsonNode *node,
                             gpointer target,
                             const MwMember *m); /* const char *, translated */
gboolean mw_read_id (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m); /* const char * */
gboolean mw_read_own_text (MwFileReader *r,
                           JsonNode *node,
                           gpointer target,
                           const MwMember *m); /* char *, the struct's own */
gboolean mw_read_own_texts (MwFileReader *r,
                            JsonNode *node,
                            gpointer target,
                            const MwMember *m); /* char **, the struct's own */
gboolean mw_read_boolean (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m); /* gboolean */
gboolean mw_read_number (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);  /* guint */
gboolean mw_read_word (MwFileReader *r,
                       JsonNode *node,
                       gpointer target,
                       const MwMember *m); /* int: position in the words of detail */
gboolean mw_read_date (MwFileReader *r,
                       JsonNode *node,
                       gpointer target,
                       const MwMember *m); /* const char *, YYYY-MM-DD */
gboolean mw_read_path (MwFileReader *r,
                       JsonNode *node,
                       gpointer target,
                       const MwMember *m); /* MwJsonPath *, without [] */
gboolean mw_read_paths (MwFileReader *r,
                        JsonNode *node,
                        gpointer target,
                        const MwMember *m); /* MwJsonPath **, NULL-terminated */
gboolean mw_read_texts (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m); /* char ** */
gboolean
mw_read_ids (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m); /* char **, each once */
/* The same; one alone may stand as a text. */
gboolean mw_read_id_or_ids (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_read_regex (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m); /* GRegex * */
gboolean mw_read_node (MwFileReader *r,
                       JsonNode *node,
                       gpointer target,
                       const MwMember *m); /* JsonNode *: object or list */
gboolean mw_read_members (MwFileReader *r,
                          JsonNode *node,
                          gpointer target,
                          const MwMember *m); /* into the same struct, by shape */
gboolean mw_read_struct (MwFileReader *r,
                         JsonNode *node,
                         gpointer target,
                         const MwMember *m); /* pointer to a new struct */
gboolean mw_read_list (MwFileReader *r,
                       JsonNode *node,
                       gpointer target,
                       const MwMember *m); /* array of structs, and count */
/* Array of structs, and count; the first field of the struct is the key (const char *). */
gboolean mw_read_table (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
/* The same where the keys are ids. */
gboolean mw_read_id_table (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
gboolean mw_file_reader_check_id (MwFileReader *r, const char *id);

G_END_DECLS
