/* mw-records-parent.c: from a line to the record that it belongs to
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-records-parent.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-lines-of.h"
#include "mw-text.h"
#include "mw-work.h"

#define ACTION        "win.open-parent"
#define ROWS_PER_LOOK 4096
#define MAX_NAME      100

/* What the selected row belongs to, and the id that it has for it. Rows as they were sent have no such field.
 */
static MwEntity *
find_parent (MwRecordsPage *page, const char **id, const char **name)
{
  MwGrid *grid = page ? mw_records_page_get_grid (page) : NULL;
  MwRow *row = grid ? mw_grid_get_selected (grid) : NULL;
  MwEntity *lines = page ? mw_records_page_get_entity (page) : NULL;
  int reference = row ? mw_lines_of_find_reference (lines) : -1;
  const MwField *field = reference >= 0 ? mw_entity_get_field (lines, (guint) reference) : NULL;
  MwGeneration *rows = row ? mw_row_get_generation (row) : NULL;
  int column = field ? mw_generation_find_column (rows, field->id) : -1;
  int words = field && field->pair >= 0
                ? mw_generation_find_column (rows, mw_entity_get_field (lines, (guint) field->pair)->id)
                : -1;

  *id = column >= 0 ? mw_generation_get_cell (rows, mw_row_get_number (row), (guint) column, NULL) : NULL;
  *name = words >= 0 ? mw_generation_get_cell (rows, mw_row_get_number (row), (guint) words, NULL) : NULL;
  if (*name == NULL)
    *name = *id;
  return *id ? mw_lines_of_find_entity (mw_records_page_get_connection (page), field->entity) : NULL;
}

/* A look through the rows, on a worker: an atomic reference-counted box. */
typedef struct
{
  MwGeneration *rows;
  guint column;
  char *id;
  guint found; /* number of the row */
} Look;

static void
look_clear (gpointer data)
{
  Look *look = data;

  mw_generation_unref (look->rows);
  g_free (look->id);
}

static void
look_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, look_clear);
}

static gboolean
look_through (gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = data;

  for (guint row = 0; row < mw_generation_get_n_rows (look->rows) && look->found == G_MAXUINT; row++)
    {
      if (row % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (g_strcmp0 (mw_generation_get_cell (look->rows, row, look->column, NULL), look->id) == 0)
        look->found = row;
    }
  return TRUE;
}

/* Main thread. */
typedef struct
{
  MwRecordsPage *page; /* of the parent */
  char *id;            /* or NULL */
  char *name;          /* for people */
  MwTable *table;      /* where it is known to stand, or NULL */
  guint number;
} Going;

static void
going_free (Going *self)
{
  g_object_unref (self->page);
  g_clear_object (&self->table);
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Going, going_free)

/* On a fiber. G_MAXUINT: not among what has come so far. */
static guint
find_number (Going *self)
{
  MwGrid *grid = mw_records_page_get_grid (self->page);
  g_autoptr (MwGeneration) rows = grid ? mw_table_dup_generation (mw_grid_get_table (grid)) : NULL;
  int column = rows ? mw_generation_find_column (rows, "remote_id") : -1;
  g_autoptr (GError) error = NULL;
  Look *look;
  guint found;

  if (grid != NULL && mw_grid_get_table (grid) == self->table)
    return self->number;
  if (column < 0 || self->id == NULL)
    return G_MAXUINT;
  look = g_atomic_rc_box_new0 (Look);
  look->rows = g_steal_pointer (&rows);
  look->column = (guint) column;
  look->id = g_strdup (self->id);
  look->found = G_MAXUINT;
  dex_await (mw_work_run ("parent", look_through, g_atomic_rc_box_acquire (look), look_release), &error);
  found = error == NULL ? look->found : G_MAXUINT;
  look_release (look);
  return found;
}

static char *
dup_words (Going *self, gboolean is_hidden)
{
  g_autofree char *name = mw_text_for_cell (self->name, strlen (self->name), MAX_NAME);

  if (is_hidden)
    /* Translators: %s is the number of an order */
    return g_strdup_printf (_ ("The search or a filter hides “%s”"), name);
  /* Translators: %s is the number of an order */
  return g_strdup_printf (_ ("“%s” is not among these records"), name);
}

/* Rows stay where they are in a table, so their number holds while more come. */
static void
show (Going *self, guint number)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self->page), MW_TYPE_WINDOW);
  MwGrid *grid = mw_records_page_get_grid (self->page);
  guint position = number != G_MAXUINT ? mw_view_find_number (mw_grid_get_view (grid), number) : G_MAXUINT;

  if (window == NULL)
    return;
  if (position == G_MAXUINT)
    {
      g_autofree char *words = dup_words (self, number != G_MAXUINT);

      mw_window_add_toast (MW_WINDOW (window), words);
    }
  else
    {
      mw_grid_view_set_cursor (mw_grid_get_grid_view (grid), position, NULL, FALSE);
      gtk_widget_activate_action (GTK_WIDGET (mw_grid_get_grid_view (grid)), "grid.open", NULL);
    }
}

