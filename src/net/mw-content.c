/* mw-content.c: takes the content coding off a body, and notices when its end is missing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-content.h"

#include <gio/gio.h>
#include <string.h>

#include "mw-transport.h"
#include "mw-work.h"

/* SoupContentDecoder takes a gzip body that stops anywhere for a whole one (status 200, no error), and has no
 * limit on what comes out. So the transport asks for gzip itself and decodes here: a stream without its
 * trailer (RFC 1952 2.3.1: CRC32 and length) is an error, and decoding stops at the cap. */

#define STEP (64 * 1024)

typedef struct
{
  GBytes *body;
  GByteArray *out;
  GZlibCompressorFormat format;
  gsize cap;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->body);
  g_byte_array_unref (job->out);
  g_free (job);
}

static gboolean
is_gzip (const guint8 *data, gsize length)
{
  return length >= 2 && data[0] == 0x1f && data[1] == 0x8b;
}

static gboolean
decode_more (Job *job,
             GConverter *converter,
             const guint8 *in,
             gsize length,
             gsize *used,
             gboolean *finished,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize before = job->out->len;
  gsize written = 0;
  GConverterResult result;

  g_byte_array_set_size (job->out, before + STEP);
  result = g_converter_convert (converter, in, length, job->out->data + before, STEP,
                                G_CONVERTER_INPUT_AT_END, used, &written, &local);
  g_byte_array_set_size (job->out, before + (result == G_CONVERTER_ERROR ? 0 : written));
  *finished = result == G_CONVERTER_FINISHED;
  if (result == G_CONVERTER_ERROR)
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED,
                 g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
                   ? "The compressed answer stops in the middle, after %u bytes"
                   : "The compressed answer is damaged after %u bytes",
                 job->out->len);
  else if (job->out->len > job->cap)
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_SIZE,
                 "The answer is larger than %" G_GSIZE_FORMAT " bytes when unpacked", job->cap);
  else
    return TRUE;
  return FALSE;
}

static gboolean
decode (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (job->format));
  gsize length;
  const guint8 *in = g_bytes_get_data (job->body, &length);

  for (;;)
    {
      gboolean finished;
      gsize used = 0;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !decode_more (job, converter, in, length, &used, &finished, error))
        return FALSE;
      in += used;
      length -= used;
      /* RFC 1952 2.2: a file may be several members, one after the other. Anything else behind one is
       * padding. */
      if (finished && job->format == G_ZLIB_COMPRESSOR_FORMAT_GZIP && is_gzip (in, length))
        g_converter_reset (converter);
      else if (finished)
        return TRUE;
    }
}

static DexFuture *
give_bytes (DexFuture *done, gpointer data)
{
  GByteArray *out = data;

  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new (out->data, out->len));
}

static gboolean
starts_like_gzip (const guint8 *data, gsize length)
{
  return is_gzip (data, length) || (length == 1 && data[0] == 0x1f);
}

/* Which format, if any, @coding and the first bytes say. Servers are seen to announce gzip and send plain
 * text. */
static gboolean
find_format (const char *coding, const guint8 *data, gsize length, GZlibCompressorFormat *format)
{
  if (g_ascii_strcasecmp (coding, "gzip") == 0 || g_ascii_strcasecmp (coding, "x-gzip") == 0)
    {
      *format = G_ZLIB_COMPRESSOR_FORMAT_GZIP;
      return starts_like_gzip (data, length);
    }
  if (g_ascii_strcasecmp (coding, "deflate") == 0 && length > 0)
    {
      /* RFC 9110 8.4.1.2 means zlib's format; some send the raw one. RFC 1950 2.2 tells them apart. */
      *format = (data[0] & 0x0f) == 8 && length > 1 && ((data[0] << 8) | data[1]) % 31 == 0
                  ? G_ZLIB_COMPRESSOR_FORMAT_ZLIB
                  : G_ZLIB_COMPRESSOR_FORMAT_RAW;
      return TRUE;
    }
  return FALSE;
}

/**
 * mw_content_decode:
 * @coding: (nullable): the value of Content-Encoding
 * @body: what was sent
 * @cap: how many bytes may come out
 *
 * Decodes on the work pool. A body whose coding is not gzip or deflate stays as it is.
 *
 * Returns: (transfer full): resolves to a #GBytes, or rejects with %MW_TRANSPORT_ERROR_TRUNCATED when the end
 * is missing or the content is damaged, or %MW_TRANSPORT_ERROR_SIZE
 */
DexFuture *
mw_content_decode (const char *coding, GBytes *body, gsize cap)
{
  g_autoptr (GByteArray) out = NULL;
  GZlibCompressorFormat format;
  DexFuture *work;
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);
  Job *job;

  if (coding == NULL || length == 0 || !find_format (coding, data, length, &format))
    return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (body));
  job = g_new0 (Job, 1);
  job->body = g_bytes_ref (body);
  job->out = g_byte_array_new ();
  job->format = format;
  job->cap = cap;
  out = g_byte_array_ref (job->out);
  work = mw_work_run ("net: unpack", decode, job, job_free);
  return dex_future_then (work, give_bytes, g_steal_pointer (&out), (GDestroyNotify) g_byte_array_unref);
}
