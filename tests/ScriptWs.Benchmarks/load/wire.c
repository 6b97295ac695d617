#include "wire.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef WITH_TLS
#include <openssl/ssl.h>

enum { RECORDS_AT_ONCE = 65536 }; // one recv; as many of TLS's records as a burst has

static SSL_CTX *context;

bool wire_has_tls(void) { return true; }

// What a server shows is not checked: only speed is measured here.
static void prepare(void) {
    context = SSL_CTX_new(TLS_client_method());
    if (context == NULL) { fprintf(stderr, "load: OpenSSL cannot be used\n"); exit(1); }
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, RECORDS_AT_ONCE);
}

wire wire_begin(int fd, bool tls) {
    if (!tls) return NULL;
    if (context == NULL) prepare();
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, fd);
    SSL_set_connect_state(ssl);
    return ssl;
}

static ssize_t failed(SSL *ssl, int result) {
    int error = SSL_get_error(ssl, result);
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : ECONNRESET;
    return -1;
}

static ssize_t tls_send(SSL *ssl, const void *data, size_t length) {
    int n = SSL_write(ssl, data, (int)length);
    return n > 0 ? n : failed(ssl, n);
}

static ssize_t tls_receive(SSL *ssl, void *data, size_t length) {
    size_t filled = 0;
    while (filled < length) {
        int n = SSL_read(ssl, (char *)data + filled, (int)(length - filled));
        if (n <= 0) return filled > 0 ? (ssize_t)filled : failed(ssl, n); // an end behind bytes is met again
        filled += (size_t)n;
    }
    return (ssize_t)filled;
}

static void tls_free(SSL *ssl) { SSL_free(ssl); }
#else
bool wire_has_tls(void) { return false; }
wire wire_begin(int fd, bool tls) { (void)fd; (void)tls; return NULL; }
static ssize_t tls_send(wire wire, const void *data, size_t length) { (void)wire; (void)data; (void)length; abort(); }
static ssize_t tls_receive(wire wire, void *data, size_t length) { (void)wire; (void)data; (void)length; abort(); }
static void tls_free(wire wire) { (void)wire; }
#endif

ssize_t wire_send(int fd, wire wire, const void *data, size_t length) {
    return wire != NULL ? tls_send(wire, data, length) : send(fd, data, length, MSG_NOSIGNAL);
}

ssize_t wire_receive(int fd, wire wire, void *data, size_t length) {
    return wire != NULL ? tls_receive(wire, data, length) : recv(fd, data, length, 0);
}

void wire_close(int fd, wire wire) {
    if (wire != NULL) tls_free(wire);
    close(fd);
}
