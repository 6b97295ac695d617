// What is sent: the opening handshake and the masked frames of a room.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { ROOM_SIZE = 10 }; // connections that share a room

struct messages {
    char request[1024];  // the opening handshake
    size_t request_length;
    uint8_t *payload;
    size_t payload_length;
    uint8_t *frame;      // the payload, masked
    size_t frame_length;
    uint8_t *first;      // a frame that is sent once, or NULL
    size_t first_length;
};

// Those of a connection's room; made once, when the first of its connections asks.
const struct messages *messages_of(int connection);

// A masked frame; returns its length.
size_t put_frame(uint8_t *out, uint8_t first, const uint8_t *payload, size_t length);

void fail(const char *what);
