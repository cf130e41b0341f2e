/* mw-service-tokens.c: the bearer tokens of the service: signed, with an end, not stored
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service-tokens.h"

#include <sys/random.h>

/* Makini's: 30 and 31 days (docs.makini.io, authentication). */
#define ACCESS_LIFETIME  (30 * 24 * 60 * 60)
#define REFRESH_LIFETIME (31 * 24 * 60 * 60)
#define KEY_SIZE         32

typedef struct
{
  char *secret;
  char **scopes; /* NULL: everything */
} Client;

struct _MwServiceTokens
{
  GMutex mutex;
  GBytes *key;
  GHashTable *clients; /* id → Client */
  GHashTable *revoked; /* serial of a pair → its end (gint64 *) */
};

G_DEFINE_QUARK (mw - service - tokens - error - quark, mw_service_tokens_error)

static void
client_free (gpointer data)
{
  Client *client = data;

  g_free (client->secret);
  g_strfreev (client->scopes);
  g_free (client);
}

/**
 * mw_service_tokens_new:
 *
 * Returns: (transfer full): no clients yet, and a random signing key
 */
MwServiceTokens *
mw_service_tokens_new (void)
{
  MwServiceTokens *self = g_new0 (MwServiceTokens, 1);
  guint8 key[KEY_SIZE];

  /* Up to 256 bytes come at once and never fail once the pool is seeded (getrandom(2)). */
  while (getrandom (key, sizeof key, 0) != (gssize) sizeof key)
    ;
  g_mutex_init (&self->mutex);
  self->key = g_bytes_new (key, sizeof key);
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, client_free);
  self->revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * mw_service_tokens_free:
 * @self: (transfer full): the tokens
 */
void
mw_service_tokens_free (MwServiceTokens *self)
{
  g_bytes_unref (self->key);
  g_hash_table_unref (self->clients);
  g_hash_table_unref (self->revoked);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * mw_service_tokens_set_key:
 * @self: the tokens
 * @key: what to sign with; tokens signed with another key are no longer good
 */
void
mw_service_tokens_set_key (MwServiceTokens *self, GBytes *key)
{
  g_mutex_lock (&self->mutex);
  g_bytes_unref (self->key);
  self->key = g_bytes_ref (key);
  g_mutex_unlock (&self->mutex);
}

static Client *
ensure_client (MwServiceTokens *self, const char *id)
{
  Client *client = g_hash_table_lookup (self->clients, id);

  if (client == NULL)
    {
      client = g_new0 (Client, 1);
      g_hash_table_insert (self->clients, g_strdup (id), client);
    }

  return client;
}

/**
 * mw_service_tokens_set_client:
 * @self: the tokens
 * @id: a client
 * @secret: its secret
 */
void
mw_service_tokens_set_client (MwServiceTokens *self, const char *id, const char *secret)
{
  g_mutex_lock (&self->mutex);
  g_set_str (&ensure_client (self, id)->secret, secret);
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_service_tokens_set_scopes:
 * @self: the tokens
 * @id: a client
 * @scopes: (nullable): families ("eam", "raw") and collections its tokens may read; %NULL for all
 */
void
mw_service_tokens_set_scopes (MwServiceTokens *self, const char *id, const char *const *scopes)
{
  Client *client;

  g_mutex_lock (&self->mutex);
  client = ensure_client (self, id);
  g_strfreev (client->scopes);
  client->scopes = g_strdupv ((char **) scopes);
  g_mutex_unlock (&self->mutex);
}

/* Takes the same time wherever two texts differ; digests hide their lengths. */
static gboolean
equal_in_constant_time (const char *a, const char *b)
{
  g_autofree char *digest_a = g_compute_checksum_for_string (G_CHECKSUM_SHA256, a, -1);
  g_autofree char *digest_b = g_compute_checksum_for_string (G_CHECKSUM_SHA256, b, -1);
  guchar difference = 0;

  for (gsize i = 0; digest_a[i] != '\0'; i++)
    difference |= (guchar) (digest_a[i] ^ digest_b[i]);

  return difference == 0;
}

static char *
sign (MwServiceTokens *self, const char *text)
{
  gsize length;
  const guchar *key = g_bytes_get_data (self->key, &length);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, length, text, -1);
}

/* "mw." hex ("a:END:SERIAL:CLIENT") "." HMAC; hex needs no thought in headers and forms. */
static char *
make_token (MwServiceTokens *self, char kind, gint64 end, const char *serial, const char *client)
{
  g_autofree char *facts = g_strdup_printf ("%c:%" G_GINT64_FORMAT ":%s:%s", kind, end, serial, client);
  g_autoptr (GString) token = g_string_new ("mw.");
  g_autofree char *signature = NULL;

  for (const char *at = facts; *at != '\0'; at++)
    g_string_append_printf (token, "%02x", (guchar) *at);
  signature = sign (self, token->str);
  g_string_append_printf (token, ".%s", signature);

  return g_string_free_and_steal (g_steal_pointer (&token));
}

/* Parts of the facts: kind, end, serial, client; NULL when the token was not signed with our key. */
static char **
read_token (MwServiceTokens *self, const char *token)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autofree char *signed_part = NULL;
  g_autofree char *signature = NULL;
  g_auto (GStrv) parts = NULL;
  const char *dot = strrchr (token, '.');

  if (dot == NULL || !g_str_has_prefix (token, "mw.") || dot < token + 3)
    return NULL;
  signed_part = g_strndup (token, dot - token);
  signature = sign (self, signed_part);
  if (!equal_in_constant_time (signature, dot + 1))
    return NULL;

  for (const char *at = signed_part + 3; at[0] != '\0' && at[1] != '\0'; at += 2)
    g_string_append_c (facts, (char) (g_ascii_xdigit_value (at[0]) * 16 + g_ascii_xdigit_value (at[1])));
  parts = g_strsplit (facts->str, ":", 4);

  return g_strv_length (parts) == 4 ? g_steal_pointer (&parts) : NULL;
}

