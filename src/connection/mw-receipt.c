/* mw-receipt.c: what one load brought, counted while it comes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-receipt.h"

#include <gio/gio.h>

struct _MwReceipt
{
  GObject parent_instance;

  MwEntity *entity;
  MwTally *tally;
  GMutex mutex;
  MwReceiptFacts facts; /* under the mutex */
};

G_DEFINE_FINAL_TYPE (MwReceipt, mw_receipt, G_TYPE_OBJECT)

static void
mw_receipt_finalize (GObject *object)
{
  MwReceipt *self = MW_RECEIPT (object);

  g_clear_object (&self->entity);
  g_clear_pointer (&self->tally, mw_tally_unref);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (mw_receipt_parent_class)->finalize (object);
}

static void
mw_receipt_class_init (MwReceiptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_receipt_finalize;
}

static void
mw_receipt_init (MwReceipt *self)
{
  g_mutex_init (&self->mutex);
  self->tally = mw_tally_new ();
  self->facts.expected = -1;
  self->facts.started_at = g_get_real_time ();
}

/**
 * mw_receipt_new:
 * @entity: what is read
 * @is_update: whether it goes on from an earlier load
 *
 * Returns: (transfer full): the receipt of a load that begins now
 */
MwReceipt *
mw_receipt_new (MwEntity *entity, gboolean is_update)
{
  MwReceipt *self = g_object_new (MW_TYPE_RECEIPT, NULL);

  self->entity = g_object_ref (entity);
  self->facts.is_update = is_update;
  return self;
}

/**
 * mw_receipt_get_entity:
 *
 * Returns: (transfer none): what is or was read
 */
MwEntity *
mw_receipt_get_entity (MwReceipt *self)
{
  return self->entity;
}

/**
 * mw_receipt_get_tally:
 *
 * Returns: (transfer none): where what is asked for it is counted
 */
MwTally *
mw_receipt_get_tally (MwReceipt *self)
{
  return self->tally;
}

/**
 * mw_receipt_announce:
 * @expected: how many there are, as the system says
 */
void
mw_receipt_announce (MwReceipt *self, gint64 expected)
{
  g_mutex_lock (&self->mutex);
  self->facts.expected = expected;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_receipt_add_page:
 * @page: of any list
 *
 * Pages of an earlier load, which come along with an update, were fetched then, and do not count.
 */
void
mw_receipt_add_page (MwReceipt *self, const MwRawPage *page)
{
  g_mutex_lock (&self->mutex);
  if (page->fetched_at >= self->facts.started_at)
    self->facts.n_received += page->n_records;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_receipt_add_rows:
 * @rows: of the entity
 */
void
mw_receipt_add_rows (MwReceipt *self, const MwChunk *rows)
{
  g_mutex_lock (&self->mutex);
  self->facts.n_rows += mw_chunk_get_n_rows (rows);
  self->facts.n_problems += mw_chunk_get_n_problems (rows);
  g_mutex_unlock (&self->mutex);
}

void
mw_receipt_add_duplicates (MwReceipt *self, guint64 n_duplicates)
{
  g_mutex_lock (&self->mutex);
  self->facts.n_duplicates += n_duplicates;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_receipt_end:
 * @error: (nullable): why the load did not come to its end
 *
 * Does nothing the second time.
 */
void
mw_receipt_end (MwReceipt *self, const GError *error)
{
  g_mutex_lock (&self->mutex);
  if (self->facts.state == MW_RECEIPT_RUNNING)
    {
      self->facts.duration = g_get_real_time () - self->facts.started_at;
      if (error == NULL)
        self->facts.state = MW_RECEIPT_DONE;
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->facts.state = MW_RECEIPT_STOPPED;
      else
        self->facts.state = MW_RECEIPT_FAILED;
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_receipt_get:
 * @facts: (out caller-allocates): what it says, as far as it has come
 */
void
mw_receipt_get (MwReceipt *self, MwReceiptFacts *facts)
{
  g_mutex_lock (&self->mutex);
  *facts = self->facts;
  g_mutex_unlock (&self->mutex);
  if (facts->state == MW_RECEIPT_RUNNING)
    facts->duration = g_get_real_time () - facts->started_at;
  mw_tally_get (self->tally, &facts->asked);
}
