/* mw-raw-fields.c: every field that the records of a list have, at any depth, how often, and what
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-raw-fields.h"

#include <string.h>

#include "mw-custom-path.h"
#include "mw-json-pointer.h"

#define RECORDS_PER_LOOK 64
/* A record may be deeper; what is below is one value then. */
#define MAX_DEPTH 32
#define CLASS     "__class__"

typedef struct _Node Node;

/* A place in the records: a member, or all elements of a list. The tree grows with the fields that there are,
 * not with the records. */
struct _Node
{
  Node *parent; /* NULL: the record */
  Node *first;  /* in it, in the order they came */
  Node *last;
  Node *next;
  char *key; /* NULL: all elements of the list that @parent is */
  gsize length;
  gboolean is_wrapper; /* it only holds what @parent stands for */
  gboolean is_own;     /* each element of it is a row */
  gboolean is_pair;    /* not sent as a member, but as a pair */
  gboolean has_values; /* texts, numbers, true or false */
  gboolean has_true;
  guint n_false; /* where false also is how the system writes null */
  guint stamp;   /* of the record or element that counted it last */
  guint false_stamp;
  MwFillCount count;
};

typedef struct
{
  const MwRawFieldsShape *shape;
  const MwJsonDialect *dialect;
  GHashTable *nodes; /* of Node: the same node; what it is found by is its parent and key */
  Node *root;
  guint n_elements;
  guint stamp;
  gboolean is_cut;
  MwScratch *scratch;
} Count;

static guint
node_hash (gconstpointer data)
{
  const Node *node = data;
  guint hash = g_direct_hash (node->parent);

  for (gsize i = 0; i < node->length; i++)
    hash = hash * 33 + (guchar) node->key[i];
  return hash;
}

static gboolean
is_named (const Node *node, const char *key, gsize length)
{
  if (node->key == NULL || key == NULL)
    return node->key == key;
  return node->length == length && memcmp (node->key, key, length) == 0;
}

static gboolean
node_equal (gconstpointer a, gconstpointer b)
{
  const Node *other = b;

  return ((const Node *) a)->parent == other->parent && is_named (a, other->key, other->length);
}

static void
node_free (gpointer data)
{
  Node *node = data;

  mw_fill_count_clear (&node->count);
  g_free (node->key);
  g_free (node);
}

/* "party." beside "party": what a map calls by the same name. */
static gboolean
is_nested (const Node *node, const MwJsonDialect *dialect)
{
  return dialect->nested_suffix != NULL && node->key != NULL && !node->has_values &&
         g_str_has_suffix (node->key, dialect->nested_suffix);
}

/* Of two names for one thing only one has something in it. */
static gboolean
may_hold (const Node *node, const MwJsonDialect *dialect)
{
  return node->first == NULL &&
         (dialect->nested_suffix == NULL || node->key == NULL || is_nested (node, dialect));
}

static void
append_place (const Node *node, gboolean as_sent, const MwJsonDialect *dialect, GString *place)
{
  gsize length = node->length;

  if (node->parent == NULL)
    return;
  append_place (node->parent, as_sent, dialect, place);
  if (node->key == NULL)
    g_string_append (place,
                     as_sent && node->parent->is_own ? "/" MW_CUSTOM_PATH_OWN : "/" MW_JSON_POINTER_EACH);
  else if (as_sent || !node->is_wrapper)
    {
      if (!as_sent && is_nested (node, dialect))
        length -= strlen (dialect->nested_suffix);
      mw_json_pointer_append (place, node->key, length);
    }
}

/* Whether it is the list that "each" names. */
static gboolean
is_each (const Count *self, const Node *node)
{
  const MwJsonPath *each = self->shape->each;
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) place = g_string_new (NULL);

  for (guint i = 0; each != NULL && i < mw_json_path_get_n_steps (each); i++)
    {
      const char *key = mw_json_path_get_key (each, i);

      mw_json_pointer_append (wanted, key != NULL ? key : "", key != NULL ? strlen (key) : 0);
    }
  append_place (node, FALSE, self->dialect, place);
  return each != NULL && g_string_equal (wanted, place);
}

/* NULL: there are too many. @guess is looked at first: records mostly have the same keys in the same order.
 */
static Node *
find_node (Count *self, Node *parent, Node *guess, const char *key, gsize length)
{
  Node wanted = { .parent = parent, .key = (char *) key, .length = length };
  Node *node;

  if (guess != NULL && is_named (guess, key, length))
    return guess;
  node = g_hash_table_lookup (self->nodes, &wanted);
  if (node != NULL)
    return node;
  if (g_hash_table_size (self->nodes) >= MW_RAW_FIELDS_MAX)
    {
      self->is_cut = TRUE;
      return NULL;
    }
  node = g_new0 (Node, 1);
  node->parent = parent;
  node->key = key != NULL ? g_strndup (key, length) : NULL;
  node->length = key != NULL ? length : 0;
  if (parent->last != NULL)
    parent->last->next = node;
  else
    parent->first = node;
  parent->last = node;
  g_hash_table_add (self->nodes, node);
  return node;
}

