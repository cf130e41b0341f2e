/* mw-next-link.h: a link to the next page, made into a request of the connection's own address
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-request-template.h"

G_BEGIN_DECLS

typedef struct _MwNextLink MwNextLink;

/* Resolves @link against @relative_to. MW_SOURCE_ERROR_SHAPE when it leaves @base_uri: no request of ours
 * goes elsewhere. @list is what the first page was asked with: its headers are sent again. */
MwNextLink *mw_next_link_new (const MwRequestTemplate *list,
                              const char *link,
                              const char *relative_to,
                              const char *base_uri,
                              gboolean *put_back,
                              GError **error);
void mw_next_link_free (MwNextLink *self);
const MwRequestTemplate *mw_next_link_get_template (MwNextLink *self);
/* Sets the variables that the template's places stand for. */
void mw_next_link_fill (MwNextLink *self, MwVariables *variables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwNextLink, mw_next_link_free)

G_END_DECLS
