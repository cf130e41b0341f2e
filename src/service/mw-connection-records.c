/* mw-connection-records.c: what a connection has read, for the unified API
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-records.h"

#include "mw-raw-set.h"
#include "mw-record-json.h"
#include "mw-record-selection.h"
#include "mw-shape-writer.h"
#include "mw-work.h"

/* What is asked of which records, but for the page. */
typedef struct
{
  char *text;
  guint n_records;
  MwGeneration *generation;
  MwGeneration *children_generation;
  MwRawSet *raw_set;
} Question;

static void
question_free (Question *question)
{
  g_free (question->text);
  g_clear_pointer (&question->generation, mw_generation_unref);
  g_clear_pointer (&question->children_generation, mw_generation_unref);
  g_clear_object (&question->raw_set);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* A raw set and an entity whose reading brings it. */
typedef struct
{
  char *set;
  MwEntity *entity;
} RawTable;

struct _MwConnectionRecords
{
  GObject parent_instance;

  /* Main thread. */
  MwConnection *connection;
  /* Never changed after mw_connection_records_new(). */
  char *description;
  GPtrArray *entities; /* of MwEntity */
  GArray *raw_tables;  /* of RawTable */
  /* The order that was found last. */
  GMutex mutex;
  Question *last; /* or NULL */
  GArray *last_order;
};

static void mw_connection_records_record_source_init (MwRecordSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwConnectionRecords,
                               mw_connection_records,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_RECORD_SOURCE,
                                                      mw_connection_records_record_source_init))

/* One query on its way: main thread (what to read) → worker (records). */
typedef struct
{
  MwConnectionRecords *owner;
  char *question; /* but for the page */
  MwConnection *connection;
  MwEntity *entity;
  MwEntity *children;   /* or NULL */
  const MwShape *shape; /* NULL: a raw set */
  char *set;
  MwGeneration *generation;
  MwGeneration *children_generation;
  MwRawSet *raw_set;
  MwRecordSelection *selection;
  MwRecordPage *page;
} Query;

static void
query_clear (gpointer data)
{
  Query *query = data;

  g_clear_object (&query->owner);
  g_free (query->question);
  g_clear_object (&query->connection);
  g_clear_object (&query->entity);
  g_clear_object (&query->children);
  g_clear_object (&query->raw_set);
  g_clear_pointer (&query->generation, mw_generation_unref);
  g_clear_pointer (&query->children_generation, mw_generation_unref);
  g_clear_pointer (&query->selection, mw_record_selection_free);
  g_clear_pointer (&query->page, mw_record_page_unref);
  g_free (query->set);
}

static void
query_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, query_clear);
}

static char *
describe_question (const char *collection, const MwRecordQuery *query)
{
  GString *text = g_string_new (collection);

  g_string_append_printf (text, "\n%s\n%d%d", query->sort_field != NULL ? query->sort_field : "",
                          query->sort_descending, query->match_any);
  for (guint i = 0; i < query->n_filters; i++)
    g_string_append_printf (text, "\n%s\n%s\n%s", query->filters[i].field, query->filters[i].operation,
                            query->filters[i].value);
  return g_string_free_and_steal (text);
}

static Question *
new_question (Query *query, guint n_records)
{
  Question *question = g_new0 (Question, 1);

  question->text = g_strdup (query->question);
  question->n_records = n_records;
  if (query->generation != NULL)
    question->generation = mw_generation_ref (query->generation);
  if (query->children_generation != NULL)
    question->children_generation = mw_generation_ref (query->children_generation);
  g_set_object (&question->raw_set, query->raw_set);
  return question;
}

static gboolean
is_same_question (const Question *a, const Question *b)
{
  return a->n_records == b->n_records && a->generation == b->generation &&
         a->children_generation == b->children_generation && a->raw_set == b->raw_set &&
         g_str_equal (a->text, b->text);
}

