#include "options.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options options = { .connections = 100, .size = 64, .depth = 1, .seconds = 3, .warmup = 1, .path = "/", .fan = 1 };

static const char *const modes[] = { "echo", "fanout", "talk", "connect", "idle" };

const char *mode_name(void) { return modes[options.mode]; }

static bool read_mode(const char *word) {
    for (options.mode = ECHO; options.mode <= IDLE; options.mode++)
        if (strcmp(word, modes[options.mode]) == 0) return true;
    return false;
}

static bool read_names(int count, char **arguments) {
    static const struct option names[] = { { "port", 1, 0, 'p' }, { "path", 1, 0, 'a' }, { "connections", 1, 0, 'c' },
        { "seconds", 1, 0, 't' }, { "warmup", 1, 0, 'w' }, { "size", 1, 0, 's' }, { "depth", 1, 0, 'd' }, { "tls", 0, 0, 'l' },
        { "senders", 1, 0, 'n' }, { "fan", 1, 0, 'k' }, { "process", 1, 0, 'P' }, { "payload", 1, 0, 'f' }, { "first", 1, 0, '1' },
        { "binary", 0, 0, 'b' }, { "compressed", 0, 0, 'z' }, { 0 } };
    for (int name; (name = getopt_long(count, arguments, "", names, NULL)) != -1;)
        switch (name) {
            case 'p': options.port = atoi(optarg); break;
            case 'a': options.path = optarg; break;
            case 'c': options.connections = atoi(optarg); break;
            case 't': options.seconds = atof(optarg); break;
            case 'w': options.warmup = atof(optarg); break;
            case 's': options.size = atoi(optarg); break;
            case 'd': options.depth = atoi(optarg); break;
            case 'l': options.tls = true; break;
            case 'n': options.senders = atoi(optarg); break;
            case 'k': options.fan = atoi(optarg); break;
            case 'P': options.process = atoi(optarg); break;
            case 'f': options.payload = optarg; break;
            case '1': options.first = optarg; break;
            case 'b': options.binary = true; break;
            case 'z': options.compressed = true; break;
            default: return false;
        }
    if (options.senders == 0) options.senders = options.mode == FANOUT ? 1 : options.connections;
    return options.port > 0 && options.connections > 0 && options.depth > 0 && options.depth <= MAX_DEPTH && options.fan > 0
        && options.size >= 0 && options.size <= MAX_SIZE && options.senders <= options.connections;
}

bool read_options(int count, char **arguments) {
    if (count >= 2 && read_mode(arguments[1]) && read_names(count - 1, arguments + 1)) return true;
    fprintf(stderr, "usage: load echo|fanout|talk|connect|idle --port N [--tls] [--path /] [--connections 100] [--seconds 3] "
        "[--warmup 1] [--size 64] [--depth 1] [--senders N] [--fan 1] [--process PID] [--payload FILE] [--first FILE] [--binary] [--compressed]\n");
    return false;
}
