/* mw-records-grids.c: the grids of a page of records, over one dataset after another
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-records-grids.h"

#include "mw-arrangements.h"
#include "mw-raw-identity.h"
#include "mw-remembered-grid.h"

struct _MwRecordsGrids
{
  GObject parent_instance;

  MwConnection *connection;
  MwEntity *entity;
  MwGrid *normalized;
  MwGrid *raw;
  MwRawSet *raw_set;    /* what @raw shows */
  MwGrid *raw_before;   /* of the dataset before, until the same set is shown again */
  char *raw_before_set; /* its id */
};

G_DEFINE_FINAL_TYPE (MwRecordsGrids, mw_records_grids, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SELECTED,
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_changed (MwRecordsGrids *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_selected (MwRecordsGrids *self, GParamSpec *pspec, MwGrid *grid)
{
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, grid);
}

static void
on_open (MwRecordsGrids *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0);
}

/* There is one search for all tabs, and the page takes up that of the normalized records. */
static void
remember_search (MwRecordsGrids *self, GVariant *of_raw)
{
  MwArrangements *all = mw_arrangements_get_default ();
  const char *connection = mw_connection_get_id (self->connection);
  const char *list = mw_entity_get_id (self->entity);
  g_autoptr (GVariant) before = mw_arrangements_get_wanted (all, connection, list, FALSE);
  g_autoptr (GVariant) now = before ? g_variant_ref (before) : mw_grid_dup_wanted (self->normalized);
  g_autoptr (GVariant) filters = g_variant_get_child_value (now, 0);
  g_autoptr (GVariant) order = g_variant_get_child_value (now, 1);
  g_autoptr (GVariant) search = g_variant_get_child_value (of_raw, 2);
  g_autoptr (GVariant)
    wanted = g_variant_ref_sink (g_variant_new ("(@a(sssas)@a(sb)@s)", filters, order, search));

  mw_arrangements_set_wanted (all, connection, list, FALSE, wanted);
}

static void
on_arranged (MwRecordsGrids *self, MwGrid *grid)
{
  gboolean is_raw = grid == self->raw;
  g_autoptr (GVariant) wanted = is_raw ? mw_grid_dup_wanted (grid) : NULL;

  mw_remembered_grid_keep (grid, self->connection,
                           is_raw ? mw_raw_set_get_id (self->raw_set) : mw_entity_get_id (self->entity),
                           is_raw);
  if (is_raw)
    remember_search (self, wanted);
}

static void
watch (MwRecordsGrids *self, MwGrid *grid)
{
  g_signal_connect_object (grid, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "notify::selected-row", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "arranged", G_CALLBACK (on_arranged), self, G_CONNECT_SWAPPED);
}

static MwGrid *
take (MwRecordsGrids *self, MwGrid **grid)
{
  if (*grid)
    g_signal_handlers_disconnect_by_data (*grid, self);
  return g_steal_pointer (grid);
}

/* Whether the rows are made of the records of that set. */
static gboolean
is_primary (MwRecordsGrids *self, const char *set)
{
  const MwEntitySource *source = mw_system_find_entity (
    mw_connection_get_system (self->connection), mw_connection_get_variant (self->connection), self->entity);

  return source && g_strcmp0 (source->set, set) == 0;
}

/* As @before is, or as the user arranged it some time. */
static MwGrid *
make (MwRecordsGrids *self, MwTable *table, const char *list, gboolean is_raw, MwGrid *before)
{
  MwGrid *grid = g_object_ref_sink (mw_remembered_grid_new (self->connection, table, list, is_raw, before));

  if (is_raw)
    {
      g_auto (GStrv) keys = mw_raw_identity_dup_keys (self->connection, list);

      mw_grid_set_first_columns (grid, (const char *const *) keys);
      if (is_primary (self, list))
        mw_grid_offer_columns (grid);
    }
  mw_remembered_grid_resume (grid, self->connection, list, is_raw, before);
  watch (self, grid);
  return grid;
}

static void
mw_records_grids_dispose (GObject *object)
{
  MwRecordsGrids *self = MW_RECORDS_GRIDS (object);

  mw_records_grids_stop (self);
  g_clear_object (&self->normalized);
  g_clear_object (&self->raw);
  g_clear_object (&self->raw_set);
  g_clear_object (&self->raw_before);
  g_clear_pointer (&self->raw_before_set, g_free);
  g_clear_object (&self->connection);
  g_clear_object (&self->entity);
  G_OBJECT_CLASS (mw_records_grids_parent_class)->dispose (object);
}

