/* mw-form-row.c: one field of a system's form: the entry, an example, help, and what is wrong with it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-form-row.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-scroll-to.h"

/* A private key with its certificates is a few KiB. */
#define MAX_KEY 65536
/* Longer than between two keys, shorter than to the next field. */
#define REST_MS 900
/* Nobody types so many letters at once. */
#define PASTED_LETTERS 6

struct _MwFormRow
{
  GtkBox parent_instance;

  const MwFormField *field; /* of the system file, which lives as long as the catalog */
  GtkEditable *entry;
  GtkLabel *error;
  GtkLabel *note;
  GtkWidget *offer; /* asks which values there are, or has them in its menu; or NULL */
  glong n_letters;
  gboolean pasted;
  gboolean settling;
  guint resting; /* source; 0: nothing was typed since */
};

G_DEFINE_FINAL_TYPE (MwFormRow, mw_form_row, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  SIGNAL_FOCUSED,
  SIGNAL_RESTED,
  SIGNAL_SETTLED,
  SIGNAL_ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rest (gpointer data)
{
  MwFormRow *self = data;

  self->resting = 0;
  if (self->pasted)
    {
      self->pasted = FALSE;
      g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
    }
  g_signal_emit (self, signals[SIGNAL_RESTED], 0);
}

static void
on_changed (MwFormRow *self)
{
  glong n_letters = g_utf8_strlen (gtk_editable_get_text (self->entry), -1);

  mw_form_row_set_error (self, NULL);
  if (self->settling)
    {
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      return;
    }
  mw_form_row_settle (self, NULL, NULL);
  self->pasted |= n_letters >= self->n_letters + PASTED_LETTERS;
  self->n_letters = n_letters;
  g_clear_handle_id (&self->resting, g_source_remove);
  self->resting = g_timeout_add_once (REST_MS, rest, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_focus_enter (MwFormRow *self)
{
  g_signal_emit (self, signals[SIGNAL_FOCUSED], 0);
}

static void
on_focus_leave (MwFormRow *self)
{
  if (self->resting == 0)
    return;
  g_clear_handle_id (&self->resting, g_source_remove);
  self->pasted = TRUE;
  rest (self);
}

static void
on_activated (MwFormRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static GtkLabel *
append_caption (MwFormRow *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
take_offer (GtkWidget *widget, const char *action, GVariant *value)
{
  MwFormRow *self = MW_FORM_ROW (widget);

  mw_form_row_settle (self, g_variant_get_string (value, NULL), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_asked (MwFormRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
}

static GtkWidget *
create_ask_button (MwFormRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-list-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Show Which There Are"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_asked), self);
  return button;
}

static GtkWidget *
create_menu_button (const char *const *values)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (values[i], "_", -1);
      /* One underscore would mark a letter for the keyboard. */
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "offer.take", "s", values[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose One"));
  return button;
}

/**
 * mw_form_row_set_offered:
 * @self: the row of a field with `offers`
 * @values: (nullable): what the system has; %NULL while that is not known
 *
 * With values they are in a menu, without a button asks for them.
 */
void
mw_form_row_set_offered (MwFormRow *self, const char *const *values)
{
  if (self->offer != NULL)
    adw_entry_row_remove (ADW_ENTRY_ROW (self->entry), self->offer);
  self->offer = values != NULL && values[0] != NULL ? create_menu_button (values) : create_ask_button (self);
  gtk_widget_set_valign (self->offer, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->offer, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->entry), self->offer);
}

static void
mw_form_row_dispose (GObject *object)
{
  g_clear_handle_id (&MW_FORM_ROW (object)->resting, g_source_remove);
  G_OBJECT_CLASS (mw_form_row_parent_class)->dispose (object);
}

static void
mw_form_row_class_init (MwFormRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_form_row_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MW_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  /* Enter was pressed in the entry. */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", MW_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FOCUSED] = g_signal_new ("focused", MW_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", MW_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_RESTED] = g_signal_new ("rested", MW_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_ASKED] = g_signal_new ("asked", MW_TYPE_FORM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "offer.take", "s", take_offer);
}

static void
mw_form_row_init (MwFormRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_enter), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
}

static void
set_input_purpose (GtkWidget *entry, MwFormFieldKind kind)
{
  GtkInputHints hints = GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_LOWERCASE;

  if (kind == MW_FORM_FIELD_URL)
    g_object_set (entry, "input-purpose", GTK_INPUT_PURPOSE_URL, "input-hints", hints, NULL);
  else if (kind == MW_FORM_FIELD_TEXT)
    g_object_set (entry, "input-hints", GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI, NULL);
}

static void
on_key_read (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (MwFormRow) self = data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (file), result, &text, &length, NULL, &error))
    mw_form_row_set_error (self, _ ("The file cannot be read."));
  else if (length > MAX_KEY || !g_utf8_validate (text, (gssize) length, NULL))
    mw_form_row_set_error (self, _ ("The file holds no key."));
  else
    mw_form_row_set_text (self, text);
  if (text != NULL)
    explicit_bzero (text, length);
}

static void
on_key_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (MwFormRow) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file != NULL)
    mw_form_row_open (self, file);
}

static void
choose_key (MwFormRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, self->field->label);
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_key_chosen,
                        g_object_ref (self));
}

