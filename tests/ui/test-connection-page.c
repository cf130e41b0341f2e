/* test-connection-page.c: all about a connection on one page; a sign-in that ends soon, one that is not kept,
 * and a changed certificate
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-certificate-dialog.h"
#include "mw-check-dialog.h"
#include "mw-connection-group.h"
#include "mw-connection-page.h"
#include "mw-connection-token.h"
#include "mw-ladder.h"
#include "mw-now.h"
#include "mw-sign-in-dialog.h"
#include "mw-test-certificates.h"
#include "mw-token-dialog.h"
#include "mw-token-life.h"

#include "connection/mw-workshop.h"

#define ENDS_AT 1900000000 /* 17 March 2030, 17:46:40 UTC */
#define WEEK    (7 * G_TIME_SPAN_DAY)

typedef struct
{
  MwUiTest *ui;
  MwWorkshop *workshop;
  MwConnection *connection;
} Shop;

static MwDraft *
dup_draft (Shop *shop)
{
  MwDraft *draft = mw_workshop_dup_draft (shop->workshop, shop->ui->engine, "password");

  mw_draft_set_keep_password (draft, FALSE);
  return draft;
}

static void
shop_connect (Shop *shop, MwDraft *draft)
{
  GListModel *connections = mw_engine_get_connections (shop->ui->engine);
  const guint before = g_list_model_get_n_items (connections);
  g_autoptr (MwLadder) ladder = mw_ladder_new (shop->ui->engine, draft);

  g_assert_true (mw_ui_await (mw_ladder_run (ladder)));
  g_assert_cmpuint (g_list_model_get_n_items (connections), ==, before + 1);
  shop->connection = g_list_model_get_item (connections, before);
}

static void
shop_open (Shop *shop, const char *pem)
{
  shop->workshop = mw_workshop_new (pem);
  shop->ui = mw_ui_test_start ();
}

static void
shop_close (Shop *shop)
{
  if (mw_ui_dialog (shop->ui))
    adw_dialog_force_close (mw_ui_dialog (shop->ui));
  g_atomic_int_set (&shop->workshop->token_ends, FALSE);
  g_assert_true (mw_ui_await (mw_engine_disconnect (shop->ui->engine, shop->connection)));
  g_clear_object (&shop->connection);
  mw_ui_test_stop (shop->ui);
  mw_workshop_free (shop->workshop);
}

static void
show_side (Shop *shop)
{
  adw_navigation_split_view_set_show_content (mw_ui_child (shop->ui->window, "split"), FALSE);
  mw_ui_settle ();
}

static MwConnectionGroup *
get_group (Shop *shop)
{
  MwConnectionGroup *group;

  show_side (shop);
  mw_ui_wait ((group = mw_ui_find (shop->ui->window, MW_TYPE_CONNECTION_GROUP, NULL)) != NULL);
  g_assert_true (mw_connection_group_get_connection (group) == shop->connection);
  return group;
}

/* As a person does: the name at the side. */
static MwConnectionPage *
open_page (Shop *shop)
{
  MwConnectionPage *page;

  g_signal_emit_by_name (mw_ui_child (get_group (shop), "head"), "clicked");
  mw_ui_wait ((page = mw_ui_find (shop->ui->window, MW_TYPE_CONNECTION_PAGE, NULL)) != NULL);
  g_assert_true (mw_connection_page_get_connection (page) == shop->connection);
  g_assert_null (mw_window_get_records_page (shop->ui->window));
  return page;
}

static MwRecordsPage *
open_records (Shop *shop)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (shop->connection);
  MwRecordsPage *page;

  mw_window_show_entity (shop->ui->window, shop->connection, g_ptr_array_index (entities, 0));
  adw_navigation_split_view_set_show_content (mw_ui_child (shop->ui->window, "split"), TRUE);
  mw_ui_wait ((page = mw_window_get_records_page (shop->ui->window)) != NULL);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE ||
              mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_FAILED);
  return page;
}

static const char *
get_row (gpointer page, const char *id)
{
  AdwActionRow *row = mw_ui_child (page, id);

  return gtk_widget_get_visible (GTK_WIDGET (row)) ? adw_action_row_get_subtitle (row) : NULL;
}

static gboolean
is_shown (gpointer page, const char *id)
{
  return gtk_widget_get_visible (mw_ui_child (page, id));
}

static gboolean
warns (gpointer page, const char *banners, const char *id)
{
  return adw_banner_get_revealed (mw_ui_child (mw_ui_child (page, banners), id));
}

