# mpi/: the entry points, one file per chapter of the standard.
libmpi_libcore_la_SOURCES += \
    libmpi/mpi/abi.c \
    libmpi/mpi/misc.c \
    libmpi/mpi/raise.c \
    libmpi/mpi/raise.h \
    libmpi/mpi/status.c \
    libmpi/mpi/timer.c \
    libmpi/mpi/unsupported.c \
    libmpi/mpi/unsupported/abi.def \
    libmpi/mpi/unsupported/attr.def \
    libmpi/mpi/unsupported/coll.def \
    libmpi/mpi/unsupported/comm.def \
    libmpi/mpi/unsupported/datatype.def \
    libmpi/mpi/unsupported/errhan.def \
    libmpi/mpi/unsupported/group.def \
    libmpi/mpi/unsupported/info.def \
    libmpi/mpi/unsupported/init.def \
    libmpi/mpi/unsupported/io.def \
    libmpi/mpi/unsupported/misc.def \
    libmpi/mpi/unsupported/mpit.def \
    libmpi/mpi/unsupported/op.def \
    libmpi/mpi/unsupported/part.def \
    libmpi/mpi/unsupported/pt2pt.def \
    libmpi/mpi/unsupported/request.def \
    libmpi/mpi/unsupported/rma.def \
    libmpi/mpi/unsupported/spawn.def \
    libmpi/mpi/unsupported/topo.def
