/* mw-server-window.h: the real window, connected to a real server, for the scripts beside it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-ui-test.h"

/* The main() of a program with one test. @order: gets what the script wants: one JSON object on standard
 * input. */
int mw_server_window_main (int argc, char **argv, const char *name, GTestFunc test, JsonObject **order);
/* Through the wizard: {"system", "sign_in", "values": {form field: text}}. What it proposes is taken, and of
 * what is to be chosen all. */
MwConnection *mw_server_window_connect (MwUiTest *test, JsonObject *order);
/* The records of an entity, read to the end or to an error. */
MwRecordsPage *mw_server_window_show (MwUiTest *test, MwConnection *connection, MwEntity *entity);
/* Into the file "out" of the order. */
void mw_server_window_write (JsonObject *order, JsonBuilder *out);
