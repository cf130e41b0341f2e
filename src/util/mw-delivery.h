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

typedef void (*MwDroppedFunc) (gpointer data);

/* @future: what to give to the caller, to be awaited or dropped on this thread. */
MwDelivery *mw_delivery_new (DexFuture **future);
/* On the thread of @context: @func is called there if the future is dropped before the delivery is settled.
 */
void mw_delivery_watch (MwDelivery *self, GMainContext *context, MwDroppedFunc func, gpointer data);
/* Cancelled when the future is dropped before the delivery is settled. */
GCancellable *mw_delivery_get_cancellable (MwDelivery *self);
/* Once, on the thread of mw_delivery_watch() if that was called; frees @self. @value is copied, the others
 * taken. */
void mw_delivery_resolve (MwDelivery *self, const GValue *value);
void mw_delivery_resolve_true (MwDelivery *self);
void mw_delivery_resolve_object (MwDelivery *self, gpointer object);
void mw_delivery_reject (MwDelivery *self, GError *error);

G_END_DECLS
