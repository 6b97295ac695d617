// What the command line asks for.
#pragma once
#include <stdbool.h>

enum {
    MAX_SIZE = 65535, // payload bytes; the longest that a 16-bit length can say
};

enum mode { ECHO, FANOUT, CONNECT, IDLE };

struct options {
    enum mode mode;
    int port, connections, size, depth;
    double seconds, warmup;
    const char *path;
    bool tls; // with whatever certificate the server shows
};

extern struct options options;

// False when the arguments make no sense; the usage line has then been printed.
bool read_options(int count, char **arguments);

const char *mode_name(void);
