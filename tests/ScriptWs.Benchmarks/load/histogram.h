// A log-linear histogram of times: its size does not depend on the rate, and a percentile is exact to 1.6 %.
#include <stddef.h>
#include <stdint.h>

enum { STEPS = 128, POWERS = 64 - 6 }; // a value below 128 ns has a step of its own, each power of two above it 64 steps

struct histogram {
    uint64_t count[POWERS * STEPS], samples;
};

static inline void histogram_add(struct histogram *h, uint64_t nanoseconds) {
    unsigned power = nanoseconds < STEPS ? 0 : 63 - (unsigned)__builtin_clzll(nanoseconds) - 6;
    h->count[power * STEPS + (nanoseconds >> power)]++;
    h->samples++;
}

static inline double histogram_microseconds(const struct histogram *h, double share) {
    uint64_t wanted = (uint64_t)((double)h->samples * share), seen = 0;
    for (size_t i = 0; i < POWERS * STEPS; i++) {
        seen += h->count[i];
        if (seen > wanted) return (double)((uint64_t)(i % STEPS) << (i / STEPS)) / 1000.0;
    }
    return 0;
}
