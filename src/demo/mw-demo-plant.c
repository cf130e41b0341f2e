/* mw-demo-plant.c: a believable plant, the same every time, behind the unified API
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-plant.h"

#include "mw-demo-tables.h"
#include "mw-record-json.h"
#include "mw-record-selection.h"
#include "mw-service.h"
#include "mw-work.h"

/* The data is generated and everybody's: client, secret and key guard nothing. The key is fixed so that a
 * token from one run of the program holds in the next. Client and secret stand in data/systems/demo.json,
 * too. */
#define CLIENT_ID     "demo-plant"
#define CLIENT_SECRET "not-a-secret"
#define SIGNING_KEY   "millwright demo plant, signing key 1"

struct _MwDemoPlant
{
  GObject parent_instance;
};

static void mw_demo_plant_record_source_init (MwRecordSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwDemoPlant,
                               mw_demo_plant,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_RECORD_SOURCE,
                                                      mw_demo_plant_record_source_init))

/* One query while it is answered. */
typedef struct
{
  const MwDemoTable *table;
  MwRecordSelection *selection;
  MwRecordPage *page;
} Query;

static void
query_clear (gpointer data)
{
  Query *query = data;

  g_clear_pointer (&query->selection, mw_record_selection_free);
  g_clear_pointer (&query->page, mw_record_page_unref);
}

static void
query_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, query_clear);
}

static void
write_record (GString *json, const MwDemoTable *table, guint index)
{
  g_string_assign (json, "{");
  table->write (json, index);
  g_string_append_c (json, '}');
}

