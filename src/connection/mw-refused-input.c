/* mw-refused-input.c: that a server refused what a program gave for a connection, for all processes of this
 * user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-refused-input.h"

#include <glib/gstdio.h>

#include "mw-connection-file.h"
#include "mw-work.h"

/* A job that runs every few minutes with a password that was changed would lock the account. What was refused
 * is not written anywhere, not even as a hash, from which a short password can be found: so it is only known
 * that something was, and a person has to say that it is another now. */
typedef struct
{
  char *path;
  gboolean refused;
} Mark;

static char *
dup_path (const char *directory, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".refused-input", NULL);

  return g_build_filename (directory, name, NULL);
}

static void
clear_mark (gpointer data)
{
  Mark *mark = data;

  g_free (mark->path);
}

static void
mark_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_mark);
}

static Mark *
mark_new (const char *id, gboolean refused)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  Mark *mark = g_atomic_rc_box_new0 (Mark);

  mark->path = dup_path (directory, id);
  mark->refused = refused;
  return mark;
}

static gboolean
find_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Mark *mark = data;

  mark->refused = g_file_test (mark->path, G_FILE_TEST_EXISTS);
  return TRUE;
}

static gboolean
set_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Mark *mark = data;

  if (mark->refused)
    return g_file_set_contents_full (mark->path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  g_unlink (mark->path);
  return TRUE;
}

static DexFuture *
give_refused (DexFuture *done, gpointer data)
{
  const Mark *mark = data;

  return dex_future_new_for_boolean (mark->refused);
}

/**
 * mw_refused_input_find:
 * @id: of a connection
 *
 * Returns: (transfer full): resolves to whether what was given last was refused
 */
DexFuture *
mw_refused_input_find (const char *id)
{
  Mark *mark = mark_new (id, FALSE);
  DexFuture *work = mw_work_run ("find a refusal", find_work, g_atomic_rc_box_acquire (mark), mark_unref);

  return dex_future_then (work, give_refused, mark, mark_unref);
}

/**
 * mw_refused_input_set:
 * @id: of a connection
 * @refused: whether what was given was refused
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_refused_input_set (const char *id, gboolean refused)
{
  return mw_work_run ("note a refusal", set_work, mark_new (id, refused), mark_unref);
}

/**
 * mw_refused_input_forget:
 * @directory: the folder of connections
 * @id: of one that is removed
 */
void
mw_refused_input_forget (const char *directory, const char *id)
{
  g_autofree char *path = dup_path (directory, id);

  g_unlink (path);
}
