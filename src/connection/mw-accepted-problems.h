/* mw-accepted-problems.h: what is wrong with a certificate that the user trusts, in the file of a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-certificate.h"

G_BEGIN_DECLS

/* Member “certificate_accepted” of the file. One of a version that did not ask for them accepted them all. */
MwCertificateProblems mw_accepted_problems_read (JsonObject *object);
void mw_accepted_problems_add (MwCertificateProblems problems, JsonBuilder *builder);

G_END_DECLS
