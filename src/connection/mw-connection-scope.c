/* mw-connection-scope.c: what a connection reads of its system: choices, and the scope of each entity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include "mw-main-fiber.h"
#include "mw-read-scope.h"

typedef struct
{
  MwConnection *connection;
  const MwChoice *choice;
  char **wanted; /* or NULL: the user is asked */
  MwChooseFunc ask;
  gpointer ask_data;
  MwChosen *before;
} Call;

static Call *
call_new (MwConnection *connection)
{
  Call *call = g_new0 (Call, 1);

  call->connection = g_object_ref (connection);
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->connection);
  g_strfreev (call->wanted);
  g_clear_pointer (&call->before, mw_chosen_unref);
  g_free (call);
}

/**
 * mw_connection_dup_choices:
 * @self: a connection
 *
 * Returns: (transfer container) (element-type MwChoice): what can be chosen here, in order
 */
GPtrArray *
mw_connection_dup_choices (MwConnection *self)
{
  return mw_system_dup_choices (mw_connection_get_system (self), mw_connection_get_variant (self));
}

/**
 * mw_connection_get_chosen:
 * @self: a connection
 *
 * Returns: (transfer none): what was chosen
 */
MwChosen *
mw_connection_get_chosen (MwConnection *self)
{
  return mw_link_get_chosen (mw_connection_get_link (self));
}

/**
 * mw_connection_dup_chosen_title:
 * @self: a connection
 *
 * Returns: (transfer full) (nullable): what was chosen, for people: "ACME DE, ACME US"; %NULL when nothing is
 * chosen
 */
char *
mw_connection_dup_chosen_title (MwConnection *self)
{
  g_autoptr (GPtrArray) choices = mw_connection_dup_choices (self);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];
      g_autofree char *title = NULL;

      /* All is what one expects. */
      if (mw_chosen_is_all (mw_connection_get_chosen (self), choice->id))
        continue;
      title = mw_choosing_dup_title (mw_connection_get_chosen (self), choice->id);
      if (title != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? " · " : "", title);
    }
  return titles->len > 0 ? g_string_free_and_steal (g_steal_pointer (&titles)) : NULL;
}

/**
 * mw_connection_list_choice:
 * @self: a connection
 * @choice: one of mw_connection_dup_choices()
 *
 * Returns: (transfer full): resolves to a #MwChosen: all that can be chosen, as values of @choice
 */
DexFuture *
mw_connection_list_choice (MwConnection *self, const MwChoice *choice)
{
  return mw_link_list_choice (mw_connection_get_link (self), choice);
}

/* A choice that came after the changed one may not fit any more: it is made again, or asked for. */
static void
drop_later (MwConnection *self, const MwChoice *changed)
{
  g_autoptr (GPtrArray) choices = mw_connection_dup_choices (self);
  g_autoptr (MwChosen) chosen = mw_chosen_copy (mw_connection_get_chosen (self));
  gboolean later = FALSE;

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];

      if (later)
        mw_chosen_remove (chosen, choice->id);
      later |= choice == changed;
    }
  mw_link_set_chosen (mw_connection_get_link (self), chosen);
}

/* Where nobody can be asked it stays open until somebody is. */
static gboolean
make_later (Call *call, MwMainFiber *fiber, GError **error)
{
  MwConnection *self = call->connection;
  g_autoptr (GPtrArray) choices = mw_connection_dup_choices (self);
  gboolean later = FALSE;

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];
      g_autoptr (GError) reason = NULL;

      if (later &&
          !mw_choosing_make (mw_connection_get_link (self), choice, NULL, call->ask, call->ask_data, fiber,
                             &reason) &&
          !(call->ask == NULL &&
            g_error_matches (reason, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_CHOSEN)))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      later |= choice == call->choice;
    }
  return TRUE;
}

static gboolean
make_choice (Call *call, MwMainFiber *fiber, GError **error)
{
  MwLink *link = mw_connection_get_link (call->connection);

  if (call->wanted == NULL)
    return mw_choosing_ask (link, call->choice, call->ask, call->ask_data, fiber, error);
  return mw_choosing_make (link, call->choice, (const char *const *) call->wanted, NULL, NULL, fiber, error);
}

