/* mw-rungs.c: the steps that connecting and checking have in common
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-rungs-private.h"

#include <glib/gi18n-lib.h>

#include "mw-address.h"
#include "mw-advice.h"
#include "mw-cost.h"
#include "mw-draft-private.h"
#include "mw-main-fiber.h"
#include "mw-missing-right.h"
#include "mw-product.h"

static MwLadderStep *
add_step (GListStore *steps, char *title)
{
  MwLadderStep *step = mw_ladder_step_new (title);

  g_list_store_append (steps, step);
  g_free (title);
  return step;
}

/* Of every variant there may be: which one it is shows later. */
static GPtrArray *
dup_all_entities (MwSystem *system, const MwSignIn *sign_in)
{
  g_autoptr (GPtrArray) variants = mw_system_dup_variants (system, sign_in->id);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < variants->len; i++)
    {
      g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variants->pdata[i]);

      for (guint n = 0; n < entities->len; n++)
        if (!g_ptr_array_find (all, entities->pdata[n], NULL))
          g_ptr_array_add (all, g_object_ref (entities->pdata[n]));
    }
  return all;
}

/**
 * mw_rungs_new:
 * @system: the system
 * @sign_in: how one signs in there
 * @steps: (element-type MwLadderStep): the steps are appended to it
 * @stores: whether a token is stored at the end
 *
 * Returns: (transfer full): the rungs; nothing is sent
 */
MwRungs *
mw_rungs_new (MwSystem *system, const MwSignIn *sign_in, GListStore *steps, gboolean stores)
{
  MwRungs *self = g_new0 (MwRungs, 1);

  self->system = g_object_ref (system);
  self->variant = mw_system_find_variant (system, sign_in->id);
  self->entities = dup_all_entities (system, sign_in);
  self->reads = g_ptr_array_new_with_free_func (g_object_unref);
  self->readable = g_ptr_array_new_with_free_func (g_object_unref);
  self->choices = mw_system_dup_choices (system, self->variant);
  self->choosing = g_ptr_array_new_with_free_func (g_object_unref);
  self->resolve = add_step (steps, g_strdup (_ ("The name is known")));
  self->connect = add_step (steps, g_strdup (_ ("The server answers")));
  self->tls = add_step (steps, g_strdup (_ ("The line is encrypted and trusted")));
  self->product = add_step (steps, g_strdup_printf (_ ("It is %s"), mw_system_get_name (system)));
  self->sign_in = add_step (steps, g_strdup (_ ("The sign-in is accepted")));
  for (guint i = 0; i < self->choices->len; i++)
    g_ptr_array_add (self->choosing,
                     add_step (steps, g_strdup (((const MwChoice *) self->choices->pdata[i])->title)));
  for (guint i = 0; i < self->entities->len; i++)
    g_ptr_array_add (self->reads,
                     add_step (steps, g_strdup (mw_entity_get_title (self->entities->pdata[i]))));
  if (stores)
    self->store = add_step (steps, g_strdup (_ ("The token is stored")));
  return self;
}

/**
 * mw_rungs_free:
 * @self: (transfer full): the rungs
 */
void
mw_rungs_free (MwRungs *self)
{
  g_clear_object (&self->system);
  g_clear_object (&self->link);
  g_free (self->address);
  g_free (self->first);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_clear_object (&self->resolve);
  g_clear_object (&self->connect);
  g_clear_object (&self->tls);
  g_clear_object (&self->product);
  g_clear_object (&self->sign_in);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->choosing, g_ptr_array_unref);
  g_clear_pointer (&self->reads, g_ptr_array_unref);
  g_clear_pointer (&self->readable, g_ptr_array_unref);
  g_clear_object (&self->store);
  g_free (self);
}

/**
 * mw_rungs_set_link:
 * @self: the rungs
 * @link: what they try
 */
void
mw_rungs_set_link (MwRungs *self, MwLink *link)
{
  g_set_object (&self->link, link);
  g_free (self->address);
  self->address = mw_link_dup_address (link);
  self->variant = mw_link_get_variant (link);
}

/**
 * mw_rungs_set_new:
 * @self: the rungs of an address that nothing secret was sent to yet
 * @first: (nullable): see mw_link_look()
 */
void
mw_rungs_set_new (MwRungs *self, const char *first)
{
  self->is_new = TRUE;
  g_set_str (&self->first, first);
}

