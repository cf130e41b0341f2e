/* mw-fake-keyring.c: a Secret Service that is locked, asks, never answers or goes away as a test wants it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fake-keyring.h"

/* The Secret Service API, https://specifications.freedesktop.org/secret-service/latest/: as much of it as
 * libsecret uses. */
#define NAME       "org.freedesktop.secrets"
#define ROOT       "/org/freedesktop/secrets"
#define COLLECTION ROOT "/collection/login"
#define ALIAS      ROOT "/aliases/default"
#define PROMPT     ROOT "/prompt/p1"
#define SESSION    ROOT "/session/s1"

static const char interfaces[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/>"
  "<arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "<arg type='a{o(oayays)}' direction='out'/></method>"
  "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/></interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/>"
  "<arg type='b' direction='in'/><arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "<property name='Items' type='ao' access='read'/><property name='Label' type='s' access='read'/>"
  "<property name='Locked' type='b' access='read'/></interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  "<method name='Delete'><arg type='o' direction='out'/></method>"
  "<method name='GetSecret'><arg type='o' direction='in'/><arg type='(oayays)' direction='out'/></method>"
  "<property name='Locked' type='b' access='read'/><property name='Attributes' type='a{ss}' access='read'/>"
  "<property name='Label' type='s' access='read'/><property name='Created' type='t' access='read'/>"
  "<property name='Modified' type='t' access='read'/></interface>"
  "<interface name='org.freedesktop.Secret.Prompt'>"
  "<method name='Prompt'><arg type='s' direction='in'/></method><method name='Dismiss'/>"
  "<signal name='Completed'><arg type='b'/><arg type='v'/></signal></interface>"
  "</node>";

typedef struct
{
  MwFakeKeyring *keyring;
  char *path;
  char *id;
  char *label;
  char *secret;
  guint64 modified;
  guint registration;
} Item;

struct MwFakeKeyring
{
  GDBusConnection *bus;
  GDBusNodeInfo *info;
  GPtrArray *items;
  char *vanish_at;
  GVariant *asked; /* the objects that a prompt is about to unlock */
  MwFakePrompt prompt;
  gboolean locked;
  guint n_prompts;
  guint n_made;
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_dbus_connection_unregister_object (item->keyring->bus, item->registration);
  g_free (item->path);
  g_free (item->id);
  g_free (item->label);
  g_free (item->secret);
  g_free (item);
}

static Item *
find_item (MwFakeKeyring *self, const char *path)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_str_equal (((Item *) self->items->pdata[i])->path, path))
      return self->items->pdata[i];
  return NULL;
}

static GVariant *
dup_paths (MwFakeKeyring *self, const char *id)
{
  GVariantBuilder paths;

  g_variant_builder_init (&paths, G_VARIANT_TYPE_OBJECT_PATH_ARRAY);
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = self->items->pdata[i];

      if (id == NULL || g_str_equal (item->id, id))
        g_variant_builder_add (&paths, "o", item->path);
    }
  return g_variant_builder_end (&paths);
}

static GVariant *
no_paths (void)
{
  return g_variant_new_array (G_VARIANT_TYPE_OBJECT_PATH, NULL, 0);
}

static GVariant *
new_secret (const Item *item)
{
  return g_variant_new (
    "(o@ay@ays)", SESSION, g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0),
    g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, item->secret, strlen (item->secret), 1), "text/plain");
}

static GVariant *
get_property (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *property,
              GError **error,
              gpointer data)
{
  MwFakeKeyring *self = data;
  const Item *item = find_item (self, path);

  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (self->locked);
  if (g_str_equal (property, "Collections"))
    return g_variant_new_parsed ("[%o]", COLLECTION);
  if (g_str_equal (property, "Items"))
    return dup_paths (self, NULL);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string (item ? item->label : "Login");
  if (g_str_equal (property, "Attributes"))
    return g_variant_new_parsed ("{'connection': %s}", item->id);
  return g_variant_new_uint64 (item->modified);
}

