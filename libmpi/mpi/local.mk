# mpi/: the entry points, one file per chapter of the standard.
libmpi_libcore_la_SOURCES += libmpi/mpi/abi.c
libmpi_libcore_la_SOURCES += libmpi/mpi/misc.c
libmpi_libcore_la_SOURCES += libmpi/mpi/raise.c
libmpi_libcore_la_SOURCES += libmpi/mpi/raise.h
libmpi_libcore_la_SOURCES += libmpi/mpi/status.c
libmpi_libcore_la_SOURCES += libmpi/mpi/timer.c
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported.c
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/abi.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/attr.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/coll.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/comm.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/datatype.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/errhan.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/group.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/info.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/init.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/io.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/misc.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/mpit.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/op.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/part.def
    libmpi/mpi/unsupported/pt2pt.def \
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/request.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/rma.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/spawn.def
libmpi_libcore_la_SOURCES += libmpi/mpi/unsupported/topo.def
