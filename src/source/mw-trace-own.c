/* mw-trace-own.c: columns of the user's in a trace
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-trace-own.h"

static void
own_free (gpointer data)
{
  MwTraceOwn *own = data;

  g_free (own->title);
  g_ptr_array_unref (own->pointers);
  g_free (own);
}

GPtrArray *
mw_trace_own_new_list (void)
{
  return g_ptr_array_new_with_free_func (own_free);
}

void
mw_trace_own_add (MwTrace *trace, const char *title, GPtrArray *pointers)
{
  MwTraceOwn *own = g_new0 (MwTraceOwn, 1);

  own->title = g_strdup (title);
  own->pointers = pointers;
  g_ptr_array_add (trace->own, own);
}
