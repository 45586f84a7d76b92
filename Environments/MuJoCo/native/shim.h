// What the managed code may call. No structure of MuJoCo's crosses this line, so that the same managed code works on every libmujoco that these files compile against.
// Every call that may fail returns 0 (or NULL) for failure and leaves one line in dream_message() of the calling thread; no error inside MuJoCo ends the process.
#pragma once

#define EXPORT __attribute__((visibility("default")))

typedef struct World World;
typedef struct Renderer Renderer;

// Arrays of a world, by the numbers that MuJoCoWorld.cs knows them under.
enum Numbers
{
    QPOS, QVEL, ACT, CTRL, SENSORDATA, XPOS, XIPOS, XMAT, SITE_XPOS, GEOM_XPOS, XANCHOR,
    JNT_RANGE, GEOM_SIZE, GEOM_POS, SITE_SIZE, SITE_POS, DOF_DAMPING, CTRLRANGE, QACC_WARMSTART
};

// Whole numbers of a world; the last four take an index.
enum Count
{
    JOINTS, CONTACTS, CAMERAS, JOINT_TYPE, JOINT_LIMITED, JOINT_QPOS, SENSOR_START
};

enum Kind { BODY, JOINT, GEOM, SITE, SENSOR };

enum Platform { AUTO, EGL, OSMESA };

EXPORT int dream_library_version(void);
EXPORT int dream_header_version(void);
EXPORT const char *dream_message(void);

EXPORT World *dream_open(const char *xml, int length);
EXPORT void dream_close(World *world);
EXPORT int dream_reset(World *world);
EXPORT int dream_forward(World *world, int actuation, int tolerant);
EXPORT int dream_step(World *world, int substeps);
EXPORT double *dream_numbers(World *world, int what, int *count);
EXPORT int dream_count(World *world, int what, int index);
EXPORT int dream_find(World *world, int kind, const char *name);
EXPORT void dream_hide_site(World *world, int site);
EXPORT void dream_set_time(World *world, double seconds);

EXPORT Renderer *dream_renderer_open(World *world, int platform, int width, int height, int fast);
EXPORT int dream_render(Renderer *renderer, int camera, unsigned char *pixels);
EXPORT void dream_renderer_close(Renderer *renderer);
EXPORT int dream_renderer_platform(void);

// Between the files of the shim.
#include <setjmp.h>
#include <mujoco/mujoco.h>

struct World
{
    mjModel *model;
    mjData *data;
};

extern _Thread_local jmp_buf *dream_jump;
extern _Thread_local char dream_text[1024];
void dream_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void dream_handlers(void);

// What stands between these is called with MuJoCo's errors turned into a return.
#define GUARDED(failed) jmp_buf here; dream_handlers(); dream_jump = &here; if (setjmp(here)) { dream_jump = 0; failed; }
#define UNGUARDED dream_jump = 0
