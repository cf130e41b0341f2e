/* mw-form-page.c: the second page of the connect dialog: the form of a system, made from its file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-form-page-private.h"

#include <glib/gi18n-lib.h>

#include "mw-admin-dialog.h"
#include "mw-exploration.h"

G_DEFINE_FINAL_TYPE (MwFormPage, mw_form_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_NARROW = 1,
  N_PROPS,
};

enum
{
  SIGNAL_SUBMIT,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_step (MwFormPage *self)
{
  const char *field = self->current != NULL ? self->current->id : NULL;
  const char *step = mw_guide_view_show_field (self->guide_wide, field);

  mw_guide_view_show_field (self->guide_narrow, field);
  gtk_label_set_label (self->guide_bar, step != NULL ? step : _ ("How to get what is asked for"));
}

static void
on_row_focused (MwFormPage *self, MwFormRow *row)
{
  self->current = mw_form_row_get_field (row);
  show_step (self);
}

/* What was typed is looked at when the user pauses, not while a key is down; an error of the server stays. */
static void
on_row_rested (MwFormPage *self, MwFormRow *row)
{
  g_autofree char *problem = mw_draft_dup_problem (self->draft, mw_form_row_get_field (row)->id);

  if (problem != NULL)
    mw_form_row_set_error (row, problem);
}

/* Other fields may get values that stood in the address. */
static void
on_row_settled (MwFormPage *self, MwFormRow *settled)
{
  g_autofree char *note = mw_draft_settle (self->draft, mw_engine_get_catalog (self->engine),
                                           mw_form_row_get_field (settled)->id);

  if (note == NULL)
    return;
  mw_form_row_settle (settled, NULL, note);
  mw_form_page_take_values (self);
}

static void
on_row_asked (MwFormPage *self, MwFormRow *row)
{
  mw_form_offers_ask (self->offers, self->draft, row);
}

/* Another address has other values to offer. */
static void
forget_offers (MwFormPage *self, MwFormRow *changed)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (mw_form_row_get_field (changed)->kind == MW_FORM_FIELD_URL &&
        mw_form_row_get_field (self->rows->pdata[i])->n_offers > 0)
      mw_form_row_set_offered (self->rows->pdata[i], NULL);
}

static void
on_row_changed (MwFormPage *self, MwFormRow *row)
{
  forget_offers (self, row);
  mw_draft_set_value (self->draft, mw_form_row_get_field (row)->id, mw_form_row_get_text (row));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* More lists of a general interface are added where its lists are shown. */
static gboolean
is_asked_later (MwSystem *system, const MwFormField *field)
{
  return mw_system_is_general (system) && g_str_equal (field->id, MW_EXPLORATION_LISTS);
}

static MwFormRow *
create_row (MwFormPage *self, const MwFormField *field)
{
  const char *value = mw_draft_get_value (self->draft, field->id);
  MwFormRow *row = mw_form_row_new (field, value);

  g_signal_connect_object (row, "changed", G_CALLBACK (on_row_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "focused", G_CALLBACK (on_row_focused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "rested", G_CALLBACK (on_row_rested), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "settled", G_CALLBACK (on_row_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "asked", G_CALLBACK (on_row_asked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (mw_form_page_submit), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->made, (gpointer) field, g_object_ref_sink (row));
  return row;
}

/* What was typed stays when the user changes the sign-in or looks at another system, secrets too: each field
 * keeps its row as long as the dialog is open. */
static void
fill_fields (MwFormPage *self)
{
  MwSystem *system = mw_draft_get_system (self->draft);
  const MwSignIn *sign_in = mw_draft_get_sign_in (self->draft);
  guint n_fields;
  const MwFormField *fields = mw_system_get_form (system, &n_fields);
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->fields))))
    gtk_box_remove (self->fields, child);
  for (guint i = 0; i < n_fields; i++)
    {
      MwFormRow *row = g_hash_table_lookup (self->made, &fields[i]);

      if (!mw_system_asks_for (system, sign_in, fields[i].id) || is_asked_later (system, &fields[i]))
        continue;
      if (row == NULL)
        row = create_row (self, &fields[i]);
      g_ptr_array_add (self->rows, row);
      gtk_box_append (self->fields, GTK_WIDGET (row));
    }

  mw_client_group_set_sign_in (self->client, sign_in);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_group), sign_in && sign_in->keeps_password);
  if (sign_in && sign_in->keeps_password)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->keep),
                                 sign_in->password_reason ? sign_in->password_reason : "");
}

/* Beside the form where there is room; else in a sheet, whose bar says what belongs to the field that has the
 * focus. */
