libmpi_libcore_la_SOURCES += libmpi/boot/boot.c libmpi/boot/boot.h
