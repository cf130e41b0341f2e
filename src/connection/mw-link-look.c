/* mw-link-look.c: what answers where a secret is going to, before it goes there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include <string.h>

#include "mw-endpoint.h"
#include "mw-foreign-sign-in.h"
#include "mw-moved.h"
#include "mw-places.h"

/* A server that the user named and that gets a secret. */
typedef struct
{
  char *address; /* as it was typed */
  char *asked;   /* the first that is asked there with a secret */
  int code;      /* of %MW_MOVED */
} Place;

typedef struct
{
  MwLink *link;
  DexFuture *transport;
  GPtrArray *places; /* of Place */
  char *first;
} Look;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->address);
  g_free (place->asked);
  g_free (place);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  dex_clear (&look->transport);
  g_ptr_array_unref (look->places);
  g_object_unref (look->link);
  g_free (look->first);
  g_free (look);
}

static void
take_place (GPtrArray *places, const char *address, char *asked, int code)
{
  Place *place = g_new (Place, 1);

  *place = (Place) { g_strdup (address), asked, code };
  g_ptr_array_add (places, place);
}

/* The list that is read first, of a sign-in that is not checked by a request of its own. */
static char *
dup_list (MwLink *self, const char *address)
{
  g_autoptr (GPtrArray)
    entities = self->variant != NULL ? mw_system_dup_entities (self->system, self->variant) : NULL;
  const MwEntitySource *source = entities != NULL && entities->len > 0
                                   ? mw_system_find_entity (self->system, self->variant, entities->pdata[0])
                                   : NULL;
  const MwSetSource *set = source != NULL ? mw_system_find_set (self->system, self->variant, source->set)
                                          : NULL;
  g_autoptr (MwVariables) values = NULL;

  if (set == NULL)
    return NULL;
  values = mw_variables_new (self->file->settings);
  mw_variables_overlay (values, set->variables);
  return mw_request_template_dup_address (set->list, address, values);
}

/* What is at the root of a server may be there for people and lead them anywhere; so it is the very address
 * that the secret goes to first. */
static char *
dup_asked (MwLink *self, const char *address)
{
  const MwSignIn *sign_in = self->sign_in;
  const MwRequestTemplate *request = sign_in->request != NULL ? sign_in->request : sign_in->check;
  char *asked = NULL;

  if (sign_in->kind == MW_SIGN_IN_OAUTH2 && sign_in->oauth2.token != NULL && *sign_in->oauth2.token == '/')
    asked = mw_endpoint_fill (sign_in->oauth2.token, address, self->file->settings, NULL);
  else
    asked = request != NULL ? mw_request_template_dup_address (request, address, self->file->settings)
                            : dup_list (self, address);
  return asked != NULL ? asked : g_strdup (address);
}

/* Only where the user says where the system is, and nothing else asks there without a secret. */
static void
add_system (Look *look)
{
  MwLink *self = look->link;
  const char *field = mw_system_get_address_field (self->system);
  g_autofree char *typed = field != NULL && mw_system_asks_for (self->system, self->sign_in, field)
                             ? mw_variables_dup_text (self->file->settings, field)
                             : NULL;
  const MwJsonPath *version;

  if (typed != NULL && *typed != '\0' &&
      mw_system_get_probe (self->system, self->sign_in->id, &version) == NULL)
    take_place (look->places, typed,
                look->first != NULL ? g_steal_pointer (&look->first) : dup_asked (self, typed), 0);
}

/* A token endpoint below an address of its own; one that is discovered is asked for without a secret. */
static void
add_token_endpoint (Look *look)
{
  MwLink *self = look->link;
  const char *rest = self->sign_in->kind == MW_SIGN_IN_OAUTH2 ? self->sign_in->oauth2.token : NULL;
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (self->system, &n_fields);
  g_autofree char *typed = NULL;
  char *asked;
  MwPlace place;

  if (rest == NULL || *rest == '/' || !mw_place_next (&rest, &place) || place.literal_length > 0)
    return;
  typed = mw_variables_dup_text (self->file->settings, place.name);
  asked = mw_endpoint_fill (self->sign_in->oauth2.token, "", self->file->settings, NULL);
  for (guint i = 0; i < n_fields && asked != NULL; i++)
    if (strcmp (fields[i].id, place.name) == 0)
      take_place (look->places, typed, g_steal_pointer (&asked), (int) i + 1);
  g_free (asked);
}

/* Of the line itself: no request would come through. What only does not answer this one may answer a
 * sign-in. */
static gboolean
is_of_line (const GError *error)
{
  switch ((MwTransportError) error->code)
    {
    case MW_TRANSPORT_ERROR_ADDRESS:
    case MW_TRANSPORT_ERROR_RESOLVE:
    case MW_TRANSPORT_ERROR_TLS:
    case MW_TRANSPORT_ERROR_PLAIN_HTTP:
    case MW_TRANSPORT_ERROR_NOT_TLS:
    case MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED:
    case MW_TRANSPORT_ERROR_OLD_TLS:
    case MW_TRANSPORT_ERROR_PROXY:
    case MW_TRANSPORT_ERROR_CLIENT_CERTIFICATE:
    case MW_TRANSPORT_ERROR_UNREACHABLE:
      return TRUE;
    case MW_TRANSPORT_ERROR_CONNECT:
    case MW_TRANSPORT_ERROR_REDIRECT:
    case MW_TRANSPORT_ERROR_DEADLINE:
    case MW_TRANSPORT_ERROR_SIZE:
    case MW_TRANSPORT_ERROR_TRUNCATED:
    default:
      return FALSE;
    }
}

