/* test-reading-files.c: each mistake in what a system file says about reading is refused
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-bad-file.h"

static const BadFile bad_files[] = {
  /* Address templates */
  { "plain", "{\"field\": \"url\"}", "{\"template\": \"http://{database}.example.com\", \"field\": \"url\"}",
    UNSAFE, "address.template", "must begin with https://" },
  { "host", "{\"field\": \"url\"}", "{\"template\": \"https://erp.{database}.com\", \"field\": \"url\"}",
    UNSAFE, "address.template", "the last two names of the host must be written out" },
  { "whole", "{\"field\": \"url\"}", "{\"template\": \"https://{database}\", \"field\": \"url\"}", UNSAFE,
    "address.template", "the last two names of the host must be written out" },
  { "user", "{\"field\": \"url\"}",
    "{\"template\": \"https://a@{database}.example.com\", \"field\": \"url\"}", UNSAFE, "address.template",
    "is no name of a host" },
  { "query", "{\"field\": \"url\"}",
    "{\"template\": \"https://a.example.com/?x={database}\", \"field\": \"url\"}", FORMAT, "address.template",
    "has a character that does not belong" },
  { "climbs", "{\"field\": \"url\"}",
    "{\"template\": \"https://a.example.com/../{database}\", \"field\": \"url\"}", UNSAFE, "address.template",
    "must not be . or .." },
  { "two", "{\"field\": \"url\"}",
    "{\"template\": \"https://{database}.example.com\", \"fixed\": \"https://a.example.com\"}", FORMAT,
    "address", "must have one of" },
  { "place", "{\"field\": \"url\"}", "{\"template\": \"https://{user}.example.com\", \"field\": \"url\"}",
    FORMAT, "address.template", "nothing gives {user} a value here (for the sign-in “key”)" },
  { "secret", "{\"field\": \"url\"}",
    "{\"template\": \"https://{password}.example.com\", \"field\": \"url\"}", UNSAFE, "address.template",
    "the secret {password} may not stand here" },
  { "replace", "\"base64\": true", "\"replace\": [\"\", \"x\"]", FORMAT, "sign_in[0].derived.session.replace",
    "needs two texts" },
  { "replace-one", "\"base64\": true", "\"replace\": [\"x\"]", FORMAT, "sign_in[0].derived.session.replace",
    "needs two texts" },
  { "case", "\"base64\": true", "\"case\": \"title\"", FORMAT, "sign_in[0].derived.session.case",
    "“title” is none of" },

  /* Paging */
  { "order", "{\"style\": \"offset\", \"size\": 200, \"order\": [[\"id\", \"ASC\"]]}",
    "{\"style\": \"offset\", \"size\": 200}", FORMAT, "variants[0].paging.order",
    "offset paging needs “order”, so that no record is skipped or read twice" },
  { "order-page", "\"last_page\": \"meta.last_page\", \"order_fixed\": \"https://vendor.example/order\"",
    "\"last_page\": \"meta.last_page\"", FORMAT, "variants[1].paging.order", "page paging needs “order”" },
  { "order-both", "\"last_page\": \"meta.last_page\", \"order_fixed\": \"https://vendor.example/order\"",
    "\"last_page\": \"meta.last_page\", \"order_fixed\": \"https://vendor.example/order\", \"order\": \"id\"",
    FORMAT, "variants[1].paging.order_fixed", "contradicts “order”" },
  { "order-unused", "\"last_page\": \"meta.last_page\", \"order_fixed\": \"https://vendor.example/order\"",
    "\"last_page\": \"meta.last_page\", \"order\": \"id\"", FORMAT, "variants[1].requests.list",
    "has no {order}" },
  { "order-place", "[[\"id\", \"ASC\"]]", "[[\"{user}\", \"ASC\"]]", FORMAT, "variants[0].paging.order",
    "must not have {places}" },
  { "order-number", "[[\"id\", \"ASC\"]]", "7", FORMAT, "variants[0].paging.order",
    "must be a text or a list, not a number" },
  { "order-empty", "[[\"id\", \"ASC\"]]", "[]", FORMAT, "variants[0].paging.order", "must not be empty" },
  { "order-without", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"query\": {\"sort\": \"{order}\"}, \"records\": \"\"}",
    FORMAT, "sets.links.list.query.sort", "nothing gives {order} a value here" },
  { "newest-place", "\"title\": \"links\",", "\"title\": \"links\", \"order_newest\": \"day desc\",", FORMAT,
    "sets.links.order_newest", "needs {order} in the list" },
  { "newest-kind", "\"title\": \"stock.location\",",
    "\"title\": \"stock.location\", \"order_newest\": \"day desc\",", FORMAT, "sets.places.order_newest",
    "must be of the kind of the paging's “order”" },
  { "newest-user", "\"title\": \"purchase.order\",",
    "\"title\": \"purchase.order\", \"order_newest\": [[\"{user}\", \"DESC\"]],", FORMAT,
    "sets.orders.order_newest", "must not have {places}" },
  { "newest-keyset",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"},\n      \"paging\": {\"style\": "
    "\"next-link\", \"next\": \"next\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"query\": {\"after\": \"{after}\", \"sort\": \"{order}\"}, "
    "\"records\": \"\"}, "
    "\"order_newest\": \"id desc\", \"paging\": {\"style\": \"keyset\", \"size\": 5}",
    FORMAT, "sets.links.order_newest", "is not for a keyset" },
  { "newest-of", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parent}/links\", \"query\": {\"sort\": \"{order}\"}, \"records\": "
    "\"\"}, "
    "\"order_newest\": \"id desc\", \"of\": {\"set\": \"orders\", \"key\": \"id\"}",
    FORMAT, "sets.links.order_newest", "is not for a list that is read for the records of another" },
  { "newest-body", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links/{order}\", \"records\": \"\"}, \"order_newest\": \"id desc\"",
    FORMAT, "sets.links.list.path", "nothing gives {order} a value here" },
  { "first", "{\"style\": \"offset\", \"size\": 200, \"order\": [[\"id\", \"ASC\"]]}",
    "{\"style\": \"offset\", \"size\": 200, \"first\": 2, \"order\": \"id\"}", FORMAT,
    "variants[0].paging.first", "0 or 1" },
  { "foreign", "\"next\": \"next\"}", "\"next\": \"next\", \"start\": \"0\"}", FORMAT,
    "sets.links.paging.start", "is not for the style “next-link”" },
  { "more-is", "\"last_page\": \"meta.last_page\", \"order_fixed\": \"https://vendor.example/order\"",
    "\"last_page\": \"meta.last_page\", \"order_fixed\": \"https://vendor.example/order\", \"more_is\": "
    "\"last\"",
    FORMAT, "variants[1].paging.more_is", "is only beside “more”" },
  { "base", "\"next\": \"next\"}", "\"next\": \"next\", \"relative_to\": \"host\"}", FORMAT,
    "sets.links.paging.relative_to", "“host” is none of: page, service, address" },
  { "keyset", "{\"style\": \"next-link\", \"next\": \"next\"}", "{\"style\": \"keyset\", \"size\": 10}",
    FORMAT, "sets.links.list", "has no {after}" },
  { "keyset-key", "{\"style\": \"next-link\", \"next\": \"next\"}",
    "{\"style\": \"keyset\", \"size\": 10, \"key\": {\"lookup\": \"orders\", \"key\": \"a\", \"get\": "
    "\"b\"}}",
    FORMAT, "sets.links.paging.key", "is made of the record alone" },
  { "range-size", "{\"style\": \"next-link\", \"next\": \"next\"}", "{\"style\": \"range\"}", FORMAT,
    "sets.links.paging.size", "is missing" },
  { "range-place", "{\"style\": \"next-link\", \"next\": \"next\"}", "{\"style\": \"range\", \"size\": 5}",
    FORMAT, "sets.links.list", "has no {range}" },
  { "records-none", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": []}", FORMAT, "sets.links.list.records",
    "must not be empty" },
  { "records-number", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": [\"a\", 7]}", FORMAT,
    "sets.links.list.records[1]", "must be a text, not a number" },

  /* Variants and prepares */
  { "when", "\"sign_in\": [\"key\"]", "\"sign_in\": [\"key\"], \"when\": {\"status\": 404}", FORMAT,
    "variants[1].when", "needs a “probe”" },
  { "when-rule", "\"sign_in\": [\"session\"]", "\"sign_in\": [\"session\"], \"when\": {\"is\": [\"2\"]}",
    FORMAT, "variants[0].when.path", "is missing" },
  { "prepare-both", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"collect\": \"orders\"}],",
    FORMAT, "variants[1].prepare[0]", "must have one of: request, collect" },
  { "prepare-nothing", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}}],",
    FORMAT, "variants[1].prepare[0].extract", "is missing" },
  { "prepare-first", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"extract\": {\"grid\": {\"path\": \"id\"}}, \"first\": true}],",
    FORMAT, "variants[1].prepare[0].variable", "does not belong here" },
  { "prepare-secret", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"extract\": {\"grid\": {\"path\": \"id\", \"secret\": true}}}],",
    FORMAT, "variants[1].prepare[0].extract", "gives plain values" },
  { "prepare-cookie", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"extract\": {\"grid\": {\"cookie\": \"id\"}}}],",
    FORMAT, "variants[1].prepare[0].extract", "gives plain values" },
  { "prepare-shadow", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"extract\": {\"database\": {\"path\": \"id\"}}}],",
    FORMAT, "variants[1].prepare[0].extract", "“database” means something else already" },
  { "prepare-engine", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"extract\": {\"record\": {\"path\": \"id\"}}}],",
    FORMAT, "variants[1].prepare[0].extract", "“record” means something else already" },
  { "prepare-login", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"login\", \"path\": "
    "\"/g\"}, \"extract\": {\"grid\": {\"path\": \"id\"}}}],",
    FORMAT, "variants[1].prepare[0].request.kind", "does not belong here" },
  { "prepare-writes", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"search\", \"path\": "
    "\"/g/update\"}, \"extract\": {\"grid\": {\"path\": \"id\"}}}],",
    UNSAFE, "variants[1].prepare[0].request.path", "“update” is not on the list" },
  { "prepare-twice", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"extract\": {\"a\": {\"path\": \"id\"}}}, {\"id\": \"grids\", \"request\": {\"kind\": "
    "\"read\", \"path\": \"/g\"}, \"extract\": {\"b\": {\"path\": \"id\"}}}],",
    FORMAT, "variants[1].prepare[1].id", "“grids” stands twice" },
  { "prepare-later", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"one\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g/{b}\"}, \"extract\": {\"a\": {\"path\": \"id\"}}}, {\"id\": \"grids\", \"request\": {\"kind\": "
    "\"read\", \"path\": \"/g\"}, \"extract\": {\"b\": {\"path\": \"id\"}}}],",
    FORMAT, "variants[1].prepare[0].request.path", "nothing gives {b} a value here" },
  { "prepare-set", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"ids\", \"collect\": \"places\", \"variable\": \"ids\", "
    "\"value\": \"id\"}],",
    FORMAT, "variants[1].prepare[0].collect", "the set “places” is not for the variant “rest”" },
  { "prepare-no-set", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"ids\", \"collect\": \"bins\", \"variable\": \"ids\", "
    "\"value\": \"id\"}],",
    FORMAT, "variants[1].prepare[0].collect", "there is no set “bins”" },
  { "prepare-early",
    "\"sign_in\": [\"key\"],\n      \"requests\": {\n        \"list\": {\n          \"kind\": \"read\",\n    "
    "      \"path\": \"/api/{model}\"",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"ids\", \"collect\": \"orders\", \"variable\": \"ids\", "
    "\"value\": \"id\"}],\n      \"requests\": {\n        \"list\": {\n          \"kind\": \"read\",\n       "
    "   \"path\": \"/api/{model}/{ids}\"",
    FORMAT, "variants[1].prepare[0].collect", "the set “orders” needs {ids}, which is not known yet" },
  { "prepare-value", "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"ids\", \"collect\": \"orders\", \"variable\": \"ids\", "
    "\"value\": {\"lookup\": \"orders\", \"key\": \"a\", \"get\": \"b\"}}],",
    FORMAT, "variants[1].prepare[0].value", "is made of the record alone" },
  { "request-id", "\"request_id\": [\"error.id\"]", "\"request_id\": [{\"path\": \"a\", \"header\": \"b\"}]",
    FORMAT, "variants[0].errors.request_id[0]", "must have one of: path, header" },
  { "request-id-group", "\"request_id\": [\"error.id\"]",
    "\"request_id\": [\"a\", {\"header\": \"b\", \"matches\": \"[0-9]+\"}]", FORMAT,
    "variants[0].errors.request_id[1].matches", "needs a group" },
  { "retry-after", "\"request_id\": [\"error.id\"]",
    "\"retry_after\": {\"header\": \"X\", \"as\": \"minutes\"}", FORMAT, "variants[0].errors.retry_after.as",
    "“minutes” is none of: seconds" },
  { "retry-after-list", "\"request_id\": [\"error.id\"]",
    "\"retry_after\": [{\"header\": \"X\", \"as\": \"epoch\"}, {\"as\": \"epoch\"}]", FORMAT,
    "variants[0].errors.retry_after[1].header", "is missing" },

  /* Sets */
  { "detail-place", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"read\", \"path\": \"/links/1\"}}",
    FORMAT, "sets.links.detail.request", "has no {record}" },
  { "detail-batch", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"read\", \"path\": \"/links/{records_csv}\"}, \"batch\": 50}",
    FORMAT, "sets.links.detail.request.records", "is missing" },
  { "detail-many", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"read\", \"path\": \"/links/{records_csv}\"}, \"batch\": 5000}",
    FORMAT, "sets.links.detail.batch", "must be from 1 to 1000" },
  { "detail-zero", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"read\", \"path\": \"/links/{record}\"}, \"batch\": 0}",
    FORMAT, "sets.links.detail.batch", "must be from 1 to 1000" },
  { "detail-mixed", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"read\", \"path\": \"/links/{record}/{records_csv}\"}}",
    FORMAT, "sets.links.detail.request.path", "nothing gives {records_csv} a value here" },
  { "detail-writes", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"search\", \"path\": \"/links/{record}/cancel\"}}",
    UNSAFE, "sets.links.detail.request.path", "“cancel” is not on the list" },
  { "detail-method", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"search\", \"path\": \"/links/{record}\"}}",
    UNSAFE, "sets.links.detail.request.path", "“{record}” is not on the list" },
  { "detail-login", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"detail\": {\"request\": {\"kind\": "
    "\"login\", \"path\": \"/links/{record}\"}}",
    FORMAT, "sets.links.detail.request.kind", "does not belong here" },
  { "of-self", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"of\": {\"set\": \"links\", \"key\": "
    "\"id\"}",
    FORMAT, "sets.links.of.set", "must be a set that stands on its own" },
  { "of-nothing", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"of\": {\"set\": \"link\", \"key\": "
    "\"id\"}",
    FORMAT, "sets.links.of.set", "there is no set “link”" },
  { "of-place", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"of\": {\"set\": \"orders\", \"key\": "
    "\"id\"}",
    FORMAT, "sets.links.of", "the list has no {parent}" },
  { "of-variant", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parent}/links\", \"records\": \"\"}, \"of\": {\"set\": \"places\", "
    "\"key\": \"id\"}",
    FORMAT, "sets.links.of.set", "the set “places” is not for the variant “rest”" },
  { "of-key", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parent}/links\", \"records\": \"\"}, \"of\": {\"set\": \"orders\", "
    "\"key\": {\"lookup\": \"orders\", \"key\": \"a\", \"get\": \"b\"}}",
    FORMAT, "sets.links.of.key", "is made of the record alone" },
  { "lookup-of", "\"title\": \"party.party\",",
    "\"title\": \"party.party\", \"list\": {\"kind\": \"search\", \"path\": \"/{database}/\", \"body\": "
    "{\"id\": 4, \"method\": \"x.read\", \"params\": [\"{parent}\", \"{page}\"]}, \"records\": \"result\"}, "
    "\"paging\": {\"style\": \"page\", \"size\": 20, \"order_fixed\": \"x\"}, \"of\": {\"set\": \"orders\", "
    "\"key\": \"id\"},",
    FORMAT, "entities.purchase_order.lookups",
    "the set “vendors” is read for the records of “orders”, which is the entity's own" },
  { "key-place", "\"title\": \"links\",\n      \"key\": \"id\"",
    "\"title\": \"links\",\n      \"key\": {\"join\": [\"id\", {\"const\": \"{parent}\"}], \"with\": \"#\"}",
    FORMAT, "sets.links.key", "nothing gives {parent} a value here" },
  { "of-values-batch", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parents_csv}/links\", \"records\": \"\"}, \"of\": {\"set\": "
    "\"orders\", \"key\": \"id\", \"batch\": 5, \"values\": {\"a\": \"b\"}}",
    FORMAT, "sets.links.of.values", "not with “batch”" },
  { "of-values-name", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parent}/links\", \"records\": \"\"}, \"of\": {\"set\": \"orders\", "
    "\"key\": \"id\", \"values\": {\"database\": \"b\"}}",
    FORMAT, "sets.links.of.values.database", "means something else already" },
  { "of-values-engine", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parent}/links\", \"records\": \"\"}, \"of\": {\"set\": \"orders\", "
    "\"key\": \"id\", \"values\": {\"record\": \"b\"}}",
    FORMAT, "sets.links.of.values.record", "means something else already" },
  { "of-values-list", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parent}/links\", \"records\": \"\"}, \"of\": {\"set\": \"orders\", "
    "\"key\": \"id\", \"values\": [\"b\"]}",
    FORMAT, "sets.links.of.values", "must be an object of expressions" },
  { "of-values-lookup", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{parent}/links\", \"records\": \"\"}, \"of\": {\"set\": \"orders\", "
    "\"key\": \"id\", \"values\": {\"a\": {\"lookup\": \"orders\", \"key\": \"a\", \"get\": \"b\"}}}",
    FORMAT, "sets.links.of.values.a", "is made of the record alone" },
  { "pivot", "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}, \"pivot\": {\"list\": \"a\", \"name\": "
    "\"b\"}",
    FORMAT, "sets.links.pivot.value", "is missing" },

  /* Statements, and other POSTs that only read */
  { "statement-delete", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"DELETE FROM t\"}}",
    UNSAFE, "sign_in[1].check.statement", "“q” must begin with SELECT" },
  { "statement-hidden", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t WHERE (DELETE FROM u)\"}}",
    UNSAFE, "sign_in[1].check.statement", "“DELETE” does not only read" },
  { "statement-lower", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"select a from t where b in (select c from u) and delete\"}}",
    UNSAFE, "sign_in[1].check.statement", "“DELETE” does not only read" },
  { "statement-second", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t; DROP TABLE t\"}}",
    UNSAFE, "sign_in[1].check.statement", "more than one statement" },
  { "statement-comment", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t -- x\"}}",
    UNSAFE, "sign_in[1].check.statement", "has a comment" },
  { "statement-block", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a /* x */ FROM t\"}}",
    UNSAFE, "sign_in[1].check.statement", "has a comment" },
  { "statement-hash", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t # x\"}}",
    UNSAFE, "sign_in[1].check.statement", "has a comment" },
  { "statement-into", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a INTO b FROM t\"}}",
    UNSAFE, "sign_in[1].check.statement", "“INTO” does not only read" },
  { "statement-lock", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t FOR update\"}}",
    UNSAFE, "sign_in[1].check.statement", "“UPDATE” does not only read" },
  { "statement-with", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"WITH a AS (SELECT 1) SELECT b\"}}",
    UNSAFE, "sign_in[1].check.statement", "must begin with SELECT" },
  { "statement-word", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECTED\"}}",
    UNSAFE, "sign_in[1].check.statement", "must begin with SELECT" },
  { "statement-backslash", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t WHERE b = '\\\\' OR c = ' d'\"}}",
    UNSAFE, "sign_in[1].check.statement", "has a backslash" },
  { "statement-quote", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t WHERE b = 'c\"}}",
    UNSAFE, "sign_in[1].check.statement", "has a quote that is not closed" },
  { "statement-quote-in-quotes", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": "
    "\"SELECT a FROM t WHERE b = \\\"c' AND d = '\\\" ; DROP TABLE t\"}}",
    UNSAFE, "sign_in[1].check.statement", "more than one statement" },
  { "statement-missing", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"q\", \"body\": {\"q\": 7}}",
    FORMAT, "sign_in[1].check.statement", "there is no text “q”" },
  { "statement-other", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"statement\": \"p\", \"body\": {\"p\": "
    "\"SELECT 1\", \"q\": \"DELETE\"}}",
    UNSAFE, "sign_in[1].check.statement", "must be “q”" },
  { "statement-none", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/suiteql\", \"body\": {\"q\": \"SELECT 1\"}}", UNSAFE,
    "sign_in[1].check.statement", "must be “q”" },
  { "statement-query", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"read\", \"path\": \"/query\", \"statement\": \"q\", \"query\": {\"q\": \"UPDATE "
    "t\"}}",
    UNSAFE, "sign_in[1].check.statement", "“q” must begin with SELECT" },
  { "grid-request-type", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/grids\", \"body\": {\"GRID\": {\"REQUEST_TYPE\": "
    "\"DELETE.ROW\"}}}",
    UNSAFE, "sign_in[1].check.body", "“REQUEST_TYPE” must begin with “LIST”" },
  { "grid-two", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/grids\", \"body\": {\"REQUEST_TYPE\": \"LIST.X\", \"a\": "
    "[{\"request_type\": \"DELETE.ROW\"}]}}",
    UNSAFE, "sign_in[1].check.body", "“REQUEST_TYPE” must begin with “LIST”" },
  { "grid-place", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/grids\", \"body\": {\"REQUEST_TYPE\": \"{database}\"}}",
    UNSAFE, "sign_in[1].check.body", "“REQUEST_TYPE” must begin with “LIST”" },
  { "grid-without", "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}",
    "\"check\": {\"kind\": \"search\", \"path\": \"/griddata\", \"body\": {}}", UNSAFE,
    "sign_in[1].check.body", "“REQUEST_TYPE” must begin with “LIST”" },
};

