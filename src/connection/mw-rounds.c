/* mw-rounds.c: a quiet look at each connection: when the program has started, and when the computer is back
 * from sleep or in another network
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-rounds.h"

#include "mw-connection-private.h"
#include "mw-main-fiber.h"
#include "mw-network-watch.h"

/* At once: a person with twenty connections starts no storm in the morning. */
#define MAX_LOOKS 3

struct _MwRounds
{
  GObject parent_instance;

  MwEngine *engine;
  gulong back;
  gulong changed;
};

G_DEFINE_FINAL_TYPE (MwRounds, mw_rounds, G_TYPE_OBJECT)

static void
mw_rounds_dispose (GObject *object)
{
  MwRounds *self = MW_ROUNDS (object);

  g_clear_signal_handler (&self->back, mw_network_watch_get_default ());
  g_clear_signal_handler (&self->changed, mw_network_watch_get_default ());
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (mw_rounds_parent_class)->dispose (object);
}

static void
mw_rounds_class_init (MwRoundsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_rounds_dispose;
}

static void
mw_rounds_init (MwRounds *self)
{
}

/* What one round has still to look at; counted by the fibers that do it. */
typedef struct
{
  GQueue waiting; /* of MwConnection */
} Round;

static void
round_clear (gpointer data)
{
  g_queue_clear_full (&((Round *) data)->waiting, g_object_unref);
}

static void
round_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, round_clear);
}

/* Whoever has dismissed the question for the keyring's password is not asked for each connection. */
static gboolean
is_about_keyring (const GError *error)
{
  return error != NULL && error->domain == MW_SECRET_STORE_ERROR;
}

static DexFuture *
walk_fiber (MwMainFiber *fiber, gpointer data)
{
  Round *round = data;
  g_autoptr (MwConnection) connection = NULL;

  while ((connection = g_queue_pop_head (&round->waiting)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      if (!dex_await (mw_main_until (mw_connection_pulse_look (mw_connection_get_pulse (connection)), fiber),
                      &error) &&
          (is_about_keyring (error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
        g_queue_clear_full (&round->waiting, g_object_unref);
      g_clear_object (&connection);
    }
  return dex_future_new_true ();
}

/**
 * mw_rounds_go:
 * @self: the rounds
 *
 * One light question to each connection of which it is not known how it does, a few at once. Nobody signs in
 * for that with what was refused, and nobody is asked who waits for a limit.
 *
 * Returns: (transfer full): resolves to %TRUE at the end; dropping it ends it
 */
DexFuture *
mw_rounds_go (MwRounds *self)
{
  GListModel *connections = mw_engine_get_connections (self->engine);
  Round *round = g_atomic_rc_box_new0 (Round);
  g_autoptr (GPtrArray) walks = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    g_queue_push_tail (&round->waiting, g_list_model_get_item (connections, i));
  for (guint i = 0; i < MAX_LOOKS; i++)
    g_ptr_array_add (walks, mw_main_fiber_spawn (walk_fiber, g_atomic_rc_box_acquire (round), round_unref));
  round_unref (round);
  return dex_future_allv ((DexFuture *const *) walks->pdata, walks->len);
}

static void
on_network (MwRounds *self)
{
  dex_future_disown (mw_rounds_go (self));
}

/**
 * mw_rounds_new:
 * @engine: that has the connections
 *
 * Returns: (transfer full): the rounds; the first one is begun by mw_rounds_go()
 */
MwRounds *
mw_rounds_new (MwEngine *engine)
{
  MwRounds *self = g_object_new (MW_TYPE_ROUNDS, NULL);
  MwNetworkWatch *watch = mw_network_watch_get_default ();

  self->engine = g_object_ref (engine);
  self->back = g_signal_connect_swapped (watch, "back", G_CALLBACK (on_network), self);
  self->changed = g_signal_connect_swapped (watch, "changed", G_CALLBACK (on_network), self);
  return self;
}
