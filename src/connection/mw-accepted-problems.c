/* mw-accepted-problems.c: what is wrong with a certificate that the user trusts, in the file of a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-accepted-problems.h"

#define MEMBER "certificate_accepted"

static const struct
{
  MwCertificateProblems problem;
  const char *name;
} names[] = {
  { MW_CERTIFICATE_UNKNOWN_AUTHORITY, "unknown-authority" },
  { MW_CERTIFICATE_OTHER_HOST, "other-host" },
  { MW_CERTIFICATE_NOT_YET_VALID, "not-yet-valid" },
  { MW_CERTIFICATE_EXPIRED, "expired" },
};

MwCertificateProblems
mw_accepted_problems_read (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, MEMBER);
  JsonArray *found = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  MwCertificateProblems problems = 0;

  if (found == NULL)
    return MW_CERTIFICATE_ACCEPTABLE;
  for (guint i = 0; i < json_array_get_length (found); i++)
    {
      JsonNode *name = json_array_get_element (found, i);

      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        if (g_strcmp0 (json_node_get_value_type (name) == G_TYPE_STRING ? json_node_get_string (name) : NULL,
                       names[n].name) == 0)
          problems |= names[n].problem;
    }
  return problems;
}

void
mw_accepted_problems_add (MwCertificateProblems problems, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, MEMBER);
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (problems & names[i].problem)
      json_builder_add_string_value (builder, names[i].name);
  json_builder_end_array (builder);
}
