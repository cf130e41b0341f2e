/* mw-choice-rows.c: reads what a user can choose from after signing in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-choice-rows.h"

#include "mw-set-read.h"
#include "mw-source.h"

/* A list of companies is read like any list of records: pages, errors and unknown fields are what they are
 * elsewhere. Its rows have these columns. */
enum
{
  VALUE,
  LABEL,
  CODE,
  CURRENCY,
  ZONE,
  N_COLUMNS
};

static const char *const columns[] = { "value", "label", "code", "currency", "zone", NULL };

/* Takes the rows: a #MwSink. */
#define MW_TYPE_CHOICE_SINK (mw_choice_sink_get_type ())
G_DECLARE_FINAL_TYPE (MwChoiceSink, mw_choice_sink, MW, CHOICE_SINK, GObject)

struct _MwChoiceSink
{
  GObject parent_instance;
  MwChoice choice; /* a copy: what it refers to is the system's */
  MwChosen *rows;
  GArray *numbers; /* gboolean: whether the value of that record is a number */
};

static void sink_init (MwSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwChoiceSink,
                               mw_choice_sink,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, sink_init))

static void
mw_choice_sink_finalize (GObject *object)
{
  MwChoiceSink *self = MW_CHOICE_SINK (object);

  mw_chosen_unref (self->rows);
  g_array_unref (self->numbers);
  G_OBJECT_CLASS (mw_choice_sink_parent_class)->finalize (object);
}

static void
mw_choice_sink_class_init (MwChoiceSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_choice_sink_finalize;
}

static void
mw_choice_sink_init (MwChoiceSink *self)
{
  self->rows = mw_chosen_new ();
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gboolean));
}

static void
begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
}

static guint
begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  return 0;
}

/* A system that sends a number mostly wants a number back. */
static void
raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
  MwChoiceSink *self = MW_CHOICE_SINK (sink);
  const MwJsonPath *path = self->choice.value->path;
  const char *bytes = g_bytes_get_data (page->bytes, NULL);

  for (guint i = 0; i < page->n_records; i++)
    {
      g_autoptr (MwJson)
        json = mw_json_parse (bytes + page->records[i].offset, page->records[i].length, NULL);
      yyjson_val *value = json != NULL && path != NULL && self->choice.value->kind == MW_EXPRESSION_PATH
                            ? mw_json_path_get (path, mw_json_get_root (json), NULL)
                            : NULL;
      gboolean is_number = yyjson_is_num (value) || yyjson_is_raw (value);

      g_array_append_val (self->numbers, is_number);
    }
}

static void
take_rows (MwSink *sink, MwEntity *entity, MwChunk *rows)
{
  MwChoiceSink *self = MW_CHOICE_SINK (sink);

  for (guint i = 0; i < mw_chunk_get_n_rows (rows); i++)
    {
      guint record = mw_chunk_get_origin (rows, i)->record;
      const MwChosenValue value = {
        .value = (char *) mw_chunk_get_cell (rows, i, VALUE, NULL),
        .is_number = record < self->numbers->len && g_array_index (self->numbers, gboolean, record),
        .label = (char *) mw_chunk_get_cell (rows, i, LABEL, NULL),
        .code = (char *) mw_chunk_get_cell (rows, i, CODE, NULL),
        .currency = (char *) mw_chunk_get_cell (rows, i, CURRENCY, NULL),
        .zone = (char *) mw_chunk_get_cell (rows, i, ZONE, NULL),
      };

      if (value.value != NULL && *value.value != '\0')
        mw_chosen_add (self->rows, self->choice.id, &value);
    }
}

static void
notice (MwSink *sink, MwEntity *entity, const MwNotice *what)
{
}

static void
sink_init (MwSinkInterface *iface)
{
  iface->begin = begin;
  iface->begin_set = begin_set;
  iface->raw_page = raw_page;
  iface->rows = take_rows;
  iface->notice = notice;
}

