// Makes trajectories.csv from the original models of the control suite: cc trajectories.c -lmujoco -lm -o trajectories && ./trajectories SUITE > trajectories.csv
// SUITE is the folder dm_control/suite of dm_control 985d094 (not part of this repository), with its quadruped.xml edited as the suite itself does it for walking and running:
// quadruped-walk.xml and quadruped-run.xml, floor of 10 and 100 m, without walls, ball, target, terrain geom and rangefinder sensors. libmujoco 2.2.2.
// What is shown and rewarded is written out again here, by the names of those models, so that the two can be compared. Lines: task, episode, step, kind, numbers;
// kind "start" (positions, velocities, then what the episode sets in the model), "state" (positions, velocities, activations), "seen" (vectors in the suite's order), "reward".
#include <math.h>
#include <mujoco/mujoco.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static mjModel *m;
static mjData *d;
static const char *task;
static double out[256];
static int n;

static int id(int type, const char *name) { int i = mj_name2id(m, type, name); if (i < 0) { fprintf(stderr, "no %s\n", name); exit(1); } return i; }
static double *sensor(const char *name) { return d->sensordata + m->sensor_adr[id(mjOBJ_SENSOR, name)]; }
static double turn(const char *body, int entry) { return d->xmat[(9 * id(mjOBJ_BODY, body)) + entry]; }
static double *place(const char *body) { return d->xpos + (3 * id(mjOBJ_BODY, body)); }
static void put(double x) { out[n++] = x; }
static void put_all(const double *x, int count) { for (int i = 0; i < count; i++) put(x[i]); }
static int is(const char *prefix) { return !strncmp(task, prefix, strlen(prefix)); }
static int ends(const char *suffix) { size_t a = strlen(task), b = strlen(suffix); return a >= b && !strcmp(task + a - b, suffix); }

// Controls and starts are fractions of a few primes, exact wherever they are computed again.
static double fraction(int a, int b, int c) { return ((a * 7919L) + (b * 104729L) + (c * 1299721L) + 31337L) % 2001 / 1000.0 - 1; }

static double outside(double x, double low, double high, double margin) { return (x < low ? low - x : x > high ? x - high : 0) / margin; }
static double gaussian(double x, double low, double high, double margin) { double s = outside(x, low, high, margin) * sqrt(-2 * log(0.1)); return exp(-0.5 * s * s); }
static double linear(double x, double low, double margin, double value) { double s = outside(x, low, INFINITY, margin) * (1 - value); return s < 1 ? 1 - s : 0; }
static double within(double x, double low, double high) { return low <= x && x <= high; }
static double small(void) { double sum = 0; for (int i = 0; i < m->nu; i++) { double u = fabs(d->ctrl[i]); sum += u < 1 ? 1 - (u * u) : 0; } return sum / m->nu; }

static void egocentric(const char *body, double *x)
{
    double *frame = d->xmat + (9 * id(mjOBJ_BODY, "torso")), *torso = place("torso"), *p = place(body);
    for (int j = 0; j < 3; j++) { x[j] = 0; for (int i = 0; i < 3; i++) x[j] += (p[i] - torso[i]) * frame[(3 * i) + j]; }
}

