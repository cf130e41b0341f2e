/* mw-system-read.c: the members of a system file, as tables
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-expression-reader.h"
#include "mw-request-reader.h"
#include "mw-system-private.h"

#define FIELD(type) (*(type *) G_STRUCT_MEMBER_P (target, m->offset))

static const char *const category_words[] = { "erp", "cmms", "eam", "wms", NULL };
static const char *const need_words[] = { "password", "own-key", "administrator", "paid-plan", NULL };
/* In the order of MwFormFieldKind, MwSignInKind and MwEvidenceKind. */
static const char *const form_kinds[] = { "url", "text", "password", "secret", NULL };
static const char *const sign_in_kinds[] = { "headers", "login", NULL };
static const char *const evidence_kinds[] = { "general", "source", "ran", NULL };

/* A word that stays a text. */
static gboolean
read_word_text (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwMember word = { .detail = m->detail };
  int index;

  if (!mw_read_word (r, node, &index, &word))
    return FALSE;
  FIELD (const char *) = ((char *const *) m->detail)[index];
  return TRUE;
}

static gboolean
read_categories (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  char **categories;

  if (!mw_read_ids (r, node, target, m))
    return FALSE;
  categories = FIELD (char **);
  for (guint i = 0; categories[i] != NULL; i++)
    if (!g_strv_contains (category_words, categories[i]))
      return mw_file_reader_fail (r, NULL, "“%s” is none of: erp, cmms, eam, wms", categories[i]);
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwSystemFile, field)

static gboolean
check_address (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwSystemFile *file = target;
  g_autoptr (GUri) uri = NULL;

  if (json_object_get_size (json_node_get_object (node)) != 1)
    return mw_file_reader_fail (r, NULL, "must have one of: field, fixed, builtin");
  if (file->fixed_url == NULL)
    return TRUE;
  uri = g_uri_parse (file->fixed_url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || strcmp (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || strpbrk (file->fixed_url, "{}") != NULL)
    return mw_file_reader_unsafe (r, "fixed", "must be a literal https address");
  r->address = file->fixed_url;
  return TRUE;
}

static const MwMember address_members[] = {
  { "field", mw_read_id, O (address_field) },
  { "fixed", mw_read_text, O (fixed_url) },
  { "builtin", mw_read_id, O (builtin) },
  { NULL },
};
static const MwShape address_shape = { sizeof (MwSystemFile), address_members, check_address };
#undef O

#define O(field) G_STRUCT_OFFSET (MwNeed, field)
static const MwMember need_members[] = {
  { "edition", mw_read_translated, O (edition) },
  { "need", read_word_text, O (need), TRUE, need_words },
  { "text", mw_read_translated, O (text), TRUE },
  { NULL },
};
static const MwShape need_shape = { sizeof (MwNeed), need_members };
#undef O

static gboolean
check_form_field (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwFormField *field = target;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) pattern = NULL;
  gboolean secret = field->kind == MW_FORM_FIELD_PASSWORD || field->kind == MW_FORM_FIELD_SECRET;

  if (secret && field->preset != NULL)
    return mw_file_reader_unsafe (r, "preset", "a secret must not stand in a file");
  if (field->pattern == NULL)
    return TRUE;
  pattern = g_regex_new (field->pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, &error);
  return pattern != NULL ||
         mw_file_reader_fail (r, "pattern", "is no regular expression: %s", error->message);
}

#define O(field) G_STRUCT_OFFSET (MwFormField, field)
static const MwMember form_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "kind", mw_read_word, O (kind), TRUE, form_kinds },
  { "label", mw_read_translated, O (label), TRUE },
  { "example", mw_read_text, O (example) },
  { "help", mw_read_translated, O (help) },
  { "who", mw_read_translated, O (who) },
  { "pattern", mw_read_text, O (pattern) },
  { "preset", mw_read_text, O (preset) },
  { "optional", mw_read_boolean, O (optional) },
  { NULL },
};
static const MwShape form_shape = { sizeof (MwFormField), form_members, check_form_field };
#undef O

