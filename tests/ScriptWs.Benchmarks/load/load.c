// load: a WebSocket load generator for loopback. One thread, one epoll; so the server on another core has a core for itself.
//
//   load echo|fanout|connect|idle --port N [--tls] [--path /] [--connections 100] [--seconds 3] [--warmup 1] [--size 64] [--depth 1]
//
//   echo     every connection keeps DEPTH messages in flight and sends the next one when an answer has arrived
//   fanout   only the first connection sends (DEPTH in flight); whatever arrives at any connection counts as a delivery
//   connect  CONNECTIONS at a time: connect, opening handshake, reset, again
//   idle     opens CONNECTIONS and holds them; says "open" on stderr when the last one is open
//
// Prints one line of JSON. Times are microseconds. Exit code: 0 fine, 1 errors were seen, 2 usage.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "histogram.h"
#include "options.h"
#include "wire.h"

enum {
    RECEIVE_BYTES = 262144, // one recv; large enough that a fan-out burst is read at once
    MAX_DIALLING = 256,     // handshakes under way; half of the backlog that Node asks for by default
    EVENTS = 512,
    OPEN_SECONDS = 60,      // bound for opening all connections
};

enum state { DIALLING, OPEN, GONE };

struct connection {
    int fd;
    wire wire;
    enum state state;
    bool wants_write;     // registered for EPOLLOUT
    uint64_t dialled;
    size_t request_sent;  // bytes of the handshake request that have left
    size_t owed;          // bytes of messages still to be sent; all messages are alike, so a count is the whole queue
    size_t offset;        // where in a frame the next of these bytes is
    uint8_t *rest;        // received bytes of an incomplete frame
    size_t rest_length;
    uint64_t *sent_at;    // ring of DEPTH times
    unsigned sent, answered;
};

static int poller;
static struct connection *connections;
static char request[1024];
static uint8_t *frames, *payload;   // DEPTH copies of the masked frame; what every answer must be
static size_t request_length, frame_length, frames_length;
static uint8_t received[RECEIVE_BYTES + MAX_SIZE + 16];
static uint64_t clock_now;          // taken once per receive: a batch that arrived together has one time
static volatile sig_atomic_t stopping;
static bool measuring;
static struct histogram latency;
static uint64_t counted, opened, errors, dialling;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "load: %s\n", what);
    exit(1);
}

// ---- what we send

static void prepare_request(void) {
    request_length = (size_t)snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n", options.path, options.port);
    if (request_length >= sizeof request) fail("--path is too long");
}

static size_t put_header(uint8_t *out, uint8_t first, size_t length) {
    out[0] = first;
    if (length < 126) { out[1] = 0x80 | (uint8_t)length; return 2; }
    out[1] = 0xfe;
    out[2] = (uint8_t)(length >> 8);
    out[3] = (uint8_t)length;
    return 4;
}

static void prepare_frames(void) {
    static const uint8_t mask[4] = { 0x5a, 0xc3, 0x1e, 0x87 };
    size_t size = (size_t)options.size;
    payload = malloc(size + 1);
    frames = malloc((size + 14) * (size_t)options.depth);
    for (size_t i = 0; i < size; i++) payload[i] = (uint8_t)('a' + i % 26);
    size_t at = put_header(frames, 0x81, size);
    memcpy(frames + at, mask, 4);
    at += 4;
    for (size_t i = 0; i < size; i++) frames[at + i] = payload[i] ^ mask[i % 4];
    frame_length = at + size;
    for (int i = 1; i < options.depth; i++) memcpy(frames + (size_t)i * frame_length, frames, frame_length);
    frames_length = frame_length * (size_t)options.depth;
}

// ---- connections

static void watch(struct connection *c, bool write) {
    if (c->wants_write == write) return;
    c->wants_write = write;
    struct epoll_event event = { .events = EPOLLIN | (write ? EPOLLOUT : 0), .data.ptr = c };
    epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
}

static void lose(struct connection *c, const char *why) {
    if (errors++ == 0) fprintf(stderr, "load: %s\n", why);
    wire_close(c->fd, c->wire);
    if (c->state == DIALLING) dialling--;
    c->state = GONE;
}

