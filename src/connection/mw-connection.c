/* mw-connection.c: one connected system: who, where, label, health, and the way to read it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include <glib/gi18n-lib.h>

#include "mw-address.h"
#include "mw-connection-found.h"
#include "mw-connection-token.h"
#include "mw-health.h"
#include "mw-main-fiber.h"
#include "mw-rungs.h"

struct _MwConnection
{
  GObject parent_instance;

  MwModel *model;
  MwLink *link;
  GHashTable *readings; /* entity id → MwReading */
  MwConnectionPulse *pulse;
  char *address;
  char *user;
  gboolean is_plain;
  MwHealth health;
  GError *trouble; /* why it is not MW_HEALTH_WORKING, or NULL */
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_HEALTH,
  PROP_CHOSEN,
  PROP_RESUMES_AT,
  PROP_PLACE,
  PROP_TOKEN_ENDS_AT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_READ,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MwConnection, mw_connection, G_TYPE_OBJECT)

static void
mw_connection_dispose (GObject *object)
{
  MwConnection *self = MW_CONNECTION (object);

  mw_connection_stop (self);
  G_OBJECT_CLASS (mw_connection_parent_class)->dispose (object);
}

static void
mw_connection_finalize (GObject *object)
{
  MwConnection *self = MW_CONNECTION (object);

  g_clear_object (&self->model);
  g_clear_object (&self->link);
  g_clear_pointer (&self->readings, g_hash_table_unref);
  g_clear_pointer (&self->pulse, mw_connection_pulse_free);
  g_free (self->address);
  g_free (self->user);
  g_clear_error (&self->trouble);
  G_OBJECT_CLASS (mw_connection_parent_class)->finalize (object);
}

