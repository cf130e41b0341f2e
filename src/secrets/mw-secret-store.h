/* mw-secret-store.h: a place that keeps the secrets of connections; what stands above sees nothing else
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-secrets.h"

G_BEGIN_DECLS

#define MW_SECRET_STORE_ERROR (mw_secret_store_error_quark ())

/**
 * MwSecretStoreError:
 * @MW_SECRET_STORE_ERROR_UNAVAILABLE: there is no such store here, or it does not answer
 * @MW_SECRET_STORE_ERROR_LOCKED: it is locked, and the person did not unlock it or refused
 * @MW_SECRET_STORE_ERROR_DAMAGED: what is stored for the connection cannot be read; storing replaces it
 * @MW_SECRET_STORE_ERROR_BROKEN: nothing in it can be read, nor anything stored, until it is set aside
 * @MW_SECRET_STORE_ERROR_OTHER_KEY: what is stored was locked with another key than there is now
 * @MW_SECRET_STORE_ERROR_NO_ROOM: the disk is full
 * @MW_SECRET_STORE_ERROR_ACCESS: the person may not read or write it, or its folder cannot be made
 */
typedef enum
{
  MW_SECRET_STORE_ERROR_UNAVAILABLE,
  MW_SECRET_STORE_ERROR_LOCKED,
  MW_SECRET_STORE_ERROR_DAMAGED,
  MW_SECRET_STORE_ERROR_BROKEN,
  MW_SECRET_STORE_ERROR_OTHER_KEY,
  MW_SECRET_STORE_ERROR_NO_ROOM,
  MW_SECRET_STORE_ERROR_ACCESS,
} MwSecretStoreError;

GQuark mw_secret_store_error_quark (void);

#define MW_TYPE_SECRET_STORE (mw_secret_store_get_type ())
G_DECLARE_INTERFACE (MwSecretStore, mw_secret_store, MW, SECRET_STORE, GObject)

/**
 * MwSecretStoreInterface:
 * @get_name: what stands in a connection's file
 * @get_title: translated, a word or two
 * @get_place: translated, where the token is then
 * @is_lasting: whether it is still there when the program is started again
 * @write: keeps @text under @id, in the place of what was there; whole or not at all
 * @read: gives what is kept under @id, %NULL when there is nothing; the caller wipes it
 * @remove: takes it away; nothing there is no error
 * @set_aside: (nullable): moves away what answers %MW_SECRET_STORE_ERROR_BROKEN, so that a new one begins;
 *   deletes nothing, and gives the new name, or %NULL when nothing had to be done
 *
 * One object for all connections of the process. @write, @read and @remove block, are called on threads of
 * the work pool, several at once, and set a #MwSecretStoreError or %G_IO_ERROR_CANCELLED: never with @text in
 * the message. @id is a random UUID and says nothing about the connection.
 */
struct _MwSecretStoreInterface
{
  GTypeInterface parent_iface;

  const char *(*get_name) (MwSecretStore *self);
  const char *(*get_title) (MwSecretStore *self);
  const char *(*get_place) (MwSecretStore *self);
  gboolean (*is_lasting) (MwSecretStore *self);
  gboolean (*write) (MwSecretStore *self,
                     const char *id,
                     const char *text,
                     GCancellable *cancellable,
                     GError **error);
  gboolean (
    *read) (MwSecretStore *self, const char *id, char **text, GCancellable *cancellable, GError **error);
  gboolean (*remove) (MwSecretStore *self, const char *id, GCancellable *cancellable, GError **error);
  gboolean (*set_aside) (MwSecretStore *self, char **name, GCancellable *cancellable, GError **error);
};

const char *mw_secret_store_get_name (MwSecretStore *self);
const char *mw_secret_store_get_title (MwSecretStore *self);
const char *mw_secret_store_get_place (MwSecretStore *self);
gboolean mw_secret_store_is_lasting (MwSecretStore *self);
/* Whether it takes and gives back something now: TRUE, or rejects with why not. */
DexFuture *mw_secret_store_check (MwSecretStore *self) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE. Gives @secrets a new mark. */
DexFuture *
mw_secret_store_write (MwSecretStore *self, const char *id, MwSecrets *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* A MwSecrets (boxed) with its mark; empty when there is nothing. */
DexFuture *mw_secret_store_read (MwSecretStore *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE, also when there was nothing. */
DexFuture *mw_secret_store_remove (MwSecretStore *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* With the person's consent: begins a new one in the place of one that is broken. Resolves to what the old
 * one is called now (G_TYPE_STRING), "" when it was not broken. */
DexFuture *mw_secret_store_set_aside (MwSecretStore *self) G_GNUC_WARN_UNUSED_RESULT;
/* Overwrites and frees. */
void mw_secret_store_wipe (char *text);

G_END_DECLS
