/* mw-ladder.c: the steps from an address to a working connection, run live with the code that real use runs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ladder-private.h"

#include "mw-engine-private.h"
#include "mw-main-fiber.h"
#include "mw-rungs.h"

struct _MwLadder
{
  GObject parent_instance;

  MwEngine *engine;
  MwDraft *draft;
  GListStore *steps;
  MwAuthPrompt *prompt;
  MwLink *link;       /* of the last run */
  MwSecrets *session; /* of a session that is open already, or NULL */
  MwChooseFunc ask;
  gpointer ask_data;
};

G_DEFINE_FINAL_TYPE (MwLadder, mw_ladder, G_TYPE_OBJECT)

static void
mw_ladder_finalize (GObject *object)
{
  MwLadder *self = MW_LADDER (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->draft);
  g_clear_object (&self->steps);
  g_clear_object (&self->prompt);
  g_clear_object (&self->link);
  g_clear_pointer (&self->session, mw_secrets_unref);
  G_OBJECT_CLASS (mw_ladder_parent_class)->finalize (object);
}

static void
mw_ladder_class_init (MwLadderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_ladder_finalize;
}

static void
mw_ladder_init (MwLadder *self)
{
  self->steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  self->prompt = mw_auth_prompt_new ();
}

/**
 * mw_ladder_new:
 * @engine: the engine that gets the connection
 * @draft: what the user filled in
 *
 * Returns: (transfer full): a ladder
 */
MwLadder *
mw_ladder_new (MwEngine *engine, MwDraft *draft)
{
  MwLadder *self = g_object_new (MW_TYPE_LADDER, NULL);

  self->engine = g_object_ref (engine);
  self->draft = g_object_ref (draft);
  return self;
}

/**
 * mw_ladder_get_draft:
 * @self: a ladder
 *
 * Returns: (transfer none): what it runs with
 */
MwDraft *
mw_ladder_get_draft (MwLadder *self)
{
  return self->draft;
}

/**
 * mw_ladder_get_steps:
 * @self: a ladder
 *
 * Returns: (transfer none): the steps, filled by mw_ladder_run()
 */
GListModel *
mw_ladder_get_steps (MwLadder *self)
{
  return G_LIST_MODEL (self->steps);
}

/**
 * mw_ladder_set_choose:
 * @self: a ladder
 * @ask: (nullable): asks the user for one of several companies, sites …
 * @data: for @ask; must outlive the runs
 */
void
mw_ladder_set_choose (MwLadder *self, MwChooseFunc ask, gpointer data)
{
  self->ask = ask;
  self->ask_data = data;
}

/**
 * mw_ladder_get_prompt:
 * @self: a ladder
 *
 * Returns: (transfer none): what the person must do while the sign-in runs
 */
MwAuthPrompt *
mw_ladder_get_prompt (MwLadder *self)
{
  return self->prompt;
}

void
mw_ladder_set_session (MwLadder *self, MwSecrets *secrets)
{
  g_clear_pointer (&self->session, mw_secrets_unref);
  self->session = mw_secrets_ref (secrets);
}

/* What one run needs: the draft may be edited meanwhile. */
typedef struct
{
  MwLadder *ladder;
  MwLink *link;
  MwRungs *rungs;
  MwSecrets *input;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->ladder);
  g_object_unref (run->link);
  mw_rungs_free (run->rungs);
  mw_secrets_unref (run->input);
  g_free (run);
}

static MwConnection *
climb (Run *run, gboolean *signed_in, MwMainFiber *fiber, GError **error)
{
  MwConnection *connection;
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) readable = NULL;

  if (!mw_rungs_reach (run->rungs, fiber, error) || !mw_rungs_try_keyring (run->rungs, fiber, error) ||
      !(run->ladder->session != NULL
          ? mw_rungs_take_up (run->rungs, run->ladder->session, fiber, error)
          : mw_rungs_sign_in (run->rungs, run->ladder->draft, run->input, run->ladder->prompt, fiber, error)))
    return NULL;
  *signed_in = TRUE;
  if (!mw_rungs_choose (run->rungs, run->ladder->draft, run->ladder->ask, run->ladder->ask_data, fiber,
                        error) ||
      !mw_rungs_read (run->rungs, fiber, error))
    return NULL;
  readable = mw_rungs_dup_readable (run->rungs);
  mw_link_set_readable (run->link, readable);
  connection = dex_await_object (mw_engine_add_link (run->ladder->engine, run->link), &local_error);
  mw_rungs_stored (run->rungs, local_error);
  if (connection == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return connection;
}

static DexFuture *
run_fiber (MwMainFiber *fiber, gpointer data)
{
  Run *run = data;
  gboolean signed_in = FALSE;
  g_autoptr (GError) error = NULL;
  MwConnection *connection = climb (run, &signed_in, fiber, &error);

  /* Storing is not cut in the middle: what came too late is taken back. */
  if (connection != NULL && mw_main_fiber_is_dropped (fiber))
    {
      dex_await (mw_engine_disconnect (run->ladder->engine, connection), NULL);
      g_clear_object (&connection);
      return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No longer wanted");
    }
  if (connection != NULL)
    return dex_future_new_take_object (connection);
  /* Nobody will use that session: the system need not keep it. */
  if (signed_in)
    dex_future_disown (mw_link_sign_out (run->link));
  return dex_future_new_for_error (mw_link_recognise_connecting (run->link, error));
}

/**
 * mw_ladder_run:
 * @self: a ladder
 *
 * Runs all steps with what the draft holds now. No secret is sent before the right product has answered, and
 * a login is tried once. A form that is not filled in rejects with %MW_AUTH_ERROR_FIELD (the message is the
 * field's id), a missing keyring, before the login, with a #MwSecretStoreError.
 *
 * Returns: (transfer full): resolves to the new #MwConnection; dropping it cancels
 */
DexFuture *
mw_ladder_run (MwLadder *self)
{
  const MwFormField *field = mw_draft_validate (self->draft, NULL);
  Run *run;

  if (field != NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD, "%s", field->id);
  run = g_new0 (Run, 1);
  run->ladder = g_object_ref (self);
  run->link = mw_engine_new_link (self->engine, self->draft);
  run->input = mw_draft_dup_secrets (self->draft);
  g_list_store_remove_all (self->steps);
  run->rungs = mw_rungs_new (mw_draft_get_system (self->draft), mw_draft_get_sign_in (self->draft),
                             self->steps, TRUE);
  mw_rungs_set_link (run->rungs, run->link);
  /* Where a session is open already, what it is for was found at that address. */
  if (self->session == NULL)
    mw_rungs_set_new (run->rungs, NULL);
  g_set_object (&self->link, run->link);
  return mw_main_fiber_spawn (run_fiber, run, run_free);
}

/**
 * mw_ladder_dup_certificate:
 * @self: a ladder whose run rejected with %MW_TRANSPORT_ERROR_TLS or %MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED
 *
 * Returns: (transfer full) (nullable): the certificate that was not trusted
 */
MwCertificate *
mw_ladder_dup_certificate (MwLadder *self)
{
  g_autoptr (MwTransport) transport = self->link != NULL ? mw_link_dup_transport (self->link) : NULL;

  return transport != NULL ? mw_transport_dup_certificate (transport) : NULL;
}
