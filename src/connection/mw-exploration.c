/* mw-exploration.c: from a general system and an address to a system file of the user's: which list is which
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-exploration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-address.h"
#include "mw-discovery.h"
#include "mw-engine-private.h"
#include "mw-json.h"
#include "mw-main-fiber.h"
#include "mw-rungs.h"

#define METADATA "/$metadata"

G_DEFINE_FINAL_TYPE (MwExploration, mw_exploration, G_TYPE_OBJECT)

static void
mw_exploration_finalize (GObject *object)
{
  MwExploration *self = MW_EXPLORATION (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->draft);
  g_clear_object (&self->asked);
  g_clear_object (&self->steps);
  g_clear_object (&self->prompt);
  g_clear_object (&self->link);
  g_clear_object (&self->session);
  g_clear_object (&self->survey);
  g_free (self->records);
  g_clear_pointer (&self->addresses, mw_list_addresses_free);
  G_OBJECT_CLASS (mw_exploration_parent_class)->finalize (object);
}

static void
mw_exploration_class_init (MwExplorationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_exploration_finalize;
}

static void
mw_exploration_init (MwExploration *self)
{
  self->steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  self->prompt = mw_auth_prompt_new ();
}

static MwDiscoveryKind
get_kind (MwDraft *draft)
{
  const MwVariant *variant = mw_system_find_variant (mw_draft_get_system (draft),
                                                     mw_draft_get_sign_in (draft)->id);

  return variant != NULL ? variant->discovery.kind : MW_DISCOVERY_NONE;
}

/* "https://host/service/$metadata?x=1" → "https://host/service" */
static void
cut_metadata (MwDraft *draft, const char *field)
{
  g_autofree char *address = mw_address_complete (mw_draft_get_value (draft, field), TRUE);

  if (g_str_has_suffix (address, METADATA))
    {
      address[strlen (address) - strlen (METADATA)] = '\0';
      mw_draft_set_value (draft, field, address);
    }
}

/* In the copy: the form stays as it was typed. */
static gboolean
put_address_in_order (MwExploration *self, GError **error)
{
  const char *field = mw_system_get_address_field (mw_draft_get_system (self->asked));
  const char *typed = field != NULL ? mw_draft_get_value (self->asked, field) : NULL;

  if (typed == NULL)
    return TRUE;
  if (get_kind (self->asked) == MW_DISCOVERY_EDMX)
    cut_metadata (self->asked, field);
  if (get_kind (self->asked) != MW_DISCOVERY_SAMPLE)
    return TRUE;
  if (self->addresses == NULL)
    self->addresses = mw_list_addresses_new (typed, mw_draft_get_value (self->asked, MW_EXPLORATION_LISTS),
                                             error);
  if (self->addresses == NULL)
    return FALSE;
  mw_draft_set_value (self->asked, field, self->addresses->base);
  return TRUE;
}

/**
 * mw_exploration_new:
 * @engine: a loaded engine
 * @draft: a valid draft of a general system
 *
 * Returns: (transfer full): an exploration; nothing is sent
 */
MwExploration *
mw_exploration_new (MwEngine *engine, MwDraft *draft)
{
  MwExploration *self = g_object_new (MW_TYPE_EXPLORATION, NULL);

  self->engine = g_object_ref (engine);
  self->draft = g_object_ref (draft);
  return self;
}

GListModel *
mw_exploration_get_steps (MwExploration *self)
{
  return G_LIST_MODEL (self->steps);
}

/**
 * mw_exploration_get_prompt:
 *
 * Returns: (transfer none): what a person must do while it signs in; the same for every run
 */
MwAuthPrompt *
mw_exploration_get_prompt (MwExploration *self)
{
  return self->prompt;
}

void
mw_exploration_set_records (MwExploration *self, const char *path)
{
  g_set_str (&self->records, path);
}

/**
 * mw_exploration_set_addresses:
 * @self: an exploration that has not run
 * @addresses: of its lists, whatever the form says
 */
void
mw_exploration_set_addresses (MwExploration *self, const MwListAddresses *addresses)
{
  g_clear_pointer (&self->addresses, mw_list_addresses_free);
  self->addresses = mw_list_addresses_copy (addresses);
}

