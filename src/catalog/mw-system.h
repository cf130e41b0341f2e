/* mw-system.h: one business system, as its file in data/systems/ describes it (format:
 * data/systems/README.md)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "mw-choice.h"
#include "mw-expression.h"
#include "mw-json.h"
#include "mw-model.h"
#include "mw-oauth.h"
#include "mw-request-template.h"

G_BEGIN_DECLS

#define MW_CATALOG_ERROR (mw_catalog_error_quark ())

/**
 * MwCatalogError:
 * @MW_CATALOG_ERROR_FILE: a file cannot be read or is no JSON
 * @MW_CATALOG_ERROR_FORMAT: the message names file, key (as a path) and reason
 * @MW_CATALOG_ERROR_NEWER: the file is of a newer format than this program reads
 * @MW_CATALOG_ERROR_UNSAFE: a request that could write, or a secret where it may not stand
 */
typedef enum
{
  MW_CATALOG_ERROR_FILE,
  MW_CATALOG_ERROR_FORMAT,
  MW_CATALOG_ERROR_NEWER,
  MW_CATALOG_ERROR_UNSAFE,
} MwCatalogError;

GQuark mw_catalog_error_quark (void);

typedef enum
{
  MW_FORM_FIELD_URL,
  MW_FORM_FIELD_TEXT,
  MW_FORM_FIELD_PASSWORD, /* something a person remembers: offered "ask me each time" */
  MW_FORM_FIELD_SECRET,   /* a key or token that was made for this purpose */
} MwFormFieldKind;

typedef struct
{
  const char *id;
  const char *label; /* translated, like every text below that people read */
  const char *example;
  const char *help;
  const char *who;     /* who in the company can give or create this; or NULL */
  const char *pattern; /* regular expression of the whole value, or NULL */
  const char *preset;  /* value before the user types, or NULL */
  MwFormFieldKind kind;
  gboolean multiline; /* a secret of several lines: a key in PEM */
  gboolean optional;
  const MwRequestTemplate
    *offers; /* ask, without a sign-in, which values there are: the first that is answered counts */
  guint n_offers;
} MwFormField;

typedef struct
{
  const char *title;
  const char *text;
  const char *field; /* the form field it explains, or NULL */
  char **sign_ins;   /* those that it is for, or NULL: all that ask for the field */
} MwGuideStep;

/* A test on an answer: all parts that are set must hold. */
typedef struct
{
  guint status;     /* 0: any */
  MwJsonPath *path; /* NULL: only the status */
  gboolean present; /* the path has a value other than null and false */
  gboolean missing; /* it has none */
  char **is;        /* one of these texts, or NULL */
  char *contains;
  GRegex *matches; /* its first group is what it names (a field) */
} MwAnswerRule;

typedef struct
{
  const char *variable;
  MwJsonPath *path;   /* in the body … */
  const char *cookie; /* … or a Set-Cookie of this name … */
  char **cookies; /* … or all of these that there are, as a Cookie header wants them; name* for a prefix … */
  const char *header;   /* … or a header … */
  const char *redirect; /* … or a parameter of the address that the browser came back to */
  GRegex *matches;      /* its first group is taken, or NULL */
  const char *suffix;   /* a host or address must end with it (".salesforce.com"), or NULL */
  gboolean secret;
  gboolean optional;
} MwExtract;

typedef enum
{
  MW_SIGN_IN_HEADERS, /* the secrets are sent with each request */
  MW_SIGN_IN_LOGIN,   /* a login call gives a token */
  MW_SIGN_IN_OAUTH2,  /* a token endpoint gives one */
  MW_SIGN_IN_OAUTH1,  /* each request is signed */
} MwSignInKind;

/* What a person's key may be asked for by its own holder. */
typedef struct
{
  const MwRequestTemplate *request;
  const char *field; /* the form field that has the key */
  MwJsonPath *path;  /* where the answer has the new one; of new_key only, like the next */
  guint days;        /* how long the new one lives: {ends_on} is its day */
  const char *needs; /* who may do that, for people: translated; or NULL */
  const char *page;  /* where the vendor says so */
} MwKeyCall;

