# tests/unit/NAME.c is one cmocka program per module; `make check TESTS=tests/unit/NAME` runs one.
if TESTS_WANTED
unit_tests =
unit_tests += tests/unit/abi
unit_tests += tests/unit/across
unit_tests += tests/unit/arena
unit_tests += tests/unit/attr
unit_tests += tests/unit/buffer
unit_tests += tests/unit/coll_barrier
unit_tests += tests/unit/coll_check
unit_tests += tests/unit/coll_inter
unit_tests += tests/unit/coll_large
unit_tests += tests/unit/coll_move
unit_tests += tests/unit/coll_neighbor
unit_tests += tests/unit/coll_reduce
unit_tests += tests/unit/coll_request
unit_tests += tests/unit/completion
unit_tests += tests/unit/dims
unit_tests += tests/unit/completion
unit_tests += tests/unit/env
unit_tests += tests/unit/errhandler
unit_tests += tests/unit/foreign
unit_tests += tests/unit/fortran
unit_tests += tests/unit/grequest
unit_tests += tests/unit/group
unit_tests += tests/unit/handle_table
unit_tests += tests/unit/info
unit_tests += tests/unit/io_datarep
unit_tests += tests/unit/io_stream
unit_tests += tests/unit/io_view
unit_tests += tests/unit/match
unit_tests += tests/unit/node_call
unit_tests += tests/unit/node_core
unit_tests += tests/unit/node_gate
unit_tests += tests/unit/node_reach
unit_tests += tests/unit/node_ring
unit_tests += tests/unit/node_segment
unit_tests += tests/unit/op
unit_tests += tests/unit/partitioned
unit_tests += tests/unit/parcel
unit_tests += tests/unit/pmi2
unit_tests += tests/unit/pmi_codec
unit_tests += tests/unit/pmi_context
unit_tests += tests/unit/pmi_nodemap
unit_tests += tests/unit/call
unit_tests += tests/unit/pool
unit_tests += tests/unit/port_name
unit_tests += tests/unit/recv
unit_tests += tests/unit/rma_lock
unit_tests += tests/unit/rma_shape
unit_tests += tests/unit/sched
unit_tests += tests/unit/session
unit_tests += tests/unit/spank_args
unit_tests += tests/unit/spank_death
unit_tests += tests/unit/spank_memory
unit_tests += tests/unit/spank_option
unit_tests += tests/unit/spank_process
unit_tests += tests/unit/spank_segment
unit_tests += tests/unit/spank_shell
unit_tests += tests/unit/stats
unit_tests += tests/unit/tool
unit_tests += tests/unit/topology
unit_tests += tests/unit/type_calls
unit_tests += tests/unit/type_large
unit_tests += tests/unit/type_named
unit_tests += tests/unit/type_random
unit_tests += tests/unit/watch
unit_tests += tests/unit/wireup
tests_unit_type_random_SOURCES = tests/unit/type_random.c tests/unit/typemap.c \
    tests/unit/typemap.h

# The tests of pmi/ link nothing of libmpi/, as pmi/ knows nothing of MPI.
pmi_tests_LDADD = pmi/libpmi.la $(CMOCKA_LIBS)
coll_case = tests/unit/coll_case.c tests/unit/coll_case.h tests/unit/fake_team.c \
    tests/unit/fake_team.h
tests_unit_coll_neighbor_SOURCES = tests/unit/coll_neighbor.c $(coll_case)
tests_unit_coll_inter_SOURCES = tests/unit/coll_inter.c $(coll_case)
tests_unit_node_call_SOURCES = tests/unit/node_call.c $(coll_case)
tests_unit_coll_check_SOURCES = tests/unit/coll_check.c $(coll_case)
tests_unit_coll_barrier_SOURCES = tests/unit/coll_barrier.c $(coll_case)
tests_unit_coll_request_SOURCES = tests/unit/coll_request.c $(coll_case)
tests_unit_coll_large_SOURCES = tests/unit/coll_large.c $(coll_case)
tests_unit_coll_move_SOURCES = tests/unit/coll_move.c $(coll_case)
tests_unit_node_reach_SOURCES = tests/unit/node_reach.c tests/unit/in_a_child.h
tests_unit_node_segment_SOURCES = tests/unit/node_segment.c tests/unit/in_a_child.h
tests_unit_across_SOURCES = tests/unit/across.c $(coll_case)
tests_unit_coll_reduce_SOURCES = tests/unit/coll_reduce.c $(coll_case)
tests_unit_buffer_SOURCES = tests/unit/buffer.c tests/unit/world_of_one.h
tests_unit_completion_SOURCES = tests/unit/completion.c tests/unit/world_of_one.h
tests_unit_grequest_SOURCES = tests/unit/grequest.c tests/unit/world_of_one.h
tests_unit_partitioned_SOURCES = tests/unit/partitioned.c tests/unit/world_of_one.h
fake_pmi2 = tests/unit/fake_pmi2.c tests/unit/fake_pmi2.h
tests_unit_wireup_SOURCES = tests/unit/wireup.c $(fake_pmi2)
tests_unit_pmi2_SOURCES = tests/unit/pmi2.c $(fake_pmi2)
tests_unit_wireup_LDADD = $(pmi_tests_LDADD)
tests_unit_pmi2_LDADD = $(pmi_tests_LDADD) $(PMI2_LIBS)
tests_unit_pmi_codec_LDADD = $(pmi_tests_LDADD)
tests_unit_pmi_context_LDADD = $(pmi_tests_LDADD)
tests_unit_pmi_nodemap_LDADD = $(pmi_tests_LDADD)

# Wire-up alone, for srun.
check_PROGRAMS += tests/pmi/hello
tests_pmi_hello_LDADD = pmi/libpmi.la

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

LDADD = libmpi/libcore.la $(CMOCKA_LIBS) -lpthread

TESTS += tests/unit/wrappers
EXTRA_DIST += tests/unit/wrappers
EXTRA_DIST += tests/bugs tests/cluster tests/docs tests/home tests/lib.sh tests/mpi tests/mpi4py tests/packages tests/slurm tests/static
