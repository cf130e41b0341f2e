/* test-newcomer.c: somebody who never saw the wizard, with every system and every way to sign in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-ui-test.h"

#include "mw-connect-dialog.h"
#include "mw-form-page.h"
#include "mw-form-row.h"
#include "mw-guide-view.h"
#include "mw-ladder-page.h"
#include "mw-test-resolver.h"

#define MAX_CLICKS 6

typedef struct
{
  MwUiTest *test;
  MwConnectDialog *dialog;
  MwFormPage *form;
  MwSystem *system;
  const MwSignIn *sign_in;
  char *refused;     /* an address of this computer where nobody listens */
  guint n_clicks;    /* since the system was chosen */
  GString *states;   /* in the order they were seen */
  GPtrArray *rows;   /* of MwFormRow: those that are shown */
  GPtrArray *values; /* what was typed into them */
} Newcomer;

static void
see_state (Newcomer *self, MwConnectState state)
{
  g_assert_cmpstr (mw_connect_state_get_name (mw_connect_dialog_get_state (self->dialog)), ==,
                   mw_connect_state_get_name (state));
  g_string_append_printf (self->states, "%s%s", self->states->len > 0 ? " " : "",
                          mw_connect_state_get_name (state));
}

static void
collect_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (MW_IS_FORM_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

static MwFormRow *
find_row (Newcomer *self, const char *field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (mw_form_row_get_field (self->rows->pdata[i])->id, field) == 0)
      return self->rows->pdata[i];
  return NULL;
}

/* Opens the wizard, types part of the name, looks at what the row says, and presses Enter. */
static void
choose_system (Newcomer *self)
{
  const char *name = mw_system_get_name (self->system);
  g_autofree char *part = g_utf8_substring (name, 0, MAX (4, g_utf8_strlen (name, -1) - 2));
  guint n_needs, n_dead_ends;
  GtkWidget *page, *list;
  GtkListBoxRow *row;

  gtk_widget_activate_action (GTK_WIDGET (self->test->window), "win.add-system", NULL);
  mw_ui_wait (MW_IS_CONNECT_DIALOG (mw_ui_dialog (self->test)));
  self->dialog = MW_CONNECT_DIALOG (mw_ui_dialog (self->test));
  self->form = mw_ui_child (self->dialog, "form_page");
  page = mw_ui_child (self->dialog, "system_page");
  list = mw_ui_child (page, "list");
  see_state (self, MW_CONNECT_IDLE);
  gtk_editable_set_text (mw_ui_child (page, "search"), part);
  mw_ui_wait ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)) != NULL &&
              gtk_widget_get_mapped (GTK_WIDGET (row)) &&
              g_object_get_data (G_OBJECT (row), "system") == self->system);
  mw_system_get_needs (self->system, &n_needs);
  mw_system_get_dead_ends (self->system, &n_dead_ends);
  /* Title and tier; what one needs and what cannot work, where the file says it; and what one sees. */
  {
    guint n_lines = 0;

    for (GtkWidget *line =
           gtk_widget_get_first_child (gtk_widget_get_first_child (gtk_list_box_row_get_child (row)));
         line; line = gtk_widget_get_next_sibling (line))
      n_lines++;
    g_assert_cmpuint (n_lines, ==, 3u + (n_needs > 0) + (n_dead_ends > 0));
  }
  g_signal_emit_by_name (mw_ui_child (page, "search"), "activate");
}

static void
choose_sign_in (Newcomer *self)
{
  guint n_sign_ins, position;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (self->system, &n_sign_ins);

  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self->form)));
  position = (guint) (self->sign_in - sign_ins);
  if (position > 0)
    {
      /* Opening the list, and taking one. */
      self->n_clicks += 2;
      adw_combo_row_set_selected (mw_ui_child (self->form, "sign_in"), position);
    }
  g_ptr_array_set_size (self->rows, 0);
  collect_rows (mw_ui_child (self->form, "fields"), self->rows);
  g_assert_cmpuint (self->rows->len, >, 0);
}

