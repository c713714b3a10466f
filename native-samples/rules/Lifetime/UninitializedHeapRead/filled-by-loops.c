// run: memory
/* A loop of the callee fills what it is given, and what it filled is read there: the caller brought none of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void store_limbs(unsigned char out[32], const uint32_t limbs[32])
{
    uint32_t reduced[32];
    for (int i = 0; i < 32; i++)
        reduced[i] = limbs[i] & 255;
    for (int i = 0; i < 32; i++)
        out[i] = (unsigned char)reduced[i];
}

/* The last byte has the sign of another number in its highest bit. */
static void store_point(unsigned char out[32], const uint32_t y[32], const uint32_t x[32])
{
    store_limbs(out, y);
    out[31] ^= (unsigned char)((x[0] & 1) << 7);             // ok: CK4006
}

/* The same, with the loop here. */
static void store_sum(unsigned char *out, const uint32_t *limbs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (unsigned char)limbs[i];
    out[0] |= 1;                                             // ok: CK4006
    out[7] &= 127;                                           // ok: CK4006
}

/* Looks before it fills: what stands in the last byte is the caller's. */
static void store_next(unsigned char *out, const uint32_t *limbs)
{
    int spared = out[31] > 127 ? 1 : 0;
    for (int i = spared; i < 32; i++)
        out[i] = (unsigned char)limbs[i];
}

/* Marks what nobody has filled. */
static void mark(unsigned char *out, unsigned char bit)
{
    if ((out[31] & bit) == 0)
        out[31] = bit;
}

unsigned sign(const uint32_t *key)
{
    unsigned char *text = malloc(32);
    if (text == NULL)
        return 0;
    store_point(text, key, key);                             // ok: CK4006
    unsigned first = text[0] + text[31];
    free(text);
    return first;
}

unsigned digest(const uint32_t *key)
{
    unsigned char *text = malloc(32);
    if (text == NULL)
        return 0;
    store_sum(text, key, 32);                                // ok: CK4006
    unsigned first = text[0] + text[31];
    free(text);
    return first;
}

unsigned renumbered(const uint32_t *key)
{
    unsigned char *text = malloc(32);
    if (text == NULL)
        return 0;
    store_next(text, key);                                   // expect: CK4006
    unsigned first = text[1];
    free(text);
    return first;
}

unsigned marked(void)
{
    unsigned char *text = malloc(32);
    if (text == NULL)
        return 0;
    mark(text, 128);                                         // expect: CK4006
    free(text);
    return 1;
}

int main(void)
{
    uint32_t key[32];
    for (uint32_t i = 0; i < 32; i++)
        key[i] = i + 1;
    printf("%u %u\n", sign(key), digest(key));
    printf("%u %u\n", renumbered(key), marked());
    return 0;
}