static gboolean
is_typed (const Count *self, yyjson_val *value)
{
  return self->shape->variant->typed_values && yyjson_is_str (yyjson_obj_get (value, CLASS));
}

static void
add_sample (Node *node, yyjson_val *value)
{
  g_autofree char *json = NULL;
  gsize length;
  const char *text = mw_json_peek_text (value, &length);

  if (text == NULL)
    {
      text = json = mw_json_dup_text (value);
      length = json != NULL ? strlen (json) : 0;
    }
  if (length > 0)
    mw_fill_count_add_sample (&node->count, text, length);
}

/* Once for each record, or element, that has it. Whether false is a value shows only when a true comes. */
static void
count_value (const Count *self, Node *node, yyjson_val *value, guint stamp)
{
  if (self->shape->variant->false_is_null && yyjson_is_false (value))
    {
      node->n_false += node->false_stamp != stamp;
      node->false_stamp = stamp;
      return;
    }
  node->has_true |= yyjson_is_true (value);
  if (yyjson_is_null (value) || (yyjson_is_str (value) && yyjson_get_len (value) == 0) ||
      (yyjson_is_ctn (value) && unsafe_yyjson_get_len (value) == 0))
    return;
  node->has_values = TRUE;
  node->count.n_filled += node->stamp != stamp;
  node->stamp = stamp;
  if (node->count.samples[MW_FILL_SAMPLES - 1] == NULL)
    add_sample (node, value);
}

static void count (Count *self, Node *node, yyjson_val *value, guint stamp, guint depth);

static void
count_members (Count *self, Node *node, yyjson_val *object, guint stamp, guint depth)
{
  Node *guess = node->first;
  gsize i, max;
  yyjson_val *key, *value;

  yyjson_obj_foreach (object, i, max, key, value)
  {
    Node *member;

    if (mw_json_is_of_protocol (key, self->dialect))
      continue;
    member = find_node (self, node, guess, unsafe_yyjson_get_str (key), unsafe_yyjson_get_len (key));
    if (member == NULL)
      continue;
    guess = member->next;
    count (self, member, value, stamp, depth + 1);
  }
}

static void
count_elements (Count *self, Node *node, yyjson_val *list, guint stamp, guint depth)
{
  Node *each = yyjson_arr_size (list) > 0 ? find_node (self, node, node->first, NULL, 0) : NULL;
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (each == NULL)
    return;
  if (!node->is_own && each->first == NULL && !each->has_values)
    node->is_own = is_each (self, node);
  yyjson_arr_iter_init (list, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      self->n_elements += node->is_own;
      count (self, each, element, node->is_own ? ++self->stamp : stamp, depth + 1);
    }
}

