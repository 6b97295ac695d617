// What the command line asks for.
#pragma once
#include <stdbool.h>

enum {
    MAX_SIZE = 4 << 20, // payload bytes
    MAX_DEPTH = 64,
};

enum mode { ECHO, FANOUT, TALK, CONNECT, IDLE };

struct options {
    enum mode mode;
    int port, connections, size, depth;
    int senders;         // the first so many connections send
    int fan;             // deliveries to a sender for each message that it sends
    int process;         // the server, whose processor time is read
    double seconds, warmup;
    const char *path;
    const char *payload; // a file; "%R" in it and in the path is the connection's room of ten
    const char *first;   // a file, sent once before the messages
    bool tls;            // with whatever certificate the server shows
    bool binary;
    bool compressed;     // the payload is deflated (RFC 7692), and compression is offered
};

extern struct options options;

// False when the arguments make no sense; the usage line has then been printed.
bool read_options(int count, char **arguments);

const char *mode_name(void);
