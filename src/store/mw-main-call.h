/* mw-main-call.h: "call me on the main context", asked from any thread, done at most once a turn
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Holds its object weakly: a call for an object that is gone is not made. */
typedef struct _MwMainCall MwMainCall;

typedef void (*MwMainCallFunc) (GObject *object);

MwMainCall *mw_main_call_new (GObject *object, MwMainCallFunc func);
void mw_main_call_unref (MwMainCall *self);
void mw_main_call_soon (MwMainCall *self); /* any thread */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwMainCall, mw_main_call_unref)

G_END_DECLS
