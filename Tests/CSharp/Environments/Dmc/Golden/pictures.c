// Makes pictures.csv from the original models of the control suite, drawn by OSMesa through the same shim that draws ours:
// S=../../../../../Environments/MuJoCo/native; cc -I$S pictures.c $S/world.c $S/renderer.c -lmujoco -ldl -lpthread -lm -o pictures && ./pictures SUITE > pictures.csv
// SUITE as in trajectories.c. Each line: our model, camera, then the mean colours (0..255) of 8 x 8 blocks of the 64 x 64 picture at the model's own pose, row by row, red green blue.
#include "shim.h"
#include <stdio.h>
#include <stdlib.h>

static void draw(const char *suite, const char *file, const char *ours, int camera)
{
    static char text[1 << 20];
    static unsigned char pixels[64 * 64 * 3];
    char path[1000], error[1000];
    snprintf(path, sizeof path, "%s/%s", suite, file);
    mjModel *model = mj_loadXML(path, NULL, error, sizeof error);
    if (!model || !mj_saveLastXML("flat.xml", model, error, sizeof error)) { fprintf(stderr, "%s\n", error); exit(1); }
    mj_deleteModel(model);
    FILE *flat = fopen("flat.xml", "r"); // what it includes is in its place now
    int length = (int)fread(text, 1, sizeof text, flat);
    fclose(flat);
    remove("flat.xml");

    World *world = dream_open(text, length);
    if (!world || !dream_reset(world) || !dream_forward(world, 0, 0)) { fprintf(stderr, "%s\n", dream_message()); exit(1); }
    Renderer *renderer = dream_renderer_open(world, OSMESA, 64, 64, 0);
    if (!renderer || !dream_render(renderer, camera, pixels)) { fprintf(stderr, "%s\n", dream_message()); exit(1); }
    printf("%s,%d", ours, camera);
    for (int by = 0; by < 8; by++) for (int bx = 0; bx < 8; bx++) for (int c = 0; c < 3; c++)
    {
        int sum = 0;
        for (int y = 0; y < 8; y++) for (int x = 0; x < 8; x++) sum += pixels[(3 * ((64 * ((8 * by) + y)) + (8 * bx) + x)) + c];
        printf(",%d", (sum + 32) / 64);
    }

    putchar('\n');
    dream_renderer_close(renderer);
    dream_close(world);
}

int main(int count, char **arguments)
{
    if (count != 2) { fprintf(stderr, "usage: pictures SUITE\n"); return 2; }
    draw(arguments[1], "acrobot.xml", "acrobot-swingup", 0);
    draw(arguments[1], "ball_in_cup.xml", "ball-in-cup-catch", 0);
    draw(arguments[1], "cartpole.xml", "cartpole-swingup", 0);
    draw(arguments[1], "cheetah.xml", "cheetah-run", 0);
    draw(arguments[1], "finger.xml", "finger-turn-hard", 0);
    draw(arguments[1], "hopper.xml", "hopper-hop", 0);
    draw(arguments[1], "humanoid.xml", "humanoid-walk", 0);
    draw(arguments[1], "pendulum.xml", "pendulum-swingup", 0);
    draw(arguments[1], "quadruped-walk.xml", "quadruped-walk", 2);
    draw(arguments[1], "quadruped-run.xml", "quadruped-run", 2);
    draw(arguments[1], "reacher.xml", "reacher-easy", 0);
    draw(arguments[1], "walker.xml", "walker-walk", 0);
    return 0;
}
