/* mw-qr-paintable.c: draws a QR code, crisp at every size, dark on light whatever the theme
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-qr-paintable.h"

#include "mw-qr.h"

/* Of a module, in pixels of the natural size. */
#define MODULE 4

struct _MwQrPaintable
{
  GObject parent_instance;

  MwQr *code;
};

static void mw_qr_paintable_init_paintable (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwQrPaintable,
                               mw_qr_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, mw_qr_paintable_init_paintable))

static guint
get_side (MwQrPaintable *self)
{
  return mw_qr_get_width (self->code) + 2 * MW_QR_QUIET;
}

/* Dark modules beside each other are one rectangle: between two there would be a seam. */
static GskPath *
make_path (MwQrPaintable *self, float left, float top, float module)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  guint width = mw_qr_get_width (self->code);

  for (guint y = 0; y < width; y++)
    for (guint x = 0; x < width; x++)
      {
        guint end = x;

        while (mw_qr_is_dark (self->code, end, y))
          end++;
        if (end > x)
          gsk_path_builder_add_rect (builder, &GRAPHENE_RECT_INIT (left + (float) (x + MW_QR_QUIET) * module,
                                                                   top + (float) (y + MW_QR_QUIET) * module,
                                                                   (float) (end - x) * module, module));
        x = end;
      }
  return gsk_path_builder_to_path (builder);
}

/* A module is a whole number of pixels where there is room for one. */
static void
mw_qr_paintable_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  MwQrPaintable *self = MW_QR_PAINTABLE (paintable);
  const GdkRGBA light = { 1, 1, 1, 1 };
  const GdkRGBA dark = { 0, 0, 0, 1 };
  double module = MIN (width, height) / get_side (self);
  double side;
  float left, top;
  g_autoptr (GskPath) path = NULL;

  if (module >= 1)
    module = (int) module;
  side = module * get_side (self);
  left = (float) (int) ((width - side) / 2);
  top = (float) (int) ((height - side) / 2);
  path = make_path (self, left, top, (float) module);
  gtk_snapshot_append_color (GTK_SNAPSHOT (snapshot), &light,
                             &GRAPHENE_RECT_INIT (left, top, (float) side, (float) side));
  gtk_snapshot_append_fill (GTK_SNAPSHOT (snapshot), path, GSK_FILL_RULE_WINDING, &dark);
}

static GdkPaintableFlags
mw_qr_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_CONTENTS | GDK_PAINTABLE_STATIC_SIZE;
}

static int
mw_qr_paintable_get_intrinsic_side (GdkPaintable *paintable)
{
  return (int) get_side (MW_QR_PAINTABLE (paintable)) * MODULE;
}

static double
mw_qr_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  return 1;
}

static void
mw_qr_paintable_init_paintable (GdkPaintableInterface *iface)
{
  iface->snapshot = mw_qr_paintable_snapshot;
  iface->get_flags = mw_qr_paintable_get_flags;
  iface->get_intrinsic_width = mw_qr_paintable_get_intrinsic_side;
  iface->get_intrinsic_height = mw_qr_paintable_get_intrinsic_side;
  iface->get_intrinsic_aspect_ratio = mw_qr_paintable_get_intrinsic_aspect_ratio;
}

static void
mw_qr_paintable_finalize (GObject *object)
{
  g_clear_pointer (&MW_QR_PAINTABLE (object)->code, mw_qr_free);
  G_OBJECT_CLASS (mw_qr_paintable_parent_class)->finalize (object);
}

static void
mw_qr_paintable_class_init (MwQrPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_qr_paintable_finalize;
}

static void
mw_qr_paintable_init (MwQrPaintable *self)
{
}

/**
 * mw_qr_paintable_new:
 * @text: an address, say
 *
 * Returns: (transfer full) (nullable): its code; %NULL when it is too long for one
 */
GdkPaintable *
mw_qr_paintable_new (const char *text)
{
  g_autoptr (MwQr) code = mw_qr_new (text);
  MwQrPaintable *self;

  if (code == NULL)
    return NULL;
  self = g_object_new (MW_TYPE_QR_PAINTABLE, NULL);
  self->code = g_steal_pointer (&code);
  return GDK_PAINTABLE (self);
}
