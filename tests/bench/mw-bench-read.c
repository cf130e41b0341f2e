/* mw-bench-read.c: a read of the system "bench", fed with pages by hand
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bench-read.h"

#include "mw-page-read.h"
#include "mw-request-private.h"

#define ADDRESS "https://erp.example.com"

char *
mw_bench_dup_path (const char *name)
{
  const char *folder = g_getenv ("G_TEST_SRCDIR");

  return g_build_filename (folder != NULL ? folder : "tests", "bench", name, NULL);
}

MwModel *
mw_bench_load_model (void)
{
  g_autofree char *path = mw_bench_dup_path ("data/model");
  g_autoptr (GError) error = NULL;
  MwModel *model = mw_model_load (path, &error);

  g_assert_no_error (error);
  return model;
}

void
mw_bench_read_init (MwBenchRead *self, MwModel *model, MwSink *sink, const char *entity, const char *other)
{
  g_autofree char *systems = mw_bench_dup_path ("data/systems");
  g_autoptr (GError) error = NULL;
  MwSystem *system;
  const MwScope everything = { MW_SCOPE_EVERYTHING };
  MwReadContext *context;

  self->catalog = mw_catalog_load (systems, model, &error);
  g_assert_no_error (error);
  system = mw_catalog_find (self->catalog, "bench");
  context = self->context = g_atomic_rc_box_new0 (MwReadContext);
  context->system = g_object_ref (system);
  context->variant = mw_system_find_variant (system, "key");
  context->entity = g_object_ref (mw_model_find (model, entity));
  context->source = mw_system_find_entity (system, context->variant, context->entity);
  context->sink = g_object_ref (sink);
  context->lookups = mw_lookups_new (context->source, mw_entity_get_n_fields (context->entity));
  context->mapping = mw_mapping_new (system, context->variant, context->source, context->lookups, ADDRESS);
  context->scope = mw_read_scope_new (system, context->variant, context->source,
                                      mw_system_find_set (system, context->variant, context->source->set),
                                      &everything, NULL, NULL);
  context->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) mw_set_records_free);
  context->parents = g_hash_table_new (NULL, NULL);
  context->beside = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_beside_free);
  if (other != NULL)
    g_ptr_array_add (context->beside, mw_beside_new (system, context->variant, mw_model_find (model, other),
                                                     context->scope, ADDRESS));
  context->announced = -1;
  self->read = mw_set_read_new (context, mw_system_find_set (system, context->variant, context->source->set));
  self->read->number = mw_sink_begin_set (sink, context->source->set, "orders", -1);
}

void
mw_bench_read_clear (MwBenchRead *self)
{
  mw_set_read_release (self->read);
  g_atomic_rc_box_release_full (self->context, mw_read_context_clear);
  g_object_unref (self->catalog);
}

/* As an answer that has just come. */
void
mw_bench_read_page (MwBenchRead *self, GBytes *bytes)
{
  g_autoptr (MwResponse) response = mw_response_new (200, ADDRESS "/orders");
  g_autoptr (GError) error = NULL;

  mw_response_add_header (response, "Content-Type", "application/json");
  mw_response_take_body (response, g_bytes_ref (bytes));
  mw_page_read (self->read, response, NULL, &error);
  g_assert_no_error (error);
}
