/* mw-cli.c: millwright systems · connect · connections · check · records · export · disconnect
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "mw-advice.h"
#include "mw-cli-command.h"
#include "mw-config.h"
#include "mw-health.h"
#include "mw-main-fiber.h"
#include "mw-redact.h"

enum
{
  EXIT_DONE = 0,
  EXIT_FAILED = 1,
  EXIT_USAGE = 2,
  EXIT_SIGN_IN = 3,
  EXIT_NOT_REACHABLE = 4,
  EXIT_INTERRUPTED = 130,
};

#define TRUST_OPTION                                                                                         \
  { "trust-certificate", 0, MW_CLI_OPTION_TEXT, N_ ("FINGERPRINT"),                                          \
    N_ ("Trust the certificate with this SHA-256") }

/* How a form is filled in. */
#define FORM_OPTIONS                                                                                         \
  { "url", 0, MW_CLI_OPTION_TEXT, N_ ("ADDRESS"), N_ ("Address of the system, as in the browser") },         \
    { "user", 0, MW_CLI_OPTION_TEXT, N_ ("NAME"), N_ ("User name") },                                        \
    { "database", 0, MW_CLI_OPTION_TEXT, N_ ("NAME"), N_ ("Database, where there are several") },            \
    { "field", 0, MW_CLI_OPTION_LIST, N_ ("NAME=VALUE"),                                                     \
      N_ ("Any other field of the form; may be repeated") },                                                 \
    { "sign-in", 0, MW_CLI_OPTION_TEXT, N_ ("ID"),                                                           \
      N_ ("Way to sign in, as “millwright systems” lists them") },                                           \
    { "allow-http", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Allow an address that is not encrypted") },            \
    TRUST_OPTION

/* What is kept of the connection. */
#define KEEP_OPTIONS                                                                                         \
  { "label", 0, MW_CLI_OPTION_TEXT, N_ ("NAME"), N_ ("What to call the connection") },                       \
    { "session-only", 0, MW_CLI_OPTION_FLAG, NULL,                                                           \
      N_ ("Keep nothing: the connection is gone when the command ends") },                                   \
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
  { "export", 0, MW_CLI_OPTION_TEXT, N_ ("FILE"),
    N_ ("Write them to a file for another computer, without passwords, keys and tokens") },
  { "import", 0, MW_CLI_OPTION_TEXT, N_ ("FILE"), N_ ("Take over those of such a file") },
  { "force", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Replace a file that exists") },
  { NULL },
};

static const MwCliOption check_options[] = {
  TRUST_OPTION,
  { NULL },
};

static const MwCliOption records_options[] = {
  { "raw", 0, MW_CLI_OPTION_OPTIONAL, N_ ("SET"), N_ ("The records as the system sent them; of which set") },
  { "format", 'f', MW_CLI_OPTION_TEXT, N_ ("FORMAT"), N_ ("table (default), csv or json") },
  { "scope", 0, MW_CLI_OPTION_TEXT, N_ ("SCOPE"),
    N_ ("everything, open, newest, changed:DAY or ordered:DAY, with a day such as 2026-01-31") },
  { "limit", 'n', MW_CLI_OPTION_NUMBER, N_ ("NUMBER"), N_ ("Stop after so many rows") },
  { NULL },
};

static const MwCliOption export_options[] = {
  { "output", 'o', MW_CLI_OPTION_TEXT, N_ ("FILE"), N_ ("The CSV file to write") },
  { "scope", 0, MW_CLI_OPTION_TEXT, N_ ("SCOPE"),
    N_ ("everything, open, newest, changed:DAY or ordered:DAY, with a day such as 2026-01-31") },
  { "raw", 0, MW_CLI_OPTION_OPTIONAL, N_ ("SET"), N_ ("The records as the system sent them; of which set") },
  { "force", 0, MW_CLI_OPTION_FLAG, NULL, N_ ("Replace a file that exists") },
  { NULL },
};

static const MwCliCommand commands[] = {
  { "systems", N_ ("[QUERY | ID | allow FILE]"), 0, 2,
    N_ ("List the systems that can be connected, or describe one"),
    N_ ("“allow FILE” lists what a system file of your own would do, and asks whether it may. Such files lie "
        "in "
        "~/.local/share/millwright/systems."),
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
    N_ ("What is imported must be signed in again with: millwright sign-in CONNECTION"), connections_options,
    mw_cli_connections },
  { "sign-in", N_ ("CONNECTION"), 1, 1, N_ ("Sign in again with a new password or key"),
    N_ ("The password or key is asked for, or read from standard input."), NULL, mw_cli_sign_in },
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
    NULL, mw_cli_choose },
  { "scope", N_ ("CONNECTION [ENTITY [SCOPE]]"), 1, 3,
    N_ ("Say what reading costs, or set how much of an entity is read"),
    N_ ("Without an entity it lists records, requests and time of all of them. A scope is everything, open, "
        "changed:DAY or ordered:DAY, with a day such as 2026-01-31. It is kept for this connection and "
        "entity."),
    NULL, mw_cli_scope },
  { "disconnect", N_ ("CONNECTION"), 1, 1, N_ ("Log out and remove the token"), NULL, NULL,
    mw_cli_disconnect },
};

