libmpi_libcore_la_SOURCES += libmpi/world/world.c libmpi/world/world.h
