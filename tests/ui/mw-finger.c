/* mw-finger.c: a finger on the screen of a test
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the page does that gtk4-broadwayd 4.18 sends to browsers: a WebSocket, on which commands come as bytes
 * and events go as 32 bit numbers. Nothing is drawn; what is answered is only what the daemon waits for. */

#include "mw-finger.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "mw-test-tree.h"
#include "mw-ui-test.h"

#define DISPLAY ":7"
#define DAEMON  "gtk4-broadwayd"
#define HELLO                                                                                                \
  "GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"                 \
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"                             \
  "Sec-WebSocket-Protocol: broadway\r\nOrigin: http://localhost\r\n\r\n"
#define BINARY 0x82

typedef enum
{
  COMMAND_GRAB_POINTER,
  COMMAND_UNGRAB_POINTER,
  COMMAND_NEW_SURFACE,
  COMMAND_SHOW_SURFACE,
  COMMAND_HIDE_SURFACE,
  COMMAND_RAISE_SURFACE,
  COMMAND_LOWER_SURFACE,
  COMMAND_DESTROY_SURFACE,
  COMMAND_MOVE_RESIZE,
  COMMAND_SET_TRANSIENT_FOR,
  COMMAND_DISCONNECTED,
  COMMAND_SURFACE_UPDATE,
  COMMAND_SET_SHOW_KEYBOARD,
  COMMAND_UPLOAD_TEXTURE,
  COMMAND_RELEASE_TEXTURE,
  COMMAND_SET_NODES,
  COMMAND_ROUNDTRIP,
} Command;

typedef enum
{
  EVENT_ENTER = 0,
  EVENT_TOUCH = 5,
  EVENT_GRAB_NOTIFY = 9,
  EVENT_UNGRAB_NOTIFY = 10,
  EVENT_CONFIGURE_NOTIFY = 11,
  EVENT_SCREEN_SIZE_CHANGED = 12,
  EVENT_ROUNDTRIP_NOTIFY = 14,
} Event;

typedef enum
{
  TOUCH_BEGIN,
  TOUCH_UPDATE,
  TOUCH_END,
} Touch;

typedef struct
{
  int x, y, width, height;
} Surface;

struct _MwFinger
{
  char *folder;
  GSubprocess *daemon;
  GSocketConnection *connection;
  GCancellable *cancellable;
  GByteArray *received;
  gboolean is_open; /* the greeting is over */
  guint8 buffer[65536];
  GHashTable *surfaces; /* Surface, by its number */
  guint32 serial;
  guint32 time;
  int sequence; /* another one each time the finger comes down */
  int screen_width, screen_height;
  GtkWidget *watched;
  guint n_sent;
  guint n_seen;
};

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

MwFinger *
mw_finger_new (void)
{
  g_autofree char *program = g_find_program_in_path (DAEMON);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *screen = NULL;
  g_autofree char *display = NULL;
  MwFinger *self;

  if (!program)
    return NULL;
  self = g_new0 (MwFinger, 1);
  self->folder = g_dir_make_tmp ("mw-finger-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_RUNTIME_DIR", self->folder, TRUE);
  g_setenv ("GDK_BACKEND", "broadway", TRUE);
  g_setenv ("BROADWAY_DISPLAY", DISPLAY, TRUE);
  g_setenv ("GSK_RENDERER", "broadway", TRUE);
  screen = g_build_filename (self->folder, "screen", NULL);
  display = g_build_filename (self->folder, "broadway8.socket", NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, program, "-u", screen, DISPLAY, NULL);
  g_assert_no_error (error);
  for (guint i = 0;
       i < 3000 && !(g_file_test (screen, G_FILE_TEST_EXISTS) && g_file_test (display, G_FILE_TEST_EXISTS));
       i++)
    g_usleep (10000);
  self->surfaces = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->received = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();
  self->time = 1000;
  return self;
}

void
mw_finger_free (MwFinger *self)
{
  g_clear_weak_pointer (&self->watched);
  g_cancellable_cancel (self->cancellable);
  mw_ui_settle ();
  g_clear_object (&self->connection);
  g_subprocess_force_exit (self->daemon);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_clear_object (&self->daemon);
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->received);
  g_hash_table_unref (self->surfaces);
  mw_test_remove_tree (self->folder);
  g_free (self->folder);
  g_free (self);
}

