/* mw-cli-outside.c: secrets that a program gives instead of a person: in a variable of the environment or
 * through an open file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-outside.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "mw-cli-arguments.h"

extern char **environ;

/* Tokens with many claims and private keys are a few thousand bytes long. */
#define MAX_LENGTH 65536

typedef enum
{
  FROM_ENVIRONMENT,
  FROM_DESCRIPTOR,
  N_WAYS,
} Way;

static const char *const options[N_WAYS] = {
  [FROM_ENVIRONMENT] = "--secret-env",
  [FROM_DESCRIPTOR] = "--secret-fd",
};

typedef enum
{
  PROBLEM_NONE,
  PROBLEM_UNSET,
  PROBLEM_NO_NUMBER,
  PROBLEM_OUTPUT,
  PROBLEM_NOT_OPEN,
  PROBLEM_TERMINAL,
  PROBLEM_UNREADABLE,
  PROBLEM_TOO_LONG,
  PROBLEM_NO_TEXT,
  PROBLEM_EMPTY,
} Problem;

/* What stands behind one option. No message repeats what it names: who mistakes the option writes the secret
 * itself there. */
typedef struct
{
  Way way;
  char *field;      /* NULL: it is not FIELD=… */
  const char *name; /* of the variable, or the number */
  char *value;      /* NULL: there is a problem */
  Problem problem;
  int reason; /* errno of PROBLEM_UNREADABLE */
} Given;

struct _MwCliOutside
{
  GPtrArray *all; /* Given */
};

static void
wipe (char *text, gsize length)
{
  if (text != NULL)
    explicit_bzero (text, length);
  g_free (text);
}

static void
given_free (gpointer data)
{
  Given *given = data;

  wipe (given->value, given->value != NULL ? strlen (given->value) : 0);
  g_free (given->field);
  g_free (given);
}

/* Where the bytes lie is what /proc/PID/environ shows to every program of this user (proc(5)), and unsetenv()
 * leaves them there. */
static char *
take_variable (const char *name, gsize *length)
{
  const gsize name_length = strlen (name);
  char *value = NULL;

  for (char **entry = environ; *entry != NULL; entry++)
    if (strncmp (*entry, name, name_length) == 0 && (*entry)[name_length] == '=')
      {
        char *bytes = *entry + name_length + 1;

        if (value == NULL)
          {
            *length = strlen (bytes);
            value = g_strdup (bytes);
          }
        explicit_bzero (bytes, strlen (bytes));
      }
  if (value != NULL)
    unsetenv (name);
  return value;
}

/* Up to one byte more than what is taken. */
static gboolean
read_all (int fd, char *bytes, gsize *length)
{
  while (*length <= MAX_LENGTH)
    {
      struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
      gssize n_read = read (fd, bytes + *length, MAX_LENGTH + 1 - *length);

      if (n_read == 0)
        return TRUE;
      if (n_read > 0)
        *length += (gsize) n_read;
      else if (errno == EAGAIN)
        poll (&poll_fd, 1, -1);
      else if (errno != EINTR)
        return FALSE;
    }
  return TRUE;
}

/* Standard input stays open, on nothing: the next file that is opened would take its number. */
static void
leave (int fd)
{
  int nothing = fd == STDIN_FILENO ? open ("/dev/null", O_RDONLY | O_CLOEXEC) : -1;

  if (nothing >= 0)
    {
      dup2 (nothing, fd);
      close (nothing);
    }
  else
    close (fd);
}

static char *
read_descriptor (Given *given, gsize *length)
{
  g_autofree char *bytes = NULL;
  guint64 number;
  int fd;

  if (!g_ascii_string_to_unsigned (given->name, 10, 0, G_MAXINT, &number, NULL))
    {
      given->problem = PROBLEM_NO_NUMBER;
      return NULL;
    }
  fd = (int) number;
  if (fd == STDOUT_FILENO || fd == STDERR_FILENO)
    given->problem = PROBLEM_OUTPUT;
  else if (fcntl (fd, F_GETFD) < 0)
    given->problem = PROBLEM_NOT_OPEN;
  else if (isatty (fd) == 1)
    given->problem = PROBLEM_TERMINAL;
  if (given->problem != PROBLEM_NONE)
    return NULL;
  bytes = g_malloc0 (MAX_LENGTH + 2);
  if (!read_all (fd, bytes, length))
    {
      given->reason = errno;
      given->problem = PROBLEM_UNREADABLE;
      explicit_bzero (bytes, MAX_LENGTH + 2);
    }
  leave (fd);
  return given->problem == PROBLEM_NONE ? g_steal_pointer (&bytes) : NULL;
}

