/* mw-paging-trial.c: finds out by trying how the pages of a list are turned
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-paging-trial.h"

#include <string.h>

#include "mw-json-build.h"
#include "mw-pager.h"
#include "mw-source.h"

/* Two records a page tell whether their number counts and where the next page begins. */
#define PAGE_SIZE 2
/* So many there must be, or a second page says nothing. */
#define LEAST_RECORDS 3

/* Errors that the next try would meet too. */
static gboolean
must_stop (const GError *error)
{
  if (error->domain == MW_SOURCE_ERROR)
    return error->code == MW_SOURCE_ERROR_SIGNED_OUT || error->code == MW_SOURCE_ERROR_BUSY;
  return error->domain != MW_CATALOG_ERROR;
}

/* What became of a try that did not work: the next one, or the end. */
static gboolean
go_on (GError *reason, GError **error)
{
  if (reason != NULL && must_stop (reason))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  g_clear_error (&reason);
  return TRUE;
}

static void
forget (MwTrial *trial, char **first, char **second)
{
  g_clear_pointer (first, g_free);
  g_clear_pointer (second, g_free);
  *first = mw_trial_dup_record (trial, 0);
  *second = mw_trial_dup_record (trial, 1);
}

/* By numbers: the page behind the first one record begins with the second record; the page behind the first
 * page has other records. */
static gboolean
turn_by_number (MwTrial *trial, const MwLook *look, gboolean *works, GError **error)
{
  const MwPaging *paging = &mw_trial_get_set (trial)->paging;
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *next = NULL;

  mw_pager_fill_first (paging, PAGE_SIZE, variables);
  if (!mw_trial_ask (trial, look, variables, error))
    return FALSE;
  forget (trial, &first, &second);
  if (mw_trial_get_n_records (trial) != PAGE_SIZE)
    return TRUE;
  if (paging->style == MW_PAGING_OFFSET)
    mw_variables_set_int (variables, "offset", (gint64) paging->first + 1);
  else
    mw_variables_set_int (variables, "page", (gint64) paging->first + 1);
  if (!mw_trial_ask (trial, look, variables, error))
    return FALSE;
  next = mw_trial_dup_record (trial, 0);
  if (paging->style == MW_PAGING_OFFSET)
    *works = g_strcmp0 (first, second) != 0 && g_strcmp0 (next, second) == 0;
  else
    *works = next != NULL && g_strcmp0 (next, first) != 0 && g_strcmp0 (next, second) != 0;
  return TRUE;
}

static char *
dup_next (MwTrial *trial)
{
  const MwPaging *paging = &mw_trial_get_set (trial)->paging;
  char *next;

  if (paging->style == MW_PAGING_LINK_HEADER)
    return mw_trial_dup_next_of_headers (trial);
  next = mw_json_dup_text (mw_json_path_get (paging->next, mw_trial_get_answer (trial), NULL));
  if (next != NULL && *next == '\0')
    g_clear_pointer (&next, g_free);
  return next;
}

/* By what the answer says about the next page. */
static gboolean
turn_by_answer (MwTrial *trial, const MwLook *look, gboolean *works, GError **error)
{
  const MwPaging *paging = &mw_trial_get_set (trial)->paging;
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *next = NULL;
  g_autofree char *other = NULL;
  gboolean asked;

  mw_pager_fill_first (paging, paging->size > 0 ? PAGE_SIZE : 0, variables);
  if (!mw_trial_ask (trial, look, variables, error))
    return FALSE;
  first = mw_trial_dup_record (trial, 0);
  next = dup_next (trial);
  if (next == NULL || first == NULL)
    return TRUE;
  if (paging->style == MW_PAGING_CURSOR)
    {
      mw_variables_set_text (variables, "cursor", next);
      asked = mw_trial_ask (trial, look, variables, error);
    }
  else
    asked = mw_trial_follow (trial, look, next, error);
  if (!asked)
    return FALSE;
  other = mw_trial_dup_record (trial, 0);
  *works = other != NULL && strcmp (first, other) != 0;
  return TRUE;
}