static void seen(void)
{
    n = 0;
    if (is("acrobot"))
    {
        put(turn("upper_arm", 2)); put(turn("lower_arm", 2)); put(turn("upper_arm", 8)); put(turn("lower_arm", 8));
        put_all(d->qvel, m->nv);
    }
    else if (is("ball")) { put_all(d->qpos, m->nq); put_all(d->qvel, m->nv); }
    else if (is("cartpole")) { put(d->qpos[0]); put(turn("pole_1", 8)); put(turn("pole_1", 2)); put_all(d->qvel, m->nv); }
    else if (is("cheetah")) { put_all(d->qpos + 1, m->nq - 1); put_all(d->qvel, m->nv); }
    else if (is("finger"))
    {
        double *tip = sensor("tip"), *spinner = sensor("spinner"), *target = sensor("target");
        put(*sensor("proximal")); put(*sensor("distal")); put(tip[0] - spinner[0]); put(tip[2] - spinner[2]);
        put(*sensor("proximal_velocity")); put(*sensor("distal_velocity")); put(*sensor("hinge_velocity"));
        put(log1p(*sensor("touchtop"))); put(log1p(*sensor("touchbottom")));
        if (is("finger-spin")) return;
        put(target[0] - spinner[0]); put(target[2] - spinner[2]);
        put(hypot(target[0] - tip[0], target[2] - tip[2]) - m->site_size[3 * id(mjOBJ_SITE, "target")]);
    }
    else if (is("hopper")) { put_all(d->qpos + 1, m->nq - 1); put_all(d->qvel, m->nv); put(log1p(*sensor("touch_toe"))); put(log1p(*sensor("touch_heel"))); }
    else if (is("pendulum")) { put(turn("pole", 8)); put(turn("pole", 2)); put(d->qvel[0]); }
    else if (is("reacher"))
    {
        double *target = d->geom_xpos + (3 * id(mjOBJ_GEOM, "target")), *finger = d->geom_xpos + (3 * id(mjOBJ_GEOM, "finger"));
        put_all(d->qpos, m->nq); put(target[0] - finger[0]); put(target[1] - finger[1]); put_all(d->qvel, m->nv);
    }
    else if (is("walker"))
    {
        for (int body = 1; body < m->nbody; body++) { put(d->xmat[9 * body]); put(d->xmat[(9 * body) + 2]); }
        put(place("torso")[2]); put_all(d->qvel, m->nv);
    }
    else if (is("quadruped"))
    {
        for (int j = 0; j < m->njnt; j++) if (m->jnt_type[j] == mjJNT_HINGE) put(d->qpos[m->jnt_qposadr[j]]);
        for (int j = 0; j < m->njnt; j++) if (m->jnt_type[j] == mjJNT_HINGE) put(d->qvel[m->jnt_dofadr[j]]);
        put_all(d->act, m->na);
        put_all(sensor("velocimeter"), 3); put(turn("torso", 8)); put_all(sensor("imu_accel"), 3); put_all(sensor("imu_gyro"), 3);
        for (int s = 0; s < m->nsensor; s++)
            if (m->sensor_type[s] == mjSENS_FORCE || m->sensor_type[s] == mjSENS_TORQUE) for (int i = 0; i < 3; i++) put(asinh(d->sensordata[m->sensor_adr[s] + i]));
    }
    else if (is("humanoid"))
    {
        static const char *const limbs[] = { "left_hand", "left_foot", "right_hand", "right_foot" };
        put_all(d->qpos + 7, m->nq - 7); put(place("head")[2]);
        for (int i = 0; i < 4; i++) { double x[3]; egocentric(limbs[i], x); put_all(x, 3); }
        put(turn("torso", 6)); put(turn("torso", 7)); put(turn("torso", 8));
        put_all(sensor("torso_subtreelinvel"), 3); put_all(d->qvel, m->nv);
    }
}

