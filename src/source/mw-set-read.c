/* mw-set-read.c: reads one set: pages to raw rows, lookup tables and normalized rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-read.h"

#include "mw-detail-read.h"
#include "mw-edmx-fields.h"
#include "mw-exchange.h"
#include "mw-field-why.h"
#include "mw-kept-places.h"
#include "mw-next-link.h"
#include "mw-offline.h"
#include "mw-page-deliver.h"
#include "mw-page-read.h"
#include "mw-prepare.h"
#include "mw-reply.h"
#include "mw-since.h"
#include "mw-set-again.h"
#include "mw-set-changes.h"
#include "mw-source.h"
#include "mw-work.h"

/**
 * mw_read_context_new:
 * @conversation: the fiber's own
 * @source: the entity that is read
 * @scope: (transfer full): what the user chose
 * @address: (nullable): of the connection
 * @sink: gets raw pages and rows
 *
 * Returns: (transfer full): what the sets of an entity share
 */
MwReadContext *
mw_read_context_new (MwSystem *system,
                     const MwVariant *variant,
                     const MwConversation *conversation,
                     const MwEntitySource *source,
                     MwReadScope *scope,
                     const char *address,
                     MwSink *sink)
{
  MwReadContext *context = g_atomic_rc_box_new0 (MwReadContext);

  context->system = g_object_ref (system);
  context->variant = variant;
  context->conversation.fiber = conversation->fiber;
  g_set_object (&context->conversation.transport, conversation->transport);
  g_set_object (&context->conversation.session, conversation->session);
  context->conversation.tally = conversation->tally != NULL ? mw_tally_ref (conversation->tally) : NULL;
  context->entity = g_object_ref (source->entity);
  context->source = source;
  context->sink = g_object_ref (sink);
  context->scope = scope;
  context->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) mw_set_records_free);
  context->parents = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) mw_record_keys_free);
  context->lookups = mw_lookups_new (source, mw_entity_get_n_fields (source->entity));
  context->mapping = mw_mapping_new (system, variant, source, context->lookups, address);
  context->beside = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_beside_free);
  context->announced = -1;
  return context;
}

void
mw_read_context_release (gpointer context)
{
  g_atomic_rc_box_release_full (context, mw_read_context_clear);
}

void
mw_read_context_clear (gpointer data)
{
  MwReadContext *context = data;

  g_clear_pointer (&context->mapping, mw_mapping_free);
  g_clear_pointer (&context->lookups, mw_lookups_free);
  g_clear_object (&context->system);
  g_clear_object (&context->conversation.transport);
  g_clear_object (&context->conversation.session);
  g_clear_pointer (&context->conversation.tally, mw_tally_unref);
  g_clear_object (&context->entity);
  g_clear_object (&context->sink);
  g_clear_object (&context->held);
  g_clear_object (&context->again);
  g_clear_pointer (&context->offline, mw_offline_unref);
  g_clear_pointer (&context->scope, mw_read_scope_free);
  g_clear_pointer (&context->records, g_hash_table_unref);
  g_clear_pointer (&context->parents, g_hash_table_unref);
  g_clear_pointer (&context->beside, g_ptr_array_unref);
  g_clear_pointer (&context->rows, mw_chunk_builder_free);
}

/**
 * mw_read_context_expect_parents:
 * @set: a set with “of”
 *
 * From now on the records of the other set are remembered for @set; what was remembered before is forgotten.
 */
void
mw_read_context_expect_parents (MwReadContext *context, const MwSetSource *set)
{
  g_hash_table_replace (context->parents, (gpointer) set, mw_record_keys_new ());
}

void
mw_set_read_clear (gpointer data)
{
  MwSetRead *self = data;

  g_clear_pointer (&self->plan, mw_field_plan_free);
  g_clear_pointer (&self->pager, mw_pager_free);
  g_clear_pointer (&self->keys, mw_json_keys_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->details, mw_detail_page_free);
  g_clear_pointer (&self->first_uri, g_free);
  g_clear_pointer (&self->page_uri, g_free);
  g_clear_pointer (&self->unknown_field, g_free);
  g_clear_pointer (&self->update, mw_set_update_free);
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->anchor, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_free);
  g_atomic_rc_box_release_full (self->context, mw_read_context_clear);
}

