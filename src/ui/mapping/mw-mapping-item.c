/* mw-mapping-item.c: one line of the Mapping tab: a column, or a field that is not used
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-mapping-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-text.h"
#include "mw-wording.h"

#define MAX_CHARS  1000
#define MAX_SAMPLE 60

struct _MwMappingItem
{
  GObject parent_instance;

  char *title;
  char *paths;
  char *rule;
  char *fill;
  char *samples;
  gboolean is_unused;
  char *custom_path; /* or NULL */
  gboolean is_custom_column;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (MwMappingItem, mw_mapping_item, G_TYPE_OBJECT)

static void
mw_mapping_item_finalize (GObject *object)
{
  MwMappingItem *self = MW_MAPPING_ITEM (object);

  g_free (self->title);
  g_free (self->paths);
  g_free (self->rule);
  g_free (self->fill);
  g_free (self->samples);
  g_free (self->custom_path);
  G_OBJECT_CLASS (mw_mapping_item_parent_class)->finalize (object);
}

static void
mw_mapping_item_class_init (MwMappingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_mapping_item_finalize;
  changed_signal = g_signal_new ("changed", MW_TYPE_MAPPING_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
mw_mapping_item_init (MwMappingItem *self)
{
}

static char *
dup_safe (const char *text, guint max_chars)
{
  return text != NULL ? mw_text_for_cell (text, strlen (text), max_chars) : g_strdup ("");
}

static char *
dup_fill (const MwFillCount *count, guint n_rows)
{
  g_autofree char *fill = mw_wording_count (count->n_filled, n_rows);
  g_autofree char *problems = mw_wording_number (count->n_problems);

  if (n_rows == 0)
    return g_strdup ("");
  if (count->n_problems == 0)
    return g_steal_pointer (&fill);
  /* Translators: "3,981 of 4,212", and how many values could not be understood */
  return g_strdup_printf (_ ("%s, problems: %s"), fill, problems);
}

/* Values of a list that is ours are called as the table calls them. */
static const char *
get_title (const MwField *field, const char *sample)
{
  const MwFieldValue *value = mw_field_find_value (field, sample);

  return value != NULL ? value->title : sample;
}

static char *
dup_samples (const MwFillCount *count, const MwField *field)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MW_FILL_SAMPLES && count->samples[i] != NULL; i++)
    {
      g_autofree char *safe = dup_safe (get_title (field, count->samples[i]), MAX_SAMPLE);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", safe);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * mw_mapping_item_new:
 * @title: of a column, or key of a field
 * @paths: (nullable): what it is made of
 * @rule: (nullable): how
 * @count: (nullable): how many rows have something there
 * @n_rows: of so many
 *
 * Returns: (transfer full): an item
 */
MwMappingItem *
mw_mapping_item_new (const char *title,
                     const char *paths,
                     const char *rule,
                     const MwFillCount *count,
                     guint n_rows)
{
  MwMappingItem *self = g_object_new (MW_TYPE_MAPPING_ITEM, NULL);

  self->title = dup_safe (title, MAX_CHARS);
  self->paths = dup_safe (paths, MAX_CHARS);
  self->rule = dup_safe (rule, MAX_CHARS);
  self->fill = count != NULL ? dup_fill (count, n_rows) : g_strdup ("");
  self->samples = count != NULL ? dup_samples (count, NULL) : g_strdup ("");
  return self;
}

/**
 * mw_mapping_item_set_count:
 * @field: (nullable): the column's, of the model
 * @count: how many rows have something there
 * @n_rows: of so many
 */
void
mw_mapping_item_set_count (MwMappingItem *self, const MwField *field, const MwFillCount *count, guint n_rows)
{
  g_free (self->fill);
  g_free (self->samples);
  self->fill = dup_fill (count, n_rows);
  self->samples = dup_samples (count, field);
  g_signal_emit (self, changed_signal, 0);
}

void
mw_mapping_item_set_rule (MwMappingItem *self, const char *rule)
{
  g_free (self->rule);
  self->rule = dup_safe (rule, MAX_CHARS);
  g_signal_emit (self, changed_signal, 0);
}

void
mw_mapping_item_set_unused (MwMappingItem *self)
{
  self->is_unused = TRUE;
}

gboolean
mw_mapping_item_is_unused (MwMappingItem *self)
{
  return self->is_unused;
}

/**
 * mw_mapping_item_set_custom:
 * @self: an item
 * @path: of the field
 * @is_column: whether it is a column of the user's already
 */
void
mw_mapping_item_set_custom (MwMappingItem *self, const char *path, gboolean is_column)
{
  g_set_str (&self->custom_path, path);
  self->is_custom_column = is_column;
}

const char *
mw_mapping_item_get_custom_path (MwMappingItem *self)
{
  return self->custom_path;
}

gboolean
mw_mapping_item_is_custom_column (MwMappingItem *self)
{
  return self->is_custom_column;
}

const char *
mw_mapping_item_get_title (MwMappingItem *self)
{
  return self->title;
}

const char *
mw_mapping_item_get_paths (MwMappingItem *self)
{
  return self->paths;
}

const char *
mw_mapping_item_get_rule (MwMappingItem *self)
{
  return self->rule;
}

const char *
mw_mapping_item_get_fill (MwMappingItem *self)
{
  return self->fill;
}

const char *
mw_mapping_item_get_samples (MwMappingItem *self)
{
  return self->samples;
}
