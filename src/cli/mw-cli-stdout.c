/* mw-cli-stdout.c: standard output as a stream that can be cancelled and notices a reader that went away
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-stdout.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "mw-work.h"

/* A pipe that is full must not hold up a cancel. */
#define POLL_MS 50

struct _MwCliStdout
{
  GOutputStream parent_instance;

  int fd;
  int is_closed; /* atomic */
};

G_DEFINE_FINAL_TYPE (MwCliStdout, mw_cli_stdout, G_TYPE_OUTPUT_STREAM)

static gssize
mw_cli_stdout_write (GOutputStream *stream,
                     const void *buffer,
                     gsize count,
                     GCancellable *cancellable,
                     GError **error)
{
  MwCliStdout *self = MW_CLI_STDOUT (stream);

  for (;;)
    {
      struct pollfd poll_fd = { .fd = self->fd, .events = POLLOUT };
      gssize n_written;
      int number;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      if (poll (&poll_fd, 1, POLL_MS) == 0)
        continue;
      /* A pipe that can take something takes at least PIPE_BUF (4096) without blocking, POSIX says; more may
       * block. */
      n_written = write (self->fd, buffer, MIN (count, poll_fd.revents & POLLOUT ? 4096 : 1));
      if (n_written >= 0)
        return n_written;
      number = errno;
      if (number == EINTR || number == EAGAIN)
        continue;
      if (number == EPIPE)
        g_atomic_int_set (&self->is_closed, TRUE);
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "Standard output: %s",
                   g_strerror (number));
      return -1;
    }
}

static void
mw_cli_stdout_class_init (MwCliStdoutClass *klass)
{
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = mw_cli_stdout_write;
}

static void
mw_cli_stdout_init (MwCliStdout *self)
{
}

/**
 * mw_cli_stdout_new:
 * @fd: a file descriptor, not closed by the stream
 *
 * Returns: (transfer full): a stream; SIGPIPE must be ignored
 */
MwCliStdout *
mw_cli_stdout_new (int fd)
{
  MwCliStdout *self = g_object_new (MW_TYPE_CLI_STDOUT, NULL);

  self->fd = fd;
  return self;
}

/**
 * mw_cli_stdout_is_closed:
 * @self: a stream
 *
 * Returns: whether its reader has gone away
 */
gboolean
mw_cli_stdout_is_closed (MwCliStdout *self)
{
  return g_atomic_int_get (&self->is_closed);
}

typedef struct
{
  MwCliStdout *stream;
  char *text;
} Print;

static void
print_free (gpointer data)
{
  Print *print = data;

  g_object_unref (print->stream);
  g_free (print->text);
  g_free (print);
}

static gboolean
print_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Print *print = data;

  return g_output_stream_write_all (G_OUTPUT_STREAM (print->stream), print->text, strlen (print->text), NULL,
                                    cancellable, error);
}

/**
 * mw_cli_stdout_print:
 * @self: a stream
 * @text: (transfer full): what to write
 *
 * Returns: (transfer full): resolves to %TRUE when all of it is written
 */
DexFuture *
mw_cli_stdout_print (MwCliStdout *self, char *text)
{
  Print *print = g_new0 (Print, 1);

  print->stream = g_object_ref (self);
  print->text = text;
  return mw_work_run ("print", print_work, print, print_free);
}