#define O(field) G_STRUCT_OFFSET (MwGuideStep, field)
static const MwMember guide_members[] = {
  { "title", mw_read_translated, O (title), TRUE },
  { "text", mw_read_translated, O (text), TRUE },
  { "field", mw_read_id, O (field) },
  { NULL },
};
static const MwShape guide_shape = { sizeof (MwGuideStep), guide_members };
#undef O

static gboolean
check_extract (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExtract *extract = target;

  if ((extract->path != NULL) + (extract->cookie != NULL) + (extract->header != NULL) != 1)
    return mw_file_reader_fail (r, NULL, "must have one of: path, cookie, header");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwExtract, field)
static const MwMember extract_members[] = {
  { "path", mw_read_path, O (path) },
  { "cookie", mw_read_text, O (cookie) },
  { "header", mw_read_text, O (header) },
  { "secret", mw_read_boolean, O (secret) },
  { "optional", mw_read_boolean, O (optional) },
  { NULL },
};
static const MwShape extract_shape = { sizeof (MwExtract), extract_members, check_extract };
#undef O

#define O(field) G_STRUCT_OFFSET (MwRequestDerived, field)
static const MwMember derived_members[] = {
  { "text", mw_read_text, O (text), TRUE },
  { "base64", mw_read_boolean, O (base64) },
  { NULL },
};
static const MwShape derived_shape = { sizeof (MwRequestDerived), derived_members };
#undef O

static gboolean
check_sign_in (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwSignIn *sign_in = target;

  if (sign_in->kind == MW_SIGN_IN_LOGIN && sign_in->request == NULL)
    return mw_file_reader_fail (r, "request", "is missing: a login needs its call");
  if (sign_in->kind == MW_SIGN_IN_LOGIN && sign_in->n_extracts == 0)
    return mw_file_reader_fail (r, "extract", "is missing: a login must give something");
  if (sign_in->kind == MW_SIGN_IN_HEADERS)
    {
      static const char *const only_login[] = {
        "request", "logout", "extract", "refused", "expires_at", NULL
      };

      for (guint i = 0; only_login[i] != NULL; i++)
        if (json_object_has_member (json_node_get_object (node), only_login[i]))
          return mw_file_reader_fail (r, only_login[i], "is only for kind login");
    }
  if (sign_in->keeps_password && sign_in->password_reason == NULL)
    return mw_file_reader_fail (r, "password_reason", "is missing: the form says why the password is kept");
  if (!sign_in->keeps_password && sign_in->password_reason != NULL)
    return mw_file_reader_fail (r, "password_reason", "is only for a sign-in that keeps the password");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwSignIn, field)
static const MwMember sign_in_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "title", mw_read_translated, O (title), TRUE },
  { "help", mw_read_translated, O (help) },
  { "kind", mw_read_word, O (kind), TRUE, sign_in_kinds },
  { "fields", mw_read_ids, O (fields) },
  { "request", mw_read_struct, O (request), FALSE, &mw_request_shape },
  { "check", mw_read_struct, O (check), FALSE, &mw_request_shape },
  { "logout", mw_read_struct, O (logout), FALSE, &mw_request_shape },
  { "extract", mw_read_table, O (extracts), FALSE, &extract_shape, O (n_extracts) },
  { "derived", mw_read_table, O (derived), FALSE, &derived_shape, O (n_derived) },
  { "headers", mw_read_pairs, O (headers), FALSE, NULL, O (n_headers) },
  { "refused", mw_read_rules, O (refused), FALSE, NULL, O (n_refused) },
  { "expires_at", mw_read_path, O (expires_at) },
  { "lifetime", mw_read_number, O (lifetime) },
  { "keeps_password", mw_read_boolean, O (keeps_password) },
  { "password_reason", mw_read_translated, O (password_reason) },
  { NULL },
};
static const MwShape sign_in_shape = { sizeof (MwSignIn), sign_in_members, check_sign_in };
#undef O

