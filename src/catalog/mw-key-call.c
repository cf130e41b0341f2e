/* mw-key-call.c: the calls with which the holder of a key changes it for a new one, or deletes it, as members
 * of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-key-call.h"

#include <string.h>

#include "mw-request-reader.h"
#include "mw-system-places.h"

/* Ten years: what lives longer has no end that anybody minds. */
#define MAX_DAYS 3660

static gboolean
check_page (MwFileReader *r, JsonNode *node, gpointer target)
{
  return mw_system_check_page (r, "page", ((const MwKeyCall *) target)->page);
}

static gboolean
check_new_key (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwKeyCall *call = target;

  if (call->days < 1 || call->days > MAX_DAYS)
    return mw_file_reader_fail (r, "days", "must be from 1 to %d", MAX_DAYS);
  return check_page (r, node, target);
}

#define O(field) G_STRUCT_OFFSET (MwKeyCall, field)
static const MwMember new_key_members[] = {
  { "request", mw_read_struct, O (request), TRUE, &mw_request_shape },
  { "field", mw_read_id, O (field), TRUE },
  { "path", mw_read_path, O (path), TRUE },
  { "days", mw_read_number, O (days), TRUE },
  { "needs", mw_read_translated, O (needs) },
  { "page", mw_read_text, O (page), TRUE },
  { NULL },
};
const MwShape mw_new_key_shape = { sizeof (MwKeyCall), new_key_members, check_new_key };

static const MwMember delete_key_members[] = {
  { "request", mw_read_struct, O (request), TRUE, &mw_request_shape },
  { "field", mw_read_id, O (field), TRUE },
  { "needs", mw_read_translated, O (needs) },
  { "page", mw_read_text, O (page), TRUE },
  { NULL },
};
const MwShape mw_delete_key_shape = { sizeof (MwKeyCall), delete_key_members, check_page };
#undef O

gboolean
mw_key_call_is_place (const char *name)
{
  return strcmp (name, MW_KEY_PLACE_THIS) == 0 || strcmp (name, MW_KEY_PLACE_END) == 0;
}

/* The field is a key that was made for this, not what a person remembers. */
static gboolean
check_field (MwFileReader *r, MwSystemFile *file, const MwSignIn *sign_in, const MwKeyCall *call)
{
  if (sign_in->fields == NULL || !g_strv_contains ((const char *const *) sign_in->fields, call->field))
    return mw_file_reader_fail (r, "field", "“%s” is none of the fields", call->field);
  if (mw_system_file_find_form (file, call->field)->kind != MW_FORM_FIELD_SECRET)
    return mw_file_reader_fail (r, "field", "“%s” is not of kind secret", call->field);
  return TRUE;
}

static gboolean
check_call (MwFileReader *r,
            MwSystemFile *file,
            const MwSignIn *sign_in,
            const char *key,
            const MwKeyCall *call,
            MwRequestKind kind,
            GHashTable *places)
{
  gsize mark;

  if (call == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, key);
  if (!check_field (r, file, sign_in, call) ||
      !mw_system_check_request (r, "request", call->request, kind, kind, places, NULL))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

gboolean
mw_key_calls_check (MwFileReader *r, MwSystemFile *file, MwSignIn *sign_in, GHashTable *places)
{
  if (sign_in->new_key != NULL && sign_in->delete_key == NULL)
    return mw_file_reader_fail (r, "delete_key", "is missing: the old key must end when there is a new one");
  mw_system_add_place (places, MW_KEY_PLACE_THIS, MW_PLACE_SECRET);
  if (!check_call (r, file, sign_in, "delete_key", sign_in->delete_key, MW_REQUEST_DELETE_KEY, places))
    return FALSE;
  mw_system_add_place (places, MW_KEY_PLACE_END, MW_PLACE_PLAIN);
  if (!check_call (r, file, sign_in, "new_key", sign_in->new_key, MW_REQUEST_NEW_KEY, places))
    return FALSE;
  if (sign_in->new_key != NULL && strcmp (sign_in->new_key->field, sign_in->delete_key->field) != 0)
    return mw_file_reader_fail (r, "new_key", "must be of the same field as “delete_key”");
  g_hash_table_remove (places, MW_KEY_PLACE_THIS);
  g_hash_table_remove (places, MW_KEY_PLACE_END);
  return TRUE;
}
