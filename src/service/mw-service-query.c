/* mw-service-query.c: the query of a URL, read strictly: page, per_page, filter[…], filterMatch, sort[…]
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service-query.h"

#include <gio/gio.h>

#define MAX_PARAMETERS 64

/* As Makini's public OpenAPI description spells them, "lted" included. */
static const char *const operations[] = { "contains", "startsWith", "gt", "gteq", "lt", "lted", NULL };

static char *
decode (const char *text, gsize length, gboolean plus_is_space)
{
  g_autoptr (GString) decoded = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      char byte = text[i];

      if (byte == '%')
        {
          int high, low;

          if (length - i < 3)
            return NULL;
          high = g_ascii_xdigit_value (text[i + 1]);
          low = g_ascii_xdigit_value (text[i + 2]);
          if (high < 0 || low < 0)
            return NULL;
          byte = (char) (high * 16 + low);
          i += 2;
        }
      else if (byte == '+' && plus_is_space)
        byte = ' ';

      if (byte == '\0')
        return NULL;
      g_string_append_c (decoded, byte);
    }

  if (!g_utf8_validate_len (decoded->str, decoded->len, NULL))
    return NULL;

  return g_string_free_and_steal (g_steal_pointer (&decoded));
}

/**
 * mw_service_decode_segment:
 * @text: a part of a path, percent-encoded
 * @length: its length in bytes, or -1
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when an escape is broken, it is no UTF-8, or has
 * NUL or a slash
 */
char *
mw_service_decode_segment (const char *text, gssize length)
{
  g_autofree char *decoded = decode (text, length < 0 ? strlen (text) : (gsize) length, FALSE);

  if (decoded == NULL || *decoded == '\0' || strchr (decoded, '/') != NULL)
    return NULL;

  return g_steal_pointer (&decoded);
}

/**
 * mw_service_form_parse:
 * @text: `name=value&name=value`
 * @length: its length in bytes, or -1
 * @error: location for %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: (transfer full) (element-type utf8) (nullable): names and values, in turns
 */
GPtrArray *
mw_service_form_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (GPtrArray) form = g_ptr_array_new_with_free_func (g_free);
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);

  while (text < end)
    {
      const char *stop = memchr (text, '&', end - text);
      const char *equals;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (stop == NULL)
        stop = end;
      equals = memchr (text, '=', stop - text);
      name = decode (text, (equals ? equals : stop) - text, TRUE);
      value = equals ? decode (equals + 1, stop - equals - 1, TRUE) : g_strdup ("");
      text = stop + 1;
      if (name == NULL || value == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "A percent-encoded text is broken");
          return NULL;
        }
      if (*name == '\0' && *value == '\0')
        continue;
      if (form->len >= 2 * MAX_PARAMETERS)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "More than %d parameters",
                       MAX_PARAMETERS);
          return NULL;
        }
      g_ptr_array_add (form, g_steal_pointer (&name));
      g_ptr_array_add (form, g_steal_pointer (&value));
    }

  return g_steal_pointer (&form);
}

static gboolean
parse_number (const char *name, const char *value, guint max, guint *number, GError **error)
{
  guint64 parsed;

  if (!g_ascii_string_to_unsigned (value, 10, 1, max, &parsed, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s must be a whole number from 1 to %u",
                   name, max);
      return FALSE;
    }
  *number = (guint) parsed;

  return TRUE;
}

