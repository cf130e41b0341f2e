/* mw-test-remote-file.h: a GFile without a path, as over a network, whose bytes lie in a local file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#define MW_TYPE_TEST_REMOTE_FILE (mw_test_remote_file_get_type ())
G_DECLARE_FINAL_TYPE (MwTestRemoteFile, mw_test_remote_file, MW, TEST_REMOTE_FILE, GObject)

struct _MwTestRemoteFile
{
  GObject parent_instance;
  GFile *local;
};

static void mw_test_remote_file_iface_init (GFileIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwTestRemoteFile,
                               mw_test_remote_file,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_FILE, mw_test_remote_file_iface_init))

static void
mw_test_remote_file_finalize (GObject *object)
{
  g_clear_object (&MW_TEST_REMOTE_FILE (object)->local);
  G_OBJECT_CLASS (mw_test_remote_file_parent_class)->finalize (object);
}

static void
mw_test_remote_file_class_init (MwTestRemoteFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_test_remote_file_finalize;
}

static void
mw_test_remote_file_init (MwTestRemoteFile *self)
{
}

static char *
mw_test_remote_file_get_path (GFile *file)
{
  return NULL;
}

static GFileOutputStream *
mw_test_remote_file_create (GFile *file, GFileCreateFlags flags, GCancellable *cancellable, GError **error)
{
  return g_file_create (MW_TEST_REMOTE_FILE (file)->local, flags, cancellable, error);
}

static GFileOutputStream *
mw_test_remote_file_replace (GFile *file,
                             const char *etag,
                             gboolean make_backup,
                             GFileCreateFlags flags,
                             GCancellable *cancellable,
                             GError **error)
{
  return g_file_replace (MW_TEST_REMOTE_FILE (file)->local, etag, make_backup, flags, cancellable, error);
}

static gboolean
mw_test_remote_file_delete (GFile *file, GCancellable *cancellable, GError **error)
{
  return g_file_delete (MW_TEST_REMOTE_FILE (file)->local, cancellable, error);
}

static void
mw_test_remote_file_iface_init (GFileIface *iface)
{
  iface->get_path = mw_test_remote_file_get_path;
  iface->create = mw_test_remote_file_create;
  iface->replace = mw_test_remote_file_replace;
  iface->delete_file = mw_test_remote_file_delete;
}

static inline GFile *
mw_test_remote_file_new (const char *path)
{
  MwTestRemoteFile *self = g_object_new (MW_TYPE_TEST_REMOTE_FILE, NULL);

  self->local = g_file_new_for_path (path);
  return G_FILE (self);
}
