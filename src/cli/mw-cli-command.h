/* mw-cli-command.h: the commands of the command line as a table, and what each gets
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cli-arguments.h"
#include "mw-cli-outside.h"
#include "mw-cli-stdout.h"
#include "mw-engine.h"
#include "mw-main-fiber.h"

G_BEGIN_DECLS

typedef struct
{
  MwEngine *engine;
  MwCliArguments *arguments;
  MwCliOutside *outside;
  MwCliStdout *out;
  MwMainFiber *fiber;
  /* What the error is about, for the advice; set by the command as soon as it knows. */
  MwSystem *system;
  char *address;
  MwDraft *draft;           /* or NULL */
  MwConnection *connection; /* or NULL */
  MwEntity *entity;         /* or NULL */
} MwCliCall;

/* Runs in a fiber of the main thread; awaits through mw_cli_await(). */
typedef gboolean (*MwCliFunc) (MwCliCall *call, GError **error);

typedef struct
{
  const char *name;
  const char *arguments; /* in help */
  guint n_min;
  guint n_max;
  const char *summary;
  const char *description; /* or NULL */
  const MwCliOption *options;
  MwCliFunc func;
} MwCliCommand;

const MwCliCommand *mw_cli_command_find (const char *name); /* or NULL */
void mw_cli_command_print_help (const MwCliCommand *command);
void mw_cli_command_print_all (void);

/* Before anything is asked for: whether a file that is written there stays. */
gboolean mw_cli_check_output (const char *path, GError **error);
/* … whether a sandbox is why a file is not there. */
gboolean mw_cli_check_input (const char *path, GError **error);
/* A system file of the user's (transfer full), or NULL. */
MwSystem *mw_cli_read_system (MwCliCall *call, const char *path, GError **error);

gboolean mw_cli_systems (MwCliCall *call, GError **error);
gboolean mw_cli_connect (MwCliCall *call, GError **error);
gboolean mw_cli_discover (MwCliCall *call, GError **error);
gboolean mw_cli_sign_in (MwCliCall *call, GError **error);
gboolean mw_cli_connections (MwCliCall *call, GError **error);
gboolean mw_cli_check (MwCliCall *call, GError **error);
gboolean mw_cli_records (MwCliCall *call, GError **error);
gboolean mw_cli_export (MwCliCall *call, GError **error);
gboolean mw_cli_choose (MwCliCall *call, GError **error);
gboolean mw_cli_scope (MwCliCall *call, GError **error);
gboolean mw_cli_columns (MwCliCall *call, GError **error);
gboolean mw_cli_rotate (MwCliCall *call, GError **error);
gboolean mw_cli_revoke (MwCliCall *call, GError **error);
gboolean mw_cli_disconnect (MwCliCall *call, GError **error);

/* Shared by commands. */
gboolean mw_cli_await (MwCliCall *call, DexFuture *future, GError **error);
gboolean mw_cli_print_system (MwCliCall *call, MwSystem *system, GError **error);
gboolean mw_cli_print_admin_sheet (MwCliCall *call, MwSystem *system, GError **error);
gboolean mw_cli_print (MwCliCall *call, char *text, GError **error);
void mw_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean mw_cli_allow_file (MwCliCall *call, const char *path, GError **error); /* systems allow FILE */
gboolean mw_cli_lint_file (MwCliCall *call, const char *path, GError **error);  /* systems --lint FILE */
/* systems --lint FILE --url ADDRESS */
gboolean mw_cli_try_system (MwCliCall *call, MwSystem *system, GError **error);
/* systems --lint FILE --pages FOLDER */
gboolean mw_cli_play_pages (MwCliCall *call, MwSystem *system, const char *folder, GError **error);
gboolean mw_cli_read_rows (MwCliCall *call, MwReading *reading, guint limit, GError **error);
MwConnection *mw_cli_find_connection (MwCliCall *call, GError **error); /* named by the first argument */
/* The same, signed in for this command where the command line names its secrets. @by_person: the command is
 * one that a person starts, not a job. */
MwConnection *mw_cli_open_connection (MwCliCall *call, gboolean by_person, GError **error);
/* (transfer full): named by the second argument. */
MwEntity *mw_cli_find_entity (MwCliCall *call, MwConnection *connection, GError **error);
void mw_cli_set_subject (MwCliCall *call, MwSystem *system, const char *address);

G_END_DECLS
