/* mw-reconnect.c: signing in again to a connection that is kept: what is stored is replaced when the new
 * sign-in was accepted and is for the same company
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-reconnect.h"

#include "mw-connection-private.h"
#include "mw-engine-private.h"
#include "mw-main-fiber.h"

struct _MwReconnect
{
  GObject parent_instance;

  MwEngine *engine;
  MwConnection *connection;
  GListStore *steps;
  MwAuthPrompt *prompt;

  /* Of the last run that signed in. */
  MwLink *trial; /* with the new session; NULL: there is nothing to decide */
  MwRungs *rungs;
  MwDifference *difference;
  char **readable; /* now, or NULL: not known */
};

G_DEFINE_FINAL_TYPE (MwReconnect, mw_reconnect, G_TYPE_OBJECT)

static void
mw_reconnect_finalize (GObject *object)
{
  MwReconnect *self = MW_RECONNECT (object);

  mw_reconnect_give_up (self);
  g_clear_object (&self->engine);
  g_clear_object (&self->connection);
  g_clear_object (&self->steps);
  g_clear_object (&self->prompt);
  g_clear_pointer (&self->rungs, mw_rungs_free);
  g_clear_pointer (&self->difference, mw_difference_free);
  g_strfreev (self->readable);
  G_OBJECT_CLASS (mw_reconnect_parent_class)->finalize (object);
}

static void
mw_reconnect_class_init (MwReconnectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_reconnect_finalize;
}

static void
mw_reconnect_init (MwReconnect *self)
{
  self->steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  self->prompt = mw_auth_prompt_new ();
}

/**
 * mw_reconnect_new:
 * @engine: that has the connection
 * @connection: a connection
 *
 * Returns: (transfer full): a way to sign in to it again; nothing is sent
 */
MwReconnect *
mw_reconnect_new (MwEngine *engine, MwConnection *connection)
{
  MwReconnect *self = g_object_new (MW_TYPE_RECONNECT, NULL);

  self->engine = g_object_ref (engine);
  self->connection = g_object_ref (connection);
  return self;
}

/**
 * mw_reconnect_get_steps:
 * @self: a reconnect
 *
 * Returns: (transfer none): the steps, filled by mw_reconnect_run()
 */
GListModel *
mw_reconnect_get_steps (MwReconnect *self)
{
  return G_LIST_MODEL (self->steps);
}

/**
 * mw_reconnect_get_prompt:
 * @self: a reconnect
 *
 * Returns: (transfer none): what the person must do while the sign-in runs
 */
MwAuthPrompt *
mw_reconnect_get_prompt (MwReconnect *self)
{
  return self->prompt;
}

/**
 * mw_reconnect_get_difference:
 * @self: a reconnect
 *
 * Returns: (transfer none) (nullable): what the last run found otherwise than before
 */
const MwDifference *
mw_reconnect_get_difference (MwReconnect *self)
{
  return self->difference;
}

/* One run, apart from another that is just being cancelled. */
typedef struct
{
  MwReconnect *reconnect;
  MwSecrets *input;
  MwLink *trial;
  MwRungs *rungs;
  MwDifference *difference;
  char **readable;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->reconnect);
  mw_secrets_unref (run->input);
  g_object_unref (run->trial);
  g_clear_pointer (&run->rungs, mw_rungs_free);
  g_clear_pointer (&run->difference, mw_difference_free);
  g_strfreev (run->readable);
  g_free (run);
}

/* Of another company it may be that nothing can be read before somebody has chosen: that is no failure. */
static gboolean
read_first (Run *run, MwMainFiber *fiber, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (mw_rungs_read (run->rungs, fiber, &reason))
    run->readable = mw_rungs_dup_readable (run->rungs);
  else if (!mw_difference_is_other_company (run->difference) ||
           (reason->domain != MW_CONNECTION_ERROR && reason->domain != MW_SOURCE_ERROR))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return TRUE;
}

/* Nothing of what the connection has is touched. */
static gboolean
climb (Run *run, gboolean *signed_in, MwMainFiber *fiber, GError **error)
{
  MwReconnect *self = run->reconnect;

  if (!mw_rungs_reach (run->rungs, fiber, error) || !mw_rungs_try_keyring (run->rungs, fiber, error) ||
      !mw_rungs_sign_in (run->rungs, NULL, run->input, self->prompt, fiber, error))
    return FALSE;
  *signed_in = TRUE;
  if (!mw_difference_find_companies (run->difference, run->trial, run->rungs, fiber, error) ||
      !read_first (run, fiber, error))
    return FALSE;
  if (!mw_difference_is_other_company (run->difference))
    mw_difference_find_rights (run->difference, mw_engine_get_model (self->engine),
                               mw_link_get_file (run->trial)->readable, run->readable);
  if (!mw_main_fiber_is_dropped (fiber))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No longer wanted");
  return FALSE;
}

static void
keep_run (MwReconnect *self, Run *run)
{
  mw_reconnect_give_up (self);
  g_clear_pointer (&self->rungs, mw_rungs_free);
  g_clear_pointer (&self->difference, mw_difference_free);
  g_clear_pointer (&self->readable, g_strfreev);
  self->trial = g_object_ref (run->trial);
  self->rungs = g_steal_pointer (&run->rungs);
  self->difference = g_steal_pointer (&run->difference);
  self->readable = g_steal_pointer (&run->readable);
}

