/* mw-link-use.c: what is done with an open session
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-beside.h"
#include "mw-link-private.h"

#include "mw-main-fiber.h"
#include "mw-receipt-sink.h"

#define MAX_RECEIPTS 50

typedef struct
{
  MwLink *link;
  DexFuture *session;
  MwEntity *entity;
  const MwChoice *choice;
  const MwScope *scope; /* instead of the entity's, or NULL */
  MwScope own_scope;
  MwSink *sink;
  MwHeld *held;       /* or NULL */
  MwHeld *again;      /* or NULL */
  MwReceipt *receipt; /* of a read */
} Call;

static Call *
call_new (MwLink *link, MwEntity *entity, MwSink *sink)
{
  Call *call = g_new0 (Call, 1);

  call->link = g_object_ref (link);
  call->session = mw_link_open (link);
  call->entity = entity != NULL ? g_object_ref (entity) : NULL;
  call->sink = sink != NULL ? g_object_ref (sink) : NULL;
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  dex_clear (&call->session);
  g_clear_object (&call->receipt);
  g_clear_object (&call->entity);
  g_clear_object (&call->sink);
  g_clear_object (&call->held);
  g_clear_object (&call->again);
  g_object_unref (call->link);
  g_free (call);
}

typedef DexFuture *(*UseFunc) (Call *call, MwTransport *transport, MwSession *session);

static DexFuture *use_read (Call *call, MwTransport *transport, MwSession *session);
static DexFuture *use_probe (Call *call, MwTransport *transport, MwSession *session);

/* Opens, does one thing with the session, and keeps a token that was renewed on the way. */
static DexFuture *
use_session (Call *call, UseFunc func, MwMainFiber *fiber)
{
  MwLink *self = call->link;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) recognised = NULL;
  g_autoptr (GError) store_error = NULL;
  DexFuture *result;

  session = dex_await_object (mw_main_until (g_steal_pointer (&call->session), fiber), &error);
  if (session == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  transport = mw_link_dup_transport (self);
  result = mw_main_until (func (call, transport, session), fiber);
  dex_await (dex_ref (result), &error);
  /* Before anything else is asked: it is seen at the last answer. */
  recognised = error != NULL ? mw_link_recognise (self, error) : NULL;
  if (!mw_link_find_diagnosis (self, session, error, func == use_read || func == use_probe, fiber))
    {
      mw_link_forget_if_ended (self, session, error);
      mw_link_note_refusal (self, session, recognised);
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && mw_link_is_kept (self) &&
      !dex_await (mw_link_store (self), &store_error))
    g_debug ("The renewed token could not be stored: %s", store_error->message);
  if (recognised == NULL || recognised->domain == error->domain)
    return result;
  dex_unref (result);
  return dex_future_new_for_error (g_steal_pointer (&recognised));
}

/* A source of what the user chose. */
static MwSource *
new_source (Call *call, MwTransport *transport, MwSession *session)
{
  MwSource *source = mw_source_new (mw_link_get_system (call->link), mw_link_get_variant (call->link),
                                    transport, session);
  MwScope scope = { MW_SCOPE_EVERYTHING };

  if (call->scope != NULL)
    scope = *call->scope;
  else if (call->entity != NULL)
    scope = mw_link_get_scope (call->link, call->entity);
  mw_source_set_prepared (source, mw_link_get_prepared (call->link));
  mw_source_set_chosen (source, mw_link_get_chosen (call->link));
  mw_source_set_scope (source, &scope);
  return source;
}

/* What must be chosen before anything can be read. */
static DexFuture *
check_chosen (Call *call)
{
  g_autoptr (GPtrArray)
    choices = mw_system_dup_choices (mw_link_get_system (call->link), mw_link_get_variant (call->link));
  MwChosen *chosen = mw_link_get_chosen (call->link);

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];

      if (!choice->optional && !choice->all && mw_chosen_get_n_values (chosen, choice->id) == 0)
        return dex_future_new_reject (MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_CHOSEN, "%s",
                                      choice->title);
    }
  return NULL;
}

/**
 * mw_link_dup_beside:
 * @self: a link
 * @entity: what is read
 *
 * Returns: (transfer full) (element-type MwEntity): what else is read then; nothing where one of the two is
 * narrowed
 */
GPtrArray *
mw_link_dup_beside (MwLink *self, MwEntity *entity)
{
  MwSystem *system = mw_link_get_system (self);
  const MwVariant *variant = mw_link_get_variant (self);
  GPtrArray *beside = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) all = NULL;

  if (variant == NULL)
    return beside;
  all = mw_system_dup_entities (system, variant);
  for (guint i = 0; mw_link_get_scope (self, entity).kind == MW_SCOPE_EVERYTHING && i < all->len; i++)
    if (mw_link_get_scope (self, all->pdata[i]).kind == MW_SCOPE_EVERYTHING &&
        mw_beside_is_possible (system, variant, entity, all->pdata[i]))
      g_ptr_array_add (beside, g_object_ref (all->pdata[i]));
  return beside;
}

