/* mw-finger.h: a finger on the screen of a test
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MwFinger:
 *
 * A virtual X display has no touch screen, and GTK gives tests no events to send. Its Broadway display has
 * one: what stands here is the browser at the other end. Touches go the whole way from there: the display's
 * daemon, GDK's device, gestures of GTK and of ours.
 */
typedef struct _MwFinger MwFinger;

/* Before GTK is initialized: starts the display and makes it the one that GTK opens. NULL: it is not
 * installed. */
MwFinger *mw_finger_new (void);
void mw_finger_free (MwFinger *self);
/* After that: the screen is there, of that size. */
void mw_finger_connect (MwFinger *self, int width, int height);
/* At a place of @widget, so many milliseconds after the last of these; back when the window has it. */
void mw_finger_down (MwFinger *self, GtkWidget *widget, double x, double y, guint after);
void mw_finger_move (MwFinger *self, GtkWidget *widget, double x, double y, guint after);
void mw_finger_up (MwFinger *self, GtkWidget *widget, double x, double y, guint after);

G_END_DECLS