/* Where a password is all that is needed, it is what is offered first. */
static void
assert_password_first (MwSystem *system)
{
  guint n_needs, n_sign_ins;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);
  const MwSignIn *first = mw_system_get_sign_ins (system, &n_sign_ins);
  gboolean works = FALSE, is_first = FALSE;

  for (guint i = 0; i < n_needs; i++)
    if (g_str_equal (needs[i].need, "password"))
      {
        works = TRUE;
        is_first |= mw_need_is_for (&needs[i], first);
      }
  if (works && !is_first)
    g_error ("%s: a password works, and is not offered first", mw_system_get_id (system));
}

static char *
dup_step (Newcomer *self, const char *field)
{
  guint n_steps, number = 0;
  const MwGuideStep *steps = mw_system_get_guide (self->system, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    {
      if (!mw_system_has_step (self->system, &steps[i], self->sign_in))
        continue;
      number++;
      if (g_strcmp0 (steps[i].field, field) == 0)
        return g_strdup_printf ("%u. %s", number, steps[i].title);
    }
  return NULL;
}

static gboolean
has_focus (Newcomer *self, MwFormRow *row)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->test->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (row));
}

/* Each field can be reached, and the guide shows what belongs to it. Answers how many have a step. */
static guint
look_around (Newcomer *self)
{
  MwGuideView *guide = mw_ui_child (self->form, "guide_wide");
  guint n_needs, n_explained = 0;

  mw_system_get_needs (self->system, &n_needs);
  if (n_needs > 0 && gtk_widget_get_mapped (GTK_WIDGET (guide)))
    g_assert_nonnull (mw_ui_find (guide, GTK_TYPE_BUTTON, "For Your Administrator…"));
  for (guint i = 0; i < self->rows->len; i++)
    {
      MwFormRow *row = self->rows->pdata[i];
      g_autofree char *step = dup_step (self, mw_form_row_get_field (row)->id);

      mw_form_row_focus (row);
      mw_ui_wait (has_focus (self, row));
      mw_ui_settle ();
      g_assert_cmpstr (mw_guide_view_get_current (guide), ==, step);
      n_explained += step != NULL;
    }
  return n_explained;
}

/* Something that the field takes. */
static char *
dup_made_up (Newcomer *self, const MwFormField *field)
{
  const char *const candidates[] = { self->refused,
                                     "https://127.0.0.1:9/made/up",
                                     "acme",
                                     "0123456789abcdef0123456789abcdef01234567",
                                     "11112222-bbbb-3333-cccc-4444dddd5555",
                                     "100",
                                     "erp" };
  g_autoptr (MwDraft) draft = mw_draft_new (self->system);

  if (field->preset)
    return g_strdup (field->preset);
  mw_draft_set_sign_in (draft, self->sign_in);
  for (guint i = field->kind == MW_FORM_FIELD_URL ? 0 : 1; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autofree char *problem = NULL;

      if (field->kind != MW_FORM_FIELD_URL && !field->pattern && strstr (candidates[i], "://"))
        continue;
      mw_draft_set_value (draft, field->id, candidates[i]);
      problem = mw_draft_dup_problem (draft, field->id);
      if (!problem)
        return g_strdup (candidates[i]);
    }
  g_error ("%s: nothing fits %s", mw_system_get_id (self->system), field->id);
}

static void
fill_in (Newcomer *self)
{
  g_ptr_array_set_size (self->values, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const MwFormField *field = mw_form_row_get_field (self->rows->pdata[i]);
      char *value = dup_made_up (self, field);

      g_ptr_array_add (self->values, value);
      mw_form_page_type (self->form, field->id, value);
      g_assert_null (mw_form_row_get_error (self->rows->pdata[i]));
    }
  see_state (self, MW_CONNECT_READY);
}

static void
assert_as_typed (Newcomer *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    g_assert_cmpstr (mw_form_page_get_text (self->form, mw_form_row_get_field (self->rows->pdata[i])->id), ==,
                     self->values->pdata[i]);
}

/* What is told names something to do: a field to look at, a person to ask, or when to try again. */
static const char *
dup_next (const MwAdvice *advice)
{
  static const char *const people[] = { "dministrator", "IT department", "whoever", "Whoever" };

  if (advice->action == MW_ADVICE_CHECK_FIELD && advice->field)
    return "field";
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (strstr (advice->body, people[i]))
      return "person";
  return advice->action == MW_ADVICE_TRY_AGAIN || strstr (advice->body, "try again") ? "wait" : NULL;
}

