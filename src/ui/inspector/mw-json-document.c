/* mw-json-document.c: one record as it was sent, read on the work pool, to be looked into piece by piece
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-document.h"

#include "mw-work.h"

#define VALUES_BETWEEN_LOOKS 65536

struct _MwJsonDocument
{
  GBytes *bytes;
  MwJson *json;
  yyjson_val *root;
  guint n_values;
  GHashTable *pages; /* container with many children → yyjson_val **, the first child of each page */
};

G_DEFINE_BOXED_TYPE (MwJsonDocument, mw_json_document, mw_json_document_ref, mw_json_document_unref)

static void
document_clear (gpointer data)
{
  MwJsonDocument *self = data;

  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->json, mw_json_unref);
  g_hash_table_unref (self->pages);
}

MwJsonDocument *
mw_json_document_ref (MwJsonDocument *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_json_document_unref (MwJsonDocument *self)
{
  g_atomic_rc_box_release_full (self, document_clear);
}

/* In an object what stands first is the key. */
static yyjson_val *
get_next_child (yyjson_val *container, yyjson_val *child)
{
  return unsafe_yyjson_get_next (unsafe_yyjson_is_obj (container) ? child + 1 : child);
}

/* Children are of different size: whoever wants the last one of a million would have to go past all others.
 */
static void
note_pages (MwJsonDocument *self, yyjson_val *container)
{
  guint n_children = (guint) unsafe_yyjson_get_len (container);
  yyjson_val *child = unsafe_yyjson_get_first (container);
  yyjson_val **pages = g_new (yyjson_val *, n_children / MW_JSON_DOCUMENT_PAGE + 1);

  for (guint i = 0; i < n_children; i++, child = get_next_child (container, child))
    if (i % MW_JSON_DOCUMENT_PAGE == 0)
      pages[i / MW_JSON_DOCUMENT_PAGE] = child;
  g_hash_table_insert (self->pages, container, pages);
}

static gboolean
read_record (gpointer data, GCancellable *cancellable, GError **error)
{
  MwJsonDocument *self = data;
  gsize length;
  const char *text = g_bytes_get_data (self->bytes, &length);

  self->json = mw_json_parse (text, length, error);
  if (self->json == NULL)
    return FALSE;
  self->root = mw_json_get_root (self->json);
  self->n_values = (guint) mw_json_get_n_values (self->json);
  for (guint i = 0; i < self->n_values; i++)
    {
      if (i % VALUES_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (unsafe_yyjson_is_ctn (self->root + i) &&
          unsafe_yyjson_get_len (self->root + i) > MW_JSON_DOCUMENT_PAGE)
        note_pages (self, self->root + i);
    }
  return TRUE;
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  return dex_future_new_take_boxed (MW_TYPE_JSON_DOCUMENT, mw_json_document_ref (data));
}

/**
 * mw_json_document_new:
 * @record: the exact bytes of one record
 *
 * Parses @record on the work pool.
 *
 * Returns: (transfer full): resolves to a #MwJsonDocument; rejects when @record is no JSON
 */
DexFuture *
mw_json_document_new (GBytes *record)
{
  MwJsonDocument *self = g_atomic_rc_box_new0 (MwJsonDocument);

  self->bytes = g_bytes_ref (record);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return dex_future_then (mw_work_run ("read record", read_record, mw_json_document_ref (self),
                                       (GDestroyNotify) mw_json_document_unref),
                          on_read, self, (GDestroyNotify) mw_json_document_unref);
}

GBytes *
mw_json_document_get_bytes (MwJsonDocument *self)
{
  return self->bytes;
}

yyjson_val *
mw_json_document_get_root (MwJsonDocument *self)
{
  return self->root;
}

guint
mw_json_document_get_n_values (MwJsonDocument *self)
{
  return self->n_values;
}

/* The values of a document lie one behind the other. */
yyjson_val *
mw_json_document_get_value (MwJsonDocument *self, guint number)
{
  return self->root + number;
}

guint
mw_json_document_get_number (MwJsonDocument *self, yyjson_val *value)
{
  return (guint) (value - self->root);
}

static yyjson_val *
get_page (MwJsonDocument *self, yyjson_val *container, guint page)
{
  yyjson_val **pages = g_hash_table_lookup (self->pages, container);

  return pages != NULL ? pages[page] : unsafe_yyjson_get_first (container);
}

/**
 * mw_json_document_get_child:
 * @self: the record
 * @container: an array or object of it
 * @child: number of one of its children
 * @key: (out): the key of a member
 *
 * Goes past one page of children at most.
 *
 * Returns: (transfer none): the child
 */
yyjson_val *
mw_json_document_get_child (MwJsonDocument *self, yyjson_val *container, guint child, yyjson_val **key)
{
  yyjson_val *value = get_page (self, container, child / MW_JSON_DOCUMENT_PAGE);
  gboolean is_object = unsafe_yyjson_is_obj (container);

  for (guint i = child % MW_JSON_DOCUMENT_PAGE; i > 0; i--)
    value = get_next_child (container, value);
  *key = is_object ? value : NULL;
  return is_object ? value + 1 : value;
}

/**
 * mw_json_document_find_child:
 * @self: the record
 * @container: an array or object of it
 * @value: a value inside of it
 *
 * Returns: number of the child that @value is, or is in
 */
guint
mw_json_document_find_child (MwJsonDocument *self, yyjson_val *container, yyjson_val *value)
{
  guint n_children = (guint) unsafe_yyjson_get_len (container);
  guint page = 0;
  guint child;
  yyjson_val *next;

  while ((page + 1) * MW_JSON_DOCUMENT_PAGE < n_children && get_page (self, container, page + 1) <= value)
    page++;
  child = page * MW_JSON_DOCUMENT_PAGE;
  next = get_next_child (container, get_page (self, container, page));
  for (; child + 1 < n_children && next <= value; child++)
    next = get_next_child (container, next);
  return child;
}
