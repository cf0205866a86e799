libmpi_libcore_la_SOURCES += libmpi/comm/comm.h
