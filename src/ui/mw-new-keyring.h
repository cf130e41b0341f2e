/* mw-new-keyring.h: a new keyring in the place of one that is damaged
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* With the person's consent, which the button was that called this. Says what the old one is called now, then
 * calls @done with @object, unless that is gone. */
void mw_new_keyring_begin (GtkWidget *parent, GCallback done, gpointer object);

G_END_DECLS
