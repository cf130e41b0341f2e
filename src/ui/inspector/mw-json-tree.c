/* mw-json-tree.c: a record as it was sent as a list of rows, of which the user opens and closes some
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-tree.h"

#include <string.h>

#include "mw-json-pointer.h"

/* A small record is shown whole, of a large one as much as one looks at at once. */
#define OPEN_AT_FIRST 200

typedef struct _Node Node;

/* What can be seen when its parent is open. */
struct _Node
{
  Node *parent;
  MwJsonPlace place;
  Node *children;   /* NULL: closed */
  guint n_children; /* of these */
  guint n_below;    /* rows that are shown below it */
  MwJsonRow *row;   /* weak; while somebody looks at it */
};

struct _MwJsonTree
{
  GObject parent_instance;

  MwJsonDocument *document;
  Node root;
  GHashTable *lit;     /* pointers, or NULL */
  GHashTable *holders; /* pointers of what something lit is in */
};

static void mw_json_tree_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwJsonTree,
                               mw_json_tree,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, mw_json_tree_list_init))

enum
{
  SIGNAL_LIT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
node_clear (Node *node)
{
  if (node->row)
    {
      mw_json_row_set_is_open (node->row, FALSE);
      g_object_remove_weak_pointer (G_OBJECT (node->row), (gpointer *) &node->row);
    }
  for (guint i = 0; i < node->n_children; i++)
    node_clear (&node->children[i]);
  g_free (node->children);
}

/* How many children one row below @n of them stands for: the list below a row is one page at most. */
static guint
get_step (guint n)
{
  guint64 step = 1;

  while (n > step * MW_JSON_DOCUMENT_PAGE)
    step *= MW_JSON_DOCUMENT_PAGE;
  return (guint) step;
}

static void
fill_range (Node *parent, Node *node, guint number, guint step)
{
  guint first = number * step;

  node->place = (MwJsonPlace) {
    .value = parent->place.value,
    .first = (parent->place.is_range ? parent->place.first : 0) + first,
    .n_children = MIN (step, parent->place.n_children - first),
    .depth = parent->place.depth + 1,
    .is_range = TRUE,
  };
}

static void
fill_child (MwJsonTree *self, Node *parent, Node *node, guint number)
{
  node->place = (MwJsonPlace) {
    .first = (parent->place.is_range ? parent->place.first : 0) + number,
    .depth = parent->place.depth + 1,
  };
  node->place.value = mw_json_document_get_child (self->document, parent->place.value, node->place.first,
                                                  &node->place.key);
  node->place.n_children = unsafe_yyjson_is_ctn (node->place.value)
                             ? (guint) unsafe_yyjson_get_len (node->place.value)
                             : 0;
}

/* Without telling anybody. FALSE: there is nothing in it, or it is open. */
static gboolean
open_node (MwJsonTree *self, Node *node)
{
  guint step = get_step (node->place.n_children);

  if (node->children || node->place.n_children == 0)
    return FALSE;
  node->n_children = (node->place.n_children - 1) / step + 1;
  node->children = g_new0 (Node, node->n_children);
  for (guint i = 0; i < node->n_children; i++)
    {
      node->children[i].parent = node;
      if (step > 1)
        fill_range (node, &node->children[i], i, step);
      else
        fill_child (self, node, &node->children[i], i);
    }
  for (Node *above = node; above; above = above->parent)
    above->n_below += node->n_children;
  if (node->row)
    mw_json_row_set_is_open (node->row, TRUE);
  return TRUE;
}

static void
close_node (Node *node)
{
  guint n = node->n_below;

  for (guint i = 0; i < node->n_children; i++)
    node_clear (&node->children[i]);
  g_clear_pointer (&node->children, g_free);
  node->n_children = 0;
  for (Node *above = node; above; above = above->parent)
    above->n_below -= n;
  if (node->row)
    mw_json_row_set_is_open (node->row, FALSE);
}

static Node *
find_node (MwJsonTree *self, guint position)
{
  Node *node = &self->root;

  if (position > node->n_below)
    return NULL;
  while (position > 0)
    {
      Node *child = node->children;

      for (position--; position > child->n_below; child++)
        position -= child->n_below + 1;
      node = child;
    }
  return node;
}

static guint
get_position (Node *node)
{
  guint position = 0;

  for (; node->parent; node = node->parent)
    {
      for (Node *before = node->parent->children; before < node; before++)
        position += before->n_below + 1;
      position++;
    }
  return position;
}

static void
append_pointer (GString *pointer, const Node *node)
{
  if (!node->parent)
    return;
  append_pointer (pointer, node->parent);
  if (node->place.is_range)
    return;
  if (node->place.key)
    mw_json_pointer_append (pointer, unsafe_yyjson_get_str (node->place.key),
                            unsafe_yyjson_get_len (node->place.key));
  else
    g_string_append_printf (pointer, "/%u", node->place.first);
}

static GType
get_item_type (GListModel *model)
{
  return MW_TYPE_JSON_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return MW_JSON_TREE (model)->root.n_below + 1;
}

static gpointer
get_item (GListModel *model, guint position)
{
  MwJsonTree *self = MW_JSON_TREE (model);
  Node *node = find_node (self, position);
  GString *pointer;

  if (!node)
    return NULL;
  if (node->row)
    return g_object_ref (node->row);
  pointer = g_string_new (NULL);
  append_pointer (pointer, node);
  node->row = mw_json_row_new (self->document, &node->place, g_string_free_and_steal (pointer));
  mw_json_row_set_is_open (node->row, node->children != NULL);
  g_object_add_weak_pointer (G_OBJECT (node->row), (gpointer *) &node->row);
  return node->row;
}

static void
mw_json_tree_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
mw_json_tree_finalize (GObject *object)
{
  MwJsonTree *self = MW_JSON_TREE (object);

  node_clear (&self->root);
  g_clear_pointer (&self->lit, g_hash_table_unref);
  g_clear_pointer (&self->holders, g_hash_table_unref);
  mw_json_document_unref (self->document);
  G_OBJECT_CLASS (mw_json_tree_parent_class)->finalize (object);
}

static void
mw_json_tree_class_init (MwJsonTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_json_tree_finalize;
  signals[SIGNAL_LIT_CHANGED] = g_signal_new ("lit-changed", MW_TYPE_JSON_TREE, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 0);
}

static void
mw_json_tree_init (MwJsonTree *self)
{
}

/* Level by level, as long as there is room. */
static void
open_at_first (MwJsonTree *self)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  g_ptr_array_add (nodes, &self->root);
  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = nodes->pdata[i];