/* Nothing answers: the sentence says what to do, and the form is as it was. */
static const char *
fail (Newcomer *self)
{
  MwLadderPage *ladder = mw_ui_child (self->dialog, "ladder_page");
  const MwAdvice *advice;
  const char *next;
  g_autofree char *field = NULL;

  self->n_clicks++;
  mw_ui_click (self->form, mw_system_is_general (self->system) ? "Find the Lists" : "Connect");
  mw_ui_wait (mw_connect_dialog_get_state (self->dialog) == MW_CONNECT_ERROR);
  g_string_append (self->states, " busy");
  see_state (self, MW_CONNECT_ERROR);
  advice = mw_ladder_page_get_advice (ladder);
  g_assert_nonnull (mw_ui_find (ladder, GTK_TYPE_LABEL, advice->title));
  g_assert_true (advice->action != MW_ADVICE_CHECK_FIELD || advice->field);
  next = dup_next (advice);
  if (!next)
    g_error ("%s, %s: says only: %s %s", mw_system_get_id (self->system), self->sign_in->id, advice->title,
             advice->body);
  self->n_clicks++;
  if (advice->action == MW_ADVICE_CHECK_FIELD)
    {
      field = g_strdup (advice->field);
      g_assert_true (mw_ladder_page_act (ladder));
    }
  else
    {
      mw_ui_click (ladder, "Back to the Form");
    }
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self->form)));
  see_state (self, MW_CONNECT_READY);
  assert_as_typed (self);
  if (field)
    {
      g_assert_nonnull (find_row (self, field));
      g_assert_nonnull (mw_form_row_get_error (find_row (self, field)));
    }
  return next;
}

static void
try_sign_in (Newcomer *self)
{
  const char *next;
  guint n_explained;

  self->n_clicks = 0;
  g_string_set_size (self->states, 0);
  choose_system (self);
  choose_sign_in (self);
  n_explained = look_around (self);
  fill_in (self);
  next = fail (self);
  g_test_message ("%-18s %-18s %2u fields, %2u with a step, %u clicks, names a %-6s: %s",
                  mw_system_get_id (self->system), self->sign_in->id, self->rows->len, n_explained,
                  self->n_clicks, next, self->states->str);
  g_assert_cmpuint (self->n_clicks, <=, MAX_CLICKS);
  adw_dialog_force_close (ADW_DIALOG (self->dialog));
  mw_ui_wait (mw_ui_dialog (self->test) == NULL);
}

static void
set_up (Newcomer *self)
{
  *self = (Newcomer) { .test = mw_ui_test_start (),
                       .states = g_string_new (NULL),
                       .rows = g_ptr_array_new (),
                       .values = g_ptr_array_new_with_free_func (g_free) };
}

static void
tear_down (Newcomer *self)
{
  mw_ui_test_stop (self->test);
  g_string_free (self->states, TRUE);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->values);
  g_free (self->refused);
}

/* An address that is taken, and where nobody listens. */
static GSocket *
take_port (Newcomer *self)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) taken = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  taken = g_socket_get_local_address (socket, NULL);
  self->refused = g_strdup_printf ("http://127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken)));
  return socket;
}

static void
test_every_sign_in (void)
{
  Newcomer self;
  MwCatalog *catalog;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  guint n_tried = 0;

  set_up (&self);
  socket = take_port (&self);
  mw_test_resolver_install ();
  catalog = mw_engine_get_catalog (self.test->engine);
  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      guint n_sign_ins, n_fields;
      const MwSignIn *sign_ins;

      self.system = mw_catalog_get_system (catalog, i);
      sign_ins = mw_system_get_sign_ins (self.system, &n_sign_ins);
      mw_system_get_form (self.system, &n_fields);
      assert_password_first (self.system);
      for (guint k = 0; k < n_sign_ins && n_fields > 0; k++, n_tried++)
        {
          self.sign_in = &sign_ins[k];
          try_sign_in (&self);
        }
    }
  g_assert_cmpuint (n_tried, >, 20);
  g_resolver_set_default (usual);
  tear_down (&self);
}

