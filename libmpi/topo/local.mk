libmpi_libcore_la_SOURCES += libmpi/topo/create.c libmpi/topo/create.h
