/* mw-offline.c: rows of records that are there, made anew without asking anybody
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-offline.h"

#include "mw-kept-places.h"
#include "mw-places.h"
#include "mw-set-again.h"

struct _MwOffline
{
  gatomicrefcount ref_count;
  MwVariables *known;
  char *address;
  GStrv not_offered;
  GStrv not_readable;
};

MwOffline *
mw_offline_new (MwVariables *known,
                const char *address,
                const char *const *not_offered,
                const char *const *not_readable)
{
  MwOffline *self = g_new0 (MwOffline, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->known = mw_variables_ref (known);
  self->address = g_strdup (address);
  self->not_offered = g_strdupv ((char **) not_offered);
  self->not_readable = g_strdupv ((char **) not_readable);
  return self;
}

MwOffline *
mw_offline_ref (MwOffline *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_offline_unref (MwOffline *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  mw_variables_unref (self->known);
  g_strfreev (self->not_offered);
  g_strfreev (self->not_readable);
  g_free (self->address);
  g_free (self);
}

const char *
mw_offline_get_address (MwOffline *self)
{
  return self->address;
}

/**
 * mw_offline_fill_scope:
 * @scope: of a read without a session
 * @records: (nullable): what is made anew
 * @set: the entity's own
 * @turn: which part of it, when it was read in several
 */
void
mw_offline_fill_scope (MwOffline *self,
                       MwReadScope *scope,
                       MwHeld *records,
                       const MwSetSource *set,
                       guint turn)
{
  mw_read_scope_set_known (scope, self->known);
  mw_kept_places_take (scope, records, set, turn);
}

typedef struct
{
  MwSystem *system;
  const MwVariant *variant;
  const MwEntitySource *source;
  MwVariables *places;
  const char *address;
  const char *unknown; /* of the expressions that are looked at */
  const char *text;    /* where it stands */
} Look;

/* What a list with “of” knows of the records for which it is read. */
static gboolean
is_of_parent (const Look *look, const char *set_id, const char *name)
{
  const MwSetSource *set = mw_system_find_set (look->system, look->variant, set_id);
  gboolean found = set != NULL && set->of != NULL && g_str_equal (name, "parent");

  for (guint i = 0; set != NULL && set->of != NULL && i < set->of->n_values && !found; i++)
    found = g_str_equal (name, set->of->values[i].place);
  return found;
}

/* It is chosen now as it was chosen then, also when that is nothing. */
static gboolean
is_chosen (const Look *look, const char *name)
{
  static const char *const ends[] = { "", "_code", "_csv" };
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (look->system, look->variant);

  for (guint i = 0; i < choices->len; i++)
    for (guint n = 0; n < G_N_ELEMENTS (ends); n++)
      {
        g_autofree char *id = g_strconcat (((const MwChoice *) choices->pdata[i])->id, ends[n], NULL);

        if (g_str_equal (id, name))
          return TRUE;
      }
  return FALSE;
}

static gboolean
is_of_any_parent (const Look *look, const char *name)
{
  char *const *lookups = look->source->lookups;
  gboolean found = is_of_parent (look, look->source->set, name);

  for (guint i = 0; lookups != NULL && lookups[i] != NULL && !found; i++)
    found = is_of_parent (look, lookups[i], name);
  return found;
}

/* What was typed into the form, or left empty there, is the same as when it is open. */
static gboolean
look_at_place (const char *name, gpointer data)
{
  Look *look = data;
  g_autofree char *value = mw_variables_dup_text (look->places, name);

  if (g_str_equal (name, "url") ? look->address != NULL
                                : value != NULL || mw_system_find_form_field (look->system, name) != NULL ||
                                    is_of_any_parent (look, name) || is_chosen (look, name))
    return TRUE;
  look->unknown = look->text;
  return FALSE;
}

static void
look_at (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  Look *look = data;
  const char *texts[] = { expression->text, expression->zone };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && look->unknown == NULL)
      {
        look->text = texts[i];
        mw_place_foreach (texts[i], look_at_place, look);
      }
}

