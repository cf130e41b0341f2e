/* mw-activity-text.c: what a connection did as plain text for whoever helps, without secrets
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-activity-text.h"

#include "mw-activity-words.h"
#include "mw-redact.h"

static char *
dup_time (gint64 microseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (microseconds);

  return time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("-");
}

static void
add_receipts (GString *text, GListModel *receipts)
{
  for (guint i = 0; i < g_list_model_get_n_items (receipts); i++)
    {
      g_autoptr (MwReceipt) receipt = g_list_model_get_item (receipts, i);
      MwReceiptFacts facts;
      g_autofree char *time = NULL;
      g_autofree char *words = NULL;

      mw_receipt_get (receipt, &facts);
      time = dup_time (facts.started_at);
      words = mw_activity_dup_receipt (&facts);
      g_string_append_printf (text, "%s  %s%s  %s: %s\n", time,
                              mw_entity_get_id (mw_receipt_get_entity (receipt)),
                              facts.is_update ? " (update)" : "", mw_activity_get_state (facts.state), words);
    }
}

/* The newest first, as they are shown. */
static void
add_requests (GString *text, GPtrArray *log)
{
  for (guint i = log->len; i > 0; i--)
    {
      const MwRequestLogEntry *entry = log->pdata[i - 1];
      g_autofree char *time = dup_time (entry->started_at);
      g_autofree char *purpose = mw_activity_dup_purpose (&entry->purpose);
      g_autofree char *result = mw_activity_dup_result (entry);

      g_string_append_printf (text, "%s  %s  %s\n    %s %s\n    %u ms, %" G_GSIZE_FORMAT " bytes%s%s\n", time,
                              purpose, result, entry->method, entry->uri, (guint) (entry->duration / 1000),
                              entry->n_bytes, entry->request_id != NULL ? ", request id " : "",
                              entry->request_id != NULL ? entry->request_id : "");
    }
}

/**
 * mw_activity_dup_text:
 * @connection: a connection
 *
 * Times are UTC. Queries, headers and bodies are not in it, and what is known to be a secret is taken out
 * once more.
 *
 * Returns: (transfer full): what it is connected to, the receipts of its loads and its last requests
 */
char *
mw_activity_dup_text (MwConnection *connection)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) log = mw_connection_dup_log (connection);
  const MwVariant *variant = mw_connection_get_variant (connection);

  g_string_append_printf (text, "Millwright " MW_VERSION "\n%s (%s), %s\n%s\n\n",
                          mw_system_get_name (mw_connection_get_system (connection)),
                          variant != NULL ? variant->id : "-", mw_connection_get_sign_in (connection)->id,
                          mw_connection_get_address (connection));
  add_receipts (text, mw_connection_get_receipts (connection));
  g_string_append_c (text, '\n');
  add_requests (text, log);
  return mw_redact_text (text->str);
}
