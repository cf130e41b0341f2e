/* mw-lines-view.c: the lines of one record, as a table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-lines-view.h"

#include <glib/gi18n-lib.h>

#include "mw-grid.h"
#include "mw-sibling-rows.h"
#include "mw-work.h"

struct _MwLinesView
{
  AdwBin parent_instance;

  MwConnection *connection;
  MwEntity *entity; /* of the lines, or NULL: there are none */
  MwDataset *along; /* where they came along with the records; NULL: they are read by themselves */
  MwRowOrigin origin;
  char *parent;            /* id of the row */
  MwEntity *parent_entity; /* whose lines they are */
  gboolean is_asked;
  DexFuture *finding;
  guint next; /* source that starts the next step */
};

G_DEFINE_FINAL_TYPE (MwLinesView, mw_lines_view, ADW_TYPE_BIN)

/* An atomic reference-counted box. */
typedef struct
{
  MwGeneration *rows;
  MwEntity *entity;
  MwRowOrigin origin;
  int column; /* -1: by the origin */
  char *parent;
  MwTable *table;
} Finding;

static void
finding_clear (gpointer data)
{
  Finding *finding = data;

  mw_generation_unref (finding->rows);
  g_clear_object (&finding->table);
  g_free (finding->parent);
  g_object_unref (finding->entity);
}

static void
finding_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, finding_clear);
}

static gboolean
find (gpointer data, GCancellable *cancellable, GError **error)
{
  Finding *finding = data;

  finding->table = mw_sibling_rows_new (finding->rows, mw_entity_get_title (finding->entity),
                                        &finding->origin, finding->column, finding->parent, cancellable,
                                        error);
  return finding->table != NULL;
}

static void
forget (MwLinesView *self)
{
  dex_clear (&self->finding);
  g_clear_handle_id (&self->next, g_source_remove);
  g_clear_object (&self->parent_entity);
  g_clear_object (&self->connection);
  g_clear_object (&self->entity);
  g_clear_object (&self->along);
  g_clear_pointer (&self->parent, g_free);
  self->is_asked = FALSE;
}

static void
mw_lines_view_dispose (GObject *object)
{
  forget (MW_LINES_VIEW (object));
  G_OBJECT_CLASS (mw_lines_view_parent_class)->dispose (object);
}

static void load (MwLinesView *self);

/* What nobody looks at is not read. */
static void
mw_lines_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mw_lines_view_parent_class)->map (widget);
  load (MW_LINES_VIEW (widget));
}

static void
mw_lines_view_class_init (MwLinesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_lines_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = mw_lines_view_map;
}

static void
mw_lines_view_init (MwLinesView *self)
{
}

static void
show_words (MwLinesView *self, const char *words)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), words);
  gtk_widget_add_css_class (page, "compact");
  adw_bin_set_child (ADW_BIN (self), page);
}

typedef struct
{
  MwLinesView *view; /* it holds the future that this belongs to */
  Finding *finding;
} Showing;

static void
showing_free (gpointer data)
{
  Showing *showing = data;

  finding_release (showing->finding);
  g_free (showing);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Showing *showing = data;
  g_autoptr (MwGeneration) rows = NULL;

  if (dex_future_is_rejected (future))
    return dex_ref (future);
  rows = mw_table_dup_generation (showing->finding->table);
  /* Its columns point to the fields of the entity. */
  g_object_set_data_full (G_OBJECT (showing->finding->table), "mw-entity",
                          g_object_ref (showing->finding->entity), g_object_unref);
  if (mw_generation_get_n_rows (rows) == 0)
    show_words (showing->view, _ ("No Lines"));
  else
    adw_bin_set_child (ADW_BIN (showing->view), GTK_WIDGET (mw_grid_new (showing->finding->table, FALSE)));
  return dex_ref (future);
}

static int
find_parent_column (MwEntity *lines, MwEntity *entity)
{
  for (guint i = 0; i < mw_entity_get_n_fields (lines); i++)
    {
      const MwField *field = mw_entity_get_field (lines, i);

      if (g_strcmp0 (field->entity, mw_entity_get_id (entity)) == 0 && g_str_has_suffix (field->id, "_id"))
        return (int) i;
    }
  return -1;
}