/* The line break that a file or an echo ends with is no part of it. */
static void
cut_end (char *value, gsize *length)
{
  if (*length > 0 && value[*length - 1] == '\n')
    value[--*length] = '\0';
  if (*length > 0 && value[*length - 1] == '\r')
    value[--*length] = '\0';
}

static void
judge (Given *given, gsize length)
{
  if (length > MAX_LENGTH)
    given->problem = PROBLEM_TOO_LONG;
  else if (memchr (given->value, '\0', length) != NULL ||
           !g_utf8_validate (given->value, (gssize) length, NULL))
    given->problem = PROBLEM_NO_TEXT;
  else if (length == 0)
    given->problem = PROBLEM_EMPTY;
  if (given->problem == PROBLEM_NONE)
    return;
  wipe (given->value, length);
  given->value = NULL;
}

static Given *
find_name (MwCliOutside *self, const Given *given)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      Given *other = self->all->pdata[i];

      if (other->way == given->way && other->field != NULL && g_str_equal (other->name, given->name))
        return other;
    }
  return NULL;
}

static void
take (MwCliOutside *self, Way way, const char *text)
{
  const char *equals = strchr (text, '=');
  Given *given = g_new0 (Given, 1);
  const Given *same;
  gsize length = 0;

  given->way = way;
  given->field = equals != NULL && equals != text && equals[1] != '\0'
                   ? g_strndup (text, (gsize) (equals - text))
                   : NULL;
  given->name = equals != NULL ? equals + 1 : "";
  same = given->field != NULL && way == FROM_ENVIRONMENT ? find_name (self, given) : NULL;
  g_ptr_array_add (self->all, given);
  if (given->field == NULL)
    return;
  /* One variable may fill two fields; it is gone after the first. */
  if (same != NULL)
    {
      given->value = g_strdup (same->value);
      given->problem = same->problem;
      return;
    }
  if (way == FROM_DESCRIPTOR)
    given->value = read_descriptor (given, &length);
  else if ((given->value = take_variable (given->name, &length)) == NULL)
    given->problem = PROBLEM_UNSET;
  if (given->value == NULL)
    return;
  cut_end (given->value, &length);
  judge (given, length);
}

/**
 * mw_cli_outside_take:
 * @argc: number of words
 * @argv: the program's name, the command, its options and arguments; outlives what is given back
 *
 * Takes the variables and files that --secret-env and --secret-fd name, before any of them is judged: what is
 * wrong is told by mw_cli_outside_fill(). A variable is overwritten where it lies and unset, so that neither
 * /proc nor a program that is started has it; a file is closed.
 *
 * Returns: (transfer full): what was taken
 */
MwCliOutside *
mw_cli_outside_take (int argc, char **argv)
{
  MwCliOutside *self = g_new0 (MwCliOutside, 1);

  self->all = g_ptr_array_new_with_free_func (given_free);
  for (int i = 2; i < argc && !g_str_equal (argv[i], "--"); i++)
    for (guint way = 0; way < N_WAYS; way++)
      {
        const gsize length = strlen (options[way]);

        if (!g_str_has_prefix (argv[i], options[way]))
          continue;
        if (argv[i][length] == '=')
          take (self, way, argv[i] + length + 1);
        else if (argv[i][length] == '\0' && i + 1 < argc)
          take (self, way, argv[i + 1]);
      }
  return self;
}

/**
 * mw_cli_outside_free:
 * @self: (transfer full): what was taken
 *
 * Overwrites and frees it.
 */
void
mw_cli_outside_free (MwCliOutside *self)
{
  g_ptr_array_unref (self->all);
  g_free (self);
}

/**
 * mw_cli_outside_is_given:
 * @self: what was taken
 *
 * Returns: whether the command line names a secret, understood or not
 */
gboolean
mw_cli_outside_is_given (MwCliOutside *self)
{
  return self->all->len > 0;
}

/**
 * mw_cli_outside_dup_fields:
 * @self: what was taken
 *
 * Returns: (transfer full): ids of the fields that are named
 */
char **
mw_cli_outside_dup_fields (MwCliOutside *self)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();

  for (guint i = 0; i < self->all->len; i++)
    {
      const Given *given = self->all->pdata[i];

      if (given->field != NULL)
        g_strv_builder_add (fields, given->field);
    }
  return g_strv_builder_end (fields);
}