void
mw_set_read_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, mw_set_read_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSetRead, mw_set_read_release)

static MwSetRecords *
get_records (MwReadContext *context, const MwSetSource *set)
{
  MwSetRecords *records = g_hash_table_lookup (context->records, set->id);

  if (records == NULL)
    {
      records = mw_set_records_new (&context->variant->dialect);
      g_hash_table_insert (context->records, (gpointer) set->id, records);
    }
  mw_set_records_begin_turn (records);
  return records;
}

/* What other sets are read for is asked for too. */
static void
add_parent_fields (MwSetRead *self)
{
  GHashTableIter iter;
  gpointer child;

  g_hash_table_iter_init (&iter, self->context->parents);
  while (g_hash_table_iter_next (&iter, &child, NULL))
    {
      const MwSetOf *of = ((const MwSetSource *) child)->of;

      if (!g_str_equal (of->set, self->set->id))
        continue;
      mw_field_plan_add (self->plan, of->key);
      for (guint i = 0; i < of->n_values; i++)
        mw_field_plan_add (self->plan, of->values[i].value);
    }
}

/* What the rows want is found while the records are read. */
static void
read_with_keys (MwSetRead *self)
{
  MwReadContext *context = self->context;

  mw_mapping_read_with (context->mapping, self->keys);
  for (guint i = 0; i < context->beside->len; i++)
    mw_mapping_read_with (((MwBeside *) context->beside->pdata[i])->mapping, self->keys);
}

MwSetRead *
mw_set_read_new (MwReadContext *context, const MwSetSource *set)
{
  MwSetRead *self = g_atomic_rc_box_new0 (MwSetRead);

  self->context = g_atomic_rc_box_acquire (context);
  self->set = set;
  self->name = mw_system_get_set_name (context->system, context->variant, set);
  self->plan = mw_field_plan_new (context->variant, context->source, set);
  add_parent_fields (self);
  self->pager = mw_pager_new (&set->paging);
  self->records = get_records (context, set);
  self->keys = mw_json_keys_new ();
  self->first_record = mw_set_records_get_n_records (self->records);
  self->n_duplicates_before = mw_set_records_get_n_duplicates (self->records);
  self->is_primary = g_str_equal (set->id, context->source->set);
  self->is_repeated = mw_read_scope_is_repeated (context->scope, set);
  self->is_lookup = mw_lookups_uses (context->lookups, set->id);
  self->announced = self->is_primary ? context->announced : -1;
  self->keeps_keys = mw_sink_keeps_keys (context->sink);
  self->expected = -1;
  self->began_at = MW_SINCE_NONE;
  self->newest = MW_SINCE_NONE;
  self->bound = G_MAXINT64;
  if (self->is_primary && self->is_lookup)
    self->kept = g_ptr_array_new ();
  if (self->is_primary)
    read_with_keys (self);
  mw_pager_set_total (self->pager, self->announced);
  return self;
}

gboolean
mw_set_read_run_job (MwSetRead *self, const char *name, MwWorkFunc func, GError **error)
{
  return dex_await (
    mw_fiber_until (self->context->conversation.fiber,
                    mw_work_run (name, func, g_atomic_rc_box_acquire (self), mw_set_read_release)),
    error);
}

static void
set_places (MwSetRead *self, MwVariables *places)
{
  mw_mapping_set_places (self->context->mapping, places);
  for (guint i = 0; i < self->context->beside->len; i++)
    mw_mapping_set_places (((MwBeside *) self->context->beside->pdata[i])->mapping, places);
}

static gboolean
begin_set (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  g_autoptr (MwVariables) places = mw_read_scope_dup_places (self->context->scope);

  set_places (self, places);
  self->zone = mw_variables_dup_text (places, "zone");
  self->number = mw_sink_begin_set (self->context->sink, self->set->id, self->set->title,
                                    self->announced >= 0 ? self->first_record + self->announced : -1);
  return TRUE;
}

