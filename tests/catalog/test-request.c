/* test-request.c: variables, and requests with their places filled
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-request-template.h"
#include "mw-system.h"

#define BASE "https://erp.example.com"

static void
test_variables (void)
{
  g_autoptr (MwVariables) outer = mw_variables_new (NULL);
  g_autoptr (MwVariables) inner = mw_variables_new (outer);
  g_autoptr (JsonNode) list = json_from_string ("[\"a\", 1, null]", NULL);
  g_autoptr (JsonNode) null = json_node_new (JSON_NODE_NULL);
  g_auto (GStrv) names = NULL;
  g_autofree char *text = NULL, *number = NULL, *json = NULL, *shown = NULL, *nothing = NULL, *of_null = NULL;

  mw_variables_set_text (outer, "user", "anna");
  mw_variables_set_text (inner, "user", "berta");
  mw_variables_set_int (inner, "limit", G_MAXINT64);
  mw_variables_set_node (outer, "list", list);
  mw_variables_set_node (inner, "null", null);
  text = mw_variables_dup_text (inner, "user");
  g_assert_cmpstr (text, ==, "berta");
  number = mw_variables_dup_text (inner, "limit");
  g_assert_cmpstr (number, ==, "9223372036854775807");
  json = mw_variables_dup_text (inner, "list");
  g_assert_cmpstr (json, ==, "[\"a\",1,null]");
  of_null = mw_variables_dup_text (inner, "null");
  g_assert_null (of_null);
  g_assert_nonnull (mw_variables_get_node (inner, "null"));

  names = mw_variables_dup_names (inner);
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_cmpstr (names[0], ==, "limit");
  mw_variables_set_text (inner, "user", NULL);
  shown = mw_variables_dup_text (inner, "user");
  g_assert_cmpstr (shown, ==, "anna");
  nothing = mw_variables_dup_text (outer, "limit");
  g_assert_null (nothing);
  g_assert_null (mw_variables_get_node (inner, "nothing"));
}

static void
test_fill (void)
{
  static const struct
  {
    const char *text;
    const char *filled;
  } texts[] = {
    { "", "" },
    { "no place", "no place" },
    { "{user}", "a{key}b" },
    { "{user}:{key}", "a{key}b:s3cr3t" },
    { "{\"a\": 1} {} {1} { user } {user", "{\"a\": 1} {} {1} { user } {user" },
    { "{{user}}", "{a{key}b}" },
    { "{empty}|", "|" },
    { "{nothing}", NULL },
    { "{user}{nothing}", NULL },
  };
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();

  /* A value is not looked through again: what somebody typed must not fetch a secret. */
  mw_variables_set_text (variables, "user", "a{key}b");
  mw_variables_set_text (variables, "empty", "");
  mw_secrets_set (secrets, "key", "s3cr3t");
  mw_secrets_set (secrets, "user", "shadowed");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *filled = mw_template_fill (texts[i].text, variables, secrets);

      g_assert_cmpstr (filled, ==, texts[i].filled);
    }
  g_assert_null (mw_template_fill ("{key}", variables, NULL));
  g_assert_null (mw_template_fill ("{key}", NULL, NULL));
}

static MwVariables *
make_variables (void)
{
  MwVariables *variables = mw_variables_new (NULL);
  g_autoptr (JsonNode) fields = json_from_string ("[\"name\", \"partner_id\"]", NULL);

  mw_variables_set_text (variables, "database", "a b/ü?#%&=+");
  mw_variables_set_text (variables, "user", "anna");
  mw_variables_set_text (variables, "empty", "");
  mw_variables_set_text (variables, "up", "..");
  mw_variables_set_text (variables, "quoted", "\"},{\"x\":\"y\\");
  mw_variables_set_text (variables, "split", "a\r\nX-Evil: yes");
  mw_variables_set_int (variables, "offset", 400);
  mw_variables_set_node (variables, "fields", fields);
  return variables;
}

static MwRenderedRequest *
render (const MwRequestTemplate *request, const char *base, GError **error)
{
  g_autoptr (MwVariables) variables = make_variables ();
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();

  mw_secrets_set (secrets, "password", "pass {user}\"\n");
  mw_secrets_set (secrets, "token", "t0ken");
  return mw_request_template_render (request, base, variables, secrets, error);
}

