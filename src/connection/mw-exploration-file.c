/* mw-exploration-file.c: what was found and chosen becomes a system file of the user's
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-exploration-private.h"

#include "mw-ladder-private.h"
#include "mw-main-fiber.h"
#include "mw-system-writer.h"
#include "mw-text.h"
#include "mw-user-systems.h"

const char *
mw_exploration_get_label (MwExploration *self)
{
  return mw_draft_get_label (self->draft);
}

static const char *
get_name (MwExploration *self, const char *name)
{
  return name != NULL && *name != '\0' ? name : mw_exploration_get_label (self);
}

char *
mw_exploration_dup_id (MwExploration *self, const char *name)
{
  return mw_system_writer_dup_id (mw_engine_get_catalog (self->engine), get_name (self, name));
}

/**
 * mw_exploration_dup_file:
 * @self: an exploration that has run
 * @proposals: (element-type MwProposal): which list is which; not empty
 * @id: of the new system
 * @name: (nullable): of the new system
 *
 * It has the one sign-in that was used: what else the general file knows need not be allowed.
 *
 * Returns: (transfer full): the text of the file
 */
char *
mw_exploration_dup_file (MwExploration *self, GPtrArray *proposals, const char *id, const char *name)
{
  g_autofree char *address = mw_link_dup_address (self->link);

  return mw_system_writer_compose (self->survey, proposals, id, get_name (self, name), address,
                                   mw_draft_get_sign_in (self->asked)->id);
}

/**
 * mw_exploration_is_name_used:
 * @self: an exploration
 * @name: of a new system
 * @made: (nullable): a system that may have it
 *
 * Returns: whether another system has that name, in small or capital letters
 */
gboolean
mw_exploration_is_name_used (MwExploration *self, const char *name, MwSystem *made)
{
  MwCatalog *catalog = mw_engine_get_catalog (self->engine);
  g_autofree char *folded = mw_text_fold (name);

  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (catalog, i);
      g_autofree char *other = mw_text_fold (mw_system_get_name (system));

      if (system != made && g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

/**
 * mw_exploration_preview:
 * @self: an exploration that has run
 * @proposals: (element-type MwProposal): which list is which; not empty
 * @name: (nullable): of the new system
 *
 * Returns: (transfer full): resolves to the #MwSystem that mw_exploration_install() would make
 */
DexFuture *
mw_exploration_preview (MwExploration *self, GPtrArray *proposals, const char *name)
{
  g_autofree char *id = mw_exploration_dup_id (self, name);
  g_autofree char *text = mw_exploration_dup_file (self, proposals, id, name);

  return mw_user_systems_parse (self->engine, id, text);
}

typedef struct
{
  MwExploration *exploration;
  char *id;
  char *text;
  gboolean replace;
} Install;

static void
install_free (gpointer data)
{
  Install *install = data;

  g_object_unref (install->exploration);
  g_free (install->id);
  g_free (install->text);
  g_free (install);
}

static DexFuture *
install_fiber (MwMainFiber *fiber, gpointer data)
{
  Install *install = data;
  MwExploration *self = install->exploration;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSystem) system = NULL;
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwSecrets) secrets = NULL;
  MwLadder *ladder;

  system = dex_await_object (
    mw_main_until (mw_user_systems_install (self->engine, install->id, install->text, install->replace),
                   fiber),
    &error);
  if (system == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* It has the same form. */
  draft = mw_draft_copy_for (self->asked, system);
  if (draft == NULL)
    return dex_future_new_reject (MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_USER_FILE,
                                  "the file lost its sign-in");
  ladder = mw_ladder_new (self->engine, draft);
  secrets = mw_session_dup_secrets (self->session);
  mw_ladder_set_session (ladder, secrets);
  return dex_future_new_take_object (ladder);
}

/**
 * mw_exploration_install:
 * @self: an exploration that has run
 * @proposals: (element-type MwProposal): which list is which; not empty
 * @name: (nullable): of the new system
 * @made: (nullable): a system that was made before and is replaced
 *
 * What the user has put together here is allowed at once.
 *
 * Returns: (transfer full): resolves to the #MwLadder that connects the new system
 */
DexFuture *
mw_exploration_install (MwExploration *self, GPtrArray *proposals, const char *name, MwSystem *made)
{
  Install *install = g_new0 (Install, 1);

  install->exploration = g_object_ref (self);
  install->id = made != NULL ? g_strdup (mw_system_get_id (made)) : mw_exploration_dup_id (self, name);
  install->replace = made != NULL;
  install->text = mw_exploration_dup_file (self, proposals, install->id, name);
  return mw_main_fiber_spawn (install_fiber, install, install_free);
}
