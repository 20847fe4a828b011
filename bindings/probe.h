/*
 * One of each construct that hotloop.h uses. generate.sh runs jextract on this file first and compares
 * the text with probe.expected: a jextract that writes other text for it is another jextract, and
 * would change every generated line for reasons that have nothing to do with hotloop.h.
 */
#ifndef PROBE_H
#define PROBE_H

#define PROBE_VERSION 1

typedef long long probe_int64;

enum probe_status { PROBE_OK = 0, PROBE_EINVAL = 10 };

struct probe_pair {
    double left;
    probe_int64 right;
};

int probe_none(void);
const char *probe_text(int status);
int probe_alloc(probe_int64 bytes, void **out);
void probe_free(void *block, probe_int64 bytes);
int probe_run(int method, probe_int64 n, const double *in, const float *in32, double *out, double scalar,
              float scalar32, const int *cancel);

#endif