/* What wraps a value, or a list, is no field: only what it holds. */
static void
count_wrapped (Count *self, Node *node, yyjson_val *wrapper, yyjson_val *inner, guint stamp, guint depth)
{
  yyjson_val *key;
  yyjson_obj_iter iter;

  yyjson_obj_iter_init (wrapper, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    if (yyjson_obj_iter_get_val (key) == inner)
      {
        Node *member = find_node (self, node, node->first, yyjson_get_str (key), yyjson_get_len (key));

        if (member == NULL)
          return;
        member->is_wrapper = TRUE;
        count (self, member, inner, stamp, depth + 1);
        return;
      }
}

static void
count (Count *self, Node *node, yyjson_val *value, guint stamp, guint depth)
{
  yyjson_val *inner;

  if (!yyjson_is_ctn (value) || depth > MAX_DEPTH || (yyjson_is_obj (value) && is_typed (self, value)))
    {
      count_value (self, node, value, stamp);
      return;
    }
  inner = mw_json_unwrap (value, self->dialect);
  if (inner == NULL)
    return;
  if (inner != value)
    count_wrapped (self, node, value, inner, stamp, depth);
  else if (yyjson_is_arr (value))
    count_elements (self, node, value, stamp, depth);
  else
    count_members (self, node, value, stamp, depth);
}

static void
count_record (Count *self, const char *text, gsize length)
{
  g_autoptr (MwJson) json = mw_json_parse (text, length, NULL);
  const MwPivot *pivot = self->shape->set->pivot;
  yyjson_val *record = json != NULL ? mw_json_get_root (json) : NULL;
  yyjson_val *seen = record;
  guint stamp = ++self->stamp;

  if (record == NULL)
    return;
  if (pivot != NULL)
    {
      mw_scratch_reset (self->scratch);
      seen = mw_record_pivot (record, pivot, self->dialect, self->scratch);
    }
  count (self, self->root, seen, stamp, 0);
  for (Node *node = self->root->first; pivot != NULL && node != NULL; node = node->next)
    node->is_pair |= node->stamp == stamp && yyjson_obj_getn (record, node->key, node->length) == NULL;
}

static gboolean
is_pair (const Node *node)
{
  for (; node->parent != NULL; node = node->parent)
    if (node->is_pair)
      return TRUE;
  return FALSE;
}

static gboolean
is_of_element (const Node *node)
{
  for (; node != NULL; node = node->parent)
    if (node->is_own)
      return TRUE;
  return FALSE;
}

static void
add_false (const Count *self, Node *node, guint n_all)
{
  if (!node->has_true || node->n_false == 0)
    return;
  node->count.n_filled = MIN (node->count.n_filled + node->n_false, n_all);
  mw_fill_count_add_sample (&node->count, "false", strlen ("false"));
}

/* What has values, and what nobody knows more of than that it was sent. */
static void
take_fields (const Count *self, Node *node, guint n_records, GPtrArray *fields)
{
  if (node->parent != NULL && (node->has_values || node->first == NULL))
    {
      MwRawField *field = g_new0 (MwRawField, 1);
      g_autoptr (GString) path = g_string_new (NULL);
      g_autoptr (GString) place = g_string_new (NULL);

      append_place (node, TRUE, self->dialect, path);
      append_place (node, FALSE, self->dialect, place);
      field->path = g_string_free_and_steal (g_steal_pointer (&path));
      field->place = g_string_free_and_steal (g_steal_pointer (&place));
      field->is_of_pairs = is_pair (node);
      field->is_of_element = is_of_element (node->parent);
      field->may_hold = may_hold (node, self->dialect);
      add_false (self, node, field->is_of_element ? self->n_elements : n_records);
      field->count = node->count;
      node->count = (MwFillCount) { 0 };
      g_ptr_array_add (fields, field);
    }
  for (Node *child = node->first; child != NULL; child = child->next)
    take_fields (self, child, n_records, fields);
}

static void
field_free (gpointer data)
{
  MwRawField *field = data;

  mw_fill_count_clear (&field->count);
  g_free (field->path);
  g_free (field->place);
  g_free (field);
}

static void
fields_clear (gpointer data)
{
  g_ptr_array_unref (((MwRawFields *) data)->fields);
}

MwRawFields *
mw_raw_fields_ref (MwRawFields *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_raw_fields_unref (MwRawFields *self)
{
  g_atomic_rc_box_release_full (self, fields_clear);
}

static gboolean
count_all (Count *self,
           MwRawSet *set,
           guint n_records,
           int *n_done,
           GCancellable *cancellable,
           GError **error)
{
  for (guint i = 0; i < n_records; i++)
    {
      gsize length;
      const char *text = mw_raw_set_peek_record (set, i, &length);

      if (i % RECORDS_PER_LOOK == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (n_done != NULL)
            g_atomic_int_set (n_done, (int) i);
        }
      if (text != NULL)
        count_record (self, text, length);
    }
  return TRUE;
}

/**
 * mw_raw_fields_new:
 * @set: a list of records
 * @shape: how they are read
 * @n_done: (nullable): is told how many were looked at
 *
 * Looks at each value of each record once. What it keeps grows with the fields that there are, up to
 * %MW_RAW_FIELDS_MAX, and not with the records. Blocks: for the work pool.
 *
 * Returns: (transfer full) (nullable): the fields that the records have
 */
MwRawFields *
mw_raw_fields_new (MwRawSet *set,
                   const MwRawFieldsShape *shape,
                   int *n_done,
                   GCancellable *cancellable,
                   GError **error)
{
  Count self = { .shape = shape, .dialect = &shape->variant->dialect };
  guint n_records = mw_raw_set_get_n_records (set);
  MwRawFields *fields = NULL;

  self.nodes = g_hash_table_new_full (node_hash, node_equal, node_free, NULL);
  self.root = g_new0 (Node, 1);
  self.scratch = mw_scratch_new ();
  if (count_all (&self, set, n_records, n_done, cancellable, error))
    {
      fields = g_atomic_rc_box_new0 (MwRawFields);
      fields->fields = g_ptr_array_new_with_free_func (field_free);
      take_fields (&self, self.root, n_records, fields->fields);
      fields->n_records = n_records;
      fields->n_elements = self.n_elements;
      fields->is_cut = self.is_cut;
    }
  g_hash_table_unref (self.nodes);
  node_free (self.root);
  mw_scratch_free (self.scratch);
  return fields;
}
