/* test-bad-files.c: each mistake that a system file can have is refused, with file, key and reason
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bad-file.h"
#include "mw-system-json.h"
#include "mw-system-private.h"

#define LOGIN_CALL  "\"method\": \"common.db.login\""
#define SEARCH_CALL "model.{model}.search_read"
#define CHECK_CALL  "{\"id\": 2, \"method\": \"model.res.user.get_preferences\", \"params\": [true, {}]}"
#define KEY_CHECK   "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}"
#define LINKS       "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}"
#define UOM         "\"uom\": {\"map\": \"units\", \"of\": \"unit\"}"
#define OFFSET      "{\"style\": \"offset\", \"size\": 200, \"order\": [[\"id\", \"ASC\"]]}"
#define PAGES       "\"last_page\": \"meta.last_page\", \"order_fixed\": \"https://vendor.example/order\""
#define CURRENCY    "\"currency\": {\"const\": \"EUR\"}"
#define NUMBER      "\"number\": \"name\""
#define STATUS      "{\"enum\": \"po_status\", \"of\": \"state\"}"

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
  { "dead-end-page", "\"page\": \"https://vendor.example/plans\"", "\"page\": \"vendor.example\"", FORMAT,
    "dead_ends[0].page", "must be the https address of a page" },
  { "dead-end-text", "\"text\": \"The free plan has no API\", ", "", FORMAT, "dead_ends[0].text",
    "is missing" },
  { "absent-entity", "\"work_order\": {", "\"work\": {", FORMAT, "absent.work", "there is no such entity" },
  { "absent-mapped", "\"work_order\": {", "\"location\": {", FORMAT, "absent.location",
    "is mapped, so it is not absent" },
  { "absent-page", "\"reason\": \"It keeps no work orders\", \"page\": \"https://vendor.example/docs\"",
    "\"reason\": \"It keeps no work orders\"", FORMAT, "absent.work_order.page", "is missing" },
  { "absent-field", "\"ship_to\": \"Orders have no address\"", "\"shipto\": \"Orders have no address\"",
    FORMAT, "entities.purchase_order.absent.shipto", "the entity has no such field" },
  { "absent-field-mapped", "\"ship_to\": \"Orders", "\"number\": \"Orders", FORMAT,
    "entities.purchase_order.absent.number", "is mapped, so it is not absent" },
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
  { "guide-field", "\"field\": \"key\"", "\"field\": \"keys\"", FORMAT, "guide[0].field",
    "there is no form field “keys”" },
  { "guide-title", "\"title\": \"Make a key\",", "", FORMAT, "guide[0].title", "is missing" },

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
  { "variant-limits", "\"per_minute\": 60", "\"per_day\": 60", FORMAT, "variants[0].limits.per_day",
    "unknown key" },

  /* Sets */
  { "set-title", "\"title\": \"party.party\",", "", FORMAT, "sets.vendors.title", "is missing" },
  { "set-key", "\"title\": \"links\",\n      \"key\": \"id\"",
    "\"title\": \"links\",\n      \"key\": {\"lookup\": \"orders\", \"key\": \"a\", \"get\": \"b\"}", FORMAT,
    "sets.links.key", "is made of the record alone" },
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

  /* Maps and entities */
  { "map-case", "\"CANCEL\": \"cancelled\"", "\"DRAFT\": \"cancelled\"", FORMAT, "maps.po_status.DRAFT",
    "stands twice, as case does not count" },
  { "map-number", "\"CANCEL\": \"cancelled\"", "\"CANCEL\": 7", FORMAT, "maps.po_status.CANCEL",
    "must be a text, not a number" },
  { "map-value", "\"CANCEL\": \"cancelled\"", "\"CANCEL\": \"canceled\"", FORMAT,
    "entities.purchase_order.map.status", "the map “po_status” gives “canceled”, which is no value" },
  { "entity", "\"location\": {\n", "\"locations\": {\n", FORMAT, "entities.locations",
    "there is no such entity" },
  { "entity-set", "\"set\": \"places\"", "\"set\": \"place\"", FORMAT, "entities.location.set",
    "there is no set “place”" },
  { "entity-variant", "\"set\": \"places\"", "\"set\": \"places\", \"variants\": [\"rpc\", \"rest\"]", FORMAT,
    "entities.location.variants", "the set “places” is not for the variant “rest”" },
  { "entity-field", NUMBER, "\"numbr\": \"name\"", FORMAT, "entities.purchase_order.map.numbr",
    "the entity has no such field" },
  { "entity-map-missing", STATUS, "{\"enum\": \"status\", \"of\": \"state\"}", FORMAT,
    "entities.purchase_order.map.status", "there is no map “status”" },
  { "entity-enum-path", STATUS, "\"state\"", FORMAT, "entities.purchase_order.map.status",
    "needs {\"enum\"" },
  { "entity-enum-const", STATUS, "{\"first\": [" STATUS ", {\"const\": \"open!\"}]}", FORMAT,
    "entities.purchase_order.map.status", "“open!” is no value of this field" },
  { "entity-enum-text", CURRENCY, "\"currency\": {\"enum\": \"units\", \"of\": \"x\"}", FORMAT,
    "entities.purchase_order.map.currency", "“enum” is for fields with fixed values" },
  { "entity-lookups", "\"lookups\": [\"vendors\"],", "", FORMAT, "entities.purchase_order.map.vendor",
    "looks into the set “vendors”, which is not in “lookups”" },
  { "entity-lookup-unknown", "\"lookup\": \"vendors\"", "\"lookup\": \"sellers\"", FORMAT,
    "entities.purchase_order.map.vendor", "looks into a set “sellers”, which there is not" },
  { "entity-lookup-unused", "\"lookups\": [\"vendors\"]", "\"lookups\": [\"vendors\", \"orders\"]", FORMAT,
    "entities.purchase_order.lookups", "nothing looks into the set “orders”" },
  { "entity-lookup-variant",
    "\"lookups\": [\"vendors\"],\n      \"right\": \"May read purchase orders\",\n      \"map\": {\n        "
    "\"number\": \"name\"",
    "\"variants\": [\"rest\"], \"lookups\": [\"vendors\", \"places\"],\n      \"map\": {\n        "
    "\"number\": "
    "{\"lookup\": \"places\", \"key\": \"a\", \"get\": \"b\"}",
    FORMAT, "entities.purchase_order.lookups", "the set “places” is for no variant that gives the entity" },
  { "entity-set-repeats", "\"title\": \"purchase.order\",",
    "\"title\": \"purchase.order\", \"repeats\": true,", FORMAT, "entities.purchase_order.set",
    "keys of “orders” come again, so its records are no rows" },
  { "entity-parent", NUMBER, "\"number\": {\"parent\": \"name\"}", FORMAT,
    "entities.purchase_order.map.number", "“parent” needs a child list" },
  { "entity-parent-parent", UOM, "\"uom\": {\"parent\": {\"parent\": \"unit\"}}", FORMAT,
    "entities.purchase_order_line.map.uom", "“parent” stands in “parent”" },
  { "entity-expression", UOM, "\"uom\": {\"upper\": \"unit\"}", FORMAT,
    "entities.purchase_order_line.map.uom", "is no expression" },
  { "entity-expression-key", UOM, "\"uom\": {\"map\": \"units\", \"from\": \"unit\"}", FORMAT,
    "entities.purchase_order_line.map.uom.from", "unknown key" },
  { "entity-expression-deep", UOM, "\"uom\": {\"first\": [\"a\", {\"join\": [\"b\", 7], \"with\": \"\"}]}",
    FORMAT, "entities.purchase_order_line.map.uom.first[1].join[1]",
    "must be a path or an expression, not a number" },
  { "entity-condition", "{\"not\": {\"of\": \"type\", \"is\": [\"title\"]}}", "{\"not\": {\"of\": \"type\"}}",
    FORMAT, "entities.purchase_order_line.where.not", "is no condition" },
  { "evidence-entity", "\"kind\": \"general\"", "\"kind\": \"general\", \"entity\": \"asset\"", FORMAT,
    "evidence[0].entity", "the system gives no entity “asset”" },
  { "evidence-page", "\"page\": \"https://vendor.example/docs\", ", "", FORMAT, "evidence[1].page",
    "is missing" },
  { "evidence-date", "\"date\": \"2026-01-02\"", "\"date\": \"2026-02-30\"", FORMAT, "evidence[1].date",
    "must be a date" },

  /* What could write */
  { "write-read-post", KEY_CHECK, "\"check\": {\"kind\": \"read\", \"method\": \"POST\", \"path\": \"/me\"}",
    UNSAFE, "sign_in[1].check.method", "“POST” could write" },
  { "write-search-delete", "\"path\": \"/\",", "\"path\": \"/\", \"method\": \"DELETE\",", UNSAFE,
    "variants[0].probe.method", "“DELETE” could write" },
  { "write-rpc", SEARCH_CALL, "model.{model}.delete", UNSAFE, "variants[0].requests.list.body",
    "the method “delete” is not on the list" },
  { "write-rpc-place", SEARCH_CALL, "model.{model}.{user}", UNSAFE, "variants[0].requests.list.body",
    "must be written out" },
  { "write-rpc-number", "\"model.res.user.get_preferences\"", "7", UNSAFE, "sign_in[0].check.body",
    "must be written out" },
  { "write-call-kw", CHECK_CALL,
    "{\"method\": \"call\", \"params\": {\"model\": \"res.users\", \"method\": \"write\", \"args\": []}}",
    UNSAFE, "sign_in[0].check.body", "the method “write” is not on the list" },
  { "write-execute-kw", CHECK_CALL,
    "{\"method\": \"call\", \"params\": {\"method\": \"execute_kw\", \"args\": [1, 2, 3, \"res.users\", "
    "\"unlink\"]}}",
    UNSAFE, "sign_in[0].check.body", "the method “unlink” is not on the list" },
  { "write-execute-kw-short", CHECK_CALL,
    "{\"method\": \"call\", \"params\": {\"method\": \"execute_kw\", \"args\": [1, 2, 3]}}", UNSAFE,
    "sign_in[0].check.body", "must be written out" },
  { "write-batch", CHECK_CALL, "[{\"method\": \"x.read\"}, {\"method\": \"x.create\"}]", UNSAFE,
    "sign_in[0].check.body", "the method “create” is not on the list" },
  { "write-batch-hidden", CHECK_CALL, "[{\"method\": \"x.read\"}, {\"method\": \"call\", \"params\": {}}]",
    UNSAFE, "sign_in[0].check.body", "must say which method it calls" },
  { "write-path", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/unlink\", \"body\": {}}", UNSAFE,
    "sign_in[1].check.path", "“unlink” is not on the list" },
  { "write-path-place", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/{database}\"}", UNSAFE,
    "sign_in[1].check.path", "“{database}” is not on the list" },
  { "write-path-and-body", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/unlink\", \"body\": {\"method\": "
    "\"read\"}}",
    UNSAFE, "sign_in[1].check.path", "“unlink” is not on the list" },
  { "write-body-and-path", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/read\", \"body\": {\"method\": "
    "\"unlink\"}}",
    UNSAFE, "sign_in[1].check.body", "“unlink” is not on the list" },
  { "write-no-body", KEY_CHECK, "\"check\": {\"kind\": \"search\", \"path\": \"/jsonrpc\"}", UNSAFE,
    "sign_in[1].check.body", "must say which method it calls" },
  { "write-query", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"query\": {\"method\": \"drop\"}}", UNSAFE,
    "sign_in[1].check.query", "the method “drop” is not on the list" },
  { "write-override", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"headers\": {\"X-HTTP-Method-Override\": "
    "\"DELETE\"}}",
    UNSAFE, "sign_in[1].check.headers", "turns a reading request into another" },
  { "write-override-query", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"query\": {\"_method\": \"DELETE\"}}", UNSAFE,
    "sign_in[1].check.query", "turns a reading request into another" },
  { "write-login", LOGIN_CALL, "\"method\": \"model.res.user.create\"", UNSAFE, "sign_in[0].request.body",
    "is not on the list of those that only sign in or out" },

  /* Where secrets and requests may go */
  { "secret-path", KEY_CHECK, "\"check\": {\"kind\": \"read\", \"path\": \"/me/{key}\"}", UNSAFE,
    "sign_in[1].check.path", "the secret {key} may not stand here" },
  { "secret-query", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"query\": {\"k\": [\"{key}\"]}}", UNSAFE,
    "sign_in[1].check.query.k", "the secret {key} may not stand here" },
  { "secret-login-path", "\"path\": \"/{database}/\",\n        \"body\": {\"id\": 1,",
    "\"path\": \"/{password}/\",\n        \"body\": {\"id\": 1,", UNSAFE, "sign_in[0].request.path",
    "the secret {password} may not stand here" },
  { "secret-body", CHECK_CALL, "{\"method\": \"x.read\", \"params\": [\"{token}\"]}", UNSAFE,
    "sign_in[0].check.body", "the secret {token} may not stand here" },
  { "secret-derived-body", CHECK_CALL, "{\"method\": \"x.read\", \"params\": [\"{session}\"]}", UNSAFE,
    "sign_in[0].check.body", "the secret {session} may not stand here" },
  { "absolute", LINKS, "{\"kind\": \"read\", \"path\": \"https://evil.example/links\", \"records\": \"\"}",
    UNSAFE, "sets.links.list.path", "must be relative" },
  { "absolute-authority", LINKS,
    "{\"kind\": \"read\", \"path\": \"//evil.example/links\", \"records\": \"\"}", UNSAFE,
    "sets.links.list.path", "must be relative" },
  { "climbing", LINKS, "{\"kind\": \"read\", \"path\": \"/a/../links\", \"records\": \"\"}", UNSAFE,
    "sets.links.list.path", "must not be . or .." },
  { "path-query", LINKS, "{\"kind\": \"read\", \"path\": \"/links?a=b\", \"records\": \"\"}", FORMAT,
    "sets.links.list.path", "parameters stand in “query”" },
  { "path-space", LINKS, "{\"kind\": \"read\", \"path\": \"/my links\", \"records\": \"\"}", FORMAT,
    "sets.links.list.path", "must be percent-encoded" },
  { "get-body", LINKS, "{\"kind\": \"read\", \"path\": \"/links\", \"body\": {}, \"records\": \"\"}", FORMAT,
    "sets.links.list.body", "a GET request has none" },
  { "form-nested", CHECK_CALL, "{\"method\": \"x.read\", \"params\": []}, \"form_encoded\": true", FORMAT,
    "sign_in[0].check.body", "a form has only texts" },
  { "host-header", "\"X-Database\": \"{database}\"", "\"Host\": \"evil.example\"", UNSAFE,
    "sign_in[1].headers", "“Host” is not for system files" },
};