      if (i > 0 && self->root.n_below + node->place.n_children > OPEN_AT_FIRST)
        continue;
      open_node (self, node);
      for (guint j = 0; j < node->n_children; j++)
        g_ptr_array_add (nodes, &node->children[j]);
    }
}

/**
 * mw_json_tree_new:
 * @document: a record
 *
 * Returns: (transfer full): its rows
 */
MwJsonTree *
mw_json_tree_new (MwJsonDocument *document)
{
  MwJsonTree *self = g_object_new (MW_TYPE_JSON_TREE, NULL);
  yyjson_val *root = mw_json_document_get_root (document);

  self->document = mw_json_document_ref (document);
  self->root.place = (MwJsonPlace) {
    .value = root,
    .n_children = unsafe_yyjson_is_ctn (root) ? (guint) unsafe_yyjson_get_len (root) : 0,
  };
  open_at_first (self);
  return self;
}

MwJsonDocument *
mw_json_tree_get_document (MwJsonTree *self)
{
  return self->document;
}

/* And tells who listens. */
static gboolean
set_open (MwJsonTree *self, Node *node, gboolean is_open)
{
  guint n_before = node->n_below;

  if (is_open ? !open_node (self, node) : !node->children)
    return FALSE;
  if (!is_open)
    close_node (node);
  g_list_model_items_changed (G_LIST_MODEL (self), get_position (node) + 1, n_before, node->n_below);
  return TRUE;
}

/**
 * mw_json_tree_set_open:
 * @self: the rows
 * @position: of one
 * @is_open: whether its children are to be shown
 *
 * Returns: %FALSE when it is so, or there are no children
 */
gboolean
mw_json_tree_set_open (MwJsonTree *self, guint position, gboolean is_open)
{
  Node *node = find_node (self, position);

  return node && set_open (self, node, is_open);
}

/**
 * mw_json_tree_find_parent:
 * @self: the rows
 * @position: of one
 *
 * Returns: position of what it stands in; %GTK_INVALID_LIST_POSITION for the whole record
 */
