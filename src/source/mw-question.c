/* mw-question.c: small questions about a set: how many records, and whether one can be read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-question.h"

#include "mw-exchange.h"
#include "mw-field-plan.h"
#include "mw-pager.h"
#include "mw-prepare.h"
#include "mw-reply.h"

/* What a question gets: a g_atomic_rc_box. */
typedef struct
{
  MwSystem *system; /* keeps the others alive */
  const MwVariant *variant;
  const MwSetSource *set;
  MwJsonPath *const *lists; /* of a probe */
  const MwJsonPath *number; /* of a count */
  const MwJsonPath *total;  /* of a probe, or NULL */
  gint64 result;
} MwQuestion;

static void
mw_question_clear (gpointer data)
{
  g_clear_object (&((MwQuestion *) data)->system);
}

static void
mw_question_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, mw_question_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwQuestion, mw_question_release)

/* -1: it does not say. */
static gint64
get_number (const MwReply *reply, const MwJsonPath *path)
{
  const char *text = path != NULL ? mw_json_peek_text (
                                      mw_json_path_get (path, mw_json_get_root (reply->document), NULL), NULL)
                                  : NULL;

  return text != NULL && g_ascii_isdigit (*text) ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static gboolean
read_answer (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  MwQuestion *question = data;
  g_auto (MwReply) reply = { NULL };
  guint n_records;

  if (!mw_reply_read (&reply, question->variant, question->set->title, response, question->lists, cancellable,
                      error))
    return FALSE;
  if (question->number == NULL)
    {
      mw_json_scan_get_records (reply.scan, &n_records);
      /* A number that contradicts what was seen is none. */
      question->result = n_records == 0 ? 0 : get_number (&reply, question->total);
      question->result = n_records > 0 && question->result < (gint64) n_records ? -1 : question->result;
      return TRUE;
    }
  if (reply.is_empty)
    {
      question->result = 0;
      return TRUE;
    }
  question->result = get_number (&reply, question->number);
  return TRUE;
}

/* Asks for one record at most, with nothing but its key. */
static gboolean
ask_one (const MwConversation *conversation, MwQuestion *question, MwReadScope *scope, GError **error)
{
  const MwSetSource *set = question->set;
  g_autoptr (MwVariables) variables = mw_read_scope_new_variables (scope, set, error);
  g_autoptr (MwFieldPlan) plan = mw_field_plan_new (question->variant, NULL, set);

  if (variables == NULL)
    return FALSE;
  mw_pager_fill_first (&set->paging, 1, variables);
  mw_field_plan_fill (plan, variables);
  return mw_exchange (
    conversation,
    &(MwPurpose) { MW_PURPOSE_FIRST, mw_system_get_set_name (question->system, question->variant, set), 0 },
    set->list, variables, read_answer, question, mw_question_clear, error);
}

/**
 * mw_question_probe:
 * @scope: of the entity, in its turn
 * @known: (out): how many there are, as the answer says beside the list; -1: some; 0: the list is empty and
 * readable
 *
 * Asks for one record. To be called on a fiber.
 *
 * Returns: %FALSE with why the set cannot be read
 */
gboolean
mw_question_probe (const MwConversation *conversation,
                   MwSystem *system,
                   const MwVariant *variant,
                   const MwSetSource *set,
                   MwReadScope *scope,
                   gint64 *known,
                   GError **error)
{
  g_autoptr (MwQuestion) question = g_atomic_rc_box_new0 (MwQuestion);
  gboolean asked;

  question->system = g_object_ref (system);
  question->variant = variant;
  /* Without a record of the other set there is nothing to ask with: that one is asked for. */
  question->set = set->of != NULL ? mw_system_find_set (system, variant, set->of->set) : set;
  question->lists = question->set->list->records;
  question->total = set->of == NULL ? set->list->total : NULL;
  asked = mw_prepare_set (conversation, system, variant, question->set, scope, error) &&
          ask_one (conversation, question, scope, error);
  *known = question->result;
  return asked;
}

/**
 * mw_question_count:
 * @scope: of the entity, in its turn
 * @count: (out): records this login may read, -1 when the system does not say
 *
 * Asks how many records there are: by the file's own request for that, or by what stands beside a list of
 * one. To be called on a fiber.
 *
 * Returns: %FALSE with why the set cannot be counted
 */
gboolean
mw_question_count (const MwConversation *conversation,
                   MwSystem *system,
                   const MwVariant *variant,
                   const MwSetSource *set,
                   MwReadScope *scope,
                   gint64 *count,
                   GError **error)
{
  g_autoptr (MwQuestion) question = g_atomic_rc_box_new0 (MwQuestion);
  gboolean asked;

  question->result = -1;
  question->system = g_object_ref (system);
  question->variant = variant;
  question->set = set;
  if (set->of == NULL)
    question->number = set->count != NULL ? set->count->total : set->list->total;
  if (question->number == NULL)
    asked = TRUE;
  else if (!mw_prepare_set (conversation, system, variant, set, scope, error))
    asked = FALSE;
  else if (set->count != NULL)
    {
      g_autoptr (MwVariables) variables = mw_read_scope_new_variables (scope, set, error);

      asked = variables != NULL &&
              mw_exchange (conversation,
                           &(MwPurpose) { MW_PURPOSE_COUNT,
                                          mw_system_get_set_name (question->system, question->variant, set),
                                          0 },
                           set->count, variables, read_answer, question, mw_question_clear, error);
    }
  else
    asked = ask_one (conversation, question, scope, error);
  *count = question->result;
  return asked;
}
