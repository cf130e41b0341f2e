/* mw-token-outcome.c: what became of a token on the system's side, in words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-token-outcome.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>

#include "mw-redact.h"
#include "mw-session.h"
#include "mw-token-life.h"
#include "mw-transport.h"

G_DEFINE_BOXED_TYPE (MwTokenOutcome, mw_token_outcome, mw_token_outcome_copy, mw_token_outcome_free)

/* What a sign-in leaves on the system's side. */
typedef enum
{
  THING_SESSION,
  THING_TOKEN,
  THING_KEY,
  THING_PASSWORD, /* nothing that was made for it */
  N_THINGS
} Thing;

#define N_ENDS (MW_TOKEN_END_REFUSED + 1)

/* {system} is its name. */
static const char *const sentences[N_THINGS][N_ENDS] = {
  [THING_SESSION] = {
    [MW_TOKEN_END_DONE] = N_ ("{system} has ended the session."),
    [MW_TOKEN_END_ALREADY] = N_ ("The session had already ended in {system}."),
    [MW_TOKEN_END_NOTHING] = N_ ("There was no session of {system} here any more."),
    [MW_TOKEN_END_NOT_OFFERED] = N_ ("{system} has no way to end the session from here."),
    [MW_TOKEN_END_NOT_REACHED] = N_ ("{system} could not be reached, so the session was not ended there."),
    [MW_TOKEN_END_NO_ANSWER] = N_ ("{system} did not answer in time: nobody knows whether it has ended the session."),
    [MW_TOKEN_END_REFUSED] = N_ ("{system} did not end the session."),
  },
  [THING_TOKEN] = {
    [MW_TOKEN_END_DONE] = N_ ("{system} has taken the token back: it is not valid any more."),
    [MW_TOKEN_END_ALREADY] = N_ ("The token was not valid any more in {system}."),
    [MW_TOKEN_END_NOTHING] = N_ ("There was no token for {system} here any more."),
    [MW_TOKEN_END_NOT_OFFERED] = N_ ("{system} has no way to take the token back from here."),
    [MW_TOKEN_END_NOT_REACHED] = N_ ("{system} could not be reached, so the token was not taken back there."),
    [MW_TOKEN_END_NO_ANSWER] = N_ ("{system} did not answer in time: nobody knows whether it has taken the token back."),
    [MW_TOKEN_END_REFUSED] = N_ ("{system} did not take the token back."),
  },
  [THING_KEY] = {
    [MW_TOKEN_END_DONE] = N_ ("{system} has deleted the key: it is not valid any more."),
    [MW_TOKEN_END_ALREADY] = N_ ("The key was not valid any more in {system}."),
    [MW_TOKEN_END_NOTHING] = N_ ("There was no key for {system} here any more."),
    [MW_TOKEN_END_NOT_OFFERED] = N_ ("{system} has no way to delete the key from here."),
    [MW_TOKEN_END_KEPT] = N_ ("The key stays in {system}: you have made it there, and may use it elsewhere."),
    [MW_TOKEN_END_NOT_REACHED] = N_ ("{system} could not be reached, so the key was not deleted there."),
    [MW_TOKEN_END_NO_ANSWER] = N_ ("{system} did not answer in time: nobody knows whether it has deleted the key."),
    [MW_TOKEN_END_REFUSED] = N_ ("{system} did not delete the key."),
  },
  [THING_PASSWORD] = {
    [MW_TOKEN_END_DONE] = N_ ("{system} has ended the sign-in."),
    [MW_TOKEN_END_ALREADY] = N_ ("{system} does not accept the user name and password any more."),
    [MW_TOKEN_END_NOTHING] = N_ ("There was no password for {system} here any more."),
    [MW_TOKEN_END_NOT_OFFERED] = N_ ("There is nothing to take back in {system}: only your user name and password were used."),
    [MW_TOKEN_END_NOT_REACHED] = N_ ("{system} could not be reached."),
    [MW_TOKEN_END_NO_ANSWER] = N_ ("{system} did not answer in time."),
    [MW_TOKEN_END_REFUSED] = N_ ("{system} did not end the sign-in."),
  },
};