/* What is typed on a real server; the environment has the rest. */
typedef struct
{
  const char *system;
  const char *variables; /* "MW_TEST_ODOO": _URL, _DB, _USER, _PASSWORD */
} Real;

static char *
dup_variable (const Real *real, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s_%s", real->variables, what);

  return g_strdup (g_getenv (name));
}

static void
type_real (Newcomer *self, const Real *real)
{
  static const struct
  {
    const char *field;
    const char *variable;
  } typed[] = { { "url", "URL" }, { "database", "DB" }, { "user", "USER" }, { "password", "PASSWORD" } };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *value = dup_variable (real, typed[i].variable);

      mw_form_page_type (self->form, typed[i].field, value);
    }
}

static GtkWidget *
find_main_button (Newcomer *self)
{
  GtkWidget *load = mw_ui_find (self->dialog, GTK_TYPE_BUTTON, "Load");

  return load ? load : mw_ui_find (self->dialog, GTK_TYPE_BUTTON, "Go On");
}

/* Whichever pages come: company, warnings of the check, what to load. On each the main button is right. */
static void
go_through (Newcomer *self, const Real *real)
{
  GtkWidget *button = NULL;

  while (mw_ui_dialog (self->test) != NULL)
    {
      g_autofree char *shot = g_strdup_printf ("170-%s-%u", real->system, self->n_clicks);

      mw_ui_wait (mw_ui_dialog (self->test) == NULL || (button = find_main_button (self)) != NULL ||
                  mw_connect_dialog_get_state (self->dialog) == MW_CONNECT_ERROR);
      if (mw_ui_dialog (self->test) == NULL)
        break;
      g_assert_cmpint (mw_connect_dialog_get_state (self->dialog), !=, MW_CONNECT_ERROR);
      mw_ui_shot (self->test, shot);
      self->n_clicks++;
      g_object_add_weak_pointer (G_OBJECT (button), (gpointer *) &button);
      g_signal_emit_by_name (button, "clicked");
      mw_ui_wait (button == NULL || !gtk_widget_get_mapped (button));
      g_clear_weak_pointer (&button);
    }
}

/* From the chosen system to the first table, on a real server. */
static void
test_real (gconstpointer data)
{
  const Real *real = data;
  g_autofree char *url = dup_variable (real, "URL");
  MwRecordsPage *page = NULL;
  Newcomer self;
  guint n_sign_ins;

  if (!url)
    {
      g_test_skip ("there is no server");
      return;
    }
  set_up (&self);
  self.system = mw_catalog_find (mw_engine_get_catalog (self.test->engine), real->system);
  self.sign_in = mw_system_get_sign_ins (self.system, &n_sign_ins);
  choose_system (&self);
  choose_sign_in (&self);
  type_real (&self, real);
  see_state (&self, MW_CONNECT_READY);
  mw_ui_shot (self.test, real->system);
  self.n_clicks++;
  mw_ui_click (self.form, "Connect");
  go_through (&self, real);
  mw_ui_wait ((page = mw_window_get_records_page (self.test->window)) != NULL &&
              mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_records_page_get_reading (page)), >, 0);
  g_test_message ("%s: %u clicks to %u rows", real->system, self.n_clicks,
                  mw_reading_get_n_rows (mw_records_page_get_reading (page)));
  g_assert_cmpuint (self.n_clicks, <=, MAX_CLICKS);
  g_assert_true (
    mw_ui_await (mw_engine_disconnect (self.test->engine, mw_records_page_get_connection (page))));
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  static const Real reals[] = { { "odoo", "MW_TEST_ODOO" }, { "tryton", "MW_TEST_TRYTON" } };
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/newcomer/every-sign-in", test_every_sign_in);
  for (guint i = 0; i < G_N_ELEMENTS (reals); i++)
    {
      g_autofree char *name = g_strconcat ("/ui/newcomer/real-", reals[i].system, NULL);

      g_test_add_data_func (name, &reals[i], test_real);
    }
  return mw_ui_test_run ();
}
