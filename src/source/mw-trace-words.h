/* mw-trace-words.h: the rule of a map in words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-rule-words.h"

G_BEGIN_DECLS

/**
 * mw_trace_words_dup:
 * @about: what the words are about
 * @expression: of a map
 * @field: what it makes
 * @sent: (nullable): of an enum or map: the text that its table was asked for
 * @value: (nullable): what came of it
 *
 * Returns: (transfer full): "`APPR` means Open, by the table of IBM Maximo"; one line that is safe for Pango
 */
char *mw_trace_words_dup (const MwRuleWords *about,
                          const MwExpression *expression,
                          const MwField *field,
                          const char *sent,
                          const char *value);

G_END_DECLS
