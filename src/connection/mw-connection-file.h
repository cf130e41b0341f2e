/* mw-connection-file.h: one connection on disk: everything but its secrets
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-certificate.h"
#include "mw-connection-mark.h"
#include "mw-secret-stores.h"
#include "mw-custom-columns.h"
#include "mw-narrowing.h"
#include "mw-request-template.h"

G_BEGIN_DECLS

#define MW_CONNECTION_ERROR (mw_connection_error_quark ())

/**
 * MwConnectionError:
 * @MW_CONNECTION_ERROR_DAMAGED: a connection file cannot be read; it is kept as it is
 * @MW_CONNECTION_ERROR_NEWER: a connection file of a newer format, or of a system this version does not know;
 * kept
 * @MW_CONNECTION_ERROR_WRITE: a connection file cannot be written or removed
 * @MW_CONNECTION_ERROR_NOT_FOUND: there is no connection of that name
 * @MW_CONNECTION_ERROR_AMBIGUOUS: several connections have that name
 * @MW_CONNECTION_ERROR_NOT_ALLOWED: the system is of a file of the user's that was not allowed as it is now
 * @MW_CONNECTION_ERROR_USER_FILE: a system file of the user's cannot be used; the message says where and why
 * @MW_CONNECTION_ERROR_USER_FILE_NEWER: a system file of the user's is of a newer format
 * @MW_CONNECTION_ERROR_NOT_CHOSEN: a company, site … must be chosen first; the message is what it is called
 * @MW_CONNECTION_ERROR_NO_SUCH_CHOICE: what was named cannot be chosen; the message says what can
 * @MW_CONNECTION_ERROR_NOTHING_TO_CHOOSE: this login sees no company, site …
 * @MW_CONNECTION_ERROR_NO_LIST: an address of a list is none; the message is what was typed
 * @MW_CONNECTION_ERROR_OTHER_SERVER: an address of a list is on another server than the lists before
 * @MW_CONNECTION_ERROR_KEY_IN_ADDRESS: an address of a list holds a key; the message is the parameter's name
 * @MW_CONNECTION_ERROR_NO_METADATA: the address does not describe its lists as such a service does
 * @MW_CONNECTION_ERROR_NO_RECORDS: at the address of a list there are no records
 * @MW_CONNECTION_ERROR_TRANSFER: a file of connections from elsewhere cannot be used; the message says why
 * @MW_CONNECTION_ERROR_TRANSFER_NEWER: it is of a format that this version does not read
 * @MW_CONNECTION_ERROR_TRANSFER_SECRET: it holds something secret; the message is the field's id
 * @MW_CONNECTION_ERROR_TRANSFER_WRITE: such a file cannot be written
 * @MW_CONNECTION_ERROR_REFUSED_BEFORE: what a program gave last time was refused; it is not sent again
 * @MW_CONNECTION_ERROR_NOTHING_KEPT: no records are kept on this computer, and the system is not to be asked
 * @MW_CONNECTION_ERROR_OTHER_COMPANY: a new sign-in is for another company than the connection; the message
 * says which
 */
typedef enum
{
  MW_CONNECTION_ERROR_DAMAGED,
  MW_CONNECTION_ERROR_NEWER,
  MW_CONNECTION_ERROR_WRITE,
  MW_CONNECTION_ERROR_NOT_FOUND,
  MW_CONNECTION_ERROR_AMBIGUOUS,
  MW_CONNECTION_ERROR_NOT_ALLOWED,
  MW_CONNECTION_ERROR_USER_FILE,
  MW_CONNECTION_ERROR_USER_FILE_NEWER,
  MW_CONNECTION_ERROR_NOT_CHOSEN,
  MW_CONNECTION_ERROR_NO_SUCH_CHOICE,
  MW_CONNECTION_ERROR_NOTHING_TO_CHOOSE,
  MW_CONNECTION_ERROR_NO_LIST,
  MW_CONNECTION_ERROR_OTHER_SERVER,
  MW_CONNECTION_ERROR_KEY_IN_ADDRESS,
  MW_CONNECTION_ERROR_NO_METADATA,
  MW_CONNECTION_ERROR_NO_RECORDS,
  MW_CONNECTION_ERROR_TRANSFER,
  MW_CONNECTION_ERROR_TRANSFER_NEWER,
  MW_CONNECTION_ERROR_TRANSFER_SECRET,
  MW_CONNECTION_ERROR_TRANSFER_WRITE,
  MW_CONNECTION_ERROR_REFUSED_BEFORE,
  MW_CONNECTION_ERROR_OTHER_COMPANY,
  MW_CONNECTION_ERROR_NOTHING_KEPT,
} MwConnectionError;

GQuark mw_connection_error_quark (void);

/* Format 1. @settings: the form's plain values. */
typedef struct
{
  char *id;
  char *system;
  guint revision; /* of the system file it was made with */
  char *sha256;   /* of that file when it is one of the user's, or NULL */
  char *sign_in;
  char *variant; /* that answered last, or NULL: the first */
  char *label;
  MwEnvironment environment;
  MwColour colour;
  MwVariables *settings;
  MwNarrowing *narrowing;  /* what of the system is read */
  MwCustomColumns *custom; /* columns of the user's */
  MwSecretStore *store;    /* of its secrets, (transfer none); NULL: they are not kept */
  gboolean allow_plain;
  char *certificate;              /* PEM, or NULL */
  MwCertificateProblems accepted; /* what the user accepted that is wrong with it */
  gboolean keep_password;
  char **readable;      /* ids of the entities that its login could read, or NULL: not known */
  char *version;        /* of the product as it said last, or NULL */
  gint64 token_ends_at; /* as created_at: when a token ends that does not renew itself; 0: none is known */
  gint64 created_at;    /* microseconds since 1970 */
} MwConnectionFile;

MwConnectionFile *mw_connection_file_new (void);
void mw_connection_file_free (MwConnectionFile *self);
MwConnectionFile *mw_connection_file_copy (const MwConnectionFile *self);
/* The one certificate that is trusted for the connection; NULL: those the system trusts. */
void mw_connection_file_set_certificate (MwConnectionFile *self, const MwCertificate *certificate);
gboolean mw_connection_file_read (MwConnectionFile *self, JsonObject *object, GError **error);
/* What is written; and the writing, which blocks like all that follow. */
/* Whether there is a file: not of a connection that ends with this process. */
gboolean mw_connection_file_is_written (const MwConnectionFile *self);
char *mw_connection_file_to_text (const MwConnectionFile *self);
gboolean mw_connection_file_write (const char *id, const char *text, const char *directory, GError **error);
char *mw_connection_file_dup_path (const char *directory, const char *id);
MwConnectionFile *mw_connection_file_load (const char *path, GError **error);
gboolean mw_connection_file_save (const MwConnectionFile *self, const char *directory, GError **error);
gboolean mw_connection_file_remove (const char *directory, const char *id, GError **error);
/* (element-type MwConnectionFile): oldest first; what could not be read is told in @problems. */
GPtrArray *mw_connection_file_load_all (const char *directory, GPtrArray *problems);
/* The folder of this user's connections. */
char *mw_connection_file_dup_directory (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwConnectionFile, mw_connection_file_free)

G_END_DECLS
