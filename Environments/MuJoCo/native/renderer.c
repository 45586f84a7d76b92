// Pictures without a screen. MuJoCo looks up OpenGL's functions once in a process, so that all renderers of a process share one platform: the first one decides.
#define _GNU_SOURCE
#include "shim.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// From EGL's registry; headers are not needed to build, nor EGL to load.
typedef void *Handle;
enum
{
    EGL_PBUFFER_BIT = 1, EGL_OPENGL_BIT = 8, EGL_RED_SIZE = 0x3024, EGL_GREEN_SIZE = 0x3023, EGL_BLUE_SIZE = 0x3022, EGL_DEPTH_SIZE = 0x3025, EGL_STENCIL_SIZE = 0x3026,
    EGL_SURFACE_TYPE = 0x3033, EGL_NONE = 0x3038, EGL_RENDERABLE_TYPE = 0x3040, EGL_EXTENSIONS = 0x3055, EGL_HEIGHT = 0x3056, EGL_WIDTH = 0x3057, EGL_OPENGL_API = 0x30A2,
    EGL_PLATFORM_DEVICE_EXT = 0x313F, OSMESA_RGBA = 0x1908, GL_UNSIGNED_BYTE = 0x1401
};

static Handle (*egl_address)(const char *);
static Handle (*egl_display_of)(unsigned, Handle, const int *);
static unsigned (*egl_devices)(int, Handle *, int *);
static const char *(*egl_device_text)(Handle, int);
static unsigned (*egl_initialize)(Handle, int *, int *);
static unsigned (*egl_choose)(Handle, const int *, Handle *, int, int *);
static unsigned (*egl_bind)(unsigned);
static Handle (*egl_context)(Handle, Handle, Handle, const int *);
static Handle (*egl_surface)(Handle, Handle, const int *);
static unsigned (*egl_current)(Handle, Handle, Handle, Handle);
static unsigned (*egl_drop_context)(Handle, Handle);
static unsigned (*egl_drop_surface)(Handle, Handle);
static Handle (*os_context)(unsigned, int, int, int, Handle);
static unsigned char (*os_current)(Handle, void *, unsigned, int, int);
static void (*os_drop)(Handle);

static pthread_mutex_t platform_lock = PTHREAD_MUTEX_INITIALIZER;
static int platform; // 0 until the first renderer
static Handle display, config;

struct Renderer
{
    World *world;
    Handle context, surface;
    void *pixels; // OSMesa draws into this
    mjvScene scene;
    mjvOption option;
    mjvCamera camera;
    mjrContext gl;
    int width, height;
};

