/* mw-large-record.c: an order of very many lines, as a system would send it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-large-record.h"

GBytes *
mw_large_record_new (guint n_lines)
{
  GString *json = g_string_new (
    "{\"number\":\"PO-1\",\"vendor\":{\"id\":\"V-7\",\"name\":\"M\\u00fcller\"},\"lines\":[");

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (json, "%s{\"line\":%u,\"price\":%u.50,\"name\":\"Bolt %u\"}", i > 0 ? "," : "",
                            i + 1, i, i);
  g_string_append (json,
                   "],\"note\":\"Last bolt,\\nas agreed \\u202ewith the vendor\",\"total\":1234567890.10}");
  return g_string_free_to_bytes (json);
}
