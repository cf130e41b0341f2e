/* mw-net-error.c: what GIO and libsoup report, as a MwTransportError
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-error.h"

#include "mw-redact.h"
#include "mw-transport.h"

static MwTransportError
find_code (const MwNetJob *job, MwNetPhase phase, const GError *cause)
{
  if (phase == MW_NET_PHASE_READING)
    return MW_TRANSPORT_ERROR_TRUNCATED;
  if (cause->domain == G_RESOLVER_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND))
    return MW_TRANSPORT_ERROR_RESOLVE;
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return MW_TRANSPORT_ERROR_NOT_TLS;
  /* TLS 1.3 says so, with a name that is translated; TLS 1.2 only that the handshake failed (RFC 8446 6.2).
   */
  if (cause->domain == G_TLS_ERROR &&
      (job->certificate_wanted || cause->code == G_TLS_ERROR_CERTIFICATE_REQUIRED))
    return MW_TRANSPORT_ERROR_CLIENT_CERTIFICATE;
  /* EOF: the peer went away in the middle of the handshake, as one does that is being restarted. */
  if (cause->domain == G_TLS_ERROR && cause->code != G_TLS_ERROR_EOF)
    return MW_TRANSPORT_ERROR_TLS;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return MW_TRANSPORT_ERROR_PROXY;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return MW_TRANSPORT_ERROR_UNREACHABLE;
  return MW_TRANSPORT_ERROR_CONNECT;
}

/**
 * mw_net_error_new:
 * @job: the work that failed
 * @phase: how far it came
 * @host: whom it was for
 * @refusal: (nullable): why the TLS peer was not trusted
 * @cause: (nullable): what GIO or libsoup said
 *
 * Returns: (transfer full): a #MwTransportError, redacted; %G_IO_ERROR_CANCELLED when the job was given up
 */
GError *
mw_net_error_new (const MwNetJob *job,
                  MwNetPhase phase,
                  const char *host,
                  const GError *refusal,
                  const GError *cause)
{
  g_autofree char *text = cause ? mw_redact_text (cause->message) : NULL;

  if (refusal)
    return g_error_new (MW_TRANSPORT_ERROR, refusal->code, "%s is not trusted: %s", host, refusal->message);
  /* Nobody is there, or a firewall swallows everything: that is not being slow. */
  if (job->deadline_hit && !job->given_up)
    return g_error_new (
      MW_TRANSPORT_ERROR,
      phase == MW_NET_PHASE_CONNECTING ? MW_TRANSPORT_ERROR_CONNECT : MW_TRANSPORT_ERROR_DEADLINE,
      phase == MW_NET_PHASE_READING ? "%s did not finish its answer in time" : "%s did not answer in time",
      host);
  if (job->given_up || cause == NULL || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was given up");
  return g_error_new (MW_TRANSPORT_ERROR, find_code (job, phase, cause), "%s: %s", host, text);
}