/* Places of such requests alone: the key that it is about, and the day on which the new one ends. */
#define MW_KEY_PLACE_THIS "this_key"
#define MW_KEY_PLACE_END  "ends_on"

typedef struct _MwSignIn MwSignIn;

struct _MwSignIn
{
  const char *id;
  const char *title;
  const char *help;
  MwSignInKind kind;
  char **fields;                    /* ids of the form fields it needs, in order */
  const char *instead;              /* the sign-in of what else its probe may find, or NULL */
  const MwRequestTemplate *request; /* of a login, else NULL */
  const MwRequestTemplate *check;   /* a cheap read that only a signed-in user may do, or NULL */
  const MwRequestTemplate *logout;  /* or NULL */
  const MwRequestTemplate *refresh; /* gives new extracts of a login for old ones, or NULL */
  const MwExtract *extracts;
  guint n_extracts;
  const MwRequestDerived *derived; /* variables computed from others */
  guint n_derived;
  const MwRequestHeader *headers; /* sent with every later request */
  guint n_headers;
  const MwAnswerRule *refused; /* a login answer that means "wrong user or password" although it says 200 */
  guint n_refused;
  const char *unknown_field;   /* the form field whose value the system does not know … */
  const MwAnswerRule *unknown; /* … when it answers so to the login or check */
  guint n_unknown;
  const MwAnswerRule *accepted; /* answers to check that mean "signed in" although they refuse the read */
  guint n_accepted;
  MwJsonPath *expires_at;  /* where the login answer says when the token ends (seconds since 1970), or NULL */
  MwJsonPath *expires_in;  /* the same in seconds from now, or NULL */
  guint lifetime;          /* seconds the token lives; 0: unknown or for ever */
  guint ends_idle;         /* seconds after which a session that nobody uses is logged out; 0: never */
  gboolean one_session;    /* a session takes a seat of the licence: it is logged out at the end */
  gboolean keeps_password; /* the token ends and cannot renew itself: the password may be kept */
  const char *password_reason; /* the sentence that the form shows about that */
  const char *remains;      /* what stays in the system after Disconnect, and where to delete it, or NULL */
  const char *remains_page; /* where the vendor says so; there when @remains is */
  const char *ends;         /* what of it ends when, or NULL */
  const char *ends_page;    /* where the vendor says so; there when @ends is */
  const MwKeyCall *new_key; /* of kind headers; gives a key for the one that is used, or NULL */
  const MwKeyCall *delete_key; /* deletes a key of its own holder, or NULL */
  MwOAuth2 oauth2;             /* of that kind only, like the next */
  MwOAuth1 oauth1;
  const MwSignIn *then; /* the call, extracts and headers of a token for what was chosen, or NULL */
};

typedef enum
{
  MW_PAGING_NONE,        /* one answer holds all */
  MW_PAGING_OFFSET,      /* {offset} from @first, and {limit} */
  MW_PAGING_PAGE,        /* {page} from @first, {limit} */
  MW_PAGING_NEXT_LINK,   /* a URL at @next */
  MW_PAGING_CURSOR,      /* {cursor} from @next, on the first page @start */
  MW_PAGING_LINK_HEADER, /* a Link header with rel=next (RFC 8288) */
  MW_PAGING_RANGE,       /* {range} as 0-99; the end stands in Content-Range (RFC 9110 14.4) */
  MW_PAGING_KEYSET,      /* {after}: @key of the last record of the page before, on the first page @start */
} MwPagingStyle;

/* What a link to the next page is relative to. */
typedef enum
{
  MW_LINK_BASE_PAGE,    /* the address of the page it stood on (RFC 3986 5.1.3) */
  MW_LINK_BASE_SERVICE, /* the list's own path up to its last segment: an OData service root */
  MW_LINK_BASE_ADDRESS, /* the connection's address */
} MwLinkBase;

