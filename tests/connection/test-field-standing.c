/* test-field-standing.c: what is said of a column that has nothing: not offered, not permitted, or not known
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-field-standing.h"
#include "mw-installed-systems.h"
#include "mw-trace.h"

/* What every sentence begins with, by what is known. */
static const char *const beginnings[] = { NULL, "Not offered", "Not permitted: ", "Not known: " };

static void
assert_words (MwSystem *system,
              const MwVariant *variant,
              const MwEntitySource *source,
              guint field,
              const MwFieldGap *gap,
              MwFieldStanding standing)
{
  g_autofree char *words = mw_field_standing_dup_words (system, variant, source, field, gap);

  g_assert_cmpint (mw_field_standing_find (source, field, gap), ==, standing);
  if (standing == MW_FIELD_STANDING_GIVEN)
    {
      g_assert_null (words);
      return;
    }
  g_assert_nonnull (words);
  g_test_message ("%s %s.%s: %s", mw_system_get_id (system), mw_entity_get_id (source->entity),
                  mw_entity_get_field (source->entity, field)->id, words);
  g_assert_true (g_str_has_prefix (words, beginnings[standing]));
  g_assert_nonnull (strstr (words, mw_system_get_name (system)));
}

/* As a read says that a list that the rows look into could not be read. */
static void
check_list (MwSystem *system,
            const MwVariant *variant,
            const MwEntitySource *source,
            guint field,
            const char *id)
{
  static const struct
  {
    MwNoticeReason reason;
    MwFieldStanding standing;
  } cases[] = {
    { MW_NOTICE_REASON_FORBIDDEN, MW_FIELD_STANDING_NOT_PERMITTED },
    { MW_NOTICE_REASON_NOT_OFFERED, MW_FIELD_STANDING_NOT_OFFERED },
    { MW_NOTICE_REASON_UNKNOWN, MW_FIELD_STANDING_NOT_KNOWN },
  };
  const MwSetSource *set = mw_system_find_set (system, variant, id);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MwNotice notice = {
        .kind = MW_NOTICE_SET_NOT_READABLE, .reason = cases[i].reason, .set = id, .subject = set->title
      };
      g_autoptr (MwFieldGap) gap = mw_field_gap_new (&notice);

      assert_words (system, variant, source, field, gap, cases[i].standing);
    }
}

/* Of an answer that does not have a field nobody can tell which of both it is, unless it was asked for. */
static void
check_field (MwSystem *system, const MwVariant *variant, const MwEntitySource *source, guint field)
{
  static const MwFieldStanding standings[] = {
    [MW_NOTICE_REASON_UNKNOWN] = MW_FIELD_STANDING_NOT_KNOWN,
    [MW_NOTICE_REASON_FORBIDDEN] = MW_FIELD_STANDING_NOT_PERMITTED,
    [MW_NOTICE_REASON_NOT_OFFERED] = MW_FIELD_STANDING_NOT_OFFERED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (standings); i++)
    {
      const MwNotice notice = {
        .kind = MW_NOTICE_FIELD_NOT_OFFERED, .reason = i, .set = source->set, .subject = "x_own\n"
      };
      g_autoptr (MwFieldGap) gap = mw_field_gap_new (&notice);
      g_autofree char *words = mw_field_standing_dup_words (system, variant, source, field, gap);

      assert_words (system, variant, source, field, gap, standings[i]);
      g_assert_nonnull (strstr (words, "“x_own"));
      g_assert_null (strchr (words, '\n'));
    }
}

static guint
check_entity (MwSystem *system, const MwVariant *variant, const MwEntitySource *source)
{
  guint n_lists = 0;

  for (guint i = 0; i < mw_entity_get_n_fields (source->entity); i++)
    {
      gboolean is_sent;

      if (mw_trace_find_expression (source, i, &is_sent) == NULL)
        {
          assert_words (system, variant, source, i, NULL,
                        source->absent[i] != NULL ? MW_FIELD_STANDING_NOT_OFFERED
                                                  : MW_FIELD_STANDING_NOT_KNOWN);
          continue;
        }
      assert_words (system, variant, source, i, NULL, MW_FIELD_STANDING_GIVEN);
      check_field (system, variant, source, i);
      for (guint n = 0; source->lookups != NULL && source->lookups[n] != NULL; n++)
        if (mw_system_find_set (system, variant, source->lookups[n]) != NULL)
          {
            check_list (system, variant, source, i, source->lookups[n]);
            n_lists++;
          }
    }
  return n_lists;
}

static void
test_all_systems (void)
{
  g_assert_cmpuint (installed_systems_look (check_entity), >, 0);
}

/* Who can grant it, what it is called there, and where: of the list that is missing, not of the orders. */
static void
test_who_grants (void)
{
  MwSystem *system = mw_catalog_find (catalog, "business-central");
  const MwVariant *variant = mw_system_get_variant (system, 0);
  g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variant);
  const MwNotice notice = { .kind = MW_NOTICE_SET_NOT_READABLE, .reason = MW_NOTICE_REASON_FORBIDDEN };
  guint n_named = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const MwEntitySource *source = mw_system_find_entity (system, variant, entities->pdata[i]);
      MwNotice of_set = notice;
      g_autoptr (MwFieldGap) gap = NULL;
      g_autofree char *words = NULL;

      of_set.set = source->set;
      of_set.subject = "their name";
      gap = mw_field_gap_new (&of_set);
      words = mw_field_standing_dup_words (
        system, variant, source, (guint) mw_entity_find_field (source->entity, "custom_fields"), gap);
      if (words == NULL || strstr (words, "Not permitted") == NULL)
        continue;
      g_assert_nonnull (strstr (words, "administrator"));
      g_assert_nonnull (strstr (words, source->right_where));
      n_named++;
    }
  g_assert_cmpuint (n_named, >, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  installed_systems_load ();
  g_test_add_func ("/connection/field-standing/all-systems", test_all_systems);
  g_test_add_func ("/connection/field-standing/who-grants", test_who_grants);
  status = g_test_run ();
  installed_systems_unload ();
  return status;
}
