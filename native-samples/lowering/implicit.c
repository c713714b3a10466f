// flags: -std=gnu89
/* What old C leaves undeclared. */
first(a)
{
    return undeclared(a, 1.0f) + undeclared(2);
}

int no_prototype();

int calls_it()
{
    return no_prototype(1, "two");
}