typedef struct
{
  MwPagingStyle style;
  guint size;  /* {limit} */
  guint first; /* number of the first page, or of the first record */
  MwJsonPath *next;
  MwJsonPath *last_page;   /* number of the last page, or NULL: ends at a page shorter than @size */
  MwJsonPath *more;        /* true or false: whether there is another page; or NULL */
  gboolean more_is_last;   /* … true there means that this is the last one */
  const char *start;       /* {cursor} or {after} of the first page, or NULL: no value */
  char **end;              /* cursors that mean the end, or NULL */
  MwExpression *key;       /* of a keyset, or NULL: the set's key */
  JsonNode *order;         /* {order}: makes the order of the records unique; or NULL */
  const char *order_fixed; /* where it is said that the order stays as it is, or NULL */
  MwLinkBase relative_to;
} MwPaging;

/* How the records of a list become whole: a request each, or one for @batch of them. */
typedef struct
{
  const MwRequestTemplate *request; /* its records: the record, or with @batch the list of them */
  guint batch;                      /* 0: one at a time */
  const char *cost_text;            /* what it costs, for people: translated; or NULL */
} MwDetail;

/* A place that a record of another set fills. */
typedef struct
{
  const char *place;
  MwExpression *value;
} MwSetOfValue;

/* A set that is read once for each record of another one, or for @batch of them. */
typedef struct
{
  const char *set;
  MwExpression *key;          /* in the other set's record: {parent} */
  guint batch;                /* 0: one at a time */
  const MwSetOfValue *values; /* more of that record; none with a batch */
  guint n_values;
} MwSetOf;

/* A list of pairs in a record that become its members. */
typedef struct
{
  MwJsonPath *list;
  MwJsonPath *name;
  MwJsonPath *value;
} MwPivot;

/* A column of a query language: "@text AS @name". */
typedef struct
{
  const char *name;
  const char *text;
} MwSetColumn;

/* A list of records the system offers: what a raw set holds. */
typedef struct
{
  const char *id;
  const char *title; /* the source's own name: purchase.order */
  const MwRequestTemplate *list;
  const MwRequestTemplate *count; /* or NULL */
  MwPaging paging;
  MwVariables *variables; /* model, domain … of this set */
  MwExpression *key;      /* identity of a record, for duplicates and lookups */
  gboolean repeats;       /* several records have the same key, and the first counts */
  gboolean may_be_one;    /* an object where the list should be is the only record */
  const MwRequestTemplate
    *fields; /* answers an object (at @records) whose members are named like the set's fields, or NULL */
  const char *edmx_set; /* @fields answers the $metadata of OData, in which the set has this name; or NULL */
  MwFilterKind filter;  /* the variant's */
  const char *filter_join;     /* of MW_FILTER_TEXT */
  const MwSetFilters *filters; /* or NULL: the system cannot narrow the list */
  const MwMoment *changed;     /* when a record was changed last, or NULL: it does not say */
  const MwMoment *ordered;     /* or NULL */
  JsonNode *order_newest;      /* what {order} is when the newest are to come first; or NULL: it cannot */
  const MwDetail *detail;      /* or NULL: the list has the whole records */
  const MwSetOf *of;           /* or NULL */
  const MwPivot *pivot;        /* or NULL */
  const MwSetColumn *columns;  /* of a statement: {columns} */
  guint n_columns;
} MwSetSource;

/* How an entity's rows are made from a set. */
typedef struct
{
  MwEntity *entity;
  const char *set;         /* primary raw set */
  MwJsonPath *each;        /* child list inside the record: a row for each element; or NULL */
  MwCondition *where;      /* records (children) that count, or NULL */
  MwExpression **map;      /* by position of the entity's field; NULL: not mapped */
  char **lookups;          /* ids of other sets the map looks into */
  const char **absent;     /* by position of the field: why it is not mapped, or NULL */
  const char **proposed;   /* by position of the field: “guess: why”, where the map was proposed, or NULL */
  const char *right;       /* who may read this: what to ask the administrator for, or NULL */
  const char *right_where; /* where the administrator grants it, or NULL */
  const char *right_page;  /* where the vendor says so, or NULL */
} MwEntitySource;

