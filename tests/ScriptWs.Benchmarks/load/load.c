// load: a WebSocket load generator for loopback. One thread, one epoll; so the server on another core has a core for itself.
//
//   load echo|fanout|talk|connect|idle --port N [--tls] [--path /] [--connections 100] [--seconds 3] [--warmup 1] [--size 64] [--depth 1]
//
//   echo     every connection keeps DEPTH messages in flight and sends the next one when an answer has arrived; each answer is checked
//   fanout   only the first connection sends (DEPTH in flight); whatever arrives at any connection counts as a delivery, and is checked
//   talk     the first SENDERS connections send; after each FAN messages that one of them has received it sends the next. Answers may be
//            anything, and each message that arrives anywhere is counted
//   connect  CONNECTIONS at a time: connect, opening handshake, reset, again
//   idle     opens CONNECTIONS and holds them; says "open" on stderr when the last one is open
//
// Prints one line of JSON. Times are microseconds; "all" is what arrived, before the measurement too; "cpu" is the processor time of --process for each counted message. Exit code: 0 fine, 1 errors were seen, 2 usage.
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
#include "messages.h"
#include "options.h"
#include "processor.h"
#include "wire.h"

enum {
    RECEIVE_BYTES = 262144, // one recv; large enough that a fan-out burst is read at once
    MAX_DIALLING = 256,     // handshakes under way; half of the backlog that Node asks for by default
    EVENTS = 512,
    OPEN_SECONDS = 60,      // bound for opening all connections
    SETTLE_MILLISECONDS = 300,
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
    size_t offset;        // where in the frames the next of these bytes is
    const struct messages *messages;
    uint8_t *frames;      // DEPTH copies of the frame, so that one call sends them all
    uint8_t header[10];
    size_t header_length;
    uint64_t left, taken; // of the payload that is being received
    bool in_payload;
    uint8_t control[125];
    unsigned deliveries;
    uint64_t *sent_at;    // ring of DEPTH times
    unsigned sent, answered;
};

static int poller;
static struct connection *connections;
static uint8_t received[RECEIVE_BYTES];
static uint64_t clock_now;          // taken once per receive: a batch that arrived together has one time
static volatile sig_atomic_t stopping;
static bool started, measuring;
static struct histogram latency;
static uint64_t counted, arrived, opened, errors, dialling;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
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
    c->request_sent = c->owed = c->offset = c->header_length = 0;
    c->in_payload = false;
    c->wants_write = true;
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT, .data.ptr = c };
    epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
    if (connect(c->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS) lose(c, "connect failed");
}

static void owe(struct connection *c, int messages) {
    for (int i = 0; i < messages; i++) c->sent_at[c->sent++ % (unsigned)options.depth] = clock_now;
    c->owed += (size_t)messages * c->messages->frame_length;
}

static void flush(struct connection *c) {
    while (c->state == DIALLING && c->request_sent < c->messages->request_length) {
        ssize_t n = wire_send(c->fd, c->wire, c->messages->request + c->request_sent, c->messages->request_length - c->request_sent);
        if (n < 0) { if (errno != EAGAIN) lose(c, "the handshake could not be sent"); return; }
        c->request_sent += (size_t)n;
    }
    size_t all = c->messages->frame_length * (size_t)options.depth;
    while (c->state == OPEN && c->owed > 0) {
        size_t length = all - c->offset < c->owed ? all - c->offset : c->owed;
        ssize_t n = wire_send(c->fd, c->wire, c->frames + c->offset, length);
        if (n < 0) { if (errno != EAGAIN) lose(c, "a message could not be sent"); else watch(c, true); return; }
        c->owed -= (size_t)n;
        c->offset = (c->offset + (size_t)n) % all;
    }
    if (c->state != GONE) watch(c, false);
}

// ---- what we receive

static void on_open(struct connection *c) {
    c->state = OPEN;
    opened++;
    dialling--;
    const struct messages *m = c->messages;
    if (m->first != NULL && wire_send(c->fd, c->wire, m->first, m->first_length) != (ssize_t)m->first_length) lose(c, "the first message could not be sent");
    if (options.mode != CONNECT) return;
    if (measuring) { counted++; histogram_add(&latency, clock_now - c->dialled); }
    wire_close(c->fd, c->wire);
    dial(c);
}

static void on_message(struct connection *c) {
    if (!started) return; // a greeting
    if (measuring) counted++;
    arrived++;
    c->answered++;
    if (c - connections >= options.senders || ++c->deliveries % (unsigned)options.fan != 0) return;
    unsigned answer = c->deliveries / (unsigned)options.fan - 1;
    if (measuring) histogram_add(&latency, clock_now - c->sent_at[answer % (unsigned)options.depth]);
    owe(c, 1);
}

static void on_frame_end(struct connection *c) {
    uint8_t opcode = c->header[0] & 15;
    c->in_payload = false;
    c->header_length = 0;
    if (opcode == 8) lose(c, "the server closed a connection");
    else if (opcode == 9 && c->offset % c->messages->frame_length == 0) { // a Ping; with a frame half sent it waits for the next one
        uint8_t pong[140];
        size_t length = put_frame(pong, 0x8a, c->control, c->taken);
        if (wire_send(c->fd, c->wire, pong, length) != (ssize_t)length) lose(c, "a Pong could not be sent");
    } else if (opcode <= 2 && c->header[0] & 0x80) {
        if (options.mode <= FANOUT && c->taken != c->messages->payload_length) lose(c, "a message differs from what was sent");
        else on_message(c);
    }
}

