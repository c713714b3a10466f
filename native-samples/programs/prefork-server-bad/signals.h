#ifndef SIGNALS_H
#define SIGNALS_H

int install_handlers(void);
int must_stop(void);

#endif
