#ifndef CHILD_H
#define CHILD_H

#include <sys/types.h>

pid_t start_child(int client);
int run_program(char **arguments);

#endif