static void
notice_count (MwSetRead *self, MwNoticeKind kind, guint64 count)
{
  MwNotice notice = { .kind = kind, .set = self->set->id, .subject = self->set->title, .count = count };

  if (count > 0 || kind == MW_NOTICE_COUNT_DIFFERS)
    mw_sink_notice (self->context->sink, self->context->entity, &notice);
}

/* What the next read of the set goes on from: nothing that was changed before may be missing in this one.
 * Pages take time, so that is not later than the first of them; and clocks differ, so it is not later than
 * the newest change that the system itself has written. */
gint64
mw_set_read_find_watermark (MwSetRead *self)
{
  gboolean is_empty = mw_set_records_get_n_records (self->records) == self->first_record;

  if (self->set->changed == NULL || self->is_unstamped || self->is_keyless || self->n_details_missing > 0)
    return MW_SINCE_NONE;
  if (is_empty && self->newest == MW_SINCE_NONE)
    return self->began_at;
  return MIN (MIN (self->newest, self->bound), self->began_at);
}

static void
mark (MwSetRead *self)
{
  const MwSetMark *before = self->update != NULL ? mw_set_update_get_mark (self->update) : NULL;
  g_autofree char *fields = mw_field_plan_dup_asked (self->plan);
  g_autofree char *places = self->is_primary && !self->has_ended ? mw_kept_places_dup (self->context->scope)
                                                                 : NULL;
  gint64 n_records = mw_set_records_get_n_records (self->records) - self->first_record;
  const MwSetMark mark = {
    .watermark = mw_set_read_find_watermark (self),
    .fields = fields,
    .compared_at = before != NULL ? before->compared_at : self->compared_at,
    .n_updates = before != NULL ? before->n_updates + 1 : 0,
    .n_unsent = self->announced >= 0 ? self->announced - n_records : 0,
    .places = places,
  };

  if (self->keeps_keys)
    mw_sink_mark (self->context->sink, self->number, self->has_ended ? &self->ended : &mark);
}

static gboolean
end_set (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  guint n_records = mw_set_records_get_n_records (self->records);

  if (!self->set->repeats)
    notice_count (self, MW_NOTICE_DUPLICATES_REMOVED,
                  mw_set_records_get_n_duplicates (self->records) - self->n_duplicates_before);
  notice_count (self, MW_NOTICE_DUPLICATE_KEYS, self->n_duplicate_keys);
  notice_count (self, MW_NOTICE_DETAILS_MISSING, self->n_details_missing);
  if (self->announced >= 0 && self->announced != n_records - self->first_record && !self->set->repeats)
    notice_count (self, MW_NOTICE_COUNT_DIFFERS, self->announced);
  mw_sink_begin_set (self->context->sink, self->set->id, self->set->title, n_records);
  mark (self);
  return TRUE;
}

static gboolean
is_success (MwResponse *response)
{
  guint status = mw_response_get_status (response);

  return status >= 200 && status < 300;
}

static gboolean
read_edmx (MwSetRead *self, MwResponse *response, GError **error)
{
  GBytes *body = mw_response_get_body (response);
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  g_autoptr (MwJson)
    fields = mw_edmx_fields_parse (text != NULL ? text : "", length, self->set->edmx_set, error);

  if (fields == NULL)
    return FALSE;
  mw_field_plan_offer (self->plan, mw_json_get_root (fields));
  return TRUE;
}

static gboolean
read_fields (gpointer data, MwResponse *response, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  g_auto (MwReply) reply = { NULL };

  if (self->set->edmx_set != NULL && is_success (response))
    return read_edmx (self, response, error);
  if (!mw_reply_read (&reply, self->context->variant, self->set->title, response, NULL, cancellable, error))
    return FALSE;
  mw_field_plan_offer (self->plan, mw_reply_find (&reply, self->set->fields->records));
  return TRUE;
}

/* Asks which fields there are. A system that does not tell is asked for all of them and says itself what it
 * lacks. */
