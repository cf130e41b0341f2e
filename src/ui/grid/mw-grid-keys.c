/* mw-grid-keys.c: the keyboard of a grid
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-view-private.h"

/* The same with Shift extends the selection. */
static const struct
{
  guint key;
  guint keypad;
  GdkModifierType modifiers;
  const char *move;
} moves[] = {
  { GDK_KEY_Left, GDK_KEY_KP_Left, 0, "left" },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 0, "right" },
  { GDK_KEY_Up, GDK_KEY_KP_Up, 0, "up" },
  { GDK_KEY_Down, GDK_KEY_KP_Down, 0, "down" },
  { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, "page-up" },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, "page-down" },
  { GDK_KEY_Home, GDK_KEY_KP_Home, 0, "row-start" },
  { GDK_KEY_End, GDK_KEY_KP_End, 0, "row-end" },
  { GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, "top" },
  { GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, "bottom" },
};

/* Of several keys for the same, menus show the last. */
static const struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
} keys[] = {
  { GDK_KEY_Return, 0, "grid.open" },
  { GDK_KEY_KP_Enter, 0, "grid.open" },
  { GDK_KEY_ISO_Enter, 0, "grid.open" },
  { GDK_KEY_a, GDK_CONTROL_MASK, "grid.select-all" },
  { GDK_KEY_space, GDK_SHIFT_MASK, "grid.select-row" },
  { GDK_KEY_space, GDK_CONTROL_MASK, "grid.select-column" },
  { GDK_KEY_Insert, GDK_CONTROL_MASK, "grid.copy" },
  { GDK_KEY_c, GDK_CONTROL_MASK, "grid.copy" },
  { GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "grid.copy-with-headers" },
  { GDK_KEY_Menu, 0, "grid.menu" },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "grid.menu" },
};

static void
add_move (GtkWidgetClass *widget_class, guint key, GdkModifierType modifiers, const char *move)
{
  gtk_widget_class_add_binding_action (widget_class, key, modifiers, "grid.move", "s", move);
  gtk_widget_class_add_binding_action (widget_class, key, modifiers | GDK_SHIFT_MASK, "grid.extend", "s",
                                       move);
}

void
mw_grid_view_add_keys (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      add_move (widget_class, moves[i].key, moves[i].modifiers, moves[i].move);
      add_move (widget_class, moves[i].keypad, moves[i].modifiers, moves[i].move);
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}
