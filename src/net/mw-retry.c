/* mw-retry.c: when an exchange is worth another try, and how long to wait before it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-retry.h"

#include <libsoup/soup.h>

#include "mw-transport.h"

#define BASE (G_USEC_PER_SEC / 2)
#define CAP  (30 * G_USEC_PER_SEC)

/**
 * mw_retry_is_error_worth_it:
 * @error: what went wrong
 *
 * Returns: whether the same request may find better luck: a connection that failed or broke
 */
gboolean
mw_retry_is_error_worth_it (const GError *error)
{
  return g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT) ||
         g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_UNREACHABLE) ||
         g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED);
}

/**
 * mw_retry_is_status_worth_it:
 * @status: an HTTP status
 *
 * Returns: whether the server says "later": 429 (RFC 6585 4) or 503 (RFC 9110 15.6.4)
 */
gboolean
mw_retry_is_status_worth_it (guint status)
{
  return status == 429 || status == SOUP_STATUS_SERVICE_UNAVAILABLE;
}

/**
 * mw_retry_parse_after:
 * @value: (nullable): a Retry-After header
 * @now: microseconds since 1970
 *
 * Reads RFC 9110 10.2.3: seconds, or an HTTP date. A date that has passed is 0.
 *
 * Returns: microseconds, at most %G_MAXINT64; -1 when absent, negative or no such value
 */
gint64
mw_retry_parse_after (const char *value, gint64 now)
{
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) date = NULL;
  gint64 until;
  guint64 seconds;

  if (value == NULL)
    return -1;
  text = g_strstrip (g_strdup (value));
  if (*text && strspn (text, "0123456789") == strlen (text))
    {
      if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64 / G_USEC_PER_SEC, &seconds, NULL))
        return G_MAXINT64;
      return (gint64) seconds * G_USEC_PER_SEC;
    }
  if (!g_ascii_isalpha (*text))
    return -1;
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;
  until = g_date_time_to_unix (date);
  if (until > G_MAXINT64 / G_USEC_PER_SEC / 2)
    return G_MAXINT64;
  return MAX (0, until * G_USEC_PER_SEC - now);
}

/**
 * mw_retry_parse_wait:
 * @value: (nullable): a header's value: a number, perhaps with a fraction
 * @unit: what it counts
 * @now: microseconds since 1970
 *
 * Returns: microseconds, at most %G_MAXINT64; 0 for a moment that has passed; -1 when it is no such number
 */
gint64
mw_retry_parse_wait (const char *value, MwRetryUnit unit, gint64 now)
{
  gboolean is_moment = unit == MW_RETRY_EPOCH || unit == MW_RETRY_EPOCH_MILLISECONDS;
  double scale = unit == MW_RETRY_SECONDS || unit == MW_RETRY_EPOCH ? G_USEC_PER_SEC : G_USEC_PER_SEC / 1000;
  g_autofree char *text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  double usec;

  if (text == NULL || !g_ascii_isdigit (*text) || strspn (text, "0123456789.") != strlen (text))
    return -1;
  usec = g_ascii_strtod (text, NULL) * scale;
  if (usec >= (double) (G_MAXINT64 / 2))
    return G_MAXINT64;
  return is_moment ? MAX (0, (gint64) usec - now) : (gint64) usec;
}

static void
retry_header_clear (gpointer data)
{
  g_free (((MwRetryHeader *) data)->name);
}

GArray *
mw_retry_headers_new (const MwRetryHeader *headers, guint n_headers)
{
  GArray *copies = g_array_new (FALSE, FALSE, sizeof (MwRetryHeader));

  g_array_set_clear_func (copies, retry_header_clear);
  for (guint i = 0; i < n_headers; i++)
    {
      MwRetryHeader copy = { g_strdup (headers[i].name), headers[i].unit };

      g_array_append_val (copies, copy);
    }
  return copies;
}

gint64
mw_retry_find_wait (GArray *headers, MwResponse *response, gint64 now)
{
  gint64 wait = mw_retry_parse_after (mw_response_get_header (response, "Retry-After"), now);

  for (guint i = 0; i < headers->len && wait < 0; i++)
    {
      const MwRetryHeader *header = &g_array_index (headers, MwRetryHeader, i);

      wait = mw_retry_parse_wait (mw_response_get_header (response, header->name), header->unit, now);
    }
  return wait;
}

/**
 * mw_retry_get_delay:
 * @n_tries: how often it was tried, from 1
 * @retry_after: what the server asked for, from mw_retry_parse_after()
 * @random: from 0 to 1
 *
 * Full jitter: random (0, min (cap, base × 2^n)), so that many clients do not come back at the same moment.
 * What the server asked for is waited at least, and the jitter of the first step on top.
 *
 * Returns: microseconds, or -1 when the server asks for more than %MW_RETRY_MAX_WAIT
 */
gint64
mw_retry_get_delay (guint n_tries, gint64 retry_after, double random)
{
  gint64 step = MIN ((gint64) CAP, (gint64) BASE << MIN (n_tries > 0 ? n_tries - 1 : 0, 10));

  if (retry_after > (gint64) MW_RETRY_MAX_WAIT)
    return -1;
  if (retry_after > 0)
    return retry_after + (gint64) (random * BASE);
  return (gint64) (random * step);
}