/* Token and file belong together: not cut on the way. */
static gboolean
accept (MwReconnect *self, GError **error)
{
  MwLink *link = mw_connection_get_link (self->connection);
  g_autoptr (MwLink) trial = g_object_ref (self->trial);
  g_autoptr (GError) reason = NULL;
  gboolean is_other = mw_difference_is_other_company (self->difference);

  if (!dex_await (mw_link_take_over (link, trial), &reason))
    {
      mw_rungs_stored (self->rungs, reason);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  g_clear_object (&self->trial);
  mw_rungs_stored (self->rungs, NULL);
  mw_link_set_readable (link, self->readable);
  if (is_other)
    mw_link_set_chosen (link, mw_link_get_chosen (trial));
  mw_connection_take_health (self->connection, NULL);
  mw_connection_set_health (self->connection, mw_difference_has_lost_rights (self->difference)
                                                ? MW_HEALTH_PERMISSION_MISSING
                                                : MW_HEALTH_WORKING);
  if (is_other)
    mw_connection_forget_readings (self->connection);
  return dex_await (mw_connection_save (self->connection), error);
}

static DexFuture *
run_fiber (MwMainFiber *fiber, gpointer data)
{
  Run *run = data;
  MwReconnect *self = run->reconnect;
  g_autoptr (GError) error = NULL;
  gboolean signed_in = FALSE;

  if (!climb (run, &signed_in, fiber, &error))
    {
      /* Nobody will use that session: the system need not keep it. */
      if (signed_in)
        dex_future_disown (mw_link_sign_out (run->trial));
      return dex_future_new_for_error (mw_link_recognise (run->trial, error));
    }
  keep_run (self, run);
  if (mw_difference_is_any (self->difference))
    return dex_future_new_for_boolean (FALSE);
  if (!accept (self, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_reconnect_run:
 * @self: a reconnect
 * @input: a new password or key, by the form field's id; a client's secret that is not here is the stored one
 *
 * Signs in once, beside what there is: until the new sign-in was accepted and compared with the one before,
 * what is stored, and what is used, stay as they are.
 *
 * Returns: (transfer full): resolves to %TRUE when the connection has the new sign-in, to %FALSE when a
 * person has to decide first
 */
DexFuture *
mw_reconnect_run (MwReconnect *self, MwSecrets *input)
{
  Run *run = g_new0 (Run, 1);

  mw_reconnect_give_up (self);
  run->reconnect = g_object_ref (self);
  run->input = mw_secrets_ref (input);
  run->trial = mw_link_new_trial (mw_connection_get_link (self->connection));
  run->difference = mw_difference_new ();
  g_list_store_remove_all (self->steps);
  run->rungs = mw_rungs_new (mw_connection_get_system (self->connection),
                             mw_connection_get_sign_in (self->connection), self->steps, TRUE);
  mw_rungs_set_link (run->rungs, run->trial);
  return mw_main_fiber_spawn (run_fiber, run, run_free);
}

static DexFuture *
nothing_to_decide (void)
{
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody has signed in");
}

static DexFuture *
accept_fiber (MwMainFiber *fiber, gpointer data)
{
  GError *error = NULL;

  if (!accept (data, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * mw_reconnect_accept:
 * @self: a reconnect whose run resolved to %FALSE
 *
 * Takes the new sign-in in the place of the old one. When it cannot be stored, everything is as it was.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_reconnect_accept (MwReconnect *self)
{
  if (self->trial == NULL)
    return nothing_to_decide ();
  return mw_main_fiber_spawn (accept_fiber, g_object_ref (self), g_object_unref);
}

/* Two connections of one name could not be told apart. */
static char *
dup_other_label (MwReconnect *self)
{
  const char *company = mw_difference_get_company (self->difference);

  return g_strdup_printf ("%s (%s)", mw_connection_get_label (self->connection),
                          company != NULL ? company : "2");
}

static DexFuture *
take_as_new_fiber (MwMainFiber *fiber, gpointer data)
{
  MwReconnect *self = data;
  g_autoptr (MwLink) trial = g_object_ref (self->trial);
  g_autofree char *label = dup_other_label (self);
  g_autoptr (MwLink) link = mw_link_new_beside (trial, label);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  mw_link_set_readable (link, self->readable);
  if (dex_await (mw_link_take_over (link, trial), &error))
    connection = dex_await_object (mw_engine_add_link (self->engine, link), &error);
  if (connection == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_clear_object (&self->trial);
  return dex_future_new_take_object (g_steal_pointer (&connection));
}

/**
 * mw_reconnect_take_as_new:
 * @self: a reconnect whose run resolved to %FALSE
 *
 * Keeps the connection with its old sign-in, and makes another one with the new sign-in.
 *
 * Returns: (transfer full): resolves to the new #MwConnection
 */
DexFuture *
mw_reconnect_take_as_new (MwReconnect *self)
{
  if (self->trial == NULL)
    return nothing_to_decide ();
  return mw_main_fiber_spawn (take_as_new_fiber, g_object_ref (self), g_object_unref);
}

/**
 * mw_reconnect_give_up:
 * @self: a reconnect
 *
 * Keeps the old sign-in; a new one that waits for a decision is logged out.
 */
void
mw_reconnect_give_up (MwReconnect *self)
{
  if (self->trial != NULL)
    dex_future_disown (mw_link_sign_out (self->trial));
  g_clear_object (&self->trial);
}