static gboolean
is_good (MwServiceTokens *self, char **parts, char kind, gint64 now)
{
  return parts != NULL && parts[0][0] == kind && g_ascii_strtoll (parts[1], NULL, 10) > now &&
         !g_hash_table_contains (self->revoked, parts[2]) && g_hash_table_contains (self->clients, parts[3]);
}

static gboolean
has_ended (gpointer key, gpointer value, gpointer data)
{
  return *(gint64 *) value <= *(gint64 *) data;
}

static gboolean
check_grant (MwServiceTokens *self,
             const char *grant_type,
             const char *id,
             const char *secret,
             const char *refresh_token,
             gint64 now,
             GError **error)
{
  Client *client = g_hash_table_lookup (self->clients, id);
  gboolean known = client != NULL && client->secret != NULL;

  if (!equal_in_constant_time (known ? client->secret : "", secret) || !known)
    {
      g_set_error (error, MW_SERVICE_TOKENS_ERROR, MW_SERVICE_TOKENS_ERROR_CLIENT,
                   "Unknown client or wrong secret");
      return FALSE;
    }

  if (g_str_equal (grant_type, "refresh_token"))
    {
      g_auto (GStrv) parts = refresh_token ? read_token (self, refresh_token) : NULL;
      gint64 *end;

      if (!is_good (self, parts, 'r', now) || !g_str_equal (parts[3], id))
        {
          g_set_error (error, MW_SERVICE_TOKENS_ERROR, MW_SERVICE_TOKENS_ERROR_GRANT,
                       "The refresh token has ended or was used before");
          return FALSE;
        }
      g_hash_table_foreach_remove (self->revoked, has_ended, &now);
      end = g_new (gint64, 1);
      *end = now + REFRESH_LIFETIME;
      g_hash_table_insert (self->revoked, g_strdup (parts[2]), end);
    }
  else if (!g_str_equal (grant_type, "client_credentials"))
    {
      g_set_error (error, MW_SERVICE_TOKENS_ERROR, MW_SERVICE_TOKENS_ERROR_REQUEST,
                   "grant_type must be client_credentials or refresh_token");
      return FALSE;
    }

  return TRUE;
}

/**
 * mw_service_tokens_grant:
 * @self: the tokens
 * @grant_type: (nullable): `client_credentials` or `refresh_token`
 * @id: (nullable): the client
 * @secret: (nullable): its secret
 * @refresh_token: (nullable): for the second grant: it and its access token are no longer good afterwards
 * @now: seconds since 1970
 * @access_token: (out): a token for reading
 * @new_refresh_token: (out): for the next pair
 * @expires_at: (out): end of the access token
 * @error: location for a #MwServiceTokensError
 *
 * Tokens are not stored, so what was revoked in one process is not known in another.
 *
 * Returns: whether tokens were given
 */
gboolean
mw_service_tokens_grant (MwServiceTokens *self,
                         const char *grant_type,
                         const char *id,
                         const char *secret,
                         const char *refresh_token,
                         gint64 now,
                         char **access_token,
                         char **new_refresh_token,
                         gint64 *expires_at,
                         GError **error)
{
  g_autofree char *serial = g_uuid_string_random ();
  gboolean granted;

  if (grant_type == NULL || id == NULL || secret == NULL)
    {
      g_set_error (error, MW_SERVICE_TOKENS_ERROR, MW_SERVICE_TOKENS_ERROR_REQUEST,
                   "grant_type, client_id and client_secret are needed");
      return FALSE;
    }

  g_mutex_lock (&self->mutex);
  granted = check_grant (self, grant_type, id, secret, refresh_token, now, error);
  if (granted)
    {
      *expires_at = now + ACCESS_LIFETIME;
      *access_token = make_token (self, 'a', *expires_at, serial, id);
      *new_refresh_token = make_token (self, 'r', now + REFRESH_LIFETIME, serial, id);
    }
  g_mutex_unlock (&self->mutex);

  return granted;
}

/**
 * mw_service_tokens_check:
 * @self: the tokens
 * @token: what a request brought
 * @now: seconds since 1970
 * @client: (out) (transfer full): who it was given to
 *
 * Returns: whether it is an access token of ours that has not ended
 */
gboolean
mw_service_tokens_check (MwServiceTokens *self, const char *token, gint64 now, char **client)
{
  g_auto (GStrv) parts = NULL;
  gboolean good;

  g_mutex_lock (&self->mutex);
  parts = read_token (self, token);
  good = is_good (self, parts, 'a', now);
  g_mutex_unlock (&self->mutex);
  if (good)
    *client = g_strdup (parts[3]);

  return good;
}

/**
 * mw_service_tokens_may_read:
 * @self: the tokens
 * @client: a client
 * @collection: the collection that is asked for, or "raw"
 *
 * Returns: whether the client's scopes name the collection or its family
 */
gboolean
mw_service_tokens_may_read (MwServiceTokens *self, const char *client, const char *collection)
{
  g_autofree char *family = g_strndup (collection, strcspn (collection, "/"));
  Client *found;
  gboolean may;

  g_mutex_lock (&self->mutex);
  found = g_hash_table_lookup (self->clients, client);
  may = found != NULL &&
        (found->scopes == NULL || g_strv_contains ((const char *const *) found->scopes, family) ||
         g_strv_contains ((const char *const *) found->scopes, collection));
  g_mutex_unlock (&self->mutex);

  return may;
}