void
mw_rungs_fail (MwRungs *self, MwLadderStep *step, const GError *error)
{
  g_autoptr (GError) recognised = self->is_new || self->store != NULL
                                    ? mw_link_recognise_connecting (self->link, error)
                                    : mw_link_recognise (self->link, error);
  g_autoptr (MwAdvice) advice = mw_advice_new (recognised, self->system, self->address);

  mw_ladder_step_set (step, MW_STEP_FAILED, advice->title);
}

static gboolean
take (MwRungs *self,
      MwLadderStep *step,
      DexFuture *future,
      const char *detail,
      MwMainFiber *fiber,
      GError **error)
{
  g_autoptr (GError) local_error = NULL;

  mw_ladder_step_set (step, MW_STEP_RUNNING, NULL);
  if (dex_await (mw_main_until (future, fiber), &local_error))
    {
      mw_ladder_step_set (step, MW_STEP_DONE, detail);
      return TRUE;
    }
  mw_rungs_fail (self, step, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
take_tls (MwRungs *self, MwTransport *transport, MwMainFiber *fiber, GError **error)
{
  const char *uri = mw_transport_get_base_uri (transport);

  if (!g_str_has_prefix (uri, "http://"))
    return take (self, self->tls, mw_transport_probe_tls (transport), NULL, fiber, error);
  if (mw_address_is_local (uri))
    {
      mw_ladder_step_set (self->tls, MW_STEP_SKIPPED, _ ("Not needed: nothing leaves this computer"));
      return TRUE;
    }
  mw_ladder_step_set (self->tls, MW_STEP_WARNING, _ ("Not encrypted, as you allowed for this connection"));
  return TRUE;
}

/* Nothing is sent, not even a name looked up, where the user has to decide first. */
static gboolean
check_plain (MwRungs *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!mw_address_is_plain (self->address) || mw_link_get_file (self->link)->allow_plain)
    return TRUE;
  g_set_error (&local_error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PLAIN_HTTP, "%s is not encrypted",
               self->address);
  mw_rungs_fail (self, self->tls, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
has_probe (MwRungs *self)
{
  const MwJsonPath *path;

  return mw_system_get_probe (self->system, mw_link_get_sign_in (self->link)->id, &path) != NULL;
}

/* What answers where a secret is going to. */
static gboolean
look_first (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *page = NULL;
  g_autofree char *detail = NULL;

  if (!has_probe (self))
    mw_ladder_step_set (self->product, MW_STEP_RUNNING, NULL);
  page = dex_await_string (mw_main_until (mw_link_look (self->link, self->first), fiber), &local_error);
  if (local_error != NULL)
    {
      mw_rungs_fail (self, self->product, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*page == '\0')
    return TRUE;
  /* Translators: %s is the name of a product (Okta) */
  detail = g_strdup_printf (_ ("People are sent to the sign-in page of %s; programs perhaps too"), page);
  mw_ladder_step_set (self->product, MW_STEP_WARNING, detail);
  return TRUE;
}

static gboolean
find_product (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *version = NULL;
  g_autofree char *detail = NULL;

  mw_ladder_step_set (self->product, MW_STEP_RUNNING, NULL);
  version = dex_await_string (mw_main_until (mw_link_find_product (self->link), fiber), &local_error);
  if (local_error != NULL)
    {
      mw_rungs_fail (self, self->product, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (version != NULL && *version != '\0')
    detail = g_strdup_printf ("%s %s", mw_system_get_name (self->system), version);
  mw_ladder_step_set (self->product, MW_STEP_DONE, detail);
  self->variant = mw_link_get_variant (self->link);
  return TRUE;
}

static gboolean
take_product (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  if (has_probe (self) && !find_product (self, fiber, error))
    return FALSE;
  if (self->is_new && !look_first (self, fiber, error))
    return FALSE;
  if (!has_probe (self) && mw_ladder_step_get_state (self->product) != MW_STEP_WARNING)
    mw_ladder_step_set (self->product, MW_STEP_SKIPPED, _ ("It shows when signing in"));
  return TRUE;
}

/**
 * mw_rungs_reach:
 * @self: the rungs
 * @fiber: of the fiber
 * @error: what stopped it
 *
 * The name resolves, the port answers, TLS is trusted, the right product answers. No secret is sent.
 *
 * Returns: whether it goes on
 */
gboolean
mw_rungs_reach (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *host = NULL;

  if (!check_plain (self, error))
    return FALSE;
  mw_ladder_step_set (self->resolve, MW_STEP_RUNNING, NULL);
  transport = dex_await_object (mw_main_until (mw_link_reach (self->link), fiber), &local_error);
  if (transport == NULL)
    {
      mw_rungs_fail (self, self->resolve, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  host = mw_address_dup_host (mw_transport_get_base_uri (transport));
  return take (self, self->resolve, mw_transport_probe_resolve (transport), host, fiber, error) &&
         take (self, self->connect, mw_transport_probe_connect (transport), NULL, fiber, error) &&
         take_tls (self, transport, fiber, error) && take_product (self, fiber, error);
}

/**
 * mw_rungs_sign_in:
 * @self: the rungs
 * @draft: (nullable): where the user typed it
 * @input: what the user typed
 * @prompt: (nullable): where a browser or a code is shown
 * @fiber: of the fiber
 * @error: what stopped it
 *
 * One login; and none with what was refused before.
 *
 * Returns: whether it was accepted
 */
gboolean
mw_rungs_sign_in (MwRungs *self,
                  MwDraft *draft,
                  MwSecrets *input,
                  MwAuthPrompt *prompt,
                  MwMainFiber *fiber,
                  GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (draft != NULL && mw_draft_get_refusal (draft) != NULL)
    {
      mw_rungs_fail (self, self->sign_in, mw_draft_get_refusal (draft));
      g_propagate_error (error, g_error_copy (mw_draft_get_refusal (draft)));
      return FALSE;
    }
  mw_ladder_step_set (self->sign_in, MW_STEP_RUNNING, NULL);
  if (dex_await (mw_main_until (mw_link_sign_in (self->link, input, prompt), fiber), &local_error))
    {
      mw_ladder_step_set (self->sign_in, MW_STEP_DONE, NULL);
      return TRUE;
    }
  /* The product has shown itself before: what does not answer is this sign-in alone. */
  if (g_error_matches (local_error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT) &&
      mw_ladder_step_get_state (self->product) == MW_STEP_DONE)
    local_error->code = MW_AUTH_ERROR_NOT_OFFERED;
  if (draft != NULL)
    mw_draft_note_refusal (draft, self->link, local_error);
  mw_rungs_fail (self, self->sign_in, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * mw_rungs_take_up:
 * @self: the rungs
 * @session: what a session of the same sign-in keeps
 * @fiber: of the fiber
 * @error: what stopped it
 *
 * Returns: whether that session holds here
 */
gboolean
mw_rungs_take_up (MwRungs *self, MwSecrets *session, MwMainFiber *fiber, GError **error)
{
  return take (self, self->sign_in, mw_link_take_up (self->link, session), NULL, fiber, error) &&
         mw_rungs_check (self, fiber, error);
}

/**
 * mw_rungs_check:
 * @self: the rungs
 * @fiber: of the fiber
 * @error: what stopped it
 *
 * Returns: whether the stored sign-in still holds
 */
gboolean
mw_rungs_check (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  return take (self, self->sign_in, mw_link_check (self->link), NULL, fiber, error);
}

/* Errors that concern one list of the system, not the connection. */
static gboolean
is_of_entity (const GError *error)
{
  return error->domain == MW_SOURCE_ERROR && error->code != MW_SOURCE_ERROR_SIGNED_OUT &&
         error->code != MW_SOURCE_ERROR_BUSY;
}

/* What it means, for a person. It is tried again with all the others, and nothing on a form is wrong. */
static MwAdvice *
create_advice (MwRungs *self, const GError *error)
{
  MwAdvice *advice = mw_advice_new (error, self->system, self->address);

  advice->action = MW_ADVICE_NONE;
  return advice;
}

static char *
dup_reason (MwRungs *self, MwEntity *entity, const GError *error, const MwAdvice *advice)
{
  if (g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN))
    return mw_missing_right_dup_sentence (self->system, self->variant, entity);
  if (g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED))
    return g_strdup_printf (_ ("This %s does not have them (a module that is not installed)"),
                            mw_system_get_name (self->system));
  /* Translators: %s is a sentence without its full stop, such as “Odoo failed while reading” */
  return g_strdup_printf (_ ("%s; the others can be used"), advice->title);
}

/* Not where several rows are made of one record, or not of each: their number is another. */
static gboolean
are_rows_records (MwRungs *self, MwEntity *entity)
{
  const MwEntitySource *source = mw_system_find_entity (self->system, self->variant, entity);

  return source != NULL && source->each == NULL && source->where == NULL;
}

/* @known: how many records there are; -1: some, and it is asked where that is a small question. */
static char *
dup_seen (MwRungs *self, MwEntity *entity, gint64 known, MwMainFiber *fiber)
{
  g_autofree char *records = NULL;

  if (known == 0)
    return g_strdup (_ ("Readable, and empty"));
  if (known < 0 && are_rows_records (self, entity))
    known = dex_await_int64 (mw_main_until (mw_link_count (self->link, entity), fiber), NULL);
  if (known <= 0)
    return g_strdup (_ ("First record seen"));
  records = mw_cost_dup_records (&(MwEstimate) { .n_records = known });
  /* Translators: %s is “5,000 records” */
  return g_strdup_printf (_ ("First of %s seen"), records);
}

/**
 * mw_rungs_read:
 * @self: the rungs
 * @fiber: of the fiber
 * @error: what stopped it
 *
 * Reads the first record of each entity. One that cannot be read is a warning, unless none can.
 *
 * Returns: whether at least one entity can be read
 */
gboolean
mw_rungs_read (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (GError) first_error = NULL;

  for (guint i = 0; i < self->entities->len; i++)
    {
      MwLadderStep *step = self->reads->pdata[i];
      g_autoptr (GError) local_error = NULL;
      g_autoptr (MwAdvice) advice = NULL;
      g_autofree char *reason = NULL;
      g_autofree char *detail = NULL;
      gint64 known;

      if (mw_system_find_entity (self->system, self->variant, self->entities->pdata[i]) == NULL)
        {
          mw_ladder_step_set (step, MW_STEP_SKIPPED, _ ("This version does not have them"));
          continue;
        }
      mw_ladder_step_set (step, MW_STEP_RUNNING, NULL);
      known = dex_await_int64 (mw_main_until (mw_link_probe (self->link, self->entities->pdata[i]), fiber),
                               &local_error);
      if (local_error == NULL)
        {
          g_ptr_array_add (self->readable, g_object_ref (self->entities->pdata[i]));
          detail = dup_seen (self, self->entities->pdata[i], known, fiber);
          mw_ladder_step_set (step, MW_STEP_DONE, detail);
          continue;
        }
      if (!is_of_entity (local_error))
        {
          mw_rungs_fail (self, step, local_error);
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      self->has_warning |= !g_error_matches (local_error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED);
      advice = create_advice (self, local_error);
      reason = dup_reason (self, self->entities->pdata[i], local_error, advice);
      mw_ladder_step_take_advice (step, g_steal_pointer (&advice));
      mw_ladder_step_set (step, MW_STEP_WARNING, reason);
      if (first_error == NULL)
        first_error = g_steal_pointer (&local_error);
    }
  if (self->readable->len > 0 || first_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}

/**
 * mw_rungs_has_warning:
 * @self: the rungs
 *
 * Returns: whether an entity that the system has could not be read
 */
gboolean
mw_rungs_has_warning (MwRungs *self)
{
  return self->has_warning;
}

/**
 * mw_rungs_dup_readable:
 * @self: the rungs, after mw_rungs_read()
 *
 * Returns: (transfer full): the ids of the entities that could be read
 */
char **
mw_rungs_dup_readable (MwRungs *self)
{
  GStrvBuilder *ids = g_strv_builder_new ();

  for (guint i = 0; i < self->readable->len; i++)
    g_strv_builder_add (ids, mw_entity_get_id (self->readable->pdata[i]));
  return g_strv_builder_unref_to_strv (ids);
}

/**
 * mw_rungs_try_keyring:
 * @self: the rungs
 * @fiber: of the fiber
 * @error: a #MwSecretStoreError
 *
 * Returns: whether the token will find its place
 */
gboolean
mw_rungs_try_keyring (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  DexFuture *check;

  if (!mw_link_is_lasting (self->link))
    return TRUE;
  /* It may wait for the user to unlock the keyring, so nobody waits for it who has cancelled; but it goes on
   * to its end: a write that is cancelled in the middle can damage the keyring. */
  check = mw_secret_store_check (mw_link_get_store (self->link));
  dex_future_disown (dex_ref (check));
  if (dex_await (mw_main_until (check, fiber), &local_error))
    return TRUE;
  mw_rungs_stored (self, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * mw_rungs_stored:
 * @self: the rungs
 * @error: (nullable): why the token could not be stored
 *
 * Ends the last step.
 */
void
mw_rungs_stored (MwRungs *self, const GError *error)
{
  MwSecretStore *store;

  if (error != NULL)
    {
      mw_rungs_fail (self, self->store, error);
      return;
    }
  store = mw_link_get_file (self->link)->store;
  mw_ladder_step_set (self->store, MW_STEP_DONE,
                      store != NULL ? mw_secret_store_get_place (store)
                                    : _ ("Nowhere: whoever uses it gives the secrets"));
}
