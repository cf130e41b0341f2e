/* mw-form-page.h: the second page of the connect dialog: the form of a system, made from its file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwFormPage::submit:
 *
 * The form is well-formed and the user pressed Connect.
 */
/**
 * MwFormPage::changed:
 *
 * A value changed: ask mw_form_page_is_ready() again.
 */
#define MW_TYPE_FORM_PAGE (mw_form_page_get_type ())
G_DECLARE_FINAL_TYPE (MwFormPage, mw_form_page, MW, FORM_PAGE, AdwNavigationPage)

/* @engine: to tell when an address belongs to another product, and what a system offers for a field. */
void mw_form_page_set_draft (MwFormPage *self, MwDraft *draft, MwEngine *engine);
gboolean mw_form_page_is_ready (MwFormPage *self);
/* Whether the user has typed anything, for this system or another, that would be lost. */
gboolean mw_form_page_is_typed (MwFormPage *self);
void mw_form_page_submit (MwFormPage *self);
/* Marks and focuses a field; everything stays as typed. */
void mw_form_page_show_error (MwFormPage *self, const char *field, const char *message);
/* What the drop-down does; what was typed stays. */
void mw_form_page_choose_sign_in (MwFormPage *self, const char *id);
/* As typed by the user: for tests. */
void mw_form_page_type (MwFormPage *self, const char *field, const char *text);
/* What the button in a field with `offers` does. */
void mw_form_page_ask (MwFormPage *self, const char *field);
/* Shows what else the draft holds now: an address that the user accepted. */
void mw_form_page_take_values (MwFormPage *self);
/* What was changed of what was pasted there, in words; or NULL. */
const char *mw_form_page_get_note (MwFormPage *self, const char *field);
const char *mw_form_page_get_text (MwFormPage *self, const char *field);

G_END_DECLS