/* On the work pool. */
static gboolean
answer (gpointer data, GCancellable *cancellable, GError **error)
{
  Query *query = data;
  guint n_records = query->table->count ();
  g_autoptr (GString) json = g_string_sized_new (1024);
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  guint64 total;

  mw_record_selection_set_total (query->selection, n_records);
  if (mw_record_selection_needs_records (query->selection))
    for (guint i = 0; i < n_records; i++)
      {
        if (i % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
          return FALSE;
        write_record (json, query->table, i);
        mw_record_selection_add (query->selection, i, json->str, json->len);
      }

  numbers = mw_record_selection_finish (query->selection, &total);
  for (guint i = 0; i < numbers->len; i++)
    {
      write_record (json, query->table, (guint) g_array_index (numbers, guint64, i));
      g_ptr_array_add (records, g_strndup (json->str, json->len));
    }
  query->page = mw_record_page_new (g_steal_pointer (&records), total);

  return TRUE;
}

static DexFuture *
answer_fiber (gpointer data)
{
  Query *query = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (mw_work_run ("demo plant", answer, g_atomic_rc_box_acquire (query), query_unref), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (MW_TYPE_RECORD_PAGE, mw_record_page_ref (query->page));
}

static DexFuture *
query_table (const MwDemoTable *table, const MwRecordQuery *query)
{
  g_autoptr (GError) error = NULL;
  MwRecordSelection *selection;
  Query *box;

  if (table == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such table");
  selection = mw_record_selection_new (query, &error);
  if (selection == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  box = g_atomic_rc_box_new0 (Query);
  box->table = table;
  box->selection = selection;

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, answer_fiber, box, query_unref);
}

static char *
mw_demo_plant_describe (MwRecordSource *source)
{
  GString *json = g_string_new ("{");
  MwDemoText text;

  mw_record_json_append_member (json, "id", "demo-plant");
  mw_record_json_append_member (json, "company_name", "Brackwater Beverages (demo plant)");
  mw_record_json_append_member (json, "email", "demo@example.com");
  mw_record_json_append_member (json, "provider", "demo");
  mw_record_json_append_member (json, "provider_name", "Millwright demo plant");
  mw_record_json_append_member (json, "sync_status", "done");
  mw_record_json_append_member (json, "updated_at", mw_demo_time (text, MW_DEMO_TODAY * 1440));
  mw_record_json_append_member (json, "sync_updated_at", mw_demo_time (text, MW_DEMO_TODAY * 1440));
  g_string_append_c (json, '}');

  return g_string_free_and_steal (json);
}

/* "erp/purchase-orders" when the table is in that family. */
static gboolean
has_family (const MwDemoTable *table, const char *family)
{
  g_auto (GStrv) families = g_strsplit (table->families, " ", -1);

  return g_strv_contains ((const char *const *) families, family);
}

static char **
mw_demo_plant_list_collections (MwRecordSource *source)
{
  static const char *const families[] = { "eam", "erp", "wms" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    for (guint j = 0; j < mw_demo_n_collections; j++)
      if (has_family (&mw_demo_collections[j], families[i]))
        g_strv_builder_take (builder, g_strdup_printf ("%s/%s", families[i], mw_demo_collections[j].name));

  return g_strv_builder_end (builder);
}

static DexFuture *
mw_demo_plant_query (MwRecordSource *source, const char *collection, const MwRecordQuery *query)
{
  const char *slash = strchr (collection, '/');
  const MwDemoTable *table = NULL;

  if (slash != NULL)
    {
      g_autofree char *family = g_strndup (collection, slash - collection);

      for (guint i = 0; i < mw_demo_n_collections && table == NULL; i++)
        if (g_str_equal (mw_demo_collections[i].name, slash + 1) &&
            has_family (&mw_demo_collections[i], family))
          table = &mw_demo_collections[i];
    }

  return query_table (table, query);
}

static char **
mw_demo_plant_list_raw_tables (MwRecordSource *source)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < mw_demo_n_raw_tables; i++)
    g_strv_builder_add (builder, mw_demo_raw_tables[i].name);

  return g_strv_builder_end (builder);
}

static DexFuture *
mw_demo_plant_query_raw (MwRecordSource *source, const char *name, const MwRecordQuery *query)
{
  const MwDemoTable *table = NULL;

  for (guint i = 0; i < mw_demo_n_raw_tables && table == NULL; i++)
    if (g_str_equal (mw_demo_raw_tables[i].name, name))
      table = &mw_demo_raw_tables[i];

  return query_table (table, query);
}

static void
mw_demo_plant_record_source_init (MwRecordSourceInterface *iface)
{
  iface->describe = mw_demo_plant_describe;
  iface->list_collections = mw_demo_plant_list_collections;
  iface->query = mw_demo_plant_query;
  iface->list_raw_tables = mw_demo_plant_list_raw_tables;
  iface->query_raw = mw_demo_plant_query_raw;
}

static void
mw_demo_plant_class_init (MwDemoPlantClass *klass)
{
}

static void
mw_demo_plant_init (MwDemoPlant *self)
{
}

/**
 * mw_demo_plant_new:
 *
 * Returns: (transfer full): the plant; it holds no data, every record is made when it is asked for
 */
MwDemoPlant *
mw_demo_plant_new (void)
{
  return g_object_new (MW_TYPE_DEMO_PLANT, NULL);
}

static MwService *
start_service (void)
{
  g_autoptr (MwDemoPlant) plant = mw_demo_plant_new ();
  g_autoptr (GBytes) key = g_bytes_new_static (SIGNING_KEY, strlen (SIGNING_KEY));
  MwService *service = mw_service_new (MW_RECORD_SOURCE (plant));

  mw_service_set_client (service, CLIENT_ID, CLIENT_SECRET);
  mw_service_set_signing_key (service, key);

  return service;
}

/**
 * mw_demo_plant_resolve:
 * @builtin: "demo"
 * @data: unused
 *
 * Starts the plant's service on the first call; it then runs until the process ends.
 *
 * Returns: (transfer full): a future that resolves to the base URL, the same one every time; rejects with
 *   %G_IO_ERROR_NOT_FOUND for another @builtin
 */
DexFuture *
mw_demo_plant_resolve (const char *builtin, gpointer data)
{
  static GMutex mutex;
  static MwService *service;
  static DexFuture *started;
  DexFuture *result;

  if (g_strcmp0 (builtin, "demo") != 0)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no “%s” in this program",
                                  builtin);

  g_mutex_lock (&mutex);
  if (service == NULL)
    {
      service = start_service ();
      started = mw_service_start (service);
    }
  result = dex_ref (started);
  g_mutex_unlock (&mutex);

  return result;
}
