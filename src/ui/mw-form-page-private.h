/* mw-form-page-private.h: the inside of the form's page, for its files
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-client-group.h"
#include "mw-file-row.h"
#include "mw-form-offers.h"
#include "mw-form-page.h"
#include "mw-guide-view.h"

G_BEGIN_DECLS

struct _MwFormPage
{
  AdwNavigationPage parent_instance;

  MwDraft *draft;
  MwEngine *engine;
  MwFormOffers *offers;
  GPtrArray *rows;  /* of MwFormRow: those that are shown */
  GHashTable *made; /* const MwFormField * → MwFormRow: all since the dialog was opened */
  gboolean filling;

  AdwComboRow *sign_in;
  AdwPreferencesGroup *sign_in_group;
  MwClientGroup *client;
  GtkBox *fields;
  AdwPreferencesGroup *keep_group;
  AdwSwitchRow *keep;
  GtkWidget *file_group;
  MwFileRow *file;
  GtkLabel *promise;
  GtkButton *connect;
  AdwBottomSheet *sheet;
  GtkLabel *guide_bar;
  MwGuideView *guide_narrow;
  GtkWidget *guide_scroller;
  MwGuideView *guide_wide;
  const MwFormField *current; /* that has the focus, or had it last; or NULL */
  gboolean has_guide;
  gboolean narrow;
};

MwFormRow *mw_form_page_find_row (MwFormPage *self, const char *field);

G_END_DECLS
