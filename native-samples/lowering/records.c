/* Records are handled by their addresses; members are steps of bytes with names. */
struct inner { short low, high; };
struct outer {
    int kind;
    union {
        long number;
        char text[8];
        struct { int x, y; };
    };
    struct inner in[2];
    struct outer *next;
    unsigned flag : 1;
    unsigned mode : 3;
    int : 4;
    signed level : 12;
};

struct outer make(int);
void take(struct outer, int);

int members(struct outer *p, struct outer o)
{
    o.number = 1;
    p->text[2] = 'x';
    p->x = o.y;
    p->in[1].high = p->next->in[0].low;
    return p->next->next->kind + (*p).kind + (&o)->kind;
}

int bit_fields(struct outer *p)
{
    p->flag = 1;
    p->mode += 2;
    p->level--;
    return p->mode + p->level;
}

void assignments(struct outer *p, struct outer *q)
{
    struct outer local = *p;
    *q = local;
    local = make(1);
    *p = make(2);
    *p = *q = local;
    q->in[0] = p->in[1];
}

int arguments(struct outer *p)
{
    take(*p, 1);
    take(make(3), make(4).kind);
    return make(5).in[1].low;
}

struct outer result(struct outer *p, int n)
{
    if (n == 1)
        return *p;
    if (n == 2)
        return make(n);
    return (struct outer){ .kind = n };
}

#define container_of(pointer, type, member) \
    ({ const __typeof__(((type *)0)->member) *m_ = (pointer); (type *)((char *)m_ - __builtin_offsetof(type, member)); })

struct outer *from_member(struct inner *i)
{
    return container_of(i, struct outer, in[0]);
}

struct outer *from_member_plainly(long *n)
{
    return (struct outer *)((char *)n - (unsigned long)&((struct outer *)0)->number);
}

unsigned long offsets(int i)
{
    return __builtin_offsetof(struct outer, next) + __builtin_offsetof(struct outer, in[1].high) + (unsigned long)&((struct outer *)0)->in[1];
}

struct message { int length; char bytes[]; };

char flexible(struct message *m, int n)
{
    m->bytes[n] = 0;
    return m->bytes[0];
}

union word { int i; float f; unsigned char bytes[4]; };

float reinterpret(int n)
{
    union word w;
    w.i = n;
    w.bytes[0] ^= 1;
    return w.f;
}

float cast_to_union(int n)
{
    union word w = (union word)n;
    return w.f;
}

struct callbacks { int (*run)(struct callbacks *, int); };

int through_member(struct callbacks *c)
{
    return c->run(c, 1) + (*c->run)(c, 2);
}

struct empty {};
struct with_empty { struct empty e; int n; };

int empty_record(void)
{
    struct with_empty w = { {}, 3 };
    struct empty e = {};
    w.e = e;
    return w.n;
}
