/* mw-name-match.c: how well a name fits what we call a thing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-name-match.h"

#include <string.h>

/* What a list beside the one that is meant has in its name. */
static const char *const beside[] = {
  "account",  "approval",     "archive", "assignment", "attachment", "category", "change",   "class",
  "comment",  "confirmation", "cost",    "document",   "draft",      "element",  "file",     "group",
  "history",  "invoice",      "log",     "long",       "note",       "notes",    "partner",  "permission",
  "pricing",  "receipt",      "reason",  "request",    "return",     "role",     "schedule", "setting",
  "settings", "setup",        "status",  "stock",      "tag",        "tax",      "template", "text",
  "texts",    "type",         "types",   "user",       "value",      "warranty", NULL,
};

/* What makes another quantity, date or price of the one that is meant. */
static const char *const qualifiers[] = {
  "acceptable", "allowed",    "blocked",  "cumulative", "default",   "discount", "earliest", "first",
  "foreign",    "inspection", "latest",   "maximum",    "minimum",   "old",      "open",     "ordered",
  "parent",     "planned",    "previous", "quality",    "remaining", "reorder",  "reserved", "returned",
  "safety",     "superior",   "target",   "tax",        "threshold", "transit",  NULL,
};

/* Names near the front of a list of names are the more telling ones. */
static int
by_position (int score, guint position)
{
  return score - (int) MIN (position, 20);
}

static gboolean
same_letters (const char *a, const char *b)
{
  for (;;)
    {
      a += strspn (a, " ");
      b += strspn (b, " ");
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

static guint
count_words (const char *words)
{
  guint n = *words != '\0';

  for (; *words != '\0'; words++)
    n += *words == ' ';
  return n;
}

/* Where @part stands in @words as whole words; NULL: nowhere. */
static const char *
find_words (const char *words, const char *part)
{
  gsize length = strlen (part);

  for (const char *at = strstr (words, part); at != NULL; at = strstr (at + 1, part))
    if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return at;
  return NULL;
}

static guint
count_beside (const char *words, const char *name)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);
  guint n = 0;

  for (guint i = 0; all[i] != NULL; i++)
    if (g_strv_contains (beside, all[i]) && find_words (name, all[i]) == NULL)
      n++;
  return n;
}

/**
 * mw_name_match_is_beside:
 * @words: of the list's name
 *
 * Returns: whether it is of what stands beside something: notes, invoices, categories
 */
gboolean
mw_name_match_is_beside (const char *words)
{
  return count_beside (words, "") > 0;
}

/**
 * mw_name_match_list:
 * @words: of the list's name
 * @names: (nullable): what we call the entity, best first
 *
 * Returns: 100 for the best name; less for others, and when there are more words; 0 when it is something else
 */
int
mw_name_match_list (const char *words, const char *const *names)
{
  int best = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const char *at = find_words (words, names[i]);
      gboolean at_end = at != NULL && (at == words || at[strlen (names[i])] == '\0');
      int score = 0;

      if (same_letters (words, names[i]))
        score = by_position (100, i);
      else if (at != NULL && count_beside (words, names[i]) == 0)
        score = by_position (at_end ? 60 : 45, i) - 6 * (int) (count_words (words) - count_words (names[i]));
      best = MAX (best, score);
    }
  return best;
}

/* @words without what its list is called: “purchase order date” of a purchase order is a date. */
static const char *
without_context (const char *words, const char *context)
{
  gsize length = strlen (context);

  if (length > 0 && strncmp (words, context, length) == 0 && words[length] == ' ')
    return words + length + 1;
  return NULL;
}

static gboolean
has_qualifier (const char *words, gsize length)
{
  g_autofree char *part = g_strndup (words, length);
  g_auto (GStrv) all = g_strsplit (part, " ", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (g_strv_contains (qualifiers, all[i]))
      return TRUE;
  return FALSE;
}

/* “stock quantity in base unit”: the same without what it is measured in; NULL when there is nothing of that.
 */
static char *
dup_without_measure (const char *words)
{
  const char *in = g_strrstr (words, " in ");

  if (in == NULL || in == words ||
      !(g_str_has_suffix (in, " unit") || g_str_has_suffix (in, " units") ||
        g_str_has_suffix (in, " currency")))
    return NULL;
  return g_strndup (words, (gsize) (in - words));
}

/* “order key”, “order guid”: as others say, “order id”; NULL when it is not of that kind. */
static char *
dup_as_id (const char *words)
{
  static const char *const keys[] = { " key", " guid", " uuid", " oid", NULL };

  for (guint i = 0; keys[i] != NULL; i++)
    if (g_str_has_suffix (words, keys[i]))
      return g_strdup_printf ("%.*s id", (int) (strlen (words) - strlen (keys[i])), words);
  return NULL;
}

static int
match_name (const char *words, const char *name, guint position)
{
  guint n_words = count_words (words), n_name = count_words (name);
  const char *at;

  if (same_letters (words, name))
    return by_position (100, position);
  at = n_name > 1 ? find_words (words, name) : NULL;
  if (at == NULL || has_qualifier (words, (gsize) (at - words)) ||
      has_qualifier (at + strlen (name), strlen (at + strlen (name))))
    return 0;
  /* The end of a name says what it is: a “requested delivery date” is a date. */
  return by_position (at[strlen (name)] == '\0' ? 55 : 40, position) - 3 * (int) (n_words - n_name);
}

static void
take_better (int score, MwNameFit how, int *best, MwNameFit *fit)
{
  if (score <= *best)
    return;
  *best = score;
  *fit = how;
}

/**
 * mw_name_match_field:
 * @words: of the field's name
 * @label: (nullable): words of what the system calls it for people
 * @context: words of the list's name
 * @names: (nullable): what we call the field, best first
 * @fit: (out): what of it was recognized
 *
 * Returns: how well it fits, 0 to 100
 */
int
mw_name_match_field (const char *words,
                     const char *label,
                     const char *context,
                     const char *const *names,
                     MwNameFit *fit)
{
  const char *shorter = without_context (words, context);
  g_autofree char *measured = dup_without_measure (words);
  g_autofree char *bare = measured != NULL ? g_steal_pointer (&measured) : dup_as_id (words);
  const char *shorter_label = label != NULL ? without_context (label, context) : NULL;
  int best = 0;

  *fit = MW_NAME_FIT_NONE;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      int score = match_name (words, names[i], i);

      take_better (score, score >= MW_NAME_MATCH_EXACT ? MW_NAME_FIT_WHOLE : MW_NAME_FIT_PART, &best, fit);
      score = bare != NULL ? match_name (bare, names[i], i) - 4 : 0;
      take_better (score, score >= MW_NAME_MATCH_EXACT ? MW_NAME_FIT_WHOLE : MW_NAME_FIT_PART, &best, fit);
      if (shorter != NULL && same_letters (shorter, names[i]))
        take_better (by_position (92, i), MW_NAME_FIT_WHOLE, &best, fit);
      if (label != NULL && same_letters (label, names[i]))
        take_better (by_position (95, i), MW_NAME_FIT_LABEL, &best, fit);
      if (shorter_label != NULL && same_letters (shorter_label, names[i]))
        take_better (by_position (88, i), MW_NAME_FIT_LABEL, &best, fit);
    }
  return best;
}