static gboolean
ask_fields (MwSetRead *self, GError **error)
{
  MwReadContext *context = self->context;
  g_autoptr (MwVariables) variables = NULL;
  GError *reason = NULL;

  if (self->set->fields == NULL)
    return TRUE;
  variables = mw_read_scope_new_variables (context->scope, self->set, error);
  if (variables == NULL)
    return FALSE;
  if (mw_exchange (&context->conversation, &(MwPurpose) { MW_PURPOSE_FIELDS, self->name, 0 },
                   self->set->fields, variables, read_fields, self, mw_set_read_clear, &reason))
    {
      mw_field_why_ask (self);
      return TRUE;
    }
  if (reason->domain == MW_SOURCE_ERROR && reason->code != MW_SOURCE_ERROR_SIGNED_OUT)
    {
      g_error_free (reason);
      return TRUE;
    }
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
notice_put_back (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;
  MwNotice notice = { .kind = MW_NOTICE_LINK_PUT_BACK, .set = self->set->id, .subject = self->set->title };

  mw_sink_notice (self->context->sink, self->context->entity, &notice);
  return TRUE;
}

/* The link to the page to read now, as a request. */
static MwNextLink *
new_link (MwSetRead *self, GError **error)
{
  const char *base_uri = mw_transport_get_base_uri (self->context->conversation.transport);
  g_autofree char *address = g_str_has_suffix (base_uri, "/") ? g_strdup (base_uri)
                                                              : g_strconcat (base_uri, "/", NULL);
  g_autofree char *service = g_uri_resolve_relative (self->first_uri, ".", G_URI_FLAGS_ENCODED, NULL);
  const char *const bases[] = {
    [MW_LINK_BASE_PAGE] = self->page_uri,
    [MW_LINK_BASE_SERVICE] = service,
    [MW_LINK_BASE_ADDRESS] = address,
  };
  gboolean put_back = FALSE;
  g_autoptr (MwNextLink)
    link = mw_next_link_new (self->set->list, mw_pager_get_link (self->pager),
                             bases[self->set->paging.relative_to], base_uri, &put_back, error);

  if (link == NULL || !put_back || self->links_put_back)
    return g_steal_pointer (&link);
  self->links_put_back = TRUE;
  return mw_set_read_run_job (self, "notice", notice_put_back, error) ? g_steal_pointer (&link) : NULL;
}

/**
 * mw_set_read_new_variables:
 *
 * Returns: (transfer full): what the scope says, which fields are asked for, where the paging is, and for
 * which records of another set it is read
 */
MwVariables *
mw_set_read_new_variables (MwSetRead *self, GError **error)
{
  MwReadContext *context = self->context;
  MwVariables *variables = mw_read_scope_new_variables (context->scope, self->set, error);

  if (variables == NULL)
    return NULL;
  mw_pager_fill (self->pager, variables);
  mw_read_scope_fill_order (context->scope, self->set, variables);
  mw_field_plan_fill (self->plan, variables);
  if (self->set->of != NULL)
    mw_record_keys_fill_of (g_hash_table_lookup (context->parents, self->set), self->set->of, self->parent,
                            variables);
  return variables;
}

static gboolean
ask_page (MwSetRead *self, GError **error)
{
  MwReadContext *context = self->context;
  g_autoptr (MwVariables) variables = mw_set_read_new_variables (self, error);
  g_autoptr (MwNextLink) link = NULL;
  const MwRequestTemplate *request = self->set->list;

  if (variables == NULL)
    return FALSE;
  self->asked_at = g_get_real_time ();
  if (mw_pager_get_link (self->pager) != NULL)
    {
      link = new_link (self, error);
      if (link == NULL)
        return FALSE;
      mw_next_link_fill (link, variables);
      request = mw_next_link_get_template (link);
    }
  return mw_exchange (&context->conversation, &(MwPurpose) { MW_PURPOSE_PAGE, self->name, self->n_pages + 1 },
                      request, variables, mw_page_read, self, mw_set_read_clear, error);
}

/* Asks for a page until the server knows every field; each turn drops one at least, so this ends. */
static gboolean
ask_page_of_known_fields (MwSetRead *self, GError **error)
{
  GError *reason = NULL;

  while (!ask_page (self, &reason))
    {
      g_autofree char *unknown = g_steal_pointer (&self->unknown_field);

      if (unknown == NULL || reason->domain != MW_SOURCE_ERROR || !mw_field_plan_drop (self->plan, unknown))
        {
          g_propagate_error (error, reason);
          return FALSE;
        }
      g_clear_error (&reason);
    }
  return TRUE;
}

/* The whole records of the page that was read. */
static gboolean
read_details (MwSetRead *self, GError **error)
{
  if (self->details == NULL)
    return TRUE;
  return mw_detail_read (self, error) &&
         mw_set_read_run_job (self, "deliver details", mw_page_deliver_details, error);
}

gboolean
mw_set_read_pages (MwSetRead *self, GError **error)
{
  do
    {
      if (!ask_page_of_known_fields (self, error))
        return FALSE;
      self->n_pages++;
      if (!read_details (self, error))
        return FALSE;
    }
  while (self->more);
  return TRUE;
}

/**
 * mw_set_read_begin_parent:
 * @self: a set that is read for the records of another one
 *
 * The map may say for which of them the pages that come are read.
 */
void
mw_set_read_begin_parent (MwSetRead *self)
{
  g_autoptr (MwVariables) places = mw_read_scope_dup_places (self->context->scope);

  mw_set_records_begin_turn (self->records);
  mw_record_keys_fill_of (g_hash_table_lookup (self->context->parents, self->set), self->set->of,
                          self->parent, places);
  set_places (self, places);
}

static gboolean
begin_parent (gpointer data, GCancellable *cancellable, GError **error)
{
  mw_set_read_begin_parent (data);
  return TRUE;
}

/* From the first page on. */
void
mw_set_read_begin_pages (MwSetRead *self)
{
  g_clear_pointer (&self->pager, mw_pager_free);
  g_clear_pointer (&self->first_uri, g_free);
  self->pager = mw_pager_new (&self->set->paging);
}

/* The list once more for each record of the other set. */
static gboolean
read_for_parents (MwSetRead *self, GError **error)
{
  MwRecordKeys *parents = g_hash_table_lookup (self->context->parents, self->set);
  guint n_parents = parents != NULL ? mw_record_keys_get_n (parents) : 0;

  for (self->parent = 0; self->parent < n_parents; self->parent += MAX (self->set->of->batch, 1))
    {
      mw_set_read_begin_pages (self);
      if (!mw_set_read_run_job (self, "begin parent", begin_parent, error) ||
          !mw_set_read_pages (self, error))
        return FALSE;
    }
  return TRUE;
}

/* What was changed since; else what is behind what need not be asked for again; else all there is. */
static gboolean
read_all (MwSetRead *self, GError **error)
{
  gboolean is_update, taken;

  mw_set_changes_find (self);
  is_update = self->update != NULL;
  if (is_update && !mw_set_changes_read (self, error))
    return FALSE;
  if (self->update != NULL)
    return TRUE;
  if (!mw_set_again_deliver (self, !is_update, &taken, error))
    return FALSE;
  if (taken)
    return !self->more || mw_set_read_pages (self, error);
  return self->set->of != NULL ? read_for_parents (self, error) : mw_set_read_pages (self, error);
}

static gboolean
prepare (MwSetRead *self, GError **error)
{
  MwReadContext *context = self->context;

  if (context->offline != NULL)
    return mw_offline_check_set (context->offline, self, error);
  return mw_prepare_set (&context->conversation, context->system, context->variant, self->set, context->scope,
                         error) &&
         ask_fields (self, error);
}

/**
 * mw_set_read_run:
 * @context: the read of an entity
 * @set: its primary set, or one that it looks into
 *
 * Reads all pages of a set. To be called on a fiber.
 *
 * Returns: %FALSE with what stopped it; delivered pages stay
 */
gboolean
mw_set_read_run (MwReadContext *context, const MwSetSource *set, GError **error)
{
  g_autoptr (MwSetRead) self = mw_set_read_new (context, set);

  if (!prepare (self, error) || !mw_set_read_run_job (self, "begin set", begin_set, error))
    return FALSE;
  self->compared_at = g_get_real_time ();
  if (!read_all (self, error))
    return FALSE;
  if (self->kept != NULL && !mw_set_read_run_job (self, "map kept pages", mw_page_map_kept, error))
    return FALSE;
  return mw_set_read_run_job (self, "end set", end_set, error);
}