static void
entity_source_free (gpointer data)
{
  MwEntitySource *source = data;

  g_free (source->map);
  g_free (source->lookups);
  g_free (source);
}

/* The entity keeps it: a read that was dropped may still have a job that looks into it. */
static const MwEntitySource *
make_source (MwEntity *entity, const MwChoice *choice, const MwSetSource *rows)
{
  MwEntitySource *source = g_new0 (MwEntitySource, 1);

  source->entity = entity;
  source->set = rows->id;
  source->map = g_new0 (MwExpression *, N_COLUMNS + 1);
  source->map[VALUE] = choice->value;
  source->map[LABEL] = choice->label;
  source->map[CODE] = choice->code;
  source->map[CURRENCY] = choice->currency;
  source->map[ZONE] = choice->zone;
  source->lookups = g_new0 (char *, 1);
  g_object_set_data_full (G_OBJECT (entity), "mw-source", source, entity_source_free);
  return source;
}

static MwChosen *
run (const MwConversation *conversation,
     MwSystem *system,
     const MwVariant *variant,
     const MwChoice *choice,
     const MwSetSource *rows,
     const MwEntitySource *source,
     MwReadScope *scope,
     GError **error)
{
  g_autoptr (MwChoiceSink) sink = g_object_new (MW_TYPE_CHOICE_SINK, NULL);
  g_autoptr (MwReadContext) context = NULL;

  sink->choice = *choice;
  context = mw_read_context_new (system, variant, conversation, source, scope,
                                 mw_transport_get_base_uri (conversation->transport), MW_SINK (sink));
  return mw_set_read_run (context, rows, error) ? mw_chosen_ref (sink->rows) : NULL;
}

/**
 * mw_choice_rows_read:
 * @choice: one that the variant offers
 * @chosen: what was chosen before it
 * @prepared: of the session
 *
 * Reads all rows of a choice. To be called on a fiber.
 *
 * Returns: (transfer full) (nullable): the rows as values of @choice, maybe none; %NULL with a #MwSourceError
 * or #MwTransportError
 */
MwChosen *
mw_choice_rows_read (const MwConversation *conversation,
                     MwSystem *system,
                     const MwVariant *variant,
                     const MwChoice *choice,
                     MwChosen *chosen,
                     MwPrepared *prepared,
                     GError **error)
{
  const MwSetSource *rows = mw_system_find_choice_rows (system, variant, choice);
  g_autoptr (MwEntity) entity = mw_entity_new_plain (choice->id, columns);
  const MwScope everything = { MW_SCOPE_EVERYTHING };
  const MwEntitySource *source;
  MwReadScope *scope;

  if (rows == NULL)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED, "%s has no %s",
                   mw_system_get_id (system), choice->id);
      return NULL;
    }
  source = make_source (entity, choice, rows);
  scope = mw_read_scope_new (system, variant, source, rows, &everything, chosen, conversation->session);
  mw_read_scope_set_prepared (scope, prepared);
  return run (conversation, system, variant, choice, rows, source, scope, error);
}

/**
 * mw_choice_rows_read_set:
 * @choice: what is taken of each record of @rows
 * @rows: a set, as the variant reads it
 * @scope: of the read that needs the values, in its turn
 *
 * Reads values of all records of a set. To be called on a fiber.
 *
 * Returns: (transfer full) (nullable): as of mw_choice_rows_read()
 */
MwChosen *
mw_choice_rows_read_set (const MwConversation *conversation,
                         MwSystem *system,
                         const MwVariant *variant,
                         const MwChoice *choice,
                         const MwSetSource *rows,
                         MwReadScope *scope,
                         GError **error)
{
  g_autoptr (MwEntity) entity = mw_entity_new_plain (choice->id, columns);
  const MwEntitySource *source = make_source (entity, choice, rows);

  return run (conversation, system, variant, choice, rows, source,
              mw_read_scope_new_beside (scope, source, rows), error);
}
