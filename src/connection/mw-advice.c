/* mw-advice.c: what a failure means for a person: what happened, who can fix it, what to do next
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice.h"

#include <glib/gi18n-lib.h>

#include "mw-address.h"
#include "mw-advice-table.h"
#include "mw-foreign-sign-in.h"
#include "mw-moved.h"
#include "mw-redact.h"
#include "mw-sandbox-words.h"
#include "mw-sandbox.h"

/* Where the address is not typed but made of other fields (an account, a tenant), it is the first of these.
 */
static char *
dup_address_part (MwSystem *system, const MwSignIn *sign_in)
{
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (system, &n_fields);

  if (sign_in == NULL || mw_system_get_fixed_url (system) != NULL)
    return NULL;
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].kind == MW_FORM_FIELD_TEXT && mw_system_asks_for (system, sign_in, fields[i].id))
      return g_strdup (fields[i].id);
  return NULL;
}

/* Which form field an advice points to. */
static char *
dup_field (MwAdviceField field, const GError *error, MwSystem *system, const MwSignIn *sign_in)
{
  guint n_fields = 0;
  const MwFormField *fields;

  if (field == MW_ADVICE_FIELD_NAMED)
    return g_strdup (error->message);
  if (field == MW_ADVICE_FIELD_NONE || field == MW_ADVICE_FIELD_AMOUNT || field == MW_ADVICE_FIELD_WAIT ||
      system == NULL)
    return NULL;
  fields = mw_system_get_form (system, &n_fields);
  if (error->domain == MW_MOVED && error->code > 0)
    return (guint) error->code <= n_fields ? g_strdup (fields[error->code - 1].id) : NULL;
  for (guint i = 0; i < n_fields; i++)
    {
      gboolean is_secret = fields[i].kind == MW_FORM_FIELD_PASSWORD || fields[i].kind == MW_FORM_FIELD_SECRET;

      if (sign_in != NULL && !mw_system_asks_for (system, sign_in, fields[i].id))
        continue;
      if (field == MW_ADVICE_FIELD_ADDRESS ? fields[i].kind == MW_FORM_FIELD_URL : is_secret)
        return g_strdup (fields[i].id);
    }
  return field == MW_ADVICE_FIELD_ADDRESS ? dup_address_part (system, sign_in) : NULL;
}

static char *
fill (const char *text, const char *system, const char *host, const char *field)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, "{system}", system, 0);
  g_string_replace (filled, "{host}", host, 0);
  g_string_replace (filled, "{field}", field, 0);
  return g_string_free_and_steal (filled);
}

/* Last: what is filled in is no place for others. */
static void
name_place (char **text, const char *place, const char *name)
{
  GString *filled = g_string_new_take (g_steal_pointer (text));

  g_string_replace (filled, place, name, 0);
  *text = g_string_free_and_steal (filled);
}

static char *
dup_host (const char *address)
{
  g_autofree char *redacted = address != NULL ? mw_redact_uri (address) : NULL;
  g_autofree char *host = redacted != NULL ? mw_address_dup_host (redacted) : NULL;

  return host != NULL ? g_steal_pointer (&host) : g_strdup (_ ("the server"));
}

static const char *
get_field_label (MwSystem *system, const char *id)
{
  const MwFormField *field = system != NULL && id != NULL ? mw_system_find_form_field (system, id) : NULL;

  return field != NULL ? field->label : id != NULL ? id : "";
}

static char *
dup_details (const GError *error)
{
  return error->message != NULL && *error->message != '\0' ? mw_redact_text (error->message) : NULL;
}

static char *
dup_wait (gint64 seconds)
{
  int minutes = (int) ((seconds + 59) / 60);
  int hours = (minutes + 59) / 60;

  if (seconds < 120)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), (int) seconds);
  if (minutes < 120)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), minutes);
  return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) hours), hours);
}

static void
set_wait (MwAdvice *self, const GError *error)
{
  gint64 seconds = CLAMP (g_ascii_strtoll (error->message, NULL, 10), 0, G_MAXINT32);
  g_autofree char *amount = dup_wait (seconds);

  name_place (&self->title, "{amount}", amount);
  self->wait_until = g_get_real_time () + seconds * G_USEC_PER_SEC;
}

/* Another sign-in is wanted: the one that helps, or who can change it. */
static MwAdvice *
create_foreign (const GError *error,
                const MwSignInPage *page,
                MwSystem *system,
                const MwSignIn *tried,
                gboolean is_connected,
                const char *address)
{
  const char *name = system != NULL ? mw_system_get_name (system) : _ ("the system");
  g_autofree char *host = dup_host (address);
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  MwAdvice *self = g_new0 (MwAdvice, 1);

  self->told_at = g_get_real_time ();
  self->sign_in = system != NULL ? mw_foreign_sign_in_find_other (page, system, tried) : NULL;
  if (is_connected && page->wants->trouble == MW_SIGN_IN_TROUBLE_SIGN_IN)
    self->action = MW_ADVICE_SIGN_IN_AGAIN;
  else if (self->sign_in != NULL && !is_connected)
    self->action = MW_ADVICE_SWITCH;
  else
    self->action = page->wants->may_pass || is_connected ? MW_ADVICE_TRY_AGAIN : MW_ADVICE_NONE;
  text = fill (page->wants->text, name, host, "");
  next = self->sign_in == NULL ? fill (page->wants->otherwise, name, host, "")
         : is_connected
           /* Translators: %s is the name of a way to sign in */
           ? g_strdup_printf (_ ("If it stays so, connect it anew with “%s”."), self->sign_in->title)
           /* Translators: %s is the name of a way to sign in */
           : g_strdup_printf (_ ("Sign in with “%s” instead."), self->sign_in->title);
  self->title = fill (page->wants->title, name, host, "");
  self->body = g_strconcat (text, " ", next, NULL);
  name_place (&self->title, "{name}", page->name);
  name_place (&self->body, "{name}", page->name);
  self->details = dup_details (error);
  return self;
}

