/* mw-json-lines.c: the JSON of one record as lines for a virtual list, indented on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-lines.h"

#include <glib/gi18n-lib.h>

#include "mw-json-line.h"
#include "mw-json-pointer.h"
#include "mw-json.h"

#include "mw-work.h"

#define MAX_LINES           20000
#define MAX_LINE_BYTES      2000
#define MAX_INDENT          32
#define BYTES_BETWEEN_LOOKS 65536

typedef struct
{
  GBytes *record;
  GPtrArray *lines; /* of MwJsonLine */
} Job;

/* What the line stands in. */
typedef struct
{
  gboolean is_array;
  guint index;
  gsize length; /* of its pointer */
} Frame;

typedef struct
{
  GPtrArray *lines;
  GString *line;
  GString *pointer; /* RFC 6901, of the value on the line */
  GArray *frames;   /* of Frame */
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
  g_ptr_array_add (self->lines,
                   mw_json_line_new (g_utf8_make_valid (self->line->str, (gssize) self->line->len),
                                     g_utf8_make_valid (self->pointer->str, (gssize) self->pointer->len)));
  g_string_truncate (self->line, 0);
  self->cut = FALSE;
}

static void
set_index (Writer *self, const Frame *frame)
{
  g_string_truncate (self->pointer, frame->length);
  if (frame->is_array)
    g_string_append_printf (self->pointer, "/%u", frame->index);
}

static void
writer_enter (Writer *self, gboolean is_array)
{
  const Frame frame = { is_array, 0, self->pointer->len };

  writer_break (self);
  self->depth++;
  g_array_append_val (self->frames, frame);
  set_index (self, &frame);
}

static void
writer_leave (Writer *self)
{
  writer_break (self);
  if (self->depth > 0)
    self->depth--;
  if (self->frames->len == 0)
    return;
  g_string_truncate (self->pointer, g_array_index (self->frames, Frame, self->frames->len - 1).length);
  g_array_set_size (self->frames, self->frames->len - 1);
}

static void
writer_go_on (Writer *self)
{
  writer_break (self);
  if (self->frames->len > 0)
    {
      Frame *frame = &g_array_index (self->frames, Frame, self->frames->len - 1);

      frame->index++;
      set_index (self, frame);
    }
}

/* @key: as it was sent, with quotes. Only what is escaped in it must be read. */
static void
writer_name (Writer *self, const char *key, gsize length)
{
  g_autoptr (MwJson) json = memchr (key, '\\', length) ? mw_json_parse (key, length, NULL) : NULL;
  const char *plain = json ? mw_json_peek_text (mw_json_get_root (json), &length) : NULL;

  if (!plain)
    {
      plain = key + 1;
      length -= 2;
    }
  if (self->frames->len > 0)
    g_string_truncate (self->pointer, g_array_index (self->frames, Frame, self->frames->len - 1).length);
  mw_json_pointer_append (self->pointer, plain, length);
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
  g_autoptr (GString) pointer = g_string_new (NULL);
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  Writer writer = { job->lines, line, pointer, frames, 0, FALSE };
  gboolean in_string = FALSE;
  gsize string_start = 0;
  gsize string_end = 0;

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
            {
              in_string = FALSE;
              string_end = i + 1;
            }
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
            writer_enter (&writer, c == '[');
          }
          break;
        case '}':
        case ']':
          writer_leave (&writer);
          writer_add (&writer, c);
          break;
        case ',':
          writer_add (&writer, c);
          writer_go_on (&writer);
          break;
        case ':':
          if (string_end > string_start)
            writer_name (&writer, text + string_start, string_end - string_start);
          writer_add (&writer, c);
          writer_add (&writer, ' ');
          break;
        case '"':
          in_string = TRUE;
          string_start = i;
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
  GListStore *list = g_list_store_new (MW_TYPE_JSON_LINE);

  g_list_store_splice (list, 0, 0, job->lines->pdata, job->lines->len);
  return dex_future_new_take_object (list);
}

/**
 * mw_json_lines_new:
 * @record: the exact bytes of one record
 *
 * Indents @record on the work pool. Very long lines and very long records are cut, and say so.
 *
 * Returns: (transfer full): resolves to a #GListModel of #MwJsonLine
 */
DexFuture *
mw_json_lines_new (GBytes *record)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->record = g_bytes_ref (record);
  job->lines = g_ptr_array_new_with_free_func (g_object_unref);
  return dex_future_then (mw_work_run ("indent record", indent, g_atomic_rc_box_acquire (job), job_unref),
                          on_indented, job, job_unref);
}
