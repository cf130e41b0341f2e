/* mw-keyring.c: the system keyring; the only file that includes libsecret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#include "mw-config.h"
#include "mw-keyring-file.h"
#include "mw-keyring-guard.h"
#include "mw-keyring-lock.h"

/* Attributes and the label can be read by every program of the user even while the keyring is locked, and are
 * stored in clear: so nothing stands there but a random id. Address, user and company are in our own
 * settings. */
#define LABEL     "Millwright connection"
#define ATTRIBUTE "connection"

struct _MwKeyring
{
  GObject parent_instance;
};

static void implement (MwSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwKeyring,
                               mw_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SECRET_STORE, implement))

static GMutex file_mutex;

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = { MW_APP_ID,
                                       SECRET_SCHEMA_NONE,
                                       { { ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } } };

  return &schema;
}

/* Of the file, or of its folder, which libsecret makes when it is first asked for something. */
static gboolean
is_access (const GError *error)
{
  return mw_keyring_guard_uses_file () &&
         (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY) ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY));
}

/* libsecret gives D-Bus and GIO errors of many kinds when there is no service: whatever is not known means
 * that. Cancelled though nobody cancelled here: the person refused in the dialog of the desktop's portal. */
static gboolean
fail (GError *cause, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (owned == NULL || g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
      (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
       !g_cancellable_is_cancelled (cancellable)))
    g_set_error_literal (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_LOCKED,
                         "The keyring is locked and was not unlocked");
  else if (g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_INVALID_FILE_FORMAT))
    g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_BROKEN, "The keyring cannot be read: %s",
                 owned->message);
  else if (is_access (owned))
    g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_ACCESS, "The keyring file: %s",
                 owned->message);
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_NO_ROOM, "The keyring file: %s",
                 owned->message);
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else
    g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_UNAVAILABLE,
                 "There is no keyring service: %s", owned->message);
  return FALSE;
}

/* libsecret's collection of a file is one object for all threads, and reads and writes it without a lock: a
 * search would run over items that a write, or the reading of a newer file, has just replaced. */
static void
enter_file (gboolean *entered)
{
  *entered = mw_keyring_guard_uses_file ();
  if (*entered)
    g_mutex_lock (&file_mutex);
}

static void
leave_file (gboolean *entered)
{
  if (*entered)
    g_mutex_unlock (&file_mutex);
}

typedef gboolean InFile;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InFile, leave_file)

/* Writing into the file needs the lock, and the file looked at under it. A Secret Service puts writers in
 * order itself, and may ask a person first: nobody else waits for that. */
static int
begin_write (const char *text, GCancellable *cancellable, GError **error)
{
  int lock = mw_keyring_lock_take (cancellable, error);

  if (lock >= 0 &&
      (!mw_keyring_guard_check (error) || !mw_keyring_file_begin (text != NULL ? strlen (text) : 0, error)))
    {
      mw_keyring_lock_release (lock);
      return -1;
    }
  return lock;
}

typedef gboolean (*Write) (const char *id, const char *text, GCancellable *cancellable, GError **error);

static gboolean
store (const char *id, const char *text, GCancellable *cancellable, GError **error)
{
  return secret_password_store_sync (get_schema (), SECRET_COLLECTION_DEFAULT, LABEL, text, cancellable,
                                     error, ATTRIBUTE, id, NULL);
}

/* libsecret's FALSE without an error says that there was nothing. */
static gboolean
clear (const char *id, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  secret_password_clear_sync (get_schema (), cancellable, &local, ATTRIBUTE, id, NULL);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  return *error == NULL;
}

/* Two things that stand in the way of a write and go: libsecret did not notice that another process wrote,
 * and an entry whose bytes were damaged cannot be replaced, only taken away. */
static gboolean
write_again (Write func, const char *id, const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    mw_keyring_guard_touch ();
  else if (!g_error_matches (*error, SECRET_ERROR, SECRET_ERROR_PROTOCOL) || !clear (id, NULL, NULL, &reason))
    return FALSE;
  g_clear_error (error);
  return func (id, text, NULL, error);
}

/* Never cancelled: libsecret cut in the middle of a write leaves an empty file. */
static gboolean
write_file (Write func, const char *id, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  int lock = begin_write (text, cancellable, error);
  g_auto (InFile) in_file = FALSE;
  gboolean written;

  if (lock < 0)
    return FALSE;
  enter_file (&in_file);
  written = func (id, text, NULL, &local) || write_again (func, id, text, &local);
  mw_keyring_file_end (written);
  mw_keyring_lock_release (lock);
  return written || fail (g_steal_pointer (&local), cancellable, error);
}

static gboolean
write_secret (Write func, const char *id, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (mw_keyring_guard_uses_file ())
    return write_file (func, id, text, cancellable, error);
  return func (id, text, cancellable, &local) || fail (g_steal_pointer (&local), cancellable, error);
}

static SecretRetrievable *
find_newest (GList *items)
{
  SecretRetrievable *newest = NULL;

  for (GList *l = items; l; l = l->next)
    if (newest == NULL ||
        secret_retrievable_get_modified (l->data) > secret_retrievable_get_modified (newest))
      newest = l->data;
  return newest;
}

/* Several items for one id (a keyring that was merged or restored): the newest is the one that is read. After
 * it was replaced the older ones go; of two of the same second both stay, as one may be of another process.
 */
