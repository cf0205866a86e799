libmpi_libcore_la_SOURCES += libmpi/check/check.c libmpi/check/check.h
