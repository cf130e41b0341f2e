/* mw-exploration.c: from a general system and an address to a system file of the user's: which list is which
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-exploration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-advice.h"
#include "mw-discovery.h"
#include "mw-engine-private.h"
#include "mw-ladder-private.h"
#include "mw-main-fiber.h"
#include "mw-rungs.h"
#include "mw-system-writer.h"
#include "mw-user-systems.h"

#define METADATA "/$metadata"
/* The form field of a general file that names the lists of a system which does not name them itself. */
#define LISTS "lists"

struct _MwExploration
{
  GObject parent_instance;

  MwEngine *engine;
  MwDraft *draft;
  GListStore *steps;
  char *records;
  char **lists;
  MwLink *link;
  MwSession *session;
  MwSurvey *survey;
};

G_DEFINE_FINAL_TYPE (MwExploration, mw_exploration, G_TYPE_OBJECT)

static void
mw_exploration_finalize (GObject *object)
{
  MwExploration *self = MW_EXPLORATION (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->draft);
  g_clear_object (&self->steps);
  g_clear_object (&self->link);
  g_clear_object (&self->session);
  g_clear_object (&self->survey);
  g_free (self->records);
  g_strfreev (self->lists);
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
}

static char **
split_lists (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", ",; \t\n", -1);
  GStrvBuilder *lists = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *list = parts[i] + strspn (parts[i], "/");

      if (*list != '\0')
        g_strv_builder_add (lists, list);
    }
  return g_strv_builder_unref_to_strv (lists);
}

/* The address of one list: what stands behind its last slash is the list, what stands before it the address.
 */
static void
split_address (MwExploration *self, const char *field)
{
  const char *typed = mw_draft_get_value (self->draft, field);
  g_auto (GStrv) parts = g_strsplit (typed != NULL ? typed : "", "?", 2);
  g_autofree char *path = g_strdup (parts[0] != NULL ? parts[0] : "");
  const char *host = strstr (path, "://");
  char *slash;

  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  slash = strrchr (path, '/');
  if (slash == NULL || (host != NULL && slash < host + 3))
    return;
  *slash = '\0';
  g_strfreev (self->lists);
  self->lists = g_new0 (char *, 2);
  self->lists[0] = parts[0] != NULL && parts[1] != NULL ? g_strdup_printf ("%s?%s", slash + 1, parts[1])
                                                        : g_strdup (slash + 1);
  mw_draft_set_value (self->draft, field, path);
}

static MwDiscoveryKind
get_kind (MwDraft *draft)
{
  const MwVariant *variant = mw_system_find_variant (mw_draft_get_system (draft),
                                                     mw_draft_get_sign_in (draft)->id);

  return variant != NULL ? variant->discovery.kind : MW_DISCOVERY_NONE;
}

