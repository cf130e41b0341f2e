/* mw-day-button.c: a calendar that writes a day into an entry
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-day-button.h"

#include <glib/gi18n-lib.h>

#include "mw-row-filter.h"

struct _MwDayButton
{
  GtkBox parent_instance;

  GtkEditable *entry; /* beside it, in the same form */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkCalendar *calendar;
  gboolean is_setting; /* the program marks a day, and nobody chose one */
};

G_DEFINE_FINAL_TYPE (MwDayButton, mw_day_button, GTK_TYPE_BOX)

/* The entry has what the calendar marks: clicking on the day that is marked already is not told. */
static void
write_day (MwDayButton *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (self->entry, text);
}

/* The calendar begins where the entry is. */
static void
on_show (MwDayButton *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_autoptr (GDateTime) day = NULL;

  if (mw_row_filter_is_day (text))
    {
      g_autofree char *moment = g_strconcat (text, "T12:00:00Z", NULL);

      day = g_date_time_new_from_iso8601 (moment, NULL);
    }
  if (!day)
    day = g_date_time_new_now_local ();
  self->is_setting = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->is_setting = FALSE;
  write_day (self);
}

static void
on_day_selected (MwDayButton *self)
{
  if (self->is_setting)
    return;
  write_day (self);
  gtk_popover_popdown (self->popover);
}

static void
mw_day_button_class_init (MwDayButtonClass *klass)
{
}

static void
mw_day_button_init (MwDayButton *self)
{
  static const char *const turned[] = { "next-month", "prev-month", "next-year", "prev-year" };

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->calendar));
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose a Day"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (on_show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (turned); i++)
    g_signal_connect_object (self->calendar, turned[i], G_CALLBACK (write_day), self, G_CONNECT_SWAPPED);
}

/**
 * mw_day_button_new:
 * @entry: (transfer none): where the day is written as "2026-01-31"; it lives as long as the button
 *
 * Returns: (transfer floating): the button
 */
MwDayButton *
mw_day_button_new (GtkEditable *entry)
{
  MwDayButton *self = g_object_new (MW_TYPE_DAY_BUTTON, NULL);

  self->entry = entry;
  return self;
}