static void dial(struct connection *c) {
    static unsigned sources;
    int on = 1;
    struct sockaddr_in source = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002u + sources++ % 8) };
    struct sockaddr_in server = { .sin_family = AF_INET, .sin_port = htons((uint16_t)options.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (c->fd < 0) fail("out of file descriptors; raise ulimit -n");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    bind(c->fd, (struct sockaddr *)&source, sizeof source); // several source addresses: one has only some 28,000 ports
    if (options.mode == CONNECT) { // reset instead of FIN, so that no port stays in TIME_WAIT
        struct linger reset = { .l_onoff = 1, .l_linger = 0 };
        setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    }
    c->wire = wire_begin(c->fd, options.tls);
    c->state = DIALLING;
    dialling++;
    c->dialled = now();
    c->request_sent = c->owed = c->offset = c->rest_length = 0;
    c->wants_write = true;
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT, .data.ptr = c };
    epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
    if (connect(c->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS) lose(c, "connect failed");
}

static void owe(struct connection *c, int messages) {
    for (int i = 0; i < messages; i++) c->sent_at[c->sent++ % (unsigned)options.depth] = clock_now;
    c->owed += (size_t)messages * frame_length;
}

static void flush(struct connection *c) {
    while (c->state == DIALLING && c->request_sent < request_length) {
        ssize_t n = wire_send(c->fd, c->wire, request + c->request_sent, request_length - c->request_sent);
        if (n < 0) { if (errno != EAGAIN) lose(c, "the handshake could not be sent"); return; }
        c->request_sent += (size_t)n;
    }
    while (c->state == OPEN && c->owed > 0) {
        size_t length = frames_length - c->offset < c->owed ? frames_length - c->offset : c->owed;
        ssize_t n = wire_send(c->fd, c->wire, frames + c->offset, length);
        if (n < 0) { if (errno != EAGAIN) lose(c, "a message could not be sent"); else watch(c, true); return; }
        c->owed -= (size_t)n;
        c->offset = (c->offset + (size_t)n) % frame_length;
    }
    if (c->state != GONE) watch(c, false);
}

// ---- what we receive

static void on_open(struct connection *c) {
    c->state = OPEN;
    opened++;
    dialling--;
    if (options.mode != CONNECT) return;
    if (measuring) { counted++; histogram_add(&latency, clock_now - c->dialled); }
    wire_close(c->fd, c->wire);
    dial(c);
}

static void on_frame(struct connection *c, uint8_t opcode, const uint8_t *data, size_t length) {
    if (opcode == 8) { lose(c, "the server closed a connection"); return; }
    if (opcode == 9 && c->offset == 0) { // a Ping; with a frame half sent it waits for the next one
        uint8_t pong[131] = { 0x8a, (uint8_t)(0x80 | length) };
        memcpy(pong + 6, data, length);
        if (wire_send(c->fd, c->wire, pong, 6 + length) != (ssize_t)(6 + length)) lose(c, "a Pong could not be sent");
    }
    if (opcode != 1) return;
    if (length != (size_t)options.size || memcmp(data, payload, length) != 0) { lose(c, "a message differs from what was sent"); return; }
    if (measuring) counted++;
    unsigned answer = c->answered++;
    if (options.mode == FANOUT && c != connections) return;
    if (measuring) histogram_add(&latency, clock_now - c->sent_at[answer % (unsigned)options.depth]);
    owe(c, 1);
}

static size_t take_handshake(struct connection *c, const uint8_t *data, size_t length) {
    const uint8_t *end = memmem(data, length, "\r\n\r\n", 4);
    if (end == NULL) return 0;
    if (memcmp(data, "HTTP/1.1 101", 12) != 0) { lose(c, "the handshake was refused"); return 0; }
    on_open(c);
    return (size_t)(end - data) + 4;
}

static size_t take_frame(struct connection *c, const uint8_t *data, size_t available) {
    if (available < 2) return 0;
    size_t header = 2, length = data[1] & 127;
    if (length == 126) { header = 4; if (available < 4) return 0; length = (size_t)data[2] << 8 | data[3]; }
    else if (length == 127) { lose(c, "a message is longer than what was sent"); return 0; }
    if (available < header + length) return 0;
    on_frame(c, data[0] & 15, data + header, length);
    return header + length;
}

// True when there may be more that the kernel does not know of: TLS takes records ahead.
static bool on_readable(struct connection *c) {
    if (c->rest_length > 0) memcpy(received, c->rest, c->rest_length);
    ssize_t n = wire_receive(c->fd, c->wire, received + c->rest_length, RECEIVE_BYTES);
    if (n < 0 && errno == EAGAIN) return false;
    if (n <= 0) { lose(c, c->state == DIALLING ? "a connection was refused" : "the server dropped a connection"); return false; }
    clock_now = now();
    size_t length = c->rest_length + (size_t)n, at = 0, taken;
    int fd = c->fd; // on_open may dial again: what is left then belongs to the old socket
    do {
        taken = c->state == DIALLING ? take_handshake(c, received + at, length - at) : take_frame(c, received + at, length - at);
        at += taken;
    } while (taken > 0 && c->state == OPEN && c->fd == fd);
    if (c->state == GONE || (options.mode == CONNECT && taken > 0)) return false;
    c->rest_length = length - at;
    if (c->rest_length > MAX_SIZE + 10) { lose(c, "a handshake response is too long"); return false; }
    if (c->rest_length > 0) memcpy(c->rest = realloc(c->rest, c->rest_length), received + at, c->rest_length);
    flush(c);
    return n == RECEIVE_BYTES;
}

// ---- the run: open, warm up, measure

static void stop(int signal) { (void)signal; stopping = 1; }

static double processor_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double run(double *busy) {
    static struct epoll_event events[EVENTS];
    uint64_t started = now(), ready = 0, measured_from = 0;
    for (int next = 0; !stopping;) {
        while (next < options.connections && dialling < MAX_DIALLING) dial(&connections[next++]);
        int count = epoll_wait(poller, events, EVENTS, 10);
        for (int i = 0; i < count; i++) {
            struct connection *c = events[i].data.ptr;
            if (c->state != GONE && events[i].events & EPOLLOUT) flush(c);
            if (c->state != GONE && events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP))
                while (on_readable(c) && c->state != GONE) { }
        }
        clock_now = now();
        if (ready == 0 && (opened >= (uint64_t)options.connections || options.mode == CONNECT)) {
            ready = clock_now;
            fprintf(stderr, "open\n");
            int senders = options.mode == ECHO ? options.connections : options.mode == FANOUT ? 1 : 0;
            for (int i = 0; i < senders; i++) { owe(&connections[i], options.depth); flush(&connections[i]); }
        }
        if (ready == 0 && (errors > 0 || clock_now - started > OPEN_SECONDS * 1000000000ull)) fail("not all connections could be opened");
        if (ready > 0 && !measuring && (double)(clock_now - ready) >= options.warmup * 1e9) {
            measuring = true;
            measured_from = clock_now;
            *busy = processor_seconds();
        }
        if (measuring && (double)(clock_now - measured_from) >= options.seconds * 1e9) break;
    }
    if (!measuring) return 0;
    double seconds = (double)(clock_now - measured_from) / 1e9;
    *busy = (processor_seconds() - *busy) / seconds;
    return seconds;
}