/* Texts, and false. */
static gboolean
read_nulls (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwVariant *variant = target;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list of texts and false");
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      GType type = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_value_type (element) : G_TYPE_INVALID;

      if (type == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (element));
      else if (type == G_TYPE_BOOLEAN && !json_node_get_boolean (element))
        variant->false_is_null = TRUE;
      else
        {
          mw_file_reader_enter_index (r, i);
          return mw_file_reader_wrong_type (r, element, "a text or false");
        }
    }
  variant->null_texts = mw_keep_add (r->keep, g_strv_builder_end (texts), (GDestroyNotify) g_strfreev);
  return TRUE;
}

static gboolean
read_probe (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember member = { .detail = &mw_probe_shape };
  MwVariant *variant = target;
  MwProbe *probe;

  if (!mw_read_struct (r, node, &probe, &member))
    return FALSE;
  variant->probe = &probe->request;
  variant->probe_version = probe->version;
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwVariantEntry, field)
static const MwMember requests_members[] = {
  { "list", mw_read_struct, O (list), FALSE, &mw_request_shape },
  { "count", mw_read_struct, O (count), FALSE, &mw_request_shape },
  { "fields", mw_read_struct, O (fields), FALSE, &mw_request_shape },
  { NULL },
};
static const MwShape requests_shape = { sizeof (MwVariantEntry), requests_members };

static const MwMember limits_members[] = {
  { "per_minute", mw_read_number, O (variant.requests_per_minute) },
  { "concurrent", mw_read_number, O (variant.concurrent) },
  { NULL },
};
static const MwShape limits_shape = { sizeof (MwVariantEntry), limits_members };

static gboolean
check_errors (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwVariant *variant = target;

  for (guint i = 0; variant->unknown_field != NULL && i < variant->unknown_field->len; i++)
    {
      GRegex *matches = g_array_index (variant->unknown_field, MwAnswerRule, i).matches;

      if (matches == NULL || g_regex_get_capture_count (matches) == 0)
        return mw_file_reader_fail (r, "unknown_field", "needs “matches” with a group that names the field");
    }
  return TRUE;
}

static const MwMember errors_members[] = {
  { "message", mw_read_paths, O (variant.message_paths) },
  { "request_id", mw_read_paths, O (variant.request_id_paths) },
  { "failed", mw_read_rule_array, O (variant.failed) },
  { "signed_out", mw_read_rule_array, O (variant.signed_out) },
  { "forbidden", mw_read_rule_array, O (variant.forbidden) },
  { "not_offered", mw_read_rule_array, O (variant.not_offered) },
  { "unknown_field", mw_read_rule_array, O (variant.unknown_field) },
  { NULL },
};
static const MwShape errors_shape = { sizeof (MwVariantEntry), errors_members, check_errors };

static GArray *
no_rules (MwFileReader *r)
{
  return mw_keep_add (r->keep, g_array_new (FALSE, TRUE, sizeof (MwAnswerRule)),
                      (GDestroyNotify) g_array_unref);
}

/* Lists that the file leaves out are empty, never NULL. */
static gboolean
complete_variant (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwVariantEntry *entry = target;
  MwVariant *variant = &entry->variant;
  GArray **rules[] = { &variant->failed, &variant->signed_out, &variant->forbidden, &variant->not_offered,
                       &variant->unknown_field };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (*rules[i] == NULL)
      *rules[i] = no_rules (r);
  if (variant->null_texts == NULL)
    variant->null_texts = mw_keep_add (r->keep, g_new0 (char *, 1), g_free);
  if (variant->message_paths == NULL)
    variant->message_paths = mw_keep_add (r->keep, g_new0 (MwJsonPath *, 1), g_free);
  if (variant->request_id_paths == NULL)
    variant->request_id_paths = mw_keep_add (r->keep, g_new0 (MwJsonPath *, 1), g_free);
  if (entry->paging == NULL)
    entry->paging = mw_keep_add (r->keep, g_new0 (MwPaging, 1), g_free);
  return TRUE;
}