static const MwCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static gboolean
is_help (const char *word)
{
  return g_str_equal (word, "--help") || g_str_equal (word, "-h") || g_str_equal (word, "help");
}

/**
 * mw_cli_has_command:
 * @command: the first word of the command line
 *
 * Returns: whether it is for the command line, not for the window
 */
gboolean
mw_cli_has_command (const char *command)
{
  return find_command (command) != NULL || is_help (command) || g_str_equal (command, "--version");
}

/* What is for people goes here, never to standard output. */
void
mw_cli_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *redacted = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  redacted = mw_redact_text (text);
  fputs (redacted, stderr);
  fflush (stderr);
}

/* Awaits @future (taken) until it ends or the call is interrupted. */
gboolean
mw_cli_await (MwCliCall *call, DexFuture *future, GError **error)
{
  return dex_await (mw_main_until (future, call->fiber), error);
}

/* Writes @text (taken) to standard output. */
gboolean
mw_cli_print (MwCliCall *call, char *text, GError **error)
{
  return mw_cli_await (call, mw_cli_stdout_print (call->out, text), error);
}

/* Remembers what a failure will be about. */
void
mw_cli_set_subject (MwCliCall *call, MwSystem *system, const char *address)
{
  g_set_object (&call->system, system);
  g_set_str (&call->address, address);
}

/* The connection that the first argument names. */
MwConnection *
mw_cli_find_connection (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_engine_find_connection (call->engine,
                                                        mw_cli_arguments_get (call->arguments, 0), error);

  if (connection != NULL)
    {
      g_autofree char *address = g_strconcat ("https://", mw_connection_get_address (connection), NULL);

      mw_cli_set_subject (call, mw_connection_get_system (connection), address);
      g_set_object (&call->connection, connection);
    }
  return connection;
}