/**
 * mw_exploration_get_addresses:
 * @self: an exploration that has run
 *
 * Returns: (nullable): of its lists; %NULL of a system that names them itself
 */
const MwListAddresses *
mw_exploration_get_addresses (MwExploration *self)
{
  return self->addresses;
}

MwSurvey *
mw_exploration_get_survey (MwExploration *self)
{
  return self->survey;
}

typedef struct
{
  MwExploration *exploration;
  MwLink *link;
  MwRungs *rungs;
  MwSecrets *input;
  MwLadderStep *lists;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->exploration);
  g_object_unref (run->link);
  mw_rungs_free (run->rungs);
  mw_secrets_unref (run->input);
  g_object_unref (run->lists);
  g_free (run);
}

static MwDiscoveryPlace
get_place (MwExploration *self, MwTransport *transport)
{
  return (MwDiscoveryPlace) { mw_draft_get_system (self->asked),
                              mw_draft_get_sign_in (self->asked),
                              mw_engine_get_catalog (self->engine),
                              mw_engine_get_model (self->engine),
                              transport,
                              self->session };
}

/* What answered is no such interface, or has no records: another address is needed. */
static gboolean
is_other_interface (const GError *error)
{
  return error->domain == MW_JSON_ERROR || g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE) ||
         g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_JSON) ||
         g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED);
}

/* What a failure to read means before anything was ever read. */
static GError *
translate (MwExploration *self, GError *error)
{
  gboolean is_edmx = get_kind (self->asked) == MW_DISCOVERY_EDMX;
  g_autoptr (GError) from = error;

  if (is_other_interface (from))
    return g_error_new_literal (MW_CONNECTION_ERROR,
                                is_edmx ? MW_CONNECTION_ERROR_NO_METADATA : MW_CONNECTION_ERROR_NO_RECORDS,
                                from->message);
  if (g_error_matches (from, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT))
    return g_error_new_literal (MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED, from->message);
  return g_steal_pointer (&from);
}

typedef struct
{
  MwLadderStep *step;
  char *detail;
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->step);
  g_free (told->detail);
  g_free (told);
}

static gboolean
show_told (gpointer data)
{
  Told *told = data;

  if (mw_ladder_step_get_state (told->step) == MW_STEP_RUNNING)
    mw_ladder_step_set (told->step, MW_STEP_RUNNING, told->detail);
  return G_SOURCE_REMOVE;
}

/* On the thread of the discovery's fiber. */
static void
on_told (guint done, guint all, const char *list, gpointer data)
{
  Told *told = g_new0 (Told, 1);

  told->step = g_object_ref (MW_LADDER_STEP (data));
  /* Translators: “3 of 12: PurchaseOrders”; the last one is the name of a list */
  told->detail = g_strdup_printf (_ ("%u of %u: %s"), done + 1, all, list);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, show_told, told, told_free);
}

static MwSurvey *
ask_for_lists (Run *run, MwMainFiber *fiber, GError **error)
{
  MwExploration *self = run->exploration;
  g_autoptr (MwTransport) transport = mw_link_dup_transport (run->link);
  MwDiscoveryPlace place = get_place (self, transport);
  const char *const *lists = self->addresses != NULL ? (const char *const *) self->addresses->lists : NULL;
  GError *reason = NULL;
  g_autoptr (MwSurvey) survey = NULL;

  place.told = on_told;
  place.told_data = g_object_ref (run->lists);
  place.told_free = g_object_unref;
  survey = dex_await_object (mw_main_until (mw_discovery_run (&place, lists, self->records), fiber), &reason);
  if (survey == NULL)
    g_propagate_error (error, translate (self, reason));
  else if (mw_survey_get_n_lists (survey) == 0)
    g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_METADATA, "it names no list");
  else
    return g_steal_pointer (&survey);
  return NULL;
}

