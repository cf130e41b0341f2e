/* mw-system-consent.h: what a system file would do, for a person to decide about: hosts, secrets, requests
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/**
 * MwSystemConsent:
 * @hosts: where it goes: "https://api.example.com", or which field of the form says it
 * @secrets: each with what it is sent with
 * @requests: every request there is: "GET /orders?limit={limit}"
 *
 * Translated lines that are safe to show.
 */
typedef struct
{
  char **hosts;
  char **secrets;
  char **requests;
} MwSystemConsent;

MwSystemConsent *mw_system_consent_new (MwSystem *system);
void mw_system_consent_free (MwSystemConsent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSystemConsent, mw_system_consent_free)

G_END_DECLS