static void
test_uri (void)
{
  static const struct
  {
    const char *base;
    const char *path;
    const char *uri;
  } uris[] = {
    { BASE, "", BASE },
    { BASE "/", "", BASE },
    { BASE, "/", BASE "/" },
    { BASE "/", "/", BASE "/" },
    { BASE "/", "me", BASE "/me" },
    { BASE, "/me/", BASE "/me/" },
    { BASE "/odoo/", "/me", BASE "/odoo/me" },
    { BASE "/odoo", "me", BASE "/odoo/me" },
    { BASE "/odoo", "", BASE "/odoo" },
    { BASE "/odoo///", "/me", BASE "/odoo/me" },
    { BASE ":8069/odoo?db=x#top", "/me", BASE ":8069/odoo/me" },
    { "http://[::1]:8000", "/{user}/", "http://[::1]:8000/anna/" },
    { BASE, "/{database}/x", BASE "/a%20b%2F%C3%BC%3F%23%25%26%3D%2B/x" },
    { BASE, "/Orders('{user}')/$count", BASE "/Orders('anna')/$count" },
    { BASE, "/{offset}", BASE "/400" },
    { BASE, "/{fields}", BASE "/%5B%22name%22%2C%22partner_id%22%5D" },
    { BASE, "/..{user}", BASE "/..anna" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      MwRequestTemplate request = { .method = "GET", .path = uris[i].path };
      g_autoptr (GError) error = NULL;
      g_autoptr (MwRenderedRequest) rendered = render (&request, uris[i].base, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rendered->uri, ==, uris[i].uri);
      g_assert_cmpstr (rendered->method, ==, "GET");
      g_assert_null (rendered->body);
      g_assert_null (rendered->content_type);
      g_assert_null (rendered->headers[0]);
      /* What was made is a URI, with the host that was given. */
      g_assert_true (g_uri_is_valid (rendered->uri, G_URI_FLAGS_ENCODED, &error));
    }
}

static void
test_query (void)
{
  static const MwRequestHeader query[] = {
    { "filter[createdAt:gt]", "2026-01-01T00:00:00+02:00" },
    { "$select", "name,id" },
    { "missing", "x{nothing}" },
    { "empty", "{empty}" },
    { "plain", "" },
    { "q", "{database} & {user}" },
    { "from", "{offset}" },
  };
  const MwRequestTemplate request = {
    .method = "GET", .path = "/x", .query = query, .n_query = G_N_ELEMENTS (query)
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MwRenderedRequest) rendered = render (&request, BASE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rendered->uri, ==,
                   BASE "/x?filter%5BcreatedAt:gt%5D=2026-01-01T00:00:00%2B02:00&$select=name,id&plain="
                        "&q=a%20b%2F%C3%BC%3F%23%25%26%3D%2B%20%26%20anna&from=400");
}

static void
test_query_list (void)
{
  static const MwRequestHeader query[] = {
    { "expand", "vendors", FALSE },   { "expand", "extra fields", FALSE }, { "id", "{ids}", TRUE },
    { "none", "{empty_list}", TRUE }, { "user", "{user}", TRUE },          { "text", "{ids}", FALSE },
  };
  const MwRequestTemplate request = {
    .method = "GET", .path = "/x", .query = query, .n_query = G_N_ELEMENTS (query)
  };
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autoptr (JsonNode) ids = json_from_string ("[\"a&b\", 7]", NULL);
  g_autoptr (JsonNode) none = json_from_string ("[]", NULL);
  g_autoptr (MwRenderedRequest) rendered = NULL;
  g_autoptr (GError) error = NULL;

  mw_variables_set_node (variables, "ids", ids);
  mw_variables_set_node (variables, "empty_list", none);
  mw_variables_set_text (variables, "user", "anna");
  rendered = mw_request_template_render (&request, BASE, variables, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rendered->uri, ==,
                   BASE "/x?expand=vendors&expand=extra%20fields&id=a%26b&id=7&user=anna"
                        "&text=%5B%22a%26b%22%2C7%5D");
}

static void
test_headers (void)
{
  static const MwRequestHeader headers[] = {
    { "Authorization", "Bearer {token}" },
    { "X-Missing", "x{nothing}" },
    { "X-Empty", "{empty}" },
    { "X-User", "{user}" },
    { "Content-Type", "application/vnd.api+json" },
  };
  const MwRequestTemplate request = { .kind = MW_REQUEST_SEARCH,
                                      .method = "POST",
                                      .path = "/x",
                                      .headers = headers,
                                      .n_headers = G_N_ELEMENTS (headers) };
  g_autoptr (GError) error = NULL;
  g_autoptr (MwRenderedRequest) rendered = render (&request, BASE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (rendered->headers), ==, 4);
  g_assert_cmpstr (rendered->headers[0], ==, "Authorization");
  g_assert_cmpstr (rendered->headers[1], ==, "Bearer t0ken");
  g_assert_cmpstr (rendered->headers[2], ==, "X-User");
  g_assert_cmpstr (rendered->headers[3], ==, "anna");
  g_assert_cmpstr (rendered->content_type, ==, "application/vnd.api+json");
}

static void
test_header_fill (void)
{
  static const MwRequestHeader user = { "X-User", "<{user}>" };
  static const MwRequestHeader empty = { "X-Empty", "<{empty}>" };
  static const MwRequestHeader missing = { "X-Missing", "<{nothing}>" };
  static const MwRequestHeader split = { "X-Split", "{split}" };
  g_autoptr (MwVariables) variables = make_variables ();
  g_autoptr (GError) error = NULL;
  g_autofree char *value = mw_request_header_fill (&user, variables, NULL, &error);

  g_assert_cmpstr (value, ==, "<anna>");
  g_assert_null (mw_request_header_fill (&empty, variables, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (mw_request_header_fill (&missing, variables, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (mw_request_header_fill (&split, variables, NULL, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
}

/* The text of what @json becomes as a body; NULL with @error. */
static char *
render_body (MwRequestKind kind, const char *json, gboolean form, GError **error)
{
  g_autoptr (JsonNode) body = json_from_string (json, NULL);
  const MwRequestTemplate request = {
    .kind = kind, .method = "POST", .path = "/x", .body = body, .form_encoded = form
  };
  g_autoptr (MwRenderedRequest) rendered = render (&request, BASE, error);

  if (rendered == NULL)
    return NULL;
  g_assert_cmpstr (rendered->content_type, ==,
                   form ? "application/x-www-form-urlencoded" : "application/json");
  return g_strndup (g_bytes_get_data (rendered->body, NULL), g_bytes_get_size (rendered->body));
}

static void
test_body (void)
{
  static const struct
  {
    const char *json;
    const char *body;
  } bodies[] = {
    { "{}", "{}" },
    { "[]", "[]" },
    { "{\"offset\": \"{offset}\", \"also\": \"{offset} \", \"fields\": \"{fields}\", \"text\": \"as "
      "{fields}\"}",
      "{\"offset\":400,\"also\":\"400 \",\"fields\":[\"name\",\"partner_id\"],\"text\":\"as "
      "[\\\"name\\\",\\\"partner_id\\\"]\"}" },
    { "{\"params\": [[[\"a\", \"=\", \"{user}\"]], null, true, 1.5, 9007199254740993]}",
      "{\"params\":[[[\"a\",\"=\",\"anna\"]],null,true,1.5,9007199254740993]}" },
    { "{\"{user}\": \"{empty}\"}", "{\"{user}\":\"\"}" },
    /* A value cannot leave its text. */
    { "[\"{quoted}\", \"-{quoted}\"]", "[\"\\\"},{\\\"x\\\":\\\"y\\\\\",\"-\\\"},{\\\"x\\\":\\\"y\\\\\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *body = render_body (MW_REQUEST_SEARCH, bodies[i].json, FALSE, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (body, ==, bodies[i].body);
    }
}

static void
test_secrets (void)
{
  static const MwRequestHeader query[] = { { "t", "{token}" } };
  const MwRequestTemplate path = { .method = "GET", .path = "/x/{token}" };
  const MwRequestTemplate parameter = { .method = "GET", .path = "/x", .query = query, .n_query = 1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *login = NULL;
  g_autofree char *form = NULL;

  login = render_body (MW_REQUEST_LOGIN, "{\"password\": \"{password}\", \"user\": \"{user}\"}", FALSE,
                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (login, ==, "{\"password\":\"pass {user}\\\"\\n\",\"user\":\"anna\"}");
  form = render_body (MW_REQUEST_LOGIN,
                      "{\"p w\": \"{password}\", \"n\": \"{offset}\", \"d\": \"{database}\"}", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (form, ==, "p%20w=pass%20%7Buser%7D%22%0A&n=400&d=a%20b%2F%C3%BC%3F%23%25%26%3D%2B");

  /* The loader refuses such files; should one ever come through, the secret still does not. */
  g_assert_null (render_body (MW_REQUEST_SEARCH, "{\"password\": \"{password}\"}", FALSE, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_cmpstr (error->message, ==, "the secret {password} may not stand in the body");
  g_clear_error (&error);
  g_assert_null (render (&path, BASE, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_null (render (&parameter, BASE, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_null (strstr (error->message, "t0ken"));
}

static void
test_refused (void)
{
  static const MwRequestHeader split[] = { { "X-User", "x {split}" } };
  static const MwRequestHeader password[] = { { "X-Password", "{password}" } };
  static const struct
  {
    const char *base;
    const char *path;
    const MwRequestHeader *header;
    const char *message; /* NULL: another domain's */
  } refused[] = {
    { BASE, "/{nothing}", NULL, "{nothing} in the path has no value" },
    { BASE, "/{empty}/x", NULL, "a place in the path is empty" },
    { BASE, "/{up}/x", NULL, "a segment of the path is . or .." },
    { BASE, "/x/{up}", NULL, "a segment of the path is . or .." },
    { BASE, "/x", split, "a value for the header X-User has a line break or another control character" },
    { BASE, "/x", password,
      "a value for the header X-Password has a line break or another control character" },
    { "ftp://erp.example.com", "/x", NULL,
      "the address must be http or https with a host and without a user" },
    { "https:///x", "/x", NULL, "the address must be http or https with a host and without a user" },
    { "builtin:demo", "/x", NULL, "the address must be http or https with a host and without a user" },
    { "https://anna:pw@erp.example.com", "/x", NULL,
      "the address must be http or https with a host and without a user" },
    { "erp.example.com", "/x", NULL, NULL },
    { "", "/x", NULL, NULL },
    { "https://erp example com", "/x", NULL, "the address has a character that no address has" },
    { "https://erp.example.com\\@evil.example", "/x", NULL,
      "the address has a character that no address has" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      MwRequestTemplate request = { .method = "GET",
                                    .path = refused[i].path,
                                    .headers = refused[i].header,
                                    .n_headers = refused[i].header != NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (MwRenderedRequest) rendered = render (&request, refused[i].base, &error);

      g_assert_null (rendered);
      g_assert_nonnull (error);
      if (refused[i].message != NULL)
        {
          g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
          g_assert_cmpstr (error->message, ==, refused[i].message);
        }
    }
}

static void
test_body_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (render_body (MW_REQUEST_SEARCH, "{\"a\": [{\"b\": \"x {nothing}\"}]}", FALSE, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, "{nothing} in the body has no value");
}

/* What one thread makes again and again of a request that all of them share. */
static gpointer
render_often (gpointer data)
{
  static const MwRequestHeader query[] = { { "fields", "{fields}" } };
  MwVariables *shared = data;
  g_autoptr (JsonNode) body = json_from_string (
    "[\"{fields}\", \"{fields}\", \"{fields}\", \"{fields}\", \"{fields}\", \"{fields}\", \"as {fields}\"]",
    NULL);
  const MwRequestTemplate request = {
    .kind = MW_REQUEST_SEARCH, .method = "POST", .path = "/x", .query = query, .n_query = 1, .body = body
  };
  guint right = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (MwVariables) own = mw_variables_new (shared);
      g_autoptr (MwVariables) laid = mw_variables_new (NULL);
      g_autoptr (MwRenderedRequest) rendered = NULL;

      mw_variables_set_int (own, "offset", i);
      mw_variables_overlay (laid, own);
      rendered = mw_request_template_render (&request, BASE, i % 2 == 0 ? own : laid, NULL, NULL);
      if (g_str_has_suffix (rendered->uri, "?fields=%5B%22name%22%2C%22partner_id%22%5D"))
        right++;
    }
  return GUINT_TO_POINTER (right);
}

/* json-glib counts references to lists without atoms: a count that went wrong frees the list too early or
 * never. */
static void
test_threads (void)
{
  MwVariables *shared = make_variables ();
  JsonNode *fields = mw_variables_get_node (shared, "fields");
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("render", render_often, shared);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 20000);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (fields)), ==, 2);
  mw_variables_unref (shared);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/variables", test_variables);
  g_test_add_func ("/request/fill", test_fill);
  g_test_add_func ("/request/uri", test_uri);
  g_test_add_func ("/request/query", test_query);
  g_test_add_func ("/request/query-list", test_query_list);
  g_test_add_func ("/request/headers", test_headers);
  g_test_add_func ("/request/header-fill", test_header_fill);
  g_test_add_func ("/request/body", test_body);
  g_test_add_func ("/request/body-missing", test_body_missing);
  g_test_add_func ("/request/secrets", test_secrets);
  g_test_add_func ("/request/refused", test_refused);
  g_test_add_func ("/request/threads", test_threads);
  return g_test_run ();
}