/* Something that is asked once after signing in, and fills places of what is asked later. */
typedef struct
{
  const char *id;
  const MwRequestTemplate *request; /* whose answer @extracts come from; or NULL: */
  const MwExtract *extracts;
  guint n_extracts;
  const char *collect;  /* a set whose records are read; … */
  const char *variable; /* … this becomes the list of … */
  MwExpression *value;  /* … this of every record, or … */
  gboolean first;       /* … this of the first that has it */
} MwPrepare;

/* What people should know when an answer fits. */
typedef struct
{
  const char *text;
  const MwAnswerRule *when;
  guint n_when;
} MwStateText;

/* Asked before an entity is read: how the system is. */
typedef struct
{
  const MwRequestTemplate *request;
  const MwStateText *says;
  guint n_says;
} MwState;

/* Where an error answer has the id by which the system finds the request again. */
typedef struct
{
  MwJsonPath *path;   /* in the body … */
  const char *header; /* … or a header */
  GRegex *matches;    /* its first group is the id, or NULL: all of it */
} MwRequestIdPlace;

typedef enum
{
  MW_WAIT_SECONDS,
  MW_WAIT_MILLISECONDS,
  MW_WAIT_EPOCH, /* seconds since 1970 */
  MW_WAIT_EPOCH_MILLISECONDS,
} MwWaitUnit;

/* A header that says how long to wait, beside Retry-After. */
typedef struct
{
  const char *header;
  MwWaitUnit as;
} MwRetryAfter;

typedef enum
{
  MW_DISCOVERY_NONE,
  MW_DISCOVERY_EDMX,   /* $metadata of OData */
  MW_DISCOVERY_SAMPLE, /* of the first records */
} MwDiscoveryKind;

/* A way to turn pages, or to order them, that is tried on a list; as the set of a file would have it. */
typedef struct
{
  JsonNode *query;        /* more of the list's query: an object of texts */
  JsonNode *paging;       /* of turning pages: an object */
  JsonNode *trial;        /* more of the query while it is tried, or NULL */
  const char *ascending;  /* of ordering: a text with {key} for each field of the key, … */
  const char *descending; /* … and for the other way round, or NULL */
  gboolean sure;          /* it holds even where there are too few records to try it */
} MwDiscoveryTry;

/**
 * MwDiscovery:
 * @path: where $metadata is, or NULL for the usual place
 * @version: what the version in $metadata begins with: "4", or NULL for any
 * @sample: more of the query for the first records, or NULL
 * @totals: where an answer may say how many records there are in all; NULL-terminated, or NULL
 *
 * How a variant finds out what there is.
 */
typedef struct
{
  MwDiscoveryKind kind;
  const char *path;
  const char *version;
  JsonNode *sample;
  char **totals;
  const MwDiscoveryTry *paging;
  guint n_paging;
  const MwDiscoveryTry *order;
  guint n_order;
} MwDiscovery;

