// Makes cartpole.csv: trajectories of the DeepMind Control Suite's cart-pole computed by MuJoCo itself, to hold CartpolePhysics against.
// Debian 12: apt-get install libmujoco-dev && cc cartpole.c -lmujoco -o cartpole && ./cartpole > cartpole.csv   (values made with MuJoCo 2.2.2)
#include <math.h>
#include <mujoco/mujoco.h>
#include <stdio.h>

static const char *model_text =
    "<mujoco><option timestep='0.01' integrator='RK4'><flag contact='disable'/></option><worldbody>"
    "<body pos='0 0 1'><joint name='slider' type='slide' limited='true' axis='1 0 0' range='-1.8 1.8' solreflimit='.08 1' damping='5e-4'/>"
    "<geom type='box' size='0.2 0.15 0.1' mass='1'/>"
    "<body><joint name='hinge' type='hinge' axis='0 1 0' damping='2e-6'/><geom type='capsule' fromto='0 0 0 0 0 1' size='0.045' mass='.1'/></body></body>"
    "</worldbody><actuator><motor joint='slider' gear='10' ctrllimited='true' ctrlrange='-1 1'/></actuator></mujoco>";

static double control(int scenario, int t) {
    switch (scenario) {
        case 0: return 0;                                   // hanging almost still
        case 1: return sin(0.07 * t) + 0.3 * sin(0.31 * t);  // swinging, now and then beyond the control range
        case 2: return 1;                                   // full force into the limit
        case 3: return t % 40 < 20 ? -1 : 1;                // bang-bang from upright
        default: return -0.8;                               // falls against the other limit with the pole turning
    }
}

int main(void) {
    static const double start[5][4] = {
        {0.01, 3.13, -0.005, 0.02}, {-0.02, 3.15, 0.01, -0.01}, {0.5, 0.4, 0.2, -0.3}, {0.05, 0.02, -0.01, 0.01}, {-1.2, 2.0, -0.5, 6.0}};
    char error[500];
    FILE *file = fopen("cartpole.xml", "w");
    fputs(model_text, file);
    fclose(file);
    mjModel *model = mj_loadXML("cartpole.xml", 0, error, sizeof error);
    remove("cartpole.xml");
    if (!model) return fprintf(stderr, "%s\n", error), 1;
    mjData *data = mj_makeData(model);
    puts("scenario,step,control,position,angle,velocity,angular_velocity");
    for (int scenario = 0; scenario < 5; scenario++) {
        mj_resetData(model, data);
        for (int i = 0; i < 2; i++) data->qpos[i] = start[scenario][i], data->qvel[i] = start[scenario][i + 2];
        for (int t = 0; t <= 1000; t++) {
            data->ctrl[0] = control(scenario, t);
            if (t % 25 == 0)
                printf("%d,%d,%.17g,%.17g,%.17g,%.17g,%.17g\n", scenario, t, data->ctrl[0], data->qpos[0], data->qpos[1], data->qvel[0], data->qvel[1]);
            mj_step(model, data);
        }
    }
    return 0;
}