static void
test_bad_file (gconstpointer data)
{
  g_autofree char *good = mw_test_good ();

  mw_test_bad_file ("good.json", good, data);
}

static void
test_good (void)
{
  g_autofree char *good = mw_test_good ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load_one (good, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mw_catalog_get_n_systems (catalog), ==, 1);
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

/* What a set's variables put into a method or a path counts as if it stood there. */
static void
test_write_through_variables (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *method = mw_test_replace (good, SEARCH_CALL, "model.{model}");
  g_autofree char *path = mw_test_replace (
    good, LINKS,
    "{\"kind\": \"search\", \"path\": \"/json/2/res.users/{what}\", \"body\": {}, \"records\": \"\"}, "
    "\"variables\": {\"what\": \"unlink\"}");
  g_autofree char *params = mw_test_replace (
    good, LINKS,
    "{\"kind\": \"search\", \"path\": \"/jsonrpc\", \"body\": {\"method\": \"call\", \"params\": "
    "\"{what}\"}, "
    "\"records\": \"\"}, \"variables\": {\"what\": {\"method\": \"write\"}}");
  g_autofree char *reads = mw_test_replace (
    good, LINKS,
    "{\"kind\": \"search\", \"path\": \"/json/2/res.users/{what}\", \"body\": {}, \"records\": \"\"}, "
    "\"variables\": {\"what\": \"search_read\"}");
  g_autoptr (MwCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_test_load_one (method, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_cmpstr (
    error->message, ==,
    "good.json: variants[0].requests.list.body: the method “order” is not on the list of those that only "
    "read (for the set “orders” and the sign-in “session”)");
  g_clear_error (&error);
  g_assert_null (mw_test_load_one (path, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_true (
    g_str_has_prefix (error->message, "good.json: sets.links.list.path: “unlink” is not on the list"));
  g_clear_error (&error);
  g_assert_null (mw_test_load_one (params, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_true (
    g_str_has_prefix (error->message, "good.json: sets.links.list.body: the method “write” is not on"));
  g_clear_error (&error);
  catalog = mw_test_load_one (reads, &error);
  g_assert_no_error (error);
}

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("\"number\": {\"first\": [\"a\"");
  g_autoptr (GString) brackets = g_string_new (NULL);
  g_autoptr (GString) large = g_string_new (NULL);
  g_autofree char *good = mw_test_good ();
  g_autofree char *nested = NULL;
  g_autofree char *crowded = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 33; i++)
    g_string_append (deep, "{\"html\": ");
  g_string_append (deep, "\"a\"");
  for (guint i = 0; i < 33; i++)
    g_string_append (deep, "}");
  g_string_prepend (deep, "\"number\": ");
  nested = mw_test_replace (good, NUMBER, deep->str);
  g_assert_null (mw_test_load_one (nested, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_true (g_str_has_suffix (error->message, "nested deeper than 32"));
  g_clear_error (&error);

  for (guint i = 0; i < 5000; i++)
    g_string_append (many, ", \"a\"");
  g_string_append (many, "]}");
  crowded = mw_test_replace (good, NUMBER, many->str);
  g_assert_null (mw_test_load_one (crowded, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_true (g_str_has_suffix (error->message, "more than 5000 expressions"));
  g_clear_error (&error);

  for (guint i = 0; i < 100000; i++)
    g_string_append (brackets, "[");
  g_assert_null (mw_test_load_one (brackets->str, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE);
  g_clear_error (&error);

  g_string_append (large, good);
  while (large->len <= 2 * 1024 * 1024)
    g_string_append (large, "                                                                ");
  g_assert_null (mw_test_load_one (large->str, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, "good.json: larger than 2097152 bytes");
}

/* Whatever happens to the bytes of a file: an answer, never a crash, and an error whenever there is no
 * system. */
static void
test_random (void)
{
  g_autofree char *good = mw_test_good ();
  gsize length = strlen (good);
  static const char pieces[] = "{}[]\",:0a\\ \n.";
  guint loaded = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = g_memdup2 (good, length + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (MwSystem) system = NULL;

      for (int changes = g_test_rand_int_range (1, 4); changes > 0; changes--)
        {
          gsize at = g_test_rand_int_range (0, length);

          text[at] = g_test_rand_bit () ? pieces[g_test_rand_int_range (0, sizeof pieces - 1)]
                                        : (char) g_test_rand_int_range (0, 256);
        }
      root = mw_system_json_parse ("good.json", text, length, &error);
      if (root != NULL)
        system = mw_system_new ("good.json", root, mw_test_model (), &error);
      if (system == NULL)
        {
          g_assert_nonnull (error);
          g_assert_true (error->domain == MW_CATALOG_ERROR);
          g_assert_true (g_str_has_prefix (error->message, "good.json: "));
        }
      else
        loaded++;
    }
  /* Changes inside of titles leave a good file; if none ever did, the loop would test nothing but the JSON
   * parser. */
  g_assert_cmpuint (loaded, >, 0);
}

/* Valid JSON with values of any type anywhere: what the parser lets through must not reach a getter of
 * another type. */
static void
swap_values (JsonNode *node, guint *countdown)
{
  static const char *const values[] = { "null",    "true", "-1", "1.5e300", "\"\"",
                                        "\"{x}\"", "[]",   "{}", "[[{}]]" };

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        if ((*countdown)-- == 0)
          json_object_set_member (
            object, l->data,
            json_from_string (values[g_test_rand_int_range (0, G_N_ELEMENTS (values))], NULL));
        else
          swap_values (json_object_get_member (object, l->data), countdown);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      swap_values (json_array_get_element (json_node_get_array (node), i), countdown);
}

static void
test_random_values (void)
{
  g_autofree char *good = mw_test_good ();
  guint loaded = 0, refused = 0;

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = mw_system_json_parse ("good.json", good, strlen (good), &error);
      g_autoptr (MwSystem) system = NULL;
      guint countdown = g_test_rand_int_range (1, 250);

      g_assert_no_error (error);
      swap_values (root, &countdown);
      system = mw_system_new ("good.json", root, mw_test_model (), &error);
      g_assert_true ((system == NULL) == (error != NULL));
      *(system != NULL ? &loaded : &refused) += 1;
    }
  g_assert_cmpuint (loaded, >, 0);
  g_assert_cmpuint (refused, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/bad-files/good", test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/bad-files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  g_test_add_func ("/catalog/bad-files/engine-name", test_engine_name);
  g_test_add_func ("/catalog/bad-files/write-through-variables", test_write_through_variables);
  g_test_add_func ("/catalog/bad-files/bounds", test_bounds);
  g_test_add_func ("/catalog/bad-files/random", test_random);
  g_test_add_func ("/catalog/bad-files/random-values", test_random_values);
  return g_test_run ();
}
