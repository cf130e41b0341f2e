/* mw-system-page.c: the first page of the connect dialog: the systems there is a file for, searchable
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-system-page.h"

#include <glib/gi18n-lib.h>

#include "mw-catalog-search.h"
#include "mw-recent-systems.h"

struct _MwSystemPage
{
  AdwNavigationPage parent_instance;

  MwEngine *engine;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkWidget *recent_title;
  GtkListBox *recent;
  GtkWidget *list_title;
  GtkListBox *list;
  GtkLabel *others_title;
  GtkListBox *others;
};

G_DEFINE_FINAL_TYPE (MwSystemPage, mw_system_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
append_line (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (!text || !*text)
    return;
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  if (!g_str_equal (css_class, "heading"))
    gtk_widget_add_css_class (label, "caption");
  gtk_box_append (box, label);
}

/* What one needs, in a few words; the whole of it stands beside the form. */
static const struct
{
  const char *need;
  const char *words;
} need_words[] = {
  { "password", N_ ("your user name and password") },
  { "own-key", N_ ("a key that you make yourself") },
  { "administrator", N_ ("something that an administrator makes once") },
};

static gboolean
has_need (MwSystem *system, const char *need)
{
  guint n_needs;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);

  for (guint i = 0; i < n_needs; i++)
    if (g_str_equal (needs[i].need, need))
      return TRUE;
  return FALSE;
}

/* "a key that you make yourself (about 3 minutes)": the shortest of what it takes. */
static char *
dup_need (MwSystem *system, guint position)
{
  guint n_needs, minutes = 0;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);

  for (guint i = 0; i < n_needs; i++)
    if (g_str_equal (needs[i].need, need_words[position].need) && needs[i].minutes > 0 &&
        (minutes == 0 || needs[i].minutes < minutes))
      minutes = needs[i].minutes;
  if (minutes == 0)
    return g_strdup (_ (need_words[position].words));
  /* Translators: what one needs, and how long it takes to get it */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s (about %u minute)", "%s (about %u minutes)", minutes),
    _ (need_words[position].words), minutes);
}

static char *
dup_needs (MwSystem *system)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *needs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (need_words); i++)
    if (has_need (system, need_words[i].need))
      g_strv_builder_take (words, dup_need (system, i));
  list = g_strv_builder_end (words);
  if (list[0] == NULL)
    return NULL;
  /* Translators: between two of several things, one of which is needed */
  joined = g_strjoinv (_ (", or "), list);
  /* Translators: %s is a list: "your user name and password, or a key that you make yourself" */
  needs = g_strdup_printf (_ ("You need %s."), joined);
  return has_need (system, "paid-plan") ? g_strjoin (" ", needs, _ ("Some editions need a paid plan."), NULL)
                                        : g_steal_pointer (&needs);
}

static char *
dup_dead_ends (MwSystem *system)
{
  g_autoptr (GStrvBuilder) editions = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;
  guint n_dead_ends;
  const MwDeadEnd *dead_ends = mw_system_get_dead_ends (system, &n_dead_ends);

  for (guint i = 0; i < n_dead_ends; i++)
    g_strv_builder_add (editions, dead_ends[i].edition ? dead_ends[i].edition : dead_ends[i].text);
  list = g_strv_builder_end (editions);
  if (list[0] == NULL)
    return NULL;
  joined = g_strjoinv ("; ", list);
  /* Translators: %s is a list of editions: "Odoo Online, plans One App Free and Standard" */
  return g_strdup_printf (_ ("Does not work with: %s"), joined);
}

static char *
dup_tier (MwSystem *system)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);
  const MwVariant *variant = n_sign_ins ? mw_system_find_variant (system, sign_ins[0].id) : NULL;

  return mw_system_dup_tier (system, variant, NULL);
}

static void
on_button_clicked (MwSystemPage *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (button), "system"));
}

/* The whole row can be clicked. The button is there for assistive technology, to which GTK does not offer the
 * action of a list row; with the keyboard it would be a second stop for the same thing. */
