/* mw-exchange.c: one request and its answer, with signing in again when the session has ended
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-exchange.h"

#include "mw-source.h"
#include "mw-work.h"

/* Of one request whose answer has no end. */
#define MAX_TRIES 4

typedef struct
{
  MwExchangeFunc func;
  gpointer data;
  GDestroyNotify clear;
  MwResponse *response;
} MwExchangeJob;

static void
mw_exchange_job_free (gpointer data)
{
  MwExchangeJob *job = data;

  g_atomic_rc_box_release_full (job->data, job->clear);
  g_object_unref (job->response);
  g_free (job);
}

static gboolean
read_answer (gpointer data, GCancellable *cancellable, GError **error)
{
  MwExchangeJob *job = data;

  return job->func (job->data, job->response, cancellable, error);
}

/* A sign-in that ended says so in the words of a read, which renews it. */
static gboolean
prepare_chosen (const MwConversation *conversation, MwVariables *variables, GError **error)
{
  GError *reason = NULL;

  if (mw_session_prepare_chosen (conversation->session, conversation->fiber, variables, &reason))
    return TRUE;
  if (g_error_matches (reason, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED))
    {
      reason->domain = MW_SOURCE_ERROR;
      reason->code = MW_SOURCE_ERROR_SIGNED_OUT;
    }
  g_propagate_error (error, reason);
  return FALSE;
}

/* The answer, read on the work pool. */
static gboolean
read_response (const MwConversation *conversation,
               MwResponse *response,
               MwExchangeFunc func,
               gpointer data,
               GDestroyNotify clear,
               GError **error)
{
  MwExchangeJob *job = g_new0 (MwExchangeJob, 1);

  job->func = func;
  job->data = g_atomic_rc_box_acquire (data);
  job->clear = clear;
  job->response = g_object_ref (response);
  return dex_await (
    mw_fiber_until (conversation->fiber, mw_work_run ("read answer", read_answer, job, mw_exchange_job_free)),
    error);
}

/* @sent: (out): what was sent, if anything */
static gboolean
exchange_once (const MwConversation *conversation,
               const MwPurpose *purpose,
               const MwRequestTemplate *template,
               MwVariables *variables,
               MwExchangeFunc func,
               gpointer data,
               GDestroyNotify clear,
               MwRequest **sent,
               GError **error)
{
  MwRequest *request;

  if (!mw_session_prepare (conversation->session, conversation->fiber, error) ||
      !prepare_chosen (conversation, variables, error))
    return FALSE;
  request = mw_session_build_request (conversation->session, template, variables, error);
  if (request == NULL)
    return FALSE;
  g_clear_object (sent);
  *sent = request;
  mw_request_set_repeatable (request, TRUE);
  mw_request_set_purpose (request, purpose);
  for (guint n_tries = 1;; n_tries++)
    {
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) reason = NULL;

      /* The transport repeats what breaks on the way. */
      response = dex_await_object (
        mw_fiber_until (conversation->fiber, mw_transport_send (conversation->transport, request)), error);
      if (response == NULL)
        return FALSE;
      if (conversation->tally != NULL)
        mw_tally_add_answer (conversation->tally, purpose,
                             g_bytes_get_size (mw_response_get_body (response)));
      if (read_response (conversation, response, func, data, clear, &reason))
        return TRUE;
      /* That the end of an answer is missing may show only when it is read. One that never has an end is
       * what it is. */
      if (g_error_matches (reason, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED))
        {
          if (n_tries < MAX_TRIES)
            continue;
          reason->domain = MW_SOURCE_ERROR;
          reason->code = MW_SOURCE_ERROR_NOT_JSON;
        }
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
}

/* A sign-in that the system refuses is the end of the session; no answer from it, or its failure, is what it
 * is. */
static gboolean
renew (const MwConversation *conversation, MwRequest *request, GError *signed_out, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (dex_await (mw_fiber_until (conversation->fiber, mw_session_renew (conversation->session, request)),
                 &reason))
    {
      g_error_free (signed_out);
      return TRUE;
    }
  if (mw_auth_error_is_refusal (reason))
    {
      g_propagate_error (error, signed_out);
      return FALSE;
    }
  g_error_free (signed_out);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * mw_exchange:
 * @purpose: what it is asked for
 * @request: a request that only reads
 * @variables: (nullable): values for its places
 * @func: reads the answer, on the work pool
 * @data: a g_atomic_rc_box
 * @clear: how its last owner clears it
 *
 * Asks and reads. To be called on a fiber.
 *
 * Returns: %FALSE with a #MwSourceError, #MwTransportError or what @func sets
 */
gboolean
mw_exchange (const MwConversation *conversation,
             const MwPurpose *purpose,
             const MwRequestTemplate *request,
             MwVariables *variables,
             MwExchangeFunc func,
             gpointer data,
             GDestroyNotify clear,
             GError **error)
{
  g_autoptr (MwRequest) sent = NULL;
  GError *reason = NULL;

  if (exchange_once (conversation, purpose, request, variables, func, data, clear, &sent, &reason))
    return TRUE;
  if (!g_error_matches (reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  return renew (conversation, sent, reason, error) &&
         exchange_once (conversation, purpose, request, variables, func, data, clear, &sent, error);
}