static void
mw_connection_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  MwConnection *self = MW_CONNECTION (object);

  switch (id)
    {
    case PROP_LABEL:
      g_value_set_string (value, mw_connection_get_label (self));
      break;
    case PROP_HEALTH:
      g_value_set_int (value, (int) self->health);
      break;
    case PROP_CHOSEN:
      g_value_set_boxed (value, mw_connection_get_chosen (self));
      break;
    case PROP_PLACE:
      g_value_take_string (value, mw_connection_dup_token_place (self));
      break;
    case PROP_RESUMES_AT:
      g_value_set_int64 (value, mw_connection_get_resumes_at (self));
      break;
    case PROP_TOKEN_ENDS_AT:
      g_value_set_int64 (value, mw_link_get_file (self->link)->token_ends_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
mw_connection_class_init (MwConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = mw_connection_dispose;
  object_class->finalize = mw_connection_finalize;
  object_class->get_property = mw_connection_get_property;
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  props[PROP_HEALTH] = g_param_spec_int ("health", NULL, NULL, MW_HEALTH_UNKNOWN, MW_HEALTH_PAUSED,
                                         MW_HEALTH_UNKNOWN, flags);
  props[PROP_CHOSEN] = g_param_spec_boxed ("chosen", NULL, NULL, MW_TYPE_CHOSEN, flags);
  props[PROP_RESUMES_AT] = g_param_spec_int64 ("resumes-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  props[PROP_TOKEN_ENDS_AT] = g_param_spec_int64 ("token-ends-at", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                  flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_READ] = g_signal_new ("read", MW_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, MW_TYPE_ENTITY);
}

static void
mw_connection_init (MwConnection *self)
{
  self->readings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * mw_connection_new:
 * @model: the model
 * @link: the way to the system
 *
 * Returns: (transfer full): a connection; nothing is sent
 */
MwConnection *
mw_connection_new (MwModel *model, MwLink *link)
{
  MwConnection *self = g_object_new (MW_TYPE_CONNECTION, NULL);
  g_autofree char *address = mw_link_dup_address (link);

  self->model = g_object_ref (model);
  self->link = g_object_ref (link);
  self->address = mw_address_dup_host (address);
  if (self->address == NULL)
    self->address = g_strdup (mw_system_get_name (mw_link_get_system (link)));
  self->user = mw_variables_dup_text (mw_link_get_file (link)->settings, "user");
  self->is_plain = mw_address_is_plain (address);
  self->pulse = mw_connection_pulse_new (self);
  return self;
}

/**
 * mw_connection_get_link:
 * @self: a connection
 *
 * Returns: (transfer none): the way to its system
 */
MwLink *
mw_connection_get_link (MwConnection *self)
{
  return self->link;
}

/**
 * mw_connection_get_id:
 * @self: a connection
 *
 * Returns: a random UUID
 */
const char *
mw_connection_get_id (MwConnection *self)
{
  return mw_link_get_file (self->link)->id;
}

/**
 * mw_connection_get_system:
 * @self: a connection
 *
 * Returns: (transfer none): the system
 */
MwSystem *
mw_connection_get_system (MwConnection *self)
{
  return mw_link_get_system (self->link);
}

/**
 * mw_connection_get_sign_in:
 * @self: a connection
 *
 * Returns: the sign-in it was made with
 */
const MwSignIn *
mw_connection_get_sign_in (MwConnection *self)
{
  return mw_link_get_sign_in (self->link);
}

/**
 * mw_connection_get_variant:
 * @self: a connection
 *
 * Returns: the variant of the system that belongs to its sign-in
 */
const MwVariant *
mw_connection_get_variant (MwConnection *self)
{
  return mw_link_get_variant (self->link);
}

/**
 * mw_connection_get_label:
 * @self: a connection
 *
 * Returns: what the user calls it
 */
const char *
mw_connection_get_label (MwConnection *self)
{
  return mw_link_get_file (self->link)->label;
}

/**
 * mw_connection_get_address:
 * @self: a connection
 *
 * Returns: the host (and port) for people; the system's name where the address is inside this program
 */
const char *
mw_connection_get_address (MwConnection *self)
{
  return self->address;
}

/**
 * mw_connection_get_user:
 * @self: a connection
 *
 * Returns: (nullable): the user name, where the sign-in has one
 */
const char *
mw_connection_get_user (MwConnection *self)
{
  return self->user;
}

/**
 * mw_connection_get_is_plain:
 * @self: a connection
 *
 * Returns: whether everything it sends can be read on the way (http to another machine, by the user's
 * consent)
 */
gboolean
mw_connection_get_is_plain (MwConnection *self)
{
  return self->is_plain;
}

/**
 * mw_connection_get_health:
 * @self: a connection
 *
 * Returns: how it did last
 */
MwHealth
mw_connection_get_health (MwConnection *self)
{
  return self->health;
}

/**
 * mw_connection_get_resumes_at:
 * @self: a connection
 *
 * Returns: when a load goes on that waits for a limit, in microseconds since 1970; 0 when none waits
 */
gint64
mw_connection_get_resumes_at (MwConnection *self)
{
  return self->pulse != NULL ? mw_connection_pulse_get_resumes_at (self->pulse) : 0;
}

/**
 * mw_connection_set_health:
 * @self: a connection
 * @health: how it did last
 */
void
mw_connection_set_health (MwConnection *self, MwHealth health)
{
  if (self->health == health)
    return;
  self->health = health;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HEALTH]);
}

void
mw_connection_notify_place (MwConnection *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
}

void
mw_connection_tell_read (MwConnection *self, MwEntity *entity)
{
  g_signal_emit (self, signals[SIGNAL_READ], 0, entity);
}

/**
 * mw_connection_get_trouble:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what made it fail last, as long as it does not work
 */
const GError *
mw_connection_get_trouble (MwConnection *self)
{
  return self->trouble;
}

void
mw_connection_set_trouble (MwConnection *self, const GError *error)
{
  g_clear_error (&self->trouble);
  self->trouble = error != NULL ? g_error_copy (error) : NULL;
}

void
mw_connection_notify_token (MwConnection *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOKEN_ENDS_AT]);
}

/**
 * mw_connection_dup_entities:
 * @self: a connection
 *
 * Returns: (transfer full) (element-type MwEntity): what can be read here, in the model's order
 */
GPtrArray *
mw_connection_dup_entities (MwConnection *self)
{
  return mw_system_dup_entities (mw_connection_get_system (self), mw_connection_get_variant (self));
}

GHashTable *
mw_connection_get_readings (MwConnection *self)
{
  return self->readings;
}

MwConnectionPulse *
mw_connection_get_pulse (MwConnection *self)
{
  return self->pulse;
}

MwModel *
mw_connection_get_model (MwConnection *self)
{
  return self->model;
}

typedef struct
{
  MwConnection *connection;
  MwRungs *rungs;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->rungs, mw_rungs_free);
  g_object_unref (call->connection);
  g_free (call);
}

/* That it could not be written stops nothing: it shows again. */
static void
remember (MwConnection *self)
{
  g_autoptr (GError) error = NULL;

  if (!dex_await (mw_connection_save (self), &error))
    g_debug ("What the check showed could not be stored: %s", error->message);
}

