// run: none memcheck does not see the bounds of variables
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char title[12];

void set_title(void)
{
    strcpy(title, "a longer title");           // expect: CK4011 "'title'"
}

int sum_of_row(const int *from)
{
    int row[8];
    int sum = 0;
    for (int i = 0; i <= 8; i++)
        row[i] = from[i];                      // expect: CK4011 "36 bytes in 32"
    for (int i = 0; i < 8; i++)
        sum += row[i];
    return sum;
}

void ask(FILE *in)
{
    char answer[4];
    if (fgets(answer, 40, in) != NULL)         // expect: CK4011 "'fgets'"
        puts(answer);
}

void receive(int descriptor)
{
    char packet[512];
    ssize_t n = read(descriptor, packet, 1024); // expect: CK4011 "1024 bytes in 512"
    if (n > 0)
        write(STDOUT_FILENO, packet, n);
}

void flags(const char *name)
{
    char line[4];
    snprintf(line, 64, "%s", "verbose");       // expect: CK4011 "'snprintf'"
    printf("%s %s\n", name, line);
}

static void fill(char *out)
{
    memset(out, ' ', 80);
}

void banner(void)
{
    char line[64];
    fill(line);                                // expect: CK4011 "80 bytes in 64"
    line[63] = '\0';
    puts(line);
}

int average(int n)
{
    int values[n];
    for (int i = 0; i <= n; i++)
        values[i] = i;                         // expect: CK4011 "4 bytes too many"
    return values[0];
}

int main(void)
{
    set_title();
    return 0;
}
