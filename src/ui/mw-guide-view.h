/* mw-guide-view.h: beside a form: what one needs, how to get what is asked for, and what cannot work
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-system.h"

G_BEGIN_DECLS

#define MW_TYPE_GUIDE_VIEW (mw_guide_view_get_type ())
G_DECLARE_FINAL_TYPE (MwGuideView, mw_guide_view, MW, GUIDE_VIEW, GtkBox)

/* What concerns that sign-in. Answers whether there is anything to say. */
gboolean mw_guide_view_set_sign_in (MwGuideView *self, MwSystem *system, const MwSignIn *sign_in);
/* Marks the step that explains the field. Answers its title, or NULL when there is none. */
const char *mw_guide_view_show_field (MwGuideView *self, const char *field);
/* The title of the step that is marked, or NULL. */
const char *mw_guide_view_get_current (MwGuideView *self);

G_END_DECLS