static int find(Handle library, const char *name, void *function)
{
    Handle found = dlsym(library, name);
    if (!found && egl_address) found = egl_address(name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

// A display on the first device that can draw OpenGL; without `software`, on a real one only.
static int egl_begin(int software)
{
    Handle library = dlopen("libEGL.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!library) { dream_say("EGL is not here (libEGL.so.1; Debian's libegl1)"); return 0; }
    if (!find(library, "eglGetProcAddress", &egl_address) || !find(library, "eglQueryDevicesEXT", &egl_devices) || !find(library, "eglQueryDeviceStringEXT", &egl_device_text)
        || !find(library, "eglGetPlatformDisplayEXT", &egl_display_of) || !find(library, "eglInitialize", &egl_initialize) || !find(library, "eglChooseConfig", &egl_choose)
        || !find(library, "eglBindAPI", &egl_bind) || !find(library, "eglCreateContext", &egl_context) || !find(library, "eglCreatePbufferSurface", &egl_surface)
        || !find(library, "eglMakeCurrent", &egl_current) || !find(library, "eglDestroyContext", &egl_drop_context) || !find(library, "eglDestroySurface", &egl_drop_surface))
    {
        dream_say("this EGL cannot draw without a screen");
        return 0;
    }

    Handle devices[16];
    int count = 0, wanted[] = { EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_RED_SIZE, 8, EGL_GREEN_SIZE, 8, EGL_BLUE_SIZE, 8, EGL_DEPTH_SIZE, 24, EGL_STENCIL_SIZE, 8, EGL_NONE };
    if (!egl_devices(16, devices, &count)) count = 0;
    for (int i = 0; i < count; i++)
    {
        const char *text = egl_device_text(devices[i], EGL_EXTENSIONS);
        if (!software && text && strstr(text, "EGL_MESA_device_software")) continue;
        int configs = 0;
        display = egl_display_of(EGL_PLATFORM_DEVICE_EXT, devices[i], NULL);
        if (!display || !egl_initialize(display, NULL, NULL) || !egl_bind(EGL_OPENGL_API) || !egl_choose(display, wanted, &config, 1, &configs) || configs < 1) continue;
        dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL); // where MuJoCo looks first
        return 1;
    }

    dream_say("EGL has no device here that draws OpenGL");
    return 0;
}

static int osmesa_begin(void)
{
    Handle library = dlopen("libOSMesa.so.8", RTLD_NOW | RTLD_GLOBAL);
    if (!library) library = dlopen("libOSMesa.so", RTLD_NOW | RTLD_GLOBAL);
    egl_address = NULL;
    if (library && find(library, "OSMesaCreateContextExt", &os_context) && find(library, "OSMesaMakeCurrent", &os_current) && find(library, "OSMesaDestroyContext", &os_drop)) return 1;
    dream_say("OSMesa is not here (libOSMesa.so.8; Debian's libosmesa6)");
    return 0;
}

static int choose_platform(int asked)
{
    pthread_mutex_lock(&platform_lock);
    if (!platform)
    {
        if (asked == AUTO) platform = egl_begin(0) ? EGL : osmesa_begin() ? OSMESA : egl_begin(1) ? EGL : 0;
        else if (asked == EGL ? egl_begin(1) : osmesa_begin()) platform = asked;
        if (!platform && asked == AUTO) dream_say("nothing here draws without a screen: neither EGL (libegl1) nor OSMesa (libosmesa6)");
    }
    else if (asked != AUTO && asked != platform)
    {
        dream_say("this process already draws through %s; a process has one renderer", platform == EGL ? "EGL" : "OSMesa");
        asked = -1;
    }

    int chosen = asked < 0 ? 0 : platform;
    pthread_mutex_unlock(&platform_lock);
    return chosen;
}

int dream_renderer_platform(void)
{
    pthread_mutex_lock(&platform_lock);
    int chosen = platform;
    pthread_mutex_unlock(&platform_lock);
    return chosen;
}

// The context belongs to the thread only while it draws, so that any thread may be the next one.
static int take(Renderer *r)
{
    if (platform == EGL ? egl_bind(EGL_OPENGL_API) && egl_current(display, r->surface, r->surface, r->context)
                        : os_current(r->context, r->pixels, GL_UNSIGNED_BYTE, r->width, r->height)) return 1;
    dream_say("the drawing context could not be taken");
    return 0;
}

static void give_back(void)
{
    if (platform == EGL) egl_current(display, NULL, NULL, NULL);
    else os_current(NULL, NULL, 0, 0, 0);
}

static int make_context(Renderer *r)
{
    if (platform == EGL)
    {
        int size[] = { EGL_WIDTH, r->width, EGL_HEIGHT, r->height, EGL_NONE };
        egl_bind(EGL_OPENGL_API);
        r->surface = egl_surface(display, config, size);
        r->context = egl_context(display, config, NULL, NULL);
        if (r->surface && r->context) return 1;
    }
    else
    {
        r->pixels = malloc(4 * (size_t)r->width * r->height);
        r->context = os_context(OSMESA_RGBA, 24, 8, 0, NULL);
        if (r->pixels && r->context) return 1;
    }

    dream_say("a drawing context of %d x %d could not be made", r->width, r->height);
    return 0;
}

Renderer *dream_renderer_open(World *world, int asked, int width, int height, int fast)
{
    if (!choose_platform(asked)) return NULL;
    Renderer *r = calloc(1, sizeof *r);
    if (!r) { dream_say("no memory"); return NULL; }
    (r->world = world, r->width = width, r->height = height);
    mjv_defaultScene(&r->scene);
    mjv_defaultOption(&r->option);
    mjv_defaultCamera(&r->camera);
    mjr_defaultContext(&r->gl);
    r->camera.type = mjCAMERA_FIXED;
    r->option.flags[mjVIS_RANGEFINDER] = 0;

    // The buffer is as large as the picture, which saves clearing the rest; what is drawn is the same.
    mjModel *m = world->model;
    (m->vis.global.offwidth = width, m->vis.global.offheight = height);
    if (fast) (m->vis.quality.offsamples = 0, m->vis.quality.shadowsize = 0);
    if (!make_context(r) || !take(r)) { dream_renderer_close(r); return NULL; }
    GUARDED({ give_back(); dream_renderer_close(r); return NULL; })
    mjv_makeScene(m, &r->scene, 1000);
    if (fast) (r->scene.flags[mjRND_SHADOW] = 0, r->scene.flags[mjRND_REFLECTION] = 0);
    mjr_makeContext(m, &r->gl, mjFONTSCALE_100);
    mjr_setBuffer(mjFB_OFFSCREEN, &r->gl);
    UNGUARDED;
    give_back();
    return r;
}

int dream_render(Renderer *r, int camera, unsigned char *pixels)
{
    if (!take(r)) return 0;
    mjrRect all = { 0, 0, r->width, r->height };
    GUARDED({ give_back(); return 0; })
    r->camera.fixedcamid = camera;
    mjv_updateScene(r->world->model, r->world->data, &r->option, NULL, &r->camera, mjCAT_ALL, &r->scene);
    mjr_render(all, &r->scene, &r->gl);
    mjr_readPixels(pixels, NULL, all, &r->gl);
    UNGUARDED;
    give_back();

    // OpenGL's first row is the lowest.
    size_t row = 3 * (size_t)r->width;
    unsigned char line[row];
    for (int top = 0, bottom = r->height - 1; top < bottom; top++, bottom--)
    {
        memcpy(line, pixels + (top * row), row);
        memcpy(pixels + (top * row), pixels + (bottom * row), row);
        memcpy(pixels + (bottom * row), line, row);
    }

    return 1;
}

void dream_renderer_close(Renderer *r)
{
    if (!r) return;
    if (r->context && take(r))
    {
        dream_handlers();
        jmp_buf here;
        dream_jump = &here;
        if (!setjmp(here)) mjr_freeContext(&r->gl);
        dream_jump = NULL;
        give_back();
    }

    mjv_freeScene(&r->scene);
    if (platform == EGL)
    {
        if (r->context) egl_drop_context(display, r->context);
        if (r->surface) egl_drop_surface(display, r->surface);
    }
    else if (r->context) os_drop(r->context);
    free(r->pixels);
    free(r);
}
