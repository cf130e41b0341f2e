/* mw-ladder-step.c: one step of the ladder, as it is shown
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ladder.h"

struct _MwLadderStep
{
  GObject parent_instance;

  char *title;
  char *detail;
  MwAdvice *advice;
  MwStepState state;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_TITLE,
  PROP_DETAIL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MwLadderStep, mw_ladder_step, G_TYPE_OBJECT)

static void
mw_ladder_step_finalize (GObject *object)
{
  MwLadderStep *self = MW_LADDER_STEP (object);

  g_free (self->title);
  g_free (self->detail);
  g_clear_pointer (&self->advice, mw_advice_free);
  G_OBJECT_CLASS (mw_ladder_step_parent_class)->finalize (object);
}

static void
mw_ladder_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  MwLadderStep *self = MW_LADDER_STEP (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
mw_ladder_step_class_init (MwLadderStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = mw_ladder_step_finalize;
  object_class->get_property = mw_ladder_step_get_property;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, MW_STEP_WAITING, MW_STEP_FAILED, MW_STEP_WAITING,
                                        flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mw_ladder_step_init (MwLadderStep *self)
{
}

/**
 * mw_ladder_step_new:
 * @title: what it is about
 *
 * Returns: (transfer full): a step that waits
 */
MwLadderStep *
mw_ladder_step_new (const char *title)
{
  MwLadderStep *self = g_object_new (MW_TYPE_LADDER_STEP, NULL);

  self->title = g_strdup (title);
  return self;
}

/**
 * mw_ladder_step_get_state:
 * @self: a step
 *
 * Returns: where it stands
 */
MwStepState
mw_ladder_step_get_state (MwLadderStep *self)
{
  return self->state;
}

/**
 * mw_ladder_step_get_title:
 * @self: a step
 *
 * Returns: what it is about
 */
const char *
mw_ladder_step_get_title (MwLadderStep *self)
{
  return self->title;
}

/**
 * mw_ladder_step_get_detail:
 * @self: a step
 *
 * Returns: (nullable): what was found, or what went wrong
 */
const char *
mw_ladder_step_get_detail (MwLadderStep *self)
{
  return self->detail;
}

/**
 * mw_ladder_step_get_advice:
 * @self: a step
 *
 * Returns: (nullable): what its warning means for a person
 */
const MwAdvice *
mw_ladder_step_get_advice (MwLadderStep *self)
{
  return self->advice;
}

/**
 * mw_ladder_step_take_advice:
 * @self: a step
 * @advice: (transfer full): what the warning means that is set next
 *
 * On the main thread, before mw_ladder_step_set().
 */
void
mw_ladder_step_take_advice (MwLadderStep *self, MwAdvice *advice)
{
  g_clear_pointer (&self->advice, mw_advice_free);
  self->advice = advice;
}

typedef struct
{
  MwLadderStep *step;
  char *detail;
  MwStepState state;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->step);
  g_free (change->detail);
  g_free (change);
}

static gboolean
apply (gpointer data)
{
  Change *change = data;
  MwLadderStep *self = change->step;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->detail, change->detail))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAIL]);
  if (self->state != change->state)
    {
      self->state = change->state;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
  return G_SOURCE_REMOVE;
}

/**
 * mw_ladder_step_set:
 * @self: a step
 * @state: where it stands
 * @detail: (nullable): a translated sentence
 *
 * Any thread: on the main thread it applies at once, from elsewhere in the main thread's next turn.
 */
void
mw_ladder_step_set (MwLadderStep *self, MwStepState state, const char *detail)
{
  Change *change = g_new0 (Change, 1);

  change->step = g_object_ref (self);
  change->state = state;
  change->detail = g_strdup (detail);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, apply, change, change_free);
}
