/* mw-key-guess.c: which fields tell the records of a list apart
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-key-guess.h"

#include <string.h>

#include "mw-name-match.h"

/* A field that is only by chance another one in the first records (an amount, a text) would make later
 * records with an equal value look like the same record, and they would be lost: only a field that is called
 * like one of a key is taken for one. */

#define MAX_MEMBERS 3
/* The likeliest fields of which combinations are tried. */
#define MAX_CANDIDATES 16
/* So many different records say something. */
#define TELLING_RECORDS 20

/* What is the same for no two records of a whole system; the likeliest first. */
static const char *const identities[] = {
  "id", "guid", "uuid", "key", "pk", "sys id", "internal id", "row id", "oid", "entity id", "object id", NULL,
};
/* What the number of a record is called where nothing of the list's own name is in it. */
static const char *const numbers[] = { "number", "code", "name", NULL };
/* What numbers the lines of something. */
static const char *const line_words[] = { "line",   "position", "sequence", "index",
                                          "detail", "entry",    "row",      NULL };
/* What stock is of. */
static const char *const thing_words[] = { "item", "material", "product", "part", "article", "sku", NULL };
/* How the names of lists end whose records are lines of something. */
static const char *const line_lists[] = { "item",    "items",    "line",      "lines",     "detail",
                                          "details", "position", "positions", "entry",     "entries",
                                          "row",     "rows",     "schedule",  "schedules", NULL };
/* How members of composite keys end. */
static const char *const member_words[] = { "id",        "number", "code",  "key",      "guid",     "year",
                                            "company",   "site",   "plant", "language", "revision", "version",
                                            "warehouse", "batch",  "lot",   "location", "bin",      "serial",
                                            "item",      "line",   NULL };
/* What is no key, whatever else is in its name. */
static const char *const never[] = { "quantity", "amount",  "price",  "total",       "value",
                                     "rate",     "percent", "weight", "description", "text",
                                     "note",     "notes",   "date",   "time",        "status",
                                     "currency", "address", "phone",  "email",       NULL };

typedef enum
{
  RANK_IDENTITY,
  RANK_WHOLE_NAME, /* as the list is called: PurchaseOrder of A_PurchaseOrder */
  RANK_NUMBER,
  RANK_PART_OF_NAME, /* PurchaseOrder of A_PurchaseOrderItem */
  RANK_LINE,
  RANK_THING,
  RANK_MEMBER,
  RANK_NONE,
} Rank;

typedef struct
{
  MwSurveyField *field;
  Rank rank;
  guint order; /* inside of its rank */
  guint position;
} Candidate;

static gboolean
has_word (char **words, const char *const *wanted)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (wanted, words[i]))
      return TRUE;
  return FALSE;
}

static const char *
get_last (char **words)
{
  guint n = g_strv_length (words);

  return n > 0 ? words[n - 1] : "";
}

static gboolean
is_of_lines (MwSurveyList *list)
{
  g_auto (GStrv) words = g_strsplit (list->words, " ", -1);

  return list->parent != NULL || g_strv_contains (line_lists, get_last (words));
}

/* Each record that was looked at has a short value there, without blanks, that is no broken number. */
static gboolean
could_be_key (MwSurveyList *list, const MwSurveyField *field)
{
  if (field->type == MW_SURVEY_BOOLEAN || field->type == MW_SURVEY_LOCAL || field->type == MW_SURVEY_MOMENT ||
      list->n_sampled == 0 || field->values->len != list->n_sampled)
    return FALSE;
  for (guint i = 0; i < field->values->len; i++)
    {
      const char *text = field->values->pdata[i];

      if (text == NULL || strpbrk (text, " \t\n") != NULL ||
          (field->type == MW_SURVEY_NUMBER && strpbrk (text, ".eE") != NULL))
        return FALSE;
    }
  return TRUE;
}

static guint
find (const char *const *names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return G_MAXUINT;
}

/* “orders” without its “s”: what one of its records is called. */
static gboolean
is_called_like (MwSurveyList *list, const char *words)
{
  gsize length = strlen (list->words);
  g_autofree char *singular = g_str_has_suffix (list->words, "s") ? g_strndup (list->words, length - 1)
                                                                  : g_strdup (list->words);
  gsize own = strlen (singular);

  if (strcmp (words, singular) == 0 || strcmp (words, list->words) == 0)
    return TRUE;
  /* “order id”, “order number” of orders */
  return own > 0 && strncmp (words, singular, own) == 0 && words[own] == ' ' &&
         (find (identities, words + own + 1) != G_MAXUINT || find (numbers, words + own + 1) != G_MAXUINT);
}

static Rank
get_rank (MwSurveyList *list, const MwSurveyField *field, guint *order)
{
  g_autofree char *plain = g_ascii_strdown (field->name, -1);
  g_auto (GStrv) words = g_strsplit (field->words, " ", -1);

  g_strdelimit (plain, "_-", ' ');
  *order = find (identities, plain);
  if (*order != G_MAXUINT)
    return RANK_IDENTITY;
  *order = find (numbers, plain);
  if (*order != G_MAXUINT)
    return RANK_NUMBER;
  *order = 0;
  if (has_word (words, never) || *field->words == '\0')
    return RANK_NONE;
  if (is_called_like (list, field->words))
    return RANK_WHOLE_NAME;
  if (g_str_has_prefix (list->words, field->words) && list->words[strlen (field->words)] == ' ')
    return RANK_PART_OF_NAME;
  if (has_word (words, line_words) || strcmp (get_last (words), "item") == 0)
    return RANK_LINE;
  if (has_word (words, thing_words))
    return RANK_THING;
  return g_strv_contains (member_words, get_last (words)) ? RANK_MEMBER : RANK_NONE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;
  return left->position < right->position ? -1 : 1;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  return left->position < right->position ? -1 : 1;
}