/* Whoever reads a sorted list page by page asks the same again and again. */
static void
recall_order (MwConnectionRecords *self, const Question *question, MwRecordSelection *selection)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->last != NULL && is_same_question (self->last, question))
    mw_record_selection_set_order (selection, self->last_order);
}

static void
remember_order (MwConnectionRecords *self, Question *question, GArray *order)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_clear_pointer (&self->last, question_free);
  g_clear_pointer (&self->last_order, g_array_unref);
  self->last = question;
  self->last_order = order;
}

typedef void (*WriteRecord) (gpointer source, GString *json, guint record);

static void
write_shaped (gpointer source, GString *json, guint record)
{
  mw_shape_writer_write (source, json, record);
}

static void
write_raw (gpointer source, GString *json, guint record)
{
  g_autoptr (GBytes) bytes = mw_raw_set_dup_record (source, record, NULL);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  g_string_append_len (json, text, (gssize) length);
}

static gboolean
select_records (Query *query,
                gpointer source,
                WriteRecord write,
                guint n_records,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (Question) question = new_question (query, n_records);
  guint64 total;

  mw_record_selection_set_total (query->selection, n_records);
  recall_order (query->owner, question, query->selection);
  if (mw_record_selection_needs_records (query->selection))
    {
      for (guint i = 0; i < n_records; i++)
        {
          if (i % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          g_string_truncate (json, 0);
          write (source, json, i);
          mw_record_selection_add (query->selection, i, json->str, json->len);
        }
      remember_order (query->owner, g_steal_pointer (&question),
                      mw_record_selection_dup_order (query->selection));
    }

  numbers = mw_record_selection_finish (query->selection, &total);
  for (guint i = 0; i < numbers->len; i++)
    {
      g_string_truncate (json, 0);
      write (source, json, (guint) g_array_index (numbers, guint64, i));
      g_ptr_array_add (records, g_strndup (json->str, json->len));
    }
  query->page = mw_record_page_new (g_steal_pointer (&records), total);

  return TRUE;
}

/* On the work pool. */
static gboolean
answer (gpointer data, GCancellable *cancellable, GError **error)
{
  Query *query = data;
  g_autoptr (MwShapeWriter) writer = NULL;

  if (query->shape == NULL)
    return select_records (query, query->raw_set, write_raw, mw_raw_set_get_n_records (query->raw_set),
                           cancellable, error);

  writer = mw_shape_writer_new (query->shape, query->generation, query->children_generation);

  return select_records (query, writer, write_shaped, mw_shape_writer_get_n_records (writer), cancellable,
                         error);
}

/* In a fiber of the main thread. What was read of an entity; it is read if it was not yet. */
static MwDataset *
read_entity (MwConnection *connection, MwEntity *entity, GError **error)
{
  g_autoptr (MwReading) reading = g_object_ref (mw_connection_read (connection, entity));

  if (mw_reading_get_state (reading) == MW_READING_FAILED ||
      mw_reading_get_state (reading) == MW_READING_CANCELLED)
    g_set_object (&reading, mw_connection_refresh (connection, entity));
  if (!dex_await (mw_reading_wait (reading), error))
    return NULL;

  return g_object_ref (mw_reading_get_dataset (reading));
}

static DexFuture *
answer_fiber (gpointer data)
{
  Query *query = data;
  g_autoptr (MwDataset) children = NULL;
  g_autoptr (MwDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  if (query->children != NULL &&
      (children = read_entity (query->connection, query->children, &error)) == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if ((dataset = read_entity (query->connection, query->entity, &error)) == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (query->shape == NULL)
    {
      query->raw_set = mw_dataset_find_raw_set (dataset, query->set);
      if (query->raw_set == NULL)
        return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "This table could not be read");
    }
  else
    query->generation = mw_table_dup_generation (mw_dataset_get_table (dataset, query->entity));
  if (children != NULL)
    query->children_generation = mw_table_dup_generation (mw_dataset_get_table (children, query->children));

  if (!dex_await (mw_work_run ("connection records", answer, g_atomic_rc_box_acquire (query), query_unref),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (MW_TYPE_RECORD_PAGE, mw_record_page_ref (query->page));
}

/* On the service's thread. @query (transfer full) knows what is asked for. */
static DexFuture *
spawn_query (MwConnectionRecords *self,
             Query *query,
             const char *collection,
             const MwRecordQuery *record_query)
{
  g_autoptr (GError) error = NULL;

  query->owner = g_object_ref (self);
  query->connection = g_object_ref (self->connection);
  query->question = describe_question (collection, record_query);

  query->selection = mw_record_selection_new (record_query, &error);
  if (query->selection == NULL)
    {
      query_unref (query);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  return dex_scheduler_spawn (dex_scheduler_get_default (), 0, answer_fiber, query, query_unref);
}

static MwEntity *
find_entity (MwConnectionRecords *self, const char *id)
{
  for (guint i = 0; i < self->entities->len; i++)
    if (g_str_equal (mw_entity_get_id (g_ptr_array_index (self->entities, i)), id))
      return g_ptr_array_index (self->entities, i);

  return NULL;
}

static char *
mw_connection_records_describe (MwRecordSource *source)
{
  return g_strdup (MW_CONNECTION_RECORDS (source)->description);
}

static char **
mw_connection_records_list_collections (MwRecordSource *source)
{
  static const char *const families[] = { "eam", "erp", "wms" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    for (guint j = 0; j < mw_n_shapes; j++)
      if (mw_shape_has_family (&mw_shapes[j], families[i]) &&
          find_entity (MW_CONNECTION_RECORDS (source), mw_shapes[j].entity) != NULL)
        g_strv_builder_take (builder, g_strdup_printf ("%s/%s", families[i], mw_shapes[j].name));

  return g_strv_builder_end (builder);
}

static const MwShape *
find_shape (const char *collection)
{
  const char *slash = strchr (collection, '/');
  g_autofree char *family = slash ? g_strndup (collection, slash - collection) : NULL;

  for (guint i = 0; slash != NULL && i < mw_n_shapes; i++)
    if (g_str_equal (mw_shapes[i].name, slash + 1) && mw_shape_has_family (&mw_shapes[i], family))
      return &mw_shapes[i];

  return NULL;
}

static DexFuture *
mw_connection_records_query (MwRecordSource *source,
                             const char *collection,
                             const MwRecordQuery *record_query)
{
  MwConnectionRecords *self = MW_CONNECTION_RECORDS (source);
  const MwShape *shape = find_shape (collection);
  MwEntity *entity = shape ? find_entity (self, shape->entity) : NULL;
  MwEntity *children = entity && shape->children ? find_entity (self, shape->children->entity) : NULL;
  Query *query;

  if (entity == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such collection");
  query = g_atomic_rc_box_new0 (Query);
  query->entity = g_object_ref (entity);
  query->shape = shape;
  g_set_object (&query->children, children);

  return spawn_query (self, query, collection, record_query);
}

static char **
mw_connection_records_list_raw_tables (MwRecordSource *source)
{
  MwConnectionRecords *self = MW_CONNECTION_RECORDS (source);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->raw_tables->len; i++)
    g_strv_builder_add (builder, g_array_index (self->raw_tables, RawTable, i).set);

  return g_strv_builder_end (builder);
}

static DexFuture *
mw_connection_records_query_raw (MwRecordSource *source, const char *table, const MwRecordQuery *record_query)
{
  MwConnectionRecords *self = MW_CONNECTION_RECORDS (source);

  for (guint i = 0; i < self->raw_tables->len; i++)
    {
      const RawTable *raw_table = &g_array_index (self->raw_tables, RawTable, i);
      Query *query;

      if (!g_str_equal (raw_table->set, table))
        continue;
      query = g_atomic_rc_box_new0 (Query);
      query->entity = g_object_ref (raw_table->entity);
      query->set = g_strdup (table);
      return spawn_query (self, query, table, record_query);
    }

  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such table");
}

static void
mw_connection_records_record_source_init (MwRecordSourceInterface *iface)
{
  iface->describe = mw_connection_records_describe;
  iface->list_collections = mw_connection_records_list_collections;
  iface->query = mw_connection_records_query;
  iface->list_raw_tables = mw_connection_records_list_raw_tables;
  iface->query_raw = mw_connection_records_query_raw;
}

static void
mw_connection_records_finalize (GObject *object)
{
  MwConnectionRecords *self = MW_CONNECTION_RECORDS (object);

  g_clear_object (&self->connection);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_clear_pointer (&self->raw_tables, g_array_unref);
  g_free (self->description);
  g_clear_pointer (&self->last, question_free);
  g_clear_pointer (&self->last_order, g_array_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (mw_connection_records_parent_class)->finalize (object);
}

static void
mw_connection_records_class_init (MwConnectionRecordsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_connection_records_finalize;
}

static void
raw_table_clear (gpointer data)
{
  RawTable *table = data;

  g_free (table->set);
  g_object_unref (table->entity);
}

static void
mw_connection_records_init (MwConnectionRecords *self)
{
  g_mutex_init (&self->mutex);
  self->raw_tables = g_array_new (FALSE, FALSE, sizeof (RawTable));
  g_array_set_clear_func (self->raw_tables, raw_table_clear);
}

static void
add_raw_table (MwConnectionRecords *self, const char *set, MwEntity *entity)
{
  RawTable table;

  for (guint i = 0; i < self->raw_tables->len; i++)
    if (g_str_equal (g_array_index (self->raw_tables, RawTable, i).set, set))
      return;
  table.set = g_strdup (set);
  table.entity = g_object_ref (entity);
  g_array_append_val (self->raw_tables, table);
}

/* The sets that entities are made of come before those that they only look into: a reading of the entity
 * itself brings the whole of the first. */
static void
find_raw_tables (MwConnectionRecords *self)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->entities->len; i++)
      {
        MwEntity *entity = g_ptr_array_index (self->entities, i);
        const MwEntitySource *source = mw_system_find_entity (
          mw_connection_get_system (self->connection), mw_connection_get_variant (self->connection), entity);

        if (pass == 0)
          add_raw_table (self, source->set, entity);
        for (guint j = 0; pass == 1 && source->lookups[j] != NULL; j++)
          add_raw_table (self, source->lookups[j], entity);
      }
}

static char *
describe (MwConnection *connection)
{
  MwSystem *system = mw_connection_get_system (connection);
  GString *json = g_string_new ("{");

  mw_record_json_append_member (json, "id", mw_connection_get_id (connection));
  mw_record_json_append_member (json, "company_name", mw_connection_get_label (connection));
  mw_record_json_append_member (json, "email", mw_connection_get_user (connection));
  mw_record_json_append_member (json, "provider", mw_system_get_id (system));
  mw_record_json_append_member (json, "provider_name", mw_system_get_name (system));
  mw_record_json_append_member (json, "sync_status", "done");
  g_string_append_c (json, '}');

  return g_string_free_and_steal (json);
}

/**
 * mw_connection_records_new:
 * @connection: a connection
 *
 * The raw tables are the raw sets under their ids, their records byte for byte. The unified collections are
 * the entities under Makini's names; lists that we have no entity for (units, users, statuses …) hold the
 * values that occur. Queries need the main loop to run.
 *
 * Returns: (transfer full): a source over what the connection gives
 */
MwConnectionRecords *
mw_connection_records_new (MwConnection *connection)
{
  MwConnectionRecords *self;

  g_return_val_if_fail (MW_IS_CONNECTION (connection), NULL);

  self = g_object_new (MW_TYPE_CONNECTION_RECORDS, NULL);
  self->connection = g_object_ref (connection);
  self->description = describe (connection);
  self->entities = mw_connection_dup_entities (connection);
  find_raw_tables (self);

  return self;
}