/* "filter[name:gt]" → "name" and "gt" */
static gboolean
parse_brackets (const char *name, const char *prefix, char **field, char **operation, GError **error)
{
  gsize skip = strlen (prefix);
  gsize length = strlen (name);
  char *colon;

  if (length < skip + 3 || name[skip] != '[' || name[length - 1] != ']')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Expected %s[field]", prefix);
      return FALSE;
    }
  *field = g_strndup (name + skip + 1, length - skip - 2);
  colon = strrchr (*field, ':');
  *operation = g_strdup (colon ? colon + 1 : "");
  if (colon != NULL)
    *colon = '\0';
  if (**field == '\0' || (colon != NULL && !g_strv_contains (operations, *operation)))
    {
      g_clear_pointer (field, g_free);
      g_clear_pointer (operation, g_free);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Unknown operation in %s[…]", prefix);
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_match (MwServiceQuery *self, const char *value, GError **error)
{
  self->query.match_any = g_str_equal (value, "any");
  if (!self->query.match_any && !g_str_equal (value, "all"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "filterMatch must be any or all");
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_filter (MwServiceQuery *self, const char *name, const char *value, GArray *filters, GError **error)
{
  struct
  {
    const char *field, *operation, *value;
  } filter;
  char *field, *operation;

  if (!parse_brackets (name, "filter", &field, &operation, error))
    return FALSE;
  g_ptr_array_add (self->texts, field);
  g_ptr_array_add (self->texts, operation);
  /* An earlier revision of Makini's description wrote it like this. */
  if (g_str_equal (field, "filterMatch"))
    return parse_match (self, value, error);
  filter.field = field;
  filter.operation = operation;
  filter.value = value;
  g_array_append_val (filters, filter);

  return TRUE;
}

static gboolean
parse_sort (MwServiceQuery *self, const char *name, const char *value, GError **error)
{
  char *field, *operation;

  if (!parse_brackets (name, "sort", &field, &operation, error))
    return FALSE;
  g_ptr_array_add (self->texts, field);
  g_ptr_array_add (self->texts, operation);
  if (*operation != '\0' || (!g_str_equal (value, "0") && !g_str_equal (value, "1")))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "sort[field] must be 0 (ascending) or 1 (descending)");
      return FALSE;
    }
  self->query.sort_field = field;
  self->query.sort_descending = *value == '1';

  return TRUE;
}

static void
append_rest (GString *rest, const char *name, const char *value)
{
  g_autofree char *encoded_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *encoded_value = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (rest, "&%s=%s", encoded_name, encoded_value);
}

/**
 * mw_service_query_parse:
 * @text: (nullable): what stands behind the "?" of a URL
 * @error: location for %G_IO_ERROR_INVALID_ARGUMENT; its message is for the caller of the API
 *
 * Parameters it does not know are kept in the links and otherwise ignored, as a Laravel paginator does.
 *
 * Returns: (transfer full) (nullable): the query
 */
MwServiceQuery *
mw_service_query_parse (const char *text, GError **error)
{
  g_autoptr (MwServiceQuery) self = g_new0 (MwServiceQuery, 1);
  g_autoptr (GArray) filters = g_array_new (FALSE, FALSE, sizeof (*self->query.filters));
  g_autoptr (GString) rest = g_string_new (NULL);

  self->query.page = 1;
  self->query.per_page = MW_SERVICE_DEFAULT_PER_PAGE;
  self->texts = mw_service_form_parse (text ? text : "", -1, error);
  if (self->texts == NULL)
    return NULL;

  for (guint i = 0, n = self->texts->len; i < n; i += 2)
    {
      const char *name = g_ptr_array_index (self->texts, i);
      const char *value = g_ptr_array_index (self->texts, i + 1);
      gboolean good = TRUE;

      if (g_str_equal (name, "page"))
        good = parse_number (name, value, G_MAXINT, &self->query.page, error);
      else if (g_str_equal (name, "per_page"))
        good = parse_number (name, value, MW_SERVICE_MAX_PER_PAGE, &self->query.per_page, error);
      else if (g_str_equal (name, "filterMatch"))
        good = parse_match (self, value, error);
      else if (g_str_has_prefix (name, "filter["))
        good = parse_filter (self, name, value, filters, error);
      else if (g_str_has_prefix (name, "sort["))
        good = parse_sort (self, name, value, error);
      if (!good)
        return NULL;
      if (!g_str_equal (name, "page"))
        append_rest (rest, name, value);
    }

  self->query.n_filters = filters->len;
  self->query.filters = (gpointer) g_array_free (g_steal_pointer (&filters), FALSE);
  self->rest = g_string_free_and_steal (g_steal_pointer (&rest));

  return g_steal_pointer (&self);
}

/**
 * mw_service_query_free:
 * @self: (transfer full): a query
 */
void
mw_service_query_free (MwServiceQuery *self)
{
  g_free (self->query.filters);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_free (self->rest);
  g_free (self);
}
