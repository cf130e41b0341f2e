/* test-grid-values.c: what the cells of a grid show: dates of the locale, and values that are too long or odd
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>
#include <string.h>

#include "mw-grid-cells.h"
#include "mw-grid-fixture.h"
#include "mw-grid-view-private.h"
#include "mw-nested.h"

#define N_NOTE_LINES 13000
#define MEGABYTE     (1 << 20)

static const MwField fields[] = {
  { .id = "number", .title = "Number", .type = MW_FIELD_TYPE_CODE, .is_default = TRUE },
  { .id = "due", .title = "Due", .description = "A day", .type = MW_FIELD_TYPE_DATE, .is_default = TRUE },
  { .id = "changed",
    .title = "Changed",
    .description = "A moment",
    .type = MW_FIELD_TYPE_DATETIME,
    .is_default = TRUE },
  { .id = "note",
    .title = "Note",
    .description = "A text",
    .type = MW_FIELD_TYPE_LONG_TEXT,
    .is_default = TRUE },
};

static void
start (MwGridFixture *self, const char *const *cells, guint n_rows)
{
  MwTable *table = mw_table_new ("orders", "Orders");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (G_N_ELEMENTS (fields));
  g_autoptr (MwChunk) chunk = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    mw_table_add_column (table, fields[i].id, fields[i].title, &fields[i]);
  for (guint row = 0; row < n_rows; row++)
    {
      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, row, -1 });
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        mw_chunk_builder_set_cell (builder, i, cells[row * G_N_ELEMENTS (fields) + i], -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  mw_grid_fixture_start (self, table, FALSE);
  mw_grid_fixture_draw (self);
}

static char *
dup_shown (MwGridFixture *self, guint row, const char *id)
{
  return mw_grid_cells_dup_text (mw_grid_get_view (self->grid), row, mw_grid_fixture_get_column (self, id));
}

static gboolean
has_tooltip (MwGridFixture *self, guint row, const char *id)
{
  GdkRectangle area = mw_grid_fixture_get_area (self, row, id);
  g_autoptr (GObject) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean has;

  g_signal_emit_by_name (self->view, "query-tooltip", area.x + area.width / 2, area.y + area.height / 2,
                         FALSE, tooltip, &has);
  return has;
}

static void
test_dates (void)
{
  const char *cells[] = {
    "PO-1", "2026-11-22", "2026-11-22T13:05:00Z", "short", "PO-2", "31.02.2026", NULL, NULL,
  };
  g_autofree char *day = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *odd = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *sent = NULL;
  MwGridFixture self = { 0 };

  if (setlocale (LC_TIME, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("de_DE.UTF-8 is not installed here");
      return;
    }
  start (&self, cells, 2);
  day = dup_shown (&self, 0, "due");
  moment = dup_shown (&self, 0, "changed");
  odd = dup_shown (&self, 1, "due");
  g_assert_cmpstr (day, ==, "22.11.2026");
  g_assert_true (g_str_has_prefix (moment, "22.11.2026 ") || g_str_has_prefix (moment, "23.11.2026 "));
  g_assert_cmpstr (odd, ==, "31.02.2026");
  /* What was sent is in the tooltip where something else is shown, and is what is copied. */
  g_assert_true (has_tooltip (&self, 0, "due"));
  g_assert_true (has_tooltip (&self, 0, "changed"));
  sent = mw_grid_view_dup_tooltip (self.view, 0, mw_grid_fixture_get_column (&self, "due"));
  g_assert_cmpstr (sent, ==, "2026-11-22");
  g_clear_pointer (&sent, g_free);
  sent = mw_grid_view_dup_tooltip (self.view, 0, mw_grid_fixture_get_column (&self, "changed"));
  g_assert_cmpstr (sent, ==, "2026-11-22T13:05:00Z");
  g_assert_false (has_tooltip (&self, 1, "due"));
  g_assert_false (has_tooltip (&self, 0, "note"));
  mw_grid_fixture_click_cell (&self, 0, "due", 1);
  mw_grid_fixture_act (&self, "grid.copy", NULL);
  copied = mw_grid_fixture_read_clipboard (&self);
  g_assert_cmpstr (copied, ==, "2026-11-22");
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "grid-dates-german");
  mw_grid_fixture_stop (&self);
  setlocale (LC_TIME, "C.UTF-8");
}

static char *
repeat (const char *text, guint n)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (all, text);
  return g_string_free_and_steal (all);
}

