/* mw-fault-cases.h: what can go wrong with one answer, and what a person is told then
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-advice.h"
#include "mw-fault-plant.h"

/* How it ends, for a person. */
typedef struct
{
  GQuark (*domain) (void); /* NULL: it goes well */
  int code;
  MwHealth health;   /* of a connection that worked before */
  const char *title; /* in the table of advices */
  MwAdviceAction action;
} MwFaultEnd;

/* At one of the places: the end, and how often the request is sent at most. */
typedef struct
{
  const MwFaultEnd *end; /* NULL: it is not tried there */
  guint n_sent;
} MwFaultOutcome;

typedef struct
{
  const char *name; /* begins with the number of the fault in the list of faults */
  MwFixtureAnswer answer;
  char *(*make) (gsize *length); /* a body that is made */
  guint later;                   /* seconds from now, as a date in Retry-After */
  guint times;                   /* 0: always */
  MwFaultOutcome page;           /* in a running load, at the third page */
  MwFaultOutcome probe;          /* in the ladder, before the sign-in */
  MwFaultOutcome login;          /* in the ladder, at the sign-in */
  gint64 waited;                 /* microseconds that were waited at least in the load */
} MwFaultCase;

extern const MwFaultCase mw_fault_cases[];
extern const guint mw_fault_n_cases;

/* Whether the request ends because it is too slow. */
gboolean mw_fault_case_is_slow (const MwFaultCase *self);
/* Breaks @plant with @self at @place. */
void mw_fault_case_begin (const MwFaultCase *self, MwFaultPlant *plant, MwFaultPlace place);
/* Whether the error is the one that is expected, and what a person is told about it. */
void mw_fault_end_assert (const MwFaultEnd *self, const GError *error, MwSystem *system, const char *address);
