/* test-html.c: the text of HTML, broken and hostile HTML too
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-text.h"

static void
test_cases (void)
{
  static const struct
  {
    const char *html, *text;
  } cases[] = {
    { "", "" },
    { "plain", "plain" },
    { "  a \n\t b  ", "a b" },
    { "<p>Replace the <b>seal</b>.</p><p>Then test.</p>", "Replace the seal.\nThen test." },
    { "a<br>b<br/>c<BR />d", "a\nb\nc\nd" },
    { "a<br><br><br><br>b", "a\n\nb" },
    { "<ul><li>one</li><li>two</li></ul>after", "one\ntwo\nafter" },
    { "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3" },
    { "<div>a</div>b", "a\nb" },
    { "x<span>y</span>z", "xyz" },
    { "a&amp;b &lt;c&gt; &quot;d&quot; &apos;&nbsp;e &euro;", "a&b <c> \"d\" ' e €" },
    { "&#65;&#x42;&#X43; &#8364;", "ABC €" },
    { "&#0;&#xD800;&#x110000;&#99999999999;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD&#99999999999;" },
    { "R&D; &unknown; &; &# &#; &#x; &#xZ; &", "R&D; &unknown; &; &# &#; &#x; &#xZ; &" },
    { "&amp;lt;b&amp;gt;", "&lt;b&gt;" },
    { "1 < 2 and 3 > 2", "1 < 2 and 3 > 2" },
    { "<script>alert('<p>')</script>safe<style>p > a {}</style>", "safe" },
    { "<SCRIPT type=\"x\">a</Script >safe", "safe" },
    { "<script>never ends", "" },
    { "<script/>shown", "shown" },
    { "<scripted>shown", "shown" },
    { "<style></styles></style>shown", "shown" },
    { "a<!-- <p>b</p> -->c", "ac" },
    { "a<!-- never ends", "a" },
    { "<!DOCTYPE html><?xml x?>a", "a" },
    { "<a title=\"x > y\" href='z>'>link</a>", "link" },
    { "<a title=\"x>link</a> tail", "link tail" },
    { "<b unfinished", "<b unfinished" },
    { "a<", "a<" },
    { "a</", "a</" },
    { "Grüße <i>€</i>", "Grüße €" },
    { "<p></p><p></p>a<p></p>", "a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mw_text_from_html (cases[i].html);

      g_test_message ("%s", cases[i].html);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_null (mw_text_from_html (NULL));
}

/* Patterns that make a careless reader look through the rest of the text again and again: 2 MB of each would
 * take it hours, and the time limit ends the test. */
static void
test_hostile (void)
{
  static const char *const patterns[] = {
    "<",  "<a ",  "<a \"", "<a \">\" ", "<a '>",  "<!--",     "<script>",        "</",    "&",
    "&#", "&amp", "<p>",   "<br>",      "<a>\"'", "</script", "<script></scrip", "<!-- -"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      gsize length = strlen (patterns[i]);
      g_autoptr (GString) html = g_string_sized_new (1000000 + 16);
      g_autofree char *text = NULL;

      while (html->len < 1000000)
        g_string_append_len (html, patterns[i], (gssize) length);
      text = mw_text_from_html (html->str);
      g_assert_cmpuint (strlen (text), <=, html->len);
    }
}

static void
test_random (void)
{
  static const char alphabet[] = "<>/\"'=&;#!-abpr script\n";
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (int i = 0; i < 50000; i++)
    {
      int length = g_rand_int_range (random, 0, 40);
      g_autofree char *html = g_malloc0 ((gsize) length + 1);
      g_autofree char *text = NULL;

      for (int j = 0; j < length; j++)
        html[j] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      text = mw_text_from_html (html);
      g_assert_cmpuint (strlen (text), <=, (gsize) length + 2);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/cases", test_cases);
  g_test_add_func ("/html/hostile", test_hostile);
  g_test_add_func ("/html/random", test_random);
  return g_test_run ();
}
