/* mw-activity-words.c: the requests of a connection in words that a person reads
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-activity-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-text.h"

#define MAX_RESULT 200

static const char *const purposes[] = {
  [MW_PURPOSE_OTHER] = N_ ("A question to the system"),
  [MW_PURPOSE_LOOK] = N_ ("What answers at the address"),
  [MW_PURPOSE_SIGN_IN] = N_ ("Sign-in"),
  [MW_PURPOSE_RENEW] = N_ ("Renewal of the sign-in"),
  [MW_PURPOSE_CHECK] = N_ ("Whether the sign-in holds"),
  [MW_PURPOSE_KEY] = N_ ("Exchange of the key"),
  [MW_PURPOSE_SIGN_OUT] = N_ ("Sign-out"),
  [MW_PURPOSE_DATABASES] = N_ ("Which databases there are"),
  [MW_PURPOSE_PREPARE] = N_ ("What later questions need to know"),
  [MW_PURPOSE_STATE] = N_ ("How the system is"),
  [MW_PURPOSE_FIELDS] = N_ ("Which fields there are"),
  [MW_PURPOSE_COUNT] = N_ ("How many there are"),
  [MW_PURPOSE_FIRST] = N_ ("Whether it can be read"),
  [MW_PURPOSE_PAGE] = N_ ("Records"),
  [MW_PURPOSE_RECORDS] = N_ ("Single records"),
  [MW_PURPOSE_METADATA] = N_ ("Which lists the system has"),
};

/* By status, the first that holds. */
static const struct
{
  guint from;
  guint to;
  const char *words;
} results[] = {
  { 200, 299, N_ ("OK") },
  { 304, 304, N_ ("OK, nothing new") },
  { 300, 399, N_ ("Led elsewhere") },
  { 401, 401, N_ ("Not signed in") },
  { 403, 403, N_ ("Not allowed") },
  { 404, 404, N_ ("Not there") },
  { 408, 408, N_ ("Took too long") },
  { 429, 429, N_ ("Asked to wait") },
  { 400, 499, N_ ("Not accepted") },
  { 503, 503, N_ ("Busy or being serviced") },
  { 500, 599, N_ ("The system failed") },
};

/**
 * mw_activity_dup_purpose:
 * @purpose: what a request was for
 *
 * Returns: (transfer full): that in words: "Purchase orders, page 12"; one line that is safe for Pango
 */
char *
mw_activity_dup_purpose (const MwPurpose *purpose)
{
  const char *words = g_dgettext (GETTEXT_PACKAGE, purposes[purpose->kind]);
  g_autofree char *subject = NULL;

  if (purpose->subject == NULL)
    return g_strdup (words);
  subject = mw_text_for_cell (purpose->subject, strlen (purpose->subject), MAX_RESULT);
  if (purpose->kind == MW_PURPOSE_PAGE && purpose->number > 0)
    /* Translators: the name of a list, and which page of it */
    return g_strdup_printf (_ ("%s, page %u"), subject, purpose->number);
  /* Translators: the name of a list, and what was asked about it */
  return g_strdup_printf (_ ("%s: %s"), subject, words);
}

/**
 * mw_activity_is_good:
 * @entry: a request
 *
 * Returns: whether it was answered with what was asked for
 */
gboolean
mw_activity_is_good (const MwRequestLogEntry *entry)
{
  return entry->outcome == NULL && (entry->status == 304 || (entry->status >= 200 && entry->status < 300));
}

/**
 * mw_activity_dup_result:
 * @entry: a request
 *
 * Returns: (transfer full): how it ended: "OK", "Not allowed (403)", or why there was no answer; one line
 * that is safe for Pango
 */
char *
mw_activity_dup_result (const MwRequestLogEntry *entry)
{
  if (entry->outcome != NULL)
    return mw_text_for_cell (entry->outcome, strlen (entry->outcome), MAX_RESULT);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (entry->status >= results[i].from && entry->status <= results[i].to)
      return mw_activity_is_good (entry)
               ? g_strdup (g_dgettext (GETTEXT_PACKAGE, results[i].words))
               /* Translators: what happened, and the number of HTTP for it */
               : g_strdup_printf (_ ("%s (%u)"), g_dgettext (GETTEXT_PACKAGE, results[i].words),
                                  entry->status);
  return g_strdup_printf ("%u", entry->status);
}