/* What it is connected to, how it is, what helps: each once, and true. */
static void
test_page (void)
{
  Shop shop = { 0 };
  g_autoptr (MwDraft) draft = NULL;
  g_autofree char *place = NULL;
  MwConnectionPage *page;
  MwCheckDialog *dialog;

  shop_open (&shop, NULL);
  draft = dup_draft (&shop);
  shop_connect (&shop, draft);
  mw_connection_describe (shop.connection, "Plant 4", MW_ENVIRONMENT_TEST, MW_COLOUR_ORANGE);
  page = open_page (&shop);
  place = mw_connection_dup_token_place (shop.connection);
  g_assert_cmpstr (get_row (page, "name"), ==, "Plant 4");
  g_assert_true (is_shown (page, "test_mark"));
  g_assert_true (gtk_widget_has_css_class (mw_ui_child (page, "colour"), "mw-orange"));
  g_assert_cmpstr (get_row (page, "product"), ==, "Workshop 9.1");
  g_assert_cmpstr (get_row (page, "address"), ==, mw_connection_get_address (shop.connection));
  g_assert_cmpstr (get_row (page, "user"), ==, "anna");
  g_assert_null (get_row (page, "company"));
  g_assert_cmpstr (get_row (page, "place"), ==, place);
  g_assert_cmpstr (get_row (page, "life"), ==, "does not say how long it is valid; checked on use");
  g_assert_cmpstr (gtk_label_get_text (mw_ui_child (page, "health")), ==, "Working");
  g_assert_cmpstr (gtk_button_get_label (mw_ui_child (page, "main")), ==, "_Check Now");
  g_assert_false (is_shown (page, "check"));
  g_assert_true (is_shown (page, "sign_in_again"));
  g_assert_false (warns (page, "banner", "session"));
  mw_ui_shot (shop.ui, "b1-connection-page");

  /* The check can be stopped, and tells how it ends. */
  g_atomic_int_set (&shop.workshop->gate_me, TRUE);
  mw_ui_click (page, "Check Now");
  mw_ui_wait (MW_IS_CHECK_DIALOG (mw_ui_dialog (shop.ui)));
  dialog = MW_CHECK_DIALOG (mw_ui_dialog (shop.ui));
  mw_ui_click (dialog, "Cancel");
  mw_ui_wait (mw_ui_find (dialog, GTK_TYPE_BUTTON, "Check Again") != NULL);
  g_atomic_int_set (&shop.workshop->gate_me, FALSE);
  mw_fixture_server_open_gate (shop.workshop->server);
  g_atomic_int_set (&shop.workshop->token_ends, TRUE);
  mw_ui_click (dialog, "Check Again");
  mw_ui_wait (mw_connection_get_health (shop.connection) == MW_HEALTH_SIGN_IN_AGAIN);
  mw_ui_wait (mw_ui_find (dialog, GTK_TYPE_BUTTON, "Sign In Again…") != NULL);
  mw_ui_shot (shop.ui, "b2-check-failed");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_wait (mw_ui_dialog (shop.ui) == NULL);
  g_assert_cmpstr (gtk_label_get_text (mw_ui_child (page, "health")), ==, "Sign in again");
  g_assert_cmpstr (gtk_button_get_label (mw_ui_child (page, "main")), ==, "Sign In Again…");
  g_assert_true (is_shown (page, "check"));
  g_assert_false (is_shown (page, "sign_in_again"));
  mw_ui_shot (shop.ui, "b3-sign-in-again");
  mw_ui_click (page, "Sign In Again…");
  mw_ui_wait (MW_IS_SIGN_IN_DIALOG (mw_ui_dialog (shop.ui)));
  shop_close (&shop);
}

/* Records that were read stay, and above them stands how the connection is and where to read about it. */
static void
test_health_banner (void)
{
  Shop shop = { 0 };
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  MwRecordsPage *page;

  shop_open (&shop, NULL);
  draft = dup_draft (&shop);
  shop_connect (&shop, draft);
  page = open_records (&shop);
  g_assert_false (warns (page, "connection_banner", "health"));
  g_atomic_int_set (&shop.workshop->token_ends, TRUE);
  g_assert_false (mw_ui_await (mw_connection_check (shop.connection, steps)));
  mw_ui_wait (warns (page, "connection_banner", "health"));
  mw_ui_shot (shop.ui, "b4-health-banner");
  mw_ui_click (mw_ui_child (page, "connection_banner"), "Details");
  mw_ui_wait (mw_ui_find (shop.ui->window, MW_TYPE_CONNECTION_PAGE, NULL) != NULL);
  shop_close (&shop);
}

