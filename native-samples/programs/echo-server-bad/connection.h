#ifndef CONNECTION_H
#define CONNECTION_H

/* Serves one client in a thread of its own, which closes the descriptor. */
int connection_start(int descriptor);

/* How many requests were answered so far. */
int connection_served(void);

#endif