static void
test_bad_file (gconstpointer data)
{
  g_autofree char *good = mw_test_good ();

  mw_test_bad_file ("good.json", good, data);
}

/* A file that has all of it. */
static void
test_good (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *links = mw_test_replace (
    good, "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}",
    "{\"kind\": \"read\", \"path\": \"/{grid}/{parent}/links\", \"query\": {\"c\": \"{cursor}\", \"i\": "
    "\"{ids}\"}, \"records\": [\"d.results\", \"d\"]}, \"detail\": {\"request\": {\"kind\": \"read\", "
    "\"path\": \"/links\", \"query\": {\"ids\": \"{records_csv}\"}, \"records\": \"items\"}, \"batch\": 50, "
    "\"cost_text\": \"slow\"}, \"of\": {\"set\": \"orders\", \"key\": \"id\"}, \"pivot\": {\"list\": "
    "\"DATAFIELD\", \"name\": \"FIELDNAME\", \"value\": \"FIELDVALUE\"}");
  g_autofree char *paging = mw_test_replace (
    links, "{\"style\": \"next-link\", \"next\": \"next\"}",
    "{\"style\": \"cursor\", \"next\": \"next\", \"start\": \"0\", \"end\": [\"0\", \"-1\"], \"more\": "
    "\"done\", \"more_is\": \"last\"}");
  g_autofree char *prepare = mw_test_replace (
    paging, "\"sign_in\": [\"key\"],",
    "\"sign_in\": [\"key\"], \"prepare\": [{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": "
    "\"/g\"}, \"extract\": {\"grid\": {\"path\": \"id\"}, \"zone\": {\"header\": \"X-Zone\", \"matches\": "
    "\"^(.*)$\", \"optional\": true}}}, {\"id\": \"ids\", \"collect\": \"orders\", \"variable\": \"ids\", "
    "\"value\": \"id\"}], \"limits\": {\"per_hour\": 1000}, \"errors\": {\"retry_after\": {\"header\": "
    "\"X-Reset\", \"as\": \"epoch-ms\"}, \"empty\": {\"status\": 404}, \"request_id\": [\"a\", {\"header\": "
    "\"X-Id\", \"matches\": \"(.*)\"}]},");
  g_autofree char *first = mw_test_replace (
    prepare, "\"derived\": {",
    "\"derived\": {\"host\": {\"text\": \"{database}\", \"replace\": [\"_\", \"-\"], \"case\": \"lower\"}, ");
  g_autofree char *derived = mw_test_replace (
    first, "\"fields\": [\"database\", \"key\"],",
    "\"fields\": [\"database\", \"key\"], \"derived\": {\"host\": {\"text\": \"{database}\", \"replace\": "
    "[\"_\", \"-\"], \"case\": \"lower\"}},");
  g_autofree char *text = mw_test_replace (
    derived, "{\"field\": \"url\"}",
    "{\"template\": \"https://{host}.api.example.com/rest/{database}\", \"field\": \"url\"}");
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load_one (text, &error);
  g_autofree char *address = NULL;
  const MwVariant *variant;
  const MwSetSource *set;
  MwSystem *system;

  g_assert_no_error (error);
  system = mw_catalog_find (catalog, "good");
  variant = mw_system_find_variant (system, "key");
  g_assert_cmpuint (variant->n_prepare, ==, 2);
  g_assert_cmpstr (variant->prepare[0].extracts[0].variable, ==, "grid");
  g_assert_cmpstr (variant->prepare[1].collect, ==, "orders");
  g_assert_cmpuint (variant->requests_per_hour, ==, 1000);
  g_assert_cmpuint (variant->n_retry_after, ==, 1);
  g_assert_cmpint (variant->retry_after[0].as, ==, MW_WAIT_EPOCH_MILLISECONDS);
  g_assert_cmpuint (variant->n_request_ids, ==, 2);
  g_assert_cmpstr (variant->request_ids[1].header, ==, "X-Id");
  set = mw_system_find_set (system, variant, "links");
  g_assert_cmpstr (mw_json_path_get_text (set->list->records[1]), ==, "d");
  g_assert_null (set->list->records[2]);
  g_assert_cmpint (set->paging.style, ==, MW_PAGING_CURSOR);
  g_assert_cmpstr (set->paging.start, ==, "0");
  g_assert_cmpstr (set->paging.end[1], ==, "-1");
  g_assert_true (set->paging.more_is_last);
  g_assert_cmpuint (set->detail->batch, ==, 50);
  g_assert_cmpstr (set->of->set, ==, "orders");
  g_assert_cmpstr (mw_json_path_get_text (set->pivot->name), ==, "FIELDNAME");

  mw_variables_set_text (settings, "database", "Acme_SB1");
  address = mw_system_dup_address (system, mw_system_find_sign_in (system, "key"), settings, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (address, ==, "https://acme-sb1.api.example.com/rest/Acme_SB1");
  mw_variables_set_text (settings, "url", "https://own.example.org/rest");
  g_free (address);
  address = mw_system_dup_address (system, mw_system_find_sign_in (system, "key"), settings, &error);
  g_assert_cmpstr (address, ==, "https://own.example.org/rest");
}

/* What is typed cannot become another host, and what is missing is said. */
static void
test_address_values (void)
{
  static const char *const values[] = { "evil.com/", "a.b", "a b", "..", "", "a@b", "a:80", "a#" };
  g_autofree char *good = mw_test_good ();
  g_autofree char *text = mw_test_replace (
    good, "{\"field\": \"url\"}",
    "{\"template\": \"https://{database}.api.example.com\", \"field\": \"url\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load_one (text, &error);
  MwSystem *system;

  g_assert_no_error (error);
  system = mw_catalog_find (catalog, "good");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (MwVariables) settings = mw_variables_new (NULL);

      mw_variables_set_text (settings, "database", values[i]);
      g_assert_null (
        mw_system_dup_address (system, mw_system_find_sign_in (system, "key"), settings, &error));
      g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "{database}"));
      g_clear_error (&error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/reading-files/good", test_good);
  g_test_add_func ("/catalog/reading-files/address-values", test_address_values);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/reading-files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  return g_test_run ();
}