static void
put (MwFinger *self, gconstpointer bytes, gsize length)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (out, bytes, length, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The mask that browsers must use is nothing here. */
static void
send_event (MwFinger *self, Event event, const int *values, guint n_values)
{
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  guint32 head[] = { event, self->serial, self->time };
  guint8 opening[] = { BINARY, (guint8) (0x80 | (sizeof head + n_values * 4)), 0, 0, 0, 0 };

  g_byte_array_append (frame, opening, sizeof opening);
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    {
      guint32 value = GUINT32_TO_BE (head[i]);

      g_byte_array_append (frame, (const guint8 *) &value, sizeof value);
    }
  for (guint i = 0; i < n_values; i++)
    {
      guint32 value = GUINT32_TO_BE ((guint32) values[i]);

      g_byte_array_append (frame, (const guint8 *) &value, sizeof value);
    }
  put (self, frame->data, frame->len);
}

static guint
get_16 (const guint8 **at)
{
  guint value = (*at)[0] | (guint) (*at)[1] << 8;

  *at += 2;
  return value;
}

static guint32
get_32 (const guint8 **at)
{
  guint32 low = get_16 (at);

  return low | (guint32) get_16 (at) << 16;
}

static Surface *
get_surface (MwFinger *self, guint id)
{
  Surface *surface = g_hash_table_lookup (self->surfaces, GUINT_TO_POINTER (id));

  g_assert_nonnull (surface);
  return surface;
}

static void
tell_place (MwFinger *self, guint id)
{
  const Surface *surface = get_surface (self, id);

  send_event (self, EVENT_CONFIGURE_NOTIFY,
              (const int[]) { (int) id, surface->x, surface->y, surface->width, surface->height }, 5);
}

static void
make_surface (MwFinger *self, const guint8 **at)
{
  guint id = get_16 (at);
  Surface *surface = g_new0 (Surface, 1);

  surface->x = (gint16) get_16 (at);
  surface->y = (gint16) get_16 (at);
  surface->width = (int) get_16 (at);
  surface->height = (int) get_16 (at);
  g_hash_table_replace (self->surfaces, GUINT_TO_POINTER (id), surface);
  tell_place (self, id);
}

static void
move_surface (MwFinger *self, const guint8 **at)
{
  guint id = get_16 (at);
  Surface *surface = get_surface (self, id);
  guint8 what = *(*at)++;

  if (what & 1)
    {
      surface->x = (gint16) get_16 (at);
      surface->y = (gint16) get_16 (at);
    }
  if (what & 2)
    {
      surface->width = (int) get_16 (at);
      surface->height = (int) get_16 (at);
    }
  tell_place (self, id);
}

static void
answer_roundtrip (MwFinger *self, const guint8 **at)
{
  int id = (int) get_16 (at);
  int tag = (int) get_32 (at);

  send_event (self, EVENT_ROUNDTRIP_NOTIFY, (const int[]) { id, tag }, 2);
}

static void
obey (MwFinger *self, Command command, const guint8 **at)
{
  switch (command)
    {
    case COMMAND_GRAB_POINTER:
      *at += 3;
      send_event (self, EVENT_GRAB_NOTIFY, NULL, 0);
      break;
    case COMMAND_UNGRAB_POINTER:
      send_event (self, EVENT_UNGRAB_NOTIFY, NULL, 0);
      break;
    case COMMAND_NEW_SURFACE:
      make_surface (self, at);
      break;
    case COMMAND_DESTROY_SURFACE:
      g_hash_table_remove (self->surfaces, GUINT_TO_POINTER (get_16 (at)));
      break;
    case COMMAND_MOVE_RESIZE:
      move_surface (self, at);
      break;
    case COMMAND_SHOW_SURFACE:
    case COMMAND_HIDE_SURFACE:
    case COMMAND_RAISE_SURFACE:
    case COMMAND_LOWER_SURFACE:
    case COMMAND_SET_SHOW_KEYBOARD:
      *at += 2;
      break;
    case COMMAND_SET_TRANSIENT_FOR:
    case COMMAND_RELEASE_TEXTURE:
      *at += 4;
      break;
    case COMMAND_UPLOAD_TEXTURE:
      *at += 4;
      *at += get_32 (at);
      break;
    case COMMAND_SET_NODES:
      *at += 2;
      *at += get_32 (at) * 4;
      break;
    case COMMAND_ROUNDTRIP:
      answer_roundtrip (self, at);
      break;
    case COMMAND_DISCONNECTED:
    case COMMAND_SURFACE_UPDATE:
    default:
      g_error ("a command of the display is not known here: %d", command);
    }
}

static void
read_commands (MwFinger *self, const guint8 *at, gsize length)
{
  const guint8 *end = at + length;

  while (at < end)
    {
      Command command = *at++;

      self->serial = get_32 (&at);
      obey (self, command, &at);
    }
  g_assert_true (at == end);
}

/* FALSE: not all of it is there. */
static gboolean
take_frame (MwFinger *self)
{
  const guint8 *data = self->received->data;
  gsize head = 2, length;

  if (self->received->len < 2)
    return FALSE;
  length = data[1] & 0x7f;
  if (length >= 126)
    head += length == 126 ? 2 : 8;
  if (self->received->len < head)
    return FALSE;
  if (head > 2)
    {
      length = 0;
      for (gsize i = 2; i < head; i++)
        length = length << 8 | data[i];
    }
  if (self->received->len - head < length)
    return FALSE;
  if (data[0] == BINARY)
    {
      g_autofree guint8 *commands = g_memdup2 (data + head, length);

      read_commands (self, commands, length);
    }
  g_byte_array_remove_range (self->received, 0, (guint) (head + length));
  return TRUE;
}

static gboolean
take_greeting (MwFinger *self)
{
  g_autofree char *text = g_strndup ((const char *) self->received->data, self->received->len);
  const char *end = strstr (text, "\r\n\r\n");

  if (!end)
    return FALSE;
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 101 "));
  g_byte_array_remove_range (self->received, 0, (guint) (end + 4 - text));
  self->is_open = TRUE;
  send_event (self, EVENT_SCREEN_SIZE_CHANGED, (const int[]) { self->screen_width, self->screen_height, 1 },
              3);
  return TRUE;
}

static void read_on (MwFinger *self);

static void
on_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, &error);
  MwFinger *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_assert_no_error (error);
  g_assert_cmpint (n_read, >, 0);
  g_byte_array_append (self->received, self->buffer, (guint) n_read);
  if (self->is_open || take_greeting (self))
    while (take_frame (self))
      ;
  read_on (self);
}

