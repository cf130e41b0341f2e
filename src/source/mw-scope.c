/* mw-scope.c: how much of an entity is read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-scope.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In the order of MwScopeKind. */
static const struct
{
  const char *word;
  gboolean has_day;
} kinds[] = {
  { "everything", FALSE }, { "changed", TRUE }, { "ordered", TRUE }, { "open", FALSE }, { "newest", FALSE },
};

static gboolean
is_day (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr (GDateTime) time = NULL;

  if (strlen (text) != strlen ("YYYY-MM-DD") || text[4] != '-' || text[7] != '-')
    return FALSE;
  time = g_date_time_new_from_iso8601 (midnight, utc);
  return time != NULL;
}

/**
 * mw_scope_parse:
 * @text: "everything", "open", "newest", "changed:DAY" or "ordered:DAY", the day as YYYY-MM-DD
 * @scope: (out): what it means
 *
 * Returns: %FALSE when @text is none of these
 */
gboolean
mw_scope_parse (const char *text, MwScope *scope)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (parts[0], kinds[i].word) != 0)
        continue;
      if (kinds[i].has_day != (parts[1] != NULL) || (parts[1] != NULL && !is_day (parts[1])))
        return FALSE;
      *scope = (MwScope) { .kind = (MwScopeKind) i };
      g_strlcpy (scope->day, parts[1] != NULL ? parts[1] : "", sizeof scope->day);
      return TRUE;
    }
  return FALSE;
}

/**
 * mw_scope_to_text:
 *
 * Returns: (transfer full): what mw_scope_parse() reads
 */
char *
mw_scope_to_text (const MwScope *self)
{
  return g_strconcat (kinds[self->kind].word, kinds[self->kind].has_day ? ":" : NULL, self->day, NULL);
}

gboolean
mw_scope_equal (const MwScope *a, const MwScope *b)
{
  return a->kind == b->kind && g_str_equal (a->day, b->day);
}

/**
 * mw_scope_last_year:
 * @kind: CHANGED or ORDERED
 *
 * Returns: that, since the same day a year ago
 */
MwScope
mw_scope_last_year (MwScopeKind kind)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_years (now, -1);
  g_autofree char *day = g_date_time_format (then, "%Y-%m-%d");
  MwScope scope = { .kind = kind };

  g_strlcpy (scope.day, day, sizeof scope.day);
  return scope;
}

static char *
dup_day (const MwScope *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *midnight = g_strconcat (self->day, "T00:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (midnight, utc);
  /* Translators: a day, as strftime() writes it: “31 January 2026” */
  char *text = time != NULL ? g_date_time_format (time, _ ("%-d %B %Y")) : NULL;

  return text != NULL ? text : g_strdup (self->day);
}

/**
 * mw_scope_dup_title:
 *
 * Returns: (transfer full) (nullable): what stands behind the name of the entity, translated; %NULL for
 * everything
 */
char *
mw_scope_dup_title (const MwScope *self)
{
  g_autofree char *day = dup_day (self);

  switch (self->kind)
    {
    case MW_SCOPE_CHANGED:
      /* Translators: %s is a day; stands behind a number of records */
      return g_strdup_printf (_ ("changed since %s"), day);
    case MW_SCOPE_ORDERED:
      /* Translators: %s is a day; stands behind a number of records */
      return g_strdup_printf (_ ("ordered since %s"), day);
    case MW_SCOPE_OPEN:
      /* Translators: stands behind a number of records */
      return g_strdup (_ ("open only"));
    case MW_SCOPE_NEWEST:
      /* Translators: stands behind a number of records */
      return g_strdup (_ ("newest first"));
    case MW_SCOPE_EVERYTHING:
    default:
      return NULL;
    }
}

/**
 * mw_scope_dup_label:
 *
 * Returns: (transfer full): what a button says, translated
 */
char *
mw_scope_dup_label (const MwScope *self)
{
  g_autofree char *day = dup_day (self);

  switch (self->kind)
    {
    case MW_SCOPE_CHANGED:
      /* Translators: %s is a day; what of a list is loaded */
      return g_strdup_printf (_ ("Changed since %s"), day);
    case MW_SCOPE_ORDERED:
      /* Translators: %s is a day; what of a list is loaded */
      return g_strdup_printf (_ ("Ordered since %s"), day);
    case MW_SCOPE_OPEN:
      return g_strdup (_ ("Open Ones"));
    case MW_SCOPE_NEWEST:
      return g_strdup (_ ("Newest First"));
    case MW_SCOPE_EVERYTHING:
    default:
      return g_strdup (_ ("Everything"));
    }
}