/* Seven days before its end, and not a moment sooner: on the page, above the records and at the side. */
static void
test_ends_soon (void)
{
  static const struct
  {
    gint64 before; /* the end */
    const char *mark;
    const char *life;
  } cases[] = {
    { WEEK + 1, NULL, "valid until 17 March; you will have to sign in again then" },
    { WEEK, "sign-in ends on 17 March", "valid until 17 March; you will have to sign in again then" },
    { 0, "sign-in ended on 17 March, 17:46", "ended on 17 March, 17:46; you have to sign in again" },
  };
  Shop shop = { 0 };
  g_autoptr (MwDraft) draft = NULL;

  shop_open (&shop, NULL);
  g_atomic_int_set (&shop.workshop->ends_at, ENDS_AT);
  draft = dup_draft (&shop);
  shop_connect (&shop, draft);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shot = g_strdup_printf ("b5-ends-%u", i);
      MwConnectionPage *page;
      MwConnectionGroup *group;
      gboolean is_short = cases[i].mark != NULL;

      mw_now_set_for_test ((gint64) ENDS_AT * G_USEC_PER_SEC - cases[i].before);
      g_object_notify (G_OBJECT (shop.connection), "token-ends-at");
      g_assert_cmpint (warns (open_records (&shop), "connection_banner", "life"), ==, is_short);
      group = get_group (&shop);
      g_assert_cmpint (gtk_widget_get_visible (mw_ui_child (group, "life_mark")), ==, is_short);
      if (is_short)
        g_assert_cmpstr (gtk_label_get_text (mw_ui_child (group, "life")), ==, cases[i].mark);
      page = open_page (&shop);
      g_assert_cmpint (warns (page, "banner", "life"), ==, is_short);
      g_assert_cmpint (is_shown (page, "life_icon"), ==, is_short);
      g_assert_cmpstr (get_row (page, "life"), ==, cases[i].life);
      mw_ui_shot (shop.ui, shot);
    }
  mw_ui_click (mw_ui_child (open_page (&shop), "banner"), "Sign In Again…");
  mw_ui_wait (MW_IS_SIGN_IN_DIALOG (mw_ui_dialog (shop.ui)));
  mw_now_set_for_test (0);
  shop_close (&shop);
}

/* Where the system offers it; asked first, and told afterwards. */
static void
test_revoke (void)
{
  Shop shop = { 0 };
  g_autoptr (MwDraft) draft = NULL;
  MwConnectionPage *page;

  shop_open (&shop, NULL);
  draft = dup_draft (&shop);
  shop_connect (&shop, draft);
  page = open_page (&shop);
  g_assert_true (is_shown (page, "revoke"));
  g_assert_false (is_shown (page, "rotate"));
  gtk_widget_activate_action (GTK_WIDGET (page), "win.revoke", "s", mw_connection_get_id (shop.connection));
  mw_ui_wait (MW_IS_TOKEN_DIALOG (mw_ui_dialog (shop.ui)));
  mw_ui_shot (shop.ui, "c2-revoke");
  g_assert_cmpuint (mw_fixture_server_count (shop.workshop->server, "/logout"), ==, 0);
  mw_ui_click (mw_ui_dialog (shop.ui), "Revoke");
  mw_ui_wait (ADW_IS_ALERT_DIALOG (mw_ui_dialog (shop.ui)));
  g_assert_cmpuint (mw_fixture_server_count (shop.workshop->server, "/logout"), ==, 1);
  mw_ui_shot (shop.ui, "c3-revoked");
  mw_ui_wait (mw_connection_get_health (shop.connection) == MW_HEALTH_SIGN_IN_AGAIN);
  shop_close (&shop);
}

/* The banner stays as long as it is true, and its one button makes an end of it. */
static void
test_session_only (void)
{
  Shop shop = { 0 };
  g_autoptr (MwDraft) draft = NULL;
  MwRecordsPage *records;
  MwConnectionPage *page;

  shop_open (&shop, NULL);
  draft = dup_draft (&shop);
  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  shop_connect (&shop, draft);
  g_assert_false (mw_connection_is_lasting (shop.connection));
  records = open_records (&shop);
  g_assert_true (warns (records, "connection_banner", "session"));
  mw_ui_shot (shop.ui, "b6-session-only");
  page = open_page (&shop);
  g_assert_true (warns (page, "banner", "session"));
  mw_ui_shot (shop.ui, "b7-session-only-page");

  mw_ui_click (mw_ui_child (page, "banner"), "Store in the Keyring");
  mw_ui_wait (mw_connection_is_lasting (shop.connection));
  mw_ui_wait (!warns (page, "banner", "session"));
  g_assert_false (gtk_widget_get_visible (mw_ui_child (get_group (&shop), "session_mark")));
  shop_close (&shop);
}

static MwCertificateDialog *
open_certificate (Shop *shop, gpointer page)
{
  mw_ui_click (page, "Trust This Certificate…");
  mw_ui_wait (MW_IS_CERTIFICATE_DIALOG (mw_ui_dialog (shop->ui)));
  return MW_CERTIFICATE_DIALOG (mw_ui_dialog (shop->ui));
}

