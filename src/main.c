/* main.c: starts the command line or the window over one engine
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>
#include <sys/resource.h>

#include "mw-application.h"
#include "mw-cli.h"
#include "mw-config.h"
#include "mw-demo-plant.h"
#include "mw-redact.h"

int
main (int argc, char **argv)
{
  const struct rlimit no_core = { 0, 0 };
  g_autoptr (MwEngine) engine = NULL;
  g_autoptr (MwApplication) application = NULL;

  /* Tokens live in this process: no message may show one, and no core file may keep one. */
  mw_redact_install_log_writer ();
  g_log_writer_default_set_use_stderr (TRUE); /* standard output is for data */
  setrlimit (RLIMIT_CORE, &no_core);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, MW_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("millwright");

  dex_init ();
  engine = mw_engine_new ();
  mw_engine_set_builtin (engine, mw_demo_plant_resolve, NULL);

  /* A word that is no command is for the command line too: it says which ones there are. */
  if (argc > 1 && (argv[1][0] != '-' || mw_cli_has_command (argv[1])))
    return mw_cli_run (engine, argc, argv);

  application = mw_application_new (engine);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
