/* mw-redirect-page.c: what the browser shows when it has come back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-redirect-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Nothing is loaded, nothing is kept, and the address with the code in it is told nobody. */
#define HEADERS                                                                                              \
  "Content-Type: text/html; charset=utf-8\r\n"                                                               \
  "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n"       \
  "Referrer-Policy: no-referrer\r\n"                                                                         \
  "X-Content-Type-Options: nosniff\r\n"                                                                      \
  "Cache-Control: no-store\r\n"                                                                              \
  "Connection: close\r\n"
#define STYLE                                                                                                \
  ":root{color-scheme:light dark;font:18px/1.5 system-ui,sans-serif}body{max-width:32em;margin:20vh auto 0;" \
  "padding:0 1em;text-align:center}"

typedef struct
{
  const char *status;
  const char *title;
  const char *text;
} Words;

static const Words words[] = {
  [MW_REDIRECT_PAGE_DONE] = { "200 OK", N_ ("Back to Millwright"),
                              N_ ("Millwright has taken over. You can close this page.") },
  [MW_REDIRECT_PAGE_DECLINED] = { "200 OK", N_ ("Not signed in"),
                                  N_ ("The sign-in was declined. Millwright says what can be done; you can "
                                      "close this page.") },
  [MW_REDIRECT_PAGE_STRANGE] = { "400 Bad Request", N_ ("Not what was asked for"),
                                 N_ ("This page does not belong to a sign-in that Millwright has begun. You "
                                     "can close it.") },
  [MW_REDIRECT_PAGE_NOTHING] = { "404 Not Found", N_ ("Nothing is here"),
                                 N_ ("Millwright listens here only for the end of a sign-in.") },
};

char *
mw_redirect_page_dup_response (MwRedirectPage page)
{
  const Words *shown = &words[page];
  g_autofree char *title = g_markup_escape_text (_ (shown->title), -1);
  g_autofree char *text = g_markup_escape_text (_ (shown->text), -1);
  g_autofree char *body = g_strdup_printf (
    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%s</title>"
    "<style>" STYLE "</style></head><body><h1>%s</h1><p>%s</p></body></html>\n",
    title, title, text);

  return g_strdup_printf ("HTTP/1.1 %s\r\n" HEADERS "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          shown->status, strlen (body), body);
}