/* What could be read once is what a later sign-in is compared with. */
static gboolean
add_readable (MwConnection *self, MwRungs *rungs)
{
  char **before = mw_link_get_file (self->link)->readable;
  g_auto (GStrv) now = mw_rungs_dup_readable (rungs);
  g_autoptr (GStrvBuilder) both = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  gboolean is_more = before == NULL;

  if (before != NULL)
    g_strv_builder_addv (both, (const char **) before);
  for (guint i = 0; now[i] != NULL; i++)
    if (before == NULL || !g_strv_contains ((const char *const *) before, now[i]))
      {
        g_strv_builder_add (both, now[i]);
        is_more = TRUE;
      }
  all = g_strv_builder_end (both);
  if (is_more)
    mw_link_set_readable (self->link, all);
  return is_more;
}

static DexFuture *
check_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  MwConnection *self = call->connection;
  g_autofree char *before = g_strdup (mw_link_get_file (self->link)->variant);
  g_autoptr (GError) error = NULL;
  gboolean is_more = FALSE;

  if (mw_rungs_reach (call->rungs, fiber, &error) && mw_rungs_check (call->rungs, fiber, &error) &&
      mw_rungs_check_chosen (call->rungs, fiber, &error) && mw_rungs_read (call->rungs, fiber, &error))
    is_more = add_readable (self, call->rungs);
  if (is_more || g_strcmp0 (before, mw_link_get_file (self->link)->variant) != 0)
    remember (self);
  mw_connection_take_health (self, error);
  if (error == NULL && mw_rungs_has_warning (call->rungs))
    mw_connection_set_health (self, MW_HEALTH_PERMISSION_MISSING);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_connection_dup_change:
 * @self: a connection
 *
 * Returns: (transfer full) (nullable): a translated sentence when the file of its system is not the one that
 * the connection was made with
 */
char *
mw_connection_dup_change (MwConnection *self)
{
  MwSystem *system = mw_connection_get_system (self);
  const MwConnectionFile *file = mw_link_get_file (self->link);

  if (file->revision == mw_system_get_revision (system) &&
      g_strcmp0 (file->sha256, mw_system_get_sha256 (system)) == 0)
    return NULL;
  return g_strdup_printf (
    _ ("The description of %s has changed since the connection was made (revision %u, now "
       "%u): columns may hold something else"),
    mw_system_get_name (system), file->revision, mw_system_get_revision (system));
}

static void
append_change (MwConnection *self, GListStore *steps)
{
  g_autofree char *change = mw_connection_dup_change (self);
  g_autoptr (MwLadderStep) step = NULL;

  if (change == NULL)
    return;
  step = mw_ladder_step_new (_ ("The description is the same"));
  g_list_store_append (steps, step);
  /* Afterwards, as all the others: who shows steps waits for their end. */
  mw_ladder_step_set (step, MW_STEP_WARNING, change);
}

/**
 * mw_connection_check:
 * @self: a connection
 * @steps: (element-type MwLadderStep): gets the steps at once; their states change as they run
 *
 * Runs the steps of the ladder that need nothing from the user: reach it, is it still that product, does the
 * sign-in hold, can each entity be read.
 *
 * Returns: (transfer full): resolves to %TRUE, rejects with what stopped it
 */
DexFuture *
mw_connection_check (MwConnection *self, GListStore *steps)
{
  Call *call = g_new0 (Call, 1);

  call->connection = g_object_ref (self);
  append_change (self, steps);
  call->rungs = mw_rungs_new (mw_connection_get_system (self), mw_connection_get_sign_in (self), steps,
                              FALSE);
  mw_rungs_set_link (call->rungs, self->link);
  return mw_main_fiber_spawn (check_fiber, call, call_free);
}

/**
 * mw_connection_asks_again:
 * @self: a connection
 * @field: of its form
 *
 * Returns: whether signing in again needs this field to be typed
 */
gboolean
mw_connection_asks_again (MwConnection *self, const MwFormField *field)
{
  return mw_link_asks_again (self->link, field);
}

/**
 * mw_connection_dup_log:
 * @self: a connection
 *
 * Returns: (transfer full) (element-type MwRequestLogEntry): its requests, oldest first; empty until it was
 * opened
 */
GPtrArray *
mw_connection_dup_log (MwConnection *self)
{
  g_autoptr (MwTransport) transport = mw_link_dup_transport (self->link);

  return transport != NULL ? mw_transport_dup_log (transport) : g_ptr_array_new ();
}

/**
 * mw_connection_get_receipts:
 * @self: a connection
 *
 * Returns: (transfer none): a list of #MwReceipt, of the last loads of this run, the newest first
 */
GListModel *
mw_connection_get_receipts (MwConnection *self)
{
  return mw_link_get_receipts (self->link);
}
