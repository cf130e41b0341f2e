/* mw-long-value.c: all of a value that is too long for its place
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One label, or a text view, lays out a paragraph whole, which takes seconds for one of a million characters.
 * So a worker cuts the text into pieces of few lines, and the list makes labels for those that are seen. */

#include "mw-config.h"

#include "mw-long-value.h"

#include "mw-announce.h"
#include "mw-text.h"
#include "mw-work.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes of a piece; a word at its end goes to the next one when it is no longer than that. */
#define PIECE           600
#define MAX_WORD        60
#define PIECES_PER_LOOK 256

/* An atomic reference-counted box; the worker's until it has ended. */
typedef struct
{
  GBytes *text;
  GStrv pieces;
  char *whole; /* for the clipboard */
} Cut;

struct _MwLongValue
{
  AdwDialog parent_instance;

  Cut *cut;
  DexFuture *cutting;

  GtkStack *stack;
  GtkListView *list;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (MwLongValue, mw_long_value, ADW_TYPE_DIALOG)

static void
cut_clear (gpointer data)
{
  Cut *cut = data;

  g_bytes_unref (cut->text);
  g_strfreev (cut->pieces);
  g_free (cut->whole);
}

static void
cut_release (gpointer cut)
{
  g_atomic_rc_box_release_full (cut, cut_clear);
}

static gboolean
is_inside_character (char c)
{
  return ((guchar) c & 0xC0) == 0x80;
}

/* Where the piece that begins at @p ends: with its line, or between two words, or between two characters. */
static const char *
find_end (const char *p, const char *end)
{
  const char *line = memchr (p, '\n', (gsize) (end - p));
  const char *limit = p + PIECE;

  if (line == NULL)
    line = end;
  if (line <= limit)
    return line;
  for (const char *word = limit; word > limit - MAX_WORD; word--)
    if (word[-1] == ' ')
      return word;
  for (line = limit; line > limit - 4 && is_inside_character (*line); line--)
    ;
  return line;
}

static gboolean
cut_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Cut *cut = data;
  g_autoptr (GStrvBuilder) pieces = g_strv_builder_new ();
  gsize length;
  const char *p = g_bytes_get_data (cut->text, &length);
  const char *end = p + length;

  cut->whole = g_utf8_make_valid (p, (gssize) length);
  for (guint i = 1; p < end; i++)
    {
      const char *next = find_end (p, end);
      gboolean is_line = next < end && *next == '\n';
      gsize n = (gsize) (next - p);

      if (is_line && n > 0 && next[-1] == '\r')
        n--;
      /* A line that is empty is one, too. */
      g_strv_builder_take (pieces, mw_text_for_block (p, n, G_MAXUINT));
      p = is_line ? next + 1 : next;
      if (i % PIECES_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  cut->pieces = g_strv_builder_end (pieces);
  return TRUE;
}

static DexFuture *
on_cut (DexFuture *future, gpointer data)
{
  MwLongValue *self = data;
  g_autoptr (GtkStringList) pieces = gtk_string_list_new ((const char *const *) self->cut->pieces);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&pieces)));

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->stack, "text");
  gtk_widget_set_sensitive (self->copy, TRUE);
  return dex_ref (future);
}

static void
on_copy (MwLongValue *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cut->whole);
  mw_announce (self, _ ("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
setup_piece (MwLongValue *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_piece (MwLongValue *self, GtkListItem *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_list_item_set_accessible_label (item, text);
}

static void
mw_long_value_dispose (GObject *object)
{
  MwLongValue *self = MW_LONG_VALUE (object);

  dex_clear (&self->cutting);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_LONG_VALUE);
  g_clear_pointer (&self->cut, cut_release);
  G_OBJECT_CLASS (mw_long_value_parent_class)->dispose (object);
}

static void
mw_long_value_class_init (MwLongValueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_long_value_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-long-value.ui");
  gtk_widget_class_bind_template_child (widget_class, MwLongValue, stack);
  gtk_widget_class_bind_template_child (widget_class, MwLongValue, list);
  gtk_widget_class_bind_template_child (widget_class, MwLongValue, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, setup_piece);
  gtk_widget_class_bind_template_callback (widget_class, bind_piece);
}

static void
mw_long_value_init (MwLongValue *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_long_value_new:
 * @title: what the value is called, safe for Pango
 * @text: (transfer none): the value as it is, any bytes
 *
 * Returns: (transfer floating): a dialog that shows all of it and copies it
 */
MwLongValue *
mw_long_value_new (const char *title, GBytes *text)
{
  MwLongValue *self = g_object_new (MW_TYPE_LONG_VALUE, "title", title, NULL);

  self->cut = g_atomic_rc_box_new0 (Cut);
  self->cut->text = g_bytes_ref (text);
  self->cutting = dex_future_then (
    mw_work_run ("cut value", cut_work, g_atomic_rc_box_acquire (self->cut), cut_release), on_cut, self,
    NULL);
  return self;
}
