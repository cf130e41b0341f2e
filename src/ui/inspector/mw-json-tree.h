/* mw-json-tree.h: a record as it was sent as a list of rows, of which the user opens and closes some
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-json-row.h"

G_BEGIN_DECLS

/**
 * MwJsonTree:
 *
 * A #GListModel of #MwJsonRow. Only what is open costs anything, and a row is made when it is looked at. A
 * container with more than %MW_JSON_DOCUMENT_PAGE children shows them in ranges. Main thread only.
 */
/**
 * MwJsonTree::lit-changed:
 *
 * Other values are lit.
 */
#define MW_TYPE_JSON_TREE (mw_json_tree_get_type ())
G_DECLARE_FINAL_TYPE (MwJsonTree, mw_json_tree, MW, JSON_TREE, GObject)

typedef enum
{
  MW_JSON_DARK,
  MW_JSON_LIT_INSIDE, /* something in it is lit */
  MW_JSON_LIT,
} MwJsonLight;

MwJsonTree *mw_json_tree_new (MwJsonDocument *document);
MwJsonDocument *mw_json_tree_get_document (MwJsonTree *self);
/* FALSE: there is nothing to open or close. */
gboolean mw_json_tree_set_open (MwJsonTree *self, guint position, gboolean is_open);
/* GTK_INVALID_LIST_POSITION: it stands in nothing. */
guint mw_json_tree_find_parent (MwJsonTree *self, guint position);
/* Opens what it stands in, and answers where it stands; GTK_INVALID_LIST_POSITION: it is not there. */
guint mw_json_tree_reveal (MwJsonTree *self, const char *pointer);
guint mw_json_tree_reveal_value (MwJsonTree *self, yyjson_val *value);
/* Lights what stands at @places (pointers), and all that is in it; NULL: nothing. */
void mw_json_tree_set_lit (MwJsonTree *self, GHashTable *places);
MwJsonLight mw_json_tree_get_light (MwJsonTree *self, MwJsonRow *row);

G_END_DECLS
