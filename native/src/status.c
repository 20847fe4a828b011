/*
 * Names of the statuses. A new member of enum hl_status needs its line here: the ctest "status" holds the
 * header's list against it.
 */
#include "hotloop.h"

const char *hl_status_name(int status) {
    switch (status) {
    case HL_OK:
        return "HL_OK";
    case HL_EINVAL:
        return "HL_EINVAL";
    case HL_EBOUNDS:
        return "HL_EBOUNDS";
    case HL_ENOMEM:
        return "HL_ENOMEM";
    case HL_ENOTSUP:
        return "HL_ENOTSUP";
    case HL_ECANCELED:
        return "HL_ECANCELED";
    case HL_EINTERNAL:
        return "HL_EINTERNAL";
    default:
        return "unknown";
    }
}
