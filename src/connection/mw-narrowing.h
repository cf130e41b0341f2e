/* mw-narrowing.h: what of a system a connection reads: what was chosen, and the scope of each entity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-chosen.h"
#include "mw-scope.h"

G_BEGIN_DECLS

/* Of one connection. Main thread only. */
typedef struct _MwNarrowing MwNarrowing;

MwNarrowing *mw_narrowing_new (void);
void mw_narrowing_free (MwNarrowing *self);
void mw_narrowing_take (MwNarrowing *self, const MwNarrowing *other); /* what @other has */
/* Never NULL. */
MwChosen *mw_narrowing_get_chosen (const MwNarrowing *self);
void mw_narrowing_set_chosen (MwNarrowing *self, MwChosen *chosen);
MwScope mw_narrowing_get_scope (const MwNarrowing *self, const char *entity);
void mw_narrowing_set_scope (MwNarrowing *self, const char *entity, const MwScope *scope);
/* As members “choices” and “scopes” of the connection's file; what is damaged is left out: it can be chosen
 * again. */
void mw_narrowing_read (MwNarrowing *self, JsonObject *object);
void mw_narrowing_add (const MwNarrowing *self, JsonBuilder *builder);

G_END_DECLS