static gboolean
find_lists (Run *run, MwMainFiber *fiber, GError **error)
{
  MwExploration *self = run->exploration;
  g_autofree char *detail = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MwSurvey) survey = NULL;

  mw_ladder_step_set (run->lists, MW_STEP_RUNNING, NULL);
  survey = ask_for_lists (run, fiber, &local_error);
  if (survey == NULL)
    {
      g_autoptr (MwAdvice) advice = mw_exploration_dup_advice (self, local_error);

      mw_ladder_step_set (run->lists, MW_STEP_FAILED, advice->title);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  detail = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u list found", "%u lists found", mw_survey_get_n_lists (survey)),
    mw_survey_get_n_lists (survey));
  mw_ladder_step_set (run->lists, MW_STEP_DONE, detail);
  g_set_object (&self->survey, survey);
  return TRUE;
}

/* What is read first of a system that does not name its lists; NULL: by its file. */
static char *
dup_first_list (MwExploration *self)
{
  const char *list = self->addresses != NULL ? self->addresses->lists[0] : NULL;

  return list != NULL ? g_strdup_printf ("%s/%.*s", self->addresses->base, (int) strcspn (list, "?"), list)
                      : NULL;
}

/* A link to the address of the draft, and its steps; before the first of them nothing is sent. */
static void
begin (Run *run)
{
  MwExploration *self = run->exploration;

  g_clear_object (&run->link);
  g_clear_pointer (&run->rungs, mw_rungs_free);
  g_clear_object (&run->lists);
  run->link = mw_engine_new_link (self->engine, self->asked);
  g_list_store_remove_all (self->steps);
  run->rungs = mw_rungs_new (mw_draft_get_system (self->asked), mw_draft_get_sign_in (self->asked),
                             self->steps, FALSE);
  mw_rungs_set_link (run->rungs, run->link);
  run->lists = mw_ladder_step_new (self->addresses != NULL ? _ ("The list has records")
                                                           : _ ("It names its lists"));
  g_list_store_append (self->steps, run->lists);
  g_set_object (&self->link, run->link);
}

/* @session: (nullable): one that is open already: nobody signs in twice. */
static gboolean
climb (Run *run, MwSecrets *session, MwMainFiber *fiber, GError **error)
{
  MwExploration *self = run->exploration;

  if (!mw_rungs_reach (run->rungs, fiber, error) ||
      !(session != NULL ? mw_rungs_take_up (run->rungs, session, fiber, error)
                        : mw_rungs_sign_in (run->rungs, self->draft, run->input, self->prompt, fiber, error)))
    return FALSE;
  g_clear_object (&self->session);
  self->session = dex_await_object (mw_main_until (mw_link_open (run->link), fiber), error);
  return self->session != NULL && find_lists (run, fiber, error);
}

/* People paste the address of one of the lists: the service is what stands before it. */
static gboolean
step_up (MwExploration *self)
{
  const char *field = mw_system_get_address_field (mw_draft_get_system (self->asked));
  const char *typed = field != NULL ? mw_draft_get_value (self->asked, field) : NULL;
  g_autoptr (MwListAddresses) addresses = typed != NULL ? mw_list_addresses_new (typed, NULL, NULL) : NULL;

  if (addresses == NULL || self->addresses != NULL)
    return FALSE;
  mw_draft_set_value (self->asked, field, addresses->base);
  return TRUE;
}

static DexFuture *
run_fiber (MwMainFiber *fiber, gpointer data)
{
  Run *run = data;
  MwExploration *self = run->exploration;
  g_autoptr (GError) error = NULL;

  if (climb (run, NULL, fiber, &error))
    return dex_future_new_take_object (g_object_ref (self->survey));
  if (g_error_matches (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_METADATA) && step_up (self))
    {
      g_autoptr (MwSecrets) session = mw_session_dup_secrets (self->session);

      begin (run);
      if (climb (run, session, fiber, NULL))
        return dex_future_new_take_object (g_object_ref (self->survey));
    }
  return dex_future_new_for_error (mw_link_recognise_connecting (run->link, error));
}

/**
 * mw_exploration_run:
 * @self: an exploration
 *
 * Signs in and asks for the lists. Where the address of a list was typed for that of the service, the service
 * is asked. A form that is not filled in rejects with %MW_AUTH_ERROR_FIELD.
 *
 * Returns: (transfer full): resolves to the #MwSurvey
 */
