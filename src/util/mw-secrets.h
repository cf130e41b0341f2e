/* mw-secrets.h: secret strings in memory, wiped when the last owner lets go
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MW_TYPE_SECRETS (mw_secrets_get_type ())

/* Named secrets of one connection ("password", "session", "key"), atomically reference-counted and
 * copy-on-build: filled by one owner, then only read. Never serialised but by src/secrets/. Setting a value
 * remembers it for redaction. */
typedef struct _MwSecrets MwSecrets;

GType mw_secrets_get_type (void);
MwSecrets *mw_secrets_new (void);
MwSecrets *mw_secrets_copy (MwSecrets *self);
MwSecrets *mw_secrets_ref (MwSecrets *self);
void mw_secrets_unref (MwSecrets *self);
void mw_secrets_set (MwSecrets *self, const char *name, const char *value);
const char *mw_secrets_get (MwSecrets *self, const char *name);
gboolean mw_secrets_is_empty (MwSecrets *self);
/* Either may be NULL. */
gboolean mw_secrets_equal (MwSecrets *a, MwSecrets *b);
char **mw_secrets_dup_names (MwSecrets *self);
/* Which storing they are of: a random id that says nothing about them; NULL for what was never stored, and
 * for a copy. */
const char *mw_secrets_get_mark (MwSecrets *self);
void mw_secrets_set_mark (MwSecrets *self, const char *mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSecrets, mw_secrets_unref)

G_END_DECLS
