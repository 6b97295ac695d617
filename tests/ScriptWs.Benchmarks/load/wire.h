// A TCP connection's bytes, in the clear or through TLS. Everything is non-blocking: -1 with errno EAGAIN says "later".
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// What a connection needs for TLS; NULL in the clear.
typedef void *wire;

// False when the program was built without TLS.
bool wire_has_tls(void);

// For a socket that is being connected; the TLS handshake is done by the first sending and receiving.
wire wire_begin(int fd, bool tls);

ssize_t wire_send(int fd, wire wire, const void *data, size_t length);

// Takes what there is, up to LENGTH; with TLS there may then be more that the kernel does not know of.
ssize_t wire_receive(int fd, wire wire, void *data, size_t length);

void wire_close(int fd, wire wire);