static void
put_address_in_order (MwExploration *self)
{
  const char *field = mw_system_get_address_field (mw_draft_get_system (self->draft));
  const char *typed = field != NULL ? mw_draft_get_value (self->draft, field) : NULL;

  if (typed == NULL)
    return;
  if (get_kind (self->draft) == MW_DISCOVERY_EDMX && g_str_has_suffix (typed, METADATA))
    {
      g_autofree char *root = g_strndup (typed, strlen (typed) - strlen (METADATA));

      mw_draft_set_value (self->draft, field, root);
    }
  if (get_kind (self->draft) != MW_DISCOVERY_SAMPLE)
    return;
  self->lists = split_lists (mw_draft_get_value (self->draft, LISTS));
  if (self->lists[0] == NULL)
    split_address (self, field);
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

void
mw_exploration_set_records (MwExploration *self, const char *path)
{
  g_set_str (&self->records, path);
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
  return (MwDiscoveryPlace) { mw_draft_get_system (self->draft),
                              mw_draft_get_sign_in (self->draft),
                              mw_engine_get_catalog (self->engine),
                              mw_engine_get_model (self->engine),
                              transport,
                              self->session };
}

static gboolean
find_lists (Run *run, MwMainFiber *fiber, GError **error)
{
  MwExploration *self = run->exploration;
  g_autoptr (MwTransport) transport = mw_link_dup_transport (run->link);
  MwDiscoveryPlace place = get_place (self, transport);
  g_autofree char *detail = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MwSurvey) survey = NULL;

  mw_ladder_step_set (run->lists, MW_STEP_RUNNING, NULL);
  survey = dex_await_object (
    mw_main_until (mw_discovery_run (&place, (const char *const *) self->lists, self->records), fiber),
    &local_error);
  if (survey == NULL)
    {
      g_autofree char *address = mw_link_dup_address (run->link);
      g_autoptr (MwAdvice) advice = mw_advice_new (local_error, place.general, address);

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

static DexFuture *
run_fiber (MwMainFiber *fiber, gpointer data)
{
  Run *run = data;
  MwExploration *self = run->exploration;
  g_autoptr (GError) error = NULL;

  if (!mw_rungs_reach (run->rungs, fiber, &error) ||
      !mw_rungs_sign_in (run->rungs, run->input, NULL, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_clear_object (&self->session);
  self->session = dex_await_object (mw_main_until (mw_link_open (run->link), fiber), &error);
  if (self->session == NULL || !find_lists (run, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_object_ref (self->survey));
}

/**
 * mw_exploration_run:
 * @self: an exploration
 *
 * Signs in once and asks for the lists. A form that is not filled in rejects with %MW_AUTH_ERROR_FIELD.
 *
 * Returns: (transfer full): resolves to the #MwSurvey
 */
DexFuture *
mw_exploration_run (MwExploration *self)
{
  const MwFormField *field = mw_draft_validate (self->draft, NULL);
  Run *run;

  if (field != NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD, "%s", field->id);
  put_address_in_order (self);
  run = g_new0 (Run, 1);
  run->exploration = g_object_ref (self);
  run->link = mw_engine_new_link (self->engine, self->draft);
  run->input = mw_draft_dup_secrets (self->draft);
  g_list_store_remove_all (self->steps);
  run->rungs = mw_rungs_new (mw_draft_get_system (self->draft), mw_draft_get_sign_in (self->draft),
                             self->steps, FALSE);
  mw_rungs_set_link (run->rungs, run->link);
  run->lists = mw_ladder_step_new (_ ("It names its lists"));
  g_list_store_append (self->steps, run->lists);
  g_set_object (&self->link, run->link);
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

static const char *
get_name (MwExploration *self, const char *name)
{
  return name != NULL && *name != '\0' ? name : mw_draft_get_label (self->draft);
}

char *
mw_exploration_dup_id (MwExploration *self, const char *name)
{
  return mw_system_writer_dup_id (mw_engine_get_catalog (self->engine), get_name (self, name));
}

/**
 * mw_exploration_dup_file:
 * @self: an exploration that has run
 * @proposals: (element-type MwProposal): which list is which; not empty
 * @id: of the new system
 * @name: (nullable): of the new system
 *
 * Returns: (transfer full): the text of the file
 */
char *
mw_exploration_dup_file (MwExploration *self, GPtrArray *proposals, const char *id, const char *name)
{
  g_autofree char *address = mw_link_dup_address (self->link);

  return mw_system_writer_compose (self->survey, proposals, id, get_name (self, name), address);
}

typedef struct
{
  MwExploration *exploration;
  char *id;
  char *text;
} Install;

static void
install_free (gpointer data)
{
  Install *install = data;

  g_object_unref (install->exploration);
  g_free (install->id);
  g_free (install->text);
  g_free (install);
}

/* The form as it was filled in, for the new system: it has the same fields. */
static MwDraft *
dup_draft (MwExploration *self, MwSystem *system)
{
  const MwSignIn *sign_in = mw_system_find_sign_in (system, mw_draft_get_sign_in (self->draft)->id);
  MwDraft *draft;

  if (sign_in == NULL)
    return NULL;
  draft = mw_draft_new (system);
  mw_draft_set_sign_in (draft, sign_in);
  mw_draft_take_values (draft, self->draft);
  return draft;
}

static DexFuture *
install_fiber (MwMainFiber *fiber, gpointer data)
{
  Install *install = data;
  MwExploration *self = install->exploration;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSystem) system = NULL;
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwSecrets) secrets = NULL;
  MwLadder *ladder;

  system = dex_await_object (
    mw_main_until (mw_user_systems_install (self->engine, install->id, install->text, FALSE), fiber), &error);
  if (system == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  draft = dup_draft (self, system);
  if (draft == NULL)
    return dex_future_new_reject (MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_USER_FILE,
                                  "the file lost its sign-in");
  ladder = mw_ladder_new (self->engine, draft);
  secrets = mw_session_dup_secrets (self->session);
  mw_ladder_set_session (ladder, secrets);
  return dex_future_new_take_object (ladder);
}

/**
 * mw_exploration_install:
 * @self: an exploration that has run
 * @proposals: (element-type MwProposal): which list is which; not empty
 * @name: (nullable): of the new system
 *
 * What the user has put together here is allowed at once.
 *
 * Returns: (transfer full): resolves to the #MwLadder that connects the new system
 */
DexFuture *
mw_exploration_install (MwExploration *self, GPtrArray *proposals, const char *name)
{
  Install *install = g_new0 (Install, 1);

  install->exploration = g_object_ref (self);
  install->id = mw_exploration_dup_id (self, name);
  install->text = mw_exploration_dup_file (self, proposals, install->id, name);
  return mw_main_fiber_spawn (install_fiber, install, install_free);
}

/**
 * mw_exploration_dup_certificate:
 * @self: an exploration whose run rejected with %MW_TRANSPORT_ERROR_TLS
 * @pem: (out) (optional): the certificate
 * @fingerprint: (out) (optional): SHA-256
 * @issuer: (out) (optional): who issued it
 *
 * Returns: whether there is one
 */
gboolean
mw_exploration_dup_certificate (MwExploration *self, char **pem, char **fingerprint, char **issuer)
{
  g_autoptr (MwTransport) transport = self->link != NULL ? mw_link_dup_transport (self->link) : NULL;

  return transport != NULL && mw_transport_dup_certificate (transport, pem, fingerprint, issuer);
}
