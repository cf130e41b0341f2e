/* mw-connection-private.h: what the engine and the ladder need of a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection-pulse.h"
#include "mw-connection.h"
#include "mw-link.h"
#include "mw-lock-file.h"

G_BEGIN_DECLS

MwConnection *mw_connection_new (MwModel *model, MwLink *link);
/* @label, with a number behind it while one of @connections is called so. */
char *mw_connection_dup_free_label (GListModel *connections, const char *label);
MwLink *mw_connection_get_link (MwConnection *self);
/* On the main thread: nobody else changes the file of @id until mw_lock_file_release(); an int. */
DexFuture *mw_connection_file_lock (const char *id) G_GNUC_WARN_UNUSED_RESULT;
void mw_connection_notify_place (MwConnection *self);
void mw_connection_set_health (MwConnection *self, MwHealth health);
void mw_connection_take_health (MwConnection *self, const GError *error);
/* Why it does not work; NULL: it does. */
void mw_connection_set_trouble (MwConnection *self, const GError *error);
/* Keeps what showed while it was used, and tells that the token's end did. */
void mw_connection_remember (MwConnection *self);
void mw_connection_notify_token (MwConnection *self);
/* Another reading of @entity has taken the place of the one before. */
void mw_connection_tell_read (MwConnection *self, MwEntity *entity);
MwModel *mw_connection_get_model (MwConnection *self);
MwConnectionPulse *mw_connection_get_pulse (MwConnection *self);
GHashTable *mw_connection_get_readings (MwConnection *self); /* entity id → MwReading */
void mw_connection_stop (MwConnection *self);
/* What was read is read anew when it is asked for. Who holds a reading keeps its tables. */
void mw_connection_forget_reading (MwConnection *self, MwEntity *entity);
void mw_connection_forget_readings (MwConnection *self);

G_END_DECLS
