/* mw-grant.c: what a login or a token endpoint gave
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-private.h"

MwGrant *
mw_grant_new (void)
{
  MwGrant *self = g_atomic_rc_box_new0 (MwGrant);

  self->secrets = mw_secrets_new ();
  self->variables = mw_variables_new (NULL);
  return self;
}

MwGrant *
mw_grant_new_from (MwSession *session)
{
  MwGrant *self = mw_grant_new ();
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwVariables) variables = NULL;

  mw_session_snapshot (session, &secrets, &variables);
  self->expires_at = mw_session_get_expires_at (session);
  self->made_here = session->made_here;
  mw_secrets_unref (self->secrets);
  self->secrets = mw_secrets_copy (secrets);
  for (guint i = 0; i < session->sign_in->n_extracts; i++)
    {
      const char *name = session->sign_in->extracts[i].variable;
      g_autofree char *value = mw_variables_dup_text (variables, name);

      mw_variables_set_text (self->variables, name, value);
    }
  return self;
}

MwGrant *
mw_grant_ref (MwGrant *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
grant_clear (gpointer data)
{
  MwGrant *self = data;

  mw_secrets_unref (self->secrets);
  mw_variables_unref (self->variables);
}

void
mw_grant_unref (MwGrant *self)
{
  g_atomic_rc_box_release_full (self, grant_clear);
}
