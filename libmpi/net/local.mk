libmpi_libcore_la_SOURCES += libmpi/net/net.c libmpi/net/net.h
