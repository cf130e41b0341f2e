/* test-user-systems.c: a system file of the user's sends nothing before the user has allowed it as it is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice.h"
#include "mw-connection-file.h"
#include "mw-ladder.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"
#include "mw-user-consent.h"
#include "mw-user-files.h"
#include "mw-user-systems.h"
#include "mw-workshop.h"

#define MINE(revision, more)                                                                                 \
  "{\"format\": 1, \"revision\": " #revision ", \"id\": \"mine\", \"name\": \"My plant\", \"extends\": "     \
  "\"workshop\"" more "}"

static char *
dup_path (const char *name)
{
  g_autofree char *directory = mw_user_files_dup_directory ();

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  return g_build_filename (directory, name, NULL);
}

static void
write_mine (const char *text)
{
  g_autofree char *path = dup_path ("mine.json");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static MwSystem *
find_mine (MwEngine *engine)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "mine");

  g_assert_nonnull (system);
  return system;
}

static MwConnection *
connect_mine (MwEngine *engine, MwWorkshop *workshop, GError **error)
{
  g_autoptr (MwDraft) draft = mw_draft_new (find_mine (engine));
  g_autofree char *url = mw_fixture_server_dup_uri (workshop->server, "/");
  g_autoptr (MwLadder) ladder = NULL;

  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", MW_WORKSHOP_PASSWORD);
  ladder = mw_ladder_new (engine, draft);
  return dex_await_object (mw_ladder_run (ladder), error);
}

static void
allow (MwEngine *engine, MwSystem *system)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_user_systems_allow (engine, system, FALSE), &error);
  g_assert_no_error (error);
  g_assert_true (mw_system_is_allowed (system));
}

static DexFuture *
allow_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = NULL;
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (MwLadderStep) step = NULL;
  g_autofree char *change = NULL;
  guint n_connections;

  /* New: not a byte is sent. */
  write_mine (MINE (1, ""));
  engine = mw_workshop_load_engine ();
  g_assert_null (connect_mine (engine, workshop, &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (mw_fixture_server_get_n_connections (workshop->server), ==, 0);
  advice = mw_advice_new (error, find_mine (engine), NULL);
  g_assert_cmpstr (advice->title, ==, "The system file of My plant is not allowed as it is now");
  g_assert_cmpint (advice->action, ==, MW_ADVICE_ALLOW_FILE);
  g_clear_error (&error);

  allow (engine, find_mine (engine));
  connection = connect_mine (engine, workshop, &error);
  g_assert_no_error (error);
  g_assert_nonnull (connection);
  g_assert_null (mw_connection_dup_change (connection));
  g_clear_object (&connection);
  g_clear_object (&engine);

  /* The next start: the same bytes are still allowed. */
  engine = mw_workshop_load_engine ();
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 1);
  connection = g_list_model_get_item (mw_engine_get_connections (engine), 0);
  g_assert_true (dex_await_boolean (mw_connection_check (connection, steps), &error));
  g_assert_no_error (error);
  g_clear_object (&connection);
  g_clear_object (&engine);

  /* Another byte: asked again, although the revision says that nothing has changed. */
  write_mine (MINE (1, " "));
  engine = mw_workshop_load_engine ();
  connection = g_list_model_get_item (mw_engine_get_connections (engine), 0);
  n_connections = mw_fixture_server_get_n_connections (workshop->server);
  g_assert_false (dex_await_boolean (mw_connection_check (connection, steps), &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (mw_fixture_server_get_n_connections (workshop->server), ==, n_connections);
  g_clear_error (&error);
  allow (engine, find_mine (engine));
  g_list_store_remove_all (steps);
  g_assert_true (dex_await_boolean (mw_connection_check (connection, steps), &error));
  g_assert_no_error (error);
  /* And the connection says that it was made with another one. */
  step = g_list_model_get_item (G_LIST_MODEL (steps), 0);
  g_assert_cmpint (mw_ladder_step_get_state (step), ==, MW_STEP_WARNING);
  change = mw_connection_dup_change (connection);
  g_assert_cmpstr (mw_ladder_step_get_detail (step), ==, change);
  g_assert_nonnull (strstr (change, "My plant has changed since the connection was made"));

  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

static void
test_allow (void)
{
  g_autofree char *path = NULL;

  mw_test_run_fiber (allow_fiber, NULL);
  path = dup_path ("mine.json");
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* A connection that was made with a file of the user's does not become one of a built-in system that takes
 * the id later, nor the other way round. */
static DexFuture *
take_over_fiber (gpointer data)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autoptr (MwConnectionFile) file = mw_connection_file_new ();
  g_autoptr (MwEngine) engine = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GError) error = NULL;

  file->id = g_uuid_string_random ();
  file->system = g_strdup ("workshop");
  file->sha256 = g_strnfill (64, 'a');
  file->sign_in = g_strdup ("key");
  file->label = g_strdup ("Mine");
  file->store = mw_secret_stores_get_lasting ();
  mw_variables_set_text (file->settings, "url", "https://erp.example.com");
  g_assert_true (mw_connection_file_save (file, directory, &error));
  engine = mw_workshop_load_engine ();
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);
  problems = mw_engine_dup_problems (engine);
  g_assert_cmpuint (g_strv_length (problems), ==, 1);
  g_assert_nonnull (strstr (problems[0], "“Mine” is of a system that this Millwright does not know"));
  g_assert_true (mw_connection_file_remove (directory, file->id, &error));
  return dex_future_new_true ();
}

static void
test_take_over (void)
{
  mw_test_run_fiber (take_over_fiber, NULL);
}

/* Bad files are problems with a sentence each; everything else goes on. */
static DexFuture *
problems_fiber (gpointer data)
{
  g_autofree char *bad = dup_path ("bad.json");
  g_autofree char *newer = dup_path ("newer.json");
  g_autoptr (MwEngine) engine = NULL;
  g_auto (GStrv) problems = NULL;

  g_assert_true (g_file_set_contents (bad, "{\"format\": 1, \"colour\": 1}", -1, NULL));
  g_assert_true (g_file_set_contents (newer, "{\"format\": 2}", -1, NULL));
  engine = mw_workshop_load_engine ();
  problems = mw_engine_dup_problems (engine);
  g_assert_cmpuint (g_strv_length (problems), ==, 2);
  g_assert_cmpstr (
    problems[0], ==,
    "A system file of yours cannot be used. It was left as it is: bad.json: colour: unknown key");
  g_assert_cmpstr (
    problems[1], ==,
    "A system file of yours needs a newer Millwright. It was left as it is: newer.json: format: 2 "
    "is newer than this program, which reads 1");
  g_assert_nonnull (mw_catalog_find (mw_engine_get_catalog (engine), "workshop"));
  g_assert_cmpint (g_remove (bad), ==, 0);
  g_assert_cmpint (g_remove (newer), ==, 0);
  return dex_future_new_true ();
}

static void
test_problems (void)
{
  mw_test_run_fiber (problems_fiber, NULL);
}

static DexFuture *
elsewhere_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autofree char *folder = g_dir_make_tmp ("mw-elsewhere-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.json", NULL);
  g_autofree char *place = dup_path ("mine.json");
  g_autofree char *copied = NULL;
  g_autoptr (MwSystem) system = NULL;
  g_autoptr (MwSystem) again = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (g_file_set_contents (path, "{\"format\": 2}", -1, NULL));
  g_assert_null (dex_await_object (mw_user_systems_read (engine, path), &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_USER_FILE_NEWER);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "{", -1, NULL));
  g_assert_null (dex_await_object (mw_user_systems_read (engine, path), &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_USER_FILE);
  g_clear_error (&error);

  /* What was looked at is what is allowed: not what the file has become meanwhile. */
  g_assert_true (g_file_set_contents (path, MINE (1, ""), -1, NULL));
  system = dex_await_object (mw_user_systems_read (engine, path), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, MINE (2, ""), -1, NULL));
  g_assert_false (dex_await_boolean (mw_user_systems_allow (engine, system, FALSE), &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_ALLOWED);
  g_assert_false (mw_system_is_allowed (system));
  g_assert_false (g_file_test (place, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, MINE (1, ""), -1, NULL));
  allow (engine, system);
  g_assert_true (find_mine (engine) == system);
  g_assert_true (g_file_get_contents (place, &copied, NULL, NULL));
  g_assert_cmpstr (copied, ==, MINE (1, ""));
  g_assert_cmpint (g_stat (place, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  /* Another file of that name is not written over unless that is wanted. */
  g_assert_true (g_file_set_contents (path, MINE (3, ""), -1, NULL));
  again = dex_await_object (mw_user_systems_read (engine, path), &error);
  g_assert_no_error (error);
  g_assert_false (dex_await_boolean (mw_user_systems_allow (engine, again, FALSE), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (dex_await_boolean (mw_user_systems_allow (engine, again, TRUE), &error));
  g_assert_cmpuint (mw_system_get_revision (find_mine (engine)), ==, 3);
  g_assert_cmpint (g_remove (place), ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_rmdir (folder);
  return dex_future_new_true ();
}

static void
test_elsewhere (void)
{
  mw_test_run_fiber (elsewhere_fiber, NULL);
}

/* What the user has just made with this program is allowed as it is written. */
static DexFuture *
install_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autofree char *place = dup_path ("mine.json");
  g_autoptr (MwSystem) system = NULL;
  g_autoptr (GHashTable) allowed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_await_object (mw_user_systems_install (engine, "other", MINE (1, ""), FALSE), &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_USER_FILE);
  g_clear_error (&error);
  system = dex_await_object (mw_user_systems_install (engine, "mine", MINE (1, ""), FALSE), &error);
  g_assert_no_error (error);
  g_assert_true (mw_system_is_allowed (system));
  g_assert_true (find_mine (engine) == system);
  allowed = mw_user_consent_load ();
  g_assert_cmpstr (g_hash_table_lookup (allowed, "mine"), ==, mw_system_get_sha256 (system));
  g_assert_null (dex_await_object (mw_user_systems_install (engine, "mine", MINE (2, ""), FALSE), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_cmpint (g_remove (place), ==, 0);
  return dex_future_new_true ();
}

static void
test_install (void)
{
  mw_test_run_fiber (install_fiber, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_func ("/user-systems/allow", test_allow);
  g_test_add_func ("/user-systems/take-over", test_take_over);
  g_test_add_func ("/user-systems/problems", test_problems);
  g_test_add_func ("/user-systems/elsewhere", test_elsewhere);
  g_test_add_func ("/user-systems/install", test_install);
  result = g_test_run ();
  mw_test_remove_tree (home);
  return result;
}
