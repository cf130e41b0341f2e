/* mw-certificate.c: which certificate is trusted, and what a refused one looks like to a person
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-certificate.h"

static const struct
{
  GTlsCertificateFlags flag;
  const char *text;
} reasons[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, "its certificate is signed by nobody this computer trusts" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, "its certificate is for another host name" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, "its certificate is not valid yet" },
  { G_TLS_CERTIFICATE_EXPIRED, "its certificate has expired" },
  { G_TLS_CERTIFICATE_REVOKED, "its certificate was revoked" },
  { G_TLS_CERTIFICATE_INSECURE, "the algorithm of its certificate is not secure" },
  { G_TLS_CERTIFICATE_GENERIC_ERROR, "its certificate cannot be checked" },
};

char *
mw_certificate_dup_pem (GTlsCertificate *certificate)
{
  char *pem;

  g_object_get (certificate, "certificate-pem", &pem, NULL);
  return pem;
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

char *
mw_certificate_dup_issuer (GTlsCertificate *certificate)
{
  return g_tls_certificate_get_issuer_name (certificate);
}

char *
mw_certificate_describe_errors (GTlsCertificateFlags errors)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (errors & reasons[i].flag)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", reasons[i].text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
