/* mw-load-page.c: a page of the connect dialog: how much of each list is loaded, and what that costs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-load-page.h"

#include "mw-advice.h"
#include "mw-describe-group.h"
#include "mw-load-row.h"

struct _MwLoadPage
{
  AdwNavigationPage parent_instance;

  MwConnection *connection;
  GPtrArray *rows;     /* of MwLoadRow, the list's */
  DexFuture *counting; /* of one row; dropping it cancels */
  DexFuture *saving;
  gboolean is_wanted; /* as soon as all is counted */
  gboolean is_warned; /* that it cannot be stored */
  gboolean is_done;

  AdwBanner *banner;
  MwDescribeGroup *describe;
  GtkListBox *list;
  GtkWidget *load;
};

G_DEFINE_FINAL_TYPE (MwLoadPage, mw_load_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void count_next (MwLoadPage *self);
static void store_if_wanted (MwLoadPage *self);

static char *
dup_title (MwLoadPage *self, const GError *error)
{
  g_autoptr (MwAdvice) advice = mw_advice_new (error, mw_connection_get_system (self->connection),
                                               mw_connection_get_address (self->connection));

  return g_steal_pointer (&advice->title);
}

static void
show_problem (MwLoadPage *self, const char *text)
{
  adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, TRUE);
}

static DexFuture *
on_counted (DexFuture *future, gpointer data)
{
  MwLoadPage *self = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      count_next (self);
    }
  else
    {
      g_autofree char *title = dup_title (self, error);

      show_problem (self, title);
      for (guint i = 0; i < self->rows->len; i++)
        mw_load_row_give_up (self->rows->pdata[i]);
      store_if_wanted (self);
    }
  return dex_future_new_true ();
}

/* One list after the other: counting is not more urgent than reading. */
static void
count_next (MwLoadPage *self)
{
  DexFuture *before = g_steal_pointer (&self->counting);

  for (guint i = 0; i < self->rows->len && self->counting == NULL; i++)
    if (mw_load_row_is_open (self->rows->pdata[i]))
      self->counting = dex_future_finally (mw_load_row_count (self->rows->pdata[i]), on_counted, self, NULL);
  dex_clear (&before);
  if (self->counting == NULL)
    store_if_wanted (self);
}

static void
finish (MwLoadPage *self)
{
  self->is_done = TRUE;
  dex_clear (&self->counting);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

/* Once said, it is not worth more of the user's time: it holds until the program ends. */
static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  MwLoadPage *self = data;
  g_autoptr (MwLoadPage) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_sensitive (self->load, TRUE);
  if (dex_future_get_value (future, &error) != NULL || self->is_warned)
    {
      finish (self);
      return dex_future_new_true ();
    }
  self->is_warned = TRUE;
  title = dup_title (self, error);
  show_problem (self, title);
  return dex_future_new_true ();
}

static void
take (MwLoadPage *self)
{
  mw_describe_group_apply (self->describe);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const MwScope scope = mw_load_row_get_scope (self->rows->pdata[i]);

      mw_connection_narrow (self->connection, mw_load_row_get_entity (self->rows->pdata[i]), &scope);
    }
}

static void
store_if_wanted (MwLoadPage *self)
{
  if (!self->is_wanted)
    return;
  self->is_wanted = FALSE;
  take (self);
  dex_clear (&self->saving);
  self->saving = dex_future_finally (mw_connection_save (self->connection), on_saved, self, NULL);
}

/* What was not counted yet may be large. */
static void
on_load (MwLoadPage *self)
{
  gtk_widget_set_sensitive (self->load, FALSE);
  self->is_wanted = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    if (mw_load_row_is_open (self->rows->pdata[i]))
      return;
  store_if_wanted (self);
}

/* One key is enough. */
static void
on_shown (MwLoadPage *self)
{
  gtk_widget_grab_focus (self->load);
}

static void
mw_load_page_dispose (GObject *object)
{
  MwLoadPage *self = MW_LOAD_PAGE (object);

  dex_clear (&self->counting);
  dex_clear (&self->saving);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_LOAD_PAGE);
  G_OBJECT_CLASS (mw_load_page_parent_class)->dispose (object);
}

static void
mw_load_page_class_init (MwLoadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_load_page_dispose;
  signals[SIGNAL_DONE] = g_signal_new ("done", MW_TYPE_LOAD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  g_type_ensure (MW_TYPE_DESCRIBE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-load-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwLoadPage, banner);
  gtk_widget_class_bind_template_child (widget_class, MwLoadPage, describe);
  gtk_widget_class_bind_template_child (widget_class, MwLoadPage, list);
  gtk_widget_class_bind_template_child (widget_class, MwLoadPage, load);
  gtk_widget_class_bind_template_callback (widget_class, on_load);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
}

static void
mw_load_page_init (MwLoadPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_load_page_set_connection:
 * @self: the page
 * @connection: one that was just made
 *
 * Shows its lists and counts them.
 */
void
mw_load_page_set_connection (MwLoadPage *self, MwConnection *connection)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  dex_clear (&self->counting);
  g_set_object (&self->connection, connection);
  self->is_wanted = FALSE;
  self->is_warned = FALSE;
  self->is_done = FALSE;
  adw_banner_set_revealed (self->banner, FALSE);
  mw_describe_group_set_connection (self->describe, connection);
  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < entities->len; i++)
    {
      MwLoadRow *row = mw_load_row_new (connection, entities->pdata[i]);

      g_signal_connect_object (row, "changed", G_CALLBACK (count_next), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, GTK_WIDGET (row));
      g_ptr_array_add (self->rows, row);
    }
  count_next (self);
}

/**
 * mw_load_page_take:
 * @self: the page
 *
 * Takes what is shown, as its button does, without waiting until it is stored.
 */
void
mw_load_page_take (MwLoadPage *self)
{
  if (self->connection == NULL || self->is_done)
    return;
  self->is_done = TRUE;
  dex_clear (&self->counting);
  take (self);
  dex_future_disown (mw_connection_save (self->connection));
}
