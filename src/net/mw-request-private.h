/* mw-request-private.h: what the transport sees of requests and answers
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-transport.h"

G_BEGIN_DECLS

typedef void (*MwHeaderFunc) (const char *name, const char *value, gpointer data);

gboolean mw_request_is_repeatable (MwRequest *self);
const MwPurpose *mw_request_get_purpose (MwRequest *self);
void mw_request_foreach_header (MwRequest *self, MwHeaderFunc func, gpointer data);
gboolean mw_request_has_header (MwRequest *self, const char *name);
GBytes *mw_request_get_body (MwRequest *self, const char **content_type);

const char *mw_request_peek_header (MwRequest *self, const char *name);

MwResponse *mw_response_new (guint status, const char *uri);
MwResponse *mw_response_dup_head (MwResponse *self); /* without the body */
void mw_response_add_header (MwResponse *self, const char *name, const char *value);
void mw_response_take_body (MwResponse *self, GBytes *body);

G_END_DECLS
