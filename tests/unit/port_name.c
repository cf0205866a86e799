/* SPDX-License-Identifier: BSD-3-Clause */
/* port_name: what is written can be read, and nothing else can. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <mpi.h>

#include "boot/boot.h"
#include "net/net.h"
#include "p2p/peer.h"
#include "spawn/port_name.h"
#include "util/macros.h"

static char name[MPI_MAX_PORT_NAME];

static int setup(void **state)
{
    (void)state;
    assert_int_equal(boot_open(), 0);
    if (peer_init(boot()->size, boot()->rank, boot_lookup))
        return -1;
    return port_name_write(7, name);
}

static int teardown(void **state)
{
    (void)state;
    peer_fini();
    foreign_fini();
    net_close();
    boot_close();
    return 0;
}

static void what_is_written_is_read(void **state)
{
    struct port_name port;
    const void *address;
    size_t bytes;
    int proc;

    (void)state;
    net_address(&address, &bytes);
    assert_int_equal(port_name_read(name, &port), MPI_SUCCESS);
    assert_int_equal(port.number, 7);
    assert_int_equal(port.bytes, bytes);
    assert_memory_equal(port.address, address, bytes);
    assert_true(port_name_is_own(&port));
    assert_int_equal(port_name_introduce(&port, &proc), MPI_SUCCESS);
    assert_int_equal(proc, peer_self());
    port.owner.job++;
    assert_false(port_name_is_own(&port));
    port_name_fini(&port);
}

static void no_part_of_it_is_a_name(void **state)
{
    char part[MPI_MAX_PORT_NAME];
    struct port_name port;

    (void)state;
    for (size_t length = 0; length < strlen(name); length++) {
        memcpy(part, name, length);
        part[length] = '\0';
        assert_int_equal(port_name_read(part, &port), MPI_ERR_PORT);
    }
}

static void a_changed_address_is_noticed(void **state)
{
    struct port_name port;
    size_t length = strlen(name);

    (void)state;
    for (size_t i = (size_t)(strrchr(name, ':') - name) + 1; i < length - 1; i++) {
        char changed[MPI_MAX_PORT_NAME];

        strcpy(changed, name);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_int_equal(port_name_read(changed, &port), MPI_ERR_PORT);
    }
}

static void other_texts_are_no_names(void **state)
{
    static const char *const texts[] = {
        "tcp://host:1",
        "slipway:",
        "slipway:1:0:1:1:0:0:",
        "slipway:1:0:1:-1:cbf29ce484222325:0:",
        "slipway:1:0:0:0:cbf29ce484222325:0:",
        "slipway:1:0:1:0:0:99999999999999999999:AAAA",
    };
    char endless[MPI_MAX_PORT_NAME];
    struct port_name port;

    (void)state;
    for (size_t i = 0; i < array_length(texts); i++)
        assert_int_equal(port_name_read(texts[i], &port), MPI_ERR_PORT);
    memset(endless, 's', sizeof endless);
    assert_int_equal(port_name_read(endless, &port), MPI_ERR_PORT);
    assert_int_equal(port_name_read(NULL, &port), MPI_ERR_PORT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(no_part_of_it_is_a_name),
        cmocka_unit_test(a_changed_address_is_noticed),
        cmocka_unit_test(other_texts_are_no_names),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
