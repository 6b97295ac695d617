// Idle WebSocket clients: connects, answers Pings, counts messages, and connects again elsewhere when it is cut off.
//   crowd COUNT PORT...
// Prints a line of JSON when something has changed: how many are open, how many messages came, and when the last of both was, in µs.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTING = 64, EVENTS = 256, TICK = 20, KEPT = 512 };

enum state { AWAY, CONNECTING, OPENING, OPEN };

struct client {
    int fd;
    int port; // index into the list
    enum state state;
    int length;
    unsigned char bytes[KEPT]; // what has come of an answer or a frame
};

static struct client *clients;
static int count, ports[64], port_count, epoll, connecting, open_count, next_away;
static int64_t heard, heard_at, changed_at;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void leave(struct client *client) {
    if (client->state == AWAY) return;
    if (client->state == OPEN) open_count--, changed_at = now();
    else connecting--;
    close(client->fd);
    client->state = AWAY;
    if (port_count > 1) client->port = (client->port + 1 + rand() % (port_count - 1)) % port_count; // as a load balancer would
}

static void begin(struct client *client) {
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (client->fd < 0) fail("socket");
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(ports[client->port]), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    client->length = 0;
    client->state = CONNECTING;
    connecting++;
    if (connect(client->fd, (struct sockaddr *)&to, sizeof to) != 0 && errno != EINPROGRESS) {
        leave(client);
        return;
    }
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = client };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event) != 0) fail("epoll_ctl");
}

static void greet(struct client *client) {
    static const char request[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    if (send(client->fd, request, sizeof request - 1, MSG_NOSIGNAL) != sizeof request - 1) leave(client);
    else client->state = OPENING;
}

static void drop(struct client *client, int length) {
    client->length -= length;
    memmove(client->bytes, client->bytes + length, client->length);
}

// Takes whole frames of up to 125 bytes: no other is sent to a crowd.
static void take_frames(struct client *client) {
    while (client->state == OPEN && client->length >= 2 && client->length >= 2 + (client->bytes[1] & 0x7F)) {
        int opcode = client->bytes[0] & 0x0F, length = client->bytes[1] & 0x7F;
        if (opcode == 1) heard++, heard_at = now();
        if (opcode == 9) {
            unsigned char pong[6 + 125] = { 0x8A, 0x80 | length }; // a mask of zeros
            memcpy(pong + 6, client->bytes + 2, length);
            if (send(client->fd, pong, 6 + length, MSG_NOSIGNAL) < 0) { leave(client); return; }
        }
        if (opcode == 8) { leave(client); return; }
        drop(client, 2 + length);
    }
}

static void take_answer(struct client *client) {
    unsigned char *end = memmem(client->bytes, client->length, "\r\n\r\n", 4);
    if (end == NULL) return;
    if (memcmp(client->bytes, "HTTP/1.1 101", 12) != 0) { leave(client); return; }
    drop(client, end + 4 - client->bytes);
    client->state = OPEN;
    connecting--;
    open_count++;
    changed_at = now();
}

static void receive(struct client *client) {
    while (client->state == OPENING || client->state == OPEN) {
        ssize_t n = recv(client->fd, client->bytes + client->length, KEPT - client->length, 0);
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) { leave(client); return; }
        client->length += n;
        if (client->state == OPENING) take_answer(client);
        if (client->state == OPEN) take_frames(client);
    }
}

static void ready(struct client *client, uint32_t events) {
    if (client->state == AWAY) return;
    if (client->state == CONNECTING) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0 || (events & EPOLLERR)) { leave(client); return; }
        if (events & EPOLLOUT) greet(client);
    }
    if (events & (EPOLLIN | EPOLLHUP)) receive(client);
}

static void connect_some(void) {
    for (int looked = 0; looked < count && connecting < MAX_CONNECTING; looked++) {
        struct client *client = &clients[next_away];
        next_away = (next_away + 1) % count;
        if (client->state == AWAY) begin(client);
    }
}

static void report(void) {
    static int64_t reported_heard = -1, reported_change = -1;
    if (reported_heard == heard && reported_change == changed_at) return;
    printf("{\"open\":%d,\"heard\":%lld,\"heardAt\":%lld,\"changedAt\":%lld}\n", open_count, (long long)heard, (long long)heard_at,
        (long long)changed_at);
    fflush(stdout);
    reported_heard = heard;
    reported_change = changed_at;
}

int main(int argc, char **argv) {
    if (argc < 3 || argc - 2 > 64 || (count = atoi(argv[1])) < 1) {
        fprintf(stderr, "usage: crowd COUNT PORT...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) ports[port_count++] = atoi(argv[i]);
    clients = calloc(count, sizeof *clients);
    epoll = epoll_create1(0);
    if (clients == NULL || epoll < 0) fail("crowd");
    for (int i = 0; i < count; i++) clients[i].port = i % port_count;

    struct epoll_event events[EVENTS];
    int64_t due = 0;
    while (true) {
        if (open_count + connecting < count && connecting < MAX_CONNECTING && now() >= due) {
            connect_some();
            if (connecting == 0) due = now() + TICK * 1000; // all are refused: not again at once
        }
        int n = epoll_wait(epoll, events, EVENTS, TICK);
        for (int i = 0; i < n; i++) ready(events[i].data.ptr, events[i].events);
        static int64_t reported;
        if (now() - reported >= TICK * 1000) report(), reported = now();
    }
}
