/* mw-cli.c: millwright systems · connect · connections · check · records · export · rotate · revoke ·
 * disconnect
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
#include "mw-connection-token.h"
#include "mw-health.h"
#include "mw-main-fiber.h"
#include "mw-redact.h"
#include "mw-sandbox-words.h"
#include "mw-sandbox.h"
#include "mw-user-systems.h"

enum
{
  EXIT_DONE = 0,
  EXIT_FAILED = 1,
  EXIT_USAGE = 2,
  EXIT_SIGN_IN = 3,
  EXIT_NOT_REACHABLE = 4,
  EXIT_INTERRUPTED = 130,
};

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
  return mw_cli_command_find (command) != NULL || is_help (command) || g_str_equal (command, "--version");
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

gboolean
mw_cli_check_output (const char *path, GError **error)
{
  g_autofree char *words = mw_sandbox_would_lose (path) ? mw_sandbox_dup_words (MW_SANDBOX_OUTPUT) : NULL;

  if (words != NULL)
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, "%s: %s", path, words);
  return words == NULL;
}

/* What is there for the person may not be there for this process. */
gboolean
mw_cli_check_input (const char *path, GError **error)
{
  g_autofree char *words = g_file_test (path, G_FILE_TEST_EXISTS) ? NULL
                                                                  : mw_sandbox_dup_words (MW_SANDBOX_INPUT);

  if (words != NULL)
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, "%s: %s", path, words);
  return words == NULL;
}

MwSystem *
mw_cli_read_system (MwCliCall *call, const char *path, GError **error)
{
  if (!mw_cli_check_input (path, error))
    return NULL;
  return dex_await_object (mw_main_until (mw_user_systems_read (call->engine, path), call->fiber), error);
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
      if (run->call.connection != NULL && !mw_connection_is_lasting (run->call.connection))
        mw_cli_say ("%s\n", _ ("To do so: --secret-env FIELD=VARIABLE or --secret-fd FIELD=NUMBER"));
      else if (run->command->func != mw_cli_connect && !mw_cli_outside_is_given (run->call.outside))
        mw_cli_say (_ ("To do so: %s sign-in %s\n"), mw_sandbox_get_command (), name);
      break;
    case MW_ADVICE_CHECK_INPUT:
      /* Translators: %s is a connection */
      mw_cli_say (_ ("To do so: %s check %s, with the same --secret-env or --secret-fd\n"),
                  mw_sandbox_get_command (), name);
      break;
    case MW_ADVICE_SET_ASIDE:
      mw_cli_say (_ ("To begin a new one: %s connections --new-keyring\n"), mw_sandbox_get_command ());
      break;
    case MW_ADVICE_CHOOSE:
      if (run->command->func != mw_cli_connect)
        mw_cli_say (_ ("To do so: %s choose %s\n"), mw_sandbox_get_command (), name);
      break;
    case MW_ADVICE_ALLOW_FILE:
      mw_cli_say (_ ("To do so: %s systems allow %s\n"), mw_sandbox_get_command (),
                  mw_system_get_user_file (run->call.system));
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
    return mw_connection_dup_advice_on (call->connection, error, call->entity);
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
      mw_cli_say (_ ("See: %s %s --help\n"), mw_sandbox_get_command (), run->command->name);
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
run_call (const MwCliCommand *command, MwEngine *engine, MwCliOutside *outside, MwCliArguments *arguments)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MwCliStdout) out = mw_cli_stdout_new (STDOUT_FILENO);
  Run run = { .command = command,
              .loop = loop,
              .call = { .engine = engine, .arguments = arguments, .outside = outside, .out = out } };
  guint source = g_unix_signal_add (SIGINT, interrupted, &run);

  run.running = mw_main_fiber_spawn (run_fiber, &run, NULL);
  g_main_loop_run (loop);
  g_source_remove (source);
  dex_clear (&run.running);
  g_clear_object (&run.call.connection);
  g_clear_object (&run.call.entity);
  g_clear_object (&run.call.system);
  g_clear_object (&run.call.draft);
  g_free (run.call.address);
  return run.status;
}

/**
 * mw_cli_run:
 * @engine: an engine, not loaded yet
 * @outside: the secrets that @argv names, already taken
 * @argc: number of words
 * @argv: the program's name, the command, its options and arguments
 *
 * Runs a command to its end on the default main context. Data goes to standard output, everything else to
 * standard error.
 *
 * Returns: exit status: 0 done, 1 failed, 2 wrong usage, 3 sign in again, 4 not reachable, 130 interrupted
 */
int
mw_cli_run (MwEngine *engine, MwCliOutside *outside, int argc, char **argv)
{
  const MwCliCommand *command = argc > 1 ? mw_cli_command_find (argv[1]) : NULL;
  g_autoptr (MwCliArguments) arguments = NULL;
  g_autoptr (GError) error = NULL;

  signal (SIGPIPE, SIG_IGN);
  if (argc > 2 && command == NULL && is_help (argv[1]))
    {
      command = mw_cli_command_find (argv[2]);
      argv[2] = (char *) "--help";
    }
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      printf ("Millwright %s\n", MW_VERSION);
      return EXIT_DONE;
    }
  if (argc > 1 && command == NULL && is_help (argv[1]))
    {
      mw_cli_command_print_all ();
      return EXIT_DONE;
    }
  if (command == NULL)
    {
      mw_cli_say (_ ("There is no command “%s”. See: %s --help\n"), argc > 1 ? argv[1] : "",
                  mw_sandbox_get_command ());
      return EXIT_USAGE;
    }
  for (int i = 2; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      {
        mw_cli_command_print_help (command);
        return EXIT_DONE;
      }
  arguments = mw_cli_arguments_parse (command->options, command->n_min, command->n_max, argv + 2, &error);
  if (arguments == NULL)
    {
      mw_cli_say ("%s\n", error->message);
      mw_cli_say (_ ("See: %s %s --help\n"), mw_sandbox_get_command (), command->name);
      return EXIT_USAGE;
    }
  return run_call (command, engine, outside, arguments);
}
