/* A stand-in for libale_c.so: the C functions of the Arcade Learning Environment's ale_c_wrapper.h (0.6.1) around a made-up game, for tests. ale_py.py of the Gymnasium stand-in plays the same game.
 * Frame n of a game with `lives` lives, after action a: red n * 7 + x, green y + 3 * a, blue 50 * lives, modulo 256. FIRE gives 1, RIGHT gives 2 on even frames. Every 60th frame costs a life; there are three.
 * cc -shared -fPIC -o libale_c.so fake_ale.c */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { uint32_t draws; float sticky; int seed, frame, lives, pressed, loaded; } Ale;

static const int minimal[] = {0, 1, 3, 4, 11, 12};

void *ALE_new(void) { return calloc(1, sizeof(Ale)); }
void ALE_del(Ale *ale) { free(ale); }
void setInt(Ale *ale, const char *key, int value) { if (!strcmp(key, "random_seed")) ale->seed = value; }
void setFloat(Ale *ale, const char *key, float value) { if (!strcmp(key, "repeat_action_probability")) ale->sticky = value; }

void loadROM(Ale *ale, const char *file) {
    FILE *rom = fopen(file, "rb");
    if (!rom) exit(1);
    fclose(rom);
    ale->draws = (uint32_t)ale->seed;
    ale->loaded = 1;
}

void reset_game(Ale *ale) { ale->frame = 0; ale->lives = 3; ale->pressed = 0; }
int lives(Ale *ale) { return ale->lives; }
_Bool game_over(Ale *ale) { return ale->lives == 0; }

int act(Ale *ale, int action) {
    if (ale->sticky > 0) {
        ale->draws = ale->draws * 1103515245u + 12345u;
        if ((float)(ale->draws >> 16 & 0x7fff) >= ale->sticky * 32768) ale->pressed = action;
    } else ale->pressed = action;
    if (!game_over(ale) && ++ale->frame % 60 == 0) ale->lives--;
    return ale->pressed == 1 ? 1 : ale->pressed == 3 && ale->frame % 2 == 0 ? 2 : 0;
}

int getLegalActionSize(Ale *ale) { return 18; }
void getLegalActionSet(Ale *ale, int *actions) { for (int i = 0; i < 18; i++) actions[i] = i; }
int getMinimalActionSize(Ale *ale) { return 6; }
void getMinimalActionSet(Ale *ale, int *actions) { memcpy(actions, minimal, sizeof minimal); }
int getScreenWidth(Ale *ale) { return 160; }
int getScreenHeight(Ale *ale) { return 210; }

void getScreenRGB(Ale *ale, unsigned char *screen) {
    for (int y = 0; y < 210; y++)
        for (int x = 0; x < 160; x++) {
            *screen++ = (unsigned char)(ale->frame * 7 + x);
            *screen++ = (unsigned char)(y + 3 * ale->pressed);
            *screen++ = (unsigned char)(50 * ale->lives);
        }
}
