/* mw-demo-words-vendors.c: where the demo plant's vendors come from and what they are called (all are
 * invented)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-words.h"

enum
{
  EUR,
  USD,
  PLN,
  GBP,
  JPY,
  CHF
};

const MwDemoCurrency mw_demo_currencies[] = {
  { "EUR", "Euro", 2, 1000 },          { "USD", "US dollar", 2, 1085 }, { "PLN", "Polish zloty", 2, 4310 },
  { "GBP", "Pound sterling", 2, 856 }, { "JPY", "Yen", 0, 1624 },       { "CHF", "Swiss franc", 2, 962 },
};

const guint mw_demo_n_currencies = G_N_ELEMENTS (mw_demo_currencies);

const MwDemoCountry mw_demo_countries[] = {
  { "DE",
    "de",
    "+49",
    "example.de",
    EUR,
    19,
    30,
    "Gewerbestraße $1",
    "$1 $2 GmbH",
    { "Müller", "Schäfer", "Bröker", "Höfling", "Jäger", "Köhler", "Großmann", "Überall", "Weiß",
      "Lütkemeyer" },
    { "Wälzlager", "Dichtungstechnik", "Elektrotechnik", "Hydraulik", "Industriebedarf" },
    { "Bielefeld", "Schweinfurt", "Nürnberg", "Görlitz", "Düren" },
    { "33602", "97421", "90402", "02826", "52349" } },
  { "PL",
    "pl",
    "+48",
    "example.pl",
    PLN,
    23,
    12,
    "ul. Przemysłowa $1",
    "$1 $2 Sp. z o.o.",
    { "Wójcik", "Świątek", "Kowalczyk", "Dąbrowski", "Łukasik", "Żmuda", "Zieliński", "Jabłoński", "Krępa",
      "Górecki" },
    { "Łożyska", "Uszczelnienia", "Elektrotechnika", "Hydraulika Siłowa", "Zaopatrzenie Techniczne" },
    { "Wrocław", "Łódź", "Poznań", "Kraków", "Bielsko-Biała" },
    { "50-001", "90-002", "61-003", "30-004", "43-300" } },
  { "GB",
    "en",
    "+44",
    "example.co.uk",
    GBP,
    20,
    12,
    "$1 Foundry Lane",
    "$1 $2 Ltd",
    { "Ashcroft", "Pennine", "Tyneside", "Bexley", "Calder", "Hollins", "Redcar", "O'Brien", "Marlow",
      "Stonebridge" },
    { "Bearings", "Seals", "Electrical", "Fluid Power", "Engineering Supplies" },
    { "Sheffield", "Rotherham", "Leeds", "Southampton", "Dundee" },
    { "S9 2AB", "S60 1XX", "LS10 3YY", "SO14 0ZZ", "DD2 1AA" } },
  { "FR",
    "fr",
    "+33",
    "example.fr",
    EUR,
    20,
    8,
    "$1 rue de l'Industrie",
    "$2 $1 SARL",
    { "Lefèvre", "Béranger", "Gérard", "Noël", "François", "Châtel", "Dupré", "Lachaume", "Hérault",
      "Saint-Étienne" },
    { "Roulements", "Étanchéité", "Électrotechnique", "Hydraulique", "Fournitures Industrielles" },
    { "Saint-Étienne", "Besançon", "Lyon", "Nîmes", "Orléans" },
    { "42000", "25000", "69003", "30000", "45000" } },
  { "IT",
    "it",
    "+39",
    "example.it",
    EUR,
    22,
    8,
    "Via dell'Artigianato $1",
    "$2 $1 S.r.l.",
    { "Rossi", "Bellucci", "Ferrari Luigi", "Città", "De Santis", "Colombo", "Ghirardi", "Pontelli",
      "Martinelli", "Zanetti" },
    { "Cuscinetti", "Guarnizioni", "Elettrotecnica", "Oleodinamica", "Forniture Industriali" },
    { "Bologna", "Brescia", "Torino", "Reggio Emilia", "Forlì" },
    { "40121", "25121", "10121", "42121", "47121" } },
  { "US",
    "en",
    "+1",
    "example.com",
    USD,
    0,
    8,
    "$1 Industrial Pkwy",
    "$1 $2, Inc.",
    { "Great Lakes", "Buckeye", "Keystone", "Ozark", "Cascade", "Lone Star", "Blue Ridge", "Hudson",
      "Prairie", "Sierra" },
    { "Bearing", "Seal & Gasket", "Electric", "Hydraulics", "Industrial Supply" },
    { "Toledo, OH", "Akron, OH", "Milwaukee, WI", "Tulsa, OK", "Portland, OR" },
    { "43604", "44308", "53202", "74103", "97204" } },
  { "CN",
    "zh",
    "+86",
    "example.cn",
    USD,
    0,
    6,
    "工业路$1号",
    "$1$2有限公司",
    { "宁波东升", "上海华力", "苏州恒远", "无锡金轮", "杭州天目", "青岛海润", "深圳鹏达", "大连北方",
      "广州粤兴", "天津渤海" },
    { "轴承", "密封件", "电气", "液压", "工业用品" },
    { "宁波", "上海", "苏州", "无锡", "杭州" },
    { "315000", "200000", "215000", "214000", "310000" } },
  { "JP",
    "ja",
    "+81",
    "example.jp",
    JPY,
    0,
    4,
    "工業団地$1",
    "株式会社$1$2",
    { "山田", "高橋", "東海", "北陸", "関西", "九州", "富士見", "日の出", "桜井", "三河" },
    { "軸受", "シール", "電機", "油圧", "産業資材" },
    { "名古屋市", "大阪市", "浜松市", "金沢市", "北九州市" },
    { "450-0001", "530-0001", "430-0901", "920-0001", "802-0001" } },
  { "CH",
    "de",
    "+41",
    "example.ch",
    CHF,
    8,
    4,
    "Industriestrasse $1",
    "$1 $2 AG",
    { "Zürcher", "Bürgi", "Aebischer", "Rüegg", "Gerber", "Lüscher", "Hürlimann", "Brönnimann",
      "Stäubli-Kern", "Tschudi" },
    { "Antriebstechnik", "Dichtungen", "Elektro", "Pneumatik", "Werkbedarf" },
    { "Winterthur", "Zug", "Aarau", "Schaffhausen", "Burgdorf" },
    { "8400", "6300", "5000", "8200", "3400" } },
  { "AE",
    "ar",
    "+971",
    "example.ae",
    USD,
    0,
    3,
    "شارع الصناعة $1",
    "شركة $1 $2 ذ.م.م",
    { "الخليج", "النور", "الفجر", "الصقر", "الواحة", "المدينة", "الأمل", "الشرق", "البحر", "النخيل" },
    { "للمحامل", "لموانع التسرب", "للكهرباء", "للهيدروليك", "للتوريدات الصناعية" },
    { "دبي", "أبو ظبي", "الشارقة", "عجمان", "العين" },
    { "00000", "00001", "00002", "00003", "00004" } },
  { "CZ",
    "cs",
    "+420",
    "example.cz",
    EUR,
    21,
    3,
    "Průmyslová $1",
    "$1 $2 s.r.o.",
    { "Novák", "Dvořák", "Svoboda", "Černý", "Procházka", "Kučera", "Veselý", "Hájek", "Říha", "Šimek" },
    { "Ložiska", "Těsnění", "Elektro", "Hydraulika", "Technické potřeby" },
    { "Brno", "Plzeň", "Ostrava", "Zlín", "Hradec Králové" },
    { "602 00", "301 00", "702 00", "760 01", "500 02" } },
  { "SE",
    "sv",
    "+46",
    "example.se",
    EUR,
    25,
    2,
    "Verkstadsgatan $1",
    "$1 $2 AB",
    { "Åkerström", "Öberg", "Lindqvist", "Sjöholm", "Bäckman", "Hallén", "Nyström", "Ek", "Källgren",
      "Wård" },
    { "Kullager", "Tätningar", "Elteknik", "Hydraulik", "Industritillbehör" },
    { "Göteborg", "Västerås", "Malmö", "Örebro", "Luleå" },
    { "411 03", "722 11", "211 20", "702 10", "972 31" } },
};

const guint mw_demo_n_countries = G_N_ELEMENTS (mw_demo_countries);

const MwDemoCode mw_demo_terms[] = {
  { "N014", "14 days net" }, { "N030", "30 days net" },        { "S214", "2 % within 14 days, 30 days net" },
  { "N060", "60 days net" }, { "V000", "Payment in advance" },
};

const guint mw_demo_n_terms = G_N_ELEMENTS (mw_demo_terms);

const MwDemoCode mw_demo_users[] = {
  { "ABECKER", "Anna Becker" },
  { "JNOWAK", "Jakub Nowak" },
  { "SPATEL", "Sunita Patel" },
  { "TOKORO", "Tobias Okoro" },
  { "MSCHUMANN", "Mareike Schümann" },
  { "LROSSI", "Luca Rossi" },
  { "KWISNIEWSKA", "Katarzyna Wiśniewska" },
  { "HBRANDT", "Henning Brandt" },
  { "DMORGAN", "Dylan Morgan" },
  { "FALAMI", "Fatima Alami" },
  { "PSVENSSON", "Pär Svensson" },
  { "YTANAKA", "Yuki Tanaka" },
  { "GHUBER", "Georg Huber" },
  { "EOBRIEN", "Eoin O'Brien" },
  { "RDVORAK", "Radka Dvořáková" },
  { "CLEFEVRE", "Chloé Lefèvre" },
};

const guint mw_demo_n_users = G_N_ELEMENTS (mw_demo_users);

const MwDemoCode mw_demo_teams[] = {
  { "MECH", "Mechanical workshop" }, { "ELEC", "Electrical workshop" }, { "INST", "Instrumentation" },
  { "LUBE", "Lubrication route" },   { "UTIL", "Utilities" },           { "EXT", "External services" },
};

const guint mw_demo_n_teams = G_N_ELEMENTS (mw_demo_teams);

const MwDemoCode mw_demo_accounts[] = {
  { "0004010", "Filling" },   { "0004020", "Packaging" },   { "0004030", "Utilities" },
  { "0004040", "Warehouse" }, { "0004090", "Maintenance" },
};

const guint mw_demo_n_accounts = G_N_ELEMENTS (mw_demo_accounts);

const char *const mw_demo_shipping[] = { "Parcel", "Freight forwarder", "Collection by us",
                                         "Express courier" };

const guint mw_demo_n_shipping = G_N_ELEMENTS (mw_demo_shipping);

const char *const mw_demo_projects[] = { "Line 4 rebuild", "Shutdown 2026", "Energy saving", "Safety walk",
                                         "Spare parts review" };

const guint mw_demo_n_projects = G_N_ELEMENTS (mw_demo_projects);