static void
print_command_help (const MwCliCommand *command)
{
  const char *arguments = *command->arguments != '\0' ? _ (command->arguments) : "";

  printf (_ ("Usage: millwright %s %s\n"), command->name, arguments);
  printf ("\n%s.\n", _ (command->summary));
  if (command->description != NULL)
    printf ("%s\n", _ (command->description));
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

static void
print_help (void)
{
  printf ("%s\n\n", _ ("Usage: millwright [COMMAND …]"));
  printf ("%s\n\n",
          _ ("Connects business systems and shows their records. Without a command it opens its window."));
  printf ("%s\n", _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  printf ("\n%s\n", _ ("More about one of them: millwright COMMAND --help"));
  printf (
    "%s\n",
    _ ("Exit status: 0 done, 1 failed, 2 wrong usage, 3 sign in again, 4 not reachable, 130 interrupted."));
}

typedef struct
{
  const MwCliCommand *command;
  MwCliCall call;
  GMainLoop *loop;
  DexFuture *running;
  guint n_interrupts;
  int status;
} Run;

static int
get_status (const GError *error)
{
  if (error == NULL)
    return EXIT_FAILED;
  if (error->domain == MW_CLI_ERROR)
    return EXIT_USAGE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return EXIT_INTERRUPTED;
  switch (mw_health_after (error, MW_HEALTH_UNKNOWN))
    {
    case MW_HEALTH_SIGN_IN_AGAIN:
      return EXIT_SIGN_IN;
    case MW_HEALTH_NOT_REACHABLE:
      return EXIT_NOT_REACHABLE;
    case MW_HEALTH_UNKNOWN:
    case MW_HEALTH_WORKING:
    case MW_HEALTH_PERMISSION_MISSING:
    case MW_HEALTH_WAITING:
    case MW_HEALTH_PAUSED:
    default:
      return EXIT_FAILED;
    }
}

static void
tell_action (Run *run, const MwAdvice *advice)
{
  const char *name = mw_cli_arguments_get (run->call.arguments, 0);

  switch (advice->action)
    {
    case MW_ADVICE_SWITCH:
      mw_cli_say (_ ("To do so: --sign-in %s\n"), advice->sign_in->id);
      break;
    case MW_ADVICE_USE_ADDRESS:
      mw_cli_say (_ ("To do so: --field %s=%s\n"), advice->field, advice->address);
      break;
    case MW_ADVICE_ALLOW_PLAIN:
      mw_cli_say ("%s\n", _ ("To allow it: --allow-http"));
      break;
    case MW_ADVICE_SESSION_ONLY:
      if (run->command->func == mw_cli_connect)
        mw_cli_say ("%s\n", _ ("To try it without keeping anything: --session-only"));
      break;
    case MW_ADVICE_SIGN_IN_AGAIN:
      if (run->command->func != mw_cli_connect)
        mw_cli_say (_ ("To do so: millwright sign-in %s\n"), name);
      break;
    case MW_ADVICE_CHOOSE:
      if (run->command->func != mw_cli_connect)
        mw_cli_say (_ ("To do so: millwright choose %s\n"), name);
      break;
    case MW_ADVICE_ALLOW_FILE:
      mw_cli_say (_ ("To do so: millwright systems allow %s\n"), mw_system_get_user_file (run->call.system));
      break;
    case MW_ADVICE_NONE:
    case MW_ADVICE_CHECK_FIELD:
    case MW_ADVICE_TRY_AGAIN:
    case MW_ADVICE_TRUST_CERTIFICATE:
    case MW_ADVICE_CHOOSE_FILE:
    default:
      break;
    }
}

static MwAdvice *
dup_advice (MwCliCall *call, const GError *error)
{
  if (call->connection != NULL)
    return mw_connection_dup_advice (call->connection, error);
  if (call->draft != NULL)
    return mw_advice_new_for_draft (error, call->draft);
  return mw_advice_new (error, call->system, call->address);
}

static void
tell_error (Run *run, const GError *error)
{
  g_autoptr (MwAdvice) advice = NULL;

  if (error->domain == MW_CLI_ERROR)
    {
      mw_cli_say ("%s\n", error->message);
      mw_cli_say (_ ("See: millwright %s --help\n"), run->command->name);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      mw_cli_say (_ ("%s exists already; --force replaces it.\n"), error->message);
      return;
    }
  advice = dup_advice (&run->call, error);
  /* Our own sentences, whole: a password may be one of their words. */
  fprintf (stderr, "%s\n%s\n", advice->title, advice->body);
  if (advice->details != NULL)
    mw_cli_say ("(%s)\n", advice->details);
  tell_action (run, advice);
}

static gboolean
run_command (Run *run, GError **error)
{
  g_auto (GStrv) problems = NULL;

  if (!mw_cli_await (&run->call, mw_engine_load (run->call.engine), error))
    return FALSE;
  problems = mw_engine_dup_problems (run->call.engine);
  for (guint i = 0; problems[i] != NULL; i++)
    mw_cli_say ("%s\n", problems[i]);
  return run->command->func (&run->call, error);
}

static DexFuture *
run_fiber (MwMainFiber *fiber, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;

  run->call.fiber = fiber;
  if (run_command (run, &error))
    run->status = EXIT_DONE;
  else if (mw_cli_stdout_is_closed (run->call.out))
    run->status = EXIT_DONE;
  else
    {
      run->status = get_status (error);
      if (error != NULL)
        tell_error (run, error);
    }
  g_main_loop_quit (run->loop);
  return dex_future_new_true ();
}

static gboolean
interrupted (gpointer data)
{
  Run *run = data;

  if (run->n_interrupts++ > 0)
    _exit (EXIT_INTERRUPTED);
  dex_clear (&run->running);
  return G_SOURCE_CONTINUE;
}

static int
run_call (const MwCliCommand *command, MwEngine *engine, MwCliArguments *arguments)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MwCliStdout) out = mw_cli_stdout_new (STDOUT_FILENO);
  Run run = { .command = command,
              .loop = loop,
              .call = { .engine = engine, .arguments = arguments, .out = out } };
  guint source = g_unix_signal_add (SIGINT, interrupted, &run);

  run.running = mw_main_fiber_spawn (run_fiber, &run, NULL);
  g_main_loop_run (loop);
  g_source_remove (source);
  dex_clear (&run.running);
  g_clear_object (&run.call.connection);
  g_clear_object (&run.call.system);
  g_clear_object (&run.call.draft);
  g_free (run.call.address);
  return run.status;
}

/**
 * mw_cli_run:
 * @engine: an engine, not loaded yet
 * @argc: number of words
 * @argv: the program's name, the command, its options and arguments
 *
 * Runs a command to its end on the default main context. Data goes to standard output, everything else to
 * standard error.
 *
 * Returns: exit status: 0 done, 1 failed, 2 wrong usage, 3 sign in again, 4 not reachable, 130 interrupted
 */
int
mw_cli_run (MwEngine *engine, int argc, char **argv)
{
  const MwCliCommand *command = argc > 1 ? find_command (argv[1]) : NULL;
  g_autoptr (MwCliArguments) arguments = NULL;
  g_autoptr (GError) error = NULL;

  signal (SIGPIPE, SIG_IGN);
  if (argc > 2 && command == NULL && is_help (argv[1]))
    {
      command = find_command (argv[2]);
      argv[2] = (char *) "--help";
    }
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      printf ("Millwright %s\n", MW_VERSION);
      return EXIT_DONE;
    }
  if (argc > 1 && command == NULL && is_help (argv[1]))
    {
      print_help ();
      return EXIT_DONE;
    }
  if (command == NULL)
    {
      mw_cli_say (_ ("There is no command “%s”. See: millwright --help\n"), argc > 1 ? argv[1] : "");
      return EXIT_USAGE;
    }
  for (int i = 2; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      {
        print_command_help (command);
        return EXIT_DONE;
      }
  arguments = mw_cli_arguments_parse (command->options, command->n_min, command->n_max, argv + 2, &error);
  if (arguments == NULL)
    {
      mw_cli_say ("%s\n", error->message);
      mw_cli_say (_ ("See: millwright %s --help\n"), command->name);
      return EXIT_USAGE;
    }
  return run_call (command, engine, arguments);
}
