/* mw-discovery.c: asks a system for its lists, looks at their first records and finds out how their pages
 * turn
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-discovery.h"

#include <string.h>

#include "mw-edmx-survey.h"
#include "mw-list-look.h"
#include "mw-paging-trial.h"
#include "mw-proposal-choice.h"
#include "mw-reply.h"
#include "mw-source.h"
#include "mw-work.h"

/* Lists that are looked at for each entity, before one is chosen. */
#define CANDIDATES 3
#define METADATA   "/$metadata"

typedef struct
{
  MwDiscoveryPlace place;
  char **lists;
  char *records;
  MwSurvey *survey;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->place.general);
  g_object_unref (call->place.catalog);
  g_object_unref (call->place.model);
  g_object_unref (call->place.transport);
  g_object_unref (call->place.session);
  if (call->place.told_free != NULL)
    call->place.told_free (call->place.told_data);
  g_strfreev (call->lists);
  g_free (call->records);
  g_clear_object (&call->survey);
  g_free (call);
}

static Call *
call_new (const MwDiscoveryPlace *place)
{
  Call *call = g_new0 (Call, 1);

  call->place = *place;
  g_object_ref (place->general);
  /* As it is now: the main thread may add to it. */
  call->place.catalog = mw_catalog_copy (place->catalog);
  g_object_ref (place->model);
  g_object_ref (place->transport);
  g_object_ref (place->session);
  return call;
}

/* Work on the pool that outlives a dropped fiber: a g_atomic_rc_box. */
typedef struct
{
  MwModel *model;
  MwSystem *general;
  const MwVariant *variant;
  MwSynonyms *synonyms;
  MwEdmx *edmx;
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->model);
  g_clear_object (&job->general);
  g_clear_pointer (&job->synonyms, mw_synonyms_unref);
  g_clear_pointer (&job->edmx, mw_edmx_free);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_unref)

static gboolean
load_synonyms (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autofree char *path = mw_data_dup_path ("synonyms.json");

  job->synonyms = mw_synonyms_load (path, job->model, error);
  return job->synonyms != NULL;
}

static gboolean
read_metadata (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  GBytes *body = mw_response_get_body (response);
  guint status = mw_response_get_status (response);
  g_auto (MwReply) reply = { NULL };
  const char *text;
  gsize length = 0;

  /* An error is told in the system's own way. */
  if (status < 200 || status > 299)
    return mw_reply_read (&reply, job->variant, "$metadata", response, NULL, cancellable, error);
  text = g_bytes_get_data (body, &length);
  job->edmx = mw_edmx_parse (text != NULL ? text : "", length, error);
  return job->edmx != NULL;
}

/* The variants of a general file differ by the version that stands in $metadata. */
static const MwVariant *
find_variant (const MwDiscoveryPlace *place, const char *version)
{
  for (guint i = 0; i < mw_system_get_n_variants (place->general); i++)
    {
      const MwVariant *variant = mw_system_get_variant (place->general, i);
      const char *wanted = variant->discovery.version;

      if (g_strv_contains ((const char *const *) variant->sign_ins, place->sign_in->id) &&
          (wanted == NULL || g_str_has_prefix (version, wanted)))
        return variant;
    }
  return NULL;
}

static gboolean
ask_metadata (Call *call, const MwLook *look, Job *job, GError **error)
{
  const MwDiscovery *discovery = &mw_survey_get_variant (look->survey)->discovery;
  const MwRequestHeader accept = { "Accept", "application/xml", FALSE };
  const MwRequestTemplate request = { .kind = MW_REQUEST_READ,
                                      .method = "GET",
                                      .path = discovery->path != NULL ? discovery->path : METADATA,
                                      .headers = &accept,
                                      .n_headers = 1 };
  const MwVariant *variant;

  if (!mw_exchange (&look->conversation, &(MwPurpose) { .kind = MW_PURPOSE_METADATA }, &request, NULL,
                    read_metadata, job, job_clear, error))
    return FALSE;
  if (job->edmx == NULL)
    {
      g_set_error_literal (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "there is no $metadata");
      return FALSE;
    }
  variant = find_variant (&call->place, mw_edmx_get_version (job->edmx));
  if (variant == NULL)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE,
                   "$metadata is of version %s, which is not known", mw_edmx_get_version (job->edmx));
      return FALSE;
    }
  mw_survey_set_variant (look->survey, variant);
  mw_edmx_survey_add (look->survey, job->edmx);
  return TRUE;
}

