/* mw-secret-stores.c: the stores that there are, for what stands above this layer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-stores.h"

#include "mw-keyring-guard.h"
#include "mw-keyring.h"
#include "mw-session-memory.h"
#include "mw-work.h"

enum
{
  KEYRING,
  SESSION,
};

/* Another store is one line here and one above; the first is the one for what is to stay. */
static MwSecretStore *(*const news[]) (void) = {
  [KEYRING] = mw_keyring_new,
  [SESSION] = mw_session_memory_new,
};

static MwSecretStore *
get (guint which)
{
  static MwSecretStore *stores[G_N_ELEMENTS (news)];

  if (g_once_init_enter_pointer (&stores[which]))
    g_once_init_leave_pointer (&stores[which], news[which]());
  return stores[which];
}

/**
 * mw_secret_stores_get_lasting:
 *
 * Returns: (transfer none): where a token is kept that is to stay
 */
MwSecretStore *
mw_secret_stores_get_lasting (void)
{
  return get (KEYRING);
}

/**
 * mw_secret_stores_get_session:
 *
 * Returns: (transfer none): the memory of this process
 */
MwSecretStore *
mw_secret_stores_get_session (void)
{
  return get (SESSION);
}

gboolean
mw_secret_stores_lasting_is_file (void)
{
  return mw_keyring_guard_seems_to_use_file ();
}

static gboolean
look_work (gpointer data, GCancellable *cancellable, GError **error)
{
  mw_keyring_guard_uses_file ();
  return TRUE;
}

/**
 * mw_secret_stores_look:
 *
 * Finds out where the lasting store is, before somebody asks. In a sandbox that asks the bus.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_secret_stores_look (void)
{
  return mw_work_run ("look for the keyring", look_work, NULL, NULL);
}

/**
 * mw_secret_stores_find:
 * @name: what stands in a connection's file
 *
 * Returns: (transfer none): the store of that name; one that is not known is the lasting one, where what is
 *   not found is asked for
 */
MwSecretStore *
mw_secret_stores_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    if (g_str_equal (mw_secret_store_get_name (get (i)), name))
      return get (i);
  return mw_secret_stores_get_lasting ();
}