/**
 * mw_activity_dup_duration:
 * @microseconds: how long something took
 *
 * Returns: (transfer full): "80 ms", "1.3 s", "2 min 5 s"
 */
char *
mw_activity_dup_duration (gint64 microseconds)
{
  gint64 seconds = microseconds / G_USEC_PER_SEC;

  if (seconds >= 60)
    /* Translators: minutes and seconds */
    return g_strdup_printf (_ ("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
  if (microseconds < G_USEC_PER_SEC)
    /* Translators: milliseconds */
    return g_strdup_printf (_ ("%d ms"), (int) (microseconds / 1000));
  /* Translators: seconds */
  return g_strdup_printf (_ ("%.1f s"), (double) microseconds / G_USEC_PER_SEC);
}

/**
 * mw_activity_dup_clock:
 * @microseconds: since 1970
 *
 * Returns: (transfer full): the time of day, with seconds
 */
char *
mw_activity_dup_clock (gint64 microseconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (microseconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%H:%M:%S") : g_strdup ("");
}

static char *
number_text (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

static const char *const states[] = {
  [MW_RECEIPT_RUNNING] = N_ ("Loading"),
  [MW_RECEIPT_DONE] = N_ ("Complete"),
  [MW_RECEIPT_STOPPED] = N_ ("Stopped"),
  [MW_RECEIPT_FAILED] = N_ ("Not complete"),
};

/**
 * mw_activity_get_state:
 * @state: of a load
 *
 * Returns: (transfer none): a word for it
 */
const char *
mw_activity_get_state (MwReceiptState state)
{
  return g_dgettext (GETTEXT_PACKAGE, states[state]);
}

/* "4,212 rows, the system says 4,212". */
static char *
dup_rows (const MwReceiptFacts *facts)
{
  g_autofree char *rows = number_text (facts->n_rows);
  g_autofree char *all = facts->expected >= 0 ? number_text ((guint64) facts->expected) : NULL;

  /* Translators: how many rows there are here, and how many the system says there are */
  return all != NULL ? g_strdup_printf (_ ("%s rows, the system says %s"), rows, all)
                     /* Translators: how many rows there are here */
                     : g_strdup_printf (_ ("%s rows, the system does not say how many there are"), rows);
}

/* "records received: 12, pages: 1, other questions: 3, 3.1 MB". */
static char *
dup_received (const MwReceiptFacts *facts)
{
  g_autofree char *records = number_text (facts->n_received);
  g_autofree char *pages = number_text (facts->asked.n_pages);
  g_autofree char *others = number_text (facts->asked.n_requests - facts->asked.n_pages);
  g_autofree char *size = g_format_size (facts->asked.n_bytes);

  /* Translators: how many records came, in how many pages, how often something else had to be asked, and how
   * much all of it was */
  return g_strdup_printf (_ ("records received: %s, pages: %s, other questions: %s, %s"), records, pages,
                          others, size);
}

/**
 * mw_activity_dup_receipt:
 * @facts: of a load
 *
 * Returns: (transfer full): what it brought: "4,212 rows, the system says 4,212 · records received:
 * 4,212, pages: 43, 12.3 MB · duplicates: 0 · problems: 2 · 8.2 s"
 */
char *
mw_activity_dup_receipt (const MwReceiptFacts *facts)
{
  g_autofree char *rows = dup_rows (facts);
  g_autofree char *received = dup_received (facts);
  g_autofree char *duplicates = number_text (facts->n_duplicates);
  g_autofree char *problems = number_text (facts->n_problems);
  g_autofree char *duration = mw_activity_dup_duration (facts->duration);

  /* Translators: how many rows there are, what came, how many records came
   * twice and were taken once, how many values could not be understood, how long it took */
  return g_strdup_printf (_ ("%s · %s · duplicates: %s · problems: %s · %s"), rows, received, duplicates,
                          problems, duration);
}