/* A sandbox changes what is found there: which authorities, and that a VPN is no other network. */
static char *
add_sandbox (char *body, const GError *error)
{
  if (g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS))
    return mw_sandbox_add_words (body, " ", MW_SANDBOX_AUTHORITY);
  if (mw_sandbox_shares_network () &&
      (g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_RESOLVE) ||
       g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_UNREACHABLE)))
    return mw_sandbox_add_words (body, " ", MW_SANDBOX_VPN);
  return body;
}

static const MwAdviceEntry *
find_entry (const GError *error, const MwAdviceEntry *away)
{
  const MwAdviceEntry *cut_off = mw_sandbox_shares_network ()
                                   ? NULL
                                   : mw_advice_table_find_cut_off (error->domain, error->code);

  if (cut_off != NULL)
    return cut_off;
  return away != NULL ? away : mw_advice_table_find (error->domain, error->code);
}

static MwAdvice *
create (const GError *error,
        MwSystem *system,
        const MwSignIn *sign_in,
        gboolean is_connected,
        const char *address)
{
  const MwAdviceEntry *away = mw_address_is_private (address)
                                ? mw_advice_table_find_away (error->domain, error->code)
                                : NULL;
  const MwAdviceEntry *entry = find_entry (error, away);
  const MwSignInPage *page = mw_foreign_sign_in_get_page (error);
  const char *name = system != NULL ? mw_system_get_name (system) : _ ("the system");
  g_autofree char *host = dup_host (address);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  const char *label;
  MwAdvice *self;

  if (page != NULL)
    return create_foreign (error, page, system, sign_in, is_connected, address);
  self = g_new0 (MwAdvice, 1);
  self->told_at = g_get_real_time ();
  self->action = entry->action;
  self->waits_for_network = away != NULL ||
                            g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_UNREACHABLE);
  self->field = dup_field (entry->field, error, system, sign_in);
  /* There is nothing to correct where all users of the system have the same address. */
  if (self->action == MW_ADVICE_CHECK_FIELD && self->field == NULL && system != NULL)
    self->action = MW_ADVICE_TRY_AGAIN;
  label = get_field_label (system, self->field);
  title = fill (_ (entry->title), name, host, label);
  body = fill (_ (entry->body), name, host, label);
  self->title = g_steal_pointer (&title);
  self->body = add_sandbox (g_steal_pointer (&body), error);
  if (entry->field == MW_ADVICE_FIELD_AMOUNT)
    name_place (&self->title, "{amount}", error->message);
  else if (entry->field == MW_ADVICE_FIELD_WAIT)
    set_wait (self, error);
  else if (self->action == MW_ADVICE_USE_ADDRESS)
    {
      name_place (&self->body, "{address}", error->message);
      self->address = g_strdup (error->message);
      if (self->field == NULL || is_connected)
        self->action = MW_ADVICE_TRY_AGAIN;
    }
  else if (entry->field != MW_ADVICE_FIELD_NAMED)
    self->details = dup_details (error);
  return self;
}

/**
 * mw_advice_new:
 * @error: what went wrong
 * @system: (nullable): the system it concerns
 * @address: (nullable): its address
 *
 * Looks the error up in the one table of advices; what is not in it gets a general one with the error's own
 * words in the details. Only those can hold words from elsewhere, and are redacted: our own sentences stay
 * whole when a password is one of their words.
 *
 * Returns: (transfer full): translated sentences
 */
MwAdvice *
mw_advice_new (const GError *error, MwSystem *system, const char *address)
{
  return create (error, system, NULL, FALSE, address);
}

/**
 * mw_advice_new_for_connection:
 * @error: what went wrong
 * @system: the system it concerns
 * @sign_in: (nullable): how one signs in there
 * @address: (nullable): its address
 *
 * For a connection that there is: it is kept whatever is done about it.
 *
 * Returns: (transfer full): translated sentences
 */
MwAdvice *
mw_advice_new_for_connection (const GError *error,
                              MwSystem *system,
                              const MwSignIn *sign_in,
                              const char *address)
{
  return create (error, system, sign_in, TRUE, address);
}

/* The one that the error is about. */
static char *
dup_address_of (const GError *error, MwDraft *draft)
{
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (mw_draft_get_system (draft), &n_fields);

  return error->domain == MW_MOVED && error->code > 0 && (guint) error->code <= n_fields
           ? g_strdup (mw_draft_get_value (draft, fields[error->code - 1].id))
           : mw_draft_dup_address (draft);
}

/**
 * mw_advice_new_for_draft:
 * @error: what went wrong
 * @draft: what it went wrong with
 *
 * Returns: (transfer full): translated sentences
 */
MwAdvice *
mw_advice_new_for_draft (const GError *error, MwDraft *draft)
{
  g_autofree char *address = dup_address_of (error, draft);

  return create (error, mw_draft_get_system (draft), mw_draft_get_sign_in (draft), FALSE, address);
}

/**
 * mw_advice_free:
 * @self: (transfer full): an advice
 */
void
mw_advice_free (MwAdvice *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self->details);
  g_free (self->field);
  g_free (self->address);
  g_free (self);
}
