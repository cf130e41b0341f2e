/* mw-sign-in-pages.c: how the sign-in pages and gateways in front of systems are recognised, and what they
 * mean
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sign-in-pages.h"

#include <string.h>

#include "mw-file-reader.h"
#include "mw-system-json.h"

struct _MwSignInPages
{
  JsonNode *root; /* texts lie here */
  MwKeep *keep;
  guint format;
  MwSignInDemand *demands;
  guint n_demands;
  MwSignInPage *pages;
  guint n_pages;
};

static const char *const ways[] = { "browser", "key", "password", NULL };
static const char *const troubles[] = { "sign-in", "network", "permission", NULL };

static gboolean
check_demand (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwSignInDemand *demand = target;

  for (guint i = 0; demand->ways != NULL && demand->ways[i] != NULL; i++)
    if (!g_strv_contains (ways, demand->ways[i]))
      return mw_file_reader_fail (r, "ways", "“%s” is none of: browser, key, password", demand->ways[i]);
  return TRUE;
}

static gboolean
check_small (MwFileReader *r, const char *key, char **texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *small = g_ascii_strdown (texts[i], -1);

      if (strcmp (small, texts[i]) != 0)
        return mw_file_reader_fail (r, key, "is written in small letters");
    }
  return TRUE;
}

/* A sign that anything has would be found everywhere. */
static gboolean
check_sign (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwSignInSign *sign = target;

  if (sign->to == NULL && sign->path == NULL && sign->header == NULL && sign->body == NULL &&
      sign->says == NULL && sign->status < 495)
    return mw_file_reader_fail (r, NULL, "says nothing that only this page has");
  if ((sign->contains != NULL || sign->lacks != NULL) && sign->header == NULL)
    return mw_file_reader_fail (r, "header", "is missing");
  if (sign->page != NULL && !g_str_has_prefix (sign->page, "https://"))
    return mw_file_reader_fail (r, "page", "is no https address");
  return check_small (r, "to", sign->to) && check_small (r, "path", sign->path) &&
         check_small (r, "contains", sign->contains) && check_small (r, "lacks", sign->lacks) &&
         check_small (r, "body", sign->body) && check_small (r, "sent", sign->sent);
}

static gboolean
check_page (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwSignInPage *page = target;

  if (page->name == NULL)
    return mw_file_reader_fail (r, "name", "is missing, or “called” instead");
  return g_str_has_prefix (page->page, "https://") || mw_file_reader_fail (r, "page", "is no https address");
}

#define O(field) G_STRUCT_OFFSET (MwSignInDemand, field)
static const MwMember demand_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "title", mw_read_translated, O (title), TRUE },
  { "text", mw_read_translated, O (text), TRUE },
  { "otherwise", mw_read_translated, O (otherwise), TRUE },
  { "ways", mw_read_ids, O (ways) },
  { "trouble", mw_read_word, O (trouble), TRUE, troubles },
  { "may_pass", mw_read_boolean, O (may_pass) },
  { NULL },
};
static const MwShape demand_shape = { sizeof (MwSignInDemand), demand_members, check_demand };
#undef O

#define O(field) G_STRUCT_OFFSET (MwSignInSign, field)
static const MwMember sign_members[] = {
  { "to", mw_read_texts, O (to) },
  { "path", mw_read_texts, O (path) },
  { "status", mw_read_number, O (status) },
  { "header", mw_read_text, O (header) },
  { "contains", mw_read_texts, O (contains) },
  { "lacks", mw_read_texts, O (lacks) },
  { "body", mw_read_texts, O (body) },
  { "says", mw_read_texts, O (says) },
  { "sent", mw_read_texts, O (sent) },
  { "page", mw_read_text, O (page) },
  { NULL },
};
static const MwShape sign_shape = { sizeof (MwSignInSign), sign_members, check_sign };
#undef O

#define O(field) G_STRUCT_OFFSET (MwSignInPage, field)
static const MwMember page_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "name", mw_read_text, O (name) },
  { "called", mw_read_translated, O (name) },
  { "demand", mw_read_id, O (demand), TRUE },
  { "signs", mw_read_list, O (signs), TRUE, &sign_shape, O (n_signs) },
  { "page", mw_read_text, O (page), TRUE },
  { NULL },
};
static const MwShape page_shape = { sizeof (MwSignInPage), page_members, check_page };
#undef O

#define O(field) G_STRUCT_OFFSET (MwSignInPages, field)
static const MwMember file_members[] = {
  { "format", mw_read_number, O (format), TRUE },
  { "demands", mw_read_list, O (demands), TRUE, &demand_shape, O (n_demands) },
  { "pages", mw_read_list, O (pages), TRUE, &page_shape, O (n_pages) },
  { NULL },
};
static const MwShape file_shape = { sizeof (MwSignInPages), file_members };
#undef O

/**
 * mw_sign_in_pages_free:
 * @self: (transfer full): the pages
 */
void
mw_sign_in_pages_free (MwSignInPages *self)
{
  g_clear_pointer (&self->keep, g_array_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}

/* Each page's demand; ids are there once. */
static gboolean
link_up (MwSignInPages *self, MwFileReader *r)
{
  for (guint i = 0; i < self->n_pages; i++)
    {
      MwSignInPage *page = &self->pages[i];

      for (guint n = 0; n < self->n_demands; n++)
        if (strcmp (self->demands[n].id, page->demand) == 0)
          page->wants = &self->demands[n];
      if (page->wants == NULL)
        return mw_file_reader_fail (r, "pages", "“%s”: there is no demand “%s”", page->id, page->demand);
      for (guint n = 0; n < i; n++)
        if (strcmp (self->pages[n].id, page->id) == 0)
          return mw_file_reader_fail (r, "pages", "“%s” stands twice", page->id);
    }
  return TRUE;
}

/**
 * mw_sign_in_pages_load:
 * @path: a file as data/systems/README.md describes it at its end
 *
 * Blocks.
 *
 * Returns: (transfer full): the pages; %NULL with a #MwCatalogError "FILE: KEY.PATH: reason"
 */
MwSignInPages *
mw_sign_in_pages_load (const char *path, GError **error)
{
  g_autoptr (MwSignInPages) self = g_new0 (MwSignInPages, 1);
  g_autofree char *name = g_path_get_basename (path);
  MwFileReader reader;
  gboolean ok;

  self->keep = mw_keep_new ();
  self->root = mw_system_json_load (name, path, error);
  if (self->root == NULL)
    return NULL;
  mw_file_reader_init (&reader, name, NULL, self->keep, error);
  ok = mw_file_reader_read (&reader, self->root, &file_shape, self) && link_up (self, &reader);
  mw_file_reader_clear (&reader);
  return ok ? g_steal_pointer (&self) : NULL;
}

/**
 * mw_sign_in_pages_get:
 * @self: the pages
 * @n_pages: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_pages): the pages, what is told apart best first
 */
const MwSignInPage *
mw_sign_in_pages_get (MwSignInPages *self, guint *n_pages)
{
  *n_pages = self->n_pages;
  return self->pages;
}
