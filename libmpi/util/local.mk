libmpi_libcore_la_SOURCES += libmpi/util/err.c libmpi/util/err.h libmpi/util/err.def \
    libmpi/util/list.h libmpi/util/macros.h
