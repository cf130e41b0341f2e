/* mw-notices.c: what a read left out or changed, gathered and said in sentences
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-notices.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-redact.h"
#include "mw-text.h"

/* A system may refuse hundreds of custom fields: a sentence names this many. */
#define MAX_NAMED      12
#define MAX_CHARACTERS 300

typedef struct
{
  char *subject;
  char *message;
  char *set; /* its id, or NULL */
} Unreadable;

struct _MwNotices
{
  GPtrArray *fields; /* not offered, each once */
  GArray *sets;      /* of Unreadable, each once */
  guint64 n_duplicates;
  guint64 n_duplicate_keys;
  guint64 n_details_missing;
  guint64 announced;
  char *counted_set;
  gboolean count_differs;
  gboolean links_put_back;
  guint64 n_fitting;
  guint64 n_filtered;
  gboolean is_filtered;
  char *state;        /* how the system is, in the words of its file */
  char *not_kept;     /* why it is not on this computer */
  char *aside;        /* what became of what was */
  GPtrArray *columns; /* sentences, each once */
  GHashTable *gaps;   /* id of a field → MwFieldGap */
};

static void
unreadable_clear (gpointer data)
{
  Unreadable *set = data;

  g_free (set->subject);
  g_free (set->message);
  g_free (((Unreadable *) data)->set);
}

MwNotices *
mw_notices_new (void)
{
  MwNotices *self = g_new0 (MwNotices, 1);

  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->sets = g_array_new (FALSE, FALSE, sizeof (Unreadable));
  g_array_set_clear_func (self->sets, unreadable_clear);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->gaps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mw_field_gap_unref);
  return self;
}

void
mw_notices_free (MwNotices *self)
{
  g_ptr_array_unref (self->fields);
  g_array_unref (self->sets);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->gaps);
  g_free (self->counted_set);
  g_free (self->state);
  g_free (self->not_kept);
  g_free (self->aside);
  g_free (self);
}

static void
add_once (GPtrArray *texts, const char *text)
{
  if (text != NULL && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_strdup (text));
}

static void
add_field (MwNotices *self, const char *field)
{
  add_once (self->fields, field);
}

/* People miss the columns they see, not the server's names: those go first, where the reader could tell them.
 */
static gboolean
add_empty_fields (MwNotices *self, const MwNotice *notice)
{
  if (notice->fields == NULL || notice->fields[0] == NULL)
    return FALSE;
  for (guint i = 0; notice->fields[i] != NULL; i++)
    {
      add_field (self, notice->fields[i]);
      g_hash_table_insert (self->gaps, g_strdup (notice->fields[i]), mw_field_gap_new (notice));
    }
  return TRUE;
}

static void
add_set (MwNotices *self, const MwNotice *notice)
{
  const char *subject = notice->subject != NULL ? notice->subject : notice->set;
  Unreadable set;

  if (subject == NULL)
    return;
  for (guint i = 0; i < self->sets->len; i++)
    if (g_str_equal (g_array_index (self->sets, Unreadable, i).subject, subject))
      return;
  set.subject = g_strdup (subject);
  set.message = g_strdup (notice->message);
  set.set = g_strdup (notice->set);
  g_array_append_val (self->sets, set);
}

/* Takes copies. The same field or set is kept once; counts of the same kind are added up. */
void
mw_notices_add (MwNotices *self, const MwNotice *notice)
{
  switch (notice->kind)
    {
    case MW_NOTICE_FIELD_NOT_OFFERED:
      if (!add_empty_fields (self, notice))
        add_field (self, notice->subject);
      break;
    case MW_NOTICE_DUPLICATES_REMOVED:
      self->n_duplicates += notice->count;
      break;
    case MW_NOTICE_DUPLICATE_KEYS:
      self->n_duplicate_keys += notice->count;
      break;
    case MW_NOTICE_COUNT_DIFFERS:
      self->announced = notice->count;
      g_set_str (&self->counted_set, notice->set);
      self->count_differs = TRUE;
      break;
    case MW_NOTICE_FILTERED_HERE:
      self->n_fitting = notice->count;
      self->n_filtered = notice->of;
      self->is_filtered = TRUE;
      break;
    case MW_NOTICE_SET_NOT_READABLE:
      add_set (self, notice);
      add_empty_fields (self, notice);
      break;
    case MW_NOTICE_DETAILS_MISSING:
      self->n_details_missing += notice->count;
      break;
    case MW_NOTICE_STATE:
      g_set_str (&self->state, notice->message);
      break;
    case MW_NOTICE_NOT_KEPT:
      g_set_str (&self->not_kept, notice->message);
      break;
    case MW_NOTICE_SET_ASIDE:
      g_set_str (&self->aside, notice->message);
      break;
    case MW_NOTICE_COLUMN:
      add_once (self->columns, notice->message);
      break;
    case MW_NOTICE_LINK_PUT_BACK:
      self->links_put_back = TRUE;
      break;
    default:
      break;
    }
}

/* Returns: (transfer full): field ids in the order they came, NULL-terminated */
/**
 * mw_notices_dup_sets_not_readable:
 *
 * Returns: (transfer full): ids of the lists that the system does not have or did not give
 */
char **
mw_notices_dup_sets_not_readable (MwNotices *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->sets->len; i++)
    if (g_array_index (self->sets, Unreadable, i).set != NULL)
      g_strv_builder_add (builder, g_array_index (self->sets, Unreadable, i).set);
  return g_strv_builder_end (builder);
}

