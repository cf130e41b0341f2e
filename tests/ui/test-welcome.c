/* test-welcome.c: the first screen, the list of systems, the form, the about dialog
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-ui-test.h"

#include "mw-connect-dialog.h"
#include "mw-form-page.h"
#include "mw-step-row.h"
#include "mw-system-page.h"
#include "mw-wording.h"

static guint
count_rows (GtkListBox *list)
{
  guint n_rows = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n_rows))
    n_rows++;
  return n_rows;
}

static void
test_welcome (void)
{
  MwUiTest *test = mw_ui_test_start ();
  int minimum;

  g_assert_cmpstr (gtk_stack_get_visible_child_name (mw_ui_child (test->window, "stack")), ==, "welcome");
  g_assert_nonnull (mw_ui_find (test->window, GTK_TYPE_LABEL, "Direct"));
  g_assert_nonnull (mw_ui_find (test->window, GTK_TYPE_LABEL, "Read-only"));
  g_assert_nonnull (mw_ui_find (test->window, GTK_TYPE_LABEL, "Nothing is lost or invented"));
  g_assert_nonnull (mw_ui_find (test->window, GTK_TYPE_LABEL, "Every failure says what to do"));
  g_assert_nonnull (mw_ui_find (test->window, GTK_TYPE_BUTTON, "Try the Demo Plant"));
  g_assert_nonnull (mw_ui_find (test->window, GTK_TYPE_BUTTON, "Add a System"));
  gtk_widget_measure (GTK_WIDGET (test->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  mw_ui_shot (test, "01-welcome");

  g_action_group_activate_action (G_ACTION_GROUP (test->application), "about", NULL);
  mw_ui_wait (ADW_IS_ABOUT_DIALOG (mw_ui_dialog (test)));
  mw_ui_shot (test, "02-about");
  adw_dialog_force_close (mw_ui_dialog (test));
  mw_ui_test_stop (test);
}

#define NOT_BUILT_IN "Not built in; possible through OData, REST or Makini"

static void
test_systems (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwCatalog *catalog = mw_engine_get_catalog (test->engine);
  MwConnectDialog *dialog;
  MwSystemPage *page;
  GtkListBox *list, *others;
  GtkEditable *search;

  mw_ui_click (test->window, "Add a System");
  mw_ui_wait (MW_IS_CONNECT_DIALOG (mw_ui_dialog (test)));
  dialog = MW_CONNECT_DIALOG (mw_ui_dialog (test));
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_IDLE);
  page = mw_ui_child (dialog, "system_page");
  list = mw_ui_child (page, "list");
  others = mw_ui_child (page, "others");
  search = mw_ui_child (page, "search");
  g_assert_cmpuint (mw_catalog_get_n_systems (catalog), >=, 2);
  g_assert_cmpuint (count_rows (list), ==, mw_catalog_get_n_systems (catalog));
  mw_ui_shot (test, "03-systems");

  gtk_editable_set_text (search, "openerp");
  mw_ui_wait (count_rows (list) == 1);
  g_assert_cmpuint (count_rows (others), ==, 0);
  g_assert_null (mw_ui_find (page, GTK_TYPE_LABEL, NOT_BUILT_IN));
  gtk_editable_set_text (search, "qqqq zzzz");
  mw_ui_wait (count_rows (list) == 0 && count_rows (others) == 0);
  g_assert_nonnull (mw_ui_find (dialog, ADW_TYPE_STATUS_PAGE, "No System Found"));
  mw_ui_shot (test, "04-no-system");
  /* A name without a file, typed with an error: a group of its own, which leads to what may read it. */
  gtk_editable_set_text (search, "erpnxt");
  mw_ui_wait (count_rows (others) == 1);
  g_assert_cmpuint (count_rows (list), ==, 0);
  g_assert_nonnull (mw_ui_find (page, GTK_TYPE_LABEL, NOT_BUILT_IN));
  mw_ui_shot (test, "04-other-system");
  gtk_editable_set_text (search, "odoo");
  mw_ui_wait (count_rows (list) >= 1);
  g_signal_emit_by_name (search, "activate");
  mw_ui_wait (mw_ui_find (dialog, MW_TYPE_FORM_PAGE, NULL) != NULL);
  mw_ui_shot (test, "05-form");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* The form asks for what the chosen sign-in needs, keeps what was typed, and names what is missing. */
static void
test_form (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (test->engine), "odoo");
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  MwFormPage *form;

  g_assert_nonnull (system);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, system);
  form = mw_ui_child (dialog, "form_page");
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (form)));
  g_assert_cmpstr (mw_form_page_get_text (form, "password"), ==, "");
  g_assert_null (mw_form_page_get_text (form, "key"));

  mw_form_page_type (form, "url", "https://erp.example.com");
  mw_form_page_type (form, "password", "typed once");
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_IDLE);
  mw_ui_click (dialog, "Connect");
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_IDLE);
  mw_ui_shot (test, "06-form-missing");

  adw_combo_row_set_selected (mw_ui_child (form, "sign_in"), 1);
  g_assert_cmpstr (mw_form_page_get_text (form, "key"), ==, "");
  g_assert_null (mw_form_page_get_text (form, "password"));
  g_assert_cmpstr (mw_form_page_get_text (form, "url"), ==, "https://erp.example.com");
  mw_form_page_type (form, "key", "not a key");
  mw_ui_click (dialog, "Connect");
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_IDLE);
  mw_form_page_type (form, "key", "0123456789abcdef0123456789abcdef01234567");
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_READY);
  mw_ui_shot (test, "07-form-key");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

static guint
assert_icons (const char *text, const char *place)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GRegex) regex = g_regex_new ("[a-z0-9-]+-symbolic", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n_icons = 0;

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL), n_icons++)
    {
      g_autofree char *name = g_match_info_fetch (match, 0);

      if (!gtk_icon_theme_has_icon (theme, name))
        g_error ("%s: there is no icon %s", place, name);
    }
  return n_icons;
}

static void
test_icons (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwModel *model = mw_engine_get_model (test->engine);
  g_auto (GStrv) files = g_resources_enumerate_children (MW_RESOURCE_PATH "/ui", 0, NULL);
  guint n_icons = 0;

  g_assert_nonnull (files);
  for (guint i = 0; files[i]; i++)
    {
      g_autofree char *path = g_build_path ("/", MW_RESOURCE_PATH "/ui", files[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);

      n_icons += assert_icons (g_bytes_get_data (bytes, NULL), files[i]);
    }
  g_assert_cmpuint (n_icons, >, 10);
  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    assert_icons (mw_entity_get_icon_name (mw_model_get_entity (model, i)),
                  mw_entity_get_id (mw_model_get_entity (model, i)));
  for (MwHealth health = MW_HEALTH_UNKNOWN; health <= MW_HEALTH_PAUSED; health++)
    g_assert_cmpuint (assert_icons (mw_health_get_icon (health), "health"), ==, 1);
  for (MwStepState state = MW_STEP_WAITING; state <= MW_STEP_FAILED; state++)
    if (state != MW_STEP_RUNNING)
      g_assert_cmpuint (assert_icons (mw_step_row_get_icon (state), "step"), ==, 1);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/welcome", test_welcome);
  g_test_add_func ("/ui/systems", test_systems);
  g_test_add_func ("/ui/form", test_form);
  g_test_add_func ("/ui/icons", test_icons);
  return mw_ui_test_run ();
}
