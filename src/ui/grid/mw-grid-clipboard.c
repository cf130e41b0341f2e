/* mw-grid-clipboard.c: puts what is selected in a grid on the clipboard
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-grid-copy.h"
#include "mw-grid-view-private.h"
#include "mw-work.h"
#include "mw-wording.h"

/* Copied at once: who pastes right after must not get what was there before. */
#define FEW_CELLS 20000

static void
tell (MwGridView *self, const char *words)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  mw_announce (self, words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  if (toasts)
    {
      AdwToast *toast = adw_toast_new (words);

      adw_toast_set_use_markup (toast, FALSE);
      adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
    }
}

static void
finish (MwGridView *self, MwGridCopy *copy)
{
  g_autofree char *number = mw_wording_number ((guint64) copy->rows->len * copy->columns->len);
  g_autofree char *words = NULL;

  if (!copy->text)
    {
      tell (self, _ ("That is too much to copy. Export it instead."));
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), copy->text);
  /* Translators: how many cells of a table were copied */
  words = g_strdup_printf (_ ("Cells copied: %s"), number);
  tell (self, words);
}

typedef struct
{
  MwGridView *view;
  MwGridCopy *copy;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  mw_grid_copy_unref (waiting->copy);
  g_free (waiting);
}

/* The grid holds the future, and lets go of it when it goes. */
static DexFuture *
on_done (DexFuture *future, gpointer data)
{
  Waiting *waiting = data;

  if (dex_future_is_resolved (future))
    finish (waiting->view, waiting->copy);
  return dex_ref (future);
}

static void
copy_later (MwGridView *self, MwGridCopy *copy)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  DexFuture *future = mw_work_run ("copy", mw_grid_copy_run, mw_grid_copy_ref (copy), mw_grid_copy_unref);

  waiting->view = self;
  waiting->copy = mw_grid_copy_ref (copy);
  dex_clear (&self->copying);
  self->copying = dex_future_finally (future, on_done, waiting, waiting_free);
}

/* What is selected; nothing without a cursor. */
void
mw_grid_view_copy (MwGridView *self, gboolean with_headers)
{
  g_autoptr (MwGridCopy) copy = NULL;
  guint row, last_row;
  int slot, last_slot;
  guint64 n_cells;

  if (!mw_grid_view_get_block (self, &row, &last_row, &slot, &last_slot))
    return;
  n_cells = ((guint64) last_row - row + 1) * (guint64) (last_slot - slot + 1);
  if (n_cells > MW_GRID_COPY_MAX_CELLS)
    {
      tell (self, _ ("That is too much to copy. Export it instead."));
      return;
    }
  copy = mw_grid_copy_new (mw_view_get_generation (self->rows), with_headers);
  for (int i = slot; i <= last_slot; i++)
    g_ptr_array_add (
      copy->columns,
      g_object_ref (mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) i)->column));
  for (guint i = row; i <= last_row; i++)
    {
      guint32 number = mw_view_get_number (self->rows, i);

      g_array_append_val (copy->rows, number);
    }
  dex_clear (&self->copying);
  if (n_cells > FEW_CELLS)
    copy_later (self, copy);
  else if (mw_grid_copy_run (copy, NULL, NULL))
    finish (self, copy);
}
