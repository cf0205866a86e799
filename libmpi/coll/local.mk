# coll/: the schedule engine, teams, and one file per operation.
libmpi_libcore_la_SOURCES += \
    libmpi/coll/algorithm.c \
    libmpi/coll/algorithm.h \
    libmpi/coll/allgather.c \
    libmpi/coll/allreduce.c \
    libmpi/coll/alltoall.c \
    libmpi/coll/barrier.c \
    libmpi/coll/bcast.c \
    libmpi/coll/blocks.c \
    libmpi/coll/blocks.h \
    libmpi/coll/check.c \
    libmpi/coll/coll.c \
    libmpi/coll/coll.h \
    libmpi/coll/describe.c \
    libmpi/coll/describe.h \
    libmpi/coll/fingerprint.c \
    libmpi/coll/fingerprint.h \
    libmpi/coll/gather.c \
    libmpi/coll/neighbor.c \
    libmpi/coll/neighbor.h \
    libmpi/coll/node_call.c \
    libmpi/coll/node_call.h \
    libmpi/coll/node_team.c \
    libmpi/coll/node_team.h \
    libmpi/coll/reduce.c \
    libmpi/coll/reduce_scatter.c \
    libmpi/coll/request.c \
    libmpi/coll/request.h \
    libmpi/coll/ring.c \
    libmpi/coll/ring.h \
    libmpi/coll/scan.c \
    libmpi/coll/scatter.c \
    libmpi/coll/sched.c \
    libmpi/coll/sched.h \
    libmpi/coll/team.c \
    libmpi/coll/team.h