static double reward(void)
{
    if (is("acrobot"))
    {
        double *target = d->site_xpos + (3 * id(mjOBJ_SITE, "target")), *tip = d->site_xpos + (3 * id(mjOBJ_SITE, "tip")), x[3];
        mju_sub3(x, target, tip);
        return gaussian(mju_norm3(x), 0, m->site_size[3 * id(mjOBJ_SITE, "target")], 1);
    }
    if (is("ball"))
    {
        int target = id(mjOBJ_SITE, "target");
        double ball = m->geom_size[3 * id(mjOBJ_GEOM, "ball")], *a = d->site_xpos + (3 * target), *b = place("ball"), *size = m->site_size + (3 * target);
        return fabs(a[0] - b[0]) < size[0] - ball && fabs(a[2] - b[2]) < size[2] - ball;
    }
    if (is("cartpole"))
    {
        double cosine = turn("pole_1", 8), x = d->qpos[0];
        if (ends("sparse")) return within(x, -0.25, 0.25) * within(cosine, 0.995, 1);
        return (cosine + 1) / 2 * (1 + gaussian(x, 0, 0, 2)) / 2 * (4 + small()) / 5 * (1 + gaussian(d->qvel[1], 0, 0, 5)) / 2;
    }
    if (is("cheetah")) return linear(sensor("torso_subtreelinvel")[0], 10, 10, 0);
    if (is("finger-spin")) return *sensor("hinge_velocity") <= -15;
    if (is("finger")) { seen(); return out[n - 1] <= 0; }
    if (is("hopper"))
    {
        double standing = within(d->xipos[(3 * id(mjOBJ_BODY, "torso")) + 2] - d->xipos[(3 * id(mjOBJ_BODY, "foot")) + 2], 0.6, 2);
        return standing * (ends("hop") ? linear(sensor("torso_subtreelinvel")[0], 2, 1, 0.5) : (small() + 4) / 5);
    }
    if (is("pendulum")) return within(turn("pole", 8), cos(8 * mjPI / 180), 1);
    if (is("reacher")) { seen(); return within(hypot(out[2], out[3]), 0, m->geom_size[3 * id(mjOBJ_GEOM, "target")] + m->geom_size[3 * id(mjOBJ_GEOM, "finger")]); }
    if (is("walker"))
    {
        double stand = ((3 * gaussian(place("torso")[2], 1.2, INFINITY, 0.6)) + ((1 + turn("torso", 8)) / 2)) / 4, speed = ends("run") ? 8 : 1;
        return ends("stand") ? stand : stand * ((5 * linear(sensor("torso_subtreelinvel")[0], speed, speed / 2, 0.5)) + 1) / 6;
    }
    if (is("quadruped"))
    {
        double speed = ends("run") ? 5 : 0.5;
        return linear(turn("torso", 8), 1, 2, 0) * linear(sensor("velocimeter")[0], speed, speed, 0.5);
    }

    double *v = sensor("torso_subtreelinvel"), stand = gaussian(place("head")[2], 1.4, INFINITY, 0.35) * linear(turn("torso", 8), 0.9, 1.9, 0);
    return (4 + small()) / 5 * stand * ((5 * linear(hypot(v[0], v[1]), 1, 1, 0)) + 1) / 6;
}

static void forward(void)
{
    int flags = m->opt.disableflags;
    m->opt.disableflags |= mjDSBL_ACTUATION;
    mj_forward(m, d);
    m->opt.disableflags = flags;
}

static void control_step(int count)
{
    if (m->opt.integrator == mjINT_RK4) for (int i = 0; i < count; i++) mj_step(m, d);
    else { mj_step2(m, d); for (int i = 1; i < count; i++) mj_step(m, d); }
    mj_step1(m, d);
}

static void line(int episode, int step, const char *kind, const char *format)
{
    printf("%s,%d,%d,%s", task, episode, step, kind);
    for (int i = 0; i < n; i++) { putchar(','); printf(format, out[i]); }
    putchar('\n');
}

// Episode 0: joints anywhere in their ranges, at rest. Episode 1: the pose of the model, a little off, moving.
static void start(int episode)
{
    int number = (int)strlen(task);
    mj_resetData(m, d);
    forward();
    for (int j = 0; j < m->njnt; j++)
    {
        double x = fraction(j, number, episode), *q = d->qpos + m->jnt_qposadr[j], *range = m->jnt_range + (2 * j);
        if (m->jnt_type[j] == mjJNT_FREE)
        {
            q[2] += 0.5;
            for (int i = 0; i < 4; i++) q[3 + i] = episode ? i == 0 : fraction(j + i, number, 5);
            mju_normalize4(q + 3);
        }
        else if (episode) *q += 0.02 * x;
        else if (m->jnt_limited[j]) *q = range[0] + ((range[1] - range[0]) * (x + 1) / 2);
        else if (m->jnt_type[j] == mjJNT_HINGE) *q = 3 * x;
    }

    if (episode) for (int i = 0; i < m->nv; i++) d->qvel[i] = 1.5 * fraction(i, number, 9);
    if (is("finger-spin")) { m->dof_damping[m->nv - 1] = 0.03; if (episode) d->qvel[2] = -19; }
    if (is("ball")) { d->qpos[2] = episode ? 0.02 : 0.1; d->qpos[3] = episode ? 0.36 : 0.25; mju_zero(d->qvel, 2); }
    n = 0;
    put_all(d->qpos, m->nq);
    put_all(d->qvel, m->nv);
    if (is("finger-turn"))
    {
        int site = id(mjOBJ_SITE, "target");
        double angle = 2 * fraction(number, episode, 1), *hinge = d->xanchor + (3 * id(mjOBJ_JOINT, "hinge")), *at = m->site_pos + (3 * site);
        if (episode) angle = 0.05;
        (at[0] = hinge[0] + (0.13 * sin(angle)), at[2] = hinge[2] + (0.13 * cos(angle)));
        m->site_size[3 * site] = ends("easy") ? 0.07 : 0.03;
        put(at[0]); put(at[2]);
    }
    if (is("reacher"))
    {
        int geom = id(mjOBJ_GEOM, "target");
        double *at = m->geom_pos + (3 * geom);
        (at[0] = episode ? 0.2 : 0.1 * fraction(number, 1, 1), at[1] = episode ? 0.01 : 0.1);
        m->geom_size[3 * geom] = ends("easy") ? 0.05 : 0.015;
        put(at[0]); put(at[1]);
    }

    line(episode, 0, "start", "%.17g");
    forward();
}

