/* mw-demo-random.h: numbers that look random and are the same every time, on every machine
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* splitmix64 (Steele, Lea, Flood 2014): a record's numbers follow from its table and index alone, so that any
 * record can be made without the ones before it. */
typedef struct
{
  guint64 state;
} MwDemoRandom;

static inline guint64
mw_demo_random_next (MwDemoRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* @table: one of the letters that the tables of the plant use; @index: of the record. */
static inline MwDemoRandom
mw_demo_random (char table, guint64 index)
{
  MwDemoRandom self = { ((guint64) (guchar) table << 56) ^
                        (index * G_GUINT64_CONSTANT (0xd1342543de82ef95)) };

  mw_demo_random_next (&self);

  return self;
}

/* 0 … @n - 1. One call an expression: C leaves open which of two comes first, and compilers differ. */
static inline guint
mw_demo_random_below (MwDemoRandom *self, guint n)
{
  return (guint) ((mw_demo_random_next (self) >> 32) * n >> 32);
}

static inline gboolean
mw_demo_random_chance (MwDemoRandom *self, guint percent)
{
  return mw_demo_random_below (self, 100) < percent;
}

G_END_DECLS