static GtkWidget *
create_button (MwSystemPage *self, MwSystem *system, gboolean named)
{
  GtkWidget *button = named ? gtk_button_new_with_label (mw_system_get_name (system))
                            : gtk_button_new_from_icon_name ("go-next-symbolic");
  /* Translators: %s is the name of a system */
  g_autofree char *label = g_strdup_printf (_ ("Connect %s"), mw_system_get_name (system));

  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "system", g_object_ref (system), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_button_clicked), self, G_CONNECT_SWAPPED);
  return button;
}

/* A row whose lines go into *@box, and what follows them into *@line. */
static GtkWidget *
create_bare_row (GtkBox **line, GtkBox **box)
{
  GtkWidget *row = gtk_list_box_row_new ();

  *line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_margin_top (GTK_WIDGET (*box), 10);
  gtk_widget_set_margin_bottom (GTK_WIDGET (*box), 10);
  gtk_widget_set_margin_start (GTK_WIDGET (*line), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (*line), 12);
  gtk_widget_set_hexpand (GTK_WIDGET (*box), TRUE);
  gtk_box_append (*line, GTK_WIDGET (*box));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (*line));
  return row;
}

static GtkWidget *
create_row (MwSystemPage *self, MwSystem *system, gboolean is_known)
{
  GtkBox *line, *box;
  GtkWidget *row = create_bare_row (&line, &box);
  g_autofree char *category = mw_categories_dup_title (mw_system_get_categories (system));
  g_autofree char *through = NULL;
  g_autofree char *tier = dup_tier (system);
  g_autofree char *needs = dup_needs (system);
  g_autofree char *dead_ends = dup_dead_ends (system);
  g_autofree char *title = NULL;

  gtk_box_append (line, create_button (self, system, FALSE));
  if (g_strcmp0 (mw_system_get_through (system), mw_system_get_name (system)) != 0 &&
      mw_system_get_through (system))
    through = g_strdup_printf (_ ("through %s"), mw_system_get_through (system));
  title = g_strjoin (" · ", mw_system_get_name (system), category && *category ? category : through,
                     category && *category ? through : NULL, NULL);
  append_line (box, title, "heading");
  /* Whoever has connected it knows what it is. */
  if (!is_known)
    append_line (box, mw_system_get_summary (system), "body");
  append_line (box, needs, is_known ? "dimmed" : "body");
  append_line (box, tier, "dimmed");
  if (!is_known)
    append_line (box, dead_ends, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mw_system_get_name (system), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  mw_system_get_summary (system), -1);
  g_object_set_data_full (G_OBJECT (row), "system", g_object_ref (system), g_object_unref);
  return row;
}

static char *
join_names (GPtrArray *systems)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < systems->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", mw_system_get_name (systems->pdata[i]));
  return g_string_free_and_steal (names);
}

/* A product without a file: the row leads to the first way, and a button to each of the others. */
static GtkWidget *
create_other_row (MwSystemPage *self, const MwOtherSystem *other, GPtrArray *ways)
{
  GtkBox *line, *box;
  GtkWidget *row = create_bare_row (&line, &box);
  g_autofree char *category = mw_categories_dup_title ((const char *const *) other->categories);
  g_autofree char *names = join_names (ways);
  g_autofree char *title = g_strjoin (" · ", other->name, category, NULL);
  /* Translators: %s is one or several ways: "OData, Makini" */
  g_autofree char *through = g_strdup_printf (_ ("Possible through %s"), names);

  append_line (box, title, "heading");
  append_line (box, through, "dimmed");
  if (ways->len == 1)
    {
      gtk_box_append (line, create_button (self, ways->pdata[0], FALSE));
    }
  else
    {
      /* Below the lines: names beside them leave no room for the product's own in a narrow window. */
      AdwWrapBox *buttons = ADW_WRAP_BOX (adw_wrap_box_new ());

      for (guint i = 0; i < ways->len; i++)
        adw_wrap_box_append (buttons, create_button (self, ways->pdata[i], TRUE));
      gtk_box_append (box, GTK_WIDGET (buttons));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, other->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, through, -1);
  g_object_set_data_full (G_OBJECT (row), "system", g_object_ref (ways->pdata[0]), g_object_unref);
  return row;
}

