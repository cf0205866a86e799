libmpi_libcore_la_SOURCES += libmpi/comm/comm.c libmpi/comm/comm.h