/* Which list's records and pages the receipt is about is known when the variant is. */
static void
count_list (Call *call)
{
  MwSystem *system = mw_link_get_system (call->link);
  const MwVariant *variant = mw_link_get_variant (call->link);
  const MwEntitySource *source = mw_system_find_entity (system, variant, call->entity);
  const MwSetSource *set = source != NULL ? mw_system_find_set (system, variant, source->set) : NULL;

  if (set == NULL)
    return;
  mw_receipt_sink_set_list (MW_RECEIPT_SINK (call->sink), set->id);
  mw_tally_set_list (mw_receipt_get_tally (call->receipt), mw_system_get_set_name (system, variant, set));
}

static DexFuture *
use_read (Call *call, MwTransport *transport, MwSession *session)
{
  g_autoptr (MwSource) source = new_source (call, transport, session);
  g_autoptr (GPtrArray) beside = mw_link_dup_beside (call->link, call->entity);
  DexFuture *missing = check_chosen (call);

  count_list (call);
  mw_source_set_held (source, call->held);
  mw_source_set_again (source, call->again);
  mw_source_set_tally (source, mw_receipt_get_tally (call->receipt));
  for (guint i = 0; i < beside->len; i++)
    mw_source_add_beside (source, beside->pdata[i]);
  return missing != NULL ? missing : mw_source_read (source, call->entity, call->sink);
}

static DexFuture *
use_list_choice (Call *call, MwTransport *transport, MwSession *session)
{
  g_autoptr (MwSource) source = new_source (call, transport, session);

  return mw_source_list_choice (source, call->choice);
}

static DexFuture *
use_probe (Call *call, MwTransport *transport, MwSession *session)
{
  g_autoptr (MwSource) source = new_source (call, transport, session);
  g_autoptr (GPtrArray) beside = mw_link_dup_beside (call->link, call->entity);
  DexFuture *missing = check_chosen (call);

  for (guint i = 0; i < beside->len; i++)
    mw_source_add_beside (source, beside->pdata[i]);
  return missing != NULL ? missing : mw_source_probe (source, call->entity);
}

static DexFuture *
use_count (Call *call, MwTransport *transport, MwSession *session)
{
  g_autoptr (MwSource) source = new_source (call, transport, session);
  DexFuture *missing = check_chosen (call);

  return missing != NULL ? missing : mw_source_count (source, call->entity);
}

static DexFuture *
use_estimate (Call *call, MwTransport *transport, MwSession *session)
{
  g_autoptr (MwSource) source = new_source (call, transport, session);
  DexFuture *missing = check_chosen (call);

  return missing != NULL ? missing : mw_source_estimate (source, call->entity);
}

static DexFuture *
use_check (Call *call, MwTransport *transport, MwSession *session)
{
  return mw_session_check (session);
}

static DexFuture *
use_sign_out (Call *call, MwTransport *transport, MwSession *session)
{
  return mw_session_sign_out (session);
}

static DexFuture *
read_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  DexFuture *result = use_session (call, use_read, fiber);
  g_autoptr (GError) error = NULL;

  dex_await (dex_ref (result), &error);
  mw_receipt_end (call->receipt, error);
  return result;
}

/* The newest first; of those before them nobody asks any more. */
static void
add_receipt (MwLink *self, MwReceipt *receipt)
{
  g_list_store_insert (self->receipts, 0, receipt);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->receipts)) > MAX_RECEIPTS)
    g_list_store_remove (self->receipts, MAX_RECEIPTS);
}

static DexFuture *
probe_fiber (MwMainFiber *fiber, gpointer data)
{
  return use_session (data, use_probe, fiber);
}

static DexFuture *
count_fiber (MwMainFiber *fiber, gpointer data)
{
  return use_session (data, use_count, fiber);
}

static DexFuture *
estimate_fiber (MwMainFiber *fiber, gpointer data)
{
  return use_session (data, use_estimate, fiber);
}

static DexFuture *
list_choice_fiber (MwMainFiber *fiber, gpointer data)
{
  return use_session (data, use_list_choice, fiber);
}

static DexFuture *
check_fiber (MwMainFiber *fiber, gpointer data)
{
  return use_session (data, use_check, fiber);
}

static DexFuture *
sign_out_fiber (MwMainFiber *fiber, gpointer data)
{
  return use_session (data, use_sign_out, fiber);
}

/**
 * mw_link_read:
 * @self: a link
 * @entity: what to read
 * @held: (nullable): an earlier read of @entity with the same choices and scope
 * @again: (nullable): a later one, which was interrupted; or the same, whose rows are to be made anew
 * @sink: where it goes
 *
 * What @again has is not asked for, and of what @held has only what was changed since.
 *
 * Returns: (transfer full): resolves to %TRUE at the end; dropping it stops the reading
 */
DexFuture *
mw_link_read (MwLink *self, MwEntity *entity, MwHeld *held, MwHeld *again, MwSink *sink)
{
  g_autoptr (MwReceipt) receipt = mw_receipt_new (entity, held != NULL);
  g_autoptr (MwReceiptSink) counting = mw_receipt_sink_new (receipt, sink);
  Call *call = call_new (self, entity, MW_SINK (counting));

  g_set_object (&call->held, held);
  g_set_object (&call->again, again);
  call->receipt = g_object_ref (receipt);
  add_receipt (self, receipt);
  return mw_main_fiber_spawn (read_fiber, call, call_free);
}

