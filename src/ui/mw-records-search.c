/* mw-records-search.c: from the search to what was found, by keyboard
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-records-search.h"

static void
go_on (MwRecordsPage *page)
{
  MwGrid *grid = mw_records_page_get_grid (page);

  if (grid)
    gtk_widget_grab_focus (GTK_WIDGET (mw_grid_get_grid_view (grid)));
}

/* Not where the button of the search closed it: the focus stays there. */
static void
on_mode (MwRecordsPage *page, GParamSpec *pspec, GtkSearchBar *bar)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!gtk_search_bar_get_search_mode (bar) && focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (bar)))
    go_on (page);
}

/**
 * mw_records_search_watch:
 * @page: the records
 * @bar: what @entry stands in
 * @entry: where one types what to search for
 *
 * Return in @entry, and closing @bar from within, bring the focus to the table.
 */
void
mw_records_search_watch (MwRecordsPage *page, GtkSearchBar *bar, GtkSearchEntry *entry)
{
  gtk_search_bar_connect_entry (bar, GTK_EDITABLE (entry));
  g_signal_connect_object (entry, "activate", G_CALLBACK (go_on), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "notify::search-mode-enabled", G_CALLBACK (on_mode), page, G_CONNECT_SWAPPED);
}
