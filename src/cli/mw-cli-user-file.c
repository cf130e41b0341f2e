/* mw-cli-user-file.c: millwright systems allow FILE: what a system file of the user's would do, and whether
 * it may
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-cli-command.h"
#include "mw-cli-prompt.h"
#include "mw-sandbox.h"
#include "mw-system-consent.h"
#include "mw-user-systems.h"

static void
add_lines (GString *text, const char *heading, char **lines)
{
  g_string_append_printf (text, "\n%s\n", heading);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "  %s\n", lines[i]);
  if (lines[0] == NULL)
    g_string_append_printf (text, "  %s\n", _ ("none"));
}

static char *
dup_consent_text (MwSystem *system)
{
  g_autoptr (MwSystemConsent) consent = mw_system_consent_new (system);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s (%s)\n%s\nSHA-256 %s\n", mw_system_get_name (system),
                          mw_system_get_id (system), mw_system_get_user_file (system),
                          mw_system_get_sha256 (system));
  add_lines (text, _ ("It goes to"), consent->hosts);
  add_lines (text, _ ("It sends what you keep secret"), consent->secrets);
  add_lines (text, _ ("All of its requests"), consent->requests);
  return g_string_free_and_steal (text);
}

/* A person is asked; a script must know what it allows. */
static gboolean
is_allowed (MwCliCall *call, MwSystem *system, gboolean *allowed, GError **error)
{
  const char *sha256 = mw_cli_arguments_get_value (call->arguments, "sha256");
  g_autofree char *answer = NULL;

  if (sha256 != NULL)
    {
      *allowed = g_ascii_strcasecmp (sha256, mw_system_get_sha256 (system)) == 0;
      if (!*allowed)
        mw_cli_say ("%s\n", _ ("Not allowed: the file has another SHA-256."));
      return TRUE;
    }
  if (!mw_cli_prompt_is_terminal ())
    {
      *allowed = FALSE;
      mw_cli_say (_ ("Not allowed: nobody can be asked here. If you want it: --sha256 %s\n"),
                  mw_system_get_sha256 (system));
      return TRUE;
    }
  answer = dex_await_string (
    mw_main_until (mw_cli_prompt_ask (_ ("Nobody has checked this file. Allow it? Type “yes”: "), FALSE),
                   call->fiber),
    error);
  if (answer == NULL)
    return FALSE;
  /* Translators: what the user types to allow a file, as the question before says */
  *allowed = g_ascii_strcasecmp (g_strstrip (answer), _ ("yes")) == 0;
  if (!*allowed)
    mw_cli_say ("%s\n", _ ("Not allowed."));
  return TRUE;
}

/**
 * mw_cli_allow_file:
 * @call: the call
 * @path: of a system file
 * @error: what went wrong
 *
 * Lists what the file would do, asks whether it may, and puts it into the user's folder when it lies
 * elsewhere.
 *
 * Returns: whether it is allowed now; %FALSE without @error when the user does not want it
 */
gboolean
mw_cli_allow_file (MwCliCall *call, const char *path, GError **error)
{
  g_autoptr (MwSystem) system = mw_cli_read_system (call, path, error);
  gboolean allowed = FALSE;

  if (system == NULL || !mw_cli_print (call, dup_consent_text (system), error) ||
      !is_allowed (call, system, &allowed, error) || !allowed)
    return FALSE;
  if (!mw_cli_await (
        call, mw_user_systems_allow (call->engine, system, mw_cli_arguments_has (call->arguments, "force")),
        error))
    return FALSE;
  mw_cli_say (_ ("Allowed. To connect it: %s connect %s\n"), mw_sandbox_get_command (),
              mw_system_get_id (system));
  return TRUE;
}
