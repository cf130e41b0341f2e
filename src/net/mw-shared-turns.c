/* mw-shared-turns.c: limits that all processes of one connection keep together
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-shared-turns.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define NO_SLOT -1
/* Another process is in the file for some microseconds, or has a slot for the time of a request. */
#define FILE_PAUSE (2 * G_TIME_SPAN_MILLISECOND)
#define SLOT_PAUSE (50 * G_TIME_SPAN_MILLISECOND)
/* More turns than that in an hour are no limit worth keeping. */
#define MAX_TIMES 200000

/* The times when turns began lie in a file of the runtime folder, whose clock (CLOCK_MONOTONIC) all processes
 * share until the computer starts anew, and so does the folder. A slot is a file that is locked while a
 * request runs: the kernel gives it back whatever becomes of the process. */
struct _MwSharedTurns
{
  char *path;
};

/**
 * mw_shared_turns_new:
 * @name: of what has the limits, as a part of a file's name: the id of a connection
 *
 * Returns: (transfer full): turns to be taken
 */
MwSharedTurns *
mw_shared_turns_new (const char *name)
{
  MwSharedTurns *self = g_new0 (MwSharedTurns, 1);
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "millwright", NULL);
  g_autofree char *file = g_strdup_printf ("turns-%s", name);

  g_strdelimit (file, "/", '_');
  g_mkdir_with_parents (folder, 0700);
  self->path = g_build_filename (folder, file, NULL);
  return self;
}

void
mw_shared_turns_free (MwSharedTurns *self)
{
  g_free (self->path);
  g_free (self);
}

static int
open_locked (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int reason = errno;

      close (fd);
      errno = reason;
      return NO_SLOT;
    }
  return fd;
}

/* A free slot: its file stays locked until it is closed. %NO_SLOT with errno when there is none. */
static int
take_slot (MwSharedTurns *self, guint concurrent)
{
  for (guint i = 0; i < concurrent; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", self->path, i);
      int fd = open_locked (path);

      if (fd >= 0 || errno != EWOULDBLOCK)
        return fd;
    }
  errno = EWOULDBLOCK;
  return NO_SLOT;
}

static gint64
get_longest (const MwTurnLimit *limits)
{
  gint64 longest = 0;

  for (guint i = 0; i < MW_TURN_LIMITS; i++)
    if (limits[i].count > 0)
      longest = MAX (longest, limits[i].window);
  return longest;
}

/* The times in the file that still count, oldest first. What is no time of this clock is left out; but others
 * may have come into the file since the caller has looked at it. */
static GArray *
read_times (int fd, gint64 longest, gint64 now)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 latest = MAX (now, g_get_monotonic_time ());
  gint64 time;

  while (times->len < MAX_TIMES && read (fd, &time, sizeof time) == sizeof time)
    if (time > now - longest && time <= latest)
      g_array_append_val (times, time);
  return times;
}

static gboolean
write_times (int fd, const GArray *times)
{
  gsize length = times->len * sizeof (gint64);

  return lseek (fd, 0, SEEK_SET) == 0 && write (fd, times->data, length) == (gssize) length &&
         ftruncate (fd, (off_t) length) == 0;
}

static gint64
find_start (const GArray *times, const MwTurnLimit *limits, gint64 now)
{
  gint64 start = MW_TURN_NOW;

  for (guint i = 0; i < MW_TURN_LIMITS; i++)
    if (limits[i].count > 0 && times->len >= limits[i].count)
      {
        gint64 end = g_array_index (times, gint64, times->len - limits[i].count) + limits[i].window;

        if (end > now)
          start = MAX (start, end);
      }
  return start;
}

static gint64
take_time (MwSharedTurns *self, const MwTurnLimit *limits, gint64 now)
{
  g_autoptr (GArray) times = NULL;
  gint64 start;
  int fd;

  if (get_longest (limits) == 0)
    return MW_TURN_NOW;
  fd = open_locked (self->path);
  if (fd < 0)
    return errno == EWOULDBLOCK ? now + FILE_PAUSE : MW_TURN_NOW;
  times = read_times (fd, get_longest (limits), now);
  start = find_start (times, limits, now);
  if (start == MW_TURN_NOW)
    {
      if (times->len > 0)
        now = MAX (now, g_array_index (times, gint64, times->len - 1));
      g_array_append_val (times, now);
      if (!write_times (fd, times))
        g_debug ("%s: %s", self->path, g_strerror (errno));
    }
  close (fd);
  return start;
}

/**
 * mw_shared_turns_take:
 * @limits: (array fixed-size=2): how many turns may begin in which time
 * @concurrent: how many may run at once; 0: any number
 * @now: monotonic time
 * @slot: (out): for mw_shared_turns_give_back()
 *
 * Returns: %MW_TURN_NOW when the turn is taken, else when it may be worth another try
 */
gint64
mw_shared_turns_take (MwSharedTurns *self, const MwTurnLimit *limits, guint concurrent, gint64 now, int *slot)
{
  gint64 start;

  *slot = concurrent > 0 ? take_slot (self, concurrent) : NO_SLOT;
  if (*slot < 0 && concurrent > 0 && errno == EWOULDBLOCK)
    return now + SLOT_PAUSE;
  start = take_time (self, limits, now);
  if (start != MW_TURN_NOW)
    {
      mw_shared_turns_give_back (*slot);
      *slot = NO_SLOT;
    }
  return start;
}

void
mw_shared_turns_give_back (int slot)
{
  if (slot >= 0)
    close (slot);
}