static void on_payload(struct connection *c, const uint8_t *data, size_t length) {
    const struct messages *m = c->messages;
    if ((c->header[0] & 15) >= 8) memcpy(c->control + c->taken, data, length);
    else if (options.mode <= FANOUT && (c->taken + length > m->payload_length || memcmp(data, m->payload + c->taken, length) != 0))
        lose(c, "a message differs from what was sent");
    c->taken += length;
    c->left -= length;
    if (c->left == 0 && c->state == OPEN) on_frame_end(c);
}

static size_t take_handshake(struct connection *c, const uint8_t *data, size_t length) {
    const uint8_t *end = memmem(data, length, "\r\n\r\n", 4); // loopback: an answer comes whole
    if (end == NULL || memcmp(data, "HTTP/1.1 101", 12) != 0) { lose(c, "the handshake was refused"); return length; }
    if (options.compressed && memmem(data, (size_t)(end - data), "permessage-deflate", 18) == NULL) { lose(c, "compression was refused"); return length; }
    on_open(c);
    return (size_t)(end - data) + 4;
}

// Takes a byte of a header, or what there is of a payload.
static size_t take_frame(struct connection *c, const uint8_t *data, size_t available) {
    if (c->in_payload) {
        size_t length = available < c->left ? available : (size_t)c->left;
        on_payload(c, data, length);
        return length;
    }
    c->header[c->header_length++] = data[0];
    if (c->header_length < 2) return 1;
    unsigned size = c->header[1] & 127, needed = size == 126 ? 4 : size == 127 ? 10 : 2;
    if (c->header_length < needed) return 1;
    c->left = size;
    if (needed > 2) c->left = 0;
    for (unsigned i = 2; i < needed; i++) c->left = c->left << 8 | c->header[i];
    c->taken = 0;
    c->in_payload = true;
    if (c->left == 0) on_frame_end(c);
    return 1;
}

// True when there may be more that the kernel does not know of: TLS takes records ahead.
static bool on_readable(struct connection *c) {
    ssize_t n = wire_receive(c->fd, c->wire, received, RECEIVE_BYTES);
    if (n < 0 && errno == EAGAIN) return false;
    if (n <= 0) { lose(c, c->state == DIALLING ? "a connection was refused" : "the server dropped a connection"); return false; }
    clock_now = now();
    int fd = c->fd; // on_open may dial again: what is left then belongs to the old socket
    for (size_t at = 0; at < (size_t)n && c->state != GONE && c->fd == fd;)
        at += c->state == DIALLING ? take_handshake(c, received + at, (size_t)n - at) : take_frame(c, received + at, (size_t)n - at);
    if (c->state != OPEN) return false;
    flush(c);
    return n == RECEIVE_BYTES;
}

// ---- the run: open, warm up, measure

static void stop(int signal) { (void)signal; stopping = 1; }

static void start_senders(void) {
    started = true;
    for (int i = 0; options.mode != IDLE && options.mode != CONNECT && i < options.senders; i++) {
        owe(&connections[i], options.depth);
        flush(&connections[i]);
    }
}

static double run(double *busy, double *server) {
    static struct epoll_event events[EVENTS];
    uint64_t began = now(), ready = 0, measured_from = 0;
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
        }
        // Greetings, and what a first message causes, are over by then.
        if (ready > 0 && !started && clock_now - ready >= SETTLE_MILLISECONDS * 1000000ull) start_senders();
        if (ready == 0 && (errors > 0 || clock_now - began > OPEN_SECONDS * 1000000000ull)) fail("not all connections could be opened");
        if (started && !measuring && (double)(clock_now - ready) >= options.warmup * 1e9) {
            measuring = true;
            measured_from = clock_now;
            *busy = own_seconds();
            *server = seconds_of(options.process);
        }
        if (measuring && (double)(clock_now - measured_from) >= options.seconds * 1e9) break;
    }
    if (!measuring) return 0;
    double seconds = (double)(clock_now - measured_from) / 1e9;
    *busy = (own_seconds() - *busy) / seconds;
    *server = seconds_of(options.process) - *server;
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
    poller = epoll_create1(0);
    connections = calloc((size_t)options.connections, sizeof *connections);
    for (int i = 0; i < options.connections; i++) {
        struct connection *c = &connections[i];
        c->messages = messages_of(i);
        if (i >= options.senders || options.mode == IDLE || options.mode == CONNECT) continue;
        c->sent_at = calloc((size_t)options.depth, sizeof(uint64_t));
        c->frames = malloc(c->messages->frame_length * (size_t)options.depth);
        for (int k = 0; k < options.depth; k++) memcpy(c->frames + (size_t)k * c->messages->frame_length, c->messages->frame, c->messages->frame_length);
    }
    double busy = 0, server = 0, seconds = run(&busy, &server);
    printf("{\"mode\":\"%s\",\"connections\":%d,\"depth\":%d,\"seconds\":%.2f,\"rate\":%.0f,\"cpu\":%.4f,\"server\":%.2f,\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f,"
        "\"busy\":%.2f,\"starved\":%d,\"opened\":%llu,\"all\":%llu,\"errors\":%llu}\n", mode_name(), options.connections, options.depth, seconds,
        seconds > 0 ? (double)counted / seconds : 0, counted > 0 ? server / (double)counted * 1e6 : 0, seconds > 0 ? server / seconds : 0,
        histogram_microseconds(&latency, 0.5), histogram_microseconds(&latency, 0.99), histogram_microseconds(&latency, 0.999),
        busy, starved(), (unsigned long long)opened, (unsigned long long)arrived, (unsigned long long)errors);
    return errors > 0 ? 1 : 0;
}
