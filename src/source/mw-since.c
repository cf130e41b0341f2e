/* mw-since.c: moments as systems write them in filters, and as their records tell them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-since.h"

#include <string.h>

#include "mw-date.h"

static const char *
zone_name (const MwMoment *moment, const char *zone)
{
  if (moment->zone == NULL)
    return "UTC";
  if (strcmp (moment->zone, "{zone}") != 0)
    return moment->zone;
  return zone != NULL ? zone : "UTC";
}

/* UTC when there is no such zone on this computer. */
static GTimeZone *
dup_zone (const MwMoment *moment, const char *zone)
{
  GTimeZone *found = g_time_zone_new_identifier (zone_name (moment, zone));

  return found != NULL ? found : g_time_zone_new_utc ();
}

static JsonNode *
new_text (GDateTime *time, const char *format)
{
  JsonNode *node = json_node_alloc ();
  g_autofree char *text = g_date_time_format (time, format);

  return json_node_init_string (node, text != NULL ? text : "");
}

/* RFC 9110 5.6.7: in English, whatever the language of the computer. */
static JsonNode *
new_http_date (GDateTime *time)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  JsonNode *node = json_node_alloc ();
  g_autofree char *text = g_strdup_printf (
    "%s, %02d %s %04d %02d:%02d:%02d GMT", days[g_date_time_get_day_of_week (time) - 1],
    g_date_time_get_day_of_month (time), months[g_date_time_get_month (time) - 1],
    g_date_time_get_year (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
    g_date_time_get_second (time));

  return json_node_init_string (node, text);
}

/* Tryton, trytond/protocols/jsonrpc.py: dates are objects that name their class. */
static JsonNode *
new_typed (GDateTime *time, gboolean has_clock)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "__class__", has_clock ? "datetime" : "date");
  json_object_set_int_member (object, "year", g_date_time_get_year (time));
  json_object_set_int_member (object, "month", g_date_time_get_month (time));
  json_object_set_int_member (object, "day", g_date_time_get_day_of_month (time));
  if (has_clock)
    {
      json_object_set_int_member (object, "hour", g_date_time_get_hour (time));
      json_object_set_int_member (object, "minute", g_date_time_get_minute (time));
      json_object_set_int_member (object, "second", g_date_time_get_second (time));
      json_object_set_int_member (object, "microsecond", g_date_time_get_microsecond (time));
    }
  return json_node_init_object (json_node_alloc (), object);
}

/**
 * mw_since_new_node:
 * @time: microseconds since 1970
 * @moment: how the system writes it
 * @zone: (nullable): the connection's zone
 *
 * Fractions of a second are cut off, never rounded up: nothing that was changed in that second is missed.
 *
 * Returns: (transfer full): a text, a number or an object
 */
JsonNode *
mw_since_new_node (gint64 time, const MwMoment *moment, const char *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GTimeZone) clocks = dup_zone (moment, zone);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, clocks);

  switch (moment->as)
    {
    case MW_SINCE_UTC_SPACE:
      return new_text (utc, "%Y-%m-%d %H:%M:%S");
    case MW_SINCE_UTC_OFFSET:
      return new_text (utc, "%Y-%m-%dT%H:%M:%S-00:00");
    case MW_SINCE_DAY:
      return new_text (local, "%Y-%m-%d");
    case MW_SINCE_LOCAL:
      return new_text (local, "%Y-%m-%dT%H:%M:%S");
    case MW_SINCE_LOCAL_SPACE:
      return new_text (local, "%Y-%m-%d %H:%M:%S");
    case MW_SINCE_UNIX:
      return json_node_init_int (json_node_alloc (), g_date_time_to_unix (utc));
    case MW_SINCE_UNIX_MS:
      return json_node_init_int (json_node_alloc (), g_date_time_to_unix_usec (utc) / 1000);
    case MW_SINCE_TYPED:
      return new_typed (utc, TRUE);
    case MW_SINCE_TYPED_DAY:
      return new_typed (local, FALSE);
    case MW_SINCE_ODATA_V2:
      return new_text (utc, "datetimeoffset'%Y-%m-%dT%H:%M:%SZ'");
    case MW_SINCE_ODATA_V2_DAY:
      return new_text (local, "datetime'%Y-%m-%dT00:00:00'");
    case MW_SINCE_HEADER:
      return new_http_date (utc);
    case MW_SINCE_UTC:
    default:
      return new_text (utc, "%Y-%m-%dT%H:%M:%SZ");
    }
}

/**
 * mw_since_of_day:
 * @day: YYYY-MM-DD
 * @moment: where its clocks are
 * @zone: (nullable): the connection's zone
 *
 * Returns: when @day begins there, microseconds since 1970; %MW_SINCE_NONE when it is no day
 */
gint64
mw_since_of_day (const char *day, const MwMoment *moment, const char *zone)
{
  g_autoptr (GTimeZone) clocks = dup_zone (moment, zone);
  g_autofree char *text = g_strconcat (day, "T00:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, clocks);

  return time != NULL ? g_date_time_to_unix_usec (time) : MW_SINCE_NONE;
}

/**
 * mw_since_of_text:
 * @text: (nullable): what a record says about its last change
 * @moment: what that means
 * @zone: (nullable): the connection's zone
 *
 * Returns: microseconds since 1970; %MW_SINCE_NONE when it is no date that we can read
 */
gint64
mw_since_of_text (const char *text, const MwMoment *moment, const char *zone)
{
  const char *name = zone_name (moment, zone);
  g_autofree char *normal = mw_date_normalize (text, MW_DATE_INSTANT, name);
  g_autoptr (GTimeZone) clocks = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (normal == NULL)
    return MW_SINCE_NONE;
  if (strchr (normal, 'T') == NULL)
    return mw_since_of_day (normal, moment, zone);
  clocks = dup_zone (moment, zone);
  time = g_date_time_new_from_iso8601 (normal, clocks);
  return time != NULL ? g_date_time_to_unix_usec (time) : MW_SINCE_NONE;
}
