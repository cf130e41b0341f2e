/* mw-tracer.c: which values of a record an expression looked at
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-tracer.h"

static void
traced_lookup_free (gpointer data)
{
  MwTracedLookup *lookup = data;

  g_free (lookup->key);
  g_free (lookup);
}

void
mw_tracer_init (MwTracer *self)
{
  self->values = g_ptr_array_new ();
  self->lookups = g_ptr_array_new_with_free_func (traced_lookup_free);
  self->places = g_ptr_array_new_with_free_func (g_free);
}

void
mw_tracer_clear (MwTracer *self)
{
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->lookups, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
}

void
mw_tracer_reset (MwTracer *self)
{
  g_ptr_array_set_size (self->values, 0);
  g_ptr_array_set_size (self->lookups, 0);
  g_ptr_array_set_size (self->places, 0);
}

/* Returns: (transfer full) (element-type MwTracedLookup): what was looked up; nothing is from now on */
GPtrArray *
mw_tracer_take_lookups (MwTracer *self)
{
  GPtrArray *lookups = self->lookups;

  self->lookups = g_ptr_array_new_with_free_func (traced_lookup_free);
  return lookups;
}

/* Returns: (transfer full) (element-type utf8): which places were filled; none is from now on */
GPtrArray *
mw_tracer_take_places (MwTracer *self)
{
  GPtrArray *places = self->places;

  self->places = g_ptr_array_new_with_free_func (g_free);
  return places;
}

void
mw_tracer_add_value (MwTracer *self, yyjson_val *value)
{
  if (value != NULL && !g_ptr_array_find (self->values, value, NULL))
    g_ptr_array_add (self->values, value);
}

void
mw_tracer_add_lookup (MwTracer *self, const MwExpression *lookup, const char *key)
{
  MwTracedLookup *traced = g_new0 (MwTracedLookup, 1);

  traced->lookup = lookup;
  traced->key = g_strdup (key);
  g_ptr_array_add (self->lookups, traced);
}

void
mw_tracer_add_place (MwTracer *self, const char *name)
{
  g_ptr_array_add (self->places, g_strdup (name));
}

MwTracerMark
mw_tracer_mark (MwTracer *self)
{
  if (self == NULL)
    return (MwTracerMark) { 0 };
  return (MwTracerMark) { self->values->len, self->lookups->len, self->places->len };
}

void
mw_tracer_rewind (MwTracer *self, MwTracerMark mark)
{
  if (self == NULL || self->keeps_all)
    return;
  g_ptr_array_set_size (self->values, (int) mark.n_values);
  g_ptr_array_set_size (self->lookups, (int) mark.n_lookups);
  g_ptr_array_set_size (self->places, (int) mark.n_places);
}
