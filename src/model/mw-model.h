/* mw-model.h: the normalized entities and their fields, read from data/model/
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MW_MODEL_ERROR (mw_model_error_quark ())

/**
 * MwModelError:
 * @MW_MODEL_ERROR_FILE: a file of data/model/ cannot be read or is no JSON
 * @MW_MODEL_ERROR_FORMAT: an unknown key, a missing title, an unknown type …; the message names file, key and
 * reason
 */
typedef enum
{
  MW_MODEL_ERROR_FILE,
  MW_MODEL_ERROR_FORMAT,
} MwModelError;

GQuark mw_model_error_quark (void);

typedef enum
{
  MW_FIELD_TYPE_TEXT,
  MW_FIELD_TYPE_LONG_TEXT,
  MW_FIELD_TYPE_CODE, /* text that must never become a number: SKU, serial, phone, postcode */
  MW_FIELD_TYPE_INTEGER,
  MW_FIELD_TYPE_DECIMAL,
  MW_FIELD_TYPE_MONEY,    /* its currency stands in the field @unit of the row */
  MW_FIELD_TYPE_QUANTITY, /* its unit stands in the field @unit of the row */
  MW_FIELD_TYPE_PERCENT,
  MW_FIELD_TYPE_DATE,
  MW_FIELD_TYPE_DATETIME,
  MW_FIELD_TYPE_DURATION, /* minutes */
  MW_FIELD_TYPE_BOOLEAN,  /* "true", "false" or null */
  MW_FIELD_TYPE_ENUM,
  MW_FIELD_TYPE_EMAIL,
  MW_FIELD_TYPE_PHONE,
  MW_FIELD_TYPE_URL,
  MW_FIELD_TYPE_JSON, /* lists and custom fields, as JSON text */
} MwFieldType;

typedef struct
{
  const char *id;
  const char *title; /* already translated */
  gboolean ended;    /* nothing more is expected to happen: closed, cancelled */
} MwFieldValue;

/**
 * MwField:
 *
 * One column of an entity. In the files a field of type "enum" stands for two columns (`status` and the
 * source's own text `status_raw`), and one of type "ref" for two (`vendor`, the text people read, and
 * `vendor_id`): here they are already apart. @pair is the index of the other one, or -1.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *description;
  const char *entity; /* what a reference points to, or NULL */
  const char *unit;   /* the field of the row that has its unit or currency, or NULL */
  MwFieldType type;
  gboolean is_default; /* shown before the user chooses columns */
  int pair;
  guint group;                /* of the entity's; of an entity without groups 0 */
  const MwFieldValue *values; /* of an enum */
  guint n_values;
} MwField;

/* Whether its values are numbers, to add up and to line up on the right; FALSE for NULL, a column of a raw
 * set. */
gboolean mw_field_is_number (const MwField *field);
/* The value of an enum with that id; NULL where there is none, and for a field that is no enum or NULL. */
const MwFieldValue *mw_field_find_value (const MwField *field, const char *id);

#define MW_TYPE_ENTITY (mw_entity_get_type ())
G_DECLARE_FINAL_TYPE (MwEntity, mw_entity, MW, ENTITY, GObject)

const char *mw_entity_get_id (MwEntity *self);       /* "purchase_order" */
const char *mw_entity_get_title (MwEntity *self);    /* "Purchase orders" */
const char *mw_entity_get_singular (MwEntity *self); /* "Purchase order" */
const char *mw_entity_get_icon_name (MwEntity *self);
guint mw_entity_get_n_fields (MwEntity *self);
const MwField *mw_entity_get_field (MwEntity *self, guint position);
int mw_entity_find_field (MwEntity *self, const char *id); /* -1 when there is none */
/* Fields that belong together, in the order people look for them. */
guint mw_entity_get_n_groups (MwEntity *self);
const char *mw_entity_get_group_title (MwEntity *self, guint group);

/* An entity that no file describes, with fields of texts: for lists that are read like records and not shown
 * as such. */
MwEntity *mw_entity_new_plain (const char *id, const char *const *fields);

#define MW_TYPE_MODEL (mw_model_get_type ())
G_DECLARE_FINAL_TYPE (MwModel, mw_model, MW, MODEL, GObject)

/* Reads every file of @directory. Blocks. */
MwModel *mw_model_load (const char *directory, GError **error);
guint mw_model_get_n_entities (MwModel *self); /* in the order people expect: purchase orders first */
MwEntity *mw_model_get_entity (MwModel *self, guint position);
MwEntity *mw_model_find (MwModel *self, const char *id);
/* The folder of the installed data ("model", "systems"), or of MILLWRIGHT_DATA_DIR when that is set. */
char *mw_data_dup_path (const char *folder);

G_END_DECLS
