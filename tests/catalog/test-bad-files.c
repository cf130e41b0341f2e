/* test-bad-files.c: each mistake that the parts of a system file can have is refused, with file, key and
 * reason
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bad-file.h"

#define LOGIN_CALL "\"method\": \"common.db.login\""
#define OFFSET     "{\"style\": \"offset\", \"size\": 200, \"order\": [[\"id\", \"ASC\"]]}"

#define SEAT    "\"sign_in\": \"key\", \"text\": \"One"
#define SUMMARY "\"summary\": \"Purchase orders of a small plant\","

static const BadFile bad_files[] = {
  /* JSON itself */
  { "comment", "\"revision\": 3,", "\"revision\": 3, // three\n", FILE_, "", "is no JSON" },
  { "trailing-comma", "\"category\": [\"erp\", \"wms\"]", "\"category\": [\"erp\", \"wms\",]", FILE_, "",
    "is no JSON" },
  { "twice", "\"revision\": 3,", "\"revision\": 3, \"revision\": 4,", FORMAT, "revision", "stands twice" },
  { "no-utf-8", "Acme Software", "Acme \xff", FILE_, "", "is not UTF-8" },

  /* The top level */
  { "newer", "\"format\": 1", "\"format\": 2, \"colour\": \"blue\"", NEWER, "format", "2 is newer" },
  { "format-text", "\"format\": 1", "\"format\": \"1\"", FORMAT, "format", "must be 1" },
  { "format-zero", "\"format\": 1", "\"format\": 0", FORMAT, "format", "must be 1" },
  { "format-missing", "\"format\": 1,", "", FORMAT, "format", "is missing" },
  { "revision-zero", "\"revision\": 3", "\"revision\": 0", FORMAT, "revision", "begins with 1" },
  { "revision-fraction", "\"revision\": 3", "\"revision\": 3.5", FORMAT, "revision",
    "must be a whole number, not a number" },
  { "revision-negative", "\"revision\": 3", "\"revision\": -3", FORMAT, "revision", "must be from 0" },
  { "id-other", "\"id\": \"good\"", "\"id\": \"better\"", FORMAT, "id",
    "must be “good”, as the file is called" },
  { "id-upper", "\"id\": \"good\"", "\"id\": \"Good\"", FORMAT, "id", "an id is a small letter" },
  { "name-missing", "\"name\": \"Göod ERP\",", "", FORMAT, "name", "is missing" },
  { "name-empty", "\"name\": \"Göod ERP\"", "\"name\": \"\"", FORMAT, "name", "must not be empty" },
  { "unknown-key", "\"revision\": 3,", "\"revision\": 3, \"colour\": \"blue\",", FORMAT, "colour",
    "unknown key" },
  { "odd-key", "\"revision\": 3,", "\"revision\": 3, \"a b\": 1,", FORMAT, "[\"a b\"]", "unknown key" },
  { "general-sets", "\"revision\": 3,", "\"revision\": 3, \"general\": true,", FORMAT, "sets",
    "does not stand in a general file" },
  { "discovery-kind", "\"nested_suffix\": \".\",",
    "\"nested_suffix\": \".\", \"discovery\": {\"kind\": \"wsdl\"},", FORMAT, "variants[0].discovery.kind",
    "“wsdl” is none of" },
  { "discovery-none", "\"nested_suffix\": \".\",",
    "\"nested_suffix\": \".\", \"discovery\": {\"kind\": \"none\"},", FORMAT, "variants[0].discovery.kind",
    "“none” is what there is without this key" },
  { "discovery-sample", "\"nested_suffix\": \".\",",
    "\"nested_suffix\": \".\", \"discovery\": {\"kind\": \"sample\"},", FORMAT, "variants[0].discovery",
    "by samples is for general files only" },
  { "discovery-sample-path", "\"nested_suffix\": \".\",",
    "\"nested_suffix\": \".\", \"discovery\": {\"kind\": \"sample\", \"path\": \"x\"},", FORMAT,
    "variants[0].discovery.path", "is for edmx only" },
  { "discovery-no-name", "\"nested_suffix\": \".\",",
    "\"nested_suffix\": \".\", \"discovery\": {\"kind\": \"edmx\"},", FORMAT, "sets.orders.list",
    "must end with the name that the list has in $metadata" },
  { "category", "\"category\": [\"erp\", \"wms\"]", "\"category\": [\"erp\", \"crm\"]", FORMAT, "category",
    "“crm” is none of" },
  { "category-text", "\"category\": [\"erp\", \"wms\"]", "\"category\": \"erp\"", FORMAT, "category",
    "must be a list of texts, not a text" },
  { "category-empty", "\"category\": [\"erp\", \"wms\"]", "\"category\": []", FORMAT, "category",
    "must not be empty" },
  { "summary-null", "\"summary\": \"Purchase orders of a small plant\"", "\"summary\": null", FORMAT,
    "summary", "must be a text, not null" },
  { "names-number", "\"names\": [\"OpenGood\", \"Tiny Good\"]", "\"names\": [\"OpenGood\", 7]", FORMAT,
    "names[1]", "must be a text, not a number" },
  { "address-two", "{\"field\": \"url\"}", "{\"field\": \"url\", \"builtin\": \"demo\"}", FORMAT, "address",
    "must have one of" },
  { "address-none", "{\"field\": \"url\"}", "{}", FORMAT, "address", "must have one of" },
  { "address-no-field", "{\"field\": \"url\"}", "{\"field\": \"uri\"}", FORMAT, "address.field",
    "there is no form field “uri”" },
  { "address-no-url", "{\"field\": \"url\"}", "{\"field\": \"user\"}", FORMAT, "address.field",
    "is not of kind url" },
  { "address-plain", "{\"field\": \"url\"}", "{\"fixed\": \"http://api.example.com\"}", UNSAFE,
    "address.fixed", "must be a literal https address" },
  { "address-place", "{\"field\": \"url\"}", "{\"fixed\": \"https://{user}.example.com\"}", UNSAFE,
    "address.fixed", "must be a literal https address" },
  { "need", "\"need\": \"paid-plan\"", "\"need\": \"luck\"", FORMAT, "needs[0].need",
    "“luck” is none of: password" },

  { "need-minutes", "\"minutes\": 15", "\"minutes\": 0", FORMAT, "needs[0].minutes", "begins with 1" },
  { "need-sign-in", "\"sign_in\": \"key\"}", "\"sign_in\": \"keys\"}", FORMAT, "needs[0].sign_in",
    "there is no sign-in “keys”" },
  { "guide-sign-in", SEAT, "\"sign_in\": [\"key\", \"keys\"], \"text\": \"One", FORMAT, "guide[1].sign_in",
    "there is no sign-in “keys”" },
  { "guide-sign-in-kind", SEAT, "\"sign_in\": 1, \"text\": \"One", FORMAT, "guide[1].sign_in",
    "must be a text" },
  { "guide-sign-in-twice", SEAT, "\"sign_in\": [\"key\", \"key\"], \"text\": \"One", FORMAT,
    "guide[1].sign_in[1]", "“key” stands twice" },
  { "dead-end-page", "\"page\": \"https://vendor.example/plans\"", "\"page\": \"vendor.example\"", FORMAT,
    "dead_ends[0].page", "must be the https address of a page" },
  { "dead-end-text", "\"text\": \"The free plan has no API\", ", "", FORMAT, "dead_ends[0].text",
    "is missing" },
  { "unknown-field", "\"id\": \"session\",",
    "\"id\": \"session\", \"unknown\": {\"field\": \"key\", \"answer\": {\"status\": 404}},", FORMAT,
    "sign_in[0].unknown", "“key” is none of the fields" },
  { "pasted-pattern", SUMMARY, SUMMARY " \"pasted\": [{\"pattern\": \"https://[\", \"set\": {}}],", FORMAT,
    "pasted[0].pattern", "is no regular expression" },
  { "pasted-host", SUMMARY, SUMMARY " \"pasted\": [{\"pattern\": \"erp.*\", \"set\": {}}],", FORMAT,
    "pasted[0].pattern", "must be that of a whole address" },
  { "pasted-group", SUMMARY,
    SUMMARY " \"pasted\": [{\"pattern\": \"https://(?<a>[a-z]+)\", \"set\": {\"user\": \"{b}\"}}],", FORMAT,
    "pasted[0].set.user", "is no named group" },
  { "pasted-open", SUMMARY,
    SUMMARY " \"pasted\": [{\"pattern\": \"https://(?<a>[a-z]+)\", \"set\": {\"user\": \"{a\"}}],", FORMAT,
    "pasted[0].set.user", "is no named group" },
  { "pasted-field", SUMMARY,
    SUMMARY " \"pasted\": [{\"pattern\": \"https://x\", \"set\": {\"usr\": \"y\"}}],", FORMAT,
    "pasted[0].set", "“usr” is no form field" },
  { "pasted-secret", SUMMARY,
    SUMMARY " \"pasted\": [{\"pattern\": \"https://(?<k>.*)\", \"set\": {\"key\": \"{k}\"}}],", UNSAFE,
    "pasted[0].set", "“key” is secret" },
  { "pasted-set", SUMMARY, SUMMARY " \"pasted\": [{\"pattern\": \"https://x\", \"set\": \"y\"}],", FORMAT,
    "pasted[0].set", "must be an object of texts" },
  { "pasted-page", SUMMARY,
    SUMMARY " \"pasted\": [{\"pattern\": \"https://x\", \"set\": {}, \"page\": \"x\"}],", FORMAT,
    "pasted[0].page", "must be the https address of a page" },
  { "absent-entity", "\"work_order\": {", "\"work\": {", FORMAT, "absent.work", "there is no such entity" },
  { "absent-mapped", "\"work_order\": {", "\"location\": {", FORMAT, "absent.location",
    "is mapped, so it is not absent" },
  { "absent-page", "\"reason\": \"It keeps no work orders\", \"page\": \"https://vendor.example/docs\"",
    "\"reason\": \"It keeps no work orders\"", FORMAT, "absent.work_order.page", "is missing" },
  { "right-page", "https://vendor.example/docs/rights", "http://vendor.example/docs/rights", FORMAT,
    "entities.purchase_order.right_page", "must be the https address of a page" },
  { "right-page-host", "https://vendor.example/docs/rights", "https:///rights", FORMAT,
    "entities.purchase_order.right_page", "must be the https address of a page" },
  { "right-where", "\"right\": \"May read purchase orders\",", "", FORMAT,
    "entities.purchase_order.right_where", "needs a right beside it" },
  { "right-where-text", "\"right_where\": \"Settings, Users, Rights\"", "\"right_where\": 1", FORMAT,
    "entities.purchase_order.right_where", "must be a text" },
  { "remains-page", "https://vendor.example/docs/users", "http://vendor.example/docs/users", FORMAT,
    "sign_in[0].remains.page", "must be the https address of a page" },
  { "remains-text", "\"text\": \"The user stays.\", ", "", FORMAT, "sign_in[0].remains.text", "is missing" },
  { "new-key-kind", "\"kind\": \"new-key\"", "\"kind\": \"login\"", FORMAT, "sign_in[1].new_key.request.kind",
    "does not belong here" },
  { "new-key-elsewhere", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"new-key\", \"path\": \"/res.users.apikeys/generate\"}", FORMAT,
    "sign_in[1].check.kind", "does not belong here" },
  { "new-key-method", "\"kind\": \"new-key\"", "\"kind\": \"new-key\", \"method\": \"PUT\"", UNSAFE,
    "sign_in[1].new_key.request.method", "could write" },
  { "new-key-path", "res.users.apikeys/generate", "res.users/write", UNSAFE,
    "sign_in[1].new_key.request.path", "is not on the list of calls that make or delete a key" },
  { "new-key-path-part", "2/res.users.apikeys/generate", "2/x.res.users.apikeys/generate", UNSAFE,
    "sign_in[1].new_key.request.path", "is not on the list" },
  { "new-key-deletes", "res.users.apikeys/generate", "res.users.apikeys/revoke", UNSAFE,
    "sign_in[1].new_key.request.path", "is not on the list" },
  { "new-key-place", "2/res.users.apikeys/generate", "2/{database}", UNSAFE,
    "sign_in[1].new_key.request.path", "is not on the list" },
  { "new-key-secret", "2/res.users.apikeys/generate\",",
    "2/res.users.apikeys/generate\", \"query\": {\"key\": \"{this_key}\"},", UNSAFE,
    "sign_in[1].new_key.request.query.key", "may not stand here" },
  { "new-key-method-of-body", "\"until\": \"{ends_on}\"", "\"method\": \"unlink\"", UNSAFE,
    "sign_in[1].new_key.request.body", "is not on the list" },
  { "new-key-days", "\"days\": 30", "\"days\": 0", FORMAT, "sign_in[1].new_key.days",
    "must be from 1 to 3660" },
  { "new-key-days-many", "\"days\": 30", "\"days\": 3661", FORMAT, "sign_in[1].new_key.days",
    "must be from 1 to 3660" },
  { "new-key-field", "\"field\": \"key\", \"days\"", "\"field\": \"password\", \"days\"", FORMAT,
    "sign_in[1].new_key.field", "is none of the fields" },
  { "new-key-field-plain", "\"field\": \"key\", \"days\"", "\"field\": \"database\", \"days\"", FORMAT,
    "sign_in[1].new_key.field", "is not of kind secret" },
  { "new-key-page", "https://vendor.example/docs/keys\"", "http://vendor.example/docs/keys\"", FORMAT,
    "sign_in[1].new_key.page", "must be the https address of a page" },
  { "new-key-of-login", "\"lifetime\": 86400,", "\"lifetime\": 86400, \"new_key\": {},", FORMAT,
    "sign_in[0].new_key.request", "is missing" },
  { "delete-key-missing",
    "      },\n      \"delete_key\": {\n        \"request\": {\"kind\": \"delete-key\", \"path\": "
    "\"/json/2/res.users.apikeys/revoke\", \"body\": {\"key\": \"{this_key}\"}},\n        \"field\": "
    "\"key\", \"page\": \"https://vendor.example/docs/keys/delete\"\n      }",
    "}", FORMAT, "sign_in[1].delete_key", "is missing: the old key must end" },
  { "delete-key-end", "\"body\": {\"key\": \"{this_key}\"}}", "\"body\": {\"key\": \"{ends_on}\"}}", FORMAT,
    "sign_in[1].delete_key.request.body", "nothing gives {ends_on} a value here" },
  { "this-key-elsewhere", "{\"Authorization\": \"Bearer {key}\"", "{\"Authorization\": \"Bearer {this_key}\"",
    FORMAT, "sign_in[1].headers.Authorization", "nothing gives {this_key} a value here" },
  { "ends-page", ", \"page\": \"https://vendor.example/docs/passwords\"", "", FORMAT, "sign_in[0].ends.page",
    "is missing" },
  { "ends-days", "\"ends\": {", "\"ends\": {\"days\": 365, ", FORMAT, "sign_in[0].ends.days", "unknown key" },
  { "absent-field", "\"ship_to\": \"Orders have no address\"", "\"shipto\": \"Orders have no address\"",
    FORMAT, "entities.purchase_order.absent.shipto", "the entity has no such field" },
  { "absent-field-mapped", "\"ship_to\": \"Orders", "\"number\": \"Orders", FORMAT,
    "entities.purchase_order.absent.number", "is mapped, so it is not absent" },
  { "proposed-set", "\"title\": \"links\",", "\"title\": \"links\", \"proposed\": {\"list\": \"sure\"},",
    FORMAT, "sets.links.proposed.list", "is neither “key” nor “paging”" },
  { "proposed-set-note", "\"title\": \"links\",",
    "\"title\": \"links\", \"proposed\": {\"key\": \"perhaps\"},", FORMAT, "sets.links.proposed.key",
    "must begin with" },
  { "proposed-field", "\"absent\": {\"ship_to\"",
    "\"proposed\": {\"shipto\": \"sure\"}, \"absent\": {\"ship_to\"", FORMAT,
    "entities.purchase_order.proposed.shipto", "the entity has no such field" },
  { "proposed-note", "\"absent\": {\"ship_to\"",
    "\"proposed\": {\"number\": \"surely\"}, \"absent\": {\"ship_to\"", FORMAT,
    "entities.purchase_order.proposed.number", "must begin with “sure”, “likely” or “guess”" },
  { "proposed-text", "\"absent\": {\"ship_to\"", "\"proposed\": {\"set\": true}, \"absent\": {\"ship_to\"",
    FORMAT, "entities.purchase_order.proposed.set", "must be a text" },
  { "proposed-list", "\"absent\": {\"ship_to\"", "\"proposed\": [], \"absent\": {\"ship_to\"", FORMAT,
    "entities.purchase_order.proposed", "must be an object" },
  { "absent-field-empty", "\"ship_to\": \"Orders have no address\"", "\"ship_to\": \"\"", FORMAT,
    "entities.purchase_order.absent.ship_to", "must not be empty" },

  /* The form */
  { "label-missing", "\"label\": \"Password\"", "\"help\": \"Password\"", FORMAT, "form[3].label",
    "is missing" },
  { "form-kind", "\"kind\": \"secret\"", "\"kind\": \"pin\"", FORMAT, "form[4].kind", "“pin” is none of" },
  { "form-twice", "{\"id\": \"user\", \"kind\": \"text\", \"label\": \"User name\"}",
    "{\"id\": \"url\", \"kind\": \"text\", \"label\": \"User name\"}", FORMAT, "form[2].id",
    "“url” stands twice" },
  { "form-pattern", "\"pattern\": \"[a-z]+\"", "\"pattern\": \"[a-z\"", FORMAT, "form[1].pattern",
    "is no regular expression" },
  { "form-unused", "{\"id\": \"user\", \"kind\": \"text\", \"label\": \"User name\"}",
    "{\"id\": \"user\", \"kind\": \"text\", \"label\": \"User name\"}, {\"id\": \"site\", \"kind\": "
    "\"text\", \"label\": \"Site\"}",
    FORMAT, "form[3].id", "no sign-in uses the form field “site”" },
  { "form-preset-secret", "\"who\": \"Any user in the own profile\"", "\"preset\": \"abc\"", UNSAFE,
    "form[4].preset", "a secret must not stand in a file" },
  { "guide-field", "\"Open your profile.\", \"field\": \"key\"",
    "\"Open your profile.\", \"field\": \"keys\"", FORMAT, "guide[0].field",
    "there is no form field “keys”" },
  { "guide-title", "\"title\": \"Make a key\",", "", FORMAT, "guide[0].title", "is missing" },

  { "offers-secret", "\"who\": \"Any user in the own profile\"",
    "\"offers\": [{\"kind\": \"read\", \"path\": \"keys\", \"records\": \"\"}]", FORMAT, "form[4].offers",
    "is only for kind text" },
  { "offers-records", ", \"records\": \"names\"", "", FORMAT, "form[1].offers[0]", "needs “records”" },
  { "offers-kind", "{\"kind\": \"read\", \"path\": \"databases\"",
    "{\"kind\": \"login\", \"path\": \"databases\"", FORMAT, "form[1].offers[0].kind",
    "does not belong here" },
  { "offers-writes", "{\"kind\": \"read\", \"path\": \"databases\"",
    "{\"kind\": \"search\", \"path\": \"databases/drop\"", UNSAFE, "form[1].offers[0].path",
    "is not on the list" },
  { "offers-password", "\"path\": \"databases\"", "\"path\": \"databases/{password}\"", FORMAT,
    "form[1].offers[0].path", "password" },
  { "offers-itself", "\"path\": \"databases\"", "\"path\": \"databases/{database}\"", FORMAT,
    "form[1].offers[0].path", "database" },
  { "form-preset-pattern", "\"preset\": \"main\"", "\"preset\": \"Main\"", FORMAT, "form[1].preset",
    "“Main” does not fit the pattern" },

  /* Sign-ins */
  { "sign-in-title", "\"title\": \"API key\",", "", FORMAT, "sign_in[1].title", "is missing" },
  { "sign-in-kind", "\"kind\": \"headers\"", "\"kind\": \"oauth\"", FORMAT, "sign_in[1].kind",
    "“oauth” is none of: headers, login" },
  { "sign-in-field", "[\"database\", \"user\", \"password\"]", "[\"database\", \"user\", \"pasword\"]",
    FORMAT, "sign_in[0].fields", "there is no form field “pasword”" },
  { "sign-in-field-twice", "[\"database\", \"user\", \"password\"]", "[\"database\", \"user\", \"user\"]",
    FORMAT, "sign_in[0].fields[2]", "“user” stands twice" },
  { "sign-in-twice", "\"id\": \"key\",\n      \"title\"", "\"id\": \"session\",\n      \"title\"", FORMAT,
    "sign_in[1].id", "“session” stands twice" },
  { "sign-in-extract", "\"uid\": {\"path\": \"result[0]\"}",
    "\"uid\": {\"path\": \"result[0]\", \"cookie\": \"uid\"}", FORMAT, "sign_in[0].extract.uid",
    "must have one of: path, cookie, cookies, header, redirect" },
  { "sign-in-path", "\"uid\": {\"path\": \"result[0]\"}", "\"uid\": {\"path\": \"result[\"}", FORMAT,
    "sign_in[0].extract.uid.path", "is no path" },
  { "sign-in-shadow", "\"uid\": {\"path\": \"result[0]\"}", "\"user\": {\"path\": \"result[0]\"}", FORMAT,
    "sign_in[0].extract", "“user” means something else already" },
  { "sign-in-derived", "\"{user}:{uid}:{token}\"", "\"{user}:{uid}:{tokens}\"", FORMAT,
    "sign_in[0].derived.session", "nothing gives {tokens} a value here" },
  { "sign-in-header", "\"Bearer {key}\"", "\"Bearer {password}\"", FORMAT, "sign_in[1].headers.Authorization",
    "nothing gives {password} a value here" },
  { "sign-in-header-name", "\"X-Database\"", "\"X Database\"", FORMAT, "sign_in[1].headers",
    "“X Database” is no name of a header" },
  { "sign-in-login-too-early", LOGIN_CALL, "\"session\": \"{token}\", " LOGIN_CALL, FORMAT,
    "sign_in[0].request.body", "nothing gives {token} a value here" },
  { "sign-in-instead-of-what", "\"title\": \"API key\",", "\"title\": \"API key\", \"instead\": \"nothing\",",
    FORMAT, "sign_in[1].instead", "there is no other sign-in “nothing”" },
  { "sign-in-instead-of-itself", "\"title\": \"API key\",", "\"title\": \"API key\", \"instead\": \"key\",",
    FORMAT, "sign_in[1].instead", "there is no other sign-in" },
  { "sign-in-instead-fields", "\"title\": \"API key\",", "\"title\": \"API key\", \"instead\": \"session\",",
    FORMAT, "sign_in[1].instead", "is of another kind or asks for other fields" },
  { "sign-in-reason", "\"password_reason\": \"The session ends every day.\"",
    "\"help\": \"The session ends every day.\"", FORMAT, "sign_in[0].password_reason", "is missing" },
  { "sign-in-only-login", "\"title\": \"API key\",", "\"title\": \"API key\", \"expires_at\": \"exp\",",
    FORMAT, "sign_in[1].expires_at", "is only for kind login" },
  { "sign-in-rule", "{\"path\": \"result\", \"is\": [\"false\"]}", "{\"path\": \"result\"}", FORMAT,
    "sign_in[0].refused.path", "nothing says what must stand there" },
  { "sign-in-rule-no-path", "{\"path\": \"result\", \"is\": [\"false\"]}", "[{\"is\": [\"false\"]}]", FORMAT,
    "sign_in[0].refused[0].path", "is missing" },
  { "sign-in-accepted", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"accepted\": {\"status\": 403}", FORMAT, "sign_in[1].accepted",
    "is about the answer to “check”, which is missing" },
  { "sign-in-request-kind", "\"kind\": \"logout\"", "\"kind\": \"login\"", FORMAT, "sign_in[0].logout.kind",
    "does not belong here" },

  { "sign-in-header-line", "\"{database}\"}", "\"a\\r\\nHost: evil.example.com\"}", UNSAFE,
    "sign_in[1].headers", "“X-Database” has a line break" },
  { "sign-in-extract-id", "\"uid\": {\"path\": \"result[0]\"}", "\"Uid\": {\"path\": \"result[0]\"}", FORMAT,
    "sign_in[0].extract.Uid", "an id is a small letter" },

  /* Variants */
  { "variant-sign-in", "\"sign_in\": [\"key\"]", "\"sign_in\": [\"token\"]", FORMAT, "variants[1].sign_in",
    "there is no sign-in “token”" },
  { "variant-unused", "\"sign_in\": [\"key\"]", "\"sign_in\": [\"session\"]", FORMAT, "variants[1].sign_in",
    "an earlier variant has all of these sign-ins" },
  { "variant-paging", "\"style\": \"page\"", "\"style\": \"pages\"", FORMAT, "variants[1].paging.style",
    "“pages” is none of: none, offset" },
  { "variant-paging-size", OFFSET, "{\"style\": \"offset\"}", FORMAT, "variants[0].paging.size",
    "is missing" },
  { "variant-paging-place", OFFSET, "{\"style\": \"cursor\", \"size\": 200, \"next\": \"next\"}", FORMAT,
    "variants[0].requests.list", "has no {cursor}" },
  { "variant-nulls", "\"nulls\": [\"\", false]", "\"nulls\": [\"\", true]", FORMAT, "variants[0].nulls[1]",
    "must be a text or false" },
  { "variant-regex", "field '([a-z_]+)'", "field '([a-z_]+'", FORMAT,
    "variants[0].errors.unknown_field[0].matches", "is no regular expression" },
  { "variant-regex-group", "field '([a-z_]+)'", "field '[a-z_]+'", FORMAT, "variants[0].errors.unknown_field",
    "a group that names the field" },
  { "variant-status", "\"status\": 403", "\"status\": 42", FORMAT, "variants[0].errors.signed_out[0].status",
    "42 is no HTTP status" },
  { "variant-place", "\"path\": \"/api/{model}\"", "\"path\": \"/api/{modul}\"", FORMAT,
    "variants[1].requests.list.path", "nothing gives {modul} a value here (for the set “orders”" },
  { "variant-query-place", "\"page\": \"{page}\"", "\"page\": \"{page}\", \"from\": \"{offset}\"", FORMAT,
    "variants[1].requests.list.query.from", "nothing gives {offset} a value here" },
  { "variant-records", "\"records\": \"data\",", "", FORMAT, "variants[1].requests.list.records",
    "is missing" },
  { "variant-total", "\"records\": \"result\"", "\"records\": \"result[]\"", FORMAT,
    "variants[0].requests.list.records", "[] stands only in sum, min and max" },
  { "variant-probe-secret", "\"path\": \"/\",", "\"path\": \"/\", \"headers\": {\"X-Key\": \"{key}\"},",
    FORMAT, "variants[0].probe.headers.X-Key", "nothing gives {key} a value here" },
  { "variant-state-place", "\"path\": \"/status\"", "\"path\": \"/status/{kye}\"", FORMAT,
    "variants[1].state.request.path", "nothing gives {kye} a value here" },
  { "variant-state-secret", "\"path\": \"/status\"", "\"path\": \"/status/{key}\"", UNSAFE,
    "variants[1].state.request.path", "the secret {key} may not stand here" },
  { "variant-state-rule", ", \"contains\": \"closed\"", "", FORMAT, "variants[1].state.says[0].when.path",
    "nothing says what must stand there" },
  { "variant-state-text", "\"text\": \"It is closed for the night\", ", "", FORMAT,
    "variants[1].state.says[0].text", "is missing" },
  { "variant-limit-zero", "\"per_minute\": 60", "\"per_minute\": 0", FORMAT, "variants[0].limits.per_minute",
    "begins with 1" },
  { "variant-path-percent", "\"path\": \"/api/{model}\"", "\"path\": \"/api%2/{model}\"", FORMAT,
    "variants[1].requests.list.path", "has a character that must be percent-encoded" },
  { "variant-limits", "\"per_minute\": 60", "\"per_day\": 60", FORMAT, "variants[0].limits.per_day",
    "unknown key" },

  /* Sets */
  { "set-title", "\"title\": \"party.party\",", "", FORMAT, "sets.vendors.title", "is missing" },
  { "set-key", "\"title\": \"links\",\n      \"key\": \"id\"",
    "\"title\": \"links\",\n      \"key\": {\"lookup\": \"orders\", \"key\": \"a\", \"get\": \"b\"}", FORMAT,
    "sets.links.key", "is made of the record alone" },
  { "set-id", "\"vendors\": {\n", "\"Vendors\": {\n", FORMAT, "sets.Vendors", "an id is a small letter" },
  { "set-variant", "\"variants\": [\"rest\"]", "\"variants\": [\"soap\"]", FORMAT, "sets.links.variants",
    "there is no variant “soap”" },
  { "set-variable-place", "\"model\": \"stock.location\"", "\"model\": \"{user}\"", FORMAT,
    "sets.places.variables.model", "must not have {places}" },
  { "set-variable-shadow", "\"model\": \"stock.location\"", "\"model\": \"stock.location\", \"token\": \"x\"",
    FORMAT, "sets.places.variables.token", "means something else already" },
  { "set-by-variant", "\"by_variant\": {\"rest\"", "\"by_variant\": {\"soap\"", FORMAT,
    "sets.vendors.by_variant.soap", "there is no such variant" },
  { "set-by-variant-not-for", "\"by_variant\": {\"rest\"",
    "\"variants\": [\"rpc\"], \"by_variant\": {\"rest\"", FORMAT, "sets.vendors.by_variant.rest",
    "the set is not for this variant" },
  { "set-by-variant-place", "{\"variables\": {\"model\": \"suppliers\"}",
    "{\"variables\": {\"modul\": \"suppliers\"}", FORMAT, "variants[1].requests.list.path",
    "nothing gives {model} a value here (for the set “vendors”" },
  { "set-next", "{\"style\": \"next-link\", \"next\": \"next\"}", "{\"style\": \"next-link\"}", FORMAT,
    "sets.links.paging.next", "is missing" },
};

static void
test_good (void)
{
  g_autofree char *good = mw_test_good ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load_one (good, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mw_catalog_get_n_systems (catalog), ==, 1);
}

static void
test_bad_file (gconstpointer data)
{
  g_autofree char *good = mw_test_good ();

  mw_test_bad_file ("good.json", good, data);
}

/* The engine's own places are no names for form fields. */
static void
test_engine_name (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *field = mw_test_replace (good, "{\"id\": \"user\",",
                                            "{\"id\": \"page\", \"kind\": \"text\", \"label\": "
                                            "\"Page\"}, {\"id\": \"user\",");
  g_autofree char *text = mw_test_replace (field, "[\"database\", \"key\"]",
                                           "[\"database\", \"key\", \"page\"]");
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_test_load_one (text, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, "good.json: form[2].id: “page” means something else already");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/bad-files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  g_test_add_func ("/catalog/bad-files/good", test_good);
  g_test_add_func ("/catalog/bad-files/engine-name", test_engine_name);
  return g_test_run ();
}
