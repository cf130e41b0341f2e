/* mw-expression.h: how a normalized value is made from a raw record: small, total, without loops
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-date.h"
#include "mw-decimal.h"
#include "mw-json.h"

G_BEGIN_DECLS

typedef enum
{
  MW_EXPRESSION_PATH,    /* "a.b": path */
  MW_EXPRESSION_CONST,   /* {"const": "x"}: text */
  MW_EXPRESSION_FIRST,   /* {"first": [e, …]}: the first that is not null */
  MW_EXPRESSION_ENUM,    /* {"enum": "map", "of": e}: null → unknown, not in the map → other */
  MW_EXPRESSION_MAP,     /* {"map": "map", "of": e}: not in the map → null */
  MW_EXPRESSION_DATE,    /* {"day": e} {"local": e} {"instant": e, "zone": "UTC"} */
  MW_EXPRESSION_HTML,    /* {"html": e}: to text */
  MW_EXPRESSION_JSON,    /* {"json": "path"}: the JSON text */
  MW_EXPRESSION_SUM,     /* {"sum": "lines[].amount"}, exact */
  MW_EXPRESSION_MINIMUM, /* {"min": "lines[].date"}: decimals as numbers, everything else as text */
  MW_EXPRESSION_MAXIMUM,
  MW_EXPRESSION_COUNT,     /* {"count": "lines"}: elements of the list */
  MW_EXPRESSION_CALCULATE, /* {"calculate": "subtract", "of": [a, b], "at_least": "0"} */
  MW_EXPRESSION_JOIN,      /* {"join": [e, …], "with": ", "}: the ones that are not null; null when all are */
  MW_EXPRESSION_IF,        /* {"if": condition, "then": e, "else": e} */
  MW_EXPRESSION_LOOKUP, /* {"lookup": "set", "key": e, "get": e}: get in the record of that set with that key
                         */
  MW_EXPRESSION_PARENT, /* {"parent": e}: in the record that holds the child list */
  MW_EXPRESSION_CUSTOM, /* {"custom": ["x_", …]}: top-level keys with these prefixes as [{"key": …, "value":
                           …}] */
  MW_EXPRESSION_CUSTOM_OF,    /* {"custom_of": "path"}: the same with all members of that object */
  MW_EXPRESSION_CUSTOM_PAIRS, /* {"custom_pairs": "path", "name": "path", "value": "path"}: with a list of
                                 pairs */
  MW_EXPRESSION_PICK, /* {"pick": "path", "where": "path", "is": […], "get": e}: of one element of a list */
  MW_EXPRESSION_JOIN_LIST, /* {"join": "lines[].name", "with": ", "} */
  MW_EXPRESSION_TRIM,      /* {"trim": e, "leading": "0"} */
  MW_EXPRESSION_CLOCK,     /* {"clock": e}: hours, minutes and seconds as 10:30:00 */
  MW_EXPRESSION_ENCODED,   /* {"encoded": e}: as a part of an address */
  MW_EXPRESSION_NUMBER,    /* {"number": e, "decimal": ",", "group": "."}: what people write as a number */
} MwExpressionKind;

typedef struct _MwExpression MwExpression;
typedef struct _MwCondition MwCondition;

struct _MwExpression
{
  MwExpressionKind kind;
  MwJsonPath *path;
  char *text;  /* constant, map, set, separator, what is trimmed, decimal mark */
  char *group; /* NUMBER: what stands between groups of digits, or NULL */
  char **prefixes;
  char **is; /* only elements whose @where is one of these; or NULL */
  /* Of SUM, MINIMUM, MAXIMUM, COUNT, JOIN_LIST with @is, @condition or @element: whose elements count; else
   * NULL */
  MwJsonPath *list;
  MwJsonPath *where;      /* in an element; CUSTOM_PAIRS: the name */
  MwJsonPath *inner;      /* in an element: what is taken; CUSTOM_PAIRS: the value */
  MwExpression *element;  /* worked out on an element; or NULL */
  gboolean any;           /* PICK: the first element when none is wanted */
  MwExpression **of;      /* operands, NULL-terminated; IF: then, else; LOOKUP: key, get */
  MwCondition *condition; /* IF; of lists: whether an element counts */
  MwDateMeaning meaning;
  char *zone;
  MwDecimalOperation operation;
  char *at_least;
};

typedef enum
{
  MW_CONDITION_IS,      /* {"of": e, "is": ["a", "b"]} */
  MW_CONDITION_WORD,    /* {"of": e, "word": ["a", "b"]}: one of the words between the blanks */
  MW_CONDITION_PRESENT, /* {"of": e, "present": true} or false */
  MW_CONDITION_COMPARE, /* {"of": e, "less_than": e2}, "at_least": as decimals; false when one is null */
  MW_CONDITION_ALL,     /* {"all": [c, …]} */
  MW_CONDITION_ANY,     /* {"any": [c, …]} */
  MW_CONDITION_NOT,     /* {"not": c} */
} MwConditionKind;

struct _MwCondition
{
  MwConditionKind kind;
  MwExpression *of;
  MwExpression *other;
  gboolean wanted; /* PRESENT: true or false; COMPARE: TRUE for at_least */
  char **is;
  MwCondition **parts; /* NULL-terminated */
};

/* @where is the key path for error messages: the error names it and the reason. */
MwExpression *mw_expression_parse (JsonNode *node, const char *where, GError **error);
void mw_expression_free (MwExpression *self);
MwCondition *mw_condition_parse (JsonNode *node, const char *where, GError **error);
void mw_condition_free (MwCondition *self);

/**
 * MwExpressionScope:
 * @outer: what holds the list whose element this is, or NULL
 * @list: (nullable): paths start at the elements of this list of @outer
 * @set: (nullable): id of the set whose records are looked into, inside "get" of a lookup
 * @depth: 0: paths start where those of the map start, or at the looked-up record; -1: at its parent; 1: at
 * an element of a list in it
 *
 * What the paths of a visited expression are paths of.
 */
typedef struct _MwExpressionScope MwExpressionScope;

struct _MwExpressionScope
{
  const MwExpressionScope *outer;
  const MwJsonPath *list;
  const char *set;
  int depth;
};

/* Every path, map and set an expression refers to: for checks and to derive what to ask the server for. */
typedef void (*MwExpressionVisit) (const MwExpression *expression,
                                   const MwExpressionScope *scope,
                                   gpointer data);

void mw_expression_visit (const MwExpression *self, MwExpressionVisit visit, gpointer data);
void mw_condition_visit (const MwCondition *self, MwExpressionVisit visit, gpointer data);
/* The scopes inside of an expression: of its element, of "parent", of "get" of a lookup. */
MwExpressionScope mw_expression_enter_element (const MwExpression *self, const MwExpressionScope *scope);
MwExpressionScope mw_expression_enter_parent (const MwExpressionScope *scope);
MwExpressionScope mw_expression_enter_set (const MwExpression *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwExpression, mw_expression_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCondition, mw_condition_free)

G_END_DECLS
