#define _GNU_SOURCE
#include "messages.h"
#include "options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t mask[4] = { 0x5a, 0xc3, 0x1e, 0x87 };

void fail(const char *what) {
    fprintf(stderr, "load: %s\n", what);
    exit(1);
}

static uint8_t *read_file(const char *name, size_t *length) {
    FILE *file = fopen(name, "rb");
    uint8_t *bytes = malloc(MAX_SIZE + 1);
    if (file == NULL) fail("a file cannot be read");
    *length = fread(bytes, 1, MAX_SIZE, file);
    fclose(file);
    return bytes;
}

// Puts "r000", "r001" in the place of "%R..".
static void name_room(uint8_t *bytes, size_t length, int room) {
    char name[5];
    snprintf(name, sizeof name, "r%03d", room % 1000);
    for (uint8_t *at = bytes; (at = memmem(at, length - (size_t)(at - bytes), "%R..", 4)) != NULL;) memcpy(at, name, 4);
}

size_t put_frame(uint8_t *out, uint8_t first, const uint8_t *payload, size_t length) {
    size_t at = 0;
    out[at++] = first;
    if (length < 126) {
        out[at++] = 0x80 | (uint8_t)length;
    } else {
        int bytes = length < 65536 ? 2 : 8;
        out[at++] = bytes == 2 ? 0xfe : 0xff;
        for (int i = bytes - 1; i >= 0; i--) out[at++] = (uint8_t)((uint64_t)length >> (8 * i));
    }
    memcpy(out + at, mask, 4);
    at += 4;
    for (size_t i = 0; i < length; i++) out[at + i] = payload[i] ^ mask[i % 4];
    return at + length;
}

static void prepare_request(struct messages *messages, int room) {
    char path[256];
    snprintf(path, sizeof path, "%s", options.path);
    name_room((uint8_t *)path, strlen(path), room);
    messages->request_length = (size_t)snprintf(messages->request, sizeof messages->request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n%s\r\n", path, options.port,
        options.compressed ? "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover\r\n" : "");
    if (messages->request_length >= sizeof messages->request) fail("--path is too long");
}

static struct messages *prepare(int room) {
    struct messages *messages = calloc(1, sizeof *messages);
    prepare_request(messages, room);
    if (options.payload != NULL) {
        messages->payload = read_file(options.payload, &messages->payload_length);
    } else {
        messages->payload_length = (size_t)options.size;
        messages->payload = malloc(messages->payload_length + 1);
        for (size_t i = 0; i < messages->payload_length; i++) messages->payload[i] = (uint8_t)('a' + i % 26);
    }
    name_room(messages->payload, messages->payload_length, room);
    messages->frame = malloc(messages->payload_length + 14);
    messages->frame_length = put_frame(messages->frame, (options.binary ? 0x82 : 0x81) | (options.compressed ? 0x40 : 0), messages->payload, messages->payload_length);
    if (options.first != NULL) {
        size_t length;
        uint8_t *first = read_file(options.first, &length);
        name_room(first, length, room);
        messages->first = malloc(length + 14);
        messages->first_length = put_frame(messages->first, 0x81, first, length);
        free(first);
    }
    return messages;
}

const struct messages *messages_of(int connection) {
    static struct messages *rooms[100];
    struct messages **room = &rooms[connection / ROOM_SIZE % 100];
    return *room != NULL ? *room : (*room = prepare(connection / ROOM_SIZE % 100));
}