static char *
escape_path (const char *path)
{
  return g_uri_escape_string (path, "/%!$&'()*+,;=:@", FALSE);
}

/* "orders?status=open", as the user has it from the vendor's documentation. */
static gboolean
add_list (MwSurvey *survey, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "?", 2);
  g_autofree char *path = escape_path (parts[0]);
  MwSurveyList *list = mw_survey_list_new (mw_survey_get_synonyms (survey), parts[0], NULL, path);
  g_autoptr (GError) local_error = NULL;
  GUriParamsIter iter;
  char *name, *value;

  mw_survey_add_list (survey, list);
  if (parts[1] == NULL)
    return TRUE;
  g_uri_params_iter_init (&iter, parts[1], -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &local_error))
    {
      mw_survey_list_add_parameter (list, name, value);
      g_free (name);
      g_free (value);
    }
  if (local_error == NULL)
    return TRUE;
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "“%s” is no address of a list", text);
  return FALSE;
}

static void
tell (Call *call, guint done, guint all, MwSurveyList *list)
{
  if (call->place.told != NULL)
    call->place.told (done, all, list->title, call->place.told_data);
}

/* Errors that the next list would meet too. */
static gboolean
must_stop (const GError *reason)
{
  if (reason->domain == MW_SOURCE_ERROR)
    return reason->code == MW_SOURCE_ERROR_SIGNED_OUT || reason->code == MW_SOURCE_ERROR_BUSY;
  return reason->domain != MW_CATALOG_ERROR;
}

/* One list that cannot be read is no reason to stop, unless there is no other. */
static gboolean
look_at (Call *call, const MwLook *look, GPtrArray *lists, GError **error)
{
  g_autoptr (GError) first = NULL;
  guint n_read = 0;

  for (guint i = 0; i < lists->len; i++)
    {
      g_autoptr (GError) reason = NULL;

      tell (call, i, lists->len, lists->pdata[i]);
      if (mw_list_look (look, lists->pdata[i], call->records, &reason))
        n_read++;
      else if (must_stop (reason))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      else if (first == NULL)
        first = g_steal_pointer (&reason);
    }
  if (n_read > 0 || first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* Comparing names takes its time; the fiber waits meanwhile and leaves the survey alone. A g_atomic_rc_box.
 */
typedef struct
{
  MwSurvey *survey;
  gboolean by_name; /* lists worth a look; otherwise proposals */
  GPtrArray *found;
} Choice;

static void
choice_clear (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->survey);
  g_clear_pointer (&choice->found, g_ptr_array_unref);
}

static void
choice_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, choice_clear);
}

static gboolean
choose_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Choice *choice = data;

  choice->found = choice->by_name ? mw_proposal_find_candidates (choice->survey, CANDIDATES)
                                  : mw_proposal_choose (choice->survey);
  return TRUE;
}

static GPtrArray *
choose (const MwLook *look, gboolean by_name, GError **error)
{
  Choice *choice = g_atomic_rc_box_new0 (Choice);
  GPtrArray *found = NULL;

  choice->survey = g_object_ref (look->survey);
  choice->by_name = by_name;
  if (dex_await (mw_fiber_until (
                   look->conversation.fiber,
                   mw_work_run ("choose lists", choose_work, g_atomic_rc_box_acquire (choice), choice_unref)),
                 error))
    found = g_ptr_array_ref (choice->found);
  choice_unref (choice);
  return found;
}

static gboolean
find_lists (Call *call, const MwLook *look, Job *job, GPtrArray **lists, GError **error)
{
  if (mw_survey_get_variant (look->survey)->discovery.kind == MW_DISCOVERY_EDMX)
    {
      if (!ask_metadata (call, look, job, error))
        return FALSE;
      *lists = choose (look, TRUE, error);
      return *lists != NULL;
    }
  *lists = g_ptr_array_new ();
  for (guint i = 0; call->lists != NULL && call->lists[i] != NULL; i++)
    if (!add_list (look->survey, call->lists[i], error))
      return FALSE;
  for (guint i = 0; i < mw_survey_get_n_lists (look->survey); i++)
    g_ptr_array_add (*lists, mw_survey_get_list (look->survey, i));
  return TRUE;
}