static char *
dup_fingerprint (const char *pem)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);

  return mw_certificate_dup_fingerprint (certificate);
}

/* Both fingerprints are there to compare; until somebody agrees nothing is sent and the old one is trusted.
 */
static void
test_certificate (void)
{
  Shop shop = { 0 };
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwCertificate) first = NULL;
  g_autofree char *new_one = dup_fingerprint (MW_TEST_CERTIFICATE_SECOND);
  g_autofree char *old_one = dup_fingerprint (MW_TEST_CERTIFICATE_LOCAL);
  MwCertificateDialog *dialog;
  MwConnectionPage *page;
  GtkWidget *shown;
  gsize n_bytes;

  shop_open (&shop, MW_TEST_CERTIFICATE_LOCAL);
  draft = dup_draft (&shop);
  ladder = mw_ladder_new (shop.ui->engine, draft);
  g_assert_false (mw_ui_await (mw_ladder_run (ladder)));
  first = mw_ladder_dup_certificate (ladder);
  g_assert_cmpstr (first->fingerprint, ==, old_one);
  mw_draft_set_certificate (draft, first);
  shop_connect (&shop, draft);
  g_assert_cmpint (mw_reading_get_state (mw_records_page_get_reading (open_records (&shop))), ==,
                   MW_READING_DONE);

  mw_fixture_server_set_certificate (shop.workshop->server, MW_TEST_CERTIFICATE_SECOND);
  n_bytes = mw_fixture_server_get_n_bytes (shop.workshop->server);
  page = open_page (&shop);
  mw_ui_click (page, "Check Now");
  mw_ui_wait (mw_connection_get_health (shop.connection) == MW_HEALTH_NOT_REACHABLE);
  adw_dialog_force_close (mw_ui_dialog (shop.ui));
  mw_ui_shot (shop.ui, "b9-certificate-changed");
  dialog = open_certificate (&shop, page);
  shown = gtk_widget_get_first_child (adw_dialog_get_child (ADW_DIALOG (dialog)));
  mw_ui_wait ((shown = mw_ui_find (dialog, g_type_from_name ("MwCertificatePage"), NULL)) != NULL);
  g_assert_cmpstr (get_row (shown, "fingerprint"), ==, new_one);
  g_assert_cmpstr (get_row (shown, "before"), ==, old_one);
  g_assert_nonnull (get_row (shown, "issuer"));
  g_assert_nonnull (get_row (shown, "validity"));
  g_assert_nonnull (
    strstr (gtk_label_get_text (mw_ui_child (shown, "reason")), "another one than you trusted"));
  mw_ui_shot (shop.ui, "c1-certificate-dialog");
  mw_ui_click (dialog, "Do Not Trust It");
  mw_ui_wait (mw_ui_dialog (shop.ui) == NULL);
  mw_fixture_server_set_certificate (shop.workshop->server, MW_TEST_CERTIFICATE_LOCAL);
  g_assert_cmpuint (mw_fixture_server_get_n_bytes (shop.workshop->server), ==, n_bytes);
  {
    g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);

    g_assert_true (mw_ui_await (mw_connection_check (shop.connection, steps)));
  }

  /* And when somebody agrees, it goes on with exactly the new one. */
  mw_fixture_server_set_certificate (shop.workshop->server, MW_TEST_CERTIFICATE_SECOND);
  mw_ui_click (page, "Check Now");
  mw_ui_wait (mw_connection_get_health (shop.connection) == MW_HEALTH_NOT_REACHABLE);
  mw_ui_wait (mw_ui_find (mw_ui_dialog (shop.ui), GTK_TYPE_BUTTON, "Trust This Certificate…") != NULL);
  dialog = open_certificate (&shop, mw_ui_dialog (shop.ui));
  mw_ui_click (dialog, "Trust This Certificate");
  mw_ui_wait (mw_connection_get_health (shop.connection) == MW_HEALTH_WORKING);
  mw_ui_wait (MW_IS_CHECK_DIALOG (mw_ui_dialog (shop.ui)));
  shop_close (&shop);
}

int
main (int argc, char **argv)
{
  int code;

  g_setenv ("TZ", "UTC", TRUE);
  code = mw_ui_test_init (&argc, &argv);
  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/connection-page/page", test_page);
  g_test_add_func ("/ui/connection-page/health-banner", test_health_banner);
  g_test_add_func ("/ui/connection-page/ends-soon", test_ends_soon);
  g_test_add_func ("/ui/connection-page/revoke", test_revoke);
  g_test_add_func ("/ui/connection-page/session-only", test_session_only);
  g_test_add_func ("/ui/connection-page/certificate", test_certificate);
  return mw_ui_test_run ();
}
