/* mw-disconnect-question.h: asked before a connection is given up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

AdwDialog *mw_disconnect_question_new (MwConnection *connection);

G_END_DECLS
