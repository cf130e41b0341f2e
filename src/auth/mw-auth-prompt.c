/* mw-auth-prompt.c: what a person must do to sign in: open a page, type a code, paste an address
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-prompt.h"

#include <gio/gio.h>

#include "mw-delivery.h"

struct _MwAuthPrompt
{
  GObject parent_instance;

  /* Of the main thread. */
  MwAuthPromptKind kind;
  char *uri;
  char *page;
  char *code;
  gint64 ends_at;

  GMutex mutex;
  GPtrArray *waiting; /* (element-type MwDelivery) */
};

G_DEFINE_FINAL_TYPE (MwAuthPrompt, mw_auth_prompt, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
mw_auth_prompt_finalize (GObject *object)
{
  MwAuthPrompt *self = MW_AUTH_PROMPT (object);

  for (guint i = 0; i < self->waiting->len; i++)
    mw_delivery_reject (g_ptr_array_index (self->waiting, i),
                        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody is asked any more"));
  g_ptr_array_unref (self->waiting);
  g_mutex_clear (&self->mutex);
  g_free (self->uri);
  g_free (self->page);
  g_free (self->code);
  G_OBJECT_CLASS (mw_auth_prompt_parent_class)->finalize (object);
}

static void
mw_auth_prompt_class_init (MwAuthPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_auth_prompt_finalize;

  /**
   * MwAuthPrompt::changed:
   *
   * Something else is to be done, or nothing any more.
   */
  signals[CHANGED] = g_signal_new ("changed", MW_TYPE_AUTH_PROMPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
mw_auth_prompt_init (MwAuthPrompt *self)
{
  g_mutex_init (&self->mutex);
  self->waiting = g_ptr_array_new ();
}

/**
 * mw_auth_prompt_new:
 *
 * Returns: (transfer full): a prompt that asks for nothing yet
 */
MwAuthPrompt *
mw_auth_prompt_new (void)
{
  return g_object_new (MW_TYPE_AUTH_PROMPT, NULL);
}

MwAuthPromptKind
mw_auth_prompt_get_kind (MwAuthPrompt *self)
{
  return self->kind;
}

/**
 * mw_auth_prompt_get_uri:
 * @self: a prompt
 *
 * Returns: (nullable): what to open in a browser
 */
const char *
mw_auth_prompt_get_uri (MwAuthPrompt *self)
{
  return self->uri;
}

/**
 * mw_auth_prompt_get_page:
 * @self: a prompt
 *
 * Returns: (nullable): the short address of the page where a code is typed, to be read or copied
 */
const char *
mw_auth_prompt_get_page (MwAuthPrompt *self)
{
  return self->page;
}

/**
 * mw_auth_prompt_get_code:
 * @self: a prompt
 *
 * Returns: (nullable): what to type there
 */
const char *
mw_auth_prompt_get_code (MwAuthPrompt *self)
{
  return self->code;
}

/**
 * mw_auth_prompt_get_ends_at:
 * @self: a prompt
 *
 * Returns: until when the code holds, in microseconds since 1970; 0: nobody says
 */
gint64
mw_auth_prompt_get_ends_at (MwAuthPrompt *self)
{
  return self->ends_at;
}

typedef struct
{
  MwAuthPrompt *prompt;
  MwAuthPromptKind kind;
  char *uri;
  char *page;
  char *code;
  gint64 ends_at;
} Show;

static void
show_free (gpointer data)
{
  Show *show = data;

  g_object_unref (show->prompt);
  g_free (show->uri);
  g_free (show->page);
  g_free (show->code);
  g_free (show);
}

static gboolean
show_on_main (gpointer data)
{
  Show *show = data;
  MwAuthPrompt *self = show->prompt;

  self->kind = show->kind;
  g_set_str (&self->uri, show->uri);
  g_set_str (&self->page, show->page);
  g_set_str (&self->code, show->code);
  self->ends_at = show->ends_at;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/**
 * mw_auth_prompt_show:
 * @self: a prompt
 * @kind: what is to be done
 * @uri: (nullable): what to open
 * @page: (nullable): where a code is typed
 * @code: (nullable): the code
 * @ends_at: until when it holds, in microseconds since 1970; 0: nobody says
 *
 * From any thread; what is shown changes on the main one.
 */
void
mw_auth_prompt_show (MwAuthPrompt *self,
                     MwAuthPromptKind kind,
                     const char *uri,
                     const char *page,
                     const char *code,
                     gint64 ends_at)
{
  Show *show = g_new0 (Show, 1);

  *show = (Show) { g_object_ref (self), kind, g_strdup (uri), g_strdup (page), g_strdup (code), ends_at };
  g_idle_add_full (G_PRIORITY_DEFAULT, show_on_main, show, show_free);
}

/**
 * mw_auth_prompt_wait:
 * @self: a prompt
 *
 * Returns: (transfer full): resolves to the address that the person pasted
 */
DexFuture *
mw_auth_prompt_wait (MwAuthPrompt *self)
{
  DexFuture *future;
  MwDelivery *delivery = mw_delivery_new (&future);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->waiting, delivery);
  g_mutex_unlock (&self->mutex);
  return future;
}

/**
 * mw_auth_prompt_answer:
 * @self: a prompt
 * @address: what the person pasted
 *
 * Gives it to the sign-in that waits; when none does, nothing happens.
 */
void
mw_auth_prompt_answer (MwAuthPrompt *self, const char *address)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, address);
  g_mutex_lock (&self->mutex);
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new ();
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < waiting->len; i++)
    mw_delivery_resolve (g_ptr_array_index (waiting, i), &value);
}
