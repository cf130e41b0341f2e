/* mw-cli-auth-prompt.c: tells on standard error what a person must do to sign in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-auth-prompt.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "mw-cli-command.h"
#include "mw-cli-prompt.h"
#include "mw-qr.h"

/* Under which the reading of a pasted address hangs on the prompt: it ends with it. */
#define READING "mw-cli-auth-prompt-reading"

static void
forget (gpointer data)
{
  dex_unref (data);
}

static DexFuture *
on_pasted (DexFuture *future, gpointer data)
{
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && *g_value_get_string (value) != '\0')
    mw_auth_prompt_answer (data, g_value_get_string (value));
  return dex_future_new_true ();
}

static void
read_pasted (MwAuthPrompt *prompt, const char *question)
{
  DexFuture *reading = dex_future_then (mw_cli_prompt_ask (question, FALSE), on_pasted, prompt, NULL);

  g_object_set_data_full (G_OBJECT (prompt), READING, reading, forget);
}

/* White on black, so that it is seen on every ground; only where somebody sees it, and it is drawn right. */
static void
draw (const char *uri)
{
  g_autoptr (MwQr) code = NULL;
  g_autofree char *lines = NULL;
  g_auto (GStrv) each = NULL;

  if (!isatty (STDERR_FILENO) || !g_get_charset (NULL))
    return;
  code = mw_qr_new (uri);
  lines = code != NULL ? mw_qr_dup_lines (code) : g_strdup ("");
  each = g_strsplit (lines, "\n", -1);
  for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
    fprintf (stderr, "\033[40;97m%s\033[0m\n", each[i]);
}

static void
tell (MwAuthPrompt *prompt)
{
  const char *uri = mw_auth_prompt_get_uri (prompt);

  g_object_set_data (G_OBJECT (prompt), READING, NULL);
  switch (mw_auth_prompt_get_kind (prompt))
    {
    case MW_AUTH_PROMPT_BROWSER:
      mw_cli_say (_ ("Open this address in a browser and sign in there:\n%s\nWaiting for your browser…\n"),
                  uri);
      if (mw_cli_prompt_is_terminal ())
        read_pasted (prompt,
                     _ ("If the browser is on another computer, paste the address that it ends at: "));
      break;
    case MW_AUTH_PROMPT_PASTE:
      mw_cli_say (
        _ ("Open this address in a browser and sign in there:\n%s\nAt the end the browser shows a page "
           "that it cannot load. Copy its whole address.\n"),
        uri);
      read_pasted (prompt, _ ("The address: "));
      break;
    case MW_AUTH_PROMPT_CODE:
      draw (uri);
      mw_cli_say (_ ("Open this address on any device:\n%s\nand type this code there: %s\nWaiting…\n"),
                  mw_auth_prompt_get_page (prompt), mw_auth_prompt_get_code (prompt));
      break;
    case MW_AUTH_PROMPT_NOTHING:
    default:
      break;
    }
}

/**
 * mw_cli_auth_prompt_follow:
 * @prompt: of a sign-in
 *
 * Tells what it asks for, and takes the address that a person pastes.
 */
void
mw_cli_auth_prompt_follow (MwAuthPrompt *prompt)
{
  g_signal_connect (prompt, "changed", G_CALLBACK (tell), NULL);
}
