/* mw-certificate-words.c: what a certificate says and what is wrong with it, for people
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-certificate-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-text.h"

#define MAX_WORDS 300

static const struct
{
  MwCertificateProblems problem;
  const char *text;
} reasons[] = {
  { MW_CERTIFICATE_UNKNOWN_AUTHORITY,
    N_ ("Nobody this computer knows vouches for it: it is your company's own authority, or somebody in "
        "between.") },
  { MW_CERTIFICATE_OTHER_HOST,
    N_ ("It is made for another name than the address you entered: check the address first.") },
  { MW_CERTIFICATE_NOT_YET_VALID,
    N_ ("Its time has not begun yet: look at the clock of this computer and of the server.") },
  { MW_CERTIFICATE_EXPIRED, N_ ("Its time is over: whoever runs the server has to renew it.") },
  { MW_CERTIFICATE_UNSAFE,
    N_ ("It was revoked, it is made in a way that can be forged, or it cannot be checked: it cannot be "
        "trusted.") },
};

/**
 * mw_certificate_dup_reason:
 * @self: a certificate that was refused
 *
 * Returns: (transfer full): why, translated
 */
char *
mw_certificate_dup_reason (const MwCertificate *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->trusted != NULL)
    g_string_append (text, _ ("It is another one than you trusted for this connection."));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (self->problems & reasons[i].problem)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", _ (reasons[i].text));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * mw_certificate_dup_validity:
 * @self: a certificate
 *
 * Returns: (transfer full) (nullable): from when to when it is valid, translated
 */
char *
mw_certificate_dup_validity (const MwCertificate *self)
{
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) until = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (self->valid_from == NULL || self->valid_until == NULL)
    return NULL;
  from = g_date_time_to_local (self->valid_from);
  until = g_date_time_to_local (self->valid_until);
  /* TRANSLATORS: a day, by strftime(): “7 March 2026” */
  first = g_date_time_format (from, _ ("%-d %B %Y"));
  last = g_date_time_format (until, _ ("%-d %B %Y"));
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

static char *
dup_shown (const char *text)
{
  return text != NULL ? mw_text_for_cell (text, strlen (text), MAX_WORDS) : NULL;
}

char *
mw_certificate_dup_owner (const MwCertificate *self)
{
  g_autofree char *both = NULL;

  if (self->names == NULL || self->subject == NULL || *self->subject == '\0')
    return dup_shown (self->names != NULL ? self->names : self->subject);
  both = g_strdup_printf ("%s (%s)", self->names, self->subject);
  return dup_shown (both);
}

char *
mw_certificate_dup_issuer (const MwCertificate *self)
{
  return dup_shown (self->issuer);
}
