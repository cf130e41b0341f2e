/* test-choices.c: choices and filters of a system file, and each mistake that they can have
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bad-file.h"

static const BadFile bad_choices[] = {
  /* Choices */
  { "choice-twice", "{\"id\": \"site\", \"title\"", "{\"id\": \"company\", \"title\"", FORMAT,
    "choices[1].id", "“company” stands twice" },
  { "choice-shadow", "{\"id\": \"site\", \"title\"", "{\"id\": \"tenant\", \"title\"", FORMAT,
    "choices[1].id", "“tenant” means something else already" },
  { "choice-engine", "{\"id\": \"site\", \"title\"", "{\"id\": \"since\", \"title\"", FORMAT, "choices[1].id",
    "“since” means something else already" },
  { "then-nothing-chosen", "sites/{site}/token", "sites/token", FORMAT, "sign_in[2].then.request",
    "must name what was chosen" },
  { "then-kind", "{\"kind\": \"login\", \"path\": \"sites/{site}/token\"}",
    "{\"kind\": \"read\", \"path\": \"sites/{site}/token\"}", FORMAT, "sign_in[2].then.request.kind",
    "does not belong here" },
  { "then-secret", "sites/{site}/token", "sites/{site}/{key}", UNSAFE, "sign_in[2].then.request.path",
    "the secret {key} may not stand here" },
  { "then-shadow", "\"site_token\": {", "\"key\": {", FORMAT, "sign_in[2].then.extract",
    "“key” means something else already" },
  { "then-header", "Site {site_token}", "Site {sitetoken}", FORMAT, "sign_in[2].then.headers.Authorization",
    "nothing gives {sitetoken} a value here" },
  { "then-headers", "\"headers\": {\"Authorization\": \"Site {site_token}\"}, ", "", FORMAT,
    "sign_in[2].then.headers", "is missing" },
  { "choice-rows", "\"set\": \"companies\", \"value\"", "\"value\"", FORMAT, "choices[0]",
    "must have one of: request, set" },
  { "choice-set", "\"set\": \"companies\"", "\"set\": \"firms\"", FORMAT, "choices[0].set",
    "there is no set “firms”" },
  { "choice-set-later", "\"path\": \"companies\", ",
    "\"path\": \"companies\", \"query\": {\"site\": \"{site}\"}, ", FORMAT, "choices[0].set",
    "the list of “companies” needs {site}, which is chosen later" },
  { "choice-set-variant", "\"set\": \"companies\"", "\"set\": \"links\"", FORMAT,
    "choices[1].request.query.company", "nothing gives {company_csv} a value here" },
  { "choice-csv-shadow", "\"fields\": [\"url\", \"tenant\", \"key\"]",
    "\"fields\": [\"url\", \"tenant\", \"key\"], \"derived\": {\"company_csv\": {\"text\": \"{tenant}\"}}",
    FORMAT, "choices[0].id", "“company_csv” means something else already" },
  { "choice-csv-choice", "{\"id\": \"site\", \"title\"", "{\"id\": \"company_csv\", \"title\"", FORMAT,
    "choices[0].id", "“company_csv” means something else already" },
  { "choice-code-shadow", "\"value\": \"code\"", "\"value\": \"code\", \"code\": \"code\"", FORMAT,
    "choices[1].id", "“site_code” means something else already" },
  { "choice-language", "{\"id\": \"site\", \"title\"", "{\"id\": \"language\", \"title\"", FORMAT,
    "choices[1].id", "“language” means something else already" },
  { "choice-form-twice", "\"organization\": true}", "\"organization\": true, \"form_field\": \"site_code\"}",
    FORMAT, "choices[1].form_field", "another choice has “site_code” already" },
  { "choice-path-optional", "\"path\": \"odata/{model}\"", "\"path\": \"odata/{site}/{model}\"", FORMAT,
    "variants[1].requests.list.path", "needs a choice that may have no value" },
  { "choice-path-all", "\"path\": \"{model}/search_read\"", "\"path\": \"{company_csv}/{model}/search_read\"",
    FORMAT, "variants[0].requests.list.path", "needs a choice that may have no value" },
  { "choice-path-later", "\"path\": \"sites\"", "\"path\": \"sites/{company_csv}\"", FORMAT,
    "choices[1].request.path", "needs a choice that may have no value" },
  { "choice-value", "\"value\": \"code\"",
    "\"value\": {\"lookup\": \"links\", \"key\": \"code\", \"get\": \"id\"}", FORMAT, "choices[1].value",
    "is made of the record alone" },
  { "choice-records", ", \"records\": \"sites\"", "", FORMAT, "choices[1].request.records", "is missing" },
  { "choice-per", "\"several\": true, \"per\": \"list\"", "\"per\": \"list\"", FORMAT, "choices[0].per",
    "is only for a choice of several" },
  { "choice-repeated", "\"several\": true, \"per\": \"list\", \"all\": true, ", "\"several\": true, ", FORMAT,
    "choices[1].several", "once for each value of one choice only" },
  { "choice-form", "\"form_field\": \"site_code\"", "\"form_field\": \"tenant\"", FORMAT,
    "choices[1].form_field", "must be an optional text" },
  { "choice-form-missing", "\"form_field\": \"site_code\"", "\"form_field\": \"place\"", FORMAT,
    "choices[1].form_field", "there is no form field “place”" },
  { "choice-organizations", "\"value\": \"code\",", "\"value\": \"code\", \"organization\": true,", FORMAT,
    "choices[1].organization", "another choice is the organization" },
  { "choice-kind", "\"request\": {\"kind\": \"read\"", "\"request\": {\"kind\": \"login\"", FORMAT,
    "choices[1].request.kind", "does not belong here" },
  { "choice-delete", "\"request\": {\"kind\": \"read\"",
    "\"request\": {\"kind\": \"read\", \"method\": \"DELETE\"", UNSAFE, "choices[1].request.method",
    "“DELETE” could write" },
  { "choice-place", "\"path\": \"sites\"", "\"path\": \"sites/{site}\"", FORMAT, "choices[1].request.path",
    "nothing gives {site} a value here" },
  { "choice-secret", "\"path\": \"sites\"", "\"path\": \"sites/{key}\"", UNSAFE, "choices[1].request.path",
    "the secret {key} may not stand here" },
  { "choice-variable", "{\"model\": \"orders\"}", "{\"model\": \"orders\", \"company\": 1}", FORMAT,
    "sets.orders.variables.company", "means something else already" },
  { "choice-csv", "{company_csv}\"}, \"records\": \"\"", "{site_csv}\"}, \"records\": \"\"", FORMAT,
    "variants[0].requests.list.body", "nothing gives {site_csv} a value here" },

  /* Filters */
  { "filter-kind", "{\"kind\": \"list\"}", "{\"kind\": \"sql\"}", FORMAT, "variants[0].filter.kind",
    "“sql” is none of: text, list, parameters" },
  { "filter-join", "{\"kind\": \"text\", \"join\": \" and \"}", "{\"kind\": \"text\"}", FORMAT,
    "variants[1].filter.join", "is missing" },
  { "filter-join-list", "{\"kind\": \"list\"}", "{\"kind\": \"list\", \"join\": \",\"}", FORMAT,
    "variants[0].filter.join", "is only for kind text" },
  { "filter-none", "      \"filter\": {\"kind\": \"list\"},\n", "", FORMAT, "sets.orders.filters",
    "the variant has no “filter”" },
  { "filter-type", "\"open\": [[\"active\", \"=\", true]]", "\"open\": \"active = true\"", FORMAT,
    "sets.orders.filters.open", "must be a list" },
  { "filter-number", "\"open\": [[\"active\", \"=\", true]]", "\"open\": 7", FORMAT,
    "sets.orders.filters.open", "must be a text or a list" },
  { "filter-empty", "\"open\": [[\"active\", \"=\", true]]", "\"open\": []", FORMAT,
    "sets.orders.filters.open", "must not be empty" },
  { "filter-since", "\"open\": [[\"active\", \"=\", true]]", "\"open\": [[\"day\", \">\", \"{since}\"]]",
    FORMAT, "sets.orders.filters.open", "nothing gives {since} a value here" },
  { "filter-no-since", "changed ge '{since}'", "changed ge now()", FORMAT, "sets.links.filters.changed_since",
    "has no {since}" },
  { "filter-secret", "changed ge '{since}'", "changed ge '{since}{key}'", UNSAFE,
    "sets.links.filters.changed_since", "a secret may not stand here" },
  { "filter-changed",
    "      \"changed\": {\"of\": \"changed\", \"as\": \"local\", \"zone\": \"Europe/Berlin\"},\n", "", FORMAT,
    "sets.links.filters.changed_since", "needs “changed”" },
  { "filter-ordered", ",\n      \"ordered\": {\"as\": \"day\", \"zone\": \"{zone}\"}", "", FORMAT,
    "sets.links.filters.ordered_since", "needs “ordered”" },
  { "filter-choice", "\"chosen\": {\"company\"", "\"chosen\": {\"firm\"", FORMAT,
    "sets.orders.filters.chosen.firm", "there is no choice “firm”" },
  { "filter-lost", "\"$filter\": \"{filter}\", ", "", FORMAT, "sets.links.filters",
    "the list has no {filter}, so they would be lost" },
  { "filter-count", "\"body\": {\"domain\": \"{filter}\"}", "\"body\": {\"domain\": []}", FORMAT,
    "sets.orders.filters", "the count has no {filter}, so it would count other records" },
  { "filter-parameter", ", \"open\": \"{open}\"", "", FORMAT, "sets.parts.filters",
    "the list has no {open}" },
  { "filter-parameter-base", "{\"changed_since\": \"{since}\", ",
    "{\"base\": \"x\", \"changed_since\": \"{since}\", ", FORMAT, "sets.parts.filters.base",
    "stands in the request itself" },
  { "filter-other-kind", "\"site\": \"{site}\"", "\"since\": \"{changed_since}\"", FORMAT,
    "variants[1].requests.list.query.since", "nothing gives {changed_since} a value here" },
  { "filter-format", "\"as\": \"local\"", "\"as\": \"julian\"", FORMAT, "sets.links.changed.as",
    "“julian” is none of: utc, utc-space" },
  { "filter-incomplete", "\"incomplete\": true", "\"incomplete\": \"maybe\"", FORMAT,
    "sets.orders.changed.incomplete", "true or false" },
  { "filter-zone", "Europe/Berlin", "Europe/Atlantis", FORMAT, "sets.links.changed.zone", "is no time zone" },
  { "filter-no-zone", ", \"zone\": \"Europe/Berlin\"", "", FORMAT, "sets.links.changed.zone", "is missing" },
  { "filter-of", "\"of\": \"changed\", \"as\": \"local\"", "\"as\": \"local\"", FORMAT,
    "sets.links.changed.of", "is missing" },
  { "filter-of-lookup", "\"of\": \"changed\", \"as\": \"local\"",
    "\"of\": {\"lookup\": \"orders\", \"key\": \"a\", \"get\": \"b\"}, \"as\": \"local\"", FORMAT,
    "sets.links.changed.of", "is made of the record alone" },
};