static void
place_guide (MwFormPage *self)
{
  gtk_widget_set_visible (self->guide_scroller, self->has_guide && !self->narrow);
  adw_bottom_sheet_set_reveal_bottom_bar (self->sheet, self->has_guide && self->narrow);
  if (!self->has_guide || !self->narrow)
    adw_bottom_sheet_set_open (self->sheet, FALSE);
}

static void
fill_guide (MwFormPage *self)
{
  MwSystem *system = mw_draft_get_system (self->draft);
  const MwSignIn *sign_in = mw_draft_get_sign_in (self->draft);

  self->has_guide = mw_guide_view_set_sign_in (self->guide_wide, system, sign_in);
  mw_guide_view_set_sign_in (self->guide_narrow, system, sign_in);
  show_step (self);
  place_guide (self);
}

static void
fill_sign_ins (MwFormPage *self)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (mw_draft_get_system (self->draft), &n_sign_ins);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < n_sign_ins; i++)
    {
      gtk_string_list_append (titles, sign_ins[i].title);
      if (&sign_ins[i] == mw_draft_get_sign_in (self->draft))
        selected = i;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->sign_in, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->sign_in, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in_group), n_sign_ins > 1);
  adw_preferences_group_set_description (self->sign_in_group, n_sign_ins ? sign_ins[selected].help : NULL);
}

static void
on_sign_in_selected (MwFormPage *self)
{
  guint n_sign_ins;
  guint selected = adw_combo_row_get_selected (self->sign_in);
  const MwSignIn *sign_ins;

  if (self->filling || !self->draft)
    return;
  sign_ins = mw_system_get_sign_ins (mw_draft_get_system (self->draft), &n_sign_ins);
  if (selected >= n_sign_ins)
    return;
  mw_draft_set_sign_in (self->draft, &sign_ins[selected]);
  adw_preferences_group_set_description (self->sign_in_group, sign_ins[selected].help);
  fill_fields (self);
  fill_guide (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_keep_changed (MwFormPage *self)
{
  const MwSignIn *sign_in = self->draft ? mw_draft_get_sign_in (self->draft) : NULL;
  gboolean keep = adw_switch_row_get_active (self->keep);

  if (!sign_in)
    return;
  mw_draft_set_keep_password (self->draft, keep);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->keep),
                               keep ? (sign_in->password_reason ? sign_in->password_reason : "")
                                    : _ ("Off: Millwright asks you each time."));
}

static void
show_admin_dialog (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (ADW_DIALOG (mw_admin_dialog_new (MW_FORM_PAGE (widget)->draft)), widget);
}

static void
mw_form_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MwFormPage *self = MW_FORM_PAGE (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->narrow = g_value_get_boolean (value);
  place_guide (self);
}

static void
mw_form_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, MW_FORM_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_form_page_dispose (GObject *object)
{
  MwFormPage *self = MW_FORM_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->made, g_hash_table_unref);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->offers, mw_form_offers_free);
  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_FORM_PAGE);
  G_OBJECT_CLASS (mw_form_page_parent_class)->dispose (object);
}

static void
mw_form_page_class_init (MwFormPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = mw_form_page_set_property;
  object_class->get_property = mw_form_page_get_property;
  object_class->dispose = mw_form_page_dispose;
  /* Whether the guide lies in a sheet instead of beside the form: set by the breakpoint. */
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", MW_TYPE_FORM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MW_TYPE_FORM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "form.administrator", NULL, show_admin_dialog);
  g_type_ensure (MW_TYPE_CLIENT_GROUP);
  g_type_ensure (MW_TYPE_FILE_ROW);
  g_type_ensure (MW_TYPE_GUIDE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, sign_in_group);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, client);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, fields);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, promise);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, file_group);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, file);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, keep_group);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, keep);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, connect);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, guide_wide);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, guide_narrow);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, guide_scroller);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, guide_bar);
  gtk_widget_class_bind_template_child (widget_class, MwFormPage, sheet);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_changed);
  gtk_widget_class_bind_template_callback (widget_class, mw_form_page_submit);
}

