/* mw-catalog-search.c: finds systems by what a person types
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-catalog-search.h"

#include <string.h>

#include "mw-pasted.h"
#include "mw-text.h"
#include "mw-typing-error.h"

#define NO_MATCH G_MAXUINT
/* Ranks: 0 is best. */
#define RANK_IS_NAME     0
#define RANK_BEGINS_NAME 1
#define RANK_IN_NAME     2
#define RANK_IS_NICKNAME 3
#define RANK_IN_NICKNAME 4
#define RANK_ELSEWHERE   5
#define RANK_TYPING      8 /* and more for each error */
/* A word must have so many letters for its beginning to be found with an error in it: shorter ones begin too
 * much. */
#define LETTERS_OF_BEGINNING 5
#define MAX_QUERY            200

/* What is searched of one product, folded. */
typedef struct
{
  char *name;
  char *squeezed_name; /* letters and digits alone: "s4hana" */
  char *names;         /* nicknames, one a line */
  char *squeezed_names;
  char *elsewhere; /* vendor, category, the service in between */
} Texts;

static void
texts_clear (Texts *self)
{
  g_free (self->name);
  g_free (self->squeezed_name);
  g_free (self->names);
  g_free (self->squeezed_names);
  g_free (self->elsewhere);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Texts, texts_clear)

/* Keeps letters, digits and the ends of lines. */
static char *
squeeze (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) || *p == '\n')
      g_string_append_len (letters, p, g_utf8_next_char (p) - p);
  return g_string_free_and_steal (letters);
}

static void
fill_texts (Texts *self,
            const char *name,
            const char *vendor,
            const char *const *names,
            const char *const *categories,
            const char *through)
{
  g_autofree char *nicknames = g_strjoinv ("\n", (char **) names);
  g_autofree char *kinds = g_strjoinv (" ", (char **) categories);
  g_autofree char *rest = g_strjoin (" ", vendor, kinds, through, NULL);

  self->name = mw_text_fold (name);
  self->squeezed_name = squeeze (self->name);
  self->names = mw_text_fold (nicknames);
  self->squeezed_names = squeeze (self->names);
  self->elsewhere = mw_text_fold (rest);
}

static char **
split_words (const char *text)
{
  GStrvBuilder *words = g_strv_builder_new ();
  const char *start = NULL;

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gboolean in_word = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));

      if (in_word && start == NULL)
        start = p;
      if (!in_word && start != NULL)
        {
          g_strv_builder_take (words, g_strndup (start, (gsize) (p - start)));
          start = NULL;
        }
      if (*p == '\0')
        return g_strv_builder_unref_to_strv (words);
    }
}

static gboolean
has_all (char **words, const char *const *texts)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint n = 0; texts[n] != NULL && !found; n++)
        found = strstr (texts[n], words[i]) != NULL;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_line (const char *lines, const char *line)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);

  return g_strv_contains ((const char *const *) all, line);
}

static guint
rank_as_typed (const Texts *texts, const char *query, const char *squeezed, char **words)
{
  const char *const of_name[] = { texts->name, texts->squeezed_name, NULL };
  const char *const of_names[] = { texts->name, texts->squeezed_name, texts->names, texts->squeezed_names,
                                   NULL };
  const char *const all[] = { texts->name,           texts->squeezed_name, texts->names,
                              texts->squeezed_names, texts->elsewhere,     NULL };

  if (strcmp (texts->name, query) == 0 || strcmp (texts->squeezed_name, squeezed) == 0)
    return RANK_IS_NAME;
  if (g_str_has_prefix (texts->name, query) || g_str_has_prefix (texts->squeezed_name, squeezed))
    return RANK_BEGINS_NAME;
  if (has_all (words, of_name))
    return RANK_IN_NAME;
  if (has_line (texts->squeezed_names, squeezed))
    return RANK_IS_NICKNAME;
  if (has_all (words, of_names))
    return RANK_IN_NICKNAME;
  return has_all (words, all) ? RANK_ELSEWHERE : NO_MATCH;
}

/* How many errors a word may have: none in two letters, since every abbreviation is near some other. */
static guint
get_allowed_errors (const char *word)
{
  glong n_letters = g_utf8_strlen (word, -1);

  return n_letters < 3 ? 0 : n_letters < 8 ? 1 : 2;
}

static guint
count_errors_in (const char *word, const char *text)
{
  g_auto (GStrv) others = split_words (text);
  gboolean beginning = g_utf8_strlen (word, -1) >= LETTERS_OF_BEGINNING;
  guint least = NO_MATCH;

  for (guint i = 0; others[i] != NULL; i++)
    least = MIN (least, mw_typing_error_count (word, others[i], beginning, get_allowed_errors (word)));
  return least;
}

static guint
rank_with_errors (const Texts *texts, char **words)
{
  const char *const all[] = { texts->name,           texts->squeezed_name, texts->names,
                              texts->squeezed_names, texts->elsewhere,     NULL };
  guint n_errors = 0;
  guint place = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint least = NO_MATCH;
      guint where = 0;

      for (guint n = 0; all[n] != NULL; n++)
        {
          guint count = strstr (all[n], words[i]) != NULL ? 0 : count_errors_in (words[i], all[n]);

          if (count < least)
            {
              least = count;
              where = n;
            }
        }
      if (least == NO_MATCH)
        return NO_MATCH;
      n_errors += least;
      place = MAX (place, where);
    }
  return RANK_TYPING * n_errors + place;
}