static void
remove_older (const char *id, GCancellable *cancellable)
{
  GList *items = secret_password_search_sync (get_schema (), SECRET_SEARCH_ALL, cancellable, NULL, ATTRIBUTE,
                                              id, NULL);
  SecretRetrievable *newest = find_newest (items);

  for (GList *l = items; l; l = l->next)
    if (SECRET_IS_ITEM (l->data) && !secret_item_get_locked (l->data) &&
        secret_retrievable_get_modified (l->data) < secret_retrievable_get_modified (newest))
      secret_item_delete_sync (l->data, cancellable, NULL);
  g_list_free_full (items, g_object_unref);
}

static gboolean
write_text (MwSecretStore *self, const char *id, const char *text, GCancellable *cancellable, GError **error)
{
  if (!write_secret (store, id, text, cancellable, error))
    return FALSE;
  if (!mw_keyring_guard_uses_file ())
    remove_older (id, cancellable);
  return TRUE;
}

static gboolean
remove_text (MwSecretStore *self, const char *id, GCancellable *cancellable, GError **error)
{
  return write_secret (clear, id, NULL, cancellable, error);
}

/* Whether what the file has of connection @id can be decrypted; NULL: all that it has. */
static gboolean
can_decrypt (const char *id)
{
  g_autoptr (GError) error = NULL;
  GList *items = id != NULL
                   ? secret_password_search_sync (get_schema (), SECRET_SEARCH_ALL, NULL, &error, ATTRIBUTE,
                                                  id, NULL)
                   : secret_password_search_sync (get_schema (), SECRET_SEARCH_ALL, NULL, &error, NULL);

  g_list_free_full (items, g_object_unref);
  return error == NULL;
}

/* Nothing was found. libsecret compares hashes of the attributes that are made with the key, so an entry that
 * was locked with another one is none for it, until it decrypts them all. */
static gboolean
check_key (GError **error)
{
  if (!mw_keyring_guard_uses_file () || can_decrypt (NULL))
    return TRUE;
  g_set_error_literal (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_OTHER_KEY,
                       "What is in the keyring file was locked with another key");
  return FALSE;
}

/* libsecret says the same of an entry whose bytes were changed as of a portal that keeps no key. */
static gboolean
fail_reading (GError *cause, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (!mw_keyring_guard_uses_file () || !g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_PROTOCOL) ||
      !can_decrypt ("-"))
    return fail (g_steal_pointer (&owned), cancellable, error);
  g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_DAMAGED, "The entry cannot be read: %s",
               owned->message);
  return FALSE;
}

/* A lookup would give NULL for a locked item, as if nothing were stored; a search gives the item itself. */
static gboolean
read_text (MwSecretStore *self, const char *id, char **text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_auto (InFile) in_file = FALSE;
  SecretRetrievable *item;
  GList *items;

  *text = NULL;
  enter_file (&in_file);
  if (!mw_keyring_guard_check (error))
    return FALSE;
  items = secret_password_search_sync (get_schema (),
                                       SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                                       cancellable, &local, ATTRIBUTE, id, NULL);
  item = find_newest (items);
  if (item)
    value = secret_retrievable_retrieve_secret_sync (item, cancellable, &local);
  if (value)
    *text = g_strdup (secret_value_get_text (value));
  g_list_free_full (items, g_object_unref);
  if (local || (item && value == NULL))
    return fail_reading (g_steal_pointer (&local), cancellable, error);
  if (item == NULL)
    return check_key (error);
  if (*text == NULL)
    {
      g_set_error_literal (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_DAMAGED,
                           "What the keyring has is no text");
      return FALSE;
    }
  return TRUE;
}

static gboolean
set_aside (MwSecretStore *self, char **name, GCancellable *cancellable, GError **error)
{
  g_auto (InFile) in_file = FALSE;
  gboolean done;
  int lock;

  if (!mw_keyring_guard_uses_file ())
    return TRUE;
  lock = mw_keyring_lock_take (cancellable, error);
  if (lock < 0)
    return FALSE;
  enter_file (&in_file);
  done = mw_keyring_file_set_aside (name, error);
  mw_keyring_lock_release (lock);
  return done;
}

static const char *
get_name (MwSecretStore *self)
{
  return "keyring";
}

static const char *
get_title (MwSecretStore *self)
{
  return mw_keyring_guard_seems_to_use_file () ? _ ("encrypted file") : _ ("keyring");
}

static const char *
get_place (MwSecretStore *self)
{
  return mw_keyring_guard_seems_to_use_file () ? _ ("In an encrypted file whose key the system keeps")
                                               : _ ("In the keyring of this computer");
}

static gboolean
is_lasting (MwSecretStore *self)
{
  return TRUE;
}

static void
implement (MwSecretStoreInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_place = get_place;
  iface->is_lasting = is_lasting;
  iface->write = write_text;
  iface->read = read_text;
  iface->remove = remove_text;
  iface->set_aside = set_aside;
}

static void
mw_keyring_class_init (MwKeyringClass *klass)
{
}

static void
mw_keyring_init (MwKeyring *self)
{
}

/**
 * mw_keyring_new:
 *
 * Returns: (transfer full): the keyring of the desktop, or in a Flatpak or Snap the file that libsecret
 *   encrypts with a key that the system keeps
 */
MwSecretStore *
mw_keyring_new (void)
{
  return g_object_new (MW_TYPE_KEYRING, NULL);
}