/* A fiber of the main thread. What is loaded is looked through first; only then what is still to come is
 * waited for. */
static DexFuture *
go (gpointer data)
{
  g_autoptr (Going) self = data;
  g_autoptr (MwReading) reading = g_object_ref (mw_records_page_get_reading (self->page));
  guint number = find_number (self);

  if (number == G_MAXUINT)
    {
      dex_await (mw_reading_wait (reading), NULL);
      number = find_number (self);
    }
  show (self, number);
  return dex_future_new_true ();
}

/* Takes @going. */
static void
begin (Going *going, MwWindow *window, MwConnection *connection, MwEntity *entity)
{
  mw_window_show_entity (window, connection, entity);
  going->page = g_object_ref (mw_window_get_records_page (window));
  dex_future_disown (dex_scheduler_spawn (dex_scheduler_get_default (), 0, go, going, NULL));
}

/**
 * mw_records_parent_go_to_row:
 * @window: the main window
 * @connection: where the record is
 * @entity: what it is
 * @table: where it stands now
 * @number: of its row in @table
 * @id: (nullable): by which it is found, should other rows be shown by then
 * @name: (nullable): what people call it
 *
 * Shows the records of @entity, and among them that one with its details; says so when it is not there.
 */
void
mw_records_parent_go_to_row (MwWindow *window,
                             MwConnection *connection,
                             MwEntity *entity,
                             MwTable *table,
                             guint number,
                             const char *id,
                             const char *name)
{
  Going *going = g_new0 (Going, 1);

  going->id = g_strdup (id);
  going->name = g_strdup (name ? name : "");
  going->table = g_object_ref (table);
  going->number = number;
  begin (going, window, connection, entity);
}

static void
action_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MwWindow *window = MW_WINDOW (widget);
  MwRecordsPage *page = mw_window_get_records_page (window);
  const char *id = NULL;
  const char *name = NULL;
  MwEntity *entity = find_parent (page, &id, &name);
  Going *going;

  if (entity == NULL)
    return;
  going = g_new0 (Going, 1);
  /* What the row belongs to goes away with the page. */
  going->id = g_strdup (id);
  going->name = g_strdup (name);
  begin (going, window, mw_records_page_get_connection (page), entity);
}

/**
 * mw_records_parent_install:
 * @widget_class: the class of the main window
 */
void
mw_records_parent_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, ACTION, NULL, action_open);
}

/**
 * mw_records_parent_update:
 * @page: (nullable): the records that are shown, of which another one may be selected now
 * @window: where
 */
void
mw_records_parent_update (MwRecordsPage *page, MwWindow *window)
{
  const char *id = NULL;
  const char *name = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (window), ACTION, find_parent (page, &id, &name) != NULL);
}