/* What does not match is left out. */
typedef struct
{
  gpointer what;
  guint rank;
  guint position; /* in the list of all, so that equals stay in order */
} Match;

typedef struct
{
  const char *query;
  const char *squeezed;
  char **words;
  gboolean with_errors;
  GArray *matches; /* of Match */
} Search;

static void
look_at (Search *search, const Texts *texts, gpointer what)
{
  Match match = { what, 0, search->matches->len };

  if (search->words[0] == NULL)
    match.rank = *search->query == '\0' ? 0 : NO_MATCH;
  else if (search->with_errors)
    match.rank = rank_with_errors (texts, search->words);
  else
    match.rank = rank_as_typed (texts, search->query, search->squeezed, search->words);
  if (match.rank != NO_MATCH)
    g_array_append_val (search->matches, match);
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *left = a;
  const Match *right = b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  return left->position < right->position ? -1 : left->position > right->position;
}

static void
take_matches (Search *search, GPtrArray *found, gboolean objects)
{
  g_array_sort (search->matches, compare_matches);
  for (guint i = 0; i < search->matches->len; i++)
    {
      gpointer what = g_array_index (search->matches, Match, i).what;

      g_ptr_array_add (found, objects ? g_object_ref (what) : what);
    }
  g_array_set_size (search->matches, 0);
}

static void
search_systems (Search *search, MwCatalog *catalog, GPtrArray *found)
{
  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (catalog, i);
      g_auto (Texts) texts = { NULL };

      fill_texts (&texts, mw_system_get_name (system), mw_system_get_vendor (system),
                  mw_system_get_names (system), mw_system_get_categories (system),
                  mw_system_get_through (system));
      look_at (search, &texts, system);
    }
  take_matches (search, found, TRUE);
}

static void
search_others (Search *search, MwCatalog *catalog, GPtrArray *found)
{
  guint n_others = 0;
  const MwOtherSystem *others = mw_catalog_get_others (catalog, &n_others);

  for (guint i = 0; i < n_others; i++)
    {
      g_auto (Texts) texts = { NULL };

      fill_texts (&texts, others[i].name, others[i].vendor, (const char *const *) others[i].names,
                  (const char *const *) others[i].categories, NULL);
      look_at (search, &texts, (gpointer) &others[i]);
    }
  take_matches (search, found, FALSE);
}

/**
 * mw_catalog_search:
 * @query: (nullable): what a person typed
 *
 * Finds products by words, or parts of words, of name, vendor, nicknames, category and the service in
 * between. When nothing has every word as it was typed, words with one typing error (two in eight letters and
 * more) count. The address of a page of a product finds that product.
 *
 * Returns: (transfer full): the name itself first, then names that begin so, names with the words, nicknames,
 * the rest; all in their order when @query is empty
 */
MwCatalogSearch *
mw_catalog_search (MwCatalog *catalog, const char *query)
{
  g_autoptr (MwCatalogSearch) self = g_new0 (MwCatalogSearch, 1);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autofree char *valid = g_utf8_make_valid (query != NULL ? query : "", -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_QUERY));
  g_autofree char *folded = g_strstrip (mw_text_fold (cut));
  g_autofree char *squeezed = squeeze (folded);
  g_auto (GStrv) words = split_words (folded);
  Search search = { folded, squeezed, words, FALSE, matches };
  MwSystem *pasted;

  g_return_val_if_fail (MW_IS_CATALOG (catalog), NULL);

  self->systems = g_ptr_array_new_with_free_func (g_object_unref);
  self->others = g_ptr_array_new ();
  pasted = mw_catalog_find_pasted (catalog, query);
  if (pasted != NULL)
    {
      g_ptr_array_add (self->systems, g_object_ref (pasted));
      return g_steal_pointer (&self);
    }
  search_systems (&search, catalog, self->systems);
  search_others (&search, catalog, self->others);
  if (self->systems->len == 0 && self->others->len == 0)
    {
      self->similar = search.with_errors = TRUE;
      search_systems (&search, catalog, self->systems);
      search_others (&search, catalog, self->others);
    }
  return g_steal_pointer (&self);
}

static gboolean
is_called (MwSystem *system, const char *folded)
{
  const char *const *names = mw_system_get_names (system);
  g_autofree char *name = g_utf8_casefold (mw_system_get_name (system), -1);
  gboolean found = strcmp (name, folded) == 0;

  for (guint i = 0; names[i] != NULL && !found; i++)
    {
      g_autofree char *nickname = g_utf8_casefold (names[i], -1);

      found = strcmp (nickname, folded) == 0;
    }
  return found;
}

/**
 * mw_catalog_find_called:
 * @name: what a person typed
 *
 * Finds a system by its whole id, name or nickname, ignoring case. A part of a name, or one that is only
 * similar, finds nothing: what is typed into the form afterwards is for one system alone.
 *
 * Returns: (transfer none) (nullable): the system; %NULL too when several are called so
 */
MwSystem *
mw_catalog_find_called (MwCatalog *catalog, const char *name)
{
  g_autofree char *id = g_ascii_strdown (name, -1);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  MwSystem *found = mw_catalog_find (catalog, id);

  if (found != NULL)
    return found;
  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (catalog, i);

      if (!is_called (system, folded))
        continue;
      if (found != NULL)
        return NULL;
      found = system;
    }
  return found;
}

void
mw_catalog_search_free (MwCatalogSearch *self)
{
  g_clear_pointer (&self->systems, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}