/* A key of several lines is more often a file than a text to paste. */
static void
add_key_button (MwFormRow *self, AdwEntryRow *entry)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-open-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Open a File"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_key), self);
  adw_entry_row_add_suffix (entry, button);
}

/**
 * mw_form_row_open:
 * @self: a row for a key of several lines
 * @file: where the key is
 *
 * Puts the text of @file into the row, as if pasted.
 */
void
mw_form_row_open (MwFormRow *self, GFile *file)
{
  g_file_load_contents_async (file, NULL, on_key_read, g_object_ref (self));
}

/**
 * mw_form_row_new:
 * @field: a field of a system's form; it must outlive the row
 * @value: (nullable): what to show first
 *
 * Returns: (transfer floating): a row for @field: hidden text for passwords and keys
 */
MwFormRow *
mw_form_row_new (const MwFormField *field, const char *value)
{
  MwFormRow *self = g_object_new (MW_TYPE_FORM_ROW, NULL);
  gboolean hidden = field->kind == MW_FORM_FIELD_PASSWORD || field->kind == MW_FORM_FIELD_SECRET;
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = hidden ? adw_password_entry_row_new () : adw_entry_row_new ();
  g_autofree char *title = NULL;
  GString *described = g_string_new (NULL);

  self->field = field;
  self->entry = GTK_EDITABLE (entry);
  /* Translators: %s is the label of a form field that may stay empty */
  title = field->optional ? g_strdup_printf (_ ("%s (optional)"), field->label) : g_strdup (field->label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  set_input_purpose (entry, field->kind);
  if (field->multiline)
    add_key_button (self, ADW_ENTRY_ROW (entry));
  if (field->n_offers > 0)
    mw_form_row_set_offered (self, NULL);
  if (value)
    gtk_editable_set_text (self->entry, value);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (entry, "entry-activated", G_CALLBACK (on_activated), self);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  gtk_box_append (GTK_BOX (self), list);

  self->error = append_caption (self, "", "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  self->note = append_caption (self, "", "accent");
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  if (field->example && *field->example)
    {
      g_autofree char *text = g_strdup_printf (_ ("For example: %s"), field->example);

      append_caption (self, text, "dimmed");
      g_string_append_printf (described, "%s ", text);
    }
  if (field->help && *field->help)
    {
      append_caption (self, field->help, "dimmed");
      g_string_append_printf (described, "%s ", field->help);
    }
  if (field->who && *field->who)
    {
      append_caption (self, field->who, "dimmed");
      g_string_append (described, field->who);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, described->str,
                                  -1);
  g_string_free (described, TRUE);
  return self;
}

/**
 * mw_form_row_get_field:
 * @self: the row
 *
 * Returns: the field it is for
 */
const MwFormField *
mw_form_row_get_field (MwFormRow *self)
{
  return self->field;
}

/**
 * mw_form_row_get_text:
 * @self: the row
 *
 * Returns: what stands in it; a secret stays in the entry's own memory, so do not copy it around
 */
const char *
mw_form_row_get_text (MwFormRow *self)
{
  return gtk_editable_get_text (self->entry);
}

/**
 * mw_form_row_set_text:
 * @self: the row
 * @text: what to put in it, as if typed
 */
void
mw_form_row_set_text (MwFormRow *self, const char *text)
{
  gtk_editable_set_text (self->entry, text);
}

/**
 * mw_form_row_settle:
 * @self: the row
 * @text: (nullable): what became of what was typed; %NULL: it stays as it is
 * @note: (nullable): what was changed, in words, until the user types again
 */
void
mw_form_row_settle (MwFormRow *self, const char *text, const char *note)
{
  if (text != NULL && !g_str_equal (text, mw_form_row_get_text (self)))
    {
      /* Whoever hears of the change may replace what @text was taken from. */
      g_autofree char *own = g_strdup (text);

      self->settling = TRUE;
      gtk_editable_set_text (self->entry, own);
      gtk_editable_set_position (self->entry, -1);
      self->settling = FALSE;
      self->n_letters = g_utf8_strlen (own, -1);
    }
  if (g_strcmp0 (note, mw_form_row_get_note (self)) == 0)
    return;
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  if (note != NULL)
    mw_announce (self, note, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * mw_form_row_get_note:
 * @self: the row
 *
 * Returns: (nullable): what was changed, in words
 */
const char *
mw_form_row_get_note (MwFormRow *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->note)) ? gtk_label_get_text (self->note) : NULL;
}

/**
 * mw_form_row_set_error:
 * @self: the row
 * @message: (nullable): what is wrong with the value; %NULL when nothing is
 *
 * Marks the row, for the eye and for a screen reader, until the user types.
 */
void
mw_form_row_set_error (MwFormRow *self, const char *message)
{
  gboolean wrong = message && *message;

  gtk_label_set_text (self->error, wrong ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), wrong);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (wrong)
    mw_announce (self, message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * mw_form_row_get_error:
 * @self: the row
 *
 * Returns: (nullable): the sentence it is marked with
 */
const char *
mw_form_row_get_error (MwFormRow *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->error)) ? gtk_label_get_text (self->error) : NULL;
}

/**
 * mw_form_row_focus:
 * @self: the row
 *
 * Puts the keyboard focus into the entry and shows the whole row.
 */
void
mw_form_row_focus (MwFormRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  mw_scroll_to (GTK_WIDGET (self));
}
