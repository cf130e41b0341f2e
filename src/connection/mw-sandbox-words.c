/* mw-sandbox-words.c: what a Flatpak's sandbox means for whoever uses it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sandbox-words.h"

#include <glib/gi18n-lib.h>

#include "mw-sandbox.h"

/* {command} is how the command line is called. Where the second is there, it is said when the authorities of
 * the computer are not seen. */
static const struct
{
  const char *text;
  const char *otherwise;
} table[] = {
  [MW_SANDBOX_TOKEN_FILE] = { N_ (
    "The file lies in Millwright's own folder, and goes with it when Millwright and its data are removed. "
    "Disconnect before that, so that the token ends in the system too.") },
  [MW_SANDBOX_TOKEN_KEYRING] = { N_ ("It stays there when Millwright is removed: disconnect before that.") },
  [MW_SANDBOX_SAVE] = { N_ ("Millwright runs in a sandbox and sees none of your files but the one you choose "
                            "next; you can choose it in any folder.") },
  [MW_SANDBOX_OUTPUT] = { N_ (
    "This Millwright runs in a sandbox that does not see that folder: the file would be "
    "gone when the command ends. Let your shell write it, as in “{command} records "
    "CONNECTION LIST --format csv > FILE”, or let Millwright see the folder: "
    "“flatpak run --filesystem=FOLDER …”.") },
  [MW_SANDBOX_INPUT] = { N_ ("This Millwright runs in a sandbox and sees only folders that it was given: "
                             "“flatpak run --filesystem=FOLDER:ro …”.") },
  [MW_SANDBOX_AUTHORITY] = { N_ (
                               "If your company has an authority of its own, an administrator can make this "
                               "computer trust it: Millwright then does so too, from its next start."),
                             N_ ("If your company has an authority of its own, Millwright's sandbox does not "
                                 "see "
                                 "yet which ones this computer trusts: for that an administrator installs "
                                 "“p11-kit” with its server there, and you log in anew.") },
  [MW_SANDBOX_VPN] = { N_ (
    "A VPN that this computer is connected to is used by Millwright too, though it runs in "
    "a sandbox.") },
};

/**
 * mw_sandbox_dup_words:
 * @topic: what it is about
 *
 * Returns: (transfer full) (nullable): translated sentences; %NULL outside of a sandbox
 */
char *
mw_sandbox_dup_words (MwSandboxTopic topic)
{
  const char *otherwise = table[topic].otherwise;
  GString *text;

  if (!mw_sandbox_is_inside ())
    return NULL;
  text = g_string_new (otherwise != NULL && !mw_sandbox_sees_authorities () ? _ (otherwise)
                                                                            : _ (table[topic].text));
  g_string_replace (text, "{command}", mw_sandbox_get_command (), 0);
  return g_string_free_and_steal (text);
}

char *
mw_sandbox_add_words (char *text, const char *between, MwSandboxTopic topic)
{
  g_autofree char *own = text;
  g_autofree char *words = mw_sandbox_dup_words (topic);

  return words != NULL ? g_strconcat (own, between, words, NULL) : g_steal_pointer (&own);
}