static gboolean
turn (MwTrial *trial, const MwLook *look, gboolean *works, GError **error)
{
  switch (mw_trial_get_set (trial)->paging.style)
    {
    case MW_PAGING_OFFSET:
    case MW_PAGING_PAGE:
      return turn_by_number (trial, look, works, error);
    case MW_PAGING_NEXT_LINK:
    case MW_PAGING_CURSOR:
    case MW_PAGING_LINK_HEADER:
      return turn_by_answer (trial, look, works, error);
    case MW_PAGING_NONE:
    case MW_PAGING_RANGE:
    case MW_PAGING_KEYSET:
    default:
      return TRUE;
    }
}

/* A number that is no more than the page is that of the page, not of all. */
static void
check_total (MwTrial *trial, MwSurveyList *list)
{
  const MwJsonPath *path = mw_trial_get_set (trial)->list->total;
  const char *text;
  guint64 total;

  if (path == NULL || list->total == NULL)
    return;
  text = mw_json_peek_text (mw_json_path_get (path, mw_trial_get_answer (trial), NULL), NULL);
  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &total, NULL) &&
      total > mw_trial_get_n_records (trial))
    return;
  g_clear_pointer (&list->total, g_free);
  list->n_records = -1;
}

/* Whether the first page says itself that such a link or cursor leads to the next one: what an answer does
 * not have need not be asked for. */
static gboolean
is_announced (MwTrial *plain, const MwDiscoveryTry *tried)
{
  JsonObject *paging = json_node_get_object (tried->paging);
  const char *style = json_object_get_string_member (paging, "style");
  g_autofree char *next = NULL;
  g_autoptr (MwJsonPath) path = NULL;

  if (tried->trial != NULL || strcmp (style, "offset") == 0 || strcmp (style, "page") == 0)
    return TRUE;
  if (strcmp (style, "link-header") == 0)
    next = mw_trial_dup_next_of_headers (plain);
  else if ((path = mw_json_path_parse (json_object_get_string_member_with_default (paging, "next", ""),
                                       NULL)) != NULL)
    next = mw_json_dup_text (mw_json_path_get (path, mw_trial_get_answer (plain), NULL));
  return next != NULL && *next != '\0';
}

static gboolean
try_paging (const MwLook *look,
            MwSurveyList *list,
            const MwDiscoveryTry *tried,
            gboolean *works,
            GError **error)
{
  MwSetTrial asked = { tried->query, tried->trial, tried->paging, PAGE_SIZE, NULL };
  g_autoptr (MwTrial) trial = NULL;
  GError *reason = NULL;

  if (list->n_sampled < LEAST_RECORDS)
    *works = tried->sure;
  else if ((trial = mw_trial_new (look, list, &asked, &reason)) == NULL ||
           !turn (trial, look, works, &reason))
    return go_on (reason, error);
  if (!*works)
    return TRUE;
  list->paging = mw_json_copy (tried->paging);
  list->is_turned = trial != NULL;
  list->turning = tried->query != NULL ? mw_json_copy (tried->query) : NULL;
  if (trial != NULL)
    check_total (trial, list);
  return TRUE;
}

/* "{key} asc" for each field of the key. */
static char *
dup_order (char **keys, const char *text)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GString) one = g_string_new (text);

      g_string_replace (one, "{key}", keys[i], 0);
      g_string_append_printf (order, "%s%s", i > 0 ? "," : "", one->str);
    }
  return g_string_free_and_steal (order);
}