static void
mw_records_grids_class_init (MwRecordsGridsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_records_grids_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MW_TYPE_RECORDS_GRIDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", MW_TYPE_RECORDS_GRIDS, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, MW_TYPE_GRID);
  signals[SIGNAL_OPEN] = g_signal_new ("open", MW_TYPE_RECORDS_GRIDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
mw_records_grids_init (MwRecordsGrids *self)
{
}

/**
 * mw_records_grids_new:
 * @connection: where the records are
 * @entity: which records
 *
 * Returns: (transfer full): no grids as long as there is no dataset
 */
MwRecordsGrids *
mw_records_grids_new (MwConnection *connection, MwEntity *entity)
{
  MwRecordsGrids *self = g_object_new (MW_TYPE_RECORDS_GRIDS, NULL);

  self->connection = g_object_ref (connection);
  self->entity = g_object_ref (entity);
  return self;
}

/**
 * mw_records_grids_set_dataset:
 * @self: the grids
 * @dataset: what is to be shown now; no raw set is chosen yet
 *
 * What the user sees of the dataset before is taken over: columns, order, place, cursor.
 */
void
mw_records_grids_set_dataset (MwRecordsGrids *self, MwDataset *dataset)
{
  g_autoptr (MwGrid) before = take (self, &self->normalized);

  if (self->raw)
    {
      g_clear_object (&self->raw_before);
      self->raw_before = take (self, &self->raw);
      g_set_str (&self->raw_before_set, mw_raw_set_get_id (self->raw_set));
    }
  g_clear_object (&self->raw_set);
  self->normalized = make (self, mw_dataset_get_table (dataset, self->entity),
                           mw_entity_get_id (self->entity), FALSE, before);
}

/**
 * mw_records_grids_set_raw_set:
 * @self: the grids
 * @set: (nullable): the set to show as it was sent
 *
 * Returns: whether it was another one
 */
gboolean
mw_records_grids_set_raw_set (MwRecordsGrids *self, MwRawSet *set)
{
  g_autoptr (MwGrid) former = NULL;
  MwGrid *before = NULL;

  if (!g_set_object (&self->raw_set, set))
    return FALSE;
  former = take (self, &self->raw);
  if (!set)
    return TRUE;
  if (g_strcmp0 (self->raw_before_set, mw_raw_set_get_id (set)) == 0)
    before = self->raw_before;
  self->raw = make (self, mw_raw_set_get_table (set), mw_raw_set_get_id (set), TRUE, before);
  if (before)
    {
      g_clear_object (&self->raw_before);
      g_clear_pointer (&self->raw_before_set, g_free);
    }
  return TRUE;
}

/**
 * mw_records_grids_find_primary:
 * @self: the grids
 * @sets: the raw sets of a dataset
 *
 * Returns: where the set that the rows are made from stands; %G_MAXUINT while it is not there
 */
guint
mw_records_grids_find_primary (MwRecordsGrids *self, GListModel *sets)
{
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (MwRawSet) set = g_list_model_get_item (sets, i);

      if (is_primary (self, mw_raw_set_get_id (set)))
        return i;
    }
  return G_MAXUINT;
}

/**
 * mw_records_grids_show_search:
 * @self: the grids
 * @entry: where one types what to search for
 * @bar: what it stands in
 *
 * Shows what was remembered and is searched for already.
 *
 * Returns: whether there is a grid that knows
 */
gboolean
mw_records_grids_show_search (MwRecordsGrids *self, GtkSearchEntry *entry, GtkSearchBar *bar)
{
  const char *words = self->normalized ? mw_grid_get_search (self->normalized) : NULL;

  if (words && *words)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), words);
      gtk_search_bar_set_search_mode (bar, TRUE);
    }
  return self->normalized != NULL;
}

/**
 * mw_records_grids_get_raw_set:
 * @self: the grids
 *
 * Returns: (transfer none) (nullable): the set that is shown as it was sent
 */
MwRawSet *
mw_records_grids_get_raw_set (MwRecordsGrids *self)
{
  return self->raw_set;
}

/**
 * mw_records_grids_get:
 * @self: the grids
 * @is_raw: which
 *
 * Returns: (transfer none) (nullable): the grid
 */
MwGrid *
mw_records_grids_get (MwRecordsGrids *self, gboolean is_raw)
{
  return is_raw ? self->raw : self->normalized;
}

/**
 * mw_records_grids_stop:
 * @self: the grids
 *
 * Nothing is told any more.
 */
void
mw_records_grids_stop (MwRecordsGrids *self)
{
  if (self->normalized)
    g_signal_handlers_disconnect_by_data (self->normalized, self);
  if (self->raw)
    g_signal_handlers_disconnect_by_data (self->raw, self);
}
