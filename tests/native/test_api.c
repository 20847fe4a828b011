/*
 * The small exports: version and names of statuses.
 */
#include <string.h>

#include "harness.h"
#include "hotloop.h"

static void version(void) {
    CHECK(hl_abi_version() == HL_ABI_VERSION, "%d, the header has %d", hl_abi_version(),
          HL_ABI_VERSION);
    CHECK(hl_team_limit() >= 1, "%d", hl_team_limit());
}

/* Values are pinned: the numbers stand here a second time on purpose. */
static void status_names(void) {
    static const struct {
        int value;
        const char *name;
    } STATUSES[] = {{0, "HL_OK"},        {10, "HL_EINVAL"},  {20, "HL_EBOUNDS"},
                    {30, "HL_ENOMEM"},   {40, "HL_ENOTSUP"}, {50, "HL_ECANCELED"},
                    {60, "HL_EINTERNAL"}};
    for (size_t i = 0; i < sizeof STATUSES / sizeof STATUSES[0]; i++) {
        CHECK(strcmp(hl_status_name(STATUSES[i].value), STATUSES[i].name) == 0, "%d is %s, not %s",
              STATUSES[i].value, hl_status_name(STATUSES[i].value), STATUSES[i].name);
    }
    static const int OTHERS[] = {-1, 1, 5, 15, 61, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        CHECK(strcmp(hl_status_name(OTHERS[i]), "unknown") == 0, "%d is %s", OTHERS[i],
              hl_status_name(OTHERS[i]));
    }
}

TEST_GROUPS({"version", version}, {"status_names", status_names})
