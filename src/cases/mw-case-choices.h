/* mw-case-choices.h: what a case says was chosen after signing in, and how much is read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cases.h"
#include "mw-main-fiber.h"
#include "mw-source.h"

G_BEGIN_DECLS

/* On @fiber: the members "choices" and "scope" of @object; what the system is asked to choose from must be
 * what the case lists. What is wrong is added to @differences (element-type utf8). FALSE when nothing can be
 * read then. */
gboolean mw_case_choose (JsonObject *object,
                         MwSystem *system,
                         const MwVariant *variant,
                         MwSource *source,
                         GPtrArray *differences,
                         MwMainFiber *fiber,
                         GError **error);

G_END_DECLS
