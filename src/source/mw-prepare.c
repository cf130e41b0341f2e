/* mw-prepare.c: asks, before a set is read, what its requests are filled with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-prepare.h"

#include "mw-choice-rows.h"
#include "mw-places.h"
#include "mw-reply.h"
#include "mw-request-check.h"
#include "mw-source.h"

/* A list of ids becomes a part of a request. */
#define MAX_COLLECTED 10000

/* One call: the prepares of a variant, and which of them are needed. */
typedef struct
{
  const MwConversation *conversation;
  MwSystem *system;
  const MwVariant *variant;
  MwReadScope *scope;
  gboolean *needed;
} Preparation;

static gboolean
is_other (const char *name, gpointer other)
{
  return !g_str_equal (name, other);
}

static gboolean
filters_use (const MwSetFilters *filters, const char *name)
{
  JsonNode *const parts[] = { filters->base, filters->changed_since, filters->ordered_since, filters->open };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && !mw_place_foreach_in_node (parts[i], is_other, (gpointer) name))
      return TRUE;
  for (guint i = 0; i < filters->n_chosen; i++)
    if (!mw_place_foreach_in_node (filters->chosen[i].filter, is_other, (gpointer) name))
      return TRUE;
  return FALSE;
}

static gboolean
set_uses (const MwSetSource *set, const char *name)
{
  return mw_request_has_place (set->list, name) ||
         (set->count != NULL && mw_request_has_place (set->count, name)) ||
         (set->fields != NULL && mw_request_has_place (set->fields, name)) ||
         (set->detail != NULL && mw_request_has_place (set->detail->request, name)) ||
         (set->filters != NULL && filters_use (set->filters, name));
}

static const MwSetSource *
find_collected (Preparation *self, const MwPrepare *prepare)
{
  return prepare->collect != NULL ? mw_system_find_set (self->system, self->variant, prepare->collect) : NULL;
}

/* Whether @prepare itself asks with @name. */
static gboolean
prepare_uses (Preparation *self, const MwPrepare *prepare, const char *name)
{
  const MwSetSource *collected = find_collected (self, prepare);

  return prepare->request != NULL ? mw_request_has_place (prepare->request, name)
                                  : collected != NULL && set_uses (collected, name);
}

/* Whether @set, or when it is NULL the prepare @user, asks with something that @prepare gives. */
static gboolean
is_used_by (Preparation *self, const MwPrepare *prepare, const MwSetSource *set, const MwPrepare *user)
{
  for (guint i = 0; i < MAX (prepare->n_extracts, 1); i++)
    {
      const char *name = prepare->variable != NULL ? prepare->variable : prepare->extracts[i].variable;

      if (set != NULL ? set_uses (set, name) : prepare_uses (self, user, name))
        return TRUE;
    }
  return FALSE;
}

/* What the set needs, and what these need in turn: a prepare uses only those before it. */
static void
find_needed (Preparation *self, const MwSetSource *set)
{
  const MwPrepare *prepares = self->variant->prepare;

  for (guint i = self->variant->n_prepare; i-- > 0;)
    {
      self->needed[i] = is_used_by (self, &prepares[i], set, NULL);
      for (guint user = i + 1; user < self->variant->n_prepare && !self->needed[i]; user++)
        self->needed[i] = self->needed[user] && is_used_by (self, &prepares[i], NULL, &prepares[user]);
    }
}

/* An answer that the variables are taken from: a g_atomic_rc_box. */
typedef struct
{
  MwSystem *system; /* keeps the others alive */
  const MwVariant *variant;
  const MwPrepare *prepare;
  MwVariables *variables;
} Answer;

static void
answer_clear (gpointer data)
{
  Answer *answer = data;

  g_object_unref (answer->system);
  mw_variables_unref (answer->variables);
}

static void
answer_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, answer_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_release)

/* What is no text keeps its kind: a number where the system wants a number back. */
static void
set_value (MwVariables *variables, const char *name, yyjson_val *value)
{
  g_autofree char *text = mw_json_dup_text (value);
  g_autoptr (JsonNode) node = text != NULL && !yyjson_is_str (value) ? json_from_string (text, NULL) : NULL;

  if (node != NULL)
    mw_variables_set_node (variables, name, node);
  else
    mw_variables_set_text (variables, name, text);
}

static gboolean
take (Answer *answer, const MwExtract *wanted, MwResponse *response, yyjson_val *body, GError **error)
{
  yyjson_val *value = wanted->path != NULL ? mw_json_path_get (wanted->path, body, NULL) : NULL;
  g_autofree char *text = mw_answer_dup_value (wanted->path, wanted->header, wanted->matches, response, body);

  if (text != NULL && *text != '\0' && value != NULL && wanted->matches == NULL)
    set_value (answer->variables, wanted->variable, value);
  else if (text != NULL && *text != '\0')
    mw_variables_set_text (answer->variables, wanted->variable, text);
  else if (!wanted->optional)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED, "%s: the answer has no %s",
                   answer->prepare->id, wanted->variable);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_answer (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  Answer *answer = data;
  g_auto (MwReply) reply = { NULL };

  if (!mw_reply_read (&reply, answer->variant, answer->prepare->id, response, NULL, cancellable, error))
    return FALSE;
  for (guint i = 0; i < answer->prepare->n_extracts; i++)
    if (!take (answer, &answer->prepare->extracts[i], response, mw_json_get_root (reply.document), error))
      return FALSE;
  return TRUE;
}

