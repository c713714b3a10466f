/* Ranges, fall-through, labels in odd places, storage that begins past its declaration. */
int work(int);

int plain(int n)
{
    switch (n) {
    case 1:
        return 10;
    case 2:
    case 3:
        n++;
        break;
    default:
        n = 0;
    }
    return n;
}

int ranges(int c)
{
    switch (c) {
    case '0' ... '9':
        return 1;
    case 'a' ... 'f': case 'A' ... 'F':
        return 2;
    }
    return 0;
}

int falls_through(int n)
{
    switch (n) {
    case 1:
        n = work(1);
        __attribute__((fallthrough));
    case 2:
        n += 2;
    }
    return n;
}

int default_in_the_middle(int n)
{
    switch (n) {
    case 1:
        n = 4;
    default:
        n++;
        break;
    case 7:
        n--;
    }
    return n;
}

void duffs_device(char *to, const char *from, int count)
{
    int n = (count + 3) / 4;
    switch (count % 4) {
    case 0: do { *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--n > 0);
    }
}

int declaration_before_first_case(int n)
{
    switch (n) {
        int shared;
    case 1:
        shared = 3;
        return work(shared);
    default:
        shared = 4;
        return shared;
    }
}

int declaration_between_cases(int n)
{
    switch (n) {
    case 1:;
        int first = 1;
        n = first;
        break;
    case 2:
        first = 2;
        n += first;
    }
    return n;
}

enum colour { RED, GREEN = 5, BLUE };

int enumeration(enum colour c)
{
    switch (c) {
    case RED: return 1;
    case GREEN: return 2;
    case BLUE: return 3;
    }
    return 0;
}

int nested(int a, int b)
{
    switch (a) {
    case 1:
        switch (b) {
        case 1: return 11;
        default: break;
        }
        break;
    case 2:
        return 2;
    }
    return 0;
}

int in_a_loop(int n)
{
    while (n) {
        switch (n) {
        case 1: continue;
        case 2: break;
        }
        n = work(n);
    }
    return n;
}

int no_block(int n)
{
    switch (n) case 1: return 1;
    return 0;
}

int unsigned_and_wide(unsigned char c, long long w)
{
    switch (c) { case 200: return 1; }
    switch (w) { case 1LL << 40: return 2; case -1: return 3; }
    return 0;
}
