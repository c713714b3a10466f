/* What a sample may ask of the analyzer: CLEAK_REVEAL(value) prints what the engine knows of a pointer or an integer at this
   point. In a running program it does nothing. */
#ifndef CLEAK_SAMPLE_H
#define CLEAK_SAMPLE_H

void CLEAK_REVEAL(void *value, ...);

__attribute__((weak)) void CLEAK_REVEAL(void *value, ...)
{
    (void)value;
}

#define CLEAK_REVEAL(value) CLEAK_REVEAL((void *)(__INTPTR_TYPE__)(value))

#endif