static const MwMember variant_members[] = {
  { "id", mw_read_id, O (variant.id), TRUE },
  { "sign_in", mw_read_ids, O (variant.sign_ins), TRUE },
  { "requests", mw_read_members, 0, FALSE, &requests_shape },
  { "paging", mw_read_struct, O (paging), FALSE, &mw_paging_shape },
  { "nulls", read_nulls, 0 },
  { "typed_values", mw_read_boolean, O (variant.typed_values) },
  { "nested_suffix", mw_read_text, O (variant.nested_suffix) },
  { "dotted_fields", mw_read_boolean, O (variant.dotted_fields) },
  { "limits", mw_read_members, 0, FALSE, &limits_shape },
  { "errors", mw_read_members, 0, FALSE, &errors_shape },
  { "probe", read_probe, 0 },
  { NULL },
};
static const MwShape variant_shape = { sizeof (MwVariantEntry), variant_members, complete_variant };
#undef O

/* An expression that the file keeps. */
static gboolean
read_expression (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *expression = NULL;
  gboolean ok = mw_expression_read (r, node, &expression);

  FIELD (MwExpression *) = mw_keep_add (r->keep, expression, (GDestroyNotify) mw_expression_free);
  return ok;
}

static gboolean
read_condition (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwCondition *condition = NULL;
  gboolean ok = mw_condition_read (r, node, &condition);

  FIELD (MwCondition *) = mw_keep_add (r->keep, condition, (GDestroyNotify) mw_condition_free);
  return ok;
}

#define O(field) G_STRUCT_OFFSET (MwSetEntry, field)
static const MwMember set_members[] = {
  { "title", mw_read_text, O (title), TRUE },
  { "variables", mw_read_variables, O (variables) },
  { "key", read_expression, O (key), TRUE },
  { "list", mw_read_struct, O (list), FALSE, &mw_request_shape },
  { "count", mw_read_struct, O (count), FALSE, &mw_request_shape },
  { "fields", mw_read_struct, O (fields), FALSE, &mw_request_shape },
  { "paging", mw_read_struct, O (paging), FALSE, &mw_paging_shape },
  { "variants", mw_read_ids, O (variants) },
  { NULL },
};
static const MwShape set_shape = { sizeof (MwSetEntry), set_members };
#undef O

typedef struct
{
  MwRequestHeader *pairs;
  guint n_pairs;
} Pairs;

static gboolean
read_maps (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember pairs = { .offset = G_STRUCT_OFFSET (Pairs, pairs),
                                  .count_offset = G_STRUCT_OFFSET (Pairs, n_pairs) };
  MwSystemFile *file = target;
  g_autoptr (GList) names = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object of objects");
  object = json_node_get_object (node);
  file->maps = mw_keep_add (r->keep, g_new0 (MwMapEntry, json_object_get_size (object) + 1), g_free);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      MwMapEntry *map = &file->maps[file->n_maps++];
      gsize mark = mw_file_reader_enter (r, l->data);
      Pairs read = { NULL, 0 };

      if (!mw_read_pairs (r, json_object_get_member (object, l->data), &read, &pairs))
        return FALSE;
      map->id = l->data;
      map->values = mw_keep_add (r->keep, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                                 (GDestroyNotify) g_hash_table_unref);
      for (guint i = 0; i < read.n_pairs; i++)
        if (!g_hash_table_insert (map->values, g_utf8_casefold (read.pairs[i].name, -1),
                                  (gpointer) read.pairs[i].value))
          return mw_file_reader_fail (r, read.pairs[i].name, "stands twice, as case does not count");
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwEntityEntry, field)
static const MwMember entity_members[] = {
  { "set", mw_read_id, O (source.set), TRUE },       { "each", mw_read_path, O (source.each) },
  { "where", read_condition, O (source.where) },     { "lookups", mw_read_ids, O (source.lookups) },
  { "right", mw_read_translated, O (source.right) }, { "map", mw_read_node, O (map), TRUE },
  { "variants", mw_read_ids, O (variants) },         { NULL },
};
static const MwShape entity_shape = { sizeof (MwEntityEntry), entity_members };
#undef O

