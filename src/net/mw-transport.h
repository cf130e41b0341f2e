/* mw-transport.h: the one place that touches a SoupSession
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-certificate.h"
#include "mw-purpose.h"

G_BEGIN_DECLS

#define MW_TRANSPORT_ERROR (mw_transport_error_quark ())

/**
 * MwTransportError:
 * @MW_TRANSPORT_ERROR_ADDRESS: the address is no http or https URL
 * @MW_TRANSPORT_ERROR_RESOLVE: the host name does not resolve
 * @MW_TRANSPORT_ERROR_CONNECT: nobody answers at that port, or the connection broke before the answer
 * @MW_TRANSPORT_ERROR_TLS: the certificate is not trusted (the message says why;
 * mw_transport_dup_certificate() has it)
 * @MW_TRANSPORT_ERROR_PLAIN_HTTP: http to a host that is not this machine, and the user did not consent
 * @MW_TRANSPORT_ERROR_REDIRECT: the answer leads to another origin (the message names both), or in a circle
 * @MW_TRANSPORT_ERROR_DEADLINE: no complete answer in time
 * @MW_TRANSPORT_ERROR_SIZE: the answer is larger than the cap
 * @MW_TRANSPORT_ERROR_TRUNCATED: the answer stopped in the middle
 * @MW_TRANSPORT_ERROR_NOT_TLS: what answers at that port does not speak TLS
 * @MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED: the certificate is not the one that was trusted for this
 * connection (the message has both fingerprints)
 * @MW_TRANSPORT_ERROR_OLD_TLS: it speaks only versions of TLS that are not secure any more
 * @MW_TRANSPORT_ERROR_PROXY: the proxy between here and there wants a sign-in of its own, or lets nobody
 * through
 * @MW_TRANSPORT_ERROR_CLIENT_CERTIFICATE: the server wants a certificate of who asks
 * @MW_TRANSPORT_ERROR_UNREACHABLE: no way leads from this network to that address
 */
typedef enum
{
  MW_TRANSPORT_ERROR_ADDRESS,
  MW_TRANSPORT_ERROR_RESOLVE,
  MW_TRANSPORT_ERROR_CONNECT,
  MW_TRANSPORT_ERROR_TLS,
  MW_TRANSPORT_ERROR_PLAIN_HTTP,
  MW_TRANSPORT_ERROR_REDIRECT,
  MW_TRANSPORT_ERROR_DEADLINE,
  MW_TRANSPORT_ERROR_SIZE,
  MW_TRANSPORT_ERROR_TRUNCATED,
  MW_TRANSPORT_ERROR_NOT_TLS,
  MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED,
  MW_TRANSPORT_ERROR_OLD_TLS,
  MW_TRANSPORT_ERROR_PROXY,
  MW_TRANSPORT_ERROR_CLIENT_CERTIFICATE,
  MW_TRANSPORT_ERROR_UNREACHABLE,
} MwTransportError;

GQuark mw_transport_error_quark (void);

/**
 * MwRequest:
 *
 * One HTTP request, built by one owner and then sent. Headers and body may hold secrets: nothing here is ever
 * logged.
 */
#define MW_TYPE_REQUEST (mw_request_get_type ())
G_DECLARE_FINAL_TYPE (MwRequest, mw_request, MW, REQUEST, GObject)

MwRequest *mw_request_new (const char *method, const char *uri);
const char *mw_request_get_method (MwRequest *self);
const char *mw_request_get_uri (MwRequest *self);
void mw_request_set_header (MwRequest *self, const char *name, const char *value); /* replaces */
void mw_request_set_body (MwRequest *self, const char *content_type, GBytes *body);
/* Reads may be repeated after a broken connection, 429 or 503; nothing else is (RFC 9110 9.2.2). */
void mw_request_set_repeatable (MwRequest *self, gboolean repeatable);
void mw_request_set_purpose (MwRequest *self, const MwPurpose *purpose); /* copied */

#define MW_TYPE_RESPONSE (mw_response_get_type ())
G_DECLARE_FINAL_TYPE (MwResponse, mw_response, MW, RESPONSE, GObject)

guint mw_response_get_status (MwResponse *self);
const char *mw_response_get_uri (MwResponse *self); /* the final one, after redirects inside the origin */
const char *mw_response_get_header (MwResponse *self, const char *name); /* several are joined with ", " */
char **mw_response_dup_headers (MwResponse *self, const char *name);     /* each of several: Set-Cookie */
GBytes *mw_response_get_body (MwResponse *self);                         /* decoded */
gint64 mw_response_get_date (MwResponse *self); /* microseconds since 1970 by the server's clock, or 0 */
/* How far that is ahead of this computer's, if it has just come; 0 when they agree within a minute. */
gint64 mw_response_get_clock_offset (MwResponse *self);
const char *mw_response_get_request_id (MwResponse *self); /* X-Request-Id and its relatives, or NULL */

/* What a number in a header means that says how long to wait. */
typedef enum
{
  MW_RETRY_SECONDS,
  MW_RETRY_MILLISECONDS,
  MW_RETRY_EPOCH, /* seconds since 1970 */
  MW_RETRY_EPOCH_MILLISECONDS,
} MwRetryUnit;

typedef struct
{
  char *name;
  MwRetryUnit unit;
} MwRetryHeader;