/* Only of the lists that will be read. */
static gboolean
try_paging (Call *call, const MwLook *look, GError **error)
{
  g_autoptr (GPtrArray) proposals = choose (look, FALSE, error);

  if (proposals == NULL)
    return FALSE;
  for (guint i = 0; i < proposals->len; i++)
    {
      MwSurveyList *list = ((MwProposal *) proposals->pdata[i])->list;

      list = list->parent != NULL ? list->parent : list;
      tell (call, i, proposals->len, list);
      if (!list->is_tried && !mw_paging_trial_run (look, list, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run (Call *call, MwFiber *fiber, GError **error)
{
  g_autoptr (Job) job = g_atomic_rc_box_new0 (Job);
  g_autoptr (GPtrArray) lists = NULL;
  MwLook look = { { fiber, call->place.transport, call->place.session }, call->place.catalog, NULL };

  job->model = g_object_ref (call->place.model);
  job->general = g_object_ref (call->place.general);
  job->variant = mw_system_find_variant (call->place.general, call->place.sign_in->id);
  if (!dex_await (mw_fiber_until (fiber, mw_work_run ("load synonyms", load_synonyms,
                                                      g_atomic_rc_box_acquire (job), job_unref)),
                  error))
    return FALSE;
  call->survey = mw_survey_new (call->place.general, job->variant, job->model, job->synonyms);
  look.survey = call->survey;
  return find_lists (call, &look, job, &lists, error) && look_at (call, &look, lists, error) &&
         try_paging (call, &look, error);
}

static DexFuture *
run_fiber (MwFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!run (call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_object_ref (call->survey));
}

static DexFuture *
look_fiber (MwFiber *fiber, gpointer data)
{
  Call *call = data;
  const MwLook look = { { fiber, call->place.transport, call->place.session },
                        call->place.catalog,
                        call->survey };
  MwSurveyList *list = mw_survey_get_list (call->survey, 0);
  g_autoptr (GError) error = NULL;

  tell (call, 0, 1, list);
  if (!mw_list_look (&look, list, call->records, &error) || !mw_paging_trial_run (&look, list, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_object_ref (call->survey));
}

/**
 * mw_discovery_run:
 * @place: where to look
 * @lists: (nullable): addresses of lists, for systems that do not name theirs
 * @records: (nullable): where the records are in their answers
 *
 * Asks only for what can be read: descriptions and first pages.
 *
 * Returns: (transfer full): resolves to the #MwSurvey; rejects with a #MwSourceError or #MwTransportError
 */
DexFuture *
mw_discovery_run (const MwDiscoveryPlace *place, const char *const *lists, const char *records)
{
  Call *call = call_new (place);

  call->lists = g_strdupv ((char **) lists);
  call->records = g_strdup (records);
  return mw_fiber_spawn ("discovery", run_fiber, call, call_free);
}

/**
 * mw_discovery_look:
 * @place: where to look
 * @survey: what was found
 * @list: one of its lists
 *
 * Returns: (transfer full): resolves to a #MwSurvey of @list, looked at, and of the lists inside of its
 * records
 */
DexFuture *
mw_discovery_look (const MwDiscoveryPlace *place, MwSurvey *survey, MwSurveyList *list)
{
  Call *call = call_new (place);

  call->survey = mw_survey_new_like (survey);
  if (list->records != NULL && JSON_NODE_HOLDS_VALUE (list->records))
    call->records = json_node_dup_string (list->records);
  mw_survey_add_list (call->survey, mw_survey_list_copy_described (list));
  return mw_fiber_spawn ("look at a list", look_fiber, call, call_free);
}

/**
 * mw_discovery_add:
 * @place: where to look
 * @survey: what was found
 * @list: address of one more list, below the connection's
 * @records: (nullable): where the records are in its answers
 *
 * Returns: (transfer full): resolves to a #MwSurvey of that list and of what else is in its answer
 */
DexFuture *
mw_discovery_add (const MwDiscoveryPlace *place, MwSurvey *survey, const char *list, const char *records)
{
  Call *call = call_new (place);
  GError *error = NULL;

  call->survey = mw_survey_new_like (survey);
  call->records = g_strdup (records);
  if (add_list (call->survey, list, &error))
    return mw_fiber_spawn ("look at a list", look_fiber, call, call_free);
  call_free (call);
  return dex_future_new_for_error (error);
}
