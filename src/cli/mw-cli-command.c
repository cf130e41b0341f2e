/* mw-cli-command.c: the commands and their options as tables, and the help that is made of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-command.h"
#include "mw-sandbox.h"
#include "mw-shown-path.h"
#include "mw-user-files.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define TRUST_OPTION                                                                                         \
  { "trust-certificate", 0, MW_CLI_OPTION_TEXT, N_ ("FINGERPRINT"),                                          \
    N_ ("Trust the certificate with this SHA-256") }

#define SECRET_OPTIONS                                                                                       \
  { "secret-env", 0, MW_CLI_OPTION_LIST, N_ ("FIELD=VARIABLE"),                                              \
    N_ ("Take a password or key from this variable of the environment; may be repeated") },                  \
  {                                                                                                          \
    "secret-fd", 0, MW_CLI_OPTION_LIST, N_ ("FIELD=NUMBER"),                                                 \
      N_ ("Read a password or key from this open file; may be repeated")                                     \
  }

/* How a form is filled in. */
#define FORM_OPTIONS                                                                                         \
  { "url", 0, MW_CLI_OPTION_TEXT, N_ ("ADDRESS"), N_ ("Address of the system, as in the browser") },         \
    { "user", 0, MW_CLI_OPTION_TEXT, N_ ("NAME"), N_ ("User name") },                                        \
    { "database", 0, MW_CLI_OPTION_TEXT, N_ ("NAME"), N_ ("Database, where there are several") },            \
    { "field", 0, MW_CLI_OPTION_LIST, N_ ("NAME=VALUE"),                                                     \
      N_ ("Any other field of the form; may be repeated") },                                                 \
    { "sign-in", 0, MW_CLI_OPTION_TEXT, N_ ("ID"),                                                           \
      N_ ("Way to sign in, as the command “systems” lists them") },                                          \
    { "allow-http", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Allow an address that is not encrypted") },            \
    TRUST_OPTION, SECRET_OPTIONS

/* What is kept of the connection. */
#define KEEP_OPTIONS                                                                                         \
  { "label", 0, MW_CLI_OPTION_TEXT, N_ ("NAME"), N_ ("What to call the connection") },                       \
    { "session-only", 0, MW_CLI_OPTION_FLAG, NULL,                                                           \
      N_ ("Keep nothing: the connection is gone when the command ends") },                                   \
    { "keep-no-token", 0, MW_CLI_OPTION_FLAG, NULL,                                                          \
      N_ ("Keep the connection without a token: each command gets its secrets by --secret-env or "           \
          "--secret-fd") },                                                                                  \
  {                                                                                                          \
    "forget-password", 0, MW_CLI_OPTION_FLAG, NULL,                                                          \
      N_ ("Do not keep the password in the keyring; ask each time")                                          \
  }

static const MwCliOption systems_options[] = {
  { "sha256", 0, MW_CLI_OPTION_TEXT, N_ ("HASH"), N_ ("Allow FILE without asking if it has this SHA-256") },
  { "force", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Replace a file of that name in the folder of your systems") },
  { "lint", 0, MW_CLI_OPTION_TEXT, N_ ("FILE"),
    N_ ("Check a system file, and say what it leaves open; with --url also show the first rows") },
  { "pages", 0, MW_CLI_OPTION_TEXT, N_ ("FOLDER"),
    N_ ("With --lint: also try the file on the cases and pages of that folder") },
  { "for-administrator", 0, MW_CLI_OPTION_FLAG, NULL,
    N_ (
      "With ID: what an administrator must know and set up; with --sign-in for another way than the first") },
  FORM_OPTIONS,
  { NULL },
};

static const MwCliOption connect_options[] = {
  FORM_OPTIONS,
  KEEP_OPTIONS,
  { "choose", 0, MW_CLI_OPTION_LIST, N_ ("CHOICE=VALUE"),
    N_ ("What to choose after signing in, such as company=DE01; may be repeated") },
  { "environment", 0, MW_CLI_OPTION_TEXT, N_ ("ENVIRONMENT"),
    N_ ("production or test; without it the address is looked at") },
  { "system", 0, MW_CLI_OPTION_TEXT, N_ ("FILE"),
    N_ ("A system file of your own that was allowed, instead of SYSTEM") },
  { NULL },
};

static const MwCliOption discover_options[] = {
  FORM_OPTIONS,
  KEEP_OPTIONS,
  { "list", 0, MW_CLI_OPTION_LIST, N_ ("PATH"),
    N_ ("A list behind the address, such as orders?status=open; may be repeated") },
  { "records", 0, MW_CLI_OPTION_TEXT, N_ ("PATH"),
    N_ ("Where the records are in the answers, such as data.items") },
  { "entity", 0, MW_CLI_OPTION_LIST, N_ ("ENTITY=LIST"),
    N_ ("Which list is which, where the proposal is wrong; may be repeated") },
  { "name", 0, MW_CLI_OPTION_TEXT, N_ ("NAME"), N_ ("What to call the system") },
  { "output", 'o', MW_CLI_OPTION_TEXT, N_ ("FILE"),
    N_ ("Write the system file there instead of connecting it") },
  { "update", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Add to that file what is new, and leave what stands there") },
  { "force", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Replace a file that exists") },
  { NULL },
};

static const MwCliOption connections_options[] = {
  { "new-keyring", 0, MW_CLI_OPTION_FLAG, NULL,
    N_ ("Set a damaged keyring file aside and begin a new one; then sign in to each connection") },
  { "export", 0, MW_CLI_OPTION_TEXT, N_ ("FILE"),
    N_ ("Write them to a file for another computer, without passwords, keys and tokens") },
  { "import", 0, MW_CLI_OPTION_TEXT, N_ ("FILE"), N_ ("Take over those of such a file") },
  { "force", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Replace a file that exists") },
  { NULL },
};

/* For a connection that there is: signed in for this one command, and nothing is stored. */
static const MwCliOption secret_options[] = {
  SECRET_OPTIONS,
  { NULL },
};

static const MwCliOption sign_in_options[] = {
  { "other-company", 0, MW_CLI_OPTION_FLAG, NULL,
    N_ ("Go on also when it is for another company than before") },
  SECRET_OPTIONS,
  { NULL },
};

static const MwCliOption check_options[] = {
  TRUST_OPTION,
  SECRET_OPTIONS,
  { NULL },
};

#define OFFLINE_OPTION                                                                                       \
  { "offline", 0, MW_CLI_OPTION_FLAG, NULL,                                                                  \
    N_ ("Ask the system for nothing: the records that are kept on this computer") }

static const MwCliOption records_options[] = {
  { "raw", 0, MW_CLI_OPTION_OPTIONAL, N_ ("SET"), N_ ("The records as the system sent them; of which set") },
  { "format", 'f', MW_CLI_OPTION_TEXT, N_ ("FORMAT"), N_ ("table (default), csv or json") },
  { "scope", 0, MW_CLI_OPTION_TEXT, N_ ("SCOPE"),
    N_ ("everything, open, newest, changed:DAY or ordered:DAY, with a day such as 2026-01-31") },
  OFFLINE_OPTION,
  { "limit", 'n', MW_CLI_OPTION_NUMBER, N_ ("NUMBER"), N_ ("Stop after so many rows") },
  SECRET_OPTIONS,
  { NULL },
};

static const MwCliOption export_options[] = {
  { "output", 'o', MW_CLI_OPTION_TEXT, N_ ("FILE"), N_ ("The CSV file to write") },
  { "scope", 0, MW_CLI_OPTION_TEXT, N_ ("SCOPE"),
    N_ ("everything, open, newest, changed:DAY or ordered:DAY, with a day such as 2026-01-31") },
  { "raw", 0, MW_CLI_OPTION_OPTIONAL, N_ ("SET"), N_ ("The records as the system sent them; of which set") },
  OFFLINE_OPTION,
  { "force", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Replace a file that exists") },
  SECRET_OPTIONS,
  { NULL },
};

static const MwCliCommand commands[] = {
  { "systems", N_ ("[QUERY | ID | allow FILE]"), 0, 2,
    N_ ("List the systems that can be connected, or describe one"),
    N_ ("“allow FILE” lists what a system file of your own would do, and asks whether it may. Such files lie "
        "in "
        "{folder}."),
    systems_options, mw_cli_systems },
  { "connect", N_ ("[SYSTEM]"), 0, 1, N_ ("Connect a system"),
    N_ ("Passwords and keys are asked for, or read from standard input, one line each. The id of the new "
        "connection goes "
        "to standard output."),
    connect_options, mw_cli_connect },
  { "discover", N_ ("SYSTEM"), 1, 1, N_ ("Find out which list of an OData or REST interface is which"),
    N_ ("SYSTEM is a general one: odata or rest. What was found is written as a system file that you can "
        "edit, and "
        "connected; with -o only written."),
    discover_options, mw_cli_discover },
  { "connections", "", 0, 0, N_ ("List your connections, or take them to another computer"),
    N_ ("What is imported must be signed in again with: {command} sign-in CONNECTION"), connections_options,
    mw_cli_connections },
  { "sign-in", N_ ("CONNECTION"), 1, 1, N_ ("Sign in again with a new password or key"),
    N_ ("The password or key is asked for, or read from standard input. Until the new sign-in was accepted, "
        "and is for "
        "the same company as before, the old one is kept."),
    sign_in_options, mw_cli_sign_in },
  { "check", N_ ("CONNECTION"), 1, 1, N_ ("Check address, sign-in and what can be read"), NULL, check_options,
    mw_cli_check },
  { "records", N_ ("CONNECTION ENTITY"), 2, 2, N_ ("Show records"),
    N_ ("A table shows the most important columns, cut to 40 characters; csv and json have all columns and "
        "whole values. "
        "In json, numbers have the digits that were sent."),
    records_options, mw_cli_records },
  { "export", N_ ("CONNECTION ENTITY -o FILE"), 2, 2, N_ ("Write all records to a CSV file"), NULL,
    export_options, mw_cli_export },
  { "choose", N_ ("CONNECTION [CHOICE=VALUE …]"), 1, 64, N_ ("Choose companies or sites, or list them"),
    N_ ("A value is what the list shows behind the equals sign, or a name or code; several values of one "
        "choice "
        "are chosen together. “all” stands for all of them where that can be chosen."),
    secret_options, mw_cli_choose },
  { "scope", N_ ("CONNECTION [ENTITY [SCOPE]]"), 1, 3,
    N_ ("Say what reading costs, or set how much of an entity is read"),
    N_ ("Without an entity it lists records, requests and time of all of them. A scope is everything, open, "
        "changed:DAY or ordered:DAY, with a day such as 2026-01-31. It is kept for this connection and "
        "entity."),
    secret_options, mw_cli_scope },
  { "columns", N_ ("CONNECTION ENTITY [add PATH [TITLE] | rename PATH TITLE | remove PATH]"), 2, 5,
    N_ ("Make fields of the records columns of your own, or list these"),
    N_ ("A path leads to a field of the records as the system sends them (see: records --raw -f json): "
        "/note, or "
        "/address/city. Such a column has what was sent, and is kept for this connection and entity."),
    NULL, mw_cli_columns },
  { "rotate", N_ ("CONNECTION"), 1, 1, N_ ("Get a new token or key for the one that is stored"),
    N_ ("It is stored and used once before the old one is ended. Where a system offers no such thing, it "
        "says so and "
        "changes nothing."),
    NULL, mw_cli_rotate },
  { "revoke", N_ ("CONNECTION"), 1, 1, N_ ("Have the system end the sign-in, and remove the token"),
    N_ ("The connection stays. When the system cannot be reached, or refuses, the token stays too, so that "
        "it can be "
        "tried again; “disconnect” removes it in any case."),
    NULL, mw_cli_revoke },
  { "disconnect", N_ ("CONNECTION"), 1, 1, N_ ("Log out and remove the token"),
    N_ ("Says what stays on the system's side, and until when. The token is removed here whatever the system "
        "answers."),
    NULL, mw_cli_disconnect },
};

/**
 * mw_cli_command_find:
 * @name: a word
 *
 * Returns: (nullable): the command of that name
 */
const MwCliCommand *
mw_cli_command_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

/* {command} is how this program is called, {folder} where system files of the user's lie. */
static void
print_description (const char *text)
{
  g_autofree char *folder = mw_user_files_dup_directory ();
  g_autofree char *shown = mw_shown_path_dup (folder);
  GString *filled = g_string_new (text);

  g_string_replace (filled, "{command}", mw_sandbox_get_command (), 0);
  g_string_replace (filled, "{folder}", shown, 0);
  printf ("%s\n", filled->str);
  g_string_free (filled, TRUE);
}

/**
 * mw_cli_command_print_help:
 * @command: a command
 *
 * Tells on standard output how it is used.
 */
void
mw_cli_command_print_help (const MwCliCommand *command)
{
  const char *arguments = *command->arguments != '\0' ? _ (command->arguments) : "";

  printf (_ ("Usage: %s %s %s\n"), mw_sandbox_get_command (), command->name, arguments);
  printf ("\n%s.\n", _ (command->summary));
  if (command->description != NULL)
    print_description (_ (command->description));
  for (const MwCliOption *option = command->options; option != NULL && option->name != NULL; option++)
    {
      const char *value = option->value != NULL ? _ (option->value) : NULL;
      g_autofree char *shown = NULL;

      if (value == NULL)
        shown = g_strdup_printf ("--%s", option->name);
      else if (option->kind == MW_CLI_OPTION_OPTIONAL)
        shown = g_strdup_printf ("--%s[=%s]", option->name, value);
      else
        shown = g_strdup_printf ("--%s %s", option->name, value);
      if (option == command->options)
        printf ("\n%s\n", _ ("Options:"));
      printf ("  %c%c  %-32s %s\n", option->letter != 0 ? '-' : ' ',
              option->letter != 0 ? option->letter : ' ', shown, _ (option->help));
    }
}

/**
 * mw_cli_command_print_all:
 *
 * Tells on standard output which commands there are.
 */
void
mw_cli_command_print_all (void)
{
  printf (_ ("Usage: %s [COMMAND …]\n\n"), mw_sandbox_get_command ());
  printf ("%s\n\n",
          _ ("Connects business systems and shows their records. Without a command it opens its window."));
  printf ("%s\n", _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  printf (_ ("\nMore about one of them: %s COMMAND --help\n"), mw_sandbox_get_command ());
  printf (
    "%s\n",
    _ ("Exit status: 0 done, 1 failed, 2 wrong usage, 3 sign in again, 4 not reachable, 130 interrupted."));
}