static void
mw_form_page_init (MwFormPage *self)
{
  self->rows = g_ptr_array_new ();
  self->made = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the form's sentence says of every system must be true of one behind a service in between as well. */
static void
show_promise (MwFormPage *self)
{
  const char *through = mw_system_get_through (mw_draft_get_system (self->draft));
  g_autofree char *text =
    through != NULL
      ? g_strdup_printf (
          _ ("Your records come through %s. Millwright only reads from it, and keeps what signs you in "
             "in the system keyring."),
          through)
      : g_strdup (_ (
          "Millwright talks directly to this system, only reads from it, and keeps what signs you in in the "
          "system keyring."));

  gtk_label_set_label (self->promise, text);
}

static void
show_purpose (MwFormPage *self)
{
  const char *file = mw_system_get_user_file (mw_draft_get_system (self->draft));
  gboolean is_general = mw_system_is_general (mw_draft_get_system (self->draft));

  gtk_widget_set_visible (self->file_group, file != NULL);
  if (file)
    mw_file_row_set_path (self->file, file);

  gtk_button_set_label (self->connect, is_general ? _ ("_Find the Lists") : _ ("_Connect"));
}

/**
 * mw_form_page_set_draft:
 * @self: the page
 * @draft: what the user fills in
 * @engine: to tell when an address belongs to another product, and what a system offers for a field
 *
 * Builds the form of the draft's system.
 */
void
mw_form_page_set_draft (MwFormPage *self, MwDraft *draft, MwEngine *engine)
{
  g_set_object (&self->engine, engine);
  g_clear_pointer (&self->offers, mw_form_offers_free);
  self->offers = mw_form_offers_new (engine);
  g_set_object (&self->draft, draft);
  self->current = NULL;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 mw_system_get_name (mw_draft_get_system (draft)));
  fill_sign_ins (self);
  fill_fields (self);
  fill_guide (self);
  show_promise (self);
  show_purpose (self);
  self->filling = TRUE;
  adw_switch_row_set_active (self->keep, mw_draft_get_keep_password (draft));
  self->filling = FALSE;
  if (self->rows->len)
    mw_form_row_focus (g_ptr_array_index (self->rows, 0));
}

/**
 * mw_form_page_submit:
 * @self: the page
 *
 * What the Connect button does: emits #MwFormPage::submit, or marks the first field that is not well-formed.
 */
void
mw_form_page_submit (MwFormPage *self)
{
  g_autofree char *message = NULL;
  const MwFormField *wrong;

  for (guint i = 0; i < self->rows->len; i++)
    on_row_settled (self, g_ptr_array_index (self->rows, i));
  wrong = mw_draft_validate (self->draft, &message);
  /* What nobody knows by heart the system may tell. */
  if (wrong && wrong->n_offers > 0 && !mw_draft_has_value (self->draft, wrong->id))
    mw_form_page_ask (self, wrong->id);
  else if (wrong)
    mw_form_page_show_error (self, wrong->id, message);
  else
    g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
}

/**
 * mw_form_page_show_error:
 * @self: the page
 * @field: (nullable): id of the field that an advice names; an unknown one falls back to the first
 * @message: the sentence about it
 *
 * Marks and focuses the field. Everything stays as typed. Where the system can tell what may stand there, it
 * is asked.
 */
void
mw_form_page_show_error (MwFormPage *self, const char *field, const char *message)
{
  MwFormRow *row = mw_form_page_find_row (self, field);

  if (!row && self->rows->len)
    row = g_ptr_array_index (self->rows, 0);
  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != row)
      mw_form_row_set_error (g_ptr_array_index (self->rows, i), NULL);
  if (!row)
    return;
  mw_form_row_set_error (row, message);
  mw_form_row_focus (row);
  if (mw_form_row_get_field (row)->n_offers > 0)
    on_row_asked (self, row);
}

/**
 * mw_form_page_ask:
 * @self: the page
 * @field: id of a field on the page that has `offers`
 *
 * Asks the system which values there are; they are shown in the field.
 */
void
mw_form_page_ask (MwFormPage *self, const char *field)
{
  MwFormRow *row = mw_form_page_find_row (self, field);

  g_return_if_fail (row != NULL);
  mw_form_row_focus (row);
  on_row_asked (self, row);
}

/**
 * mw_form_page_choose_sign_in:
 * @self: the page
 * @id: of a sign-in of the system
 *
 * Changes how one signs in. What was typed stays, and the first field that is still empty is focused.
 */
void
mw_form_page_choose_sign_in (MwFormPage *self, const char *id)
{
  guint n_sign_ins;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (mw_draft_get_system (self->draft), &n_sign_ins);

  for (guint i = 0; i < n_sign_ins; i++)
    if (g_str_equal (sign_ins[i].id, id))
      adw_combo_row_set_selected (self->sign_in, i);
  for (guint i = 0; i < self->rows->len; i++)
    if (*mw_form_row_get_text (g_ptr_array_index (self->rows, i)) == '\0')
      {
        mw_form_row_focus (g_ptr_array_index (self->rows, i));
        return;
      }
}