static void play(const char *suite, const char *name, const char *file, int substeps)
{
    char path[1000], error[1000];
    snprintf(path, sizeof path, "%s/%s", suite, file);
    task = name;
    m = mj_loadXML(path, NULL, error, sizeof error);
    if (!m) { fprintf(stderr, "%s\n", error); exit(1); }
    d = mj_makeData(m);
    for (int episode = 0; episode < 2; episode++)
    {
        start(episode);
        for (int t = 0; t <= 100; t++)
        {
            if (t > 0)
            {
                for (int i = 0; i < m->nu; i++) d->ctrl[i] = m->actuator_ctrlrange[2 * i] + ((m->actuator_ctrlrange[(2 * i) + 1] - m->actuator_ctrlrange[2 * i]) * (fraction(t, i, episode) + 1) / 2);
                control_step(substeps);
            }

            if (t != 0 && t != 1 && t != 20 && t != 100) continue;
            n = 0;
            put_all(d->qpos, m->nq); put_all(d->qvel, m->nv); put_all(d->act, m->na);
            if (t > 0) line(episode, t, "state", "%.12g");
            seen();
            line(episode, t, "seen", "%.12g");
            double r = reward();
            (n = 0, put(r));
            if (t > 0) line(episode, t, "reward", "%.12g");
        }
    }

    mj_deleteData(d);
    mj_deleteModel(m);
}

int main(int count, char **arguments)
{
    if (count != 2) { fprintf(stderr, "usage: trajectories SUITE\n"); return 2; }
    const char *suite = arguments[1];
    play(suite, "acrobot-swingup", "acrobot.xml", 1);
    play(suite, "ball-in-cup-catch", "ball_in_cup.xml", 10);
    play(suite, "cartpole-balance", "cartpole.xml", 1);
    play(suite, "cartpole-balance-sparse", "cartpole.xml", 1);
    play(suite, "cartpole-swingup", "cartpole.xml", 1);
    play(suite, "cartpole-swingup-sparse", "cartpole.xml", 1);
    play(suite, "cheetah-run", "cheetah.xml", 1);
    play(suite, "finger-spin", "finger.xml", 2);
    play(suite, "finger-turn-easy", "finger.xml", 2);
    play(suite, "finger-turn-hard", "finger.xml", 2);
    play(suite, "hopper-hop", "hopper.xml", 4);
    play(suite, "hopper-stand", "hopper.xml", 4);
    play(suite, "humanoid-walk", "humanoid.xml", 5);
    play(suite, "pendulum-swingup", "pendulum.xml", 1);
    play(suite, "quadruped-run", "quadruped-run.xml", 4);
    play(suite, "quadruped-walk", "quadruped-walk.xml", 4);
    play(suite, "reacher-easy", "reacher.xml", 1);
    play(suite, "reacher-hard", "reacher.xml", 1);
    play(suite, "walker-run", "walker.xml", 10);
    play(suite, "walker-stand", "walker.xml", 10);
    play(suite, "walker-walk", "walker.xml", 10);
    return 0;
}
