/* mw-certificate.c: what the certificate of a server says, and what is wrong with it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-certificate.h"

/* A certificate may name hundreds of hosts. */
#define MAX_NAMES 20

static const struct
{
  GTlsCertificateFlags flags;
  MwCertificateProblems problem;
  const char *text;
} reasons[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, MW_CERTIFICATE_UNKNOWN_AUTHORITY,
    "its certificate is signed by nobody this computer trusts" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, MW_CERTIFICATE_OTHER_HOST, "its certificate is for another host name" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, MW_CERTIFICATE_NOT_YET_VALID, "its certificate is not valid yet" },
  { G_TLS_CERTIFICATE_EXPIRED, MW_CERTIFICATE_EXPIRED, "its certificate has expired" },
  { G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_INSECURE | G_TLS_CERTIFICATE_GENERIC_ERROR,
    MW_CERTIFICATE_UNSAFE, "its certificate was revoked, is not secure, or cannot be checked" },
};

G_DEFINE_BOXED_TYPE (MwCertificate, mw_certificate, mw_certificate_copy, mw_certificate_free)

MwCertificateProblems
mw_certificate_find_problems (GTlsCertificateFlags errors)
{
  MwCertificateProblems problems = 0;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (errors & reasons[i].flags)
      problems |= reasons[i].problem;
  return problems;
}

char *
mw_certificate_describe_problems (MwCertificateProblems problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (problems & reasons[i].problem)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", reasons[i].text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
mw_certificate_dup_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *hex = NULL;
  g_autofree char *upper = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL)
    return NULL;
  hex = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  upper = g_ascii_strup (hex, -1);
  for (const char *c = upper; c[0] && c[1]; c += 2)
    g_string_append_printf (text, "%s%.2s", text->len > 0 ? ":" : "", c);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_name (GString *names, guint number, const char *name)
{
  if (number < MAX_NAMES)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  else if (number == MAX_NAMES)
    g_string_append (names, ", …");
}

/* Hosts and addresses of the alternative names (RFC 5280 4.2.1.6). */
static char *
dup_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) hosts = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (certificate);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    {
      GBytes *host = hosts->pdata[i];
      g_autofree char *text = g_strndup (g_bytes_get_data (host, NULL), g_bytes_get_size (host));

      add_name (names, n++, text);
    }
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      g_autofree char *text = g_inet_address_to_string (addresses->pdata[i]);

      add_name (names, n++, text);
    }
  return names->len > 0 ? g_utf8_make_valid (names->str, (gssize) names->len) : NULL;
}

static char *
dup_valid (char *taken)
{
  g_autofree char *text = taken;

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * mw_certificate_new:
 * @certificate: what a server showed
 * @problems: what is wrong with it
 * @trusted: (nullable): the one that is trusted for the connection
 *
 * Returns: (transfer full): its facts
 */
MwCertificate *
mw_certificate_new (GTlsCertificate *certificate, MwCertificateProblems problems, GTlsCertificate *trusted)
{
  MwCertificate *self = g_new0 (MwCertificate, 1);

  g_object_get (certificate, "certificate-pem", &self->pem, NULL);
  self->fingerprint = mw_certificate_dup_fingerprint (certificate);
  self->subject = dup_valid (g_tls_certificate_get_subject_name (certificate));
  self->issuer = dup_valid (g_tls_certificate_get_issuer_name (certificate));
  self->names = dup_names (certificate);
  self->valid_from = g_tls_certificate_get_not_valid_before (certificate);
  self->valid_until = g_tls_certificate_get_not_valid_after (certificate);
  self->problems = problems;
  if (trusted != NULL && !g_tls_certificate_is_same (trusted, certificate))
    self->trusted = mw_certificate_dup_fingerprint (trusted);
  return self;
}

MwCertificate *
mw_certificate_copy (const MwCertificate *self)
{
  MwCertificate *copy = g_new (MwCertificate, 1);

  *copy = (MwCertificate) {
    .pem = g_strdup (self->pem),
    .fingerprint = g_strdup (self->fingerprint),
    .subject = g_strdup (self->subject),
    .issuer = g_strdup (self->issuer),
    .names = g_strdup (self->names),
    .valid_from = self->valid_from != NULL ? g_date_time_ref (self->valid_from) : NULL,
    .valid_until = self->valid_until != NULL ? g_date_time_ref (self->valid_until) : NULL,
    .problems = self->problems,
    .trusted = g_strdup (self->trusted),
  };
  return copy;
}

void
mw_certificate_free (MwCertificate *self)
{
  g_free (self->pem);
  g_free (self->fingerprint);
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->names);
  g_clear_pointer (&self->valid_from, g_date_time_unref);
  g_clear_pointer (&self->valid_until, g_date_time_unref);
  g_free (self->trusted);
  g_free (self);
}

gboolean
mw_certificate_may_be_trusted (const MwCertificate *self)
{
  return self->pem != NULL && self->fingerprint != NULL && (self->problems & MW_CERTIFICATE_UNSAFE) == 0;
}