static gboolean
fill_others (MwSystemPage *self, GPtrArray *others)
{
  gboolean any = FALSE;

  for (guint i = 0; i < others->len; i++)
    {
      g_autoptr (GPtrArray)
        ways = mw_catalog_dup_ways (mw_engine_get_catalog (self->engine), others->pdata[i]);

      if (ways->len == 0)
        continue;
      gtk_list_box_append (self->others, create_other_row (self, others->pdata[i], ways));
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others_title), any);
  gtk_widget_set_visible (GTK_WIDGET (self->others), any);
  return any;
}

/* What was connected last stands above all, as long as nothing is searched for. */
static void
fill_recent (MwSystemPage *self, gboolean is_searching)
{
  g_autoptr (GPtrArray) recent = is_searching ? NULL : mw_recent_systems_dup (self->engine);
  gboolean any = recent != NULL && recent->len > 0;

  gtk_list_box_remove_all (self->recent);
  for (guint i = 0; any && i < recent->len; i++)
    gtk_list_box_append (self->recent, create_row (self, recent->pdata[i], TRUE));
  gtk_widget_set_visible (self->recent_title, any);
  gtk_widget_set_visible (GTK_WIDGET (self->recent), any);
  gtk_widget_set_visible (self->list_title, any);
}

static void
fill (MwSystemPage *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (MwCatalogSearch) found = NULL;
  gboolean any_other;

  gtk_list_box_remove_all (self->list);
  gtk_list_box_remove_all (self->others);
  if (!self->engine)
    return;
  fill_recent (self, *query != '\0');
  found = mw_catalog_search (mw_engine_get_catalog (self->engine), query);
  for (guint i = 0; i < found->systems->len; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (found->systems, i), FALSE));
  gtk_widget_set_visible (GTK_WIDGET (self->list), found->systems->len > 0);
  any_other = fill_others (self, found->others);
  gtk_stack_set_visible_child_name (self->stack, found->systems->len || any_other ? "list" : "nothing");
}

static void
on_row_activated (MwSystemPage *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "system"));
}

/* Enter in the search takes the first match of what stands there now: the list follows the typing a moment
 * later. */
static void
on_search_activate (MwSystemPage *self)
{
  GtkListBoxRow *row;

  fill (self);
  row = gtk_list_box_get_row_at_index (self->recent, 0);
  if (!row)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (!row)
    row = gtk_list_box_get_row_at_index (self->others, 0);
  if (row)
    on_row_activated (self, row);
}

static void
on_next_match (MwSystemPage *self)
{
  GtkListBox *list = gtk_widget_get_visible (GTK_WIDGET (self->recent)) ? self->recent
                     : gtk_widget_get_visible (GTK_WIDGET (self->list)) ? self->list
                                                                        : self->others;

  gtk_widget_child_focus (GTK_WIDGET (list), GTK_DIR_TAB_FORWARD);
}

static void
mw_system_page_dispose (GObject *object)
{
  MwSystemPage *self = MW_SYSTEM_PAGE (object);

  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_SYSTEM_PAGE);
  G_OBJECT_CLASS (mw_system_page_parent_class)->dispose (object);
}

static void
mw_system_page_class_init (MwSystemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_system_page_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_SYSTEM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, MW_TYPE_SYSTEM);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-system-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, search);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, recent_title);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, recent);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, list_title);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, list);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, others_title);
  gtk_widget_class_bind_template_child (widget_class, MwSystemPage, others);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_next_match);
}

static void
mw_system_page_init (MwSystemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Who types while a row has the focus means the search. */
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
}

/**
 * mw_system_page_set_engine:
 * @self: the page
 * @engine: whose catalog the systems come from
 *
 * Lists every system of the catalog that fits the search, those that were connected last above all.
 */
void
mw_system_page_set_engine (MwSystemPage *self, MwEngine *engine)
{
  g_set_object (&self->engine, engine);
  fill (self);
}
