/* mw-trial.c: asks for a page of a list, the way that its set in a file would be asked
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-trial.h"

#include <string.h>

#include "mw-link-header.h"
#include "mw-next-link.h"
#include "mw-reply.h"
#include "mw-source.h"
#include "mw-system-writer.h"
#include "mw-user-files.h"
#include "mw-work.h"

/* Shared with the jobs on the pool: a g_atomic_rc_box. */
typedef struct
{
  MwCatalog *catalog;
  MwModel *model;
  char *text; /* of the file */
  MwSystem *system;
  const MwVariant *variant;
  const MwSetSource *set;
  MwReply reply;
  char *uri;
  char *links;
} Shared;

struct _MwTrial
{
  Shared *shared;
};

static void
shared_clear (gpointer data)
{
  Shared *shared = data;

  g_clear_object (&shared->catalog);
  g_clear_object (&shared->model);
  g_clear_object (&shared->system);
  g_free (shared->text);
  mw_reply_clear (&shared->reply);
  g_free (shared->uri);
  g_free (shared->links);
}

static void
shared_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, shared_clear);
}

void
mw_trial_free (MwTrial *self)
{
  shared_unref (self->shared);
  g_free (self);
}

static gboolean
read_file (gpointer data, GCancellable *cancellable, GError **error)
{
  Shared *shared = data;

  shared->system = mw_user_files_parse (shared->catalog, MW_SYSTEM_WRITER_TRIAL ".json", shared->text,
                                        strlen (shared->text), shared->model, error);
  return shared->system != NULL;
}

/**
 * mw_trial_new:
 * @look: who asks
 * @list: the list
 * @trial: what is tried on it
 *
 * Makes a file of @list and has the loader check it. To be called on a fiber.
 *
 * Returns: (transfer full): %NULL with a #MwCatalogError when such a set would not be right
 */
MwTrial *
mw_trial_new (const MwLook *look, MwSurveyList *list, const MwSetTrial *trial, GError **error)
{
  g_autoptr (MwTrial) self = g_new0 (MwTrial, 1);
  const char *variant = mw_survey_get_variant (look->survey)->id;
  Shared *shared = g_atomic_rc_box_new0 (Shared);
  guint n_sign_ins;
  const MwSignIn *sign_ins;

  self->shared = shared;
  shared->catalog = g_object_ref (look->catalog);
  shared->model = g_object_ref (mw_survey_get_model (look->survey));
  shared->text = mw_system_writer_compose_trial (look->survey, list, trial);
  if (!dex_await (mw_fiber_until (
                    look->conversation.fiber,
                    mw_work_run ("read trial", read_file, g_atomic_rc_box_acquire (shared), shared_unref)),
                  error))
    return NULL;
  sign_ins = mw_system_get_sign_ins (shared->system, &n_sign_ins);
  for (guint i = 0; i < n_sign_ins && shared->set == NULL; i++)
    {
      shared->variant = mw_system_find_variant (shared->system, sign_ins[i].id);
      if (shared->variant != NULL && g_str_equal (shared->variant->id, variant))
        shared->set = mw_system_find_set (shared->system, shared->variant, MW_SYSTEM_WRITER_TRIAL);
    }
  if (shared->set != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED, "%s has no variant “%s”",
               mw_system_get_id (shared->system), variant);
  return NULL;
}

const MwSetSource *
mw_trial_get_set (MwTrial *self)
{
  return self->shared->set;
}

static gboolean
read_answer (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  Shared *shared = data;

  mw_reply_clear (&shared->reply);
  shared->reply = (MwReply) { NULL };
  g_set_str (&shared->uri, mw_response_get_uri (response));
  g_set_str (&shared->links, mw_response_get_header (response, "link"));
  return mw_reply_read (&shared->reply, shared->variant, shared->set->title, response, NULL, cancellable,
                        error);
}

static gboolean
ask (MwTrial *self,
     const MwLook *look,
     const MwRequestTemplate *request,
     MwVariables *variables,
     GError **error)
{
  return mw_exchange (&look->conversation, &(MwPurpose) { MW_PURPOSE_PAGE, self->shared->set->title, 0 },
                      request, variables, read_answer, self->shared, shared_clear, error);
}

/**
 * mw_trial_ask:
 * @look: who asks
 * @variables: values for the places of the paging
 *
 * Asks for a page. To be called on a fiber.
 *
 * Returns: %FALSE with a #MwSourceError or #MwTransportError
 */
gboolean
mw_trial_ask (MwTrial *self, const MwLook *look, MwVariables *variables, GError **error)
{
  return ask (self, look, self->shared->set->list, variables, error);
}

/**
 * mw_trial_follow:
 * @look: who asks
 * @link: of the last answer
 *
 * Asks for what @link leads to, which must lie below the connection's address. To be called on a fiber.
 *
 * Returns: %FALSE with a #MwSourceError or #MwTransportError
 */
gboolean
mw_trial_follow (MwTrial *self, const MwLook *look, const char *link, GError **error)
{
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  gboolean put_back = FALSE;
  const char *base = mw_transport_get_base_uri (look->conversation.transport);
  g_autoptr (MwNextLink)
    next = mw_next_link_new (self->shared->set->list, link, self->shared->uri, base, &put_back, error);

  if (next == NULL)
    return FALSE;
  mw_next_link_fill (next, variables);
  return ask (self, look, mw_next_link_get_template (next), variables, error);
}

yyjson_val *
mw_trial_get_answer (MwTrial *self)
{
  return self->shared->reply.document != NULL ? mw_json_get_root (self->shared->reply.document) : NULL;
}

yyjson_val *
mw_trial_get_records (MwTrial *self)
{
  yyjson_val *found = mw_trial_get_answer (self) != NULL
                        ? mw_reply_find (&self->shared->reply, self->shared->set->list->records)
                        : NULL;

  return yyjson_is_arr (found) ? found : NULL;
}

guint
mw_trial_get_n_records (MwTrial *self)
{
  return (guint) yyjson_arr_size (mw_trial_get_records (self));
}

char *
mw_trial_dup_record (MwTrial *self, guint position)
{
  yyjson_val *records = mw_trial_get_records (self);

  return records != NULL && position < yyjson_arr_size (records)
           ? mw_json_dup_text (yyjson_arr_get (records, position))
           : NULL;
}

char *
mw_trial_dup_next_of_headers (MwTrial *self)
{
  return mw_link_header_dup_next (self->shared->links);
}