static void
start (MwLinesView *self, MwDataset *dataset, int column)
{
  Finding *finding = g_atomic_rc_box_new0 (Finding);
  Showing *showing = g_new0 (Showing, 1);
  DexFuture *future;

  finding->rows = mw_table_dup_generation (mw_dataset_get_table (dataset, self->entity));
  finding->entity = g_object_ref (self->entity);
  finding->origin = self->origin;
  finding->column = column;
  finding->parent = g_strdup (self->parent);
  showing->view = self;
  showing->finding = finding;
  future = dex_future_finally (
    mw_work_run ("lines", find, g_atomic_rc_box_acquire (finding), finding_release), on_found, showing,
    showing_free);
  dex_clear (&self->finding);
  self->finding = future;
}

typedef struct
{
  MwLinesView *view;
  MwReading *reading;
  MwEntity *entity; /* whose lines they are */
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_object_unref (waiting->reading);
  g_object_unref (waiting->entity);
  g_free (waiting);
}

/* The view holds the future that brought it here, so it starts the next one a moment later. */
static gboolean
begin_finding (gpointer data)
{
  Waiting *waiting = data;
  MwLinesView *self = waiting->view;

  self->next = 0;
  if (mw_reading_get_state (waiting->reading) == MW_READING_DONE)
    start (self, mw_reading_get_dataset (waiting->reading),
           find_parent_column (self->entity, waiting->entity));
  else
    show_words (self, _ ("The Lines Could Not Be Loaded"));
  return G_SOURCE_REMOVE;
}

static Waiting *
waiting_new (MwLinesView *self, MwReading *reading, MwEntity *entity)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->view = self;
  waiting->reading = g_object_ref (reading);
  waiting->entity = g_object_ref (entity);
  return waiting;
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  Waiting *waiting = data;
  MwLinesView *self = waiting->view;

  if (self->next == 0)
    self->next = g_idle_add_full (G_PRIORITY_DEFAULT, begin_finding,
                                  waiting_new (self, waiting->reading, waiting->entity), waiting_free);
  return dex_future_new_true ();
}

/* Lines that are a list of their own are read when somebody wants to see them, all of them at once. */
static void
load (MwLinesView *self)
{
  MwReading *reading;

  if (self->is_asked || !self->entity || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_asked = TRUE;
  if (self->along)
    {
      start (self, self->along, -1);
      return;
    }
  show_words (self, _ ("Loading the Lines…"));
  reading = mw_connection_read (self->connection, self->entity);
  self->finding = dex_future_finally (mw_reading_wait (reading), on_loaded,
                                      waiting_new (self, reading, self->parent_entity), waiting_free);
}

/* "purchase_order_line" of "purchase_order". */
static MwEntity *
find_own_list (MwConnection *connection, MwEntity *entity)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);
  g_autofree char *id = g_strconcat (mw_entity_get_id (entity), "_line", NULL);

  for (guint i = 0; i < entities->len; i++)
    if (g_str_equal (mw_entity_get_id (entities->pdata[i]), id) &&
        find_parent_column (entities->pdata[i], entity) >= 0)
      return entities->pdata[i];
  return NULL;
}

/**
 * mw_lines_view_set_row:
 * @self: the view
 * @connection: whose records they are
 * @reading: what brought the row
 * @dataset: where the row is
 * @row: (nullable): a normalized row
 *
 * Shows the lines that belong to the row, as soon as the view is seen: those that came with its record, or
 * those of a list of their own that name it.
 *
 * Returns: %FALSE when there are no lines of such records
 */
gboolean
mw_lines_view_set_row (MwLinesView *self,
                       MwConnection *connection,
                       MwReading *reading,
                       MwDataset *dataset,
                       MwRow *row)
{
  MwEntity *entity = mw_reading_get_entity (reading);
  int id = mw_entity_find_field (entity, "remote_id");
  MwEntity *along = row ? mw_reading_find_lines (reading) : NULL;
  MwEntity *lines = along ? along : row ? find_own_list (connection, entity) : NULL;
  const MwRowOrigin *origin = row ? mw_generation_get_origin (mw_row_get_generation (row),
                                                              mw_row_get_number (row))
                                  : NULL;
  const char *parent = row && id >= 0 ? mw_row_get_cell (row, (guint) id) : NULL;

  forget (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  if (!lines || (along ? !origin : !parent))
    return FALSE;
  self->connection = g_object_ref (connection);
  self->entity = g_object_ref (lines);
  self->parent_entity = g_object_ref (entity);
  self->along = along ? g_object_ref (dataset) : NULL;
  if (origin)
    self->origin = *origin;
  self->parent = g_strdup (parent);
  load (self);
  return TRUE;
}
