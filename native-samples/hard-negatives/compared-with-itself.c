// run: memory
/* What differs from itself is nothing: a comparison that says so says that there are two places. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

static const char *table(const char *key)
{
    return key[0] == 'y' ? "ja" : NULL;
}

/* The message itself where there is no translation. */
static const char *translate(const char *message)
{
    const char *text = table(message);
    return text ? text : message;
}

const char *localize(const char *option)
{
    char pair[64];
    strncpy(pair, option, sizeof pair - 1);
    pair[63] = 0;
    const char *text = translate(pair);
    if (text != NULL && strcmp(text, pair))
        return text;                       // ok: CK4008
    return option;
}

const char *localize_any_case(const char *option)
{
    char pair[64];
    strncpy(pair, option, sizeof pair - 1);
    pair[63] = 0;
    const char *text = translate(pair);
    return strcasecmp(text, pair) != 0 ? text : option;  // ok: CK4008
}

const char *localize_bytes(const char *option)
{
    char pair[8] = { 0 };
    strncpy(pair, option, sizeof pair - 1);
    const char *text = translate(pair);
    if (memcmp(text, pair, 2) < 0 || strncmp(text, pair, 2) > 0)
        return text;                       // ok: CK4008
    return option;
}

static const wchar_t *same_or(const wchar_t *text, const wchar_t *other)
{
    return other != NULL ? other : text;
}

const wchar_t *wide(const wchar_t *other)
{
    wchar_t own[4] = L"abc";
    const wchar_t *text = same_or(own, other);
    return wcscmp(text, own) ? text : NULL;  // ok: CK4008
}

int main(void)
{
    puts(localize("yes"));
    puts(localize_any_case("no"));
    puts(localize_bytes("yes"));
    return wide(L"x") == NULL;
}
