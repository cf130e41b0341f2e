/* mw-delivery.h: settles a promise on the thread that waits for it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* A promise and the thread that it was made for: the main thread, or the worker of a fiber. */
typedef struct _MwDelivery MwDelivery;

/* @future: what to give to the caller, on this thread; dropping it cancels the cancellable. */
MwDelivery *mw_delivery_new (DexFuture **future);
GCancellable *mw_delivery_get_cancellable (MwDelivery *self);
/* From any thread, once; free @self. @error is taken, @value is copied. */
void mw_delivery_resolve (MwDelivery *self, const GValue *value);
void mw_delivery_resolve_true (MwDelivery *self);
void mw_delivery_resolve_object (MwDelivery *self, gpointer object); /* taken */
void mw_delivery_reject (MwDelivery *self, GError *error);

G_END_DECLS