static gboolean
fail (GError **error, const char *what, const char *reason)
{
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "%s: %s", what, reason);
  return FALSE;
}

static void
look_at_map (Look *look, const MwEntitySource *source)
{
  look->source = source;
  for (guint i = 0; i < mw_entity_get_n_fields (source->entity); i++)
    if (source->map[i] != NULL)
      mw_expression_visit (source->map[i], look_at, look);
  if (source->where != NULL)
    mw_condition_visit (source->where, look_at, look);
}

/**
 * mw_offline_check_map:
 * @context: of the read, in its first turn
 *
 * Returns: %FALSE when something is only known when the connection is open
 */
gboolean
mw_offline_check_map (MwOffline *self, MwReadContext *context, GError **error)
{
  g_autoptr (MwVariables) places = mw_read_scope_dup_places (context->scope);
  Look look = {
    .system = context->system, .variant = context->variant, .places = places, .address = self->address
  };

  look_at_map (&look, context->source);
  for (guint i = 0; i < context->beside->len; i++)
    look_at_map (&look, mw_system_find_entity (context->system, context->variant,
                                               ((MwBeside *) context->beside->pdata[i])->entity));
  return look.unknown == NULL || fail (error, look.unknown, "is known when the connection is open");
}

/* A field that nobody asked for then is not needed where another one stands for it, nor where what is made of
 * it was not given. */
static gboolean
do_without (MwOffline *self, MwSetRead *read, const char *field)
{
  const char *const *not_offered = (const char *const *) self->not_offered;
  g_auto (GStrv) empty = NULL;

  if (!mw_field_plan_drop (read->plan, field))
    return FALSE;
  empty = mw_field_plan_dup_empty_fields (read->plan, field);
  for (guint i = 0; empty[i] != NULL && !g_strv_contains (not_offered, field); i++)
    if (!g_strv_contains (not_offered, empty[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_fields (MwOffline *self, MwSetRead *read, const char *had)
{
  g_autofree char *wanted = mw_field_plan_dup_asked (read->plan);
  g_auto (GStrv) fields = g_strsplit (wanted, ",", -1);
  g_auto (GStrv) there = g_strsplit (had != NULL ? had : "", ",", -1);

  /* Whole records came then, whatever is asked for now. */
  for (guint i = 0; *there != NULL && fields[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) there, fields[i]) && !do_without (self, read, fields[i]))
      return FALSE;
  return TRUE;
}

/* A list with “of” does not say for which record of the other one a page was read: that stands beside it. */
static gboolean
has_parents (MwSetRead *read, guint turn)
{
  MwRawPage page;

  for (guint i = 0;
       read->set->of != NULL && mw_held_get_page (read->context->again, read->set->id, turn, i, &page); i++)
    if (mw_set_again_find_parent (read, &page) < 0)
      return FALSE;
  return TRUE;
}

/**
 * mw_offline_check_set:
 * @read: a set of which nothing is taken yet
 *
 * Returns: %FALSE when it cannot be made anew of what there is
 */
gboolean
mw_offline_check_set (MwOffline *self, MwSetRead *read, GError **error)
{
  guint turn = read->is_repeated ? mw_read_scope_get_turn (read->context->scope) : 0;
  MwSetMark mark;

  if (read->context->again == NULL || !mw_held_get_mark (read->context->again, read->set->id, turn, &mark))
    {
      /* Who looks into it does without, as then. */
      if (g_strv_contains ((const char *const *) self->not_readable, read->set->id))
        {
          g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED, "%s: could not be read",
                       read->set->title);
          return FALSE;
        }
      return fail (error, read->set->title, "is not there, or a part of it");
    }
  if (!has_parents (read, turn))
    return fail (error, read->set->title, "was read for other records");
  return has_fields (self, read, mark.fields) ||
         fail (error, read->set->title, "does not have all that is asked for now");
}