static GArray *
find_candidates (MwSurveyList *list)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < list->fields->len; i++)
    {
      Candidate candidate = { .field = list->fields->pdata[i], .position = i };

      candidate.rank = get_rank (list, candidate.field, &candidate.order);
      if (candidate.rank != RANK_NONE && could_be_key (list, candidate.field))
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  if (candidates->len > MAX_CANDIDATES)
    g_array_set_size (candidates, MAX_CANDIDATES);
  return candidates;
}

/* @in_owner: among the elements of one record's list. */
static gboolean
is_unique (MwSurveyList *list, GArray *candidates, const guint *members, guint n_members, gboolean in_owner)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint record = 0; record < list->n_sampled; record++)
    {
      GString *key = g_string_new (NULL);

      if (in_owner && record < list->owners->len)
        g_string_append_printf (key, "%u\n", g_array_index (list->owners, guint, record));
      for (guint i = 0; i < n_members; i++)
        {
          const MwSurveyField *field = g_array_index (candidates, Candidate, members[i]).field;

          g_string_append_printf (key, "%s\n", (const char *) field->values->pdata[record]);
        }
      if (!g_hash_table_add (seen, g_string_free_and_steal (key)))
        return FALSE;
    }
  return TRUE;
}

/* Whether such a combination may be one: a line has its own number beside that of what it is a line of,
 * though in the first records one of them may be enough. */
static gboolean
is_allowed (MwSurveyList *list, GArray *candidates, const guint *members, guint n_members)
{
  gboolean has_line = FALSE, has_whole = FALSE, has_name = FALSE;

  for (guint i = 0; i < n_members; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, members[i]);

      if (candidate->rank == RANK_IDENTITY)
        return n_members == 1;
      has_line = has_line || candidate->rank == RANK_LINE || candidate->rank == RANK_WHOLE_NAME;
      has_whole = has_whole || candidate->rank == RANK_PART_OF_NAME || candidate->rank == RANK_MEMBER;
      has_name = has_name || candidate->rank <= RANK_LINE ||
                 (candidate->rank == RANK_THING && list->n_sampled >= TELLING_RECORDS);
    }
  if (list->parent != NULL)
    return TRUE;
  if (is_of_lines (list))
    return n_members > 1 && has_line && has_whole;
  return n_members > 1 ? has_name
                       : g_array_index (candidates, Candidate, members[0]).rank <= RANK_PART_OF_NAME;
}

/* The next combination of @n_members of @n; FALSE when that was the last. */
static gboolean
advance (guint *members, guint n_members, guint n)
{
  for (guint i = n_members; i > 0; i--)
    if (members[i - 1] + 1 + (n_members - i) < n)
      {
        members[i - 1]++;
        for (guint k = i; k < n_members; k++)
          members[k] = members[k - 1] + 1;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_combination (MwSurveyList *list, GArray *candidates, guint *members, guint n_members)
{
  if (candidates->len < n_members)
    return FALSE;
  for (guint i = 0; i < n_members; i++)
    members[i] = i;
  do
    if (is_allowed (list, candidates, members, n_members) &&
        is_unique (list, candidates, members, n_members, TRUE))
      return TRUE;
  while (advance (members, n_members, candidates->len));
  return FALSE;
}

/* In the order of the record, as people know it: order, then line. */
static char **
dup_paths (GArray *candidates, const guint *members, guint n_members)
{
  GStrvBuilder *paths = g_strv_builder_new ();
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < n_members; i++)
    g_array_append_val (sorted, g_array_index (candidates, Candidate, members[i]));
  g_array_sort (sorted, compare_positions);
  for (guint i = 0; i < sorted->len; i++)
    g_strv_builder_add (paths, g_array_index (sorted, Candidate, i).field->path);
  return g_strv_builder_unref_to_strv (paths);
}

static MwConfidence
rate (MwSurveyList *list, Rank rank)
{
  if (list->n_sampled < TELLING_RECORDS)
    return MW_CONFIDENCE_GUESS;
  return rank == RANK_IDENTITY ? MW_CONFIDENCE_SURE : MW_CONFIDENCE_LIKELY;
}

static char **
dup_described (MwSurveyList *list)
{
  GStrvBuilder *keys = g_strv_builder_new ();

  for (guint i = 0; i < list->fields->len; i++)
    if (((MwSurveyField *) list->fields->pdata[i])->is_key)
      g_strv_builder_add (keys, ((MwSurveyField *) list->fields->pdata[i])->path);
  return g_strv_builder_unref_to_strv (keys);
}

/**
 * mw_key_guess:
 * @list: a list
 *
 * Its key is what the service says, or else the fewest fields that are called like one and together are
 * different in every record that was looked at; of a list inside of records, in those of one record.
 */
void
mw_key_guess (MwSurveyList *list)
{
  g_autoptr (GArray) candidates = NULL;
  guint members[MAX_MEMBERS];
  Rank first;

  g_strfreev (list->keys);
  list->keys = dup_described (list);
  list->key_confidence = list->keys[0] != NULL ? MW_CONFIDENCE_SURE : MW_CONFIDENCE_NONE;
  list->has_identity = FALSE;
  candidates = list->keys[0] == NULL ? find_candidates (list) : NULL;
  for (guint n = 1; candidates != NULL && n <= MAX_MEMBERS && list->keys[0] == NULL; n++)
    if (find_combination (list, candidates, members, n))
      {
        first = g_array_index (candidates, Candidate, members[0]).rank;
        g_strfreev (list->keys);
        list->keys = dup_paths (candidates, members, n);
        list->key_confidence = rate (list, first);
        list->has_identity = first == RANK_IDENTITY && is_unique (list, candidates, members, n, FALSE);
      }
}
