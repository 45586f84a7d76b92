// A world: model and data of MuJoCo, stepped as the control suite steps them.
#define _GNU_SOURCE
#include "shim.h"
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

_Thread_local jmp_buf *dream_jump;
_Thread_local char dream_text[1024];

void dream_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(dream_text, sizeof dream_text, format, arguments);
    va_end(arguments);
    for (char *c = dream_text; *c; c++) if (*c == '\n') *c = ' ';
}

static void on_error(const char *text)
{
    dream_say("%s", text);
    if (dream_jump) longjmp(*dream_jump, 1);
    abort(); // MuJoCo does not expect to be returned to
}

// MuJoCo would write a file into the current folder; what counts is in the warning counters.
static void on_warning(const char *text) { (void)text; }

void dream_handlers(void)
{
    mju_user_error = on_error;
    mju_user_warning = on_warning;
}

int dream_library_version(void) { return mj_version(); }
int dream_header_version(void) { return mjVERSION_HEADER; }
const char *dream_message(void) { return dream_text; }

World *dream_open(const char *xml, int length)
{
    // A file without a name: the way to hand over a string that every version of MuJoCo has.
    int file = memfd_create("model.xml", MFD_CLOEXEC);
    if (file < 0 || write(file, xml, length) != length)
    {
        dream_say("a model of %d bytes could not be handed over in memory", length);
        if (file >= 0) close(file);
        return NULL;
    }

    char path[64], error[1000] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    World *world = calloc(1, sizeof *world);
    if (!world) { close(file); dream_say("no memory"); return NULL; }

    // The stars of a sky come from the process's one rand(), which the compiler seeds: two models that are compiled at a time would share them out.
    static pthread_mutex_t compiling = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&compiling);
    GUARDED({ pthread_mutex_unlock(&compiling); close(file); dream_close(world); return NULL; })
    world->model = mj_loadXML(path, NULL, error, sizeof error);
    if (world->model) world->data = mj_makeData(world->model);
    UNGUARDED;
    pthread_mutex_unlock(&compiling);
    close(file);
    if (world->data) return world;
    dream_say("%s", error[0] ? error : "MuJoCo could not make a simulation of the model");
    dream_close(world);
    return NULL;
}

void dream_close(World *world)
{
    if (!world) return;
    if (world->data) mj_deleteData(world->data);
    if (world->model) mj_deleteModel(world->model);
    free(world);
}

// A warning that came up since the counters were copied makes the state worthless, as in the suite.
static int sound(World *world, const int *before)
{
    for (int i = 0; i < mjNWARNING; i++)
    {
        if (world->data->warning[i].number <= before[i]) continue;
        static const char *const names[mjNWARNING] =
        {
            [mjWARN_INERTIA] = "INERTIA", [mjWARN_CONTACTFULL] = "CONTACTFULL", [mjWARN_CNSTRFULL] = "CNSTRFULL",
            [mjWARN_BADQPOS] = "BADQPOS", [mjWARN_BADQVEL] = "BADQVEL", [mjWARN_BADQACC] = "BADQACC", [mjWARN_BADCTRL] = "BADCTRL"
        };
        dream_say("the state is invalid: %s at %g s", names[i] ? names[i] : "a warning", world->data->time);
        return 0;
    }

    return 1;
}

static void count_warnings(World *world, int *numbers)
{
    for (int i = 0; i < mjNWARNING; i++) numbers[i] = world->data->warning[i].number;
}

int dream_reset(World *world)
{
    GUARDED(return 0)
    mj_resetData(world->model, world->data);
    UNGUARDED;
    return 1;
}

int dream_forward(World *world, int actuation, int tolerant)
{
    int before[mjNWARNING];
    count_warnings(world, before);
    int flags = world->model->opt.disableflags;
    if (!actuation) world->model->opt.disableflags |= mjDSBL_ACTUATION;
    GUARDED({ world->model->opt.disableflags = flags; return 0; })
    mj_forward(world->model, world->data);
    UNGUARDED;
    world->model->opt.disableflags = flags;
    return tolerant || sound(world, before);
}

int dream_step(World *world, int substeps)
{
    int before[mjNWARNING];
    count_warnings(world, before);
    GUARDED(return 0)
    int whole = substeps;
    if (world->model->opt.integrator != mjINT_RK4)
    {
        // Positions and velocities of this state are known since the mj_step1 below.
        mj_step2(world->model, world->data);
        whole--;
    }

    for (int i = 0; i < whole; i++) mj_step(world->model, world->data);
    mj_step1(world->model, world->data);
    UNGUARDED;
    return sound(world, before);
}

double *dream_numbers(World *world, int what, int *count)
{
    const mjModel *m = world->model;
    mjData *d = world->data;
    switch (what)
    {
        case QPOS: *count = m->nq; return d->qpos;
        case QVEL: *count = m->nv; return d->qvel;
        case ACT: *count = m->na; return d->act;
        case CTRL: *count = m->nu; return d->ctrl;
        case SENSORDATA: *count = m->nsensordata; return d->sensordata;
        case XPOS: *count = 3 * m->nbody; return d->xpos;
        case XIPOS: *count = 3 * m->nbody; return d->xipos;
        case XMAT: *count = 9 * m->nbody; return d->xmat;
        case SITE_XPOS: *count = 3 * m->nsite; return d->site_xpos;
        case GEOM_XPOS: *count = 3 * m->ngeom; return d->geom_xpos;
        case XANCHOR: *count = 3 * m->njnt; return d->xanchor;
        case JNT_RANGE: *count = 2 * m->njnt; return m->jnt_range;
        case GEOM_SIZE: *count = 3 * m->ngeom; return m->geom_size;
        case GEOM_POS: *count = 3 * m->ngeom; return m->geom_pos;
        case SITE_SIZE: *count = 3 * m->nsite; return m->site_size;
        case SITE_POS: *count = 3 * m->nsite; return m->site_pos;
        case DOF_DAMPING: *count = m->nv; return m->dof_damping;
        case CTRLRANGE: *count = 2 * m->nu; return m->actuator_ctrlrange;
        case QACC_WARMSTART: *count = m->nv; return d->qacc_warmstart;
        default: *count = 0; return NULL;
    }
}

int dream_count(World *world, int what, int index)
{
    const mjModel *m = world->model;
    switch (what)
    {
        case JOINTS: return m->njnt;
        case CONTACTS: return world->data->ncon;
        case CAMERAS: return m->ncam;
        case JOINT_TYPE: return m->jnt_type[index];
        case JOINT_LIMITED: return m->jnt_limited[index];
        case JOINT_QPOS: return m->jnt_qposadr[index];
        case SENSOR_START: return m->sensor_adr[index];
        default: return -1;
    }
}

int dream_find(World *world, int kind, const char *name)
{
    static const int types[] = { mjOBJ_BODY, mjOBJ_JOINT, mjOBJ_GEOM, mjOBJ_SITE, mjOBJ_SENSOR };
    return mj_name2id(world->model, types[kind], name);
}

void dream_hide_site(World *world, int site) { world->model->site_rgba[(4 * site) + 3] = 0; }

void dream_set_time(World *world, double seconds) { world->data->time = seconds; }