/* What happened to one request, without query values, headers and bodies. Kept in a ring of 500 a connection.
 */
typedef struct
{
  guint64 serial;    /* counts the requests of a connection, from 1 on */
  MwPurpose purpose; /* owns its subject */
  gint64 started_at; /* microseconds since 1970 */
  gint64 duration;   /* microseconds */
  gsize n_bytes;
  guint status; /* 0: no answer */
  char *method;
  char *uri;     /* redacted */
  char *outcome; /* redacted error text, or NULL */
  char *request_id;
} MwRequestLogEntry;

/**
 * MwStrangeAnswer:
 *
 * An answer that was no data: it led elsewhere, refused, or was a web page. It may hold what is secret in an
 * address or a header, so nothing of it is shown as it is.
 */
typedef struct
{
  guint status;
  gboolean is_web_page;
  char *target; /* where it led, or redirects inside the origin ended; NULL: it answered where it was asked */
  char *scheme; /* of the request's Authorization ("Basic"), or NULL */
  char *body;   /* how it begins, in small letters */
  MwResponse *head; /* without a body */
} MwStrangeAnswer;

#define MW_TYPE_STRANGE_ANSWER (mw_strange_answer_get_type ())
GType mw_strange_answer_get_type (void);
void mw_strange_answer_free (MwStrangeAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwStrangeAnswer, mw_strange_answer_free)

#define MW_TYPE_TRANSPORT (mw_transport_get_type ())
G_DECLARE_FINAL_TYPE (MwTransport, mw_transport, MW, TRANSPORT, GObject)

/* One a connection. @base_uri fixes the origin; user info, query and fragment are refused. */
MwTransport *mw_transport_new (const char *base_uri, GError **error);
/* To the origin of @uri, for the sign-in of the same connection: with the consents given for @self, and into
 * its log. */
MwTransport *mw_transport_new_beside (MwTransport *self, const char *uri, GError **error);
const char *mw_transport_get_base_uri (MwTransport *self);
void mw_transport_set_allow_plain (MwTransport *self, gboolean allow);
void mw_transport_set_alone (MwTransport *self, gboolean alone); /* nothing may be beside it */
/* Trust exactly this one, with what is wrong with it; NULL: those the system trusts. */
void mw_transport_set_certificate (MwTransport *self, const char *pem, MwCertificateProblems accepted);
void mw_transport_set_deadline (MwTransport *self, guint seconds); /* of one request, default 120 */
void mw_transport_set_size_cap (MwTransport *self, gsize bytes);   /* of one decoded body, default 256 MiB */
/* Headers of a 429 or 503 that say how long to wait where there is no Retry-After, in this order. */
void mw_transport_set_retry_headers (MwTransport *self, const MwRetryHeader *headers, guint n_headers);
void mw_transport_set_limits (MwTransport *self, guint concurrent, guint per_minute); /* 0: none */
void mw_transport_set_hourly_limit (MwTransport *self, guint per_hour);               /* 0: none */
/* All transports of that name, also of other processes, keep their limits together. */
void mw_transport_share_limits (MwTransport *self, const char *name);
/* The certificate that was refused last, or NULL. */
MwCertificate *mw_transport_dup_certificate (MwTransport *self);
/* Sends from any fiber; TRUE to MwResponse whatever the HTTP status, or a #MwTransportError. Dropping the
 * future aborts the exchange. Waits for its turn under the limits and repeats repeatable requests with full
 * jitter. */
DexFuture *mw_transport_send (MwTransport *self, MwRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* Asks for @uri once without anything secret, to see what answers there: a MwResponse whatever its status, or
 * a #MwTransportError. A person waits for it, so it takes no longer than the first steps below. */
DexFuture *mw_transport_look (MwTransport *self, const char *uri) G_GNUC_WARN_UNUSED_RESULT;
/* When a wait ends that the server or the limits ask for, in microseconds since 1970; 0: nothing waits. And
 * whether requests wait for the network to be back. Any thread. */
gint64 mw_transport_get_resumes_at (MwTransport *self);
gboolean mw_transport_is_paused (MwTransport *self);
/* Resolves to TRUE when @usec have passed, as waits between tries do. */
DexFuture *mw_transport_wait (MwTransport *self, gint64 usec) G_GNUC_WARN_UNUSED_RESULT;
/* The first steps of the ladder, each alone: the host resolves; the port answers; TLS is trusted (nothing is
 * sent). */
DexFuture *mw_transport_probe_resolve (MwTransport *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_transport_probe_connect (MwTransport *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_transport_probe_tls (MwTransport *self) G_GNUC_WARN_UNUSED_RESULT;
/* The last answer that was no data, of this transport and those beside it; NULL when one that was asked for
 * later was good. */
MwStrangeAnswer *mw_transport_dup_strange_answer (MwTransport *self);
/* How far the server's clock is ahead of this computer's, in microseconds; 0 when it did not say. */
gint64 mw_transport_get_clock_offset (MwTransport *self);
/* How long an answer asks to wait, by Retry-After or what the system has instead: microseconds, -1: it does
 * not say. */
gint64 mw_transport_find_wait (MwTransport *self, MwResponse *response);
/* (element-type MwRequestLogEntry): a copy, oldest first. */
GPtrArray *mw_transport_dup_log (MwTransport *self);

G_END_DECLS
