libmpi_libcore_la_SOURCES += libmpi/mpi/misc.c libmpi/mpi/raise.h
