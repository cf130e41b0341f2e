/* mw-field-why.c: why a list does not name a field that is wanted: it has none, or this login may not read it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-field-why.h"

#include "mw-reply.h"
#include "mw-source.h"

/* Of one list: whoever may read nearly nothing knows that by then. */
#define MAX_ASKED 8

/* How a reason stands among what was prepared for the session. */
static const char *const names[] = {
  [MW_NOTICE_REASON_UNKNOWN] = "unknown",
  [MW_NOTICE_REASON_FORBIDDEN] = "forbidden",
  [MW_NOTICE_REASON_NOT_OFFERED] = "not-offered",
};

typedef struct
{
  MwSystem *system; /* keeps the others alive */
  const MwVariant *variant;
  const MwSetSource *set;
  gboolean is_unknown;
} Answer;

static void
answer_clear (gpointer data)
{
  g_object_unref (((Answer *) data)->system);
}

static void
answer_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, answer_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_release)

static gboolean
read_answer (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  Answer *answer = data;
  g_auto (MwReply) reply = { NULL };
  gboolean ok = mw_reply_read (&reply, answer->variant, answer->set->title, response, NULL, cancellable,
                               error);

  answer->is_unknown = reply.unknown_field != NULL;
  return ok;
}

static char *
dup_key (MwSetRead *self, const char *field)
{
  return g_strconcat ("field\n", self->set->id, "\n", field, NULL);
}

/* Every record of the list may be read, so what is refused is the field. */
static MwNoticeReason
find_reason (const GError *error, gboolean is_unknown)
{
  if (is_unknown || g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED))
    return MW_NOTICE_REASON_NOT_OFFERED;
  if (g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN))
    return MW_NOTICE_REASON_FORBIDDEN;
  return MW_NOTICE_REASON_UNKNOWN;
}

/* FALSE: nobody could say anything now. */
static gboolean
ask (MwSetRead *self, const char *field, MwNoticeReason *reason)
{
  MwReadContext *context = self->context;
  g_autoptr (MwVariables) variables = mw_set_read_new_variables (self, NULL);
  g_autoptr (Answer) answer = g_atomic_rc_box_new0 (Answer);
  g_autoptr (GError) error = NULL;

  answer->system = g_object_ref (context->system);
  answer->variant = context->variant;
  answer->set = self->set;
  if (variables == NULL)
    return FALSE;
  mw_field_plan_fill_alone (self->plan, field, variables);
  mw_variables_set_int (variables, "limit", 1);
  mw_exchange (&context->conversation, &(MwPurpose) { MW_PURPOSE_FIELDS, self->name, 0 }, self->set->list,
               variables, read_answer, answer, answer_clear, &error);
  *reason = find_reason (error, answer->is_unknown);
  return error == NULL || (error->domain == MW_SOURCE_ERROR && error->code != MW_SOURCE_ERROR_SIGNED_OUT &&
                           error->code != MW_SOURCE_ERROR_BUSY);
}

static gboolean
is_missed (MwSetRead *self, const char *field)
{
  g_auto (GStrv) empty = mw_field_plan_dup_empty_fields (self->plan, field);

  return empty[0] != NULL;
}

/**
 * mw_field_why_ask:
 * @self: a set whose fields the system has named
 *
 * Systems leave out of what they name both what they do not have and what this login may not read; who asks
 * for such a field hears which of both it is.
 */
void
mw_field_why_ask (MwSetRead *self)
{
  MwPrepared *prepared = mw_read_scope_get_prepared (self->context->scope);
  const char *const *dropped = mw_field_plan_get_dropped (self->plan);
  guint n_asked = 0;

  if (self->set->edmx_set != NULL || self->set->of != NULL || !mw_field_plan_is_named (self->set->list))
    return;
  for (guint i = 0; dropped[i] != NULL && n_asked < MAX_ASKED; i++)
    {
      g_autofree char *key = dup_key (self, dropped[i]);
      g_autoptr (MwVariables) known = mw_prepared_dup (prepared, key);
      g_autoptr (MwVariables) found = NULL;
      MwNoticeReason reason;

      if (known != NULL || !is_missed (self, dropped[i]))
        continue;
      if (!ask (self, dropped[i], &reason))
        return;
      n_asked++;
      found = mw_variables_new (NULL);
      mw_variables_set_text (found, "reason", names[reason]);
      mw_prepared_keep (prepared, key, found);
    }
}

MwNoticeReason
mw_field_why_get (MwSetRead *self, const char *field)
{
  g_autofree char *key = dup_key (self, field);
  g_autoptr (MwVariables) known = mw_prepared_dup (mw_read_scope_get_prepared (self->context->scope), key);
  g_autofree char *name = known != NULL ? mw_variables_dup_text (known, "reason") : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (MwNoticeReason) i;
  return MW_NOTICE_REASON_UNKNOWN;
}