/* Whatever goes wrong on the way, what was chosen before stays. */
static DexFuture *
choose_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  MwConnection *self = call->connection;
  MwLink *link = mw_connection_get_link (self);
  g_autoptr (GError) error = NULL;

  if (!make_choice (call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (mw_chosen_equal (call->before, mw_link_get_chosen (link)))
    return dex_future_new_true ();
  drop_later (self, call->choice);
  if (!make_later (call, fiber, &error) || !dex_await (mw_connection_save (self), &error))
    {
      mw_link_set_chosen (link, call->before);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  mw_connection_forget_readings (self);
  return dex_future_new_true ();
}

static Call *
choose_call_new (MwConnection *self, const MwChoice *choice)
{
  Call *call = call_new (self);

  call->choice = choice;
  call->before = mw_chosen_ref (mw_connection_get_chosen (self));
  return call;
}

/**
 * mw_connection_choose:
 * @self: a connection
 * @choice: one of mw_connection_dup_choices()
 * @wanted: (array zero-terminated=1): values, labels or codes; “all” where that can be chosen
 *
 * Chooses anew and stores it. What was read before is forgotten; nobody signs in for that.
 *
 * Returns: (transfer full): resolves to %TRUE; when it rejects, what was chosen before stays
 */
DexFuture *
mw_connection_choose (MwConnection *self, const MwChoice *choice, const char *const *wanted)
{
  Call *call = choose_call_new (self, choice);

  call->wanted = g_strdupv ((char **) wanted);
  return mw_main_fiber_spawn (choose_fiber, call, call_free);
}

/**
 * mw_connection_ask:
 * @self: a connection
 * @choice: one of mw_connection_dup_choices()
 * @ask: asks the user, also about choices that come after @choice, which may not fit any more
 * @data: for @ask
 *
 * Chooses anew as mw_connection_choose() does.
 *
 * Returns: (transfer full): resolves to %TRUE; when it rejects, what was chosen before stays
 */
DexFuture *
mw_connection_ask (MwConnection *self, const MwChoice *choice, MwChooseFunc ask, gpointer data)
{
  Call *call = choose_call_new (self, choice);

  call->ask = ask;
  call->ask_data = data;
  return mw_main_fiber_spawn (choose_fiber, call, call_free);
}

/**
 * mw_connection_get_scope:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 *
 * Returns: how much of @entity is read
 */
MwScope
mw_connection_get_scope (MwConnection *self, MwEntity *entity)
{
  return mw_link_get_scope (mw_connection_get_link (self), entity);
}

/**
 * mw_connection_narrow:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 * @scope: how much of it is read from now on
 *
 * For this run of the program; what was read before is forgotten.
 */
void
mw_connection_narrow (MwConnection *self, MwEntity *entity, const MwScope *scope)
{
  const MwScope before = mw_connection_get_scope (self, entity);

  if (mw_scope_equal (&before, scope))
    return;
  mw_link_set_scope (mw_connection_get_link (self), entity, scope);
  mw_connection_forget_reading (self, entity);
}

/**
 * mw_connection_set_scope:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 * @scope: how much of it is read from now on
 *
 * Narrows as mw_connection_narrow() does, and stores it.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_connection_set_scope (MwConnection *self, MwEntity *entity, const MwScope *scope)
{
  mw_connection_narrow (self, entity, scope);
  return mw_connection_save (self);
}

/**
 * mw_connection_get_offer:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 * @kind: a kind of scope
 *
 * Returns: whether @entity can be narrowed like that, by the system or here
 */
MwScopeOffer
mw_connection_get_offer (MwConnection *self, MwEntity *entity, MwScopeKind kind)
{
  return mw_scope_find_offer (mw_connection_get_system (self), mw_connection_get_variant (self), entity,
                              kind);
}

/**
 * mw_connection_estimate:
 * @self: a connection
 * @entity: one of mw_connection_dup_entities()
 * @scope: how much of it would be read
 *
 * Asks how many records there are, of @entity and of what is looked up for it.
 *
 * Returns: (transfer full): resolves to a #MwEstimate; rejects with why @entity cannot be read
 */
DexFuture *
mw_connection_estimate (MwConnection *self, MwEntity *entity, const MwScope *scope)
{
  return mw_link_estimate (mw_connection_get_link (self), entity, scope);
}