/* Of the old one, behind “A new one is in use.” */
static const char *const old_sentences[N_ENDS] = {
  [MW_TOKEN_END_DONE] = N_ ("{system} has ended the old one."),
  [MW_TOKEN_END_ALREADY] = N_ ("The old one was not valid any more."),
  [MW_TOKEN_END_NOTHING] = N_ ("The old one is replaced."),
  [MW_TOKEN_END_NOT_OFFERED] = N_ ("The old one is removed here."),
  [MW_TOKEN_END_NOT_REACHED] = N_ ("{system} could not be reached again to end the old one."),
  [MW_TOKEN_END_NO_ANSWER] = N_ ("{system} did not answer in time when the old one was to be ended."),
  [MW_TOKEN_END_REFUSED] = N_ ("{system} did not end the old one."),
};

/* When there is no new one. */
static const char *const unchanged_sentences[N_ENDS] = {
  [MW_TOKEN_END_DONE] = N_ ("The sign-in is as it was."),
  [MW_TOKEN_END_ALREADY] = N_ (
    "{system} does not accept the sign-in any more, so there is no new one. Sign in again."),
  [MW_TOKEN_END_NOTHING] = N_ ("Nothing is stored here that could be changed. Sign in again."),
  [MW_TOKEN_END_NOT_OFFERED] = N_ (
    "This {system} has no way to give a new one from here. The sign-in is as it was."),
  [MW_TOKEN_END_NOT_REACHED] = N_ ("{system} could not be reached. The sign-in is as it was."),
  [MW_TOKEN_END_NO_ANSWER] = N_ ("{system} did not answer in time. The sign-in is as it was."),
  [MW_TOKEN_END_REFUSED] = N_ ("{system} did not give a new one. The sign-in is as it was."),
};

static const char *const todos[N_THINGS] = {
  [THING_SESSION] = N_ ("If somebody else could have the session, change your password in {system}, or ask "
                        "its administrator to end your "
                        "sessions."),
  [THING_TOKEN] = N_ ("Take the access back in your account in {system}, or ask its administrator to do it."),
  [THING_KEY] = N_ ("Delete the key in {system} where it was made, or ask its administrator to do it."),
  [THING_PASSWORD] = N_ ("If somebody else could know the password, change it in {system}."),
};

static Thing
find_thing (MwSystem *system, const MwSignIn *sign_in)
{
  if (sign_in->kind == MW_SIGN_IN_LOGIN)
    return THING_SESSION;
  if (sign_in->kind == MW_SIGN_IN_OAUTH2)
    return THING_TOKEN;
  for (guint i = 0; sign_in->fields != NULL && sign_in->fields[i] != NULL; i++)
    if (mw_system_find_form_field (system, sign_in->fields[i])->kind == MW_FORM_FIELD_PASSWORD)
      return THING_PASSWORD;
  return THING_KEY;
}

/**
 * mw_token_end_find:
 * @error: how it ended when the system was asked
 *
 * Returns: what that says about the token on the system's side
 */
MwTokenEnd
mw_token_end_find (const GError *error)
{
  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_DEADLINE) ||
      g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED))
    return MW_TOKEN_END_NO_ANSWER;
  if (error->domain == MW_TRANSPORT_ERROR)
    return MW_TOKEN_END_NOT_REACHED;
  if (g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED))
    return MW_TOKEN_END_ALREADY;
  if (g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_OFFERED))
    return MW_TOKEN_END_NOT_OFFERED;
  return MW_TOKEN_END_REFUSED;
}

/**
 * mw_token_end_is_open:
 * @end: what became of it
 *
 * Returns: whether it may still be valid on the system's side
 */
gboolean
mw_token_end_is_open (MwTokenEnd end)
{
  return end != MW_TOKEN_END_DONE && end != MW_TOKEN_END_ALREADY && end != MW_TOKEN_END_NOTHING;
}

/**
 * mw_token_end_is_failure:
 * @end: what became of it
 *
 * Returns: whether it should have been ended on the system's side, and was not, as far as is known
 */
gboolean
mw_token_end_is_failure (MwTokenEnd end)
{
  return end >= MW_TOKEN_END_NOT_REACHED;
}

