/* mw-cli-prompt.c: asks for what a form needs, on the terminal or from standard input
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-prompt.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "mw-main-fiber.h"
#include "mw-work.h"

#define POLL_MS  50
#define MAX_LINE 65536

typedef struct
{
  char *question;
  gboolean hidden;
  GString *line;
} Ask;

static void
ask_clear (gpointer data)
{
  Ask *ask = data;

  g_free (ask->question);
  explicit_bzero (ask->line->str, ask->line->allocated_len);
  g_string_free (ask->line, TRUE);
}

static void
ask_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, ask_clear);
}

/* Byte by byte: what follows the line belongs to the next question. */
static gboolean
read_line (Ask *ask, GCancellable *cancellable, GError **error)
{
  while (ask->line->len < MAX_LINE)
    {
      struct pollfd poll_fd = { .fd = STDIN_FILENO, .events = POLLIN };
      char byte;
      gssize n_read;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (poll (&poll_fd, 1, POLL_MS) == 0)
        continue;
      n_read = read (STDIN_FILENO, &byte, 1);
      if (n_read < 0 && (errno == EINTR || errno == EAGAIN))
        continue;
      if (n_read <= 0 || byte == '\n')
        break;
      g_string_append_c (ask->line, byte);
    }
  if (ask->line->len > 0 && ask->line->str[ask->line->len - 1] == '\r')
    g_string_truncate (ask->line, ask->line->len - 1);
  return TRUE;
}

static void
put_question (const Ask *ask)
{
  fputs (ask->question, stderr);
  fflush (stderr);
}

static gboolean
ask_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  gboolean is_terminal = mw_cli_prompt_is_terminal ();
  gboolean ok;
  struct termios before, silent;

  if (!is_terminal)
    return read_line (ask, cancellable, error);
  if (!ask->hidden || tcgetattr (STDIN_FILENO, &before) != 0)
    {
      put_question (ask);
      return read_line (ask, cancellable, error);
    }
  /* Before the question: what is answered at once is not shown either, and not thrown away. */
  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  put_question (ask);
  ok = read_line (ask, cancellable, error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fputc ('\n', stderr);
  return ok;
}

/**
 * mw_cli_prompt_is_terminal:
 *
 * Returns: whether a person can be asked on standard input
 */
gboolean
mw_cli_prompt_is_terminal (void)
{
  return isatty (STDIN_FILENO) == 1;
}

static DexFuture *
ask_fiber (MwMainFiber *fiber, gpointer data)
{
  Ask *ask = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (
        mw_main_until (mw_work_run ("prompt", ask_work, g_atomic_rc_box_acquire (ask), ask_unref), fiber),
        &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_string (g_utf8_make_valid (ask->line->str, (gssize) ask->line->len));
}

/**
 * mw_cli_prompt_ask:
 * @question: shown on standard error when standard input is a terminal
 * @hidden: whether what is typed stays invisible
 *
 * Reads one line on the work pool.
 *
 * Returns: (transfer full): resolves to the line without its end (G_TYPE_STRING), empty at the end of input
 */
DexFuture *
mw_cli_prompt_ask (const char *question, gboolean hidden)
{
  Ask *ask = g_atomic_rc_box_new0 (Ask);

  ask->question = g_strdup (question);
  ask->hidden = hidden;
  ask->line = g_string_new (NULL);
  return mw_main_fiber_spawn (ask_fiber, ask, ask_unref);
}
