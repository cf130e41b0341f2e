/* test-shared-turns.c: several processes of one connection keep one limit
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-test.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "mw-gate.h"
#include "mw-shared-turns.h"

#define WINDOW   (400 * G_TIME_SPAN_MILLISECOND)
#define COUNT    5
#define OF_EACH  8
#define N_OTHERS 2

static const MwTurnLimit limits[MW_TURN_LIMITS] = { { COUNT, WINDOW }, { 0, 0 } };
static const MwTurnLimit none[MW_TURN_LIMITS];
static char *program;

/* Another process: takes its turns as soon as it may and says when that was. */
static int
run_child (const char *name)
{
  g_autoptr (MwSharedTurns) turns = mw_shared_turns_new (name);

  for (guint n = 0; n < OF_EACH;)
    {
      gint64 now = g_get_monotonic_time ();
      int slot;
      gint64 start = mw_shared_turns_take (turns, limits, 0, now, &slot);

      if (start == MW_TURN_NOW)
        {
          printf ("%" G_GINT64_FORMAT "\n", now);
          n++;
        }
      else
        g_usleep (MAX (start - now, 0));
    }
  return 0;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
test_processes (void)
{
  GSubprocess *children[N_OTHERS];
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_OTHERS; i++)
    {
      g_autoptr (GError) error = NULL;

      children[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child", "plant",
                                      NULL);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < N_OTHERS; i++)
    {
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      g_autoptr (GError) error = NULL;

      g_subprocess_communicate_utf8 (children[i], NULL, NULL, &text, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (children[i]));
      lines = g_strsplit (text, "\n", -1);
      for (guint n = 0; lines[n] != NULL && *lines[n] != '\0'; n++)
        {
          gint64 time = g_ascii_strtoll (lines[n], NULL, 10);

          g_array_append_val (times, time);
        }
      g_object_unref (children[i]);
    }
  g_array_sort (times, compare_times);
  g_assert_cmpuint (times->len, ==, N_OTHERS * OF_EACH);
  /* They write it down a while after the turn was theirs, never before. */
  for (guint i = 0; i < times->len; i++)
    g_assert_cmpint (g_array_index (times, gint64, i) - start, >=, (i / COUNT) * WINDOW);
}

/* What runs at once; a slot is free again when it was given back, and when its process is gone. */
static void
test_slots (void)
{
  g_autoptr (MwSharedTurns) one = mw_shared_turns_new ("slots");
  g_autoptr (MwSharedTurns) other = mw_shared_turns_new ("slots");
  g_autoptr (MwSharedTurns) another = mw_shared_turns_new ("other/slots");
  gint64 now = g_get_monotonic_time ();
  int slots[4];

  g_assert_cmpint (mw_shared_turns_take (one, none, 2, now, &slots[0]), ==, MW_TURN_NOW);
  g_assert_cmpint (mw_shared_turns_take (other, none, 2, now, &slots[1]), ==, MW_TURN_NOW);
  g_assert_cmpint (mw_shared_turns_take (one, none, 2, now, &slots[2]), >, now);
  g_assert_cmpint (slots[2], <, 0);
  g_assert_cmpint (mw_shared_turns_take (another, none, 2, now, &slots[3]), ==, MW_TURN_NOW);
  mw_shared_turns_give_back (slots[1]);
  g_assert_cmpint (mw_shared_turns_take (one, none, 2, now, &slots[2]), ==, MW_TURN_NOW);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (i != 1)
      mw_shared_turns_give_back (slots[i]);
}

/* Another process may take turns while one has looked at the clock and not yet at the file. */
static void
test_late (void)
{
  g_autoptr (MwSharedTurns) one = mw_shared_turns_new ("late");
  g_autoptr (MwSharedTurns) other = mw_shared_turns_new ("late");
  gint64 now = g_get_monotonic_time ();
  int slot;

  for (guint i = 0; i < COUNT; i++)
    g_assert_cmpint (mw_shared_turns_take (one, limits, 0, now, &slot), ==, MW_TURN_NOW);
  g_assert_cmpint (mw_shared_turns_take (other, limits, 0, now - G_TIME_SPAN_MILLISECOND, &slot), ==,
                   now + WINDOW);
}