static char *
dup_scoped (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "catalog", "scoped.json", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_good (void)
{
  g_autofree char *text = dup_scoped ();
  g_autoptr (GError) error = NULL;
  const char *const files[] = { "scoped.json", text, NULL };
  g_autoptr (MwCatalog) catalog = mw_test_load (files, &error);
  const MwVariant *rpc, *rest;
  const MwSetSource *orders, *links;
  const MwChoice *company, *site;
  g_autoptr (GPtrArray) choices = NULL;
  MwSystem *system;

  g_assert_no_error (error);
  system = mw_catalog_get_system (catalog, 0);
  rpc = mw_system_find_variant (system, "rpc");
  rest = mw_system_find_variant (system, "rest");
  choices = mw_system_dup_choices (system, rpc);
  g_assert_cmpuint (choices->len, ==, 2);
  company = choices->pdata[0];
  site = choices->pdata[1];
  g_assert_cmpstr (company->title, ==, "Company");
  g_assert_true (company->several && company->per_list && company->all && company->organization);
  g_assert_false (company->optional);
  g_assert_cmpint (company->currency->kind, ==, MW_EXPRESSION_PATH);
  g_assert_null (company->zone);
  g_assert_true (site->several && site->optional);
  g_assert_false (site->per_list || site->all);
  g_assert_cmpstr (site->form_field, ==, "site_code");
  g_assert_cmpstr (mw_system_find_choice_rows (system, rpc, company)->list->path, ==, "companies");
  g_assert_true (mw_system_find_choice_rows (system, rest, site)->list == site->request);

  orders = mw_system_find_set (system, rpc, "orders");
  g_assert_cmpint (orders->filter, ==, MW_FILTER_LIST);
  g_assert_nonnull (orders->filters->base);
  g_assert_null (orders->filters->ordered_since);
  g_assert_cmpuint (orders->filters->n_chosen, ==, 1);
  g_assert_cmpstr (orders->filters->chosen[0].choice, ==, "company");
  g_assert_cmpint (orders->changed->as, ==, MW_SINCE_TYPED);
  g_assert_cmpuint (orders->changed->overlap, ==, 2);
  g_assert_true (orders->changed->incomplete);
  links = mw_system_find_set (system, rest, "links");
  g_assert_cmpint (links->filter, ==, MW_FILTER_TEXT);
  g_assert_cmpstr (links->filter_join, ==, " and ");
  g_assert_cmpint (links->changed->as, ==, MW_SINCE_LOCAL);
  g_assert_false (links->changed->incomplete);
  g_assert_cmpint (links->ordered->as, ==, MW_SINCE_DAY);
  g_assert_cmpstr (links->ordered->zone, ==, "{zone}");
}

/* A list that is asked for by a statement, and what narrows it. */
static const struct
{
  const char *filters, *join, *sentence;
} statements[] = {
  { "\"base\": \"kind = 'link'\", \"changed_since\": \"changed > '{since}'\"", " AND ", NULL },
  { "\"base\": \"kind = ';-- DELETE'\"", " AND ", NULL },
  { "\"base\": \"1 = 1; DELETE FROM links\"", " AND ", "it has a ; and so more than one statement" },
  { "\"base\": \"id IN (update links)\"", " AND ", "it “UPDATE” does not only read" },
  { "\"open\": \"1 = 1 -- for now\"", " AND ", "it has a comment" },
  { "\"open\": \"name = 'a\"", " AND ", "it has a quote that is not closed" },
  /* Closed by the next one: the places between them would be filled as if outside of quotes. */
  { "\"base\": \"name = 'a\", \"open\": \"b' = name\"", " AND ", "it has a quote that is not closed" },
  { "\"base\": \"name = 'a\\\\'\"", " AND ", "it has a backslash" },
  { "\"base\": \"a = 1\", \"open\": \"b = 1\"", "; ", "it has a ; and so more than one statement" },
  { "\"base\": \"a = 1 -\", \"open\": \"1 = b\"", "-", "it has a comment" },
  { "\"base\": \"a = 1 /\", \"changed_since\": \"changed > {since}\", \"open\": \"1 = b\"", "* ",
    "it has a comment" },
};

static void
test_statements (void)
{
  g_autofree char *good = dup_scoped ();

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autofree char *join = g_strdup_printf ("\"join\": \"%s\"", statements[i].join);
      g_autofree char *filters = g_strdup_printf ("\"filters\": {%s}", statements[i].filters);
      g_autofree char *asked = mw_test_replace (
        good, "\"query\": {\"$filter\": \"{filter}\",",
        "\"statement\": \"q\", \"query\": {\"q\": \"SELECT id FROM links {filter_where} ORDER BY id\",");
      g_autofree char *joined = mw_test_replace (asked, "\"join\": \" and \"", join);
      g_autofree char *text = mw_test_replace (
        joined,
        "\"filters\": {\"changed_since\": \"changed ge '{since}'\", \"ordered_since\": \"day ge {since}\"}",
        filters);
      const char *const files[] = { "scoped.json", text, NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (MwCatalog) catalog = mw_test_load (files, &error);

      if (statements[i].sentence == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
      g_assert_true (
        g_str_has_prefix (error->message, "scoped.json: sets.links.filters: in the statement “q”: it "));
      if (strstr (error->message, statements[i].sentence) == NULL)
        g_assert_cmpstr (error->message, ==, statements[i].sentence);
    }
}

/* What is read of a list's columns stands in its statement, and nowhere else. */
static void
test_columns_elsewhere (void)
{
  g_autofree char *good = dup_scoped ();
  g_autofree char *asked = mw_test_replace (good, "\"query\": {\"$filter\": \"{filter}\",",
                                            "\"statement\": \"q\", \"query\": {\"q\": \"SELECT {columns} "
                                            "FROM links {filter_where}\", \"c\": \"{columns}\",");
  g_autofree char *text = mw_test_replace (asked, "\"title\": \"links\",",
                                           "\"title\": \"links\", \"columns\": {\"id\": \"l.id\"},");
  const char *const files[] = { "scoped.json", text, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load (files, &error);

  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "has {columns} outside of its statement"));
}

static void
test_bad (gconstpointer data)
{
  g_autofree char *good = dup_scoped ();

  mw_test_bad_file ("scoped.json", good, data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/choices/good", test_good);
  g_test_add_func ("/catalog/choices/statements", test_statements);
  g_test_add_func ("/catalog/choices/columns-elsewhere", test_columns_elsewhere);
  for (guint i = 0; i < G_N_ELEMENTS (bad_choices); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/choices/", bad_choices[i].name, NULL);

      g_test_add_data_func (path, &bad_choices[i], test_bad);
    }
  return g_test_run ();
}