static void
append (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

/* How long what was not ended may still be good for something. */
static void
append_validity (GString *text, const MwTokenFacts *facts, gint64 now)
{
  g_autofree char *end = facts->valid_until > 0
                           ? mw_token_life_dup_moment (facts->valid_until, g_get_real_time ())
                           : NULL;
  g_autofree char *sentence = NULL;

  if (end != NULL && facts->valid_until <= now)
    sentence = g_strdup_printf (_ ("It has ended by itself at %s."), end);
  else if (end != NULL)
    sentence = g_strdup_printf (_ ("It may still be valid until %s."), end);
  else if (facts->sign_in->ends != NULL)
    sentence = g_strdup_printf (_ ("It may still be valid. %s"), facts->sign_in->ends);
  else
    sentence = g_strdup (_ ("It may still be valid; {system} does not say until when."));
  append (text, sentence);
}

/* Only keys are kept because a person has made them. */
static const char *
get_sentence (gboolean is_old, Thing thing, MwTokenEnd end)
{
  if (is_old)
    return old_sentences[end == MW_TOKEN_END_KEPT ? MW_TOKEN_END_NOTHING : end];
  return sentences[end == MW_TOKEN_END_KEPT ? THING_KEY : thing][end];
}

static char *
dup_sentence (const MwTokenFacts *facts, Thing thing, MwTokenEnd end, gint64 now)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean rotates = facts->task == MW_TOKEN_TASK_ROTATE;

  if (rotates && !facts->changed)
    append (text, _ (unchanged_sentences[end]));
  else
    {
      if (rotates)
        append (text, _ ("A new one is in use."));
      append (text, _ (get_sentence (rotates, thing, end)));
      if (mw_token_end_is_open (end) && thing != THING_PASSWORD)
        append_validity (text, facts, now);
    }
  g_string_replace (text, "{system}", mw_system_get_name (facts->system), 0);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* What one must be allowed to, where the system did not do it. */
static const MwKeyCall *
find_call (const MwTokenFacts *facts, MwTokenEnd end)
{
  gboolean makes = facts->task == MW_TOKEN_TASK_ROTATE && !facts->changed;

  if (end != MW_TOKEN_END_REFUSED)
    return NULL;
  return makes ? facts->sign_in->new_key : facts->sign_in->delete_key;
}

/* What stays there in any case, or what to do as it was not ended. */
static void
set_todo (MwTokenOutcome *self, const MwTokenFacts *facts, Thing thing)
{
  gboolean rotates = facts->task == MW_TOKEN_TASK_ROTATE;
  gboolean is_open = mw_token_end_is_open (self->end) && (!rotates || facts->changed);
  const MwKeyCall *call = find_call (facts, self->end);
  g_autoptr (GString) text = g_string_new (NULL);

  if (call != NULL && call->needs != NULL)
    {
      append (text, call->needs);
      self->page = g_strdup (call->page);
    }
  if (facts->sign_in->remains != NULL && (is_open || (!rotates && thing != THING_KEY)))
    {
      append (text, facts->sign_in->remains);
      if (self->page == NULL)
        self->page = g_strdup (facts->sign_in->remains_page);
    }
  else if (is_open)
    append (text, _ (todos[thing]));
  g_string_replace (text, "{system}", mw_system_get_name (facts->system), 0);
  if (text->len > 0)
    self->todo = g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * mw_token_outcome_new:
 * @facts: what it is about
 * @end: what became of it on the system's side
 * @error: (nullable): what the system said
 * @now: microseconds since 1970
 *
 * Returns: (transfer full): the same in words
 */
MwTokenOutcome *
mw_token_outcome_new (const MwTokenFacts *facts, MwTokenEnd end, const GError *error, gint64 now)
{
  MwTokenOutcome *self = g_new0 (MwTokenOutcome, 1);
  Thing thing = find_thing (facts->system, facts->sign_in);

  self->end = end;
  self->changed = facts->changed;
  if (mw_system_get_builtin (facts->system) != NULL)
    {
      self->sentence = g_strdup (_ ("Nothing stays behind: it runs inside of this program."));
      return self;
    }
  self->sentence = dup_sentence (facts, thing, end, now);
  set_todo (self, facts, thing);
  if (error != NULL && end != MW_TOKEN_END_ALREADY)
    self->details = mw_redact_text (error->message);
  return self;
}

/**
 * mw_token_outcome_copy:
 * @self: an outcome
 *
 * Returns: (transfer full): the same
 */
MwTokenOutcome *
mw_token_outcome_copy (const MwTokenOutcome *self)
{
  MwTokenOutcome *copy = g_new0 (MwTokenOutcome, 1);

  *copy = (MwTokenOutcome) { self->end,
                             self->changed,
                             g_strdup (self->sentence),
                             g_strdup (self->todo),
                             g_strdup (self->page),
                             g_strdup (self->details) };
  return copy;
}

/**
 * mw_token_outcome_free:
 * @self: (transfer full): an outcome
 */
void
mw_token_outcome_free (MwTokenOutcome *self)
{
  g_free (self->sentence);
  g_free (self->todo);
  g_free (self->page);
  g_free (self->details);
  g_free (self);
}