/* The record that comes first in one direction must not come first in the other. */
static gboolean
compare_ends (const MwLook *look,
              MwSurveyList *list,
              const MwDiscoveryTry *tried,
              char **keys,
              gboolean *works,
              GError **error)
{
  g_autofree char *ends[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *order = dup_order (keys, i == 0 ? tried->ascending : tried->descending);
      MwSetTrial asked = { .query = tried->query, .order = order };
      g_autoptr (MwVariables) variables = mw_variables_new (NULL);
      g_autoptr (MwTrial) trial = mw_trial_new (look, list, &asked, error);

      if (trial == NULL)
        return FALSE;
      mw_pager_fill_first (&mw_trial_get_set (trial)->paging, 0, variables);
      if (!mw_trial_ask (trial, look, variables, error))
        return FALSE;
      ends[i] = mw_trial_dup_record (trial, 0);
    }
  *works = ends[0] != NULL && ends[1] != NULL && strcmp (ends[0], ends[1]) != 0;
  return TRUE;
}

static gboolean
try_order (const MwLook *look,
           MwSurveyList *list,
           const MwDiscoveryTry *tried,
           gboolean *works,
           GError **error)
{
  char **keys = list->keys;
  GError *reason = NULL;

  if (keys[0] == NULL)
    return TRUE;
  if (tried->sure)
    *works = TRUE;
  else if (tried->descending == NULL || list->n_sampled < LEAST_RECORDS)
    return TRUE;
  else if (!compare_ends (look, list, tried, keys, works, &reason))
    return go_on (reason, error);
  if (*works)
    {
      list->order = dup_order (keys, tried->ascending);
      list->order_query = mw_json_copy (tried->query);
    }
  return TRUE;
}

/* The first page once more, as it comes. */
static gboolean
ask_plain (const MwLook *look, MwSurveyList *list, MwTrial **plain, GError **error)
{
  const MwSetTrial asked = { .query = mw_survey_get_variant (look->survey)->discovery.sample };
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autoptr (MwTrial) trial = NULL;
  GError *reason = NULL;

  if (list->n_sampled < LEAST_RECORDS)
    return TRUE;
  trial = mw_trial_new (look, list, &asked, &reason);
  if (trial == NULL || !mw_trial_ask (trial, look, variables, &reason))
    return go_on (reason, error);
  *plain = g_steal_pointer (&trial);
  return TRUE;
}

static gboolean
find_paging (const MwLook *look, MwSurveyList *list, GError **error)
{
  const MwDiscovery *discovery = &mw_survey_get_variant (look->survey)->discovery;
  g_autoptr (MwTrial) plain = NULL;
  gboolean works = FALSE;

  if (!ask_plain (look, list, &plain, error))
    return FALSE;
  for (guint i = 0; i < discovery->n_paging && !works; i++)
    if ((plain == NULL || is_announced (plain, &discovery->paging[i])) &&
        !try_paging (look, list, &discovery->paging[i], &works, error))
      return FALSE;
  return TRUE;
}

/* Links and cursors of the system's own need no order of ours. */
static gboolean
is_turned_by_number (MwSurveyList *list)
{
  const char *style = list->paging != NULL
                        ? json_object_get_string_member (json_node_get_object (list->paging), "style")
                        : "";

  return strcmp (style, "offset") == 0 || strcmp (style, "page") == 0;
}

/**
 * mw_paging_trial_run:
 * @look: who asks
 * @list: a list whose first records were looked at
 *
 * Tries what the variant's discovery names, in its order. To be called on a fiber.
 *
 * Returns: %FALSE with what stopped it
 */
gboolean
mw_paging_trial_run (const MwLook *look, MwSurveyList *list, GError **error)
{
  const MwDiscovery *discovery = &mw_survey_get_variant (look->survey)->discovery;
  gboolean works = FALSE;

  list->is_tried = TRUE;
  for (guint i = 0; i < discovery->n_order && !works; i++)
    if (discovery->order[i].sure && !try_order (look, list, &discovery->order[i], &works, error))
      return FALSE;
  if (!find_paging (look, list, error))
    return FALSE;
  for (guint i = 0; i < discovery->n_order && !works && is_turned_by_number (list); i++)
    if (!discovery->order[i].sure && !try_order (look, list, &discovery->order[i], &works, error))
      return FALSE;
  return TRUE;
}
