/* mw-cli-arguments.c: options of a command as a table, and what was given
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-arguments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (mw_cli_error_quark, mw_cli_error)

struct _MwCliArguments
{
  GPtrArray *words;
  GHashTable *values; /* option → GStrvBuilder */
  GHashTable *lists;  /* option → char **, made when asked for */
};

/* What stands in a command line can be read by every program on the computer and stays in the shell's
 * history. */
static const char *const secret_names[] = { "password", "pass", "passwd",  "secret",
                                            "token",    "key",  "api-key", "apikey" };

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

static const MwCliOption *
find_option (const MwCliOption *options, const char *name, gsize length)
{
  for (const MwCliOption *option = options; option != NULL && option->name != NULL; option++)
    if (strlen (option->name) == length && strncmp (option->name, name, length) == 0)
      return option;
  return NULL;
}

static const MwCliOption *
find_letter (const MwCliOption *options, char letter)
{
  for (const MwCliOption *option = options; option != NULL && option->name != NULL; option++)
    if (option->letter == letter && letter != '\0')
      return option;
  return NULL;
}

static gboolean
add_value (MwCliArguments *self, const MwCliOption *option, const char *value, GError **error)
{
  GStrvBuilder *builder = g_hash_table_lookup (self->values, option->name);
  guint64 number;

  if (option->kind == MW_CLI_OPTION_NUMBER &&
      !g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT, &number, NULL))
    return usage (error, _ ("--%s needs a whole number of 1 or more."), option->name);
  if (builder != NULL && option->kind != MW_CLI_OPTION_LIST)
    return usage (error, _ ("--%s is given twice."), option->name);
  if (builder == NULL)
    {
      builder = g_strv_builder_new ();
      g_hash_table_insert (self->values, g_strdup (option->name), builder);
    }
  if (value != NULL)
    g_strv_builder_add (builder, value);
  return TRUE;
}

static gboolean
take_option (MwCliArguments *self,
             const MwCliOption *option,
             const char *inline_value,
             char ***rest,
             guint n_max,
             GError **error)
{
  const char *next = (*rest)[1];

  switch (option->kind)
    {
    case MW_CLI_OPTION_FLAG:
      if (inline_value != NULL)
        return usage (error, _ ("--%s takes no value."), option->name);
      return add_value (self, option, NULL, error);
    case MW_CLI_OPTION_OPTIONAL:
      if (inline_value == NULL && next != NULL && *next != '-' && self->words->len == n_max)
        {
          inline_value = next;
          (*rest)++;
        }
      return add_value (self, option, inline_value, error);
    case MW_CLI_OPTION_TEXT:
    case MW_CLI_OPTION_LIST:
    case MW_CLI_OPTION_NUMBER:
    default:
      if (inline_value != NULL)
        return add_value (self, option, inline_value, error);
      if (next == NULL)
        return usage (error, _ ("--%s needs a value."), option->name);
      (*rest)++;
      return add_value (self, option, next, error);
    }
}

static gboolean
take_word (MwCliArguments *self,
           const MwCliOption *options,
           char ***rest,
           guint n_max,
           gboolean *only_words,
           GError **error)
{
  const char *word = **rest;
  const MwCliOption *option = NULL;
  const char *inline_value = NULL;
  g_autofree char *name = NULL;

  if (*only_words || word[0] != '-' || word[1] == '\0')
    {
      g_ptr_array_add (self->words, g_strdup (word));
      return TRUE;
    }
  if (g_str_equal (word, "--"))
    return *only_words = TRUE;
  if (word[1] == '-')
    {
      gsize length = strcspn (word + 2, "=");

      name = g_strndup (word + 2, length);
      inline_value = word[2 + length] == '=' ? word + 3 + length : NULL;
      option = find_option (options, name, length);
      for (guint i = 0; option == NULL && i < G_N_ELEMENTS (secret_names); i++)
        if (g_str_equal (name, secret_names[i]))
          return usage (
            error,
            _ ("There is no --%s: every program on this computer can read a command line. You are asked for "
               "it, or it is read from standard input, one line for each."),
            name);
    }
  else
    {
      name = g_strndup (word + 1, 1);
      option = find_letter (options, word[1]);
      inline_value = word[2] != '\0' ? word + 2 : NULL;
    }
  /* What follows an equals sign may be a secret: it is not repeated. */
  if (option == NULL)
    return usage (
      error, word[1] == '-' ? _ ("There is no option --%s here.") : _ ("There is no option -%s here."), name);
  return take_option (self, option, inline_value, rest, n_max, error);
}

/**
 * mw_cli_arguments_parse:
 * @options: (nullable): the command's options
 * @n_min: how many arguments it needs
 * @n_max: how many it takes
 * @words: what stands behind the command, %NULL-terminated
 * @error: %MW_CLI_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): what was given
 */
MwCliArguments *
mw_cli_arguments_parse (const MwCliOption *options, guint n_min, guint n_max, char **words, GError **error)
{
  g_autoptr (MwCliArguments) self = g_new0 (MwCliArguments, 1);
  gboolean only_words = FALSE;

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_strv_builder_unref);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  for (char **rest = words; *rest != NULL; rest++)
    if (!take_word (self, options, &rest, n_max, &only_words, error))
      return NULL;
  if (self->words->len < n_min)
    {
      usage (error, "%s", _ ("Something is missing."));
      return NULL;
    }
  if (self->words->len > n_max)
    {
      usage (error, _ ("“%s” is one argument too many."), (const char *) self->words->pdata[n_max]);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * mw_cli_arguments_free:
 * @self: (transfer full): arguments
 */
void
mw_cli_arguments_free (MwCliArguments *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_free (self);
}

/**
 * mw_cli_arguments_get:
 * @self: arguments
 * @position: from 0
 *
 * Returns: (nullable): an argument that is no option
 */
const char *
mw_cli_arguments_get (MwCliArguments *self, guint position)
{
  return position < self->words->len ? self->words->pdata[position] : NULL;
}

/**
 * mw_cli_arguments_has:
 * @self: arguments
 * @option: name of an option
 *
 * Returns: whether it was given
 */
gboolean
mw_cli_arguments_has (MwCliArguments *self, const char *option)
{
  return g_hash_table_contains (self->values, option);
}

/**
 * mw_cli_arguments_get_values:
 * @self: arguments
 * @option: name of an option
 *
 * Returns: (transfer none): its values in order; empty when it was not given
 */
char **
mw_cli_arguments_get_values (MwCliArguments *self, const char *option)
{
  char **list = g_hash_table_lookup (self->lists, option);
  GStrvBuilder *builder;

  if (list != NULL)
    return list;
  builder = g_hash_table_lookup (self->values, option);
  list = builder != NULL ? g_strv_builder_end (builder) : g_new0 (char *, 1);
  g_hash_table_insert (self->lists, g_strdup (option), list);
  return list;
}

/**
 * mw_cli_arguments_get_value:
 * @self: arguments
 * @option: name of an option
 *
 * Returns: (nullable): its value
 */
const char *
mw_cli_arguments_get_value (MwCliArguments *self, const char *option)
{
  return mw_cli_arguments_get_values (self, option)[0];
}

/**
 * mw_cli_arguments_get_number:
 * @self: arguments
 * @option: name of an option of kind %MW_CLI_OPTION_NUMBER
 *
 * Returns: its value; 0 when it was not given
 */
guint
mw_cli_arguments_get_number (MwCliArguments *self, const char *option)
{
  const char *value = mw_cli_arguments_get_value (self, option);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
}
