/* mw-test-resolver.c: names as a test wants them, so that none leaves this computer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-resolver.h"

#define MW_TYPE_TEST_RESOLVER (mw_test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (MwTestResolver, mw_test_resolver, MW, TEST_RESOLVER, GResolver)

struct _MwTestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (MwTestResolver, mw_test_resolver, G_TYPE_RESOLVER)

/* Atomic: asked on the network's thread. */
static int is_known;
static int n_asked;

static GList *
look_up (GResolver *resolver,
         const char *name,
         GResolverNameLookupFlags flags,
         GCancellable *cancellable,
         GError **error)
{
  g_atomic_int_inc (&n_asked);
  if (g_atomic_int_get (&is_known) && (flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY) == 0)
    return g_list_append (NULL, g_inet_address_new_from_string ("127.0.0.1"));
  g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "%s is not known", name);
  return NULL;
}

static GList *
look_up_any (GResolver *resolver, const char *name, GCancellable *cancellable, GError **error)
{
  return look_up (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, error);
}

static void
free_addresses (gpointer data)
{
  g_resolver_free_addresses (data);
}

static void
look_up_async (GResolver *resolver,
               const char *name,
               GResolverNameLookupFlags flags,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);
  GError *error = NULL;
  GList *addresses = look_up (resolver, name, flags, cancellable, &error);

  if (addresses != NULL)
    g_task_return_pointer (task, addresses, free_addresses);
  else
    g_task_return_error (task, error);
}

static void
look_up_any_async (GResolver *resolver,
                   const char *name,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  look_up_async (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, callback, data);
}

static GList *
look_up_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
mw_test_resolver_class_init (MwTestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name = look_up_any;
  resolver_class->lookup_by_name_async = look_up_any_async;
  resolver_class->lookup_by_name_finish = look_up_finish;
  resolver_class->lookup_by_name_with_flags = look_up;
  resolver_class->lookup_by_name_with_flags_async = look_up_async;
  resolver_class->lookup_by_name_with_flags_finish = look_up_finish;
}

static void
mw_test_resolver_init (MwTestResolver *self)
{
}

void
mw_test_resolver_install (void)
{
  g_autoptr (GResolver) resolver = g_object_new (MW_TYPE_TEST_RESOLVER, NULL);

  g_resolver_set_default (resolver);
}

void
mw_test_resolver_set_known (gboolean known)
{
  g_atomic_int_set (&is_known, known);
}

guint
mw_test_resolver_get_n_asked (void)
{
  return (guint) g_atomic_int_get (&n_asked);
}