/* A page that stands between lets nothing through, whatever is sent; one for the sign-in of people may be
 * meant for browsers only: many systems send there who shows nothing, and take a key all the same. */
static gboolean
is_in_between (const GError *foreign)
{
  return mw_foreign_sign_in_get_page (foreign)->wants->trouble == MW_SIGN_IN_TROUBLE_NETWORK;
}

/* @name: of the sign-in page that it led to. */
static GError *
judge_redirect (const Place *place, const GError *error, const MwStrangeAnswer *answer, char **name)
{
  gboolean is_plain = g_str_has_prefix (place->asked, "http:");
  g_autoptr (GError) foreign = mw_foreign_sign_in_recognise (error, answer);
  GError *moved;

  /* From there on it would be encrypted; a secret does not go in clear to where that is known. */
  if (foreign != NULL && (is_in_between (foreign) || is_plain))
    return g_steal_pointer (&foreign);
  if (foreign != NULL)
    {
      g_set_str (name, mw_foreign_sign_in_get_page (foreign)->name);
      return NULL;
    }
  moved = mw_moved_recognise (error, answer, place->address, place->code);
  return moved != NULL ? moved : is_plain ? g_error_copy (error) : NULL;
}

static GError *
judge_answer (const Place *place, MwResponse *response, const MwStrangeAnswer *answer)
{
  const char *uri = mw_response_get_uri (response);
  g_autofree char *moved = strcmp (uri, place->asked) != 0
                             ? mw_moved_dup_address (place->address, place->asked, uri)
                             : NULL;
  g_autoptr (GError)
    strange = g_error_new (MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT,
                           "Status %u, to a request without a sign-in", mw_response_get_status (response));
  g_autoptr (GError) foreign = mw_foreign_sign_in_recognise (strange, answer);

  if (foreign != NULL && is_in_between (foreign))
    return g_steal_pointer (&foreign);
  return moved != NULL ? g_error_new_literal (MW_MOVED, place->code, moved) : NULL;
}

/* The connection's transport, or one beside it; NULL where nothing may be sent. */
static MwTransport *
dup_transport (MwTransport *self, const Place *place)
{
  return place->code == 0 ? g_object_ref (self) : mw_transport_new_beside (self, place->asked, NULL);
}

static gboolean
look_at (const Place *place, MwTransport *transport, char **name, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwTransport) own = dup_transport (transport, place);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwStrangeAnswer) answer = NULL;
  g_autoptr (GError) reason = NULL;
  GError *judged = NULL;

  if (own != NULL)
    response = dex_await_object (mw_main_until (mw_transport_look (own, place->asked), fiber), &reason);
  answer = own != NULL ? mw_transport_dup_strange_answer (own) : NULL;
  if (response != NULL)
    judged = judge_answer (place, response, answer);
  else if (g_error_matches (reason, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT))
    judged = judge_redirect (place, reason, answer, name);
  else if (reason != NULL && (reason->domain != MW_TRANSPORT_ERROR || is_of_line (reason)))
    judged = g_steal_pointer (&reason);
  if (judged != NULL)
    g_propagate_error (error, judged);
  return judged == NULL;
}

static DexFuture *
look_fiber (MwMainFiber *fiber, gpointer data)
{
  Look *look = data;
  g_autofree char *name = g_strdup ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport)
    transport = dex_await_object (mw_main_until (g_steal_pointer (&look->transport), fiber), &error);

  add_system (look);
  add_token_endpoint (look);
  for (guint i = 0; i < look->places->len && error == NULL; i++)
    look_at (look->places->pdata[i], transport, &name, fiber, &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_string (g_steal_pointer (&name));
}

/**
 * mw_link_look:
 * @self: a link that is new
 * @first: (nullable): the address that is asked first with a secret; %NULL: by the system's file
 *
 * Asks once, without anything secret, each server that the user named and that is to get a secret; not one
 * that the system's file names, nor where a probe does so. Who leads to another address is found out by that,
 * as is what stands in between. That a server refuses this request, or does not answer it, means nothing.
 *
 * Returns: (transfer full): resolves to the name of a sign-in page that it leads to who shows nothing, or to
 * the empty text; rejects with what nothing secret should be sent after: %MW_MOVED, %MW_FOREIGN_SIGN_IN, or a
 * #MwTransportError
 */
DexFuture *
mw_link_look (MwLink *self, const char *first)
{
  Look *look = g_new0 (Look, 1);

  look->link = g_object_ref (self);
  look->first = g_strdup (first);
  look->places = g_ptr_array_new_with_free_func (place_free);
  look->transport = mw_link_reach (self);
  return mw_main_fiber_spawn (look_fiber, look, look_free);
}