/* A turn that may not begin yet takes no slot with it. */
static void
test_slot_and_time (void)
{
  const MwTurnLimit once[MW_TURN_LIMITS] = { { 1, G_TIME_SPAN_MINUTE }, { 0, 0 } };
  g_autoptr (MwSharedTurns) turns = mw_shared_turns_new ("both");
  gint64 now = g_get_monotonic_time ();
  int slot;

  g_assert_cmpint (mw_shared_turns_take (turns, once, 1, now, &slot), ==, MW_TURN_NOW);
  mw_shared_turns_give_back (slot);
  g_assert_cmpint (mw_shared_turns_take (turns, once, 1, now + 1, &slot), ==, now + G_TIME_SPAN_MINUTE);
  g_assert_cmpint (slot, <, 0);
  g_assert_cmpint (mw_shared_turns_take (turns, none, 1, now + 1, &slot), ==, MW_TURN_NOW);
  mw_shared_turns_give_back (slot);
}

/* The longer limit counts too. */
static void
test_two_windows (void)
{
  const MwTurnLimit both[MW_TURN_LIMITS] = { { 2, 100 }, { 3, 10000 } };
  g_autoptr (MwSharedTurns) turns = mw_shared_turns_new ("windows");
  gint64 now = g_get_monotonic_time ();
  int slot;

  g_assert_cmpint (mw_shared_turns_take (turns, both, 0, now, &slot), ==, MW_TURN_NOW);
  g_assert_cmpint (mw_shared_turns_take (turns, both, 0, now + 10, &slot), ==, MW_TURN_NOW);
  g_assert_cmpint (mw_shared_turns_take (turns, both, 0, now + 20, &slot), ==, now + 100);
  g_assert_cmpint (mw_shared_turns_take (turns, both, 0, now + 100, &slot), ==, MW_TURN_NOW);
  g_assert_cmpint (mw_shared_turns_take (turns, both, 0, now + 300, &slot), ==, now + 10000);
  g_assert_cmpint (mw_shared_turns_take (turns, both, 0, now + 10000, &slot), ==, MW_TURN_NOW);
}

/* Whatever stands in the file, or where none can be: turns are given. */
static void
test_damaged (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "millwright", NULL);
  g_autofree char *path = g_build_filename (folder, "turns-damaged", NULL);
  g_autofree char *directory = g_build_filename (folder, "turns-directory", NULL);
  g_autofree char *garbage = g_malloc (4099);
  g_autoptr (MwSharedTurns) damaged = mw_shared_turns_new ("damaged");
  g_autoptr (MwSharedTurns) impossible = mw_shared_turns_new ("directory");
  gint64 now = g_get_monotonic_time ();
  int slot;

  memset (garbage, 0x7f, 4099);
  g_assert_true (g_file_set_contents (path, garbage, 4099, NULL));
  g_assert_cmpint (mw_shared_turns_take (damaged, limits, 0, now, &slot), ==, MW_TURN_NOW);
  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  for (guint i = 0; i < COUNT + 1; i++)
    g_assert_cmpint (mw_shared_turns_take (impossible, limits, 0, now, &slot), ==, MW_TURN_NOW);
}

static DexFuture *
test_gates (gpointer unused)
{
  g_autoptr (MwGate) one = mw_gate_new ();
  g_autoptr (MwGate) other = mw_gate_new ();
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  mw_gate_share (one, "gates");
  mw_gate_share (other, "gates");
  mw_gate_set_limits (one, 1, 3, WINDOW);
  mw_gate_set_limits (other, 1, 3, WINDOW);
  for (guint i = 0; i < 7; i++)
    {
      g_autoptr (MwGateTurn) turn = mw_gate_enter (i % 2 == 0 ? one : other);
      g_autoptr (GError) error = NULL;
      gint64 now;

      dex_await (mw_gate_turn_wait (turn), &error);
      g_assert_no_error (error);
      now = g_get_monotonic_time ();
      g_array_append_val (times, now);
    }
  /* A turn is noted a little before whoever waits for it goes on. */
  for (guint i = 3; i < times->len; i++)
    g_assert_cmpint (g_array_index (times, gint64, i) - g_array_index (times, gint64, i - 3), >=, WINDOW / 2);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;

  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);
  folder = g_dir_make_tmp ("mw-turns-XXXXXX", NULL);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared-turns/processes", test_processes);
  g_test_add_func ("/shared-turns/slots", test_slots);
  g_test_add_func ("/shared-turns/late", test_late);
  g_test_add_func ("/shared-turns/slot-and-time", test_slot_and_time);
  g_test_add_func ("/shared-turns/two-windows", test_two_windows);
  g_test_add_func ("/shared-turns/damaged", test_damaged);
  mw_net_test_add ("/shared-turns/gates", test_gates);
  return g_test_run ();
}