static void
read_on (MwFinger *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)), self->buffer,
                             sizeof self->buffer, G_PRIORITY_DEFAULT, self->cancellable, on_read, self);
}

void
mw_finger_connect (MwFinger *self, int width, int height)
{
  g_autofree char *path = g_build_filename (self->folder, "screen", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;

  self->screen_width = width;
  self->screen_height = height;
  self->connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  put (self, HELLO, strlen (HELLO));
  read_on (self);
  mw_ui_wait (self->is_open);
}

/* Before anything of the window takes it. */
static gboolean
on_event (MwFinger *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_UPDATE || type == GDK_TOUCH_END)
    self->n_seen++;
  return FALSE;
}

static void
watch (MwFinger *self, GtkWidget *window)
{
  GtkEventController *controller;

  if (self->watched == window)
    return;
  g_set_weak_pointer (&self->watched, window);
  controller = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (window, controller);
}

/* The newest surface that has the size of the window. */
static guint
find_surface (MwFinger *self, GdkSurface *surface)
{
  guint found = 0;
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->surfaces);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Surface *each = value;

      if (each->width == gdk_surface_get_width (surface) && each->height == gdk_surface_get_height (surface))
        found = MAX (found, GPOINTER_TO_UINT (id));
    }
  return found;
}

static void
touch (MwFinger *self, Touch kind, GtkWidget *widget, double x, double y, guint after)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  graphene_point_t at;
  double dx, dy;
  int to_x, to_y;
  guint id;

  g_assert_true (
    gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT ((float) x, (float) y), &at));
  gtk_native_get_surface_transform (native, &dx, &dy);
  to_x = (int) (at.x + dx);
  to_y = (int) (at.y + dy);
  mw_ui_wait ((id = find_surface (self, surface)) != 0);
  watch (self, GTK_WIDGET (native));
  self->time += after;
  self->sequence += kind == TOUCH_BEGIN;
  if (kind == TOUCH_BEGIN)
    send_event (self, EVENT_ENTER,
                (const int[]) { (int) id, (int) id, to_x + get_surface (self, id)->x,
                                to_y + get_surface (self, id)->y, to_x, to_y, 0, 0 },
                8);
  send_event (self, EVENT_TOUCH,
              (const int[]) { (int) kind, (int) id, self->sequence, 1, to_x + get_surface (self, id)->x,
                              to_y + get_surface (self, id)->y, to_x, to_y, 0 },
              9);
  self->n_sent++;
  mw_ui_wait (self->n_seen == self->n_sent);
}

void
mw_finger_down (MwFinger *self, GtkWidget *widget, double x, double y, guint after)
{
  touch (self, TOUCH_BEGIN, widget, x, y, after);
}

void
mw_finger_move (MwFinger *self, GtkWidget *widget, double x, double y, guint after)
{
  touch (self, TOUCH_UPDATE, widget, x, y, after);
}

void
mw_finger_up (MwFinger *self, GtkWidget *widget, double x, double y, guint after)
{
  touch (self, TOUCH_END, widget, x, y, after);
}