static MwVariables *
ask (Preparation *self, const MwPrepare *prepare, GError **error)
{
  g_autoptr (MwVariables) known = mw_read_scope_dup_known (self->scope);
  g_autoptr (Answer) answer = g_atomic_rc_box_new0 (Answer);

  answer->system = g_object_ref (self->system);
  answer->variant = self->variant;
  answer->prepare = prepare;
  answer->variables = mw_variables_new (NULL);
  return mw_exchange (self->conversation, &(MwPurpose) { .kind = MW_PURPOSE_PREPARE }, prepare->request,
                      known, read_answer, answer, answer_clear, error)
           ? mw_variables_ref (answer->variables)
           : NULL;
}

/* As the list that choices of several values are. */
static void
fill_list (MwVariables *variables, const MwChoice *list, MwChosen *found)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  g_autoptr (JsonNode) none = json_from_string ("[]", NULL);

  mw_variables_set_node (variables, list->id, none);
  g_ptr_array_add (choices, (gpointer) list);
  mw_chosen_fill (found, choices, 0, variables);
}

/* Another system may have none: what needs it cannot be read there. */
static gboolean
fill_first (MwVariables *variables, const MwPrepare *prepare, MwChosen *found, GError **error)
{
  const MwChoice one = { .id = prepare->variable };
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  if (mw_chosen_get_n_values (found, one.id) == 0)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED, "%s: there is none", prepare->id);
      return FALSE;
    }
  g_ptr_array_add (choices, (gpointer) &one);
  mw_chosen_fill (found, choices, 0, variables);
  return TRUE;
}

static MwVariables *
collect (Preparation *self, const MwPrepare *prepare, GError **error)
{
  const MwChoice list = {
    .id = prepare->variable, .title = prepare->id, .value = prepare->value, .per_list = TRUE, .several = TRUE
  };
  g_autoptr (MwChosen)
    found = mw_choice_rows_read_set (self->conversation, self->system, self->variant, &list,
                                     find_collected (self, prepare), self->scope, error);
  g_autoptr (MwVariables) variables = NULL;

  if (found == NULL)
    return NULL;
  if (mw_chosen_get_n_values (found, list.id) > MAX_COLLECTED)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED, "%s: there are more than %d of them",
                   prepare->id, MAX_COLLECTED);
      return NULL;
    }
  variables = mw_variables_new (NULL);
  if (!prepare->first)
    fill_list (variables, &list, found);
  else if (!fill_first (variables, prepare, found, error))
    return NULL;
  return g_steal_pointer (&variables);
}

/* Whose answer it is: with another company it is another one. */
static char *
dup_key (Preparation *self, guint position)
{
  const MwPrepare *prepare = &self->variant->prepare[position];
  g_autoptr (MwVariables) known = mw_read_scope_dup_known (self->scope);
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (self->system, self->variant);
  GString *key = g_string_new (prepare->id);

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];
      g_autofree char *value = mw_variables_dup_text (known, choice->id);

      g_string_append_printf (key, "\n%s", value != NULL ? value : "");
    }
  return g_string_free_and_steal (key);
}

/* What fails here is not there for the sets that need it; the others are read without. */
static gboolean
fail (const MwPrepare *prepare, GError *reason, GError **error)
{
  if (reason->domain == MW_SOURCE_ERROR && reason->code != MW_SOURCE_ERROR_SIGNED_OUT &&
      reason->code != MW_SOURCE_ERROR_BUSY && reason->code != MW_SOURCE_ERROR_FORBIDDEN)
    reason->code = MW_SOURCE_ERROR_NOT_OFFERED;
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
run (Preparation *self, guint position, GError **error)
{
  const MwPrepare *prepare = &self->variant->prepare[position];
  MwPrepared *prepared = mw_read_scope_get_prepared (self->scope);
  g_autofree char *key = dup_key (self, position);
  g_autoptr (MwVariables) variables = mw_prepared_dup (prepared, key);
  GError *reason = NULL;

  if (variables == NULL)
    {
      variables = prepare->request != NULL ? ask (self, prepare, &reason) : collect (self, prepare, &reason);
      if (variables == NULL)
        return fail (prepare, reason, error);
      mw_prepared_keep (prepared, key, variables);
    }
  mw_read_scope_add_prepared (self->scope, variables);
  return TRUE;
}

/**
 * mw_prepare_set:
 * @set: about to be read
 * @scope: of the read, in its turn
 *
 * Each prepare is asked once for a session, and once for each company it is asked with. A failure is not
 * kept: the next read asks again.
 *
 * Returns: %FALSE with why what @set needs is not known: %MW_SOURCE_ERROR_NOT_OFFERED or
 * %MW_SOURCE_ERROR_FORBIDDEN when only that is missing
 */
gboolean
mw_prepare_set (const MwConversation *conversation,
                MwSystem *system,
                const MwVariant *variant,
                const MwSetSource *set,
                MwReadScope *scope,
                GError **error)
{
  g_autofree gboolean *needed = g_new0 (gboolean, variant->n_prepare + 1);
  Preparation self = { conversation, system, variant, scope, needed };

  find_needed (&self, set);
  for (guint i = 0; i < variant->n_prepare; i++)
    if (needed[i] && !run (&self, i, error))
      return FALSE;
  return TRUE;
}