char **
mw_notices_dup_fields_not_offered (MwNotices *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->fields->len; i++)
    g_strv_builder_add (builder, self->fields->pdata[i]);
  return g_strv_builder_end (builder);
}

/**
 * mw_notices_find_gap:
 * @field: id of a field
 *
 * Returns: (nullable): why the read left it empty; %NULL when it did not, or did not say
 */
MwFieldGap *
mw_notices_find_gap (MwNotices *self, const char *field)
{
  return g_hash_table_lookup (self->gaps, field);
}

/* What the server wrote, fit to be shown: one line, no secret, no marks that turn the text around. */
static char *
safe_text (const char *text)
{
  g_autofree char *redacted = mw_redact_text (text);

  return mw_text_for_cell (redacted, strlen (redacted), MAX_CHARACTERS);
}

static char *
field_title (MwEntity *entity, const char *id)
{
  int position = entity != NULL ? mw_entity_find_field (entity, id) : -1;

  return position >= 0 ? g_strdup (mw_entity_get_field (entity, position)->title) : safe_text (id);
}

static char *
fields_sentence (MwNotices *self, MwEntity *entity)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = self->fields->len;

  for (guint i = 0; i < MIN (n, MAX_NAMED); i++)
    {
      g_autofree char *title = field_title (entity, self->fields->pdata[i]);

      /* Translators: between the names of fields in a list */
      g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "", title);
    }
  if (n > MAX_NAMED)
    g_string_append (names, "…");
  return g_strdup_printf (
    ngettext ("%u field is not given by this system: %s", "%u fields are not given by this system: %s", n), n,
    names->str);
}

static char *
number_text (guint64 number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

/* A number for people. */
static char *
grouped_text (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

static char *
filter_sentence (MwNotices *self)
{
  g_autofree char *fitting = grouped_text (self->n_fitting);
  g_autofree char *all = grouped_text (self->n_filtered);

  /* Translators: the system cannot do it, so this program did; “812 of 4,212 records fit” */
  return g_strdup_printf (_ ("Filtered here, as the system cannot: %s of %s records fit."), fitting, all);
}

static char *
set_sentence (const Unreadable *set)
{
  g_autofree char *subject = safe_text (set->subject);
  g_autofree char *message = NULL;

  if (set->message == NULL || *set->message == '\0')
    /* Translators: %s is a list of the system, such as “purchase.order.line” */
    return g_strdup_printf (
      _ ("“%s” could not be read: your login may not read it, or the system does not have it."), subject);
  message = safe_text (set->message);
  /* Translators: the first %s is a list of the system, the second what the system wrote */
  return g_strdup_printf (_ ("“%s” could not be read. The system says: %s"), subject, message);
}

/* The raw set whose number differs from what was announced, or NULL when there is none or it has no name. */
const char *
mw_notices_get_counted_set (MwNotices *self)
{
  return self->counted_set;
}

/* Adds what the notices say, most important first. A 64-bit number goes in as text: its format differs by
 * machine, and a translated sentence cannot hold a macro. */
void
mw_notices_add_sentences (MwNotices *self, MwEntity *entity, guint64 n_sent, GStrvBuilder *sentences)
{
  if (self->state != NULL)
    g_strv_builder_add (sentences, self->state);
  if (self->aside != NULL)
    g_strv_builder_add (sentences, self->aside);
  if (self->not_kept != NULL)
    /* Translators: %s is “the disk is full”, for example */
    g_strv_builder_take (sentences, g_strdup_printf (_ ("These records are not kept on this computer: %s. "
                                                        "They are there until you quit."),
                                                     self->not_kept));
  for (guint i = 0; i < self->sets->len; i++)
    g_strv_builder_take (sentences, set_sentence (&g_array_index (self->sets, Unreadable, i)));
  if (self->count_differs)
    {
      g_autofree char *announced = number_text (self->announced);
      g_autofree char *sent = number_text (n_sent);

      g_strv_builder_take (
        sentences, g_strdup_printf (_ ("The system announced %s records and sent %s."), announced, sent));
    }
  if (self->is_filtered)
    g_strv_builder_take (sentences, filter_sentence (self));
  if (self->fields->len > 0)
    g_strv_builder_take (sentences, fields_sentence (self, entity));
  for (guint i = 0; i < self->columns->len; i++)
    g_strv_builder_add (sentences, self->columns->pdata[i]);
  if (self->n_duplicates > 0)
    {
      g_autofree char *number = number_text (self->n_duplicates);

      g_strv_builder_take (sentences, g_strdup_printf (ngettext ("%s record came twice and is shown once.",
                                                                 "%s records came twice and are shown once.",
                                                                 (gulong) self->n_duplicates),
                                                       number));
    }
  if (self->n_details_missing > 0)
    {
      g_autofree char *number = number_text (self->n_details_missing);

      g_strv_builder_take (
        sentences,
        g_strdup_printf (ngettext ("%s record could not be opened; what the list says of it is shown.",
                                   "%s records could not be opened; what the list says of them is shown.",
                                   (gulong) self->n_details_missing),
                         number));
    }
  if (self->links_put_back)
    g_strv_builder_add (sentences,
                        _ ("The system's links to further pages name another address; the pages were read "
                           "from the address of this connection."));
  if (self->n_duplicate_keys > 0)
    {
      g_autofree char *number = number_text (self->n_duplicate_keys);

      g_strv_builder_take (
        sentences, g_strdup_printf (ngettext ("%s key stood twice in one record; the first one counts.",
                                              "%s keys stood twice in one record; the first ones count.",
                                              (gulong) self->n_duplicate_keys),
                                    number));
    }
}