static gboolean
check_evidence (MwFileReader *r, JsonNode *node, gpointer target)
{
  static const char *const needed[][5] = {
    [MW_EVIDENCE_GENERAL] = { NULL },
    [MW_EVIDENCE_SOURCE] = { "page", "date" },
    [MW_EVIDENCE_RAN] = { "product", "version", "date", "test" },
  };
  MwEvidence *evidence = target;

  for (const char *const *name = needed[evidence->kind]; *name != NULL; name++)
    if (!json_object_has_member (json_node_get_object (node), *name))
      return mw_file_reader_fail (r, *name, "is missing");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwEvidence, field)
static const MwMember evidence_members[] = {
  { "kind", mw_read_word, O (kind), TRUE, evidence_kinds },
  { "entity", mw_read_id, O (entity) },
  { "sign_in", mw_read_id, O (sign_in) },
  { "product", mw_read_text, O (product) },
  { "version", mw_read_text, O (version) },
  { "date", mw_read_date, O (date) },
  { "test", mw_read_text, O (test) },
  { "page", mw_read_text, O (page) },
  { NULL },
};
static const MwShape evidence_shape = { sizeof (MwEvidence), evidence_members, check_evidence };
#undef O

#define O(field) G_STRUCT_OFFSET (MwSystemFile, field)
static const MwMember file_members[] = {
  { "format", mw_read_number, O (format), TRUE },
  { "revision", mw_read_number, O (revision), TRUE },
  { "extends", mw_read_id, O (extends) },
  { "id", mw_read_id, O (id), TRUE },
  { "name", mw_read_text, O (name), TRUE },
  { "vendor", mw_read_text, O (vendor), TRUE },
  { "names", mw_read_texts, O (names) },
  { "category", read_categories, O (categories), TRUE },
  { "summary", mw_read_translated, O (summary), TRUE },
  { "through", mw_read_text, O (through) },
  { "address", mw_read_members, 0, TRUE, &address_shape },
  { "needs", mw_read_list, O (needs), FALSE, &need_shape, O (n_needs) },
  { "form", mw_read_list, O (form), FALSE, &form_shape, O (n_form) },
  { "guide", mw_read_list, O (guide), FALSE, &guide_shape, O (n_guide) },
  { "sign_in", mw_read_list, O (sign_ins), TRUE, &sign_in_shape, O (n_sign_ins) },
  { "variants", mw_read_list, O (variants), TRUE, &variant_shape, O (n_variants) },
  { "sets", mw_read_table, O (sets), TRUE, &set_shape, O (n_sets) },
  { "maps", read_maps, 0 },
  { "entities", mw_read_table, O (entities), TRUE, &entity_shape, O (n_entities) },
  { "evidence", mw_read_list, O (evidence), TRUE, &evidence_shape, O (n_evidence) },
  { NULL },
};
static const MwShape file_shape = { sizeof (MwSystemFile), file_members };

gboolean
mw_system_file_read (MwFileReader *reader, JsonNode *root, MwSystemFile *file)
{
  if (!mw_file_reader_read (reader, root, &file_shape, file))
    return FALSE;
  if (file->names == NULL)
    file->names = mw_keep_add (reader->keep, g_new0 (char *, 1), g_free);
  if (file->revision == 0)
    return mw_file_reader_fail (reader, "revision", "begins with 1");
  return TRUE;
}
