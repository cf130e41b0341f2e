/* mw-activity-item.c: one line of the activity: a load, or a request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-activity-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-activity-words.h"
#include "mw-text.h"
#include "mw-wording.h"

#define MAX_ID 80

struct _MwActivityItem
{
  GObject parent_instance;

  gboolean is_load;
  gboolean is_good;
  gboolean is_running;
  char *title;
  char *result;
  char *detail;
};

G_DEFINE_FINAL_TYPE (MwActivityItem, mw_activity_item, G_TYPE_OBJECT)

static void
mw_activity_item_finalize (GObject *object)
{
  MwActivityItem *self = MW_ACTIVITY_ITEM (object);

  g_free (self->title);
  g_free (self->result);
  g_free (self->detail);
  G_OBJECT_CLASS (mw_activity_item_parent_class)->finalize (object);
}

static void
mw_activity_item_class_init (MwActivityItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_activity_item_finalize;
}

static void
mw_activity_item_init (MwActivityItem *self)
{
}

/**
 * mw_activity_item_new_for_load:
 * @receipt: of a load
 *
 * Returns: (transfer full): what it says now
 */
MwActivityItem *
mw_activity_item_new_for_load (MwReceipt *receipt)
{
  MwActivityItem *self = g_object_new (MW_TYPE_ACTIVITY_ITEM, NULL);
  const char *title = mw_entity_get_title (mw_receipt_get_entity (receipt));
  MwReceiptFacts facts;
  g_autofree char *time = NULL;

  mw_receipt_get (receipt, &facts);
  time = mw_wording_time (facts.started_at);
  self->is_load = TRUE;
  self->is_running = facts.state == MW_RECEIPT_RUNNING;
  self->is_good = self->is_running || facts.state == MW_RECEIPT_DONE;
  /* Translators: the name of a list, and a time: when only its changes were asked for */
  self->title = facts.is_update ? g_strdup_printf (_ ("%s, brought up to date at %s"), title, time)
                                /* Translators: the name of a list, and a time: when it was loaded */
                                : g_strdup_printf (_ ("%s, loaded at %s"), title, time);
  self->result = g_strdup (mw_activity_get_state (facts.state));
  self->detail = mw_activity_dup_receipt (&facts);
  return self;
}

/**
 * mw_activity_item_new_for_request:
 * @entry: of the request log
 *
 * Returns: (transfer full): what it says
 */
MwActivityItem *
mw_activity_item_new_for_request (const MwRequestLogEntry *entry)
{
  MwActivityItem *self = g_object_new (MW_TYPE_ACTIVITY_ITEM, NULL);
  g_autofree char *time = mw_activity_dup_clock (entry->started_at);
  g_autofree char *duration = mw_activity_dup_duration (entry->duration);
  g_autofree char *size = g_format_size (entry->n_bytes);
  g_autofree char *id = entry->request_id != NULL
                          ? mw_text_for_cell (entry->request_id, strlen (entry->request_id), MAX_ID)
                          : NULL;

  self->is_good = mw_activity_is_good (entry);
  self->title = mw_activity_dup_purpose (&entry->purpose);
  self->result = mw_activity_dup_result (entry);
  self->detail = id != NULL
                   /* Translators: time of day, how long it took, how large the answer was, and a mark that
                      the people who run the system can find it by */
                   ? g_strdup_printf (_ ("%s · %s · %s · request id %s"), time, duration, size, id)
                   : g_strdup_printf ("%s · %s · %s", time, duration, size);
  return self;
}

gboolean
mw_activity_item_is_load (MwActivityItem *self)
{
  return self->is_load;
}

/**
 * mw_activity_item_is_good:
 *
 * Returns: whether nothing went wrong, as far as it has come
 */
gboolean
mw_activity_item_is_good (MwActivityItem *self)
{
  return self->is_good;
}

gboolean
mw_activity_item_is_running (MwActivityItem *self)
{
  return self->is_running;
}

const char *
mw_activity_item_get_title (MwActivityItem *self)
{
  return self->title;
}

const char *
mw_activity_item_get_result (MwActivityItem *self)
{
  return self->result;
}

const char *
mw_activity_item_get_detail (MwActivityItem *self)
{
  return self->detail;
}

gboolean
mw_activity_item_equal (MwActivityItem *self, MwActivityItem *other)
{
  return self->is_good == other->is_good && g_str_equal (self->title, other->title) &&
         g_str_equal (self->result, other->result) && g_str_equal (self->detail, other->detail);
}