// Connections that got less than half of what the sender got: a server that drops for slow readers must not look fast.
static int starved(void) {
    int count = 0;
    for (int i = 1; options.mode == FANOUT && i < options.connections; i++) count += connections[i].answered < connections[0].answered / 2;
    return count;
}

int main(int count, char **arguments) {
    if (!read_options(count, arguments)) return 2;
    if (options.tls && !wire_has_tls()) fail("built without TLS; build it with -DWITH_TLS -lssl -lcrypto");
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) setrlimit(RLIMIT_NOFILE, &(struct rlimit){ files.rlim_max, files.rlim_max });
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    prepare_request();
    prepare_frames();
    poller = epoll_create1(0);
    connections = calloc((size_t)options.connections, sizeof *connections);
    for (int i = 0; i < options.connections; i++) connections[i].sent_at = calloc((size_t)options.depth, sizeof(uint64_t));
    double busy = 0, seconds = run(&busy);
    printf("{\"mode\":\"%s\",\"connections\":%d,\"size\":%d,\"depth\":%d,\"seconds\":%.2f,\"rate\":%.0f,\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f,"
        "\"busy\":%.2f,\"starved\":%d,\"opened\":%llu,\"errors\":%llu}\n", mode_name(), options.connections, options.size, options.depth, seconds,
        seconds > 0 ? (double)counted / seconds : 0, histogram_microseconds(&latency, 0.5), histogram_microseconds(&latency, 0.99),
        histogram_microseconds(&latency, 0.999),
        busy, starved(), (unsigned long long)opened, (unsigned long long)errors);
    return errors > 0 ? 1 : 0;
}