G_GNUC_PRINTF (2, 3)
static gboolean
usage (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, message);
  return FALSE;
}

static const MwFormField *
find_field (MwDraft *draft, const Given *given, GError **error)
{
  MwSystem *system = mw_draft_get_system (draft);
  const MwFormField *field = mw_system_find_form_field (system, given->field);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (system, &n_fields);

  if (field != NULL && !mw_draft_is_secret (field))
    {
      usage (error, _ ("“%s” is not secret: it is given with --field %s=VALUE."), field->id, field->id);
      return NULL;
    }
  if (field != NULL && mw_system_asks_for (system, mw_draft_get_sign_in (draft), field->id))
    return field;
  for (guint i = 0; i < n_fields; i++)
    if (mw_draft_is_secret (&fields[i]) &&
        mw_system_asks_for (system, mw_draft_get_sign_in (draft), fields[i].id))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", fields[i].id);
  /* Translators: a system, a way to sign in, a field, and the fields that there are instead */
  usage (error, _ ("%s does not ask for a secret “%s” in the sign-in “%s”, but: %s"),
         mw_system_get_name (system), given->field,
         mw_draft_get_sign_in (draft) != NULL ? mw_draft_get_sign_in (draft)->id : "",
         names->len > 0 ? names->str : _ ("none"));
  return NULL;
}

static gboolean
tell_problem (const Given *given, GError **error)
{
  switch (given->problem)
    {
    case PROBLEM_UNSET:
      return usage (error, _ ("The variable that --secret-env names for “%s” is not set."), given->field);
    case PROBLEM_NO_NUMBER:
      return usage (error, _ ("--secret-fd needs the number of an open file for “%s”, such as 3."),
                    given->field);
    case PROBLEM_OUTPUT:
      return usage (error, _ ("“%s” cannot be read from standard output or standard error."), given->field);
    case PROBLEM_NOT_OPEN:
      return usage (
        error, _ ("The number that --secret-fd names for “%s” is not an open file, or was read already."),
        given->field);
    case PROBLEM_TERMINAL:
      return usage (error,
                    _ ("What --secret-fd names for “%s” is a terminal. Leave the option out to be asked."),
                    given->field);
    case PROBLEM_UNREADABLE:
      /* Translators: a field, and the reason in the words of the system */
      return usage (error, _ ("What --secret-fd names for “%s” cannot be read: %s"), given->field,
                    g_strerror (given->reason));
    case PROBLEM_TOO_LONG:
      return usage (error, _ ("What is given for “%s” is longer than 64 kB."), given->field);
    case PROBLEM_NO_TEXT:
      return usage (error, _ ("What is given for “%s” is no text: it has a zero byte, or is not UTF-8."),
                    given->field);
    case PROBLEM_EMPTY:
      return usage (error, _ ("What is given for “%s” is empty."), given->field);
    case PROBLEM_NONE:
    default:
      return TRUE;
    }
}

static gboolean
tell_shape (const Given *given, GError **error)
{
  return given->way == FROM_ENVIRONMENT
           ? usage (error, "%s", _ ("--secret-env needs FIELD=VARIABLE, such as password=ODOO_PASSWORD."))
           : usage (error, "%s", _ ("--secret-fd needs FIELD=NUMBER, such as password=3."));
}

static gboolean
fill (MwDraft *draft, const Given *given, GError **error)
{
  const MwFormField *field;

  if (given->field == NULL)
    return tell_shape (given, error);
  field = find_field (draft, given, error);
  if (field == NULL || !tell_problem (given, error))
    return FALSE;
  if (mw_draft_has_value (draft, field->id))
    return usage (error, _ ("“%s” is given twice."), field->id);
  if (!field->multiline && strpbrk (given->value, "\r\n") != NULL)
    return usage (error, _ ("“%s” is one line, but several are given."), field->id);
  mw_draft_set_value (draft, field->id, given->value);
  return TRUE;
}

/**
 * mw_cli_outside_fill:
 * @self: what was taken
 * @draft: a form without secrets, its sign-in chosen
 * @error: %MW_CLI_ERROR_USAGE
 *
 * Fills in the secrets.
 *
 * Returns: whether each is one that the sign-in asks for
 */
gboolean
mw_cli_outside_fill (MwCliOutside *self, MwDraft *draft, GError **error)
{
  for (guint i = 0; i < self->all->len; i++)
    if (!fill (draft, self->all->pdata[i], error))
      return FALSE;
  return TRUE;
}
