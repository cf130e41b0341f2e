/* mw-json-lines.c: the JSON of one record as lines for a virtual list, indented on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-lines.h"

#include <glib/gi18n-lib.h>

#include "mw-work.h"

#define MAX_LINES           20000
#define MAX_LINE_BYTES      2000
#define MAX_INDENT          32
#define BYTES_BETWEEN_LOOKS 65536

typedef struct
{
  GBytes *record;
  GPtrArray *lines;
} Job;

typedef struct
{
  GPtrArray *lines;
  GString *line;
  guint depth;
  gboolean cut; /* the line has reached its limit */
} Writer;

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->record);
  g_ptr_array_unref (job->lines);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_clear);
}

static void
writer_add (Writer *self, char c)
{
  if (self->line->len == 0)
    for (guint i = 0; i < MIN (self->depth, MAX_INDENT); i++)
      g_string_append (self->line, "  ");
  if (self->line->len < MAX_LINE_BYTES)
    g_string_append_c (self->line, c);
  else
    self->cut = TRUE;
}

static void
writer_break (Writer *self)
{
  if (self->line->len == 0)
    return;
  if (self->cut)
    g_string_append (self->line, "…");
  g_ptr_array_add (self->lines, g_utf8_make_valid (self->line->str, self->line->len));
  g_string_truncate (self->line, 0);
  self->cut = FALSE;
}

static gsize
skip_space (const char *text, gsize length, gsize i)
{
  while (i < length && strchr (" \t\r\n", text[i]) && text[i])
    i++;
  return i;
}

/* Works on the bytes as they were sent and changes only the white space between tokens: numbers, escapes, the
 * order of keys and double keys stay as they are. The scanner has checked that it is JSON. */
static gboolean
indent (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  gsize length;
  const char *text = g_bytes_get_data (job->record, &length);
  g_autoptr (GString) line = g_string_new (NULL);
  Writer writer = { job->lines, line, 0, FALSE };
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (i % BYTES_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (job->lines->len >= MAX_LINES)
        {
          g_string_assign (line, _ ("… (the rest is not shown; Copy has all of it)"));
          break;
        }
      if (in_string)
        {
          writer_add (&writer, c);
          if (c == '\\' && i + 1 < length)
            writer_add (&writer, text[++i]);
          else if (c == '"')
            in_string = FALSE;
          continue;
        }
      switch (c)
        {
        case ' ':
        case '\t':
        case '\r':
        case '\n':
          break;
        case '{':
        case '[':
          {
            gsize next = skip_space (text, length, i + 1);

            writer_add (&writer, c);
            if (next < length && text[next] == (c == '{' ? '}' : ']'))
              {
                writer_add (&writer, text[next]);
                i = next;
                break;
              }
            writer_break (&writer);
            writer.depth++;
          }
          break;
        case '}':
        case ']':
          writer_break (&writer);
          if (writer.depth > 0)
            writer.depth--;
          writer_add (&writer, c);
          break;
        case ',':
          writer_add (&writer, c);
          writer_break (&writer);
          break;
        case ':':
          writer_add (&writer, c);
          writer_add (&writer, ' ');
          break;
        case '"':
          in_string = TRUE;
          writer_add (&writer, c);
          break;
        default:
          writer_add (&writer, c);
        }
    }
  writer_break (&writer);
  return TRUE;
}

static DexFuture *
on_indented (DexFuture *future, gpointer data)
{
  Job *job = data;
  GtkStringList *list = gtk_string_list_new (NULL);

  g_ptr_array_add (job->lines, NULL);
  gtk_string_list_splice (list, 0, 0, (const char *const *) job->lines->pdata);
  return dex_future_new_take_object (list);
}

/**
 * mw_json_lines_new:
 * @record: the exact bytes of one record
 *
 * Indents @record on the work pool. Very long lines and very long records are cut, and say so.
 *
 * Returns: (transfer full): resolves to a #GListModel of #GtkStringObject, one a line
 */
DexFuture *
mw_json_lines_new (GBytes *record)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->record = g_bytes_ref (record);
  job->lines = g_ptr_array_new_with_free_func (g_free);
  return dex_future_then (mw_work_run ("indent record", indent, g_atomic_rc_box_acquire (job), job_unref),
                          on_indented, job, job_unref);
}