guint
mw_json_tree_find_parent (MwJsonTree *self, guint position)
{
  Node *node = find_node (self, position);

  return node && node->parent ? get_position (node->parent) : GTK_INVALID_LIST_POSITION;
}

/* The row of one of the children, through the ranges that it is in. */
static Node *
open_child (MwJsonTree *self, Node *node, guint child)
{
  do
    {
      guint step = get_step (node->place.n_children);
      guint first = node->place.is_range ? node->place.first : 0;

      set_open (self, node, TRUE);
      node = &node->children[(child - first) / step];
    }
  while (node->place.is_range);
  return node;
}

/* The first of several members with one key counts, as for the maps. */
static guint
find_member (MwJsonTree *self, yyjson_val *container, const char *token)
{
  guint n = (guint) unsafe_yyjson_get_len (container);
  yyjson_val *key = unsafe_yyjson_get_first (container);
  g_autofree char *wanted = NULL;
  guint64 number;

  if (!unsafe_yyjson_is_obj (container))
    return g_ascii_string_to_unsigned (token, 10, 0, G_MAXUINT - 1, &number, NULL) && number < n
             ? (guint) number
             : G_MAXUINT;
  wanted = mw_json_pointer_dup_key (token);
  for (guint i = 0; wanted && i < n; i++, key = unsafe_yyjson_get_next (key + 1))
    if (unsafe_yyjson_equals_str (key, wanted))
      return i;
  return G_MAXUINT;
}

/**
 * mw_json_tree_reveal:
 * @self: the rows
 * @pointer: where a value stands (RFC 6901)
 *
 * Opens everything that it stands in.
 *
 * Returns: its position now; %GTK_INVALID_LIST_POSITION when there is no such value
 */
guint
mw_json_tree_reveal (MwJsonTree *self, const char *pointer)
{
  g_auto (GStrv) tokens = g_strsplit (pointer, "/", -1);
  Node *node = &self->root;

  for (guint i = 1; tokens[0] && tokens[i]; i++)
    {
      guint child = unsafe_yyjson_is_ctn (node->place.value)
                      ? find_member (self, node->place.value, tokens[i])
                      : G_MAXUINT;

      if (child == G_MAXUINT)
        return GTK_INVALID_LIST_POSITION;
      node = open_child (self, node, child);
    }
  return get_position (node);
}

/**
 * mw_json_tree_reveal_value:
 * @self: the rows
 * @value: a value of the document, no key
 *
 * Opens everything that it stands in.
 *
 * Returns: its position now
 */
guint
mw_json_tree_reveal_value (MwJsonTree *self, yyjson_val *value)
{
  Node *node = &self->root;

  while (node->place.value != value)
    node = open_child (self, node, mw_json_document_find_child (self->document, node->place.value, value));
  return get_position (node);
}

/**
 * mw_json_tree_set_lit:
 * @self: the rows
 * @places: (element-type utf8) (nullable): a set of pointers
 *
 * Lights what stands there, and all that is in it. How many rows there are makes no difference.
 */
void
mw_json_tree_set_lit (MwJsonTree *self, GHashTable *places)
{
  GHashTableIter iter;
  gpointer place;

  g_clear_pointer (&self->lit, g_hash_table_unref);
  g_clear_pointer (&self->holders, g_hash_table_unref);
  if (places)
    {
      self->lit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->holders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_iter_init (&iter, places);
      while (g_hash_table_iter_next (&iter, &place, NULL))
        {
          g_autofree char *part = g_strdup (place);
          char *end;

          g_hash_table_add (self->lit, g_strdup (place));
          while ((end = strrchr (part, '/')))
            {
              *end = '\0';
              if (!g_hash_table_add (self->holders, g_strdup (part)))
                break;
            }
        }
    }
  g_signal_emit (self, signals[SIGNAL_LIT_CHANGED], 0);
}

/**
 * mw_json_tree_get_light:
 * @self: the rows
 * @row: one of them
 *
 * Returns: whether it is lit
 */
MwJsonLight
mw_json_tree_get_light (MwJsonTree *self, MwJsonRow *row)
{
  const char *pointer = mw_json_row_get_pointer (row);

  if (!self->lit)
    return MW_JSON_DARK;
  if (mw_json_pointer_is_within_any (pointer, self->lit))
    return MW_JSON_LIT;
  return g_hash_table_contains (self->holders, pointer) ? MW_JSON_LIT_INSIDE : MW_JSON_DARK;
}