static void
tell_locked (MwFakeKeyring *self, const char *path, const char *interface)
{
  g_autoptr (GVariant) change = g_variant_ref_sink (
    g_variant_new_parsed ("(%s, {'Locked': <%b>}, @as [])", interface, self->locked));

  g_dbus_connection_emit_signal (self->bus, NULL, path, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged", change, NULL);
}

static void
set_locked (MwFakeKeyring *self, gboolean locked)
{
  self->locked = locked;
  tell_locked (self, COLLECTION, "org.freedesktop.Secret.Collection");
  for (guint i = 0; i < self->items->len; i++)
    tell_locked (self, ((Item *) self->items->pdata[i])->path, "org.freedesktop.Secret.Item");
}

static void
complete_prompt (MwFakeKeyring *self, gboolean dismissed)
{
  g_dbus_connection_emit_signal (
    self->bus, NULL, PROMPT, "org.freedesktop.Secret.Prompt", "Completed",
    g_variant_new ("(bv)", dismissed, dismissed || self->asked == NULL ? no_paths () : self->asked), NULL);
}

static GVariant *
open_prompt (MwFakeKeyring *self)
{
  self->n_prompts++;
  if (self->prompt == MW_FAKE_PROMPT_UNLOCKS)
    set_locked (self, FALSE);
  if (self->prompt != MW_FAKE_PROMPT_SILENT)
    complete_prompt (self, self->prompt == MW_FAKE_PROMPT_DISMISSED);
  return NULL;
}

static GVariant *
ask_unlock (MwFakeKeyring *self, GVariant *arguments)
{
  GVariant *objects = g_variant_get_child_value (arguments, 0);

  if (!self->locked)
    return g_variant_new ("(@aoo)", objects, "/");
  g_clear_pointer (&self->asked, g_variant_unref);
  self->asked = objects;
  return g_variant_new ("(@aoo)", no_paths (), PROMPT);
}

static const GDBusInterfaceVTable vtable;

static Item *
add_item (MwFakeKeyring *self, const char *id)
{
  Item *item = g_new0 (Item, 1);

  item->keyring = self;
  item->path = g_strdup_printf ("%s/%u", COLLECTION, ++self->n_made);
  item->id = g_strdup (id);
  item->label = g_strdup ("");
  item->registration = g_dbus_connection_register_object (
    self->bus, item->path, g_dbus_node_info_lookup_interface (self->info, "org.freedesktop.Secret.Item"),
    &vtable, self, NULL, NULL);
  g_ptr_array_add (self->items, item);
  return item;
}

static GVariant *
create_item (MwFakeKeyring *self, GVariant *arguments)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (arguments, 0);
  g_autoptr (GVariant) secret = g_variant_get_child_value (arguments, 1);
  g_autoptr (GVariant) value = g_variant_get_child_value (secret, 2);
  g_autoptr (GVariant) attributes = g_variant_lookup_value (
    properties, "org.freedesktop.Secret.Item.Attributes", G_VARIANT_TYPE ("a{ss}"));
  const char *id = NULL;
  Item *item = NULL;
  gsize size;
  const char *bytes = g_variant_get_fixed_array (value, &size, 1);

  g_assert_true (g_variant_lookup (attributes, "connection", "&s", &id));
  /* One id and the name of this program's schema. */
  g_assert_cmpuint (g_variant_n_children (attributes), ==, 2);
  for (guint i = 0; i < self->items->len && item == NULL; i++)
    if (g_str_equal (((Item *) self->items->pdata[i])->id, id))
      item = self->items->pdata[i];
  if (item == NULL)
    item = add_item (self, id);
  g_free (item->secret);
  item->secret = g_strndup (bytes, size);
  g_free (item->label);
  g_variant_lookup (properties, "org.freedesktop.Secret.Item.Label", "s", &item->label);
  item->modified = (guint64) (g_get_real_time () / G_USEC_PER_SEC);
  return g_variant_new ("(oo)", item->path, "/");
}

static GVariant *
get_secrets (MwFakeKeyring *self, GVariant *arguments)
{
  g_autoptr (GVariant) paths = g_variant_get_child_value (arguments, 0);
  GVariantBuilder secrets;

  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  for (gsize i = 0; i < g_variant_n_children (paths) && !self->locked; i++)
    {
      const char *path;
      const Item *item;

      g_variant_get_child (paths, i, "&o", &path);
      item = find_item (self, path);
      if (item != NULL)
        g_variant_builder_add (&secrets, "{o@(oayays)}", path, new_secret (item));
    }
  return g_variant_new ("(a{o(oayays)})", &secrets);
}

static GVariant *
search_items (MwFakeKeyring *self, GVariant *arguments)
{
  g_autoptr (GVariant) attributes = g_variant_get_child_value (arguments, 0);
  const char *id = NULL;
  GVariant *found;

  g_variant_lookup (attributes, "connection", "&s", &id);
  found = dup_paths (self, id);
  return self->locked ? g_variant_new ("(@ao@ao)", no_paths (), found)
                      : g_variant_new ("(@ao@ao)", found, no_paths ());
}