/* Whatever a system sends, a cell gets one short line of text. */
static void
test_odd (void)
{
  g_autofree char *megabyte = repeat ("0123456789abcdef", MEGABYTE / 16);
  g_autofree char *lines = repeat ("A line of a note\n", N_NOTE_LINES);
  const char *cells[] = {
    "PO-1",
    NULL,
    NULL,
    megabyte,
    "PO-2",
    NULL,
    NULL,
    lines,
    "PO-3",
    NULL,
    NULL,
    "invoice\xe2\x80\xae"
    "fdp.exe", /* RIGHT-TO-LEFT OVERRIDE */
    "PO-4",
    NULL,
    NULL,
    "bell\x07, escape\x1b[31m, tab\tend", /**/
    "PO-5",
    NULL,
    NULL,
    "\xff\xfe broken",
    "PO-6",
    NULL,
    NULL,
    "مضخة 12 קו",
  };
  MwGridFixture self = { 0 };

  start (&self, cells, 6);
  for (guint row = 0; row < 6; row++)
    {
      g_autofree char *shown = dup_shown (&self, row, "note");

      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (shown, -1), <=, 257);
      g_assert_cmpint (g_utf8_strlen (shown, -1), >, 8);
      for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar character = g_utf8_get_char (p);

          g_assert_false (g_unichar_iscntrl (character));
          g_assert_cmpuint (character, !=, 0x202e);
        }
    }
  g_assert_true (has_tooltip (&self, 0, "note"));
  g_assert_true (has_tooltip (&self, 1, "note"));
  /* As wide as it may be, not as the megabyte is. */
  mw_grid_view_auto_size (self.view, mw_grid_fixture_get_column (&self, "note"));
  mw_grid_fixture_draw (&self);
  g_assert_cmpint (mw_column_get_width (mw_grid_fixture_get_column (&self, "note")), <=, 4000);
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "grid-odd-values");
  mw_grid_fixture_stop (&self);
}

static void
test_nested (void)
{
  static const struct
  {
    const char *text, *summary;
  } values[] = {
    { "[{\"a\":1},{\"a\":[2,{}]}]", "2 lines" },
    { "[{\"a\":\"]\\\"}\"}]", "1 line" },
    { "[[1,2],[3]]", "2 entries" },
    { "[[]]", "1 entry" },
    { "[\"one text of a list that is longer than there is room\"]", "1 entry" },
    { "{\"id\":7,\"name\":\"Miller, Inc.\"}", "2 fields" },
    { "{}", "0 fields" },
    { "{ \"a\" : [ ] }", "1 field" },
    { "[7,\"Miller\"]", NULL },
    { "[]", NULL },
    { "[see the note]", NULL },
    { "[see] the note", NULL },
    { "{see", NULL },
    { "[\"", NULL },
    { "[\"\\", NULL },
    { "]", NULL },
    { "plain", NULL },
    { "", NULL },
  };
  g_autofree char *lines = repeat ("{\"text\":\"0123456789\"},", 60000);
  g_autofree char *large = g_strdup_printf ("[%s{}]", lines);
  g_autofree char *too_long = mw_nested_dup_summary (large, strlen (large));

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *summary = mw_nested_dup_summary (values[i].text, strlen (values[i].text));

      g_assert_cmpstr (summary, ==, values[i].summary);
    }
  g_assert_cmpstr (too_long, ==, "Too long to be counted");
}

/* Records of 2,000 keys: those they are known by stand first, ten are shown. */
static void
test_first (void)
{
  static const char *const first[] = { "column 1999", "absent", "column 0003", NULL };
  MwTable *table = mw_table_new ("orders", "Orders");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (2000);
  g_autoptr (MwChunk) chunk = NULL;
  MwGridFixture self = { 0 };

  mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, 0, -1 });
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *id = g_strdup_printf ("column %04u", i);

      mw_table_add_column (table, id, NULL, NULL);
      mw_chunk_builder_set_cell (builder, i, i % 7 == 0 ? "[{\"line\":1},{\"line\":2}]" : id, -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  mw_grid_fixture_start (&self, table, TRUE);
  g_assert_cmpuint (mw_grid_get_n_visible_columns (self.grid), ==, 10);
  mw_grid_set_first_columns (self.grid, first);
  g_assert_cmpuint (g_list_model_get_n_items (mw_grid_get_columns (self.grid)), ==, 2000);
  g_assert_cmpuint (mw_grid_get_n_visible_columns (self.grid), ==, 10);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const shown[] = { "column 1999", "column 0003", "column 0000", "column 0001" };
      g_autoptr (MwColumn) column = g_list_model_get_item (mw_grid_get_columns (self.grid), i);

      g_assert_cmpstr (mw_column_get_id (column), ==, shown[i]);
      g_assert_true (mw_column_get_visible (column));
    }
  mw_grid_fixture_draw (&self);
  g_assert_true (has_tooltip (&self, 0, "column 0000"));
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "grid-raw-2000");
  mw_grid_fixture_stop (&self);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/grid/dates", test_dates);
  g_test_add_func ("/grid/odd-values", test_odd);
  g_test_add_func ("/grid/nested", test_nested);
  g_test_add_func ("/grid/first", test_first);
  return mw_ui_test_run ();
}