DexFuture *
mw_exploration_run (MwExploration *self)
{
  const MwFormField *field = mw_draft_validate (self->draft, NULL);
  GError *error = NULL;
  g_autofree char *first = NULL;
  Run *run;

  if (field != NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD, "%s", field->id);
  g_clear_object (&self->asked);
  self->asked = mw_draft_copy_for (self->draft, mw_draft_get_system (self->draft));
  if (!put_address_in_order (self, &error))
    return dex_future_new_for_error (error);
  run = g_new0 (Run, 1);
  run->exploration = g_object_ref (self);
  run->input = mw_draft_dup_secrets (self->asked);
  begin (run);
  first = dup_first_list (self);
  mw_rungs_set_new (run->rungs, first);
  return mw_main_fiber_spawn (run_fiber, run, run_free);
}

DexFuture *
mw_exploration_look (MwExploration *self, MwSurveyList *list)
{
  g_autoptr (MwTransport) transport = mw_link_dup_transport (self->link);
  MwDiscoveryPlace place = get_place (self, transport);

  return mw_discovery_look (&place, self->survey, list);
}

void
mw_exploration_add (MwExploration *self, MwSurvey *found)
{
  g_autoptr (MwSurvey) joined = mw_survey_join (self->survey, found);

  g_set_object (&self->survey, joined);
}

typedef struct
{
  MwExploration *exploration;
  MwListAddresses *addresses;
} Add;

static void
add_free (gpointer data)
{
  Add *add = data;

  g_object_unref (add->exploration);
  mw_list_addresses_free (add->addresses);
  g_free (add);
}

static gboolean
add_list (Add *add, const char *list, MwMainFiber *fiber, GError **error)
{
  MwExploration *self = add->exploration;
  g_autoptr (MwTransport) transport = mw_link_dup_transport (self->link);
  MwDiscoveryPlace place = get_place (self, transport);
  GError *reason = NULL;
  g_autoptr (MwSurvey) found = dex_await_object (
    mw_main_until (mw_discovery_add (&place, self->survey, list, self->records), fiber), &reason);

  if (found == NULL)
    {
      g_propagate_error (error, translate (self, reason));
      return FALSE;
    }
  mw_exploration_add (self, found);
  return TRUE;
}

static DexFuture *
add_fiber (MwMainFiber *fiber, gpointer data)
{
  Add *add = data;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; add->addresses->lists[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) add->exploration->addresses->lists,
                          add->addresses->lists[i]) &&
        !add_list (add, add->addresses->lists[i], fiber, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  mw_exploration_set_addresses (add->exploration, add->addresses);
  return dex_future_new_true ();
}

/**
 * mw_exploration_add_lists:
 * @self: an exploration that has run, of a system that does not name its lists
 * @addresses: those of mw_exploration_get_addresses() and more, with the same beginning
 *
 * Looks at the lists that are new.
 *
 * Returns: (transfer full): resolves to %TRUE when the survey has them
 */
DexFuture *
mw_exploration_add_lists (MwExploration *self, const MwListAddresses *addresses)
{
  Add *add = g_new0 (Add, 1);

  add->exploration = g_object_ref (self);
  add->addresses = mw_list_addresses_copy (addresses);
  return mw_main_fiber_spawn (add_fiber, add, add_free);
}

/**
 * mw_exploration_dup_advice:
 * @self: an exploration
 * @error: what one of its futures rejected with
 *
 * Returns: (transfer full): what to do about it
 */
MwAdvice *
mw_exploration_dup_advice (MwExploration *self, const GError *error)
{
  return mw_advice_new_for_draft (error, self->asked != NULL ? self->asked : self->draft);
}

/**
 * mw_exploration_dup_certificate:
 * @self: an exploration whose run rejected with %MW_TRANSPORT_ERROR_TLS or
 * %MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED
 *
 * Returns: (transfer full) (nullable): the certificate that was not trusted
 */
MwCertificate *
mw_exploration_dup_certificate (MwExploration *self)
{
  g_autoptr (MwTransport) transport = self->link != NULL ? mw_link_dup_transport (self->link) : NULL;

  return transport != NULL ? mw_transport_dup_certificate (transport) : NULL;
}
