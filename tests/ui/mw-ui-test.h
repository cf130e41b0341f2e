/* mw-ui-test.h: drives the real window in a test: start it, wait, find widgets, take screenshots
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connect-dialog.h"
#include "mw-test-tree.h"
#include "mw-window.h"

G_BEGIN_DECLS

typedef struct
{
  MwEngine *engine;
  MwApplication *application;
  MwWindow *window;
} MwUiTest;

/* First thing in main(): a private home, the file keyring. Answers the exit code when the tests cannot run
 * here (no display), -1 when they can. */
int mw_ui_test_init (int *argc, char ***argv);
/* The systems of tests/connection instead of the real ones; after mw_ui_test_init(). */
void mw_ui_test_use_test_systems (void);
int mw_ui_test_run (void);
/* Engine, application and window, loaded; nothing is connected. */
MwUiTest *mw_ui_test_start (void);
void mw_ui_test_stop (MwUiTest *self);

/* A template child by its id. */
gpointer mw_ui_child (gpointer widget, const char *id);
/* The first visible widget below @root of @type whose label, title or tooltip is @words (NULL: any). */
gpointer mw_ui_find (gpointer root, GType type, const char *words);
AdwDialog *mw_ui_dialog (MwUiTest *self);
/* As a click on the visible button with these words. */
void mw_ui_click (gpointer root, const char *words);
/* The form of that system in the connect dialog, filled in as far as it has these fields, and sent. */
MwConnectDialog *mw_ui_connect (MwUiTest *self, const char *system, const char *url, const char *password);
/* The demo plant is connected as a newcomer does it, and its first list has been read. */
MwRecordsPage *mw_ui_open_demo (MwUiTest *self);
/* The last page of the connect dialog: takes what is proposed. */
void mw_ui_load (MwUiTest *self);
/* What draws the grid of the visible tab. */
GtkWidget *mw_ui_grid (MwRecordsPage *page);
/* In a narrow window the list of connections hides what is open until one of them is chosen. */
void mw_ui_show_content (MwUiTest *self);
/* PNG of the whole window into MW_SCREENSHOT_DIR, when that is set. */
void mw_ui_shot (MwUiTest *self, const char *name);
void mw_ui_shot_of (MwUiTest *self, gpointer widget, const char *name);
/* … in a window of the test's own. */
void mw_ui_shot_on (GtkNative *native, GtkWidget *widget, const char *name);
/* With @widget; and below @parent. */
guint mw_ui_count_widgets (GtkWidget *widget);
guint mw_ui_count_accessibles (GtkAccessible *parent);
/* Lets everything happen that is ready. */
void mw_ui_settle (void);
void mw_ui_step (gint64 deadline, const char *what, const char *place);

/* Runs the main loop until @condition holds; fails the test after 60 s. */
#define mw_ui_wait(condition)                                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gint64 mw_deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                      \
    while (!(condition))                                                                                     \
      mw_ui_step (mw_deadline, #condition, G_STRLOC);                                                        \
  }                                                                                                          \
  G_STMT_END

/* Waits for @future and answers whether it resolved. */
gboolean mw_ui_await (DexFuture *future);

G_END_DECLS
