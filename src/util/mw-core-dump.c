/* mw-core-dump.c: no memory of this process ends in a core dump
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-core-dump.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

/* A limit of 0 stops only a core that the kernel writes into a file: for a program that takes it from a pipe
 * (systemd-coredump, Apport, ABRT: core(5), “Piping core dumps to a program”) the kernel takes every limit
 * for none, except exactly 1, which ends it in both cases: for a file it is less than one page (fs/coredump.c
 * of Linux). */
#define NO_CORE 1

/**
 * mw_core_dump_forbid:
 *
 * Tokens and passwords live in this process, and copies of them in what the libraries below it have freed.
 * Should a core be taken all the same, nothing of that memory is in it: the filter (core(5),
 * “/proc/[pid]/coredump_filter”) leaves it out.
 *
 * Not prctl (PR_SET_DUMPABLE, 0): the files of /proc/PID then belong to root, so xdg-desktop-portal cannot
 * look at who calls it and refuses every call, that for a file to save to also
 * (https://github.com/flatpak/xdg-desktop-portal/issues/785).
 */
void
mw_core_dump_forbid (void)
{
  const struct rlimit limit = { NO_CORE, NO_CORE };
  const int filter = open ("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);

  /* A hard limit that is lower already stays. */
  if (setrlimit (RLIMIT_CORE, &limit) != 0)
    setrlimit (RLIMIT_CORE, &(const struct rlimit) { 0, 0 });
  if (filter < 0)
    return;
  /* Nothing more can be done about a kernel without it. */
  if (write (filter, "0", 1) != 1)
    g_debug ("The filter of core dumps was not taken");
  close (filter);
}
