#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

// A context whose fonts belong to it alone. The default font map would stay with every thread that ever drew.
static inline PangoContext *countersign_new_context(cairo_t *cairo) {
    PangoFontMap *fonts = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(fonts);
    g_object_unref(fonts);
    pango_cairo_update_context(cairo, context);
    return context;
}

// Without any font installed pango measures nonsense instead of failing.
static inline gboolean countersign_has_font(PangoContext *context) {
    PangoFontDescription *any = pango_font_description_from_string("Sans 12");
    PangoFont *font = pango_context_load_font(context, any);
    pango_font_description_free(any);
    if (font == NULL) return FALSE;
    g_object_unref(font);
    return TRUE;
}
