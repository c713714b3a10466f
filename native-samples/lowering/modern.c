// flags: -std=c23
/* What C23 brings. */
#include <stddef.h>
enum level : unsigned char { LOW, HIGH = 200 };
constexpr int limit = 1'000;
struct point { int x, y; };
typedef struct point point;

[[nodiscard]] int *none(void) { return nullptr; }

bool truth(int *p) { return p != nullptr && true; }

int automatic(void)
{
    auto n = 3;
    typeof(n) m = limit + 0b11;
    typeof_unqual(const int) k = m;
    struct point empty = {};
    static_assert(sizeof(int) == 4);
    return n + m + k + empty.x;
}

unsigned char scoped(enum level l)
{
    switch (l) {
    case LOW:
        [[fallthrough]];
    case HIGH:
        return HIGH;
    }
    [[maybe_unused]] _BitInt(17) odd = 5;
    return 0;
}

int unnamed_parameter(int, int second) { return second; }

int label_before_brace(int n)
{
    if (n)
        goto end;
    n = 1;
end:
}

[[noreturn]] void stop(void);

int stops(int n)
{
    if (n)
        stop();
    return 0;
}

thread_local int mine = 3;
