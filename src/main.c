/* main.c: starts the command line or the window over one engine
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>

#include "mw-application.h"
#include "mw-cli.h"
#include "mw-config.h"
#include "mw-core-dump.h"
#include "mw-demo-plant.h"
#include "mw-redact.h"

/* A session may take a seat of a licence: it does not stay behind. */
static int
end_sessions (MwEngine *engine, gboolean alone, int status)
{
  DexFuture *ended = mw_engine_end_sessions (engine, alone);

  while (dex_future_is_pending (ended))
    g_main_context_iteration (NULL, TRUE);
  dex_unref (ended);
  return status;
}

int
main (int argc, char **argv)
{
  /* A word that is no command is for the command line too: it says which ones there are. */
  const gboolean has_command = argc > 1 && (argv[1][0] != '-' || mw_cli_has_command (argv[1]));
  g_autoptr (MwCliOutside) outside = has_command ? mw_cli_outside_take (argc, argv) : NULL;
  g_autoptr (MwEngine) engine = NULL;
  g_autoptr (MwApplication) application = NULL;
  int status;

  /* Tokens live in this process: no message may show one, and no core file may keep one. */
  mw_redact_install_log_writer ();
  mw_core_dump_forbid ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, MW_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("millwright");

  dex_init ();
  engine = mw_engine_new ();
  mw_engine_set_builtin (engine, mw_demo_plant_resolve, NULL);

  /* Each command is a process of its own: it does not take away what the next one cannot have by itself. */
  if (has_command)
    return end_sessions (engine, TRUE, mw_cli_run (engine, outside, argc, argv));

  /* Under X11 the name of the program is the class of its windows, by which a desktop finds their entry. */
  g_set_prgname (MW_APP_ID);
  g_set_application_name (MW_APP_NAME);
  application = mw_application_new (engine);
  status = g_application_run (G_APPLICATION (application), argc, argv);
  /* Who starts it again meanwhile gets a new one. */
  g_clear_object (&application);
  return end_sessions (engine, FALSE, status);
}