static void
call_method (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *method,
             GVariant *arguments,
             GDBusMethodInvocation *call,
             gpointer data)
{
  MwFakeKeyring *self = data;
  Item *item = find_item (self, path);
  GVariant *answer = NULL;

  if (g_strcmp0 (method, self->vanish_at) == 0)
    {
      g_dbus_connection_close_sync (self->bus, NULL, NULL);
      g_object_unref (call);
      return;
    }
  if (g_str_equal (method, "OpenSession"))
    {
      const char *algorithm;

      g_variant_get_child (arguments, 0, "&s", &algorithm);
      if (!g_str_equal (algorithm, "plain"))
        {
          g_dbus_method_invocation_return_dbus_error (call, "org.freedesktop.DBus.Error.NotSupported",
                                                      algorithm);
          return;
        }
      answer = g_variant_new ("(vo)", g_variant_new_string (""), SESSION);
    }
  else if (g_str_equal (method, "SearchItems"))
    answer = search_items (self, arguments);
  else if (g_str_equal (method, "Unlock"))
    answer = ask_unlock (self, arguments);
  else if (g_str_equal (method, "GetSecrets"))
    answer = get_secrets (self, arguments);
  else if (g_str_equal (method, "ReadAlias"))
    answer = g_variant_new ("(o)", COLLECTION);
  else if (g_str_equal (method, "Prompt"))
    answer = open_prompt (self);
  else if (g_str_equal (method, "Dismiss"))
    complete_prompt (self, TRUE);
  else if (self->locked)
    {
      g_dbus_method_invocation_return_dbus_error (call, "org.freedesktop.Secret.Error.IsLocked", "locked");
      return;
    }
  else if (g_str_equal (method, "CreateItem"))
    answer = create_item (self, arguments);
  else if (g_str_equal (method, "GetSecret"))
    answer = g_variant_new ("(@(oayays))", new_secret (item));
  else if (g_str_equal (method, "Delete"))
    {
      g_ptr_array_remove (self->items, item);
      answer = g_variant_new ("(o)", "/");
    }
  g_dbus_method_invocation_return_value (call, answer);
}

static const GDBusInterfaceVTable vtable = { .method_call = call_method, .get_property = get_property };

static void
serve (MwFakeKeyring *self, const char *path, const char *interface)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (
    self->bus, path, g_dbus_node_info_lookup_interface (self->info, interface), &vtable, self, NULL, &error);
  g_assert_no_error (error);
}

MwFakeKeyring *
mw_fake_keyring_new (const char *address)
{
  MwFakeKeyring *self = g_new0 (MwFakeKeyring, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->info = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  self->bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  serve (self, ROOT, "org.freedesktop.Secret.Service");
  serve (self, COLLECTION, "org.freedesktop.Secret.Collection");
  serve (self, ALIAS, "org.freedesktop.Secret.Collection");
  serve (self, PROMPT, "org.freedesktop.Secret.Prompt");
  answer = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                        "RequestName", g_variant_new ("(su)", NAME, 4), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

void
mw_fake_keyring_free (MwFakeKeyring *self)
{
  g_ptr_array_unref (self->items);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_dbus_node_info_unref (self->info);
  g_clear_pointer (&self->asked, g_variant_unref);
  g_free (self->vanish_at);
  g_free (self);
}

void
mw_fake_keyring_lock (MwFakeKeyring *self, MwFakePrompt prompt)
{
  self->prompt = prompt;
  set_locked (self, TRUE);
}

void
mw_fake_keyring_unlock (MwFakeKeyring *self)
{
  set_locked (self, FALSE);
}

void
mw_fake_keyring_add (MwFakeKeyring *self, const char *id, const char *secret, guint64 modified)
{
  Item *item = add_item (self, id);

  item->secret = g_strdup (secret);
  item->modified = modified;
}

void
mw_fake_keyring_vanish_at (MwFakeKeyring *self, const char *method)
{
  g_set_str (&self->vanish_at, method);
}

guint
mw_fake_keyring_get_n_items (MwFakeKeyring *self)
{
  return self->items->len;
}

guint
mw_fake_keyring_get_n_prompts (MwFakeKeyring *self)
{
  return self->n_prompts;
}

const char *
mw_fake_keyring_get_secret (MwFakeKeyring *self, guint i)
{
  return ((Item *) self->items->pdata[i])->secret;
}