/**
 * mw_link_probe:
 * @self: a link
 * @entity: what to read
 *
 * Returns: (transfer full): resolves to a gint64: how many records there are; -1: some; 0: none
 */
DexFuture *
mw_link_probe (MwLink *self, MwEntity *entity)
{
  return mw_main_fiber_spawn (probe_fiber, call_new (self, entity, NULL), call_free);
}

/**
 * mw_link_count:
 * @self: a link
 * @entity: what to count
 *
 * Returns: (transfer full): resolves to a gint64, how many records there are; -1 when the system does not say
 */
DexFuture *
mw_link_count (MwLink *self, MwEntity *entity)
{
  return mw_main_fiber_spawn (count_fiber, call_new (self, entity, NULL), call_free);
}

/**
 * mw_link_estimate:
 * @self: a link
 * @entity: what would be read
 * @scope: how much of it
 *
 * Returns: (transfer full): resolves to a #MwEstimate; nothing but counts is asked for
 */
DexFuture *
mw_link_estimate (MwLink *self, MwEntity *entity, const MwScope *scope)
{
  Call *call = call_new (self, entity, NULL);

  call->own_scope = *scope;
  call->scope = &call->own_scope;
  return mw_main_fiber_spawn (estimate_fiber, call, call_free);
}

/**
 * mw_link_list_choice:
 * @self: a link
 * @choice: one that its variant offers
 *
 * Returns: (transfer full): resolves to a #MwChosen with all rows as values of @choice
 */
DexFuture *
mw_link_list_choice (MwLink *self, const MwChoice *choice)
{
  Call *call = call_new (self, NULL, NULL);

  call->choice = choice;
  return mw_main_fiber_spawn (list_choice_fiber, call, call_free);
}

/**
 * mw_link_get_chosen:
 * @self: a link
 *
 * Returns: (transfer none): what was chosen after signing in
 */
MwChosen *
mw_link_get_chosen (MwLink *self)
{
  return mw_narrowing_get_chosen (mw_link_get_file (self)->narrowing);
}

/**
 * mw_link_set_chosen:
 * @self: a link
 * @chosen: what is read from now on; not stored yet
 */
void
mw_link_set_chosen (MwLink *self, MwChosen *chosen)
{
  mw_narrowing_set_chosen (mw_link_get_file (self)->narrowing, chosen);
}

/**
 * mw_link_get_scope:
 * @self: a link
 * @entity: an entity
 *
 * Returns: how much of @entity is read
 */
MwScope
mw_link_get_scope (MwLink *self, MwEntity *entity)
{
  return mw_narrowing_get_scope (mw_link_get_file (self)->narrowing, mw_entity_get_id (entity));
}

/**
 * mw_link_set_scope:
 * @self: a link
 * @entity: an entity
 * @scope: how much of it is read from now on; not stored yet
 */
void
mw_link_set_scope (MwLink *self, MwEntity *entity, const MwScope *scope)
{
  mw_narrowing_set_scope (mw_link_get_file (self)->narrowing, mw_entity_get_id (entity), scope);
}

/**
 * mw_link_check:
 * @self: a link
 *
 * Returns: (transfer full): resolves to %TRUE when the sign-in holds
 */
DexFuture *
mw_link_check (MwLink *self)
{
  return mw_main_fiber_spawn (check_fiber, call_new (self, NULL, NULL), call_free);
}

/**
 * mw_link_sign_out:
 * @self: a link
 *
 * Returns: (transfer full): resolves to %TRUE when the system has ended the session, or has no logout
 */
DexFuture *
mw_link_sign_out (MwLink *self)
{
  return mw_main_fiber_spawn (sign_out_fiber, call_new (self, NULL, NULL), call_free);
}

/**
 * mw_link_dup_places:
 * @self: a link
 * @entity: what was read
 * @turn: which part of it
 *
 * Returns: (transfer full) (nullable): values for the {places} of its map; %NULL before the link was opened
 */
MwVariables *
mw_link_dup_places (MwLink *self, MwEntity *entity, guint turn)
{
  Call call = { .link = self, .entity = entity };
  g_autoptr (MwSource) source = NULL;

  if (self->session == NULL || self->transport == NULL)
    return NULL;
  source = new_source (&call, self->transport, self->session);
  return mw_source_dup_places (source, entity, turn);
}

/**
 * mw_link_dup_organization:
 * @self: a link
 * @entity: what was read
 * @turn: which part of it
 *
 * Returns: (transfer full) (nullable): the company that was chosen and that all its rows are of; %NULL before
 * the link was opened
 */
MwChosenValue *
mw_link_dup_organization (MwLink *self, MwEntity *entity, guint turn)
{
  Call call = { .link = self, .entity = entity };
  g_autoptr (MwSource) source = NULL;

  if (self->session == NULL || self->transport == NULL)
    return NULL;
  source = new_source (&call, self->transport, self->session);
  return mw_source_dup_organization (source, entity, turn);
}