typedef struct
{
  const char *id;
  char **sign_ins; /* for which sign-ins it is */
  MwDiscovery discovery;
  GArray *when;         /* of MwAnswerRule: one must hold for the answer to the probe; NULL: always taken */
  char **null_texts;    /* texts that mean null: "", "0001-01-01" … */
  guint64 null_lengths; /* bit n: one of them has n bytes; the last bit: 63 and more */
  gboolean false_is_null;
  gboolean typed_values;     /* {"__class__": "Decimal", …} and its relatives are scalars */
  MwJsonDialect dialect;     /* how its records nest and wrap values */
  gboolean dotted_fields;    /* {fields} asks for dotted names (party.name), not only for first keys */
  guint requests_per_minute; /* 0: no limit known */
  guint requests_per_hour;   /* 0: no limit known */
  guint concurrent;          /* 0: no limit known */
  const MwState *state;      /* or NULL */
  const MwPrepare *prepare;  /* in this order */
  guint n_prepare;
  MwJsonPath **message_paths; /* NULL-terminated: where an error answer has its message */
  const MwRequestIdPlace *request_ids;
  guint n_request_ids;
  const MwRetryAfter *retry_after;
  guint n_retry_after;
  GArray *empty;  /* of MwAnswerRule: answers that mean an empty list */
  GArray *failed; /* of MwAnswerRule: answers that are errors whatever their status */
  GArray *signed_out;
  GArray *forbidden;
  GArray *not_offered; /* the system has no such set */
  GArray *unknown_field;
  const MwRequestTemplate *probe; /* answers without sign-in when the right product is there, or NULL */
  MwJsonPath *probe_version;      /* in its answer, or NULL */
  MwFilterKind filter;            /* how the filters of sets are joined */
  const char *filter_join;        /* of MW_FILTER_TEXT */
} MwVariant;

typedef enum
{
  MW_EVIDENCE_GENERAL, /* built on a general protocol only */
  MW_EVIDENCE_CLIENT,  /* from what others have published that read it */
  MW_EVIDENCE_SOURCE,  /* from a vendor page */
  MW_EVIDENCE_RAN,     /* ran against the real product */
} MwEvidenceKind;

typedef struct
{
  MwEvidenceKind kind;
  const char *entity;  /* NULL: all */
  const char *sign_in; /* NULL: all */
  const char *product; /* of ran */
  const char *version;
  const char *date;
  const char *test;
  const char *page; /* of source and client */
} MwEvidence;

typedef struct
{
  const char *edition;
  const char *need; /* password, own-key, administrator, paid-plan */
  const char *text;
  guint minutes;   /* about how long it takes; 0: not said */
  char **sign_ins; /* NULL: for all */
} MwNeed;

/* Something that cannot work, whatever is typed. */
typedef struct
{
  const char *edition; /* or NULL */
  const char *text;
  const char *page; /* where the vendor says so */
} MwDeadEnd;

/* Records that the system does not have, or that its interface does not give. */
typedef struct
{
  const char *entity;
  const char *reason;
  const char *page; /* where the vendor says so */
} MwAbsent;

#define MW_TYPE_SYSTEM (mw_system_get_type ())
G_DECLARE_FINAL_TYPE (MwSystem, mw_system, MW, SYSTEM, GObject)

