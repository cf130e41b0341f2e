/* mw-variant-limits.c: what a system file says about haste, told to the transport
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-variant-limits.h"

/**
 * mw_variant_limits_set_headers:
 * @variant: how the system is asked
 * @transport: to it
 *
 * From now on @transport waits as long as these headers of @variant ask for, beside Retry-After.
 */
void
mw_variant_limits_set_headers (const MwVariant *variant, MwTransport *transport)
{
  static const MwRetryUnit units[] = {
    [MW_WAIT_SECONDS] = MW_RETRY_SECONDS,
    [MW_WAIT_MILLISECONDS] = MW_RETRY_MILLISECONDS,
    [MW_WAIT_EPOCH] = MW_RETRY_EPOCH,
    [MW_WAIT_EPOCH_MILLISECONDS] = MW_RETRY_EPOCH_MILLISECONDS,
  };
  g_autofree MwRetryHeader *headers = g_new0 (MwRetryHeader, variant->n_retry_after + 1);

  for (guint i = 0; i < variant->n_retry_after; i++)
    headers[i] = (MwRetryHeader) { (char *) variant->retry_after[i].header,
                                   units[variant->retry_after[i].as] };
  mw_transport_set_retry_headers (transport, headers, variant->n_retry_after);
}

/**
 * mw_variant_limits_set:
 * @variant: how the system is asked
 * @transport: to it
 *
 * From now on @transport sends no more requests at once, in a minute and in an hour than @variant allows.
 */
void
mw_variant_limits_set (const MwVariant *variant, MwTransport *transport)
{
  mw_variant_limits_set_headers (variant, transport);
  mw_transport_set_limits (transport, variant->concurrent, variant->requests_per_minute);
  mw_transport_set_hourly_limit (transport, variant->requests_per_hour);
}
