/* Inline assembly is opaque: it writes its outputs and what it is given by address. */
int cycle(int n)
{
    int out, both = n;
    __asm__ volatile("nop" : "=r"(out), "+r"(both) : "r"(n), "m"(*&n) : "memory");
    __asm__("" ::: "memory");
    return out + both;
}

void io(unsigned short port, unsigned char value, char *buffer)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port), "r"(buffer));
}

int jumps(int n)
{
    __asm__ goto("jmp %l0" : : "r"(n) : : away);
    return 0;
away:
    return 1;
}

__asm__(".globl nothing");