const char *mw_system_get_id (MwSystem *self);
/* Where its file is when it is one of the user's, not checked by us; NULL: built in. */
const char *mw_system_get_user_file (MwSystem *self);
const char *mw_system_get_sha256 (MwSystem *self); /* of that file's bytes, or NULL */
/* Whether it may be used: what is built in, and files of the user's that the user has allowed. */
gboolean mw_system_is_allowed (MwSystem *self);
/* What its file says in all, with what it extends; must not be changed. */
JsonNode *mw_system_get_json (MwSystem *self);
/* A template for files of users: connecting it asks the system for its lists. */
gboolean mw_system_is_general (MwSystem *self);
void mw_system_allow (MwSystem *self);
guint mw_system_get_revision (MwSystem *self);
const char *mw_system_get_name (MwSystem *self);
const char *mw_system_get_vendor (MwSystem *self);
const char *mw_system_get_summary (MwSystem *self);
const char *mw_system_get_through (MwSystem *self);   /* the service in between, or NULL */
const char *mw_system_get_builtin (MwSystem *self);   /* "demo": an address inside this program, or NULL */
const char *mw_system_get_fixed_url (MwSystem *self); /* or NULL: the form field of kind url has it */
const char *mw_system_get_address_field (MwSystem *self); /* the form field that has the address, or NULL */
/* Whether that sign-in (NULL: none is chosen yet) asks for the form field. */
gboolean mw_system_asks_for (MwSystem *self, const MwSignIn *sign_in, const char *field);
/* The address of a connection with these settings; NULL for a builtin one. */
char *mw_system_dup_address (MwSystem *self, const MwSignIn *sign_in, MwVariables *settings, GError **error);
const char *const *mw_system_get_categories (MwSystem *self);  /* erp, cmms, eam, wms */
char *mw_categories_dup_title (const char *const *categories); /* "ERP, WMS" */
const char *const *mw_system_get_names (MwSystem *self);       /* nicknames and old names */
/* Whether it is something that one needs for @sign_in (NULL: none is chosen yet). */
gboolean mw_need_is_for (const MwNeed *self, const MwSignIn *sign_in);
/* Whether whoever takes @sign_in goes that step. */
gboolean mw_system_has_step (MwSystem *self, const MwGuideStep *step, const MwSignIn *sign_in);
/* Values of form fields (by id) that stand in a pasted address; NULL when the file does not know it. */
GHashTable *mw_system_read_pasted (MwSystem *self, const char *address, gboolean of_product);
const MwNeed *mw_system_get_needs (MwSystem *self, guint *n_needs);
const MwDeadEnd *mw_system_get_dead_ends (MwSystem *self, guint *n_dead_ends);
/* Why there are no such records; NULL when there are, or nobody said. */
const MwAbsent *mw_system_find_absent (MwSystem *self, MwEntity *entity);
const MwGuideStep *mw_system_get_guide (MwSystem *self, guint *n_steps);
const MwFormField *mw_system_get_form (MwSystem *self, guint *n_fields);
const MwFormField *mw_system_find_form_field (MwSystem *self, const char *id);
const MwSignIn *mw_system_get_sign_ins (MwSystem *self, guint *n_sign_ins);
const MwSignIn *mw_system_find_sign_in (MwSystem *self, const char *id);
guint mw_system_get_n_variants (MwSystem *self);
const MwVariant *mw_system_get_variant (MwSystem *self, guint position);
const MwVariant *mw_system_find_variant (MwSystem *self, const char *sign_in); /* the first */
/* Those that may be used with it, in order, of which the answer to the probe decides; of MwVariant. */
GPtrArray *mw_system_dup_variants (MwSystem *self, const char *sign_in);
/* The one that was used before, or the first when the file does not have it any more. */
const MwVariant *mw_system_find_variant_again (MwSystem *self, const char *sign_in, const char *id);
/* What the right product answers without sign-in, and where its answer has the version; or NULL. */
const MwRequestTemplate *
mw_system_get_probe (MwSystem *self, const char *sign_in, const MwJsonPath **version);
/* The entities it can give in that variant, in the model's order. */
GPtrArray *mw_system_dup_entities (MwSystem *self, const MwVariant *variant); /* (element-type MwEntity) */
const MwEntitySource *mw_system_find_entity (MwSystem *self, const MwVariant *variant, MwEntity *entity);
const MwSetSource *mw_system_find_set (MwSystem *self, const MwVariant *variant, const char *set);
/* "Purchase orders", where the system says "purchase.order". */
const char *mw_system_get_set_name (MwSystem *self, const MwVariant *variant, const MwSetSource *set);
/* What is chosen after signing in, in this order. */
GPtrArray *mw_system_dup_choices (MwSystem *self, const MwVariant *variant); /* (element-type MwChoice) */
const MwSetSource *
mw_system_find_choice_rows (MwSystem *self, const MwVariant *variant, const MwChoice *choice);
/* A table of the file by name ("po_status"): source text, case-insensitive → our text; NULL when it has no
 * such key. */
const char *mw_system_map_value (MwSystem *self, const char *map, const char *key);
const MwEvidence *mw_system_get_evidence (MwSystem *self, guint *n_evidence);
/* "Tried on a real Odoo 19.0", "Built from the vendor's documentation, not yet tried", …: translated. */
char *mw_system_dup_tier (MwSystem *self, const MwVariant *variant, MwEntity *entity);

G_END_DECLS
