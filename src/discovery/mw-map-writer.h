/* mw-map-writer.h: a proposal, as an entity of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-proposal.h"

G_BEGIN_DECLS

/* The members of "entities": set, each, map. Tables that it looks up are added to @maps. */
JsonNode *
mw_map_writer_compose (MwSurvey *survey, const MwProposal *proposal, const char *set, JsonObject *maps);

G_END_DECLS
